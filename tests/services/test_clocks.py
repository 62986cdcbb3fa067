"""Clocks, signs of life, settings, and what the installation remembers."""

import asyncio

import pytest

from bot.errors import NotStarted
from bot.services.views import PreferencesView
from tests.services.desk import ANA, BEN, HERE, Desk


async def test_the_alarm_is_set_to_the_next_clock(desk: Desk) -> None:
    """The one sleeping task knows when to wake, and what has run out then; never a negative time."""
    assert await desk.clocks.seconds_to_next() is None
    first = await desk.play(ANA, "kind")
    desk.clock.passes(10)
    second = await desk.play(BEN, "kind")
    assert await desk.clocks.seconds_to_next() == 20
    assert await desk.clocks.run_out() == ()
    desk.clock.passes(25)
    assert await desk.clocks.seconds_to_next() == 0
    assert [timer.run for timer in await desk.clocks.run_out()] == [first]
    desk.clock.passes(100)
    assert [timer.run for timer in await desk.clocks.run_out()] == [first, second]


async def test_clocks_survive_a_restart(desk: Desk) -> None:
    """Clocks are rows: another process finds them, and answers what ran out in the meantime."""
    run = await desk.play(ANA, "kind")
    desk.clock.passes(3600)
    later = desk.restarted(*desk.loaded)
    for timer in await later.clocks.run_out():
        await later.practice.lapse(timer)
    assert [row["silent"] for row in await desk.rows("moves") if row["run_id"] == run] == [0, 1]
    assert await later.clocks.seconds_to_next() is None


async def test_signs_of_life(desk: Desk) -> None:
    """A health check learns how long ago the bot was last seen, or that it never was."""
    assert await desk.clocks.seconds_since_beat() is None
    await desk.clocks.beat()
    desk.clock.passes(42)
    assert await desk.clocks.seconds_since_beat() == 42
    await desk.clocks.beat()
    assert await desk.clocks.seconds_since_beat() == 0
    assert len(await desk.rows("marks")) == 1


async def test_commands_are_remembered_for_each_application(desk: Desk) -> None:
    """Commands are sent again exactly when they changed, or when the token is another bot's."""
    assert not await desk.installation.knows_commands(1, "abc")
    await desk.installation.remember_commands(1, "abc")
    assert await desk.installation.knows_commands(1, "abc")
    assert not await desk.installation.knows_commands(1, "abd")
    assert not await desk.installation.knows_commands(2, "abc")
    await desk.installation.remember_commands(1, "abd")
    assert not await desk.installation.knows_commands(1, "abc")


async def test_settings_of_strangers_are_neither_shown_nor_stored(desk: Desk) -> None:
    """Somebody who has not agreed has the defaults, and leaves no trace by trying to change them."""
    for attempt in (desk.preferences.view(ANA), desk.preferences.set_timers(ANA, False)):
        with pytest.raises(NotStarted):
            await attempt
    assert await desk.preferences.dm_open(ANA)
    await desk.preferences.remember_dm(ANA, False)
    assert await desk.preferences.dm_open(ANA)
    assert await desk.rows("players") == []


async def test_settings_are_ones_own(desk: Desk) -> None:
    """What one sets is kept, for oneself alone; clocks that run already are dropped with it."""
    run = await desk.play(ANA, "kind")
    await desk.play(BEN)
    assert await desk.preferences.view(ANA) == PreferencesView(timers=True, dm_open=True)
    assert await desk.preferences.set_timers(ANA, False) == PreferencesView(timers=False, dm_open=True)
    await desk.preferences.remember_dm(ANA, False)
    assert await desk.preferences.view(ANA) == PreferencesView(timers=False, dm_open=False)
    assert await desk.preferences.view(BEN) == PreferencesView(timers=True, dm_open=True)
    timer = await desk.timer(run)
    assert timer is not None
    assert timer.dropped
    view = await desk.practice.choose(ANA, run, 1, "speak", HERE)
    assert view.due is None
    assert await desk.preferences.set_timers(ANA, True) == PreferencesView(timers=True, dm_open=False)


async def test_many_people_at_once_lose_nothing(desk: Desk) -> None:
    """A dozen people who play at the same moment each have their own run, complete."""
    people = range(5000, 5012)
    await asyncio.gather(*(desk.play(player, "kind", "speak", "leave") for player in people))
    assert sorted(row["player_id"] for row in await desk.rows("runs") if row["ending"] == "gone") == list(people)
    assert len(await desk.rows("moves")) == 36
