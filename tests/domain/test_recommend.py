"""What to practise next: for a reason that can be said, and never by chance."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.recommend import GOES_WELL, Reason, Recommendation, recommend
from bot.domain.scenario import End, Scenario
from bot.domain.scoring import Estimate
from bot.domain.traits import Trait
from tests.support.scripts import scenario

RELAXED = settings(max_examples=70, deadline=None)
PLAIN = scenario({"s": [End("well")]})
TRAITS = st.lists(st.sampled_from(list(Trait)), min_size=1, max_size=3, unique=True).map(tuple)


def one(id: str, *practises: Trait, level: int = 1, minutes: int = 5) -> Scenario:
    """A scenario as far as advice looks at it."""
    return replace(PLAIN, id=id, practises=practises, level=level, minutes=minutes)


def at(low: float, moments: int) -> Estimate:
    """Where a trait stands."""
    return Estimate(score=low + 10, low=low, high=low + 20, moments=moments)


@st.composite
def shelves(draw: st.DrawFn) -> list[Scenario]:
    """One to six scenarios."""
    return [
        one(f"id{number}", *draw(TRAITS), level=draw(st.integers(1, 3)), minutes=draw(st.integers(1, 60)))
        for number in range(draw(st.integers(1, 6)))
    ]


STANDING = st.dictionaries(
    st.sampled_from(list(Trait)), st.builds(at, st.integers(0, 79), st.integers(0, 40)), max_size=7
)
PLAYED = st.lists(st.integers(0, 6).map("id{}".format), max_size=6, unique=True)


@RELAXED
@given(shelf=shelves(), standing=STANDING, played=PLAYED, random=st.randoms())
def test_the_same_standing_gets_the_same_advice(
    shelf: list[Scenario], standing: dict[Trait, Estimate], played: list[str], random: Random
) -> None:
    """Neither chance nor the order of files or rows has a say."""
    advice = recommend(shelf, standing, played)
    shuffled = sorted(shelf, key=lambda _: random.random())
    assert recommend(shuffled, dict(reversed(standing.items())), played) == advice


@RELAXED
@given(shelf=shelves(), standing=STANDING, played=PLAYED)
def test_the_scenario_just_played_comes_back_only_if_it_is_the_only_one(
    shelf: list[Scenario], standing: dict[Trait, Estimate], played: list[str]
) -> None:
    """Nobody is sent straight back to what they have just finished while there is something else."""
    assume(played)
    advice = recommend(shelf, standing, played)
    assert advice is not None
    assert advice.scenario.id != played[0] or len(shelf) == 1


@RELAXED
@given(shelf=shelves(), standing=STANDING)
def test_a_newcomer_gets_the_gentlest(shelf: list[Scenario], standing: dict[Trait, Estimate]) -> None:
    """The first conversation is a level 1 where there is one, and the reason says that it is gentle."""
    advice = recommend(shelf, standing, [])
    assert advice is not None
    assert advice.scenario.level == min(scenario.level for scenario in shelf)
    assert advice.trait in advice.scenario.practises
    assert advice.reason is Reason.GENTLE_START


@RELAXED
@given(shelf=shelves(), standing=STANDING, played=PLAYED)
def test_no_trait_needs_it_more(shelf: list[Scenario], standing: dict[Trait, Estimate], played: list[str]) -> None:
    """First what is hardly known, by fewest moments; then, once each has five, what stands lowest."""
    assume(played)
    advice = recommend(shelf, standing, played)
    assert advice is not None
    fresh = [scenario for scenario in shelf if scenario.id != played[0]] or shelf

    def known(trait: Trait) -> int:
        return standing[trait].moments if trait in standing else 0

    traits = {trait for scenario in fresh for trait in scenario.practises}
    assert advice.trait in advice.scenario.practises
    if any(known(trait) < 5 for trait in traits):
        assert known(advice.trait) == min(map(known, traits))
        assert advice.reason is Reason.LITTLE_SEEN
    else:
        assert standing[advice.trait].low == min(standing[trait].low for trait in traits)
        well = standing[advice.trait].score >= GOES_WELL
        assert advice.reason in ((Reason.KEPT_FRESH, Reason.STEP_UP) if well else (Reason.ROOM_TO_GROW,))


@RELAXED
@given(shelf=shelves(), standing=STANDING, played=PLAYED)
def test_of_several_the_one_played_longest_ago(
    shelf: list[Scenario], standing: dict[Trait, Estimate], played: list[str]
) -> None:
    """For the trait that needs it, of one level: a scenario never played before any other, then the one longest ago."""
    assume(played)
    shelf = [replace(scenario, level=1) for scenario in shelf]
    advice = recommend(shelf, standing, played)
    assert advice is not None
    fresh = [scenario for scenario in shelf if scenario.id != played[0]] or shelf

    def ago(scenario: Scenario) -> int:
        return played.index(scenario.id) if scenario.id in played else len(played)

    assert ago(advice.scenario) == max(ago(scenario) for scenario in fresh if advice.trait in scenario.practises)


def test_an_empty_shelf_has_no_advice() -> None:
    """Without a scenario there is nothing to recommend, and nothing breaks."""
    assert recommend([], {}, []) is None
    assert recommend([], {Trait.MERCY: at(10, 9)}, ["gone"]) is None


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ({}, Trait.COURAGE),
        ({Trait.COURAGE: at(10, 5)}, Trait.MERCY),
        ({Trait.COURAGE: at(10, 4), Trait.MERCY: at(90, 3)}, Trait.MERCY),
        ({Trait.COURAGE: at(40, 9), Trait.MERCY: at(30, 9)}, Trait.MERCY),
        ({Trait.COURAGE: at(30, 9), Trait.MERCY: at(40, 9)}, Trait.COURAGE),
        ({Trait.COURAGE: at(30, 9), Trait.MERCY: at(99, 2)}, Trait.MERCY),
    ],
)
def test_what_needs_it_most(standing: dict[Trait, Estimate], expected: Trait) -> None:
    """Cases worked out by hand, between one scenario for courage and one for mercy."""
    shelf = [one("brave", Trait.COURAGE), one("kind", Trait.MERCY)]
    advice = recommend(shelf, standing, ["other"])
    assert advice is not None
    assert advice.trait is expected


def test_where_it_is_practised_most_comes_first() -> None:
    """Of two scenarios never played, the one that names the trait earlier; of two such, the gentler."""
    shelf = [
        one("late", Trait.COURAGE, Trait.MERCY),
        one("hard", Trait.MERCY, level=3),
        one("gentle", Trait.MERCY, level=1),
    ]
    standing = {Trait.COURAGE: at(50, 9), Trait.MERCY: at(10, 9)}
    assert recommend(shelf, standing, ["other"]) == Recommendation(shelf[2], Trait.MERCY, Reason.ROOM_TO_GROW)
