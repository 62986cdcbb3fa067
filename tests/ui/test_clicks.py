"""Clicks that come late, twice, at once, or from somebody else: none of them harms a run."""

import pytest

from bot.errors import NotYours, OldButton, RunGone, ScenarioGone
from tests.support.world import World
from tests.ui.scripts import DOORBELL, write_scripts


async def test_old_click_redraws_the_card(small: World) -> None:
    """A button of an earlier card state changes nothing and shows the card as it is now."""
    first = await small.begin(small.ana, "bench")
    second = await small.take(small.ana, first, "sit")
    (late,) = await small.press_at_once([(small.ana, first, first.options["explain"])])
    assert small.answer(late).components == second.components
    assert small.moves() == ["sit"]


async def test_doubled_click_counts_once(small: World) -> None:
    """Two quick presses of one button are one move."""
    card = await small.begin(small.ana, "bench")
    await small.press_at_once([(small.ana, card, card.options["sit"])] * 2)
    assert small.moves() == ["sit"]
    assert set(small.again(card).options) == {"wait", "ask"}


async def test_doubled_click_where_the_same_option_comes_again(small: World) -> None:
    """Two quick presses are one move also where the next choice offers the same option again."""
    write_scripts(small.settings.scenarios_dir, doorbell=DOORBELL)
    await small.restart()
    card = await small.begin(small.ana, "doorbell")
    await small.press_at_once([(small.ana, card, card.options["ring"])] * 3)
    assert small.moves() == ["ring"]
    card = await small.take(small.ana, small.again(card), "ring", "ring")
    assert small.moves() == ["ring"] * 3


async def test_two_options_at_once(small: World) -> None:
    """Of two different options pressed in the same instant exactly one wins, and both answers show what came of it."""
    card = await small.begin(small.ana, "bench")
    await small.press_at_once([(small.ana, card, custom_id) for custom_id in card.options.values()])
    assert len(small.moves()) == 1
    assert [(row["run_id"], row["seq"]) for row in small.rows("moves")] == [(1, 0)]
    answers = small.requests("POST", "/callback")[-2:]
    assert answers[0] == answers[1]
    assert set(small.again(card).options) == {"wait", "ask"}


async def test_many_clicks_at_once_by_two_people(small: World) -> None:
    """Two people's runs do not disturb each other, however fast both click."""
    cards = {actor: await small.begin(actor, "bench") for actor in (small.ana, small.ben)}
    await small.press_at_once([(actor, card, card.options["sit"]) for actor, card in cards.items() for _ in range(4)])
    assert sorted((row["run_id"], row["seq"]) for row in small.rows("moves")) == [(1, 0), (2, 0)]


async def test_two_starts_at_once(small: World) -> None:
    """Start pressed twice begins one run."""
    await small.ask(small.ana, "practice", scenario="bench")
    brief = small.dm(small.ana)
    await small.press_at_once([(small.ana, brief, brief.buttons["Start"])] * 2)
    assert len(small.rows("runs")) == 1
    assert set(small.again(brief).options) == {"sit", "explain"}


async def test_start_on_an_older_brief_goes_on(small: World) -> None:
    """A second brief of a scenario whose run is open goes on with that run."""
    await small.ask(small.ana, "practice", scenario="bench")
    older = small.dm(small.ana)
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    card = await small.tap(small.ana, older, "Start")
    assert set(card.options) == {"wait", "ask"}
    assert len(small.rows("runs")) == 1


async def test_begin_afresh(small: World) -> None:
    """Begin afresh puts the open run aside: its card says that it rests, and its buttons are harmless."""
    old = await small.take(small.ana, await small.begin(small.ana, "kettle"), "ask")
    await small.ask(small.ana, "practice", scenario="kettle")
    brief = small.dm(small.ana)
    assert "Start" not in brief.buttons
    card = await small.tap(small.ana, brief, "Begin afresh")
    assert set(card.options) == {"ask", "joke", "quiet"}
    assert [row["run_id"] for row in small.rows("timers")] == [2], "the clock of the old run is stopped"

    rested = await small.take(small.ana, old, "more")
    assert "rests" in rested.text
    assert rested.options == {}
    assert (small.moves(1), small.moves(2)) == (["ask"], [])
    assert [(row["ending"], row["ended_at"] is None) for row in small.rows("runs")] == [(None, False), (None, True)]


async def test_doubled_begin_afresh(small: World) -> None:
    """Two quick presses of Begin afresh put one run aside and begin one, and so does a press on an older brief."""
    await small.begin(small.ana, "kettle")
    await small.ask(small.ana, "practice", scenario="kettle")
    brief = small.dm(small.ana)
    await small.press_at_once([(small.ana, brief, brief.buttons["Begin afresh"])] * 2)
    assert [row["ended_at"] is None for row in small.rows("runs")] == [False, True]
    card = await small.take(small.ana, small.again(brief), "ask")
    await small.press_at_once([(small.ana, brief, brief.buttons["Begin afresh"])])
    assert small.again(brief).components == card.components
    assert len(small.rows("runs")) == 2


async def test_go_on_with_a_run_that_was_put_aside(small: World) -> None:
    """An older picker that still offers it shows that it rests; no clock begins for it."""
    await small.begin(small.ana, "kettle")
    picker = await small.ask(small.ana, "practice")
    await small.ask(small.ana, "practice", scenario="kettle")
    await small.tap(small.ana, small.dm(small.ana), "Begin afresh")
    await small.tap(small.ana, picker, "Go on")
    assert "rests" in small.dm(small.ana).text
    assert [row["run_id"] for row in small.rows("timers")] == [2]


async def test_go_on_from_the_picker_in_a_server(small: World) -> None:
    """A run left half-way is offered in a server, and goes on in a new message of the DM."""
    left = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    picker = await small.ask(small.ana, "practice")
    waiting = await small.tap(small.ana, picker, "Go on")
    card = small.dm(small.ana)
    assert waiting.buttons["Take me there"].endswith(f"/{card.channel}/{card.id}")
    assert card.id != left.id
    assert card.components == left.components
    assert small.rows("runs")[0]["message_id"] == card.id


async def test_go_on_from_the_picker_in_the_dm(small: World) -> None:
    """In the DM, the picker itself becomes the card."""
    left = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    picker = await small.ask_in_dm(small.ana, "practice")
    card = await small.tap(small.ana, picker, "Go on")
    assert (card.id, card.components) == (picker.id, left.components)


async def test_somebody_elses_click(small: World) -> None:
    """A click on somebody else's card gets a kind line that nobody else sees, and changes nothing."""
    await small.begin(small.ben, "bench")
    card = await small.begin(small.ana, "kettle")
    for custom_id in (card.options["ask"], card.buttons["No clock, please"], "r1:goon:2"):
        (result,) = await small.press_at_once([(small.ben, card, custom_id)])
        assert small.answer(result).content == NotYours.message
        assert result.ephemeral
    assert small.again(card).components == card.components
    assert small.moves() == []
    assert [row["timers"] for row in small.rows("players")] == [1, 1]


async def test_strangers_click(small: World) -> None:
    """Somebody about whom nothing is stored gets the same line, and is still not stored."""
    card = await small.begin(small.ana, "bench")
    (result,) = await small.press_at_once([(small.ben, card, card.options["sit"])])
    assert small.answer(result).content == NotYours.message
    assert [row["id"] for row in small.rows("players")] == [small.ana.id]


@pytest.mark.parametrize(
    ("custom_id", "message"),
    [
        ("hello", OldButton.message),
        ("r0:start:bench", OldButton.message),
        ("r1:dance", OldButton.message),
        ("r1:choose:1:0", OldButton.message),
        ("r1:choose:one:0:sit", OldButton.message),
        ("r1:pick:1", OldButton.message),
        ("r1:start:elsewhere", ScenarioGone.message),
        ("r1:goon:77", RunGone.message),
    ],
)
async def test_unknown_button(small: World, custom_id: str, message: str) -> None:
    """A button that this version does not know, or that leads nowhere, is answered with a kind line."""
    card = await small.begin(small.ana, "bench")
    (result,) = await small.press_at_once([(small.ana, card, custom_id)])
    assert small.answer(result).content == message
    assert result.ephemeral
    assert small.again(card).components == card.components


async def test_erased_run(small: World) -> None:
    """The card of a run that is not stored any more says so."""
    card = await small.begin(small.ana, "bench")
    small.write("DELETE FROM players")
    (result,) = await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert small.answer(result).content == RunGone.message
    assert small.rows("moves") == []


async def test_option_of_another_choice(small: World) -> None:
    """An option that is not offered at this point is not taken, whatever the button says."""
    card = await small.begin(small.ana, "bench")
    (result,) = await small.press_at_once([(small.ana, card, "r1:choose:1:0:stay")])
    assert small.answer(result).components == card.components
    assert small.moves() == []


async def test_deleted_card_and_its_clock(small: World) -> None:
    """Where the card was deleted, its clock still runs out, nothing breaks, and /practice offers to go on."""
    small.delete(await small.begin(small.ana, "kettle"))
    await small.env.advance_time(31)
    assert [(row["option"], row["silent"]) for row in small.rows("moves")] == [("quiet", 1)]
    card = await small.tap(small.ana, await small.ask_in_dm(small.ana, "practice"), "Go on")
    assert set(card.options) == {"more", "nod"}


async def test_click_on_a_card_that_is_being_deleted(small: World) -> None:
    """A click that crosses with the deletion of its card counts, and the card arrives as a new message."""
    card = await small.begin(small.ana, "kettle")
    small.delete(card)
    (result,) = await small.press_at_once([(small.ana, card, card.options["ask"])])
    new = small.answer(result)
    assert new.id != card.id
    assert set(new.options) == {"more", "nod"}
    assert small.moves() == ["ask"]
    await small.env.advance_time(21)
    assert set(small.again(new).options) == {"share", "keep"}, "the run's card is the new one"
