"""What to practise next, and why, from where the traits stand. No chance in it: the same standing, the same advice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.domain.limits import LEVELS
from bot.domain.scenario import Scenario
from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait

# A score from which a trait goes well. What people may say trades traits off against each other: the best options of
# the scenarios that come with Rapport score 28 to 66, by the trait and the scenarios that were played, 46 on average.
GOES_WELL = 36.0


class Reason(Enum):
    """Why a scenario is recommended; the words are the interface's."""

    GENTLE_START = "gentle start"
    LITTLE_SEEN = "little seen"
    ROOM_TO_GROW = "room to grow"
    KEPT_FRESH = "kept fresh"
    STEP_UP = "step up"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A scenario, the trait that it is recommended for, and why."""

    scenario: Scenario
    trait: Trait
    reason: Reason


def recommend(
    shelf: Sequence[Scenario],
    standing: Mapping[Trait, Estimate],
    played: Sequence[str],
    *,
    resting: Collection[str] = (),
) -> Recommendation | None:
    """What to play next, or None where the shelf is empty.

    `played` holds the ids of finished scenarios, the latest first; `resting` those of them that were played too
    recently. A newcomer gets the gentlest scenario. Later the trait with fewest moments comes first until each has
    enough for an early sign, then the one with the lowest band. For it what was not played yet comes first, near
    the level that is one step above what was played where the trait goes well, and otherwise no harder than that; then
    the scenario played least recently. What rests, and the one just played, come only where there is nothing else.
    """
    fresh = _fresh(shelf, played, resting)
    if not fresh:
        return None
    if not played:
        first = min(fresh, key=lambda scenario: (scenario.level, scenario.minutes, scenario.id))
        return Recommendation(first, first.practises[0], Reason.GENTLE_START)
    practised = {trait for scenario in fresh for trait in scenario.practises}
    trait = min(sorted(practised), key=lambda trait: _need(standing.get(trait)))
    level = next_level(shelf, standing.get(trait), played, trait)
    scenario = _for_trait(fresh, trait, level, played)
    reached = _reached(shelf, played, trait)
    return Recommendation(scenario, trait, _reason(standing.get(trait), scenario.level, reached))


def next_level(shelf: Sequence[Scenario], estimate: Estimate | None, played: Collection[str], trait: Trait) -> int:
    """The level to practise a trait at, 1..3: one above the hardest that was played, where the trait goes well."""
    reached = _reached(shelf, played, trait)
    if reached and estimate and _goes_well(estimate):
        return min(reached + 1, LEVELS[-1])
    return max(reached, LEVELS[0])


def _fresh(shelf: Sequence[Scenario], played: Sequence[str], resting: Collection[str]) -> list[Scenario]:
    rested = [scenario for scenario in shelf if scenario.id not in {*resting, *played[:1]}]
    return rested or [scenario for scenario in shelf if scenario.id not in played[:1]] or list(shelf)


def _goes_well(estimate: Estimate) -> bool:
    return estimate.certainty is not Certainty.TOO_EARLY and estimate.score >= GOES_WELL


def _reached(shelf: Sequence[Scenario], played: Collection[str], trait: Trait) -> int:
    """The hardest level at which a trait was practised to the end, or 0."""
    levels = [scenario.level for scenario in shelf if scenario.id in played and trait in scenario.practises]
    return max(levels, default=0)


def _reason(estimate: Estimate | None, level: int, reached: int) -> Reason:
    """Why a scenario of this level; `reached` is the hardest at which the trait was practised, or 0."""
    if estimate is None or estimate.certainty is Certainty.TOO_EARLY:
        return Reason.LITTLE_SEEN
    if not _goes_well(estimate):
        return Reason.ROOM_TO_GROW
    return Reason.STEP_UP if level > reached > 0 else Reason.KEPT_FRESH


def _need(estimate: Estimate | None) -> tuple[int, float]:
    if estimate is None:
        return (0, 0.0)
    if estimate.certainty is Certainty.TOO_EARLY:
        return (0, float(estimate.moments))
    return (1, estimate.low)


def _for_trait(shelf: Sequence[Scenario], trait: Trait, level: int, played: Sequence[str]) -> Scenario:
    """The scenario for a trait. What was not played yet comes first, unless it is far too hard: it tells most."""

    def order(scenario: Scenario) -> tuple[int, int, int, int, str]:
        ago = played.index(scenario.id) if scenario.id in played else len(played)
        harder = scenario.level - level
        tiers = (2, 3, 3) if scenario.id in played else (0, 1, 3)
        return (tiers[max(0, harder)], abs(harder), -ago, scenario.practises.index(trait), scenario.id)

    return min((scenario for scenario in shelf if trait in scenario.practises), key=order)
