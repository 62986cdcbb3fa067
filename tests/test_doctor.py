"""The doctor: it sees what is wrong, says so, and changes nothing."""

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route

from bot.doctor import Finding, examine
from bot.services.clocks import Clocks
from bot.settings import read_settings
from bot.storage.database import open_database
from tests.support.command import REVISION, SMALL, Ended, files_in, run_here, small_shelf

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD = "hunter22"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, a small shelf beside it, and no way to the real Discord."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SCENARIOS_DIR", str(small_shelf(tmp_path / "scripts")))
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:9/api/v10")
    return folder


def lines_of(ended: Ended) -> dict[str, str]:
    """What the doctor said of each subject, behind `ok`, `wrong` or `note`."""
    assert ended.err == ""
    assert TOKEN not in ended.out
    assert PASSWORD not in ended.out
    found: dict[str, str] = {}
    for line in ended.out.splitlines():
        sign, subject, words = line.split(maxsplit=2)
        found[subject.rstrip(":")] = f"{sign}: {words}"
    return found


def test_where_nothing_is_configured(here: Path) -> None:
    """Fresh after installing: the token is missing, the database is not there yet, and it is not made either."""
    ended = run_here("doctor")
    found = lines_of(ended)
    assert ended.code == 1
    assert list(found) == ["settings", "token", "database", "scenarios"]
    assert found["settings"].startswith("ok: log info")
    assert found["token"].startswith("wrong: DISCORD_TOKEN is not set. Get one at")
    assert found["database"] == "note: sqlite+aiosqlite:///rapport.db does not exist yet; `run` creates it"
    assert found["scenarios"] == "ok: 1 can be played, 0 left out"
    assert files_in(here) == {}


def test_with_everything_in_place(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database at this version is in order; Discord out of reach is a note, since the token may well be right."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    run_here("migrate")
    before = files_in(here)
    ended = run_here("doctor")
    found = lines_of(ended)
    assert ended.code == 0
    assert found["token"].startswith("note: DISCORD_TOKEN is set, but Discord could not be asked about it: ")
    assert found["database"] == f"ok: sqlite+aiosqlite:///rapport.db, at revision {REVISION}"
    assert files_in(here) == before


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        (None, "note: .* is empty; `run` or `migrate` brings it up to date"),
        ("0000", f"note: .* is at revision 0000, and {REVISION} is needed; `run` or `migrate` brings it up to date"),
        ("9999", "wrong: .* is at revision 9999, which a newer Rapport made"),
    ],
)
def test_a_database_at_another_version(here: Path, revision: str | None, told: str) -> None:
    """Behind, empty or ahead: each is told apart, and not a byte is changed."""
    with closing(sqlite3.connect(here / "rapport.db")) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        if revision:
            database.execute("INSERT INTO alembic_version VALUES (?)", [revision])
    before = files_in(here)
    found = lines_of(run_here("doctor"))
    assert re.match(told, found["database"]), found["database"]
    assert files_in(here) == before


@pytest.mark.parametrize("command", ["doctor", "alive"])
def test_looking_after_a_bot_that_was_killed(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What a killed bot wrote last is in the log beside the file: it is read there, and left for the bot to take up."""
    killed = tmp_path / "killed? 100%"

    async def beat() -> None:
        database = open_database("sqlite+aiosqlite:///rapport.db")
        await Clocks(database, discord.utils.utcnow).beat()
        shutil.copytree(here, killed)  # all that is there while it still runs
        await database.close()

    run_here("migrate")
    asyncio.run(beat())
    monkeypatch.chdir(killed)
    before = files_in(killed)
    assert before["rapport.db-wal"]
    ended = run_here(command)
    if command == "doctor":
        assert lines_of(ended)["database"].startswith("ok: ")
    else:
        assert ended == Ended(0, "", "")
    after = files_in(killed)
    assert [*after] == [*before]
    for name in ("rapport.db", "rapport.db-wal"):  # beside them is their index, which every reader makes anew
        assert after[name] == before[name]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"postgresql://ana:{PASSWORD}@127.0.0.1:9/rapport", "Connect call failed"),
        (f"postgresql://ana:{PASSWORD}@host:port/rapport", "not written like an address"),
        ("sqlite:////nowhere/at/all/rapport.db", "a folder that does not exist: /nowhere/at/all"),
        ("sqlite:///letter.txt", "not a database"),
    ],
)
def test_a_database_that_cannot_be_used(here: Path, monkeypatch: pytest.MonkeyPatch, address: str, told: str) -> None:
    """What stands in the way is said without the password, and the rest is looked at all the same."""
    (here / "letter.txt").write_text("Dear Sofia,\n" * 100)
    before = files_in(here)
    monkeypatch.setenv("DATABASE_URL", address)
    ended = run_here("doctor")
    found = lines_of(ended)
    assert ended.code == 1
    assert found["database"].startswith("wrong: DATABASE_URL")
    assert told in found["database"]
    assert "scenarios" in found
    assert files_in(here) == before


def test_a_setting_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing else can be looked at, and that one thing is said."""
    monkeypatch.setenv("DATABASE_URL", f"mysql://ana:{PASSWORD}@host/rapport")
    ended = run_here("doctor")
    assert ended.code == 1
    assert list(lines_of(ended)) == ["settings"]
    assert "DATABASE_URL" in ended.out


def test_a_broken_scenario_is_listed_with_its_line(tmp_path: Path) -> None:
    """What a writer has to mend, and where, on one line that can be clicked; the rest plays on."""
    folder = small_shelf(tmp_path / "scripts", broken=SMALL.replace("- end: dry", "- end: wet"))
    ended = run_here("doctor")
    assert ended.code == 1
    assert "ok    scenarios: 1 can be played, 1 left out\n" in ended.out
    assert f"wrong scenario: {folder / 'broken.yaml'}:14: unknown-ending: " in ended.out


def test_a_shelf_without_anything_to_play(tmp_path: Path) -> None:
    """A bot without a scenario is of no use, and that is wrong."""
    (tmp_path / "scripts" / "rain.yaml").unlink()
    ended = run_here("doctor")
    assert lines_of(ended)["scenarios"] == "wrong: 0 can be played, 0 left out"
    assert ended.code == 1


@pytest.mark.parametrize(
    ("status", "ok", "told"),
    [
        (200, True, "Discord knows it as rapport"),
        (401, False, "was refused by Discord"),
        (429, None, "could not be asked"),
        (503, None, "could not be asked"),
    ],
)
async def test_the_token_is_shown_to_discord_alone(
    monkeypatch: pytest.MonkeyPatch, status: int, ok: bool | None, told: str
) -> None:
    """Discord is asked once, with the token in the header; only its no is a no."""
    seen: list[str] = []

    async def me(request: web.Request) -> web.Response:
        seen.append(request.headers["Authorization"])
        return web.json_response({"id": "1", "username": "rapport"}, status=status)

    app = web.Application()
    app.router.add_get("/users/@me", me)
    async with TestServer(app) as server:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("")).rstrip("/"))
        settings = read_settings(discord_token=TOKEN)
        found: Finding = (await examine(settings))[1]
    assert seen == [f"Bot {TOKEN}"]
    assert found.ok is ok
    assert told in found.words
    assert TOKEN not in found.words


async def test_a_discord_that_hangs_does_not_hang_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that never comes is a note like any other failure to ask."""
    monkeypatch.setattr("bot.doctor.ASK_SECONDS", 0.05)

    async def me(_: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    app = web.Application()
    app.router.add_get("/users/@me", me)
    async with TestServer(app) as server:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("")).rstrip("/"))
        found = (await examine(read_settings(discord_token=TOKEN)))[1]
    assert found.ok is None
    assert found.words.rpartition(": ")[2]
