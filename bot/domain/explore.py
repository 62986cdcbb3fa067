"""Every way through a script, as far as there is room for; beyond that, a good many random ones.

Places are gone through breadth first, so whatever is reported is reported with a shortest way to it.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from bot.domain import limits
from bot.domain.chance import pick
from bot.domain.engine import Run
from bot.domain.places import Places
from bot.domain.scenario import Choice, Option, Scenario
from bot.domain.scout import Notes, Picker, Step, begin, proceed, walk

TYPICAL_WALKS = 32
_OUT = -1  # the place where there is nothing left to choose


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was found. A step is the decision just before something was first met; None is the very start.

    `exhaustive`: every place was seen, so what was not met cannot be; else random walks were made besides.
    `places`: waiting moments that differ in anything that matters from there on.
    `offers`: per choice, each set of options visible at once; the empty one is passed over.
    `fewest`, `most`: decisions on a path to an end; `most` is None where one can go round without bound,
    and `fewest` is None where no end was found.
    `news`, `finales`: per choice and per ending, the most characters a player reads before it at once.
    `stops`: scenes at whose end the script stops without an ending.
    `endless`: the scene in which it plays on and on.
    `stuck`: choices from which no option leads to an end.
    """

    exhaustive: bool
    places: int
    walks: int
    scenes: frozenset[str]
    offers: Mapping[str, frozenset[frozenset[str]]]
    fewest: int | None
    most: int | None
    news: Mapping[str, int]
    finales: Mapping[str, int]
    stops: Mapping[str, Step | None]
    endless: Mapping[Step | None, str]
    stuck: Mapping[str, Step | None]

    @property
    def endings(self) -> frozenset[str]:
        """The endings that were reached."""
        return frozenset(self.finales)

    @property
    def choices(self) -> frozenset[str]:
        """The choices that were offered with at least one option visible."""
        return frozenset(choice for choice, sets in self.offers.items() if any(sets))

    @property
    def options(self) -> frozenset[Step]:
        """The options that were visible at least once."""
        return frozenset((choice, option) for choice, sets in self.offers.items() for shown in sets for option in shown)


@dataclass(slots=True)
class _Graph:
    """The places in the order found. `after` holds, per place gone through, where its options lead."""

    came_by: list[Step | None] = field(default_factory=list["Step | None"])
    choice: list[str] = field(default_factory=list[str])
    depth: list[int] = field(default_factory=list[int])
    after: list[list[int]] = field(default_factory=list[list[int]])
    fewest: int | None = None


def explore(scenario: Scenario, *, states: int = limits.STATES, walks: int = limits.WALKS) -> Exploration:
    """Go through the script: every place if there are at most `states`, else those and `walks` random walks.

    Memory is bounded by `states`; time by that and by limits.BEATS played in all. Never raises.
    """
    notes = Notes()
    graph = _grow(scenario, notes, states)
    exhaustive = len(graph.after) == len(graph.choice)
    fewest, most = graph.fewest, _longest(graph)
    made = 0
    if not exhaustive:
        made, lengths = _wander(scenario, notes, walks)
        most = max(lengths, default=None)
        fewest = min((length for length in (fewest, *lengths) if length is not None), default=None)
    return Exploration(
        exhaustive=exhaustive,
        places=len(graph.choice),
        walks=made,
        scenes=frozenset(notes.scenes),
        offers={choice: frozenset(sets) for choice, sets in notes.offers.items()},
        fewest=fewest,
        most=most,
        news=notes.news,
        finales=notes.finales,
        stops=notes.stops,
        endless=notes.endless,
        stuck=_stuck(graph),
    )


def typical_decisions(scenario: Scenario) -> int:
    """How many decisions a path usually has: the median of 32 random walks, the same ones every time.

    Takes about 10 ms. At most limits.WALK_CHOICES for a script without a way out.
    """
    notes = Notes()
    walks = (walk(scenario, at_random(number), notes, limits.BEATS) for number in range(TYPICAL_WALKS))
    return median_low([len(one.decisions) for one in walks])


def at_random(number: int) -> Picker:
    """The picker of one random walk; the same number makes the same walk."""

    def picker(_: Choice, options: tuple[Option, ...], at: int) -> Option:
        return options[pick(len(options), number, "walk", at)]

    return picker


def _grow(scenario: Scenario, notes: Notes, states: int) -> _Graph:
    """Go through places breadth first until all are done, or there are too many."""
    graph, places = _Graph(), Places(scenario)
    index: dict[object, int] = {}
    waiting: deque[Run] = deque()

    def arrive(run: Run | None, by: Step | None, depth: int) -> int:
        if run is None or run.choice is None:
            if run is not None and run.ending is not None and graph.fewest is None:
                graph.fewest = depth
            return _OUT
        number = index.setdefault(places.key(run), len(index))
        if number == len(graph.choice):
            graph.came_by.append(by)
            graph.choice.append(run.choice.id)
            graph.depth.append(depth)
            waiting.append(run)
        return number

    arrive(begin(scenario, notes), None, 0)
    while waiting and len(index) <= states and notes.beats <= limits.BEATS:
        run = waiting.popleft()
        depth = graph.depth[len(graph.after)] + 1
        steps = [(run.choice.id if run.choice else "", option) for option in run.options]
        graph.after.append(
            [arrive(proceed(run, option, notes), (choice, option.id), depth) for choice, option in steps]
        )
    return graph


def _wander(scenario: Scenario, notes: Notes, walks: int) -> tuple[int, Sequence[int]]:
    """Random walks: how many were made, and how many decisions each had that came to an end."""
    lengths: list[int] = []
    bound = notes.beats + limits.BEATS
    for number in range(walks):
        if notes.beats > bound:
            return number, lengths
        one = walk(scenario, at_random(number), notes, bound)
        if one.complete:
            lengths.append(len(one.decisions))
    return walks, lengths


def _stuck(graph: _Graph) -> Mapping[str, Step | None]:
    """The choices at which a run comes to have no way out; places not gone through count as ways out."""
    before: list[list[int]] = [[] for _ in graph.choice]
    free = set(range(len(graph.after), len(graph.choice)))
    for place, targets in enumerate(graph.after):
        for target in targets:
            if target == _OUT:
                free.add(place)
            else:
                before[target].append(place)
    waiting = list(free)
    while waiting:
        found = [place for place in before[waiting.pop()] if place not in free]
        free.update(found)
        waiting.extend(found)
    entries = (
        place
        for place in range(len(graph.choice))
        if place not in free and (place == 0 or any(earlier in free for earlier in before[place]))
    )
    stuck: dict[str, Step | None] = {}
    for place in entries:
        stuck.setdefault(graph.choice[place], graph.came_by[place])
    return stuck


def _longest(graph: _Graph) -> int | None:
    """The decisions on the longest path, or None where there is a way round."""
    inward = [0] * len(graph.choice)
    for targets in graph.after:
        for target in targets:
            if target != _OUT:
                inward[target] += 1
    longest = [1] * len(graph.choice)
    ready = [place for place, count in enumerate(inward) if count == 0]
    done = 0
    while ready:
        place = ready.pop()
        done += 1
        for target in graph.after[place] if place < len(graph.after) else ():
            if target != _OUT:
                longest[target] = max(longest[target], longest[place] + 1)
                inward[target] -= 1
                if inward[target] == 0:
                    ready.append(target)
    return max(longest, default=0) if done == len(graph.choice) else None
