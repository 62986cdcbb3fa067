"""Every card and button of `/feedback`: the picture, moments, what if, over time, how it is worked out."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.traits import Trait
from bot.errors import RunBroken
from bot.settings import Settings
from bot.ui.routes import encode
from bot.ui.routes.feedback import ANY, ShowMoment, WhatIf
from tests.support.world import Json, Shown, World, open_world, walk

ALT_TEXT = 1_024
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
async def timed(settings: Settings) -> AsyncIterator[tuple[World, Clock]]:
    """A world whose bot believes the clock."""
    clock = Clock()
    async with open_world(settings, now=clock, seed=lambda: 7) as opened:
        yield opened, clock


async def played(world: World, scenario: str = "uncle-hank", place: int = 0) -> Shown:
    """Ana plays a scenario, always taking the option at this place; the debrief."""
    card = await world.begin(world.ana, scenario)
    while card.options:
        options = sorted(card.options)
        card = await world.take(world.ana, card, options[min(place, len(options) - 1)])
    return card


def pictures(shown: Shown) -> list[Json]:
    """The pictures that a card shows."""
    return [item for part in walk(shown.components) if part.get("type") == 12 for item in part["items"]]


async def test_feedback_has_its_picture(world: World) -> None:
    """The wheel is attached, shown, and described in words that fit; the card names what to try next and why."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    attached = feedback.payload["attachments"]
    assert [one["filename"] for one in attached] == ["standing.png"]
    shown = pictures(feedback)
    assert len(shown) == 1
    assert shown[0]["description"] == attached[0]["description"]
    assert 100 < len(attached[0]["description"]) <= ALT_TEXT
    for trait in ("Generosity", "Mercy", "Integrity", "Courage", "Humility", "Empathy", "Listening"):
        assert f"{trait}: " in attached[0]["description"]
    assert "A first look" in feedback.text
    assert "Most telling" in feedback.text
    assert "**Next**" in feedback.text
    assert {"Moments", "Over time", "How is this worked out?", "This one"} == set(feedback.buttons)


async def test_feedback_without_moments(world: World) -> None:
    """Somebody who has only just begun is invited, and shown no empty wheel."""
    await world.begin(world.ana, "uncle-hank")
    feedback = await world.ask_in_dm(world.ana, "feedback")
    assert not pictures(feedback)
    assert not feedback.payload["attachments"]
    picker = await world.tap(world.ana, feedback, "Show me what there is")
    assert "What would you like to practise?" in picker.text


async def test_feedback_of_a_stranger(world: World) -> None:
    """Somebody about whom nothing is stored is told so, in words."""
    assert "Nothing is stored about you yet" in (await world.ask(world.ben, "feedback")).content
    assert world.rows("players") == []


async def test_feedback_compares_with_two_weeks_ago(timed: tuple[World, Clock]) -> None:
    """After two weeks the card says what changed, and the picture's words hold both standings."""
    world, clock = timed
    await played(world, "uncle-hank", 0)
    clock.at += timedelta(days=15)
    debrief = await played(world, "drinks-party", 3)
    feedback = await world.tap(world.ana, debrief, "My feedback")
    assert "In two weeks" in feedback.text
    assert "A first look" not in feedback.text
    assert "two weeks ago" in feedback.payload["attachments"][0]["description"]


async def test_moments_pages(world: World) -> None:
    """Moments go on and back, end at both ends, and Back returns to the feedback with its picture."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    moment = await world.tap(world.ana, feedback, "Moments")
    assert moment.id == feedback.id
    assert not moment.payload["attachments"], "the wheel goes when the card changes"
    assert "Previous" not in moment.buttons
    seen = [moment.text]
    while "Next one" in moment.buttons:
        moment = await world.tap(world.ana, moment, "Next one")
        seen.append(moment.text)
    choices = {(row["run_id"], row["seq"]) for row in world.rows("evidence")}
    assert len(set(seen)) == len(seen) == len(choices)
    assert "Previous" in moment.buttons
    previous = await world.tap(world.ana, moment, "Previous")
    assert previous.text == seen[-2]
    back = await world.tap(world.ana, previous, "Back")
    assert pictures(back)


async def test_moments_about_one_trait(world: World) -> None:
    """The menu keeps to moments in which what was chosen says something of that trait; one without any says so."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    moment = await world.tap(world.ana, feedback, "Moments")
    mercy = await world.pick(world.ana, moment, "mercy")
    count = 1
    while "Next one" in mercy.buttons:
        mercy = await world.tap(world.ana, mercy, "Next one")
        count += 1
    told = [row for row in world.rows("evidence") if row["trait"] == "mercy" and row["points"] * (row["r"] - 0.5) > 0]
    assert 0 < count == len(told)
    world.write("DELETE FROM evidence WHERE trait = 'mercy'")
    empty = await world.pick(world.ana, mercy, "mercy")
    assert "No moments about mercy yet" in empty.text
    assert "moment 1 of" in (await world.pick(world.ana, empty, ANY)).text


async def test_what_if_stores_nothing(world: World) -> None:
    """What if shows where every other option would have led, says that it counts for nothing, and keeps to that."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    moment = await world.tap(world.ana, await world.tap(world.ana, feedback, "Moments"), "Next one")
    before = {table: world.rows(table) for table in ("runs", "moves", "evidence", "timers")}
    what_if = await world.tap(world.ana, moment, "What if")
    assert "nothing of this counts" in what_if.text
    others = [label for label in what_if.buttons if label not in ("Try that moment again", "Back")]
    assert others
    for label in others:
        assert "nothing of this counts" in (await world.tap(world.ana, what_if, label)).text
    assert {table: world.rows(table) for table in before} == before
    assert (await world.tap(world.ana, what_if, "Back")).text == moment.text


async def test_what_if_that_leads_nowhere(small: World) -> None:
    """Where the script goes round for ever behind the other option, the player reads one kind line about it."""
    card = await small.begin(small.ana, "bench")
    debrief = await small.take(small.ana, card, "explain", "wait", "stay")
    file = small.settings.scenarios_dir / "bench.yaml"
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace("minutes: 1", "minutes: 2"), encoding="utf-8")
    endless = source.replace("            - He moves over.", "            - then: gate").replace(
        "endings:", "  gate:\n    - then: gate\nendings:"
    )
    small.write(f"UPDATE versions SET source = '{endless}' WHERE scenario_id = 'bench'")  # noqa: S608
    await small.restart()
    feedback = await small.tap(small.ana, debrief, "My feedback")
    moment = await small.tap(small.ana, feedback, "Moments")
    while "They fly south" not in moment.text:
        moment = await small.tap(small.ana, moment, "Next one")
    assert (await small.tap(small.ana, moment, "What if")).content == RunBroken.message


async def test_what_if_is_for_the_player_alone(world: World) -> None:
    """Nobody looks into somebody else's moments, or into one that is not there, by a button of their own making."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    await world.begin(world.ben, "uncle-hank")
    for route in (WhatIf(1, 0, 0, ANY, 0), WhatIf(99, 0, 0, ANY, 0), WhatIf(2, 40, 0, ANY, 0)):
        result = world.press_raw(world.ben, world.dm(world.ben), encode(route))
        await world.env.settle()
        assert "what if" not in world.answer(result).text
    moment = world.press_raw(world.ana, feedback, encode(ShowMoment(ANY, 9_999)))
    await world.env.settle()
    assert "moment" in world.answer(moment).text, "a number that is too large shows the last one"


async def test_over_time(timed: tuple[World, Clock]) -> None:
    """The courses come as a picture in place of the wheel, with the same in words, on the first day and later."""
    world, clock = timed
    debrief = await played(world)
    for days in (0, 3):
        clock.at += timedelta(days=days)
        feedback = await world.tap(world.ana, debrief, "My feedback")
        course = await world.tap(world.ana, feedback, "Over time")
        attached = course.payload["attachments"]
        assert [one["filename"] for one in attached] == ["over-time.png"]
        assert 100 < len(attached[0]["description"]) <= ALT_TEXT
        assert pictures(course)[0]["description"] == attached[0]["description"]
        assert pictures(await world.tap(world.ana, course, "Back"))


async def test_how_it_is_worked_out(world: World) -> None:
    """The explanation says what counts and what does not, and leads back."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    explained = await world.tap(world.ana, feedback, "How is this worked out?")
    assert "they never change anything here" in explained.text
    assert not pictures(explained)
    assert pictures(await world.tap(world.ana, explained, "Back"))


async def test_kudos_appear_when_there_are_any(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others saw is on the card, the most often seen first; without kudos there is no word of them."""
    feedback = await world.tap(world.ana, await played(world), "My feedback")
    assert "Kudos" not in feedback.text

    class Given:
        async def received(self, tx: object, player_id: int) -> dict[Trait, int]:
            return {Trait.COURAGE: 1, Trait.LISTENING: 3} if player_id == world.ana.id else {}

    monkeypatch.setattr(world.client._services.feedback, "_kudos", Given())
    praised = await world.ask_in_dm(world.ana, "feedback")
    assert "Others saw listening ×3, courage ×1 in you" in praised.text
