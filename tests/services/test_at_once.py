"""What one person does in the same instant in several places: it is done one after the other, and nothing fails."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

from bot.domain.checkins import Answers
from bot.errors import NotStarted, NotYours, RunGone
from tests.services.desk import ANA, BEN, HERE, Desk


async def all_done(*attempts: Awaitable[object]) -> list[object]:
    """What each of these comes to, all of them done at once; what people are told kindly is no failure."""
    results = await asyncio.gather(*attempts, return_exceptions=True)
    for one in results:
        if isinstance(one, BaseException) and not isinstance(one, NotStarted | NotYours | RunGone):
            raise one
    return list(results)


async def test_rehearsals_from_two_runs(shared: Desk) -> None:
    """Of two rehearsals of one scenario that begin at once, one is put aside, and nobody reads of a fault."""
    runs = [await shared.play(ANA, "kind", "speak", "leave") for _ in range(2)]
    for seq in (0, 1, 2):
        await all_done(*(shared.practice.rehearse(ANA, run, seq, HERE) for run in runs))
    rehearsals = [row for row in await shared.rows("runs") if row["kind"] == "rehearsal"]
    assert sum(row["ended_at"] is None for row in rehearsals) == 1


async def test_begin_afresh_twice(shared: Desk) -> None:
    """Two quick presses of Begin afresh begin one run, and put one aside: the one that the button knew."""
    old = await shared.play(ANA, "kind")
    await all_done(*(shared.practice.begin(ANA, "tea", HERE, instead_of=old) for _ in range(4)))
    found = await shared.rows("runs")
    assert [(row["id"] == old, row["ended_at"] is None) for row in found] == [(True, False), (False, True)]


async def test_a_form_sent_twice(shared: Desk) -> None:
    """Of two check-ins that arrive at once, one is kept: there is one a week."""
    await shared.play(ANA, "kind")
    await all_done(*(shared.checkins.keep(ANA, Answers(3, 3, 3, 3)) for _ in range(4)))
    assert len(await shared.rows("checkins")) == 1


async def test_erasing_beside_clicks(shared: Desk) -> None:
    """Whoever erases everything while they click, begin and let clocks run out reads of no fault, and is gone.

    Begun after it, a run is kept whole: it is the first row of somebody who has just agreed again.
    """
    await shared.play(BEN, "kind")
    practice = shared.practice
    for place in range(0, 10, 2):
        run = await shared.play(ANA, "kind")
        timer = await shared.timer(run)
        assert timer is not None
        shared.clock.now = timer.due_at
        attempts: list[Coroutine[Any, Any, object]] = [
            practice.choose(ANA, run, 1, "speak", HERE),
            practice.lapse(timer),
            practice.shown(run, HERE),
            practice.agree(ANA, "tea", HERE),
            practice.begin(ANA, "tea", HERE, instead_of=run),
            practice.begin(ANA, "tea", HERE),
            practice.drop_clock(ANA, run, HERE),
            shared.preferences.remember_dm(ANA, False),
            practice.go_on(ANA, run, HERE),
        ]
        attempts.insert(place, shared.privacy.erase(ANA))
        await all_done(*attempts)
        assert [row["player_id"] for row in await shared.rows("runs")].count(ANA) <= 1
        await shared.privacy.erase(ANA)
        for table, column in (("runs", "player_id"), ("players", "id")):
            assert [row[column] for row in await shared.rows(table)] == [BEN]
