"""Trying a moment again: practice that is kept as practice, and never counts."""

import re

from tests.support.world import Shown, World


async def to_the_end(world: World, card: Shown, place: int = 0) -> Shown:
    """Take the option at this place until the run is over; the debrief."""
    while card.options:
        options = sorted(card.options)
        card = await world.take(world.ana, card, options[min(place, len(options) - 1)])
    return card


async def test_that_moment_again(world: World) -> None:
    """A rehearsal plays on from its moment, says that it is practice, and is marked so in the data."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    evidence = world.rows("evidence")
    card = await world.tap(world.ana, debrief, "Try that moment again")
    assert card.id != debrief.id
    assert "rehearsal, for practice only" in card.text
    play, rehearsal = world.rows("runs")
    assert (play["kind"], rehearsal["kind"]) == ("play", "rehearsal")
    assert rehearsal["forked_run"] == play["id"]
    seq = rehearsal["forked_seq"]
    assert world.moves(rehearsal["id"]) == world.moves(play["id"])[:seq]
    assert rehearsal["seed"] == play["seed"]
    again = await to_the_end(world, card, place=2)
    assert "rehearsal, for practice only" in again.text
    assert {"Try that moment again", "Play again"} <= set(again.buttons)
    assert world.rows("evidence") == evidence
    assert world.moves(play["id"])[seq] != world.moves(rehearsal["id"])[seq]


async def test_a_poor_exchange_can_be_tried_again(world: World) -> None:
    """Where no answer was simply better, the debrief names one that would have given more, and leads back to it."""
    debrief = await to_the_end(world, await world.begin(world.ana, "first-minute"))
    [told] = re.findall(r"gained, and some \w+ lost, with [“*]([^”*]+)", debrief.text)
    card = await world.tap(world.ana, debrief, "Try that moment again")
    assert told in card.text
    assert "rehearsal, for practice only" in card.text


async def test_rehearsing_changes_no_feedback(world: World) -> None:
    """After any number of rehearsals the feedback, its picture's words included, is what it was."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    before = await world.tap(world.ana, debrief, "My feedback")
    for place in (1, 2):
        card = await world.tap(world.ana, debrief, "Try that moment again")
        await to_the_end(world, card, place)
    after = await world.tap(world.ana, debrief, "My feedback")
    assert after.text == before.text
    words = [shown.payload["attachments"][0]["description"] for shown in (before, after)]
    assert words[0] == words[1]


async def test_second_press_goes_on_with_the_same_rehearsal(world: World) -> None:
    """A doubled press begins one rehearsal; one that was begun over takes the place of the one that was left."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    await world.tap(world.ana, debrief, "Try that moment again")
    card = await world.tap(world.ana, debrief, "Try that moment again")
    assert len(world.rows("runs")) == 2
    card = await world.take(world.ana, card, min(card.options))
    if card.options:
        await world.tap(world.ana, debrief, "Try that moment again")
        assert [row["ended_at"] is None for row in world.rows("runs")] == [False, False, True]


async def test_rehearsal_beside_an_open_play(world: World) -> None:
    """A rehearsal leaves the open play of its scenario alone, and the picker offers both to go on with."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    await world.tap(world.ana, debrief, "Play again")
    await world.tap(world.ana, debrief, "Try that moment again")
    assert [row["ended_at"] is None for row in world.rows("runs")] == [False, True, True]
    picker = await world.ask_in_dm(world.ana, "practice")
    assert "a rehearsal," in picker.text
    assert "just begun" in picker.text


async def test_a_moment_met_in_a_rehearsal_is_no_first_time(world: World) -> None:
    """What was practised first and played later does not count: the player has seen what it does."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    card = await world.tap(world.ana, debrief, "Try that moment again")
    await to_the_end(world, card, place=3)
    met = {row["choice"] for row in world.rows("moves") if row["run_id"] == 2}
    counted = {row["choice"] for row in world.rows("evidence")}
    again = await world.tap(world.ana, debrief, "Play again")
    await to_the_end(world, again, place=3)
    new = {row["choice"] for row in world.rows("evidence")} - counted
    assert not new & met


async def test_nobody_rehearses_another_ones_moment(world: World) -> None:
    """The button of somebody else's debrief begins nothing."""
    debrief = await to_the_end(world, await world.begin(world.ana, "uncle-hank"), place=1)
    await world.begin(world.ben, "uncle-hank")
    result = world.press_raw(world.ben, world.dm(world.ben), debrief.buttons["Try that moment again"])
    await world.env.settle()
    assert "belongs to somebody else" in world.answer(result).content
    assert all(row["kind"] == "play" for row in world.rows("runs"))
