"""What to practise next, and why, from where the traits stand. No chance in it: the same standing, the same advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.domain.scenario import Scenario
from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait


class Reason(Enum):
    """Why a scenario is recommended; the words are the interface's."""

    GENTLE_START = "gentle start"
    LITTLE_SEEN = "little seen"
    ROOM_TO_GROW = "room to grow"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A scenario, the trait that it is recommended for, and why."""

    scenario: Scenario
    trait: Trait
    reason: Reason


def recommend(
    shelf: Sequence[Scenario], standing: Mapping[Trait, Estimate], played: Sequence[str]
) -> Recommendation | None:
    """What to play next, or None where the shelf is empty.

    `played` holds the ids of finished scenarios, the latest first. A newcomer gets the gentlest scenario. Later the
    trait with fewest moments comes first until each has enough for an early sign, then the one with the lowest band;
    for it the scenario played least recently, and never the one just played while there is another.
    """
    if not shelf:
        return None
    fresh = [scenario for scenario in shelf if scenario.id not in played[:1]] or list(shelf)
    if not played:
        first = min(fresh, key=lambda scenario: (scenario.level, scenario.minutes, scenario.id))
        return Recommendation(first, first.practises[0], Reason.GENTLE_START)
    practised = {trait for scenario in fresh for trait in scenario.practises}
    trait = min(sorted(practised), key=lambda trait: _need(standing.get(trait)))
    enough = standing.get(trait)
    reason = Reason.LITTLE_SEEN if not enough or enough.certainty is Certainty.TOO_EARLY else Reason.ROOM_TO_GROW
    return Recommendation(_for_trait(fresh, trait, played), trait, reason)


def _need(estimate: Estimate | None) -> tuple[int, float]:
    if estimate is None:
        return (0, 0.0)
    if estimate.certainty is Certainty.TOO_EARLY:
        return (0, float(estimate.moments))
    return (1, estimate.low)


def _for_trait(shelf: Sequence[Scenario], trait: Trait, played: Sequence[str]) -> Scenario:
    def order(scenario: Scenario) -> tuple[int, int, int, str]:
        ago = played.index(scenario.id) if scenario.id in played else len(played)
        return (-ago, scenario.practises.index(trait), scenario.level, scenario.id)

    return min((scenario for scenario in shelf if trait in scenario.practises), key=order)
