"""Timed choices: silence answers when the clock runs out, once, whatever happens to the process meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.app import load_shelf, open_migrated
from bot.services.clocks import Clocks
from bot.services.practice import Practice
from bot.services.shelf import Shelf
from bot.storage.database import Database
from bot.ui.clockwork import Clockwork
from tests.support.world import Shown, World
from tests.ui.scripts import KETTLE, write_scripts

KETTLE_SINGS = {"ask", "joke", "quiet"}
MO_LOOKS = {"more", "nod"}
TEA = {"share", "keep"}


def _timed(shown: Shown) -> bool:
    """Whether a card shows a running clock; it does so in words, and offers to drop it."""
    assert ("<t:" in shown.text) == ("No clock, please" in shown.buttons)
    return "<t:" in shown.text


def _silences(world: World) -> list[tuple[str, int]]:
    return [(row["option"], row["silent"]) for row in world.rows("moves")]


async def test_silence_answers(small: World) -> None:
    """When the clock runs out, silence is the answer given, and the card redraws itself."""
    card = await small.begin(small.ana, "kettle")
    assert _timed(card)
    due = int((small.env.now() + timedelta(seconds=30)).timestamp())
    assert f"<t:{due}:R>" in card.text
    await small.env.advance_time(29)
    assert small.again(card).components == card.components
    await small.env.advance_time(2)
    assert set(small.again(card).options) == MO_LOOKS
    assert "You say nothing" in small.again(card).text
    assert _silences(small) == [("quiet", 1)]


async def test_silence_does_not_run_on(small: World) -> None:
    """After a silence the next timed choice waits without a clock: nobody's scene plays to its end alone."""
    card = await small.begin(small.ana, "kettle")
    await small.env.advance_time(31)
    assert not _timed(small.again(card))
    assert small.rows("timers") == []
    await small.env.advance_time(600)
    assert _silences(small) == [("quiet", 1)]
    end = await small.take(small.ana, small.again(card), "more", "share")
    assert "nobody minded" in end.text


async def test_answer_in_time(small: World) -> None:
    """An answer stops the clock, and the next timed choice has its own whole time."""
    card = await small.begin(small.ana, "kettle")
    await small.env.advance_time(25)
    card = await small.take(small.ana, card, "ask")
    assert _timed(card)
    await small.env.advance_time(15)
    assert _silences(small) == [("ask", 0)]
    await small.env.advance_time(6)
    assert _silences(small) == [("ask", 0), ("nod", 1)]
    assert set(small.again(card).options) == TEA


async def test_shorter_clock_while_a_longer_one_runs(small: World) -> None:
    """A clock that begins later and runs out sooner is not kept waiting for the other one."""
    await small.begin(small.ana, "kettle")
    ben = await small.take(small.ben, await small.begin(small.ben, "kettle"), "ask")
    await small.env.advance_time(19)
    assert _silences(small) == [("ask", 0)]
    await small.env.advance_time(2)
    assert _silences(small) == [("ask", 0), ("nod", 1)]
    assert set(small.again(ben).options) == TEA


async def test_click_after_silence(small: World) -> None:
    """A click that comes just after silence answered changes nothing."""
    card = await small.begin(small.ana, "kettle")
    await small.env.advance_time(31)
    (late,) = await small.press_at_once([(small.ana, card, card.options["ask"])])
    assert set(small.answer(late).options) == MO_LOOKS
    assert _silences(small) == [("quiet", 1)]


async def test_no_clock_please(small: World) -> None:
    """Who asks for no clock has none any more: not here, not in the next run, until they want it back."""
    card = await small.begin(small.ana, "kettle")
    assert not _timed(await small.tap(small.ana, card, "No clock, please"))
    assert small.rows("timers") == []
    await small.env.advance_time(600)
    card = await small.take(small.ana, card, "ask")
    assert not _timed(card)
    await small.take(small.ana, card, "more", "share")

    await small.restart()
    await small.ask(small.ana, "practice", scenario="kettle")
    brief = small.dm(small.ana)
    assert "clock" not in brief.text
    assert not _timed(await small.tap(small.ana, brief, "Start"))
    await small.env.advance_time(600)
    assert len(small.rows("moves")) == 3


async def test_settings(small: World) -> None:
    """/settings turns clocks off for good, and on again."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    settings = await small.ask(small.ana, "settings")
    off = await small.tap(small.ana, settings, "Turn clocks off")
    card = await small.begin(small.ana, "kettle")
    assert not _timed(card)
    on = await small.tap(small.ana, off, "Turn clocks on")
    assert "Turn clocks off" in on.buttons
    assert _timed(await small.take(small.ana, card, "ask"))


async def test_settings_while_a_clock_runs(small: World) -> None:
    """Clocks turned off by /settings answer nothing any more, and are taken from their cards within half a minute."""
    card = await small.begin(small.ana, "kettle")
    await small.tap(small.ana, await small.ask(small.ana, "settings"), "Turn clocks off")
    await small.env.advance_time(90)
    assert _silences(small) == []
    assert not _timed(small.again(card))
    assert set(small.again(card).options) == KETTLE_SINGS
    assert not _timed(await small.take(small.ana, card, "ask"))


async def test_settings_just_before_a_clock_runs_out(small: World) -> None:
    """However little time is left, silence does not answer for somebody who has just turned clocks off."""
    card = await small.begin(small.ana, "kettle")
    settings = await small.ask(small.ana, "settings")
    await small.env.advance_time(29)
    await small.tap(small.ana, settings, "Turn clocks off")
    await small.env.advance_time(60)
    assert _silences(small) == []
    assert not _timed(small.again(card))


async def test_no_clock_on_other_cards(small: World) -> None:
    """Who asks for no clock on one card has none on the others, which are drawn again at once; others keep theirs."""
    write_scripts(small.settings.scenarios_dir, kettle=KETTLE, pot=KETTLE.replace("The kettle", "The pot", 1))
    await small.restart()
    other, card = await small.begin(small.ana, "pot"), await small.begin(small.ana, "kettle")
    bens = await small.begin(small.ben, "kettle")
    assert not _timed(await small.tap(small.ana, card, "No clock, please"))
    assert not _timed(small.again(other))
    assert _timed(small.again(bens))
    await small.env.advance_time(90)
    assert _silences(small) == [("quiet", 1)], "it is Ben's"


async def test_one_persons_settings(small: World) -> None:
    """Clocks turned off by one person run on for everybody else."""
    await small.tap(small.ana, await small.begin(small.ana, "kettle"), "No clock, please")
    assert _timed(await small.begin(small.ben, "kettle"))


async def test_restart_with_a_running_clock(small: World) -> None:
    """A clock runs on through a restart and fires at its time."""
    card = await small.begin(small.ana, "kettle")
    await small.env.advance_time(10)
    await small.restart()
    await small.env.advance_time(19)
    assert _silences(small) == []
    await small.env.advance_time(2)
    assert _silences(small) == [("quiet", 1)]
    assert set(small.again(card).options) == MO_LOOKS


@pytest.mark.parametrize(("away", "counted"), [(35, True), (3600, False)])
async def test_clock_that_runs_out_while_the_bot_is_down(small: World, away: int, counted: bool) -> None:
    """It fires on the next start. Where that is late, the silence is not held against anyone."""
    card = await small.begin(small.ana, "kettle")
    await small.client.close()
    await small.env.advance_time(away)
    assert small.again(card).components == card.components
    await small.revive()
    assert _silences(small) == [("quiet", 1)]
    assert set(small.again(card).options) == MO_LOOKS
    assert bool(small.rows("evidence")) is counted


async def test_late_silence_is_not_made_up_for(small: World) -> None:
    """A choice that a late silence decided was decided: playing it again is practice, as ever."""
    card = await small.begin(small.ana, "kettle")
    await small.client.close()
    await small.env.advance_time(3600)
    await small.revive()
    await small.take(small.ana, small.again(card), "more", "share")
    before = small.rows("evidence")
    await small.take(small.ana, await small.begin(small.ana, "kettle"), "ask", "more", "share")
    assert small.rows("evidence") == before


async def test_several_clocks(small: World) -> None:
    """Two people's clocks fire each at its own time."""
    ana = await small.begin(small.ana, "kettle")
    await small.env.advance_time(12)
    ben = await small.begin(small.ben, "kettle")
    await small.env.advance_time(19)
    assert [set(small.again(card).options) for card in (ana, ben)] == [MO_LOOKS, KETTLE_SINGS]
    await small.env.advance_time(12)
    assert [set(small.again(card).options) for card in (ana, ben)] == [MO_LOOKS, MO_LOOKS]


async def test_two_processes_answer_one_timer(small: World) -> None:
    """However many processes see a clock run out, one of them answers it."""
    await small.begin(small.ana, "kettle")
    late = small.env.now() + timedelta(seconds=31)
    answers: asyncio.Queue[bool] = asyncio.Queue()
    clockworks: list[Clockwork] = []
    async with AsyncExitStack() as stack:
        for _ in range(2):
            database = await open_migrated(small.settings)
            stack.push_async_callback(database.close)
            clockworks.append(await _process(database, await load_shelf(small.settings), late, answers))
        for clockwork in clockworks:
            clockwork.start()
            stack.push_async_callback(clockwork.stop)
        async with asyncio.timeout(10):
            assert sorted([await answers.get(), await answers.get()]) == [False, True]
    assert _silences(small) == [("quiet", 1)]


async def _process(database: Database, shelf: Shelf, now: datetime, answers: asyncio.Queue[bool]) -> Clockwork:
    """The clockwork of a process of its own, which saw the timer; it notes whether it was the one to answer."""
    practice = Practice(database, shelf, lambda: now, lambda: 7)
    (timer,) = await Clocks(database, lambda: now).run_out()

    async def tick() -> float | None:
        answers.put_nowait(await practice.lapse(timer) is not None)
        return None

    return Clockwork(lambda: now, lambda: [[tick]])


async def test_clock_dropped_as_it_runs_out(small: World) -> None:
    """Where the player drops the clock in the instant in which it runs out, no silence is taken."""
    card = await small.begin(small.ana, "kettle")
    database = await open_migrated(small.settings)
    late = small.env.now() + timedelta(seconds=31)
    (timer,) = await Clocks(database, lambda: late).run_out()
    await small.tap(small.ana, card, "No clock, please")
    practice = Practice(database, await load_shelf(small.settings), lambda: late, lambda: 7)
    assert await practice.lapse(timer) is None
    await database.close()
    assert _silences(small) == []


def _break(world: World) -> None:
    """Let the first run be of a version that cannot be read."""
    world.write("INSERT INTO versions SELECT 'broken', scenario_id, 'title: none', kept_at FROM versions")
    world.write("UPDATE runs SET version = 'broken' WHERE id = 1")


async def test_run_that_cannot_be_read(small: World, logged: Callable[[], list[dict[str, Any]]]) -> None:
    """A clock whose run cannot be played on is tried a few times at most, and holds up nobody else's."""
    await small.begin(small.ana, "kettle")
    ben = await small.begin(small.ben, "kettle")
    await small.client.close()
    _break(small)
    await small.revive()
    await small.env.advance_time(60)
    assert set(small.again(ben).options) == MO_LOOKS
    failures = [line for line in logged() if line["level"] == "error"]
    assert 1 <= len(failures) <= 15
    picker = await small.ask(small.ana, "practice")
    assert picker.menus, "the picker stays usable"


async def test_begin_again_where_a_run_cannot_be_read(small: World) -> None:
    """A run that cannot be read does not stand in the way: Start puts it aside and begins another."""
    await small.begin(small.ana, "bench")
    await small.client.close()
    _break(small)
    await small.revive()
    await small.ask(small.ana, "practice", scenario="bench")
    brief = small.dm(small.ana)
    assert "Begin afresh" not in brief.buttons
    end = await small.take(small.ana, await small.tap(small.ana, brief, "Start"), "sit", "wait", "stay")
    assert "At six, one pigeon." in end.text
    assert [(row["ending"], row["ended_at"] is None) for row in small.rows("runs")] == [
        (None, False),
        ("together", False),
    ]


async def test_card_that_cannot_be_redrawn(small: World) -> None:
    """Where Discord refuses the redrawing, the silence is kept, and the next click shows the card as it is."""
    card = await small.begin(small.ana, "kettle")
    small.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await small.env.advance_time(31)
    assert small.again(card).components == card.components
    assert _silences(small) == [("quiet", 1)]
    assert set((await small.take(small.ana, card, "ask")).options) == MO_LOOKS
