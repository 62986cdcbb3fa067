"""Logs: lines for eyes or machines, with ids in them and without secrets."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import log, set_up_logs, without_secrets
from bot.settings import read_settings
from bot.storage.database import open_database
from tests.services.desk import ANA, Clock, Desk

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
HOOK = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OkFiQ2RFZkdoSWpLbE1uT3BRclN0VXZXeFl6"
SECRETS = ["s3cr3t/pass", "hunter22", TOKEN, HOOK]
CARRIERS = [
    "postgresql+asyncpg://ana:s3cr3t/pass@host:5432/rapport",
    "postgresql://host/rapport?user=ana&password=hunter22&ssl=require",
    f"401 for token {TOKEN}: unauthorized",
    f"POST https://discord.com/api/v10/webhooks/123456789012345678/{HOOK}/messages/@original",
    f"/interactions/123456789012345678/{HOOK}/callback?with_response=1",
]

Logged = Callable[..., io.StringIO]


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Sets up the logs with these settings, and gives the stream that they go to."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.getLogger("bot").level)

    def begin(stream: io.StringIO | None = None, **settings: object) -> io.StringIO:
        out = stream or io.StringIO()
        set_up_logs(read_settings(**settings), out)
        return out

    yield begin
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    logging.getLogger("bot").setLevel(before[2])
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_a_line_for_machines(logged: Logged) -> None:
    """Each line is one JSON object: what happened, where, when in UTC, and the ids."""
    out = logged(log_format="json")
    log("bot.ui.answer").warning("answer not delivered", user=4001, run=7, error="größer\nals gedacht")
    line = json.loads(out.getvalue())
    at = datetime.fromisoformat(line.pop("timestamp"))
    assert abs((datetime.now(UTC) - at).total_seconds()) < 60
    assert line == {
        "event": "answer not delivered",
        "level": "warning",
        "logger": "bot.ui.answer",
        "user": 4001,
        "run": 7,
        "error": "größer\nals gedacht",
    }
    assert out.getvalue().count("\n") == 1


def test_a_line_for_eyes(logged: Logged) -> None:
    """The console shows the same things, ids too."""
    out = logged(log_format="console")
    log("bot.running").info("move", user=4001, run=7)
    for part in ("move", "info", "bot.running", "user=4001", "run=7"):
        assert part in out.getvalue()


def test_the_format_follows_from_where_it_goes(logged: Logged) -> None:
    """Without a setting: for eyes on a terminal, for machines everywhere else."""
    file, terminal = logged(), logged(Terminal())
    log("bot").info("seen")
    assert "seen" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")
    logged(file)
    log("bot").info("seen")
    assert json.loads(file.getvalue())["event"] == "seen"


def test_ids_that_are_bound_are_on_every_line(logged: Logged) -> None:
    """What is known of a request is on each of its lines."""
    out = logged(log_format="json")
    with structlog.contextvars.bound_contextvars(run=7, user=4001):
        log("bot").info("a")
        logging.getLogger("discord.client").error("b")
    log("bot").info("c")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line.get("run"), line.get("user")) for line in lines] == [(7, 4001), (7, 4001), (None, None)]


@pytest.mark.parametrize("shape", ["json", "console"])
@pytest.mark.parametrize("carrier", CARRIERS)
def test_secrets_are_cut_out_wherever_they_are(logged: Logged, shape: str, carrier: str) -> None:
    """In a text, a value, a list, an error, arguments or a traceback; from our own loggers and from discord.py's."""
    out = logged(log_format=shape)
    ours, theirs = log("bot.app"), logging.getLogger("discord.http")
    ours.info(carrier)
    ours.info("value", url=carrier)
    ours.info("within", found={"urls": [carrier], "error": ValueError(carrier)})
    ours.info("arguments %s", carrier)
    theirs.warning("formatted %s", carrier)
    theirs.error("with stack", stack_info=True, extra={"x": carrier})
    try:
        raise ConnectionError(carrier) from ValueError(carrier)
    except ConnectionError:
        ours.exception("failed", run=7)
        theirs.exception("Attempting a reconnect in %.2fs", 1.5)
    text = out.getvalue()
    assert text.count("Traceback") >= 2
    for secret in SECRETS:
        assert secret not in text
    assert "[token]" in text or "[password]" in text


@given(st.text())
def test_cutting_twice_cuts_no_more(text: str) -> None:
    """What was cleaned is clean."""
    assert without_secrets(without_secrets(text)) == without_secrets(text)


@pytest.mark.parametrize(
    "text",
    [
        "run begun",
        "https://discord.com/channels/@me/123456789012345678/123456789012345679",
        "sqlite+aiosqlite:////data/rapport.db, at revision 0001",
        "postgresql+asyncpg://ana@host:5432/rapport",
        "[Errno 111] Connect call failed ('127.0.0.1', 5432)",
        "scenarios/drinks-party.yaml:12: missing-why: Option `stay` has no `why`.",
        "2026-03-01T12:00:00.123456Z",
        "1.2.3 of 4.5.6",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """Addresses, ids, versions and places in files are what one reads a log for."""
    assert without_secrets(text) == text


def test_the_level_is_kept(logged: Logged) -> None:
    """Less than was asked for is not said."""
    out = logged(log_level="warning", log_format="json")
    log("bot").info("quiet")
    log("bot").warning("loud")
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["loud"]


def test_libraries_do_not_write_down_what_passes_through_them(logged: Logged) -> None:
    """discord.py's detail would hold messages and tokens, the database's rows: not even `debug` asks for it."""
    out = logged(log_level="debug", log_format="json")
    log("bot.ui").debug("ours")
    for library in ("discord.gateway", "discord.http", "sqlalchemy.engine", "aiosqlite", "aiohttp", "asyncio"):
        logging.getLogger(library).debug("what somebody wrote")
        logging.getLogger(library).info("what somebody wrote")
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["ours"]


def test_playing_logs_ids_and_never_words(logged: Logged, tmp_path: Path) -> None:
    """Each move is a line with its run and player; what was said, and which option it was, is on none."""
    out = logged(log_level="debug", log_format="json")

    async def play() -> int:
        database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}")
        await database.migrate()
        run = await Desk(database, Clock()).play(ANA, "harsh", "speak", "leave")
        await database.close()
        return run

    run = asyncio.run(play())
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["run begun", "move", "move", "move"]
    assert {(line["run"], line["player"]) for line in lines} == {(run, ANA)}
    for word in ("harsh", "speak", "leave", "Sugar", "Never", "How are you", "door is ajar"):
        assert word not in out.getvalue()
