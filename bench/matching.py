"""Forming groups: ours against whoever stands in line first, on the same people.

For people who come every week: how many weeks pass before anybody meets somebody again (for 32 people the record of
the social golfer problem is 10), and how many pairs meet again within 15 weeks. For a thousand people: milliseconds.
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from bot.domain.chance import draw
from bot.domain.matching import Waiting, form_groups, pair, repeats

Met = Counter[tuple[int, int]]
Former = Callable[[Sequence[Waiting], Met, int], list[tuple[int, ...]]]
WEEKS, CROWD = 15, 1000
TAGS = "abcdefgh"


def main() -> None:
    """Print both, side by side."""
    for people in (16, 32, 33, 64):
        weeks, again = _season(_ours, people)
        other_weeks, other_again = _season(_in_line, people)
        print(
            f"{people} people weekly: {weeks} weeks without meeting twice (in line: {other_weeks}); "
            f"{again} pairs meet again in {WEEKS} weeks (in line: {other_again})"
        )
    for times in (0, 5, 50):
        ours, in_line = _milliseconds(_ours, times), _milliseconds(_in_line, times)
        print(f"{CROWD} people who have met {times} times: {ours:.0f} ms, in line {in_line:.1f} ms")


def _ours(line: Sequence[Waiting], met: Met, seed: int) -> list[tuple[int, ...]]:
    return list(form_groups(line, met, set(), seed=seed).groups)


def _in_line(line: Sequence[Waiting], met: Met, seed: int) -> list[tuple[int, ...]]:
    order = [one.person for one in sorted(line, key=lambda one: -one.waited)]
    return [tuple(order[at : at + 4]) for at in range(0, len(order) - len(order) % 4, 4)]


def _season(form: Former, people: int) -> tuple[int, int]:
    """Weeks before the first repeat, and the pairs that met again in the whole season."""
    met, first, again = Met(), WEEKS, 0
    for week, line in enumerate(_lines(people, WEEKS)):
        groups = form(line, met, week)
        found = repeats(groups, met)
        first = min(first, week) if found else first
        again += found
        met.update(pair(*two) for group in groups for two in combinations(group, 2))
    return first, again


def _lines(people: int, count: int) -> Iterator[list[Waiting]]:
    """The same people, each time in another order."""
    for week in range(count):
        yield [
            Waiting(one, draw(week, "wait", one) % 1000, frozenset({TAGS[one % len(TAGS)]})) for one in range(people)
        ]


def _milliseconds(form: Former, times: int) -> float:
    met = Met()
    for line in _lines(CROWD, times):
        met.update(pair(*two) for group in _in_line(line, met, 0) for two in combinations(group, 2))
    spent: list[float] = []
    for line in _lines(CROWD, 3):
        began = time.perf_counter()
        form(line, met, 1)
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent)
