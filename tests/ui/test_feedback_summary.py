"""What /feedback says in words, to different people at different times."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.engine import choose, start
from bot.domain.example import SEED, best_option
from bot.domain.traits import Trait
from bot.settings import Settings
from tests.support.people import agree, check_in, fill, wait
from tests.support.world import GALLERY, Shown, World, open_world, walk
from tests.ui.test_feedback_looking_back import Clock, played


@pytest.fixture
async def timed(settings: Settings) -> AsyncIterator[tuple[World, Clock]]:
    """A world whose bot believes the clock."""
    clock = Clock()
    async with open_world(settings, now=clock, seed=lambda: SEED) as opened:
        yield opened, clock


MIXER = """
INSERT OR IGNORE INTO servers (id, lobby_id, reports_id, voice, panel_no, stale, open, changed_at)
    VALUES (1, 2, 3, 0, 0, 0, 1, '2026-01-01 00:00:00');
INSERT INTO mixers (id, server_id, topic, seed, voice, stage, round, since, opened_at, nudged, weighed)
    VALUES ({number}, 1, 'films', 1, 0, 'over', 4, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 0, 0);
"""
MEMBER = """
INSERT OR IGNORE INTO players VALUES ({person}, '2026-01-01 00:00:00', 1, 1);
INSERT INTO members (mixer_id, player_id, seat, said, spoke, here, hinted)
    VALUES ({number}, {person}, {seat}, {said}, 0, 1, 0);
"""
KUDOS = "INSERT INTO kudos (mixer_id, giver_id, receiver_id, trait) VALUES (1, 101, {person}, 'listening')"


def mixer(world: World, number: int, *said: int) -> None:
    """A mixer that is over, in which Ana and others said so much."""
    rows = MIXER.format(number=number)
    for seat, count in enumerate(said):
        person = 100 + seat if seat else world.ana.id
        rows += MEMBER.format(number=number, person=person, seat=seat, said=count)
    for row in rows.split(";\n"):
        world.write(row)


def has_picture(shown: Shown) -> bool:
    """Whether a card shows one."""
    return any(part.get("type") == GALLERY for part in walk(shown.components))


async def test_who_only_met_people_is_told_what_they_saw(world: World) -> None:
    """Without a single conversation there is no wheel, and kudos, one's own part and what was tried are there."""
    await agree(world, world.ana)
    for number, said in enumerate(((5, 5, 5, 5), (9, 5, 3, 1)), start=1):
        mixer(world, number, *said)
    world.write(KUDOS.format(person=world.ana.id))
    taken = await world.tap(world.ana, await world.ask(world.ana, "challenge"), "Tomorrow")
    assert taken
    feedback = await world.ask(world.ana, "feedback")
    assert not has_picture(feedback)
    assert "Others saw listening ×1 in you" in feedback.text
    assert "In your last mixer: about half of the talk · more than in those before" in feedback.text
    assert "1 still to come" in feedback.text
    assert "nothing to look back on yet" not in feedback.text
    assert "Moments" not in feedback.buttons


async def test_check_ins_alone_are_drawn(world: World) -> None:
    """Over time is offered to whoever has only checked in; the picture says in words what it draws."""
    await agree(world, world.ana)
    await check_in(world, world.ana, effort="2", energy="3")
    await wait(world, 7)
    await check_in(world, world.ana, effort="4", energy="5")
    feedback = await world.ask(world.ana, "feedback")
    over_time = await world.tap(world.ana, feedback, "Over time")
    assert has_picture(over_time)
    assert over_time.alt == (
        "2 check-ins, from 1 (hard) to 5 (easy): from the inside 2.5, then 4.5; through the looking-glass 4, then 4."
    )


async def test_check_ins_are_drawn_beside_practice(world: World) -> None:
    """The words of the picture name conversations and check-ins beside the traits."""
    await played(world)
    await check_in(world, world.ana)
    over_time = await world.tap(world.ana, await world.ask(world.ana, "feedback"), "Over time")
    assert "Mercy: " in over_time.alt
    assert "1 conversation is marked. 1 check-in, from 1 (hard) to 5 (easy): 4 from the inside" in over_time.alt


@pytest.mark.parametrize("place", [0, 3])
@pytest.mark.parametrize("scenario", ["uncle-hank", "senior-student"])
async def test_a_first_look_begins_with_what_worked(world: World, scenario: str, place: int) -> None:
    """However somebody played the first time, what they showed is named first, and no failure leads."""
    await played(world, scenario, place)
    feedback = await world.ask(world.ana, "feedback")
    with world.env.time_context():
        telling = (await world.client._services.feedback.summary(world.ana.id)).telling
    assert telling is not None
    assert telling.outspoken
    assert telling.lean > 0
    assert "**A first look.** What you showed: " in feedback.text
    assert "I have seen little" not in feedback.text


async def test_no_number_before_thirty_moments(world: World) -> None:
    """After one conversation the words beside both pictures hold the band, in words, and no score."""
    await played(world)
    feedback = await world.ask(world.ana, "feedback")
    over_time = await world.tap(world.ana, feedback, "Over time")
    counted = {row["trait"]: 0 for row in world.rows("evidence")}
    for row in world.rows("evidence"):
        counted[row["trait"]] += 1
    assert max(counted.values()) < 30
    for alt in (feedback.alt, over_time.alt):
        assert "of 100" not in alt
        assert "an early sign: " in alt
        assert "(likely " in alt
        for trait, moments in counted.items():
            assert f"{moments} moment" in next(one for one in alt.split(". ") if one.startswith(trait.capitalize()))


async def test_one_trait_closer(world: World) -> None:
    """The menu leads to a trait: its word with the band, how many moments, and the clearest; onward to its moments."""
    await played(world)
    for trait in Trait:
        feedback = await world.ask(world.ana, "feedback")
        moments = sum(row["trait"] == trait.value for row in world.rows("evidence"))
        closer = await world.pick(world.ana, feedback, trait.value)
        assert f"{moments} moment" in closer.text
        assert ("too early to say" in closer.text) == (moments < 5)
        assert ("(likely " in closer.text) <= (moments >= 5)
        if "Its moments" in closer.buttons:
            assert f"Most telling · {trait.value.capitalize()}" in closer.text
            assert f"{trait.value.capitalize()}" in (await world.tap(world.ana, closer, "Its moments")).text
        else:
            assert "Most telling" in (await world.tap(world.ana, closer, "Back")).text


@pytest.mark.parametrize("place", [0, 3])
async def test_moments_say_what_was_chosen(world: World, place: int) -> None:
    """Filtered by a trait, Worked stands on options that show it, and a price on those that cost it."""
    debrief = await played(world, "uncle-hank", place)
    feedback = await world.tap(world.ana, debrief, "My feedback")
    moments = await world.tap(world.ana, feedback, "Moments")
    service, labels = world.client._services.moments, 0
    for trait in Trait:
        shown = await world.pick(world.ana, moments, trait.value)
        number = 0
        while view := await service.page(world.ana.id, trait, number):
            points = view.decision.option.shows.get(trait, 0)
            name = trait.value.capitalize()
            assert (f"Worked · {name}" in shown.text) <= (points > 0)
            assert (f"It had its price · {name}" in shown.text) <= (points < 0)
            labels += "Worked" in shown.text or "It had its price" in shown.text
            if "Next one" not in shown.buttons:
                break
            shown, number = await world.tap(world.ana, shown, "Next one"), number + 1
        moments = shown
    assert labels


async def test_good_play_is_called_often(timed: tuple[World, Clock]) -> None:
    """Taking the way of the worked examples, no trait comes out below quite often."""
    world, _ = timed
    for scenario in ("senior-student", "drinks-party", "uncle-hank"):
        made = world.client._services.shelf.current(scenario).scenario
        run, card = start(made, SEED), await world.begin(world.ana, scenario)
        while not run.over:
            best = best_option(run).id
            run, card = choose(run, best), await world.take(world.ana, card, best)
    alt = (await world.ask(world.ana, "feedback")).alt
    for trait in Trait:
        said = next(one for one in alt.split(". ") if one.startswith(trait.value.capitalize()))
        assert any(f": {word}" in said for word in ("quite often", "often", "very often")), said


async def test_what_was_played_again_is_practice(timed: tuple[World, Clock]) -> None:
    """Who has only replayed for two weeks is told so, and not that they stand still; who rested is left in peace."""
    world, clock = timed
    await played(world)
    clock.at += timedelta(days=15)
    assert "nothing new to go by. That is fine" in (await world.ask(world.ana, "feedback")).text
    await played(world)
    feedback = await world.ask(world.ana, "feedback")
    assert "nothing new to go by: what you play again is practice" in feedback.text
    assert "much as it was" not in feedback.text


async def test_a_dip_is_named_in_the_summary(world: World) -> None:
    """After a heavier check-in in the middle of practice, the summary says that this is common; weeks later no more."""
    card = await agree(world, world.ana)
    await check_in(world, world.ana)
    await wait(world, 8)
    await world.take(world.ana, card, next(iter(card.options)))
    assert "one notices" not in (await world.ask(world.ana, "feedback")).text
    await check_in(world, world.ana, effort="2", energy="2")
    assert (
        "**Last check-in** It feels harder while you keep practising" in (await world.ask(world.ana, "feedback")).text
    )
    await wait(world, 15)
    assert "one notices" not in (await world.ask(world.ana, "feedback")).text


async def test_what_was_written_can_be_read_again(world: World) -> None:
    """The line about a challenge stands in the feedback, and with all others one press further; it can be changed."""
    await agree(world, world.ana)
    taken = await world.tap(world.ana, await world.ask_in_dm(world.ana, "challenge"), "Tomorrow")
    await wait(world, 1.01)
    done = await world.tap(world.ana, world.dm(world.ana), "Did it")
    opened = await world.press(world.ana, done, done.buttons["Write a line about it"])
    await fill(world, world.ana, opened, note="She laughed.")
    assert taken
    feedback = await world.ask_in_dm(world.ana, "feedback")
    assert "“She laughed.”" in feedback.text
    tried = await world.tap(world.ana, feedback, "Look again")
    assert "**You wrote:** She laughed." in tried.text
    offered = await world.ask_in_dm(world.ana, "challenge")
    again = await world.tap(world.ana, offered, "What you tried")
    assert again.text == tried.text
    opened = await world.press(world.ana, again, again.buttons["Change your line"])
    assert "We both did." in (await fill(world, world.ana, opened, note="We both did.")).text
