"""What a person types: it works, or it ends in one line that says what to do."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import discord
import pytest
from discord.http import Route

from bot.app import open_migrated
from bot.services.clocks import Clocks
from bot.settings import Settings
from bot.storage.database import open_database
from tests.support.command import REVISION, ROOT, SMALL, Ended, environment, files_in, run_here, small_shelf

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD = "hunter22"
NOWHERE = "http://127.0.0.1:9/api/v10"  # the port for discarding, on which nobody answers
BROKEN = SMALL.replace("- end: dry", "- end: wet")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, a small shelf beside it, and no way to the real Discord."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SCENARIOS_DIR", str(small_shelf(tmp_path / "scripts")))
    monkeypatch.setattr(Route, "BASE", NOWHERE)
    return folder


def refused(ended: Ended) -> str:
    """The one line of a start that was refused."""
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("rapport: ")
    assert TOKEN not in ended.err
    assert PASSWORD not in ended.err
    return ended.err


@pytest.mark.slow
def test_run_without_a_token_as_a_process(here: Path) -> None:
    """The first thing that a newcomer tries: one line names the setting and says how to get it; nothing is created."""
    command = [sys.executable, "-m", "bot", "run"]
    ended = subprocess.run(command, cwd=here, env=environment(), capture_output=True, text=True, check=False)
    line = refused(Ended(ended.returncode, ended.stdout, ended.stderr))
    assert "DISCORD_TOKEN is not set" in line
    assert "discord.com/developers/applications" in line
    assert files_in(here) == {}


def test_help_names_every_command() -> None:
    """`--help`, or nothing at all, says what there is; each command explains itself."""
    for arguments in (["--help"], []):
        told = run_here(*arguments)
        for command in ("run", "demo", "play", "check", "migrate", "doctor", "alive"):
            assert f" {command} " in told.out + told.err
    assert run_here("--help").code == 0
    assert "Needs DISCORD_TOKEN" in run_here("run", "--help").out


def test_an_unknown_command_is_no_traceback() -> None:
    """A slip of the fingers is told as one."""
    ended = run_here("rnu")
    assert ended.code == 2
    assert "rnu" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", ["run", "migrate", "alive", "check"])
def test_a_malformed_setting_ends_every_command(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Whatever is typed, a setting that cannot be read is named in one line."""
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert "LOG_LEVEL" in refused(run_here(command))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"mysql://ana:{PASSWORD}@host/db", "`mysql`"),
        (f"postgresql://ana:{PASSWORD}@host:port/db", "not written like an address"),
        (f"postgresql://ana:{PASSWORD}@127.0.0.1:9/db", "Connect call failed"),
        (f"postgresql://ana:{PASSWORD}@127.0.0.1:9/db?odd=1", "odd"),
        ("sqlite:////nowhere/at/all/rapport.db", "its folder does not exist: /nowhere/at/all"),
        ("sqlite:///.", "unable to open"),
        ("sqlite://", "names no file"),
    ],
)
@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_cannot_be_used_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, address: str, told: str
) -> None:
    """Malformed, unknown, away: said at once, before scenarios are looked at, in one line without the password."""
    small_shelf(tmp_path / "scripts", broken=BROKEN)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", address)
    began = perf_counter()
    line = refused(run_here(command))
    assert "DATABASE_URL" in line
    assert told in line
    assert perf_counter() - began < 5


def test_discord_out_of_reach_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the bot says so and ends, for whatever started it to try again."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("LOG_LEVEL", "error")
    line = refused(run_here("run"))
    assert "Discord cannot be reached" in line
    assert "network" in line
    assert "rapport.db" in files_in(here)


def test_migrate_twice(here: Path) -> None:
    """It says where the tables are, and a second time does nothing."""
    first, second = run_here("migrate"), run_here("migrate")
    assert first.code == second.code == 0
    assert first.out == second.out == f"The database is at revision {REVISION}.\n"
    assert [*files_in(here)] == ["rapport.db"]


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_of_a_newer_version_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """After going back to an older Rapport the line says so, and does not send anybody to look at the network."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    with closing(sqlite3.connect(here / "rapport.db")) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    line = refused(run_here(command))
    assert "it is at revision 9999, which a newer Rapport made; use that one.\n" in line


def beat(ago: float) -> None:
    """Leave a sign of life so many seconds ago, as the running bot does."""

    async def leave() -> None:
        database = open_database("sqlite+aiosqlite:///rapport.db")
        await Clocks(database, lambda: discord.utils.utcnow() - timedelta(seconds=ago)).beat()
        await database.close()

    asyncio.run(leave())


def test_alive_after_a_heartbeat_alone(here: Path) -> None:
    """A health check fails before the bot ever ran and once it is silent, and passes while it leaves signs of life."""
    ended = run_here("alive")
    assert (ended.code, ended.err) == (1, "no sign of life\n")
    assert files_in(here) == {}
    run_here("migrate")
    assert run_here("alive").code == 1
    beat(0)
    assert run_here("alive") == Ended(0, "", "")
    beat(80)
    assert run_here("alive").code == 0
    beat(100)
    ended = run_here("alive")
    assert ended.code == 1
    assert "100 seconds ago" in ended.err


def test_alive_of_a_database_that_is_none(here: Path) -> None:
    """A health check of something else is no traceback."""
    (here / "rapport.db").write_text("tea " * 500)
    assert run_here("alive").code == 1


def test_the_example_of_an_address_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken out of real addresses is not taken out of the example that shows how to write one."""
    monkeypatch.setenv("DATABASE_URL", "rapport.db")
    line = refused(run_here("migrate"))
    assert "postgresql://user@host/rapport, a password as user:password." in line


def test_check_says_by_its_exit_code_what_it_found(here: Path, tmp_path: Path) -> None:
    """0 where everything can be played, 1 where something is wrong, or where nothing is there."""
    assert run_here("check", "--strict").code == 0
    small_shelf(tmp_path / "scripts", hasty=SMALL.replace(", why: There was room.", ""))
    assert run_here("check").code == 0
    assert run_here("check", "--strict").code == 1
    small_shelf(tmp_path / "scripts", broken=BROKEN)
    ended = run_here("check")
    assert ended.code == 1
    assert "broken.yaml:14: error" in ended.out
    assert run_here("check", str(tmp_path / "scripts" / "rain.yaml")).code == 0
    assert run_here("check", str(tmp_path / "nothing.yaml")).code == 1
    empty = here / "empty"
    empty.mkdir()
    assert run_here("check", str(empty)).code == 1


def test_check_of_what_is_not_there(here: Path) -> None:
    """A name that was mistyped is told as that, and so is a link that leads nowhere."""
    (here / "lost.yaml").symlink_to(here / "gone.yaml")
    assert "There is no such file." in run_here("check", "nope.yaml").out
    assert "leads nowhere" in run_here("check", "lost.yaml").out


def test_check_of_the_topics_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of topics holds no scripts, from wherever it is named; one topic of it can be named as well."""
    mixers = ROOT / "scenarios/mixers"
    for arguments, folder in (([str(mixers)], here), (["."], mixers), (["films.yaml"], mixers)):
        monkeypatch.chdir(folder)
        ended = run_here("check", "--strict", *arguments)
        assert ended.code == 0
        assert "films.yaml: 12 prompts" in ended.out
    (here / "mixers").mkdir()
    monkeypatch.chdir(here)
    assert run_here("check", "mixers").code == 1


def test_findings_look_alike(here: Path) -> None:
    """Whatever a finding is about, its first line is the place, how bad it is and its code: editors find their way."""
    (here / "mixers").mkdir()
    (here / "challenges.yaml").write_text("talk: {trait: mercy}\n")
    (here / "rain.yaml").write_text(SMALL)
    (here / "rain.de.yaml").write_text("title:\n")
    (here / "mixers" / "films.yaml").write_text("topic: films\n")
    (here / "wet.yaml").write_text(BROKEN)
    told = run_here("check", ".").out
    for name, found in {
        "challenges": "1: error missing-key",
        "rain.de": "1: warning translation-missing",
        "films": "1: error missing-key",
        "wet": "14: error unknown-ending",
    }.items():
        assert f"{name}.yaml:{found}\n" in told


def test_play_of_what_is_not_there(tmp_path: Path) -> None:
    """A scenario that does not exist, or cannot be played, is said so; nobody is left in front of a traceback."""
    assert "no scenario" in refused(run_here("play", "nothing"))
    assert "Did you mean `rain`?" in refused(run_here("play", "rian"))
    small_shelf(tmp_path / "scripts", broken=BROKEN)
    ended = run_here("play", "broken")
    assert ended.code == 1
    assert "broken.yaml:14" in ended.out


def test_play_of_a_script_that_never_pauses(tmp_path: Path) -> None:
    """It reads well and cannot be played: the writer is told where it goes round, instead of being thrown out of it."""
    head, _, _ = SMALL.partition("scenes:")
    circle = f"{head}scenes:\n  one:\n    - then: two\n  two:\n    - then: one\nendings:\n  dry: The bus came.\n"
    small_shelf(tmp_path / "scripts", circle=circle)
    ended = run_here("play", "circle")
    assert ended.code == 1
    assert "circle.yaml:8: error endless" in ended.out


def test_the_demo_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed the bot alone reads what the demo needs."""
    for name in [name for name in sys.modules if name.startswith("bot.demo")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "simcord", None)
    line = refused(run_here("demo"))
    assert "`demo` extra" in line


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_cannot_be_one(port: str) -> None:
    """What is no port is a slip of the fingers, not a traceback."""
    ended = run_here("demo", "--port", port)
    assert ended.code == 2
    assert "--port" in ended.err
    assert "Traceback" not in ended.err


def test_the_demo_where_no_folder_can_be(here: Path) -> None:
    """A file in the place of the demo's folder is named in one line, and left alone."""
    (here / "letter").write_text("Dear Sofia,")
    for data in ("letter", "letter/demo"):
        assert f"--data cannot be a folder: {data}: " in refused(run_here("demo", "--data", data))
    assert files_in(here) == {"letter": b"Dear Sofia,"}


@pytest.mark.parametrize("data", ["d?x", "100%", "a#b", "né", "two words"])
def test_the_demo_keeps_its_database_in_its_folder(here: Path, monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    """Whatever the folder is called; and `--port 0` is a port, the one that the system chooses."""
    asked: list[int] = []

    async def run_demo(settings: Settings, _data: Path, port: int, _announce: object, *, fast: bool) -> None:
        assert not fast
        asked.append(port)
        database = await open_migrated(settings)
        await database.close()

    monkeypatch.setattr("bot.running.run_demo", run_demo)
    assert run_here("demo", "--data", data, "--port", "0") == Ended(0, "", "")
    assert [*files_in(here)] == [f"{data}/rapport.db"]
    assert asked == [0]


def test_the_console_script_is_the_same_command() -> None:
    """`rapport` and `python -m bot` are one."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'rapport = "bot.cli:main"' in text
