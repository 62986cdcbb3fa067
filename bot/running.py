"""Running the bot until it is told to stop."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import discord

from bot.app import PACE, build_client, open_migrated
from bot.domain.mixer import Pace
from bot.errors import StartError
from bot.logs import log
from bot.settings import Settings
from bot.signals import stop_signal

REFUSED = "DISCORD_TOKEN was refused by Discord. Copy a fresh one from your app's Bot page (Reset Token)."
# For somebody who wants to see it all in the demo, and who may prefer to watch.
FAST = Pace(nudge=12, hello=24, round=40, balance=12, kudos=30, goodbye=40, silence=3600)
_TOKEN_REFUSED = 4004  # the gateway's close code for a token that was reset in the meantime

_log = log(__name__)
T = TypeVar("T")


async def run_bot(settings: Settings) -> None:
    """Connect and stay, through every reconnect, until SIGTERM or SIGINT. Raises StartError where it cannot start."""
    token = settings.token
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody misses a voice here
    told = stop_signal()
    client = await _unless_told(told, build_client(settings))
    if client is not None:
        try:
            await _unless_told(told, _stay(client, token))
        finally:
            await client.close()
    _log.info("stopped")


async def _unless_told(told: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives, or None where `told` is set before it is done: then it is given up. Raises what it raises.

    It is cancelled, since discord.py would sleep on until its next attempt while Discord is away.
    """
    working, stopping = asyncio.create_task(work), asyncio.create_task(told.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        working.cancel()
        stopping.cancel()
    if told.is_set():
        _log.info("stopping")
    ended, _ = await asyncio.gather(working, stopping, return_exceptions=True)
    if not isinstance(ended, BaseException):
        return ended
    if told.is_set():
        return None
    raise ended


async def _stay(client: discord.Client, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure as error:
        raise StartError(REFUSED) from error
    except discord.ConnectionClosed as error:
        words = REFUSED if error.code == _TOKEN_REFUSED else f"Discord ended the connection: {error}."
        raise StartError(words) from error
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        raise StartError(f"Discord answered with an error: {_first_line(error)}. Try again in a while.") from error
    except (aiohttp.ClientError, OSError) as error:
        raise StartError(f"Discord cannot be reached: {_first_line(error)}. Check this machine's network.") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


async def run_demo(
    settings: Settings, data: Path, port: int, announce: Callable[[str], None], *, fast: bool = False
) -> None:
    """The demo page; `fast` has mixers take some minutes. Raises StartError where what it needs is not installed."""
    try:
        from bot.demo import serve
    except ModuleNotFoundError as error:
        raise StartError(
            f"the demo needs {error.name}: install Rapport with its `demo` extra, or use `make demo`."
        ) from error

    pace = FAST if fast else PACE

    async def make_client() -> discord.Client:
        return await build_client(settings, pace=pace)

    await serve(make_client, data=data, port=port, pace=pace, announce=announce)


async def migrate_database(settings: Settings, announce: Callable[[str], None]) -> None:
    """Bring the tables to this version, and say to which."""
    database = await open_migrated(settings)
    at, _ = await database.revisions()
    await database.close()
    announce(f"The database is at revision {at}.")
