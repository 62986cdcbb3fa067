"""Timed choices: when a clock starts, what silence does, once, and who is spared it."""

import asyncio
from datetime import timedelta

from bot.services.practice import FAIR_LATENESS
from tests.services.desk import ANA, BEN, HERE, TEA, Desk, script


async def stored(desk: Desk) -> list[list[dict[str, object]]]:
    """What a click or a ring may change."""
    return [await desk.rows(table) for table in ("runs", "moves", "evidence", "timers")]


async def test_a_timed_choice_has_a_clock(desk: Desk) -> None:
    """The clock starts when the choice is shown, for as long as the script says, and ends with the answer."""
    run = await desk.play(ANA, "kind")
    timer = await desk.timer(run)
    assert timer is not None
    assert (timer.seq, timer.due_at) == (1, desk.clock.now + timedelta(seconds=30))
    desk.clock.passes(10)
    view = await desk.practice.choose(ANA, run, 1, "speak", HERE)
    assert view.due == desk.clock.now + timedelta(seconds=45)
    await desk.practice.choose(ANA, run, 2, "leave", HERE)
    assert await desk.timer(run) is None


async def test_a_click_that_does_not_count_leaves_the_clock(desk: Desk) -> None:
    """Pressing an old button, or opening the run again, wins no time."""
    run = await desk.play(ANA, "kind")
    due = desk.clock.now + timedelta(seconds=30)
    desk.clock.passes(20)
    assert (await desk.practice.choose(ANA, run, 0, "kind", HERE)).due == due
    assert (await desk.practice.go_on(ANA, run, HERE)).due == due
    assert (await desk.practice.begin(ANA, "tea", HERE)).due == due


async def test_silence_answers_once(desk: Desk) -> None:
    """Whoever rings first lets silence answer; every other ring finds it done. Silence counts like any answer."""
    run = await desk.play(ANA, "kind")
    timer = await desk.timer(run)
    assert timer is not None
    desk.clock.now = timer.due_at
    views = await asyncio.gather(*(desk.practice.lapse(timer) for _ in range(3)))
    view = next(view for view in views if view)
    assert sum(view is not None for view in views) == 1
    assert [(move.option, move.silent) for move in view.run.moves] == [("kind", False), ("wait", True)]
    assert view.place == HERE
    assert [row["trait"] for row in await desk.rows("evidence") if row["choice"] == "table/2"] == ["courage"]


async def test_after_silence_the_next_choice_waits(desk: Desk) -> None:
    """Silence does not play a scene to its end alone; the clock starts again when the player is back."""
    run = await desk.play(ANA, "kind")
    view = await desk.lapsed(run)
    assert view is not None
    assert (view.due, await desk.timer(run)) == (None, None)
    back = await desk.practice.go_on(ANA, run, HERE)
    assert back.due == desk.clock.now + timedelta(seconds=45)


async def test_an_answer_and_silence_at_once_are_one_move(desk: Desk) -> None:
    """A click in the last moment: it or silence counts, never both."""
    run = await desk.play(ANA, "kind")
    timer = await desk.timer(run)
    assert timer is not None
    desk.clock.now = timer.due_at
    await asyncio.gather(desk.practice.lapse(timer), desk.practice.choose(ANA, run, 1, "speak", HERE))
    moves = await desk.rows("moves")
    assert [move["seq"] for move in moves] == [0, 1]


async def test_a_clock_that_was_answered_rings_in_vain(desk: Desk) -> None:
    """A ring that comes after the answer changes nothing, even if the next choice has a clock of its own."""
    run = await desk.play(ANA, "kind")
    old = await desk.timer(run)
    assert old is not None
    await desk.practice.choose(ANA, run, 1, "speak", HERE)
    before = await stored(desk)
    assert await desk.practice.lapse(old) is None
    assert await stored(desk) == before


async def test_silence_while_the_bot_was_away_is_held_against_nobody(desk: Desk) -> None:
    """A clock answered long after it ran out moves the run on, as the script says, and is no evidence."""
    run = await desk.play(ANA, "kind")
    before = await desk.rows("evidence")
    view = await desk.lapsed(run, late=FAIR_LATENESS.total_seconds() + 1)
    assert view is not None
    assert view.seq == 2
    assert await desk.rows("evidence") == before
    await desk.practice.choose(ANA, run, 2, "leave", HERE)
    await desk.play(ANA, "kind", "speak")
    assert await desk.rows("evidence") == before


async def test_no_clock_please(desk: Desk) -> None:
    """One press turns clocks off for good: for this choice, the next, and every later run."""
    run = await desk.play(ANA, "kind")
    view = await desk.practice.drop_clock(ANA, run, HERE)
    assert (view.due, view.seq) == (None, 1)
    view = await desk.practice.choose(ANA, run, 1, "speak", HERE)
    assert view.due is None
    await desk.practice.choose(ANA, run, 2, "leave", HERE)
    run = await desk.play(ANA, "kind")
    assert await desk.timer(run) is None
    assert not (await desk.practice.brief(ANA, "tea")).timers


async def test_no_clock_please_in_every_run(desk: Desk) -> None:
    """The clocks of one's other runs are dropped with it, and of nobody else's: silence answers none of them."""
    other = script(TEA.replace("title: Tea", "title: Coffee"), "coffee")
    desk = desk.restarted(script(), other)
    runs = [await desk.play(ANA, "kind", scenario=scenario) for scenario in ("tea", "coffee")]
    bens = await desk.play(BEN, "kind")
    await desk.practice.drop_clock(ANA, runs[0], HERE)
    dropped = await desk.clocks.run_out()
    assert [timer.run for timer in dropped] == runs[1:], "the other card is to be drawn without its clock"
    assert (await desk.practice.choose(ANA, runs[1], 0, "kind", HERE)).due is None
    view = await desk.practice.lapse(dropped[0])
    assert view is not None
    assert (view.id, view.seq, view.due, view.place) == (runs[1], 1, None, HERE)
    assert await desk.clocks.run_out() == ()
    assert await desk.timer(bens)


async def test_clocks_wanted_back_at_once(desk: Desk) -> None:
    """A clock that was dropped stays so, also for who turns clocks on again before its card was drawn anew."""
    run = await desk.play(ANA, "kind")
    await desk.preferences.set_timers(ANA, False)
    await desk.preferences.set_timers(ANA, True)
    (dropped,) = await desk.clocks.run_out()
    view = await desk.practice.lapse(dropped)
    assert view is not None
    assert view.seq == 1
    back = await desk.practice.go_on(ANA, run, HERE)
    assert back.due == desk.clock.now + timedelta(seconds=30)


MUTE = TEA.replace(
    "        wait:",
    "".join(f"        o{n}: {{say: Word {n}., why: It was said.}}\n" for n in range(4)) + "        wait:",
)


async def test_a_clock_that_cannot_be_answered_does_not_ring_for_ever(desk: Desk) -> None:
    """A silence that is not on offer is refused by the checker; should one slip by, its clock stops for good."""
    desk = desk.restarted(script(MUTE))
    run = await desk.play(ANA, "kind")
    assert await desk.lapsed(run) is None
    assert await desk.timer(run) is None
    view = await desk.practice.choose(ANA, run, 1, "speak", HERE)
    assert view.seq == 2
