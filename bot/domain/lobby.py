"""Calling people in: one line for each topic, and one for those who would like to be surprised."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.domain.chance import pick
from bot.domain.matching import FULL, SMALL, Pair, Waiting, form_groups

PATIENCE = 120.0  # seconds without a newcomer after which three are enough


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody in a server's lobby. `topic` is None for a surprise; `waited` and `front` say how near the front."""

    person: int
    topic: str | None
    waited: float
    interests: Set[str] = frozenset()
    front: bool = False

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.person, float("inf") if self.front else self.waited, self.interests)


@dataclass(frozen=True, slots=True)
class Called:
    """A group that meets now, and what about."""

    topic: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Who meets, and who waits on."""

    groups: tuple[Called, ...]
    left: tuple[int, ...]


def call_in(
    line: Sequence[InLine],
    topics: Mapping[str, Set[str]],
    met: Mapping[Pair, int],
    blocked: Set[Pair],
    *,
    seed: int,
    patience: float = PATIENCE,
) -> Call:
    """Call in everybody who can meet now. `topics` gives the interests of each topic that can be talked about.

    Whoever waits longest chooses first. Those who would like to be surprised fill up a topic's group, and what is
    left of them meets on a topic that they share. Three are enough once nobody has come for `patience` seconds, or
    at once where that is 0. Raises ValueError where there is no topic.
    """
    if not topics:
        raise ValueError("there is nothing to talk about")
    left = {one.person: one for one in line}
    groups: list[Called] = []
    for size in (FULL, SMALL):
        for topic in _in_order(left.values(), topics):
            pool = _pool(left.values(), topic, size)
            if len(pool) < size or (size == SMALL and min(one.waited for one in pool) < patience):
                continue
            waiting = [one.waiting for one in pool]
            found = form_groups(waiting, met, blocked, threes=size == SMALL or patience == 0, seed=seed)
            for people in found.groups:
                about = topic or _shared([left[person] for person in people], topics, seed)
                groups.append(Called(about, people))
                for person in people:
                    del left[person]
    return Call(tuple(groups), tuple(left))


def next_call(line: Iterable[InLine], patience: float = PATIENCE) -> float | None:
    """In how many seconds three may become enough somewhere: 0 or more, None where too few wait."""
    waiting = list(line)
    pools = [_pool(waiting, topic, SMALL) for topic in {one.topic for one in waiting} | {None}]
    pauses = [patience - min(one.waited for one in pool) for pool in pools if len(pool) >= SMALL]
    return min((max(0.0, pause) for pause in pauses if pause > 0), default=None)


def _in_order(line: Iterable[InLine], topics: Mapping[str, Set[str]]) -> list[str | None]:
    """The topics that are waited for, by whoever waits longest; the surprises last."""
    order = sorted(line, key=lambda one: (not one.front, -one.waited, one.person))
    return [*dict.fromkeys(one.topic for one in order if one.topic in topics), None]


def _pool(line: Iterable[InLine], topic: str | None, size: int) -> list[InLine]:
    """Who would talk about this: those who asked for it, and no more of the others than it takes to seat them."""
    line = list(line)
    asked = [one for one in line if one.topic == topic]
    if topic is None or not asked:
        return asked
    open_to_all = sorted((one for one in line if one.topic is None), key=lambda one: (not one.front, -one.waited))
    missing = -len(asked) % size
    return asked + open_to_all[:missing]


def _shared(people: Sequence[InLine], topics: Mapping[str, Set[str]], seed: int) -> str:
    """The topic that most of these people's interests speak for; chance decides between equals."""
    liked = Counter(tag for one in people for tag in one.interests)
    marks = {topic: sum(liked[tag] for tag in tags) for topic, tags in topics.items()}
    best = sorted(topic for topic, mark in marks.items() if mark == max(marks.values()))
    return best[pick(len(best), seed, "topic", *sorted(one.person for one in people))]
