"""Who meets whom: people who wait become groups of four, or of three where that is allowed, never of two.

The rules, in this order: never with somebody blocked by either side; people who have not met before people who have;
then shared interests; then who has waited longest. Whoever waited longest of all sits in a group if blocks allow one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from bot.domain.designs import rounds_without_repeats
from bot.domain.seating import Seating, improve, open_seating

FULL, SMALL = 4, 3
WINDOW = 48  # how many of those next in line are looked at for a seat: keeps a thousand people under a second
STARTS = 6  # restarts of the search, for rooms where some have met already
EFFORT = 60_000  # exchanges weighed in all, fewer for a small room: some tenths of a second at the most

Pair = tuple[int, int]
"""Two people, the smaller id first: see `pair`."""


def pair(one: int, other: int) -> Pair:
    """Two people as a key, whichever is named first."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in line. `waited` is in seconds; a place at the front is an endless wait."""

    person: int
    waited: float
    interests: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Formation:
    """Who sits together, and who is left. Everybody who waited is in here once."""

    groups: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]


def sizes(count: int, *, threes: bool) -> tuple[int, ...]:
    """The sizes of groups for so many people, for the fewest left over and then for the most fours."""
    groups = -(-count // FULL)
    fours = count - SMALL * groups
    if not threes or fours < 0:
        return (FULL,) * (count // FULL)
    return (FULL,) * fours + (SMALL,) * (groups - fours)


def form_groups(
    waiting: Iterable[Waiting],
    met: Mapping[Pair, int],
    blocked: Set[Pair],
    *,
    threes: bool = False,
    seed: int = 0,
) -> Formation:
    """Form groups. `met` counts how often two people were together; `blocked` holds the pairs that must not be.

    The same people, past and seed give the same groups, in whatever order people are named. Raises ValueError where
    somebody waits twice.
    """
    line = sorted(waiting, key=lambda one: (-one.waited, one.person))
    if len({one.person for one in line}) < len(line):
        raise ValueError("somebody waits twice")
    groups: list[tuple[int, ...]] = []
    while wanted := sizes(len(line), threes=threes):
        best = _best(line, wanted, met, blocked, seed)
        seated = [tuple(line[at].person for at in group) for group in best.groups]
        kept = [group for group in seated if not _blocked(group, blocked)]
        if not kept:
            break
        groups += kept
        gone = {person for group in kept for person in group}
        line = [one for one in line if one.person not in gone]
    more, line = _by_hand(line, blocked, threes=threes)
    return Formation((*groups, *more), tuple(one.person for one in line))


def repeats(groups: Iterable[Sequence[int]], met: Mapping[Pair, int]) -> int:
    """How many pairs sit together who have met before."""
    return sum(pair(*two) in met for group in groups for two in combinations(group, 2))


def _best(
    line: Sequence[Waiting], wanted: Sequence[int], met: Mapping[Pair, int], blocked: Set[Pair], seed: int
) -> Seating:
    """The seating with the fewest clashes: by design where one is spotless, and else the best that a search finds."""
    room = open_seating([one.person for one in line], [one.interests for one in line], met, blocked)
    designed = [room.seated(start) for start in _designed(line, wanted)]
    spotless = [seating for seating in designed if not seating.clashes]
    if spotless:
        return min(spotless, key=lambda seating: seating.cost)
    effort = min(EFFORT, 100 * len(line) ** 2) // STARTS
    found: list[Seating] = []
    for number in range(STARTS):
        rank = room.shuffled(seed + number) if number else None
        start = room.seated(_greedy(room, range(len(line)), wanted, rank))
        found.append(improve(start, seed=seed + number, effort=effort))
        if not found[-1].clashes:
            break
    return min(found, key=lambda seating: seating.cost)


def _designed(line: Sequence[Waiting], wanted: Sequence[int]) -> Iterator[list[list[int]]]:
    """Seatings for people who meet again and again: whoever keeps to them meets nobody twice for many rounds."""
    if sum(wanted) == len(line) and set(wanted) == {FULL}:
        by_id = sorted(range(len(line)), key=lambda at: line[at].person)
        for groups in rounds_without_repeats(len(wanted)):
            yield [[by_id[at] for at in group] for group in groups]


def _greedy(
    room: Seating, order: Iterable[int], wanted: Sequence[int], rank: Sequence[int] | None = None
) -> list[list[int]]:
    """Fill one group after the other: the next in line, and with them whoever fits best of those behind."""
    left, groups = list(order), list[list[int]]()
    if rank is not None:
        left[1:] = sorted(left[1:], key=lambda at: rank[at])
    for size in wanted:
        group = [left.pop(0)]
        while len(group) < size:
            costs = [sum(room.between(at, other) for other in group) for at in left[:WINDOW]]
            group.append(left.pop(costs.index(min(costs))))
        groups.append(group)
    return groups


def _blocked(group: Iterable[int], blocked: Set[Pair]) -> bool:
    return any(pair(*two) in blocked for two in combinations(group, 2))


def _by_hand(line: list[Waiting], blocked: Set[Pair], *, threes: bool) -> tuple[list[tuple[int, ...]], list[Waiting]]:
    """The few whom blocks keep apart: the first group that holds, from the front of the line, while there is one."""
    groups: list[tuple[int, ...]] = []
    for size in (FULL, SMALL) if threes else (FULL,):
        at = 0
        while at < len(line):
            group = [line[at]]
            for one in line[at + 1 :]:
                if len(group) < size and not any(pair(one.person, other.person) in blocked for other in group):
                    group.append(one)
            if len(group) == size:
                groups.append(tuple(one.person for one in group))
                line = [one for one in line if one not in group]
            else:
                at += 1
    return groups, line
