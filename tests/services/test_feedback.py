"""Feedback: where the traits stand, and the moment that says most."""

import pytest

from bot.domain.recommend import Reason
from bot.domain.scoring import Evidence, estimate
from bot.domain.traits import Trait
from bot.errors import NotStarted
from tests.services.desk import ANA, BEN, HERE, TEA, Desk, script

COFFEE = TEA.replace("title: Tea", "title: Coffee").replace("practises: [mercy, courage]", "practises: [courage]")


async def told(desk: Desk, player: int, trait: Trait) -> tuple[str, str, bool] | None:
    """A trait's most telling moment: the scenario, the option, and whether it speaks for the trait."""
    telling = await desk.moments.page(player, trait, 0)
    return telling and (telling.scenario.id, telling.decision.option.id, telling.lean > 0)


async def test_a_stranger_has_no_feedback(desk: Desk) -> None:
    """Somebody about whom nothing is stored is told so, and stays unknown."""
    with pytest.raises(NotStarted):
        await desk.feedback.summary(ANA)
    assert await desk.rows("players") == []


async def test_every_trait_is_there_from_the_first_day(desk: Desk) -> None:
    """Whoever has only just agreed sees all traits, with nothing behind them."""
    await desk.practice.agree(ANA, "tea", HERE)
    view = await desk.feedback.summary(ANA)
    assert list(view.standings) == list(Trait)
    assert {*view.standings.values()} == {estimate([])}
    assert view.moments == 0
    assert view.telling is view.earlier is None
    assert view.recommended is not None
    assert view.recommended.reason is Reason.GENTLE_START


async def test_the_estimate_is_that_of_ones_own_evidence(desk: Desk) -> None:
    """What is shown is the score of one's own first decisions, newest first."""
    await desk.play(BEN, "harsh", "wait", "leave")
    await desk.play(ANA, "plain", "speak", "leave")
    view = await desk.feedback.summary(ANA)
    courage = [Evidence(1.0, 3**0.5), Evidence(1.0, 1.0)]
    assert view.standings[Trait.COURAGE] == estimate(courage)
    assert view.standings[Trait.MERCY] == estimate([Evidence(0.5, 2.0)])
    assert view.standings[Trait.LISTENING] == estimate([])


async def test_the_most_telling_moment_is_the_clearest(desk: Desk) -> None:
    """Where more was at stake, a moment says more, for the trait or against it."""
    await desk.play(ANA, "plain", "speak", "leave")
    assert await told(desk, ANA, Trait.COURAGE) == ("tea", "speak", True)
    telling = (await desk.feedback.summary(ANA)).telling
    assert telling is not None
    assert telling.decision.option.id == "speak"
    await desk.play(BEN, "harsh", "wait", "leave")
    assert await told(desk, BEN, Trait.MERCY) == ("tea", "harsh", False)
    assert await told(desk, BEN, Trait.COURAGE) == ("tea", "wait", False)


async def test_a_moment_tells_first_of_what_it_showed(desk: Desk) -> None:
    """An option that says nothing of a trait is told of that trait only after those that do."""
    await desk.play(ANA, "kind", "speak")
    assert (await desk.feedback.summary(ANA)).standings[Trait.COURAGE].moments == 2
    assert await told(desk, ANA, Trait.COURAGE) == ("tea", "speak", True)
    assert await told(desk, ANA, Trait.MERCY) == ("tea", "kind", True)


async def test_of_two_moments_as_clear_the_newer_is_told(desk: Desk) -> None:
    """People are told of what they did lately."""
    desk = desk.restarted(script(), script(COFFEE, "coffee"))
    await desk.play(ANA, "kind", "wait", "leave")
    await desk.play(ANA, "harsh", "speak", "leave", scenario="coffee")
    assert await told(desk, ANA, Trait.MERCY) == ("coffee", "harsh", False)
    assert await told(desk, ANA, Trait.COURAGE) == ("coffee", "speak", True)


async def test_a_moment_of_two_traits_is_told_once(desk: Desk) -> None:
    """Among all moments each decision has one page, however many traits it shows; pages beyond the last show it."""
    both = TEA.replace("kind: {say: You choose., shows: {mercy: 2}", "kind: {say: You., shows: {mercy: 2, courage: 3}")
    desk = desk.restarted(script(both))
    await desk.play(ANA, "kind", "speak")
    assert await told(desk, ANA, Trait.MERCY) == ("tea", "kind", True)
    pages = [await desk.moments.page(ANA, None, number) for number in range(3)]
    assert sorted(page.seq for page in pages[:2] if page) == [0, 1]
    assert pages[2] == pages[1]


async def test_feedback_outlives_the_file(desk: Desk) -> None:
    """Moments of a scenario that is gone are told all the same, and nothing is recommended from an empty shelf."""
    await desk.play(ANA, "kind", "speak", "leave")
    later = desk.restarted()
    view = await later.feedback.summary(ANA)
    assert await told(later, ANA, Trait.MERCY) == ("tea", "kind", True)
    assert view.telling is not None
    assert view.recommended is None


async def test_the_advice_follows_from_the_standing(desk: Desk) -> None:
    """After a first run the advice is another scenario, for the trait of which least is known."""
    desk = desk.restarted(script(), script(COFFEE, "coffee"))
    await desk.play(ANA, "kind", "speak", "leave")
    advice = (await desk.feedback.summary(ANA)).recommended
    assert advice is not None
    assert (advice.scenario.id, advice.trait, advice.reason) == ("coffee", Trait.COURAGE, Reason.LITTLE_SEEN)
    assert (await desk.practice.picker(ANA)).recommended == advice
