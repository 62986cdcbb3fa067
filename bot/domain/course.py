"""The path through the seven: one trait after the other, each building on those before it.

Where somebody stands on it follows from what they have played to an end; nothing about it is stored, and nothing runs
out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.scenario import Scenario
from bot.domain.traits import Trait

FIRST_LEVELS = 2  # the path leads through gentle and everyday scenarios; a hard one stands in only for want of these


@dataclass(frozen=True, slots=True)
class Stop:
    """One trait of the path with its scenario; `done` once it was played to an end."""

    trait: Trait
    scenario: Scenario
    done: bool


def path(shelf: Sequence[Scenario], finished: Collection[str]) -> tuple[Stop, ...]:
    """The stops in the order of the traits. A trait that no scenario practises is left out.

    Each stop has the scenario that practises its trait most plainly and most gently; none stands at two stops as long
    as its trait has another one.
    """
    taken: set[str] = set()
    stops: list[Stop] = []
    for trait in Trait:
        fitting = [scenario for scenario in shelf if trait in scenario.practises]
        if not fitting:
            continue
        scenario = min(fitting, key=lambda one: (one.id in taken, *_order(one, trait)))
        taken.add(scenario.id)
        stops.append(Stop(trait, scenario, scenario.id in finished))
    return tuple(stops)


def next_stop(stops: Sequence[Stop]) -> Stop | None:
    """The first stop that is not done, or None at the end of the path."""
    return next((stop for stop in stops if not stop.done), None)


def _order(scenario: Scenario, trait: Trait) -> tuple[bool, int, int, str]:
    return (scenario.level > FIRST_LEVELS, scenario.practises.index(trait), scenario.level, scenario.id)
