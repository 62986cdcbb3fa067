"""A whole mixer for one person: friends who play by a script come along."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from simcord.backend.models import Message
from simcord.results import ResponseMessage

from bot.app import build_client
from bot.demo import friends as friends_module
from bot.demo.friends import Friends
from bot.demo.realtime import RealTimeEnv
from bot.demo.world import World, build
from bot.domain.mixer import Pace
from bot.settings import Settings
from tests.support.world import EPHEMERAL, walk
from tests.ui.scripts import write_scripts

QUICK = Pace(nudge=0.4, hello=1, round=1.2, rounds=1, balance=0.5, kudos=1.5, goodbye=1, silence=600)
LONGEST = 40.0  # seconds; on a slow machine too


@pytest_asyncio.fixture
async def world(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[World]:
    """The demo's world with the real bot, and friends who are in a hurry."""
    monkeypatch.setattr(friends_module, "LOOK", 0.05)
    monkeypatch.setattr(friends_module, "SHY", 0.1)
    few = settings.model_copy(update={"scenarios_dir": write_scripts(tmp_path / "scripts")})
    env = RealTimeEnv(await build_client(few, pace=QUICK))
    world = build(env)
    await env.open()
    company = Friends(env, world, QUICK)
    await company.open_lobby()
    living = asyncio.create_task(company.live())
    yield world
    assert not living.done(), living.exception()
    living.cancel()
    await asyncio.wait([living])
    await env.close()


def texts(world: World, channel: int) -> list[str]:
    """What was said in a channel, by the bot and by people, the oldest first."""
    messages = world.env.backend.messages.get(channel, {}).values()
    return [
        "\n".join([one.content, *(c["content"] for c in walk(one.components) if "content" in c)]) for one in messages
    ]


async def eventually(condition: Callable[[], object]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(LONGEST):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in a Discord that tells nobody
            await asyncio.sleep(0.05)


async def until(world: World, channel: int, words: str) -> None:
    """Wait until somebody says these words there."""
    await eventually(lambda: any(words in text for text in texts(world, channel)))


def panel(world: World) -> Message:
    """The lobby's panel, which is for everybody's eyes."""
    found = world.env.backend.messages.get(world.channel("mixers").id, {}).values()
    return next(one for one in found if one.components and not one.flags & EPHEMERAL)


async def join(world: World) -> None:
    """Bo presses Join, and would like to be surprised."""
    assert isinstance(world.env, RealTimeEnv)
    bo = world.people[1].member
    async with world.env.turn:
        offered = (await bo.click(ResponseMessage(world.env, panel(world)), label="Join")).response
        assert offered is not None
        await bo.click(offered, label="Surprise me")


async def test_friends_make_four_and_stay_to_the_end(world: World) -> None:
    """Bo joins alone and sees a whole mixer: hello, a nudge, rounds, the balance, kudos from each of three, goodbye."""
    bo, lobby = world.people[1], world.channel("mixers")
    await until(world, lobby.id, "Surprise me")
    await join(world)
    await eventually(lambda: lobby.threads)
    (thread,) = lobby.threads
    members = set(world.env.backend.get_channel(thread.id).thread_members)
    assert {bo.user.id, *(friend.user.id for friend in world.friends)} <= members
    await until(world, thread.id, "### Goodbye")
    said = "\n".join(texts(world, thread.id))
    for words in ("Eli here.", "good that you are here", "Bo, what about you?", "### Who spoke how much", "### Kudos"):
        assert words in said
    await until(world, bo.user.dm_channel.id, "Somebody saw")
    assert texts(world, bo.user.dm_channel.id)[-1].count("Somebody saw") == 3


async def test_friends_leave_with_whoever_they_came_for(world: World) -> None:
    """Where Bo does not wait any more, no friend does; nobody is left standing in a line for nobody."""
    assert isinstance(world.env, RealTimeEnv)
    bo, lobby = world.people[1].member, world.channel("mixers")
    await until(world, lobby.id, "Surprise me")
    await join(world)
    await until(world, lobby.id, "Surprise me · **")
    async with world.env.turn:
        await bo.click(ResponseMessage(world.env, panel(world)), label="Leave the line")
    await eventually(lambda: not re.search(r"\d waits?\*\*", "".join(texts(world, lobby.id))))
    assert lobby.threads == []
