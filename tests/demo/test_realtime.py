"""The virtual Discord keeps the time of day, and nobody waits for what goes on in the background."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord.ext import tasks

from bot.demo import realtime
from bot.demo.realtime import RealTimeEnv
from bot.demo.world import World, build
from tests.demo.toy import Toy

SOON = 0.3
PATIENCE = 0.6


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start does not wait its full three seconds for what the toy leaves in the background."""
    monkeypatch.setattr(realtime, "PATIENCE", PATIENCE)


@asynccontextmanager
async def living(client: discord.Client) -> AsyncIterator[World]:
    """The demo's world with the client in it, from start to end."""
    env = RealTimeEnv(client)
    world = build(env)
    await env.open()
    try:
        yield world
    finally:
        await env.close()


def ids(world: World) -> list[int]:
    """Everything that a bot may keep in its database."""
    backend = world.env.backend
    return [backend.application_id, backend.bot_user.id, world.server.id, *backend.users, *backend.channels]


async def test_ids_are_the_same_at_each_start() -> None:
    """A bot that is started again finds the people it knows."""
    assert ids(build(RealTimeEnv(Toy()))) == ids(build(RealTimeEnv(Toy())))


async def test_messages_carry_the_time_of_day_and_later_ones_have_larger_ids() -> None:
    """What a second start sends sorts after what the first one sent, and both say when."""
    sent: list[discord.Object] = []
    for _ in range(2):
        async with living(Toy()) as world:
            answer = await world.people[0].user.slash("practice")
            assert answer.response is not None
            sent.append(discord.Object(answer.response.id))
    assert sent[0].id < sent[1].id
    for message in sent:
        assert abs(message.created_at - datetime.now(UTC)) < timedelta(seconds=20)


async def test_an_action_waits_for_no_background_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events, timeouts and a pulse each second go on; a command is answered at once all the same."""
    async with living(Toy()) as world:
        monkeypatch.setattr(realtime, "PATIENCE", 8.0)  # so long would be waited for each
        for _ in range(3):
            began = time.perf_counter()
            answer = await world.people[1].user.slash("practice")
            assert answer.response is not None
            assert time.perf_counter() - began < 4.0
        monkeypatch.setattr(realtime, "PATIENCE", PATIENCE)


async def sleeping(client: discord.Client, done: asyncio.Event) -> None:
    """Wait with `asyncio.sleep`."""
    await asyncio.sleep(SOON)
    done.set()


async def listening(client: discord.Client, done: asyncio.Event) -> None:
    """Wait for an event of the client, up to a time."""
    with suppress(TimeoutError):
        await client.wait_for("something", timeout=SOON)
    done.set()


async def timing_out(client: discord.Client, done: asyncio.Event) -> None:
    """Wait for an `asyncio.Event`, up to a time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SOON):
            await asyncio.Event().wait()
    done.set()


async def calling_later(client: discord.Client, done: asyncio.Event) -> None:
    """Have the loop call back."""
    asyncio.get_running_loop().call_later(SOON, done.set)


async def looping(client: discord.Client, done: asyncio.Event) -> None:
    """Run a loop of discord.py's until its second round."""

    @tasks.loop(seconds=SOON, count=2)
    async def rounds() -> None:
        if rounds.current_loop:
            done.set()

    rounds.start()


Way = Callable[[discord.Client, asyncio.Event], Coroutine[None, None, None]]


class Waiting(Toy):
    """Waits in one way from its start on."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way, self.done, self.began = way, asyncio.Event(), 0.0

    async def setup_hook(self) -> None:
        """Begin to wait."""
        self.began = time.perf_counter()
        self.spawn(self.way(self, self.done))


@pytest.mark.parametrize("way", [sleeping, listening, timing_out, calling_later, looping])
async def test_timers_fire_at_their_time_without_anybody_acting(way: Way) -> None:
    """However the bot waits, the time comes by itself, and not early."""
    client = Waiting(way)
    async with living(client):
        await asyncio.wait_for(client.done.wait(), 5)
        assert time.perf_counter() - client.began >= SOON * 0.9


class Forgetful(Toy):
    """Believes that its commands are known already."""

    async def setup_hook(self) -> None:
        """Register nothing."""


async def test_commands_are_there_though_the_bot_did_not_register_them() -> None:
    """A bot that keeps in its database what it registered finds its commands in the next demo too."""
    async with living(Forgetful()) as world:
        assert "practice" in world.people[0].user.available_commands()


async def test_a_failing_command_stops_neither_the_demo_nor_the_next_command() -> None:
    """An error in the bot is the bot's: the world goes on, and ends without complaint."""
    async with living(Toy()) as world:
        await world.people[0].user.slash("stumble")
        answer = await world.people[0].user.slash("practice")
        assert answer.response is not None
