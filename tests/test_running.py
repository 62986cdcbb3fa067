"""`run`: it connects, stays through what a network does, and leaves cleanly. Against a small stand-in of Discord."""

import asyncio
import io
import json
import logging
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pytest
import structlog
import yarl
from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.test_utils import TestServer
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.authoring.checks import Checked, check
from bot.authoring.loaded import Loaded
from bot.errors import StartError
from bot.logs import set_up_logs
from bot.running import run_bot
from bot.settings import Settings
from bot.storage.database import sqlite_file
from tests.support.command import SMALL, environment, small_shelf

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
ME = {"id": "1", "username": "rapport", "discriminator": "0", "avatar": None, "bot": True}
COMMANDS = 9
SOON = 8.0  # seconds; what is tested takes a tenth of one, on a machine with nothing else to do

Json = dict[str, Any]


def answer(value: object, status: int = 200) -> web.Response:
    """JSON as Discord sends it: discord.py reads it as such only without a charset in its type."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json", status=status)


class StandIn:
    """So much of Discord as a bot needs to log in, be ready, and come back. `gateway` False: nobody answers there."""

    def __init__(self, *, login: int = 200, gateway: bool = True) -> None:
        self.login, self.gateway = login, gateway
        self.asked = asyncio.Event()
        self.hellos: asyncio.Queue[int] = asyncio.Queue()
        self.sockets: list[web.WebSocketResponse] = []
        self.synced: list[int] = []
        self.url = yarl.URL()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["StandIn"]:
        """Serve until the block is left."""
        app = web.Application()
        app.router.add_get("/users/@me", self._me)
        app.router.add_get("/oauth2/applications/@me", self._application)
        app.router.add_put("/applications/1/commands", self._commands)
        app.router.add_get("/gateway/", self._gateway)
        async with TestServer(app) as server:
            self.url = server.make_url("")
            yield self

    @property
    def ways(self) -> tuple[str, yarl.URL]:
        """The addresses of REST and gateway."""
        port = self.url.port if self.gateway else 9
        return str(self.url).rstrip("/"), yarl.URL(f"ws://127.0.0.1:{port}/gateway/")

    async def hello(self) -> int:
        """Wait until the bot introduces itself: 2 anew, 6 coming back."""
        return await asyncio.wait_for(self.hellos.get(), SOON)

    async def _me(self, _: web.Request) -> web.Response:
        self.asked.set()
        if self.login == 0:
            await asyncio.sleep(60)
        return answer(ME if self.login == 200 else {"message": "no", "code": 0}, self.login)

    async def _application(self, _: web.Request) -> web.Response:
        return answer(
            {"id": "1", "name": "rapport", "icon": None, "description": "", "bot_public": True, "flags": 0}
            | {"bot_require_code_grant": False, "verify_key": "", "team": None, "owner": ME}
        )

    async def _commands(self, request: web.Request) -> web.Response:
        commands: list[Json] = await request.json()
        self.synced.append(len(commands))
        known = {"application_id": "1", "version": "1", "default_member_permissions": None, "dm_permission": True}
        return answer([{**one, **known, "id": str(number)} for number, one in enumerate(commands, 1)])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40_000}, "s": None, "t": None})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._answer(socket, json.loads(message.data))
        return socket

    async def _answer(self, socket: web.WebSocketResponse, sent: Json) -> None:
        if sent["op"] == 1:
            await socket.send_json({"op": 11, "d": None})
            return
        if sent["op"] == 2:
            home = f"ws://127.0.0.1:{self.url.port}/gateway/"
            ready = {"v": 10, "user": ME, "guilds": [], "session_id": "s", "resume_gateway_url": home}
            await socket.send_json(
                {"op": 0, "s": 1, "t": "READY", "d": {**ready, "application": {"id": "1", "flags": 0}}}
            )
        elif sent["op"] == 6:
            await socket.send_json({"op": 0, "s": 2, "t": "RESUMED", "d": {}})
        self.hellos.put_nowait(sent["op"])


@pytest.fixture
def small_settings(settings: Settings, tmp_path: Path) -> Settings:
    """A token, a fresh database, and a shelf that is checked in no time."""
    given = {"discord_token": TOKEN, "scenarios_dir": small_shelf(tmp_path / "scripts"), "log_format": "json"}
    return Settings.model_validate({**settings.model_dump(), "database_url": settings.database, **given})


@pytest.fixture
def logged(small_settings: Settings) -> Iterator[Callable[[], list[str]]]:
    """The events that were logged so far."""
    root, out = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level, logging.getLogger("bot").level)
    set_up_logs(small_settings, out)
    yield lambda: [json.loads(line)["event"] for line in out.getvalue().splitlines()]
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    logging.getLogger("bot").setLevel(before[2])
    structlog.reset_defaults()


async def while_running(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, stand_in: StandIn, then: Callable[[], Awaitable[None]]
) -> float:
    """Run the bot, do this, and tell it to stop; the seconds that it took to stop. Raises what ended it before."""
    rest, gateway = stand_in.ways
    monkeypatch.setattr(Route, "BASE", rest)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    running, doing = asyncio.create_task(run_bot(settings)), asyncio.ensure_future(then())
    await asyncio.wait({running, doing}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        doing.cancel()
        running.result()
    await doing
    began = perf_counter()
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, SOON)
    return perf_counter() - began


def intact(settings: Settings) -> bool:
    """Whether the database is whole, and nobody holds it."""
    with closing(sqlite3.connect(str(sqlite_file(settings.database)))) as database:
        database.execute("BEGIN EXCLUSIVE")
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_dropped_connection_is_taken_up_again(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], list[str]]
) -> None:
    """Connects, is cut off, comes back to the same session, and leaves on SIGTERM within moments."""

    async def drop() -> None:
        assert await stand_in.hello() == 2
        await stand_in.sockets[0].close(code=WSCloseCode.INTERNAL_ERROR)
        assert await stand_in.hello() == 6

    async with StandIn().open() as stand_in:
        assert await while_running(small_settings, monkeypatch, stand_in, drop) < 3
    assert stand_in.synced == [COMMANDS]
    assert logged()[-2:] == ["stopping", "stopped"]
    assert intact(small_settings)


async def test_commands_are_sent_only_when_they_changed(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second start tells Discord nothing that it knows."""

    async def connected() -> None:
        assert await stand_in.hello() == 2

    async with StandIn().open() as stand_in:
        for _ in range(2):
            await while_running(small_settings, monkeypatch, stand_in, connected)
    assert stand_in.synced == [COMMANDS]


async def test_stopping_while_discord_is_away(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], list[str]]
) -> None:
    """During an outage discord.py sleeps between attempts, up to minutes; a SIGTERM does not wait for that."""
    waiting = asyncio.Event()

    def long(_: ExponentialBackoff[Any]) -> float:
        waiting.set()
        return 600.0

    async def sleeping() -> None:
        await asyncio.wait_for(waiting.wait(), SOON)
        await asyncio.sleep(0.05)

    monkeypatch.setattr(ExponentialBackoff, "delay", long)
    async with StandIn(gateway=False).open() as stand_in:
        assert await while_running(small_settings, monkeypatch, stand_in, sleeping) < 3
    assert any("reconnect" in event for event in logged())
    assert logged()[-1] == "stopped"
    assert intact(small_settings)


async def test_stopping_while_starting(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], list[str]]
) -> None:
    """A SIGTERM while the shelf is checked ends the start, also for the first process of a container."""
    small_shelf(small_settings.scenarios_dir, snow=SMALL, sun=SMALL)
    checked: list[str] = []

    def check_slowly(loaded: Loaded) -> Checked:
        checked.append(loaded.file)
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(0.2)
        return check(loaded)

    monkeypatch.setattr("bot.app.check", check_slowly)
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as it is there
    try:
        await asyncio.wait_for(run_bot(small_settings), SOON)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert len(checked) == 1
    assert logged() == ["stopping", "stopped"]
    assert intact(small_settings)


async def test_a_loop_without_signals_runs_the_bot(small_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: it connects all the same, and Ctrl-C, which cancels the task there, ends it in order."""

    def unknown(*_: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", unknown)
    async with StandIn().open() as stand_in:
        rest, gateway = stand_in.ways
        monkeypatch.setattr(Route, "BASE", rest)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        running = asyncio.create_task(run_bot(small_settings))
        assert await stand_in.hello() == 2
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(running, SOON)
    assert intact(small_settings)


async def test_stopping_while_logging_in(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch, logged: Callable[[], list[str]]
) -> None:
    """Told to stop before Discord has even answered, it stops, and that is no failure."""

    async def asked() -> None:
        await asyncio.wait_for(stand_in.asked.wait(), SOON)

    async with StandIn(login=0).open() as stand_in:
        assert await while_running(small_settings, monkeypatch, stand_in, asked) < 3
    assert logged()[-1] == "stopped"
    assert intact(small_settings)


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "DISCORD_TOKEN was refused by Discord."), (403, "Discord answered with an error: 403 Forbidden")],
)
async def test_a_login_that_is_refused_is_one_line(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch, status: int, told: str
) -> None:
    """A wrong token is named as such, any other refusal in Discord's words; without the token, in one line."""
    async with StandIn(login=status).open() as stand_in:
        rest, gateway = stand_in.ways
        monkeypatch.setattr(Route, "BASE", rest)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        with pytest.raises(StartError) as caught:
            await asyncio.wait_for(run_bot(small_settings), SOON)
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert intact(small_settings)


async def test_a_token_that_was_reset_while_running_is_one_line(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway's own word for a refused token ends the bot with the same line as a refused login."""
    async with StandIn().open() as stand_in:
        rest, gateway = stand_in.ways
        monkeypatch.setattr(Route, "BASE", rest)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        running = asyncio.create_task(run_bot(small_settings))
        await stand_in.hello()
        await stand_in.sockets[0].close(code=4004)
        with pytest.raises(StartError, match="DISCORD_TOKEN was refused"):
            await asyncio.wait_for(running, SOON)


CHILD = """
import sys, yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])
sys.argv[1:] = ["run"]
from bot.cli import main
main()
"""


@pytest.mark.slow
async def test_the_process_ends_with_success_on_sigterm(small_settings: Settings, tmp_path: Path) -> None:
    """What a service manager does: start, SIGTERM; the exit code is 0 within seconds, and the log says so."""
    async with StandIn().open() as stand_in:
        rest, gateway = stand_in.ways
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "ignore", "-c", CHILD, rest, str(gateway)),
            cwd=tmp_path,
            env=environment(DISCORD_TOKEN=TOKEN, SCENARIOS_DIR=str(small_settings.scenarios_dir)),
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            assert await asyncio.wait_for(stand_in.hellos.get(), 30) == 2
            child.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(child.communicate(), SOON)
        finally:
            if child.returncode is None:
                child.kill()
    events = [json.loads(line)["event"] for line in err.decode().splitlines()]
    assert child.returncode == 0
    assert events[0] == "commands synced"
    assert events[-2:] == ["stopping", "stopped"]
    assert TOKEN not in err.decode()
    assert (tmp_path / "rapport.db").is_file()
