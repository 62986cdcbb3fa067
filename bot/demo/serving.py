"""Start the demo, keep it going until Ctrl-C, and leave nothing behind."""

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import discord

from bot.demo.friends import Friends
from bot.demo.realtime import RealTimeEnv
from bot.demo.site import Site
from bot.demo.world import CAST, build
from bot.domain.mixer import Pace
from bot.errors import StartError
from bot.signals import stop_signal

DEFAULT_PORT = 8765


class PortTaken(StartError):
    """Something else listens on the demo's port. The message says so and what to do."""


async def serve(
    make_client: Callable[[], Awaitable[discord.Client]],
    *,
    data: Path,
    port: int = DEFAULT_PORT,
    pace: Pace | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Run a client in a virtual Discord, with pages to use it, until SIGINT or SIGTERM.

    `make_client` returns the client, not yet logged in; it is closed with `Client.close()`, as in production.
    `data` is the folder where it keeps its files; it is made if it is not there. With `port` 0 the system
    chooses one. With `pace`, that of the client's mixers, friends who play by a script come along to them.

    Raises:
        StartError: nothing was started; PortTaken, where something else listens there.
    """
    data.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing runs yet that could wait
    site = Site(port)
    try:
        await site.start()
    except OSError as error:
        await site.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"Port {port} is in use. Stop what listens there, or choose another port.") from error
        why = os.strerror(error.errno) if error.errno else str(error)
        raise StartError(f"Port {port} cannot be used: {why}. Choose another port.") from error
    try:
        await _live(RealTimeEnv(await make_client()), site, pace, announce)
    finally:
        await site.close()
    announce("Stopped. What you did is kept for next time.")


async def _live(env: RealTimeEnv, site: Site, pace: Pace | None, announce: Callable[[str], None]) -> None:
    world = build(env)
    stopped = stop_signal()
    going_on: list[asyncio.Task[None]] = []
    try:
        await env.open()
        if pace is not None:
            friends = Friends(env, world, pace)
            await friends.open_lobby()
            going_on.append(asyncio.create_task(friends.live()))
        site.show(world, env)
        going_on.append(asyncio.create_task(site.follow()))
        for line in greeting(site.home):
            announce(line)
        await stopped.wait()
    finally:
        for task in going_on:
            task.cancel()
        if going_on:
            await asyncio.wait(going_on)
        await site.close()
        await env.close()


def greeting(home: str) -> tuple[str, ...]:
    """What the terminal says: where to look, who one can be, what to try, how to stop."""
    *most, last = (cast.name for cast in CAST)
    return (
        f"Rapport is running at {home}/",
        f"  Open it and choose who to be: {', '.join(most)} or {last}.",
        "  In the chat, type /practice and press Enter twice; then play.",
        "  Try it in #lobby too, or be two people in two tabs.",
        "  In #mixers, press Join: three friends come along. (--fast: a mixer takes four minutes, not twenty-five.)",
        "Ctrl-C stops it.",
    )
