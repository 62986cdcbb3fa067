"""Practising: what a click does, once, to one's own run, and what it leaves alone."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.recommend import Reason
from bot.domain.traits import Trait
from bot.errors import NotYours, RunBroken, RunGone, ScenarioGone
from bot.storage.runs import Place
from tests.services.desk import ANA, BEN, HERE, TEA, Desk, script

TABLES = ("players", "versions", "runs", "moves", "evidence", "timers", "marks")
THERE = Place(channel=51, message=61)


async def stored(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Everything that is in the database."""
    return {table: await desk.rows(table) for table in TABLES}


async def test_looking_around_stores_nothing(desk: Desk) -> None:
    """The consent comes before the first row: a stranger who looks at the picker and a brief is not in the database."""
    view = await desk.practice.picker(ANA)
    assert [scenario.id for scenario in view.scenarios] == ["tea"]
    assert view.recommended is not None
    assert view.recommended.reason is Reason.GENTLE_START
    assert view.open_runs == ()
    brief = await desk.practice.brief(ANA, "tea")
    assert (brief.agreed, brief.timed, brief.timers, brief.dm_open, brief.open_run) == (False, True, True, True, None)
    assert not any((await stored(desk)).values())


async def test_start_agrees_and_begins(desk: Desk) -> None:
    """Pressing Start is the consent: player, version and run are there at once, and the first choice waits."""
    view = await desk.practice.agree(ANA, "tea", HERE)
    assert (view.seq, view.run.over, view.put_aside, view.place, view.due) == (0, False, False, HERE, None)
    assert {option.id for option in view.run.options} == {"kind", "plain", "harsh"}
    rows = await stored(desk)
    assert [row["id"] for row in rows["players"]] == [ANA]
    assert [row["source"] for row in rows["versions"]] == [TEA]
    assert [(row["player_id"], row["seq"], row["channel_id"], row["message_id"]) for row in rows["runs"]] == [
        (ANA, 0, HERE.channel, HERE.message)
    ]
    assert (await desk.practice.brief(ANA, "tea")).agreed


async def test_start_twice_is_one_run(desk: Desk) -> None:
    """A double click on Start, or a second one later, goes on with the run that is open."""
    first, second = await asyncio.gather(*(desk.practice.agree(ANA, "tea", HERE) for _ in range(2)))
    await desk.practice.choose(ANA, first.id, 0, "kind", HERE)
    third = await desk.practice.begin(ANA, "tea", HERE)
    assert first.id == second.id == third.id
    assert third.seq == 1
    assert len(await desk.rows("runs")) == 1


async def test_a_click_is_kept_and_shown(desk: Desk) -> None:
    """A choice is one move, once; the view that comes back is the one to draw."""
    run = await desk.play(ANA)
    view = await desk.practice.choose(ANA, run, 0, "plain", THERE)
    assert (view.seq, view.place) == (1, THERE)
    assert view.run.moves[0].option == "plain"
    assert [(row["seq"], row["option"], row["choice"]) for row in await desk.rows("moves")] == [(0, "plain", "table/1")]


@pytest.mark.parametrize(
    ("seq", "option"),
    [(0, "plain"), (0, "kind"), (2, "speak"), (-1, "speak"), (1, "kind"), (1, "nothing"), (1, ""), (1, "wait " * 20)],
    ids=str,
)
async def test_a_click_that_does_not_fit_changes_nothing(desk: Desk, seq: int, option: str) -> None:
    """Old buttons, numbers from the future and options that are not offered: the card is drawn as it is, no more."""
    run = await desk.play(ANA, "kind")
    before = await stored(desk)
    view = await desk.practice.choose(ANA, run, seq, option, HERE)
    assert [move.option for move in view.run.moves] == ["kind"]
    assert await stored(desk) == before


async def test_of_two_clicks_at_once_one_counts(desk: Desk) -> None:
    """Two people's hands on one card, or one hand too fast: one option is taken, and both see that one."""
    run = await desk.play(ANA)
    clicks = [desk.practice.choose(ANA, run, 0, option, HERE) for option in ("kind", "plain", "harsh") * 3]
    views = await asyncio.gather(*clicks)
    moves = await desk.rows("moves")
    assert len(moves) == 1
    assert {view.run.moves[0].option for view in views} == {moves[0]["option"]}
    assert {view.seq for view in views} == {1}


async def test_another_persons_run_is_out_of_reach(desk: Desk) -> None:
    """Neither somebody who plays too nor a stranger can move, open or slow down a run that is not theirs."""
    run = await desk.play(ANA, "kind")
    await desk.play(BEN)
    before = await stored(desk)
    for other in (BEN, 9999):
        for attempt in (
            desk.practice.choose(other, run, 1, "speak", THERE),
            desk.practice.go_on(other, run, THERE),
            desk.practice.drop_clock(other, run, THERE),
        ):
            with pytest.raises(NotYours):
                await attempt
    assert await stored(desk) == before


async def test_a_run_that_is_not_kept_is_told_so(desk: Desk) -> None:
    """A button of a run that was deleted ends in a sentence, not in a fault."""
    await desk.play(ANA)
    for attempt in (
        desk.practice.choose(ANA, 999, 0, "kind", HERE),
        desk.practice.go_on(ANA, 2**63 - 1, HERE),
        desk.practice.drop_clock(ANA, 999, HERE),
    ):
        with pytest.raises(RunGone):
            await attempt


async def test_a_scenario_that_is_not_there_is_told_so(desk: Desk) -> None:
    """A brief or a start of something unknown ends in a sentence, and stores nobody."""
    with pytest.raises(ScenarioGone):
        await desk.practice.brief(ANA, "nothing")
    with pytest.raises(ScenarioGone):
        await desk.practice.begin(ANA, "nothing", HERE)
    assert await desk.rows("players") == []


async def test_beginning_afresh_puts_the_old_run_aside(desk: Desk) -> None:
    """The old run keeps its moves and takes no more; its clock is stopped; the new one begins from the start."""
    old = await desk.play(ANA, "kind")
    assert await desk.timer(old)
    new = await desk.practice.begin(ANA, "tea", HERE, instead_of=old)
    assert new.id != old
    assert new.seq == 0
    assert await desk.timer(old) is None
    view = await desk.practice.choose(ANA, old, 1, "speak", HERE)
    assert (view.put_aside, view.seq, view.run.over) == (True, 1, False)
    assert [run.id for run in (await desk.practice.picker(ANA)).open_runs] == [new.id]


async def test_a_run_left_half_way_is_offered_again(desk: Desk) -> None:
    """The picker and the brief show how far one came; going on shows the run where one is now."""
    run = await desk.play(ANA, "kind")
    offered = (await desk.practice.picker(ANA)).open_runs
    assert [(one.id, one.decided, one.scenario.id) for one in offered] == [(run, 1, "tea")]
    assert (await desk.practice.brief(ANA, "tea")).open_run == offered[0]
    view = await desk.practice.go_on(ANA, run, THERE)
    assert (view.seq, view.place) == (1, THERE)
    assert (await desk.rows("runs"))[0]["message_id"] == THERE.message


async def test_the_card_is_remembered_once_it_was_sent(desk: Desk) -> None:
    """A run's place is where its card was really sent."""
    run = (await desk.practice.agree(ANA, "tea", Place(52, None))).id
    assert (await desk.rows("runs"))[0]["message_id"] is None
    await desk.practice.shown(run, Place(52, 62))
    assert [(row["channel_id"], row["message_id"]) for row in await desk.rows("runs")] == [(52, 62)]


async def test_at_the_end_there_is_something_to_look_back_on(desk: Desk) -> None:
    """The last choice ends the run: its ending, the debrief, and no clock; a further click shows the same."""
    run = await desk.play(ANA, "harsh", "speak")
    view = await desk.practice.choose(ANA, run, 2, "leave", HERE)
    assert (view.run.over, view.run.ending, view.due, view.put_aside) == (True, "gone", None, False)
    assert view.look_back is not None
    assert view.look_back.debrief.regret is not None
    assert view.look_back.earlier == {}
    assert await desk.timer(run) is None
    assert (await desk.rows("runs"))[0]["ending"] == "gone"
    again = await desk.practice.choose(ANA, run, 3, "stay", HERE)
    assert (again.seq, again.run.ending) == (3, "gone")
    assert (await desk.practice.picker(ANA)).open_runs == ()


async def test_a_debrief_compares_with_earlier_runs_alone(desk: Desk) -> None:
    """A bar is set against one's own earlier runs: not against itself, and not against other people."""
    await desk.play(BEN, "kind", "speak", "leave")
    await desk.play(ANA, "harsh", "wait", "leave")
    other = script(TEA.replace("title: Tea", "title: Coffee"), "coffee")
    desk = desk.restarted(script(), other)
    run = await desk.play(ANA, "kind", "speak", scenario="coffee")
    view = await desk.practice.choose(ANA, run, 2, "leave", HERE)
    assert view.look_back is not None
    assert view.look_back.earlier == {Trait.MERCY: 0.0, Trait.COURAGE: 0.0}
    assert view.look_back.debrief.shown[Trait.MERCY] == 1.0


async def test_only_the_first_play_of_a_choice_is_evidence(desk: Desk) -> None:
    """Playing again is practice: it is kept, and changes no estimate."""
    await desk.play(ANA, "harsh", "speak", "leave")
    first = await desk.rows("evidence")
    assert [(row["choice"], row["trait"], row["r"], row["points"]) for row in first] == [
        ("table/1", "mercy", 0.0, -2),
        ("table/1", "courage", 0.0, 0),
        ("table/2", "courage", 1.0, 2),
    ]
    await desk.play(ANA, "kind", "wait", "leave")
    assert await desk.rows("evidence") == first
    assert len(await desk.rows("moves")) == 6


async def test_a_choice_decided_in_a_run_put_aside_is_no_evidence_again(desk: Desk) -> None:
    """Beginning afresh until it goes well does not make the picture better."""
    old = await desk.play(ANA, "harsh")
    before = await desk.rows("evidence")
    new = await desk.practice.begin(ANA, "tea", HERE, instead_of=old)
    await desk.practice.choose(ANA, new.id, 0, "kind", HERE)
    assert await desk.rows("evidence") == before


async def test_a_run_outlives_its_file(desk: Desk) -> None:
    """A run goes on on the version that it began with: after the file was changed, and after it is gone."""
    run = await desk.play(ANA, "kind")
    changed = desk.restarted(script(TEA.replace("speak: {say: How are you?", "ask: {say: And you?")))
    view = await changed.practice.choose(ANA, run, 1, "speak", HERE)
    assert view.seq == 2
    gone = desk.restarted()
    assert [one.id for one in (await gone.practice.picker(ANA)).open_runs] == [run]
    view = await gone.practice.choose(ANA, run, 2, "leave", HERE)
    assert view.run.ending == "gone"
    assert view.look_back is not None
    with pytest.raises(ScenarioGone):
        await gone.practice.begin(ANA, "tea", HERE)


async def test_afresh_begins_on_the_new_version(desk: Desk) -> None:
    """Whoever begins again plays what is on the shelf now, and its decisions are new."""
    old = await desk.play(ANA, "kind")
    new = script(TEA.replace("Sugar?", "Milk?"))
    desk = desk.restarted(new)
    view = await desk.practice.begin(ANA, "tea", HERE, instead_of=old)
    await desk.practice.choose(ANA, view.id, 0, "harsh", HERE)
    assert [row["version"] for row in await desk.rows("evidence")].count(new.version) == 2


async def test_a_run_that_cannot_be_read_is_told_so_and_stops_nobody(desk: Desk) -> None:
    """Where a kept version cannot be read any more, its buttons say so, and everything else works."""
    run = await desk.play(ANA, "kind")
    async with desk.database.writing() as tx:
        await tx.exec_driver_sql("UPDATE versions SET source = 'scenes: ['")
    changed = desk.restarted(script(TEA.replace("Sugar?", "Milk?")))
    with pytest.raises(RunBroken):
        await changed.practice.choose(ANA, run, 1, "speak", HERE)
    assert await changed.lapsed(run) is None
    assert await changed.timer(run) is None
    assert [scenario.id for scenario in (await changed.practice.picker(ANA)).scenarios] == ["tea"]
    assert (await changed.practice.brief(ANA, "tea")).open_run is None
    begun = await changed.practice.begin(ANA, "tea", HERE)
    assert begun.id != run
    assert (await changed.practice.begin(ANA, "tea", HERE)).id == begun.id


ROUND = TEA.replace("courage: 1}, why: It was short.}", "courage: 1}, why: It was short., then: round}").replace(
    "  door:", "  round:\n    - then: circle\n  circle:\n    - then: round\n  door:"
)


async def test_an_option_that_leads_nowhere_is_told_so(desk: Desk) -> None:
    """A script that plays on for ever is refused by the checker; should one slip by, its option is told as broken."""
    desk = desk.restarted(script(ROUND))
    run = await desk.play(ANA)
    with pytest.raises(RunBroken):
        await desk.practice.choose(ANA, run, 0, "plain", HERE)
    assert (await desk.practice.choose(ANA, run, 0, "kind", HERE)).seq == 1


async def test_an_ephemeral_card_takes_its_token_along(desk: Desk) -> None:
    """Where direct messages are closed, the clock knows the token with which the card can be drawn again."""
    hidden = Place(50, 60, True, "token-1")
    run = (await desk.practice.agree(ANA, "tea", hidden)).id
    assert not (await desk.practice.brief(ANA, "tea")).dm_open
    await desk.practice.choose(ANA, run, 0, "kind", replace(hidden, token="token-2"))
    timer = await desk.timer(run)
    assert timer is not None
    assert timer.token == "token-2"
    assert (await desk.rows("runs"))[0]["ephemeral"] == 1
