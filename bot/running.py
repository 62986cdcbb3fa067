"""Running the bot until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import aiohttp
import discord

from bot.app import build_client, open_migrated
from bot.errors import StartError
from bot.logs import log
from bot.settings import Settings

_log = log(__name__)


async def run_bot(settings: Settings) -> None:
    """Connect and stay, through every reconnect, until SIGTERM or SIGINT. Raises StartError where it cannot start."""
    token = settings.token
    client = await build_client(settings)
    closing: list[asyncio.Task[None]] = []

    def stop() -> None:
        if not closing:
            _log.info("stopping")
            closing.append(asyncio.ensure_future(client.close()))

    loop = asyncio.get_running_loop()
    for which in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(which, stop)
    try:
        await client.start(token)
    except discord.LoginFailure as error:
        raise StartError(
            "DISCORD_TOKEN was refused by Discord. Copy a fresh one from your app's Bot page (Reset Token)."
        ) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise StartError(f"Discord cannot be reached: {error}. Check this machine's network.") from error
    finally:
        await client.close()
        await asyncio.gather(*closing)
    _log.info("stopped")


async def run_demo(settings: Settings, data: Path, port: int, announce: Callable[[str], None]) -> None:
    """The demo page. Raises StartError where what it needs is not installed."""
    try:
        from bot.demo import serve
    except ModuleNotFoundError as error:
        raise StartError(
            f"the demo needs {error.name}: install Rapport with its `demo` extra, or use `make demo`."
        ) from error

    async def make_client() -> discord.Client:
        return await build_client(settings)

    await serve(make_client, data=data, port=port, announce=announce)


async def migrate_database(settings: Settings, announce: Callable[[str], None]) -> None:
    """Bring the tables to this version, and say to which."""
    database = await open_migrated(settings)
    at, _ = await database.revisions()
    await database.close()
    announce(f"The database is at revision {at}.")
