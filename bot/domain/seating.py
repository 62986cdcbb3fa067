"""A seating, and how to better it: exchange two people as long as that helps, and a little beyond (tabu search)."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

from bot.domain.chance import draw

BLOCKED, MET = 10**9, 10**4  # what a pair costs that must not sit together, and one that has met before, for each time
SHARED = -1  # what an interest in common is worth
TENURE = 7  # exchanges for which one that was just made is not undone


@dataclass(frozen=True, slots=True)
class Seating:
    """Groups of places in line (0 is the front), and what each pair costs. Whoever is in no group is left over."""

    costs: Sequence[Mapping[int, int]]
    tastes: Sequence[int]
    groups: tuple[tuple[int, ...], ...] = ()

    def between(self, one: int, other: int) -> int:
        """What it costs to seat two places together."""
        common = self.tastes[one] & self.tastes[other]
        return self.costs[one].get(other, 0) + (SHARED * common.bit_count() if common else 0)

    @property
    def cost(self) -> int:
        return sum(self.between(a, b) for group in self.groups for at, a in enumerate(group) for b in group[:at])

    @property
    def clashes(self) -> int:
        """What the pairs cost that have met or must not; 0 is the best."""
        return sum(self.costs[a].get(b, 0) for group in self.groups for at, a in enumerate(group) for b in group[:at])

    def seated(self, groups: Sequence[Sequence[int]]) -> "Seating":
        return replace(self, groups=tuple(map(tuple, groups)))

    def shuffled(self, seed: int) -> list[int]:
        """A rank for each place in line."""
        return [draw(seed, "rank", at) for at in range(len(self.costs))]


def open_seating(
    people: Sequence[int],
    interests: Sequence[Set[str]],
    met: Mapping[tuple[int, int], int],
    blocked: Set[tuple[int, int]],
) -> Seating:
    """Nobody seated yet. `met` and `blocked` may hold people who are not here."""
    place = {person: at for at, person in enumerate(people)}
    costs: list[dict[int, int]] = [{} for _ in people]
    known = [(two, MET * times) for two, times in met.items() if times] + [(two, BLOCKED) for two in blocked]
    for (one, other), cost in known:
        if one in place and other in place:
            costs[place[one]][place[other]] = costs[place[other]][place[one]] = cost
    bits: dict[str, int] = {}
    for tag in sorted({tag for tags in interests for tag in tags}):
        bits[tag] = 1 << len(bits)
    return Seating(costs, [sum(bits[tag] for tag in tags) for tags in interests])


def improve(seating: Seating, *, seed: int, effort: int) -> Seating:
    """A seating with fewer clashes, if one is found by weighing at most about `effort` exchanges.

    The front of the line (place 0) keeps a seat; anybody else may change with somebody left over.
    """
    groups = [list(group) for group in seating.groups]
    seated = {at for group in groups for at in group}
    bench = [at for at in range(len(seating.costs)) if at not in seated]
    best, fewest, now = seating, seating.clashes, seating.clashes
    resting: dict[tuple[int, int], int] = {}
    step = 0
    while fewest and effort > 0:
        moves = list(islice(_moves(seating, groups, bench), effort))
        if not moves:
            break
        effort -= len(moves)
        step += 1
        fit = [(change, two) for change, *two in moves if now + change < fewest or resting.get(_key(two), 0) < step]
        if not fit:
            continue
        least = min(change for change, _ in fit)
        good = [two for change, two in fit if change == least]
        one, other = good[draw(seed, step) % len(good)]
        _exchange(groups, bench, one, other)
        resting[_key([one, other])] = step + TENURE + draw(seed, "rest", step) % TENURE
        now += least
        if now < fewest:
            best, fewest = seating.seated(groups), now
    return best


def _moves(seating: Seating, groups: Sequence[Sequence[int]], bench: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Every exchange of somebody who clashes with somebody elsewhere: how the clashes change, and the two."""
    costs = seating.costs
    for home in groups:
        for one in home:
            mine = costs[one]
            here = sum(mine.get(other, 0) for other in home)
            if not here:
                continue
            for group in groups:
                if group is home:
                    continue
                there = sum(mine.get(other, 0) for other in group)
                for other in group:
                    theirs, twice = costs[other], 2 * mine.get(other, 0)
                    change = there - here - twice
                    for neighbour in home:
                        change += theirs.get(neighbour, 0)
                    for neighbour in group:
                        change -= theirs.get(neighbour, 0)
                    yield change, one, other
            if one:
                for other in bench:
                    theirs = costs[other]
                    joins = sum(theirs.get(neighbour, 0) for neighbour in home if neighbour != one)
                    yield joins - here, one, other


def _exchange(groups: list[list[int]], bench: list[int], one: int, other: int) -> None:
    for places in (*groups, bench):
        for at, who in enumerate(places):
            if who in (one, other):
                places[at] = other if who == one else one


def _key(two: Sequence[int]) -> tuple[int, int]:
    one, other = two
    return (one, other) if one < other else (other, one)
