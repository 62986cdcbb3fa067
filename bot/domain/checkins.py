"""The two-sided look at oneself: from the inside, and through the eyes of others.

Every answer is 1 (hard) to 5 (easy). It is compared with one's own earlier answers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from statistics import mean

WEEK = timedelta(days=7)  # asking more often would measure the day rather than the person
LOOKING_BACK_EVERY = 4  # check-ins from one "how was it when you started?" to the next
EARLIER = 3  # check-ins that one is compared with
NOTICEABLE = 0.75  # on the mean of two answers of 1..5: one answer that is one step off is noise


@dataclass(frozen=True, slots=True)
class Answers:
    """`effort`, `energy`: from the inside; `attention`, `carrying`: through the looking-glass.

    `back_then`: how it was at the start, as it seems now; None where that was not asked.
    """

    effort: int
    energy: int
    attention: int
    carrying: int
    back_then: int | None = None

    @property
    def inside(self) -> float:
        """How meeting people is for oneself, 1..5."""
        return mean((self.effort, self.energy))

    @property
    def outside(self) -> float:
        """How others seem to take it, 1..5."""
        return mean((self.attention, self.carrying))


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Answers, and when they were given (UTC).

    `number` is which of the player's it is, from 1, also where earlier ones are not kept any more. `practised` tells
    whether they practised since the one before.
    """

    at: datetime
    answers: Answers
    number: int
    practised: bool


class Change(Enum):
    """Against one's own last check-ins."""

    FIRST = "nothing to compare with"
    EASIER = "easier"
    SAME = "about the same"
    HARDER = "harder"


class Remark(Enum):
    """The one thing worth saying beside the comparison; the words are the interface's."""

    NONE = "nothing"
    DIP = "confidence dipped while practice went on"
    HARDER = "harder than before"
    OTHERS_SEE_MORE = "others seem to take it better than it feels"
    SEES_FURTHER = "the start looks harder now than it did then"
    CAME_FAR = "easier than the start looks now"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed. `inside_before` and `outside_before` are means of 1..5, None at the first check-in."""

    inside: Change
    outside: Change
    inside_before: float | None
    outside_before: float | None
    remark: Remark


def next_at(past: Sequence[CheckIn]) -> datetime | None:
    """From when on there may be another one; None where it may be now. `past` is in order, the oldest first."""
    return past[-1].at + WEEK if past else None


def next_number(past: Sequence[CheckIn]) -> int:
    """Which one the next check-in is, from 1. `past` is in order, the oldest first."""
    return past[-1].number + 1 if past else 1


def looks_back(number: int) -> bool:
    """Whether check-in `number`, from 1, asks how it was at the start: every fourth does."""
    return number % LOOKING_BACK_EVERY == 0


def compare(past: Sequence[CheckIn], now: Answers, *, practised: bool) -> Comparison:
    """Set new answers against the last earlier ones (oldest first). `practised`: whether anything was since then."""
    recent = [one.answers for one in past[-EARLIER:]]
    inside_before = mean(one.inside for one in recent) if recent else None
    outside_before = mean(one.outside for one in recent) if recent else None
    inside, outside = _change(inside_before, now.inside), _change(outside_before, now.outside)
    remark = _remark(past, now, inside, practised=practised)
    return Comparison(inside, outside, inside_before, outside_before, remark)


def dipped(past: Sequence[CheckIn]) -> bool:
    """Whether it felt harder at the last check-in (`past` is oldest first) while practice went on."""
    if not past:
        return False
    last = past[-1]
    return compare(past[:-1], last.answers, practised=last.practised).remark is Remark.DIP


def _change(before: float | None, now: float) -> Change:
    if before is None:
        return Change.FIRST
    if abs(now - before) < NOTICEABLE:
        return Change.SAME
    return Change.EASIER if now > before else Change.HARDER


def _remark(past: Sequence[CheckIn], now: Answers, inside: Change, *, practised: bool) -> Remark:
    if inside is Change.HARDER:
        # Self-confidence may dip as skill grows (Hulsbergen 2023).
        return Remark.DIP if practised else Remark.HARDER
    if now.back_then is not None and past:
        # Learning shifts the yardstick: a level line may hide a long way, which only asking again shows. What was
        # said at the start is known only as long as the first check-in is kept.
        if past[0].number == 1 and past[0].answers.inside - now.back_then >= 1:
            return Remark.SEES_FURTHER
        if now.inside > now.back_then:
            return Remark.CAME_FAR
    return Remark.OTHERS_SEE_MORE if now.outside - now.inside >= 1 else Remark.NONE
