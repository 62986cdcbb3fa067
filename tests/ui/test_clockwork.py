"""The alarm: what is due is done on time, whatever else there is to do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.ui import conversation
from bot.ui.clockwork import Clockwork, Tick
from bot.ui.preferring import Preferring
from tests.support.world import Shown, World

PEOPLE = 14
SLOW = 1.5  # seconds that Discord takes for each card: together more than makes a silence fair


@asynccontextmanager
async def ringing(*hands: list[Tick]) -> AsyncIterator[Clockwork]:
    """A clockwork that rings at once, and does not ring any more in the end."""
    clockwork = Clockwork(discord.utils.utcnow, lambda: hands)
    clockwork.start()
    yield clockwork
    await clockwork.stop()


async def test_one_hand_waits_for_no_other() -> None:
    """What takes its time holds up nothing but what comes after it in the same hand."""
    seen: list[str] = []
    gate = asyncio.Event()

    def tick(name: str, *, waits: bool = False) -> Tick:
        async def ticks() -> float | None:
            if waits:
                await gate.wait()
            seen.append(name)
            return None

        return ticks

    async with ringing([tick("slow", waits=True), tick("after slow")], [tick("quick")]) as clockwork:
        await asyncio.sleep(0.01)
        assert seen == ["quick"]
        clockwork.set(0.0)
        await asyncio.sleep(0.01)
        assert seen == ["quick", "quick"]
        gate.set()
        await asyncio.sleep(0.01)
        assert seen == ["quick", "quick", *["slow", "after slow"] * 2], "it was called for while it was busy"


async def test_a_hand_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault holds up neither the rest of its hand nor the others."""
    seen: list[str] = []

    async def broken() -> float | None:
        seen.append("broken")
        raise RuntimeError

    async def fine() -> float | None:
        seen.append("fine")
        return 60.0

    async with ringing([broken, fine], [fine]):
        await asyncio.sleep(0.01)
    assert sorted(seen) == ["broken", "fine", "fine"]


async def _crowd(world: World) -> list[tuple[MemberActor, Shown]]:
    """People whose clocks all began in the same instant."""
    people = [world.guild.add_member(world.env.create_user(f"p{number}")) for number in range(PEOPLE)]
    return [(person, await world.begin(person, "kettle")) for person in people]


async def test_many_clocks_at_once(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks that run out together are all answered at once, and their cards drawn soon, however slow Discord is."""
    crowd, drawing = await _crowd(small), 0
    real, most = conversation.redraw, 0

    async def slow(*args: Any) -> None:
        nonlocal drawing, most
        drawing += 1
        most = max(most, drawing)
        await asyncio.sleep(SLOW)
        await real(*args)
        drawing -= 1

    monkeypatch.setattr(conversation, "redraw", slow)
    await small.env.advance_time(30.1)
    assert [row["silent"] for row in small.rows("moves")] == [1] * PEOPLE
    assert len({row["player_id"] for row in small.rows("evidence")}) == PEOPLE, "silence counts: the bot was not away"
    await small.env.advance_time(2 * SLOW)
    assert all(set(small.again(card).options) == {"more", "nod"} for _, card in crowd)
    assert 1 < most < PEOPLE, "Discord is not asked for all of them in the same instant"


async def test_clock_while_discord_hangs(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that is being drawn for ever holds up no other clock, and no other card."""
    stuck, card = await small.begin(small.ana, "kettle"), await small.begin(small.ben, "kettle")
    await small.env.advance_time(1)
    real = conversation.redraw

    async def hangs(client: Any, place: Any, *rest: Any) -> None:
        if place.message == stuck.id:
            await asyncio.sleep(60)
        await real(client, place, *rest)

    monkeypatch.setattr(conversation, "redraw", hangs)
    await small.env.advance_time(30)
    assert [row["silent"] for row in small.rows("moves")] == [1, 1]
    assert set(small.again(card).options) == {"more", "nod"}
    await small.env.advance_time(60)


async def test_who_went_on_while_their_card_was_being_drawn(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing that arrives late does not leave its reader with what they have answered already."""
    card = await small.begin(small.ana, "kettle")
    real = conversation.redraw

    async def slow(*args: Any) -> None:
        await asyncio.sleep(60)
        await real(*args)

    monkeypatch.setattr(conversation, "redraw", slow)
    await small.env.advance_time(31)
    assert small.moves() == ["quiet"]
    shown = await small.take(small.ana, await small.take(small.ana, card, "ask"), "more")
    await small.env.advance_time(120)
    assert small.moves() == ["quiet", "more"]
    assert small.again(card).text == shown.text


async def test_clock_while_another_feature_is_busy(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reminders or mixers that take their time hold up no clock, and not the sign of life either."""

    work = iter([100.0])  # seconds, and nothing to do afterwards

    async def busy(*_: Any) -> float | None:
        await asyncio.sleep(next(work, 0.0))
        return None

    monkeypatch.setattr(Preferring, "tick", busy)
    await small.restart()
    card = await small.begin(small.ana, "kettle")
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}
    (beat,) = [row["at"] for row in small.rows("marks") if row["name"] == "heartbeat"]
    await small.env.advance_time(31)
    assert [row["at"] for row in small.rows("marks") if row["name"] == "heartbeat"] > [beat]
    await small.env.advance_time(60)
