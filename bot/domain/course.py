"""The path through the seven: one trait after the other, each building on those before it.

Where somebody stands on it follows from what they have played to an end; nothing about it is stored, and nothing runs
out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.scenario import Choice, Scenario, beats_within
from bot.domain.traits import Trait

FIRST_LEVELS = 2  # the path leads through gentle and everyday scenarios; a hard one stands in only for want of these
AT_STAKE = 5  # options that show a trait, from which on a scenario serves for it where none is made for it


@dataclass(frozen=True, slots=True)
class Stop:
    """One trait of the path with its scenario; `done` once it was played to an end.

    A scenario that stands at an earlier stop too (`again`) is played once for each: with another trait in mind it is
    another conversation.
    """

    trait: Trait
    scenario: Scenario
    done: bool
    again: bool


def path(shelf: Sequence[Scenario], plays: Mapping[str, int]) -> tuple[Stop, ...]:
    """The stops in the order of the traits; `plays` counts how often scenarios were played to an end.

    Each stop has a scenario that practises its trait, as plainly and gently as there is, and as many stops as the shelf
    allows have one of their own. For the rest, those serve in which the trait is at stake, the ones that stand at
    fewest stops first. A trait of which there is too little in all of them is left out.
    """
    found = _own(shelf)
    stops: Counter[str] = Counter(scenario.id for scenario in found.values())
    for trait in Trait:
        if trait not in found and (serving := _serving(shelf, trait)):
            found[trait] = min(serving, key=lambda one: (stops[one.id], *_order(one, trait)))
            stops[found[trait].id] += 1
    counted: Counter[str] = Counter()
    made: list[Stop] = []
    for trait in Trait:
        if trait in found:
            scenario = found[trait]
            counted[scenario.id] += 1
            turn = counted[scenario.id]
            made.append(Stop(trait, scenario, plays.get(scenario.id, 0) >= turn, turn > 1))
    return tuple(made)


def next_stop(stops: Sequence[Stop]) -> Stop | None:
    """The first stop that is not done, or None at the end of the path."""
    return next((stop for stop in stops if not stop.done), None)


def _own(shelf: Sequence[Scenario]) -> dict[Trait, Scenario]:
    """A scenario of its own for as many traits as can be: a matching, found by augmenting paths.

    Earlier traits keep what suits them best, unless a later one would otherwise have none.
    """
    taken: dict[str, Trait] = {}
    found: dict[Trait, Scenario] = {}

    def seat(trait: Trait, tried: set[str]) -> bool:
        for scenario in sorted(_practising(shelf, trait), key=lambda one: _order(one, trait)):
            if scenario.id not in tried:
                tried.add(scenario.id)
                if scenario.id not in taken or seat(taken[scenario.id], tried):
                    taken[scenario.id], found[trait] = trait, scenario
                    return True
        return False

    for trait in Trait:
        seat(trait, set())
    return found


def _practising(shelf: Sequence[Scenario], trait: Trait) -> list[Scenario]:
    return [scenario for scenario in shelf if trait in scenario.practises]


def _serving(shelf: Sequence[Scenario], trait: Trait) -> list[Scenario]:
    """Those that practise a trait, or have enough of it."""
    return [one for one in shelf if trait in one.practises or _showing(one, trait) >= AT_STAKE]


def _showing(scenario: Scenario, trait: Trait) -> int:
    """How many options of a scenario show a trait."""
    choices = (beat for scene in scenario.scenes.values() for beat in beats_within(scene.beats))
    return sum(
        option.shows.get(trait, 0) > 0 for beat in choices if isinstance(beat, Choice) for option in beat.options
    )


def _order(scenario: Scenario, trait: Trait) -> tuple[bool, int, int, int, str]:
    """Made for the trait before others, gentle before hard, then where there is most of it."""
    made_for = trait in scenario.practises
    place = scenario.practises.index(trait) if made_for else len(scenario.practises)
    much = 0 if made_for else -_showing(scenario, trait)
    return (scenario.level > FIRST_LEVELS, place, much, scenario.level, scenario.id)
