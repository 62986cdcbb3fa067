"""A mixer at an hour that was set beforehand. Pure: what is due follows from where it stands and what time it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

ENOUGH = 3  # people who said yes, below which nobody is made to come in vain
AHEAD = timedelta(days=180)  # how far ahead one may plan
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


class Phase(StrEnum):
    """Where a scheduled mixer stands. The value is kept in the database."""

    PLANNED = "planned"
    DOORS = "doors"  # people say that they are there
    BEGUN = "begun"  # groups were formed; who comes late finds a free seat, or waits
    OVER = "over"


class Outcome(StrEnum):
    """How it ended."""

    HELD = "held"
    FEW = "few"  # called off in good time: fewer than ENOUGH said yes
    CALLED_OFF = "called-off"
    MISSED = "missed"  # the bot was away
    CLOSED = "closed"  # the lobby is closed, or the bot may not do what it needs to


@dataclass(frozen=True, slots=True)
class Timetable:
    """Seconds: how long before the hour one looks whether enough said yes and opens the doors, and what comes after.

    `settle` is what the doors stay open at least, `late` how late after the hour nobody is called in any more. A mixer
    ends `length` after its hour.
    """

    look: float = 3600
    doors: float = 480
    settle: float = 120
    late: float = 900
    length: float = 1800


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A scheduled mixer. `topic` is None for a surprise; `since` is when its phase began.

    `event` is its event in Discord once there is one, `door` the message by which people say that they are there.
    `wall` is its time on the wall clock, where that is known: on a day that leaves it out, it starts later.
    """

    id: int
    server: int
    topic: str | None
    starts_at: datetime
    zone: str
    weekly: bool
    phase: Phase
    since: datetime
    looked: bool = False
    event: int | None = None
    door: int | None = None
    outcome: Outcome | None = None
    wall: time | None = None


class Due(StrEnum):
    """What is to be done."""

    ANNOUNCE = "announce"  # make its event
    LOOK = "look"  # did enough say yes?
    OPEN = "open"  # open the doors
    BEGIN = "begin"  # form groups
    FINISH = "finish"
    MISSED = "missed"


def due(one: Scheduled, times: Timetable, now: datetime) -> Due | None:
    """The next thing to do, or None where nothing is due yet. Do it, and ask again."""
    at = due_at(one, times)
    if at is None or now < at:
        return None
    if one.phase is not Phase.PLANNED:
        return Due.BEGIN if one.phase is Phase.DOORS else Due.FINISH
    if now >= one.starts_at + timedelta(seconds=times.late):
        return Due.MISSED
    if one.event is None:
        return Due.ANNOUNCE
    return Due.OPEN if now >= _doors(one, times) else Due.LOOK


def due_at(one: Scheduled, times: Timetable) -> datetime | None:
    """When to look at a scheduled mixer next; None once it is over."""
    match one.phase:
        case Phase.PLANNED if one.event is None:
            return one.since
        case Phase.PLANNED if not one.looked:
            return one.starts_at - timedelta(seconds=times.look)
        case Phase.PLANNED:
            return _doors(one, times)
        case Phase.DOORS:
            return max(one.starts_at, one.since + timedelta(seconds=times.settle))
        case Phase.BEGUN:
            return max(one.starts_at + timedelta(seconds=times.length), one.since)
        case Phase.OVER:
            return None


def needs_look(starts_at: datetime, times: Timetable, now: datetime) -> bool:
    """Whether there is time for people to say yes at all: what is set at short notice is not called off for that."""
    return now < starts_at - 2 * timedelta(seconds=times.look)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """A time on a wall clock, in UTC. One that a clock change leaves out comes as much later as the clock jumps."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def next_week(starts_at: datetime, zone: tzinfo, now: datetime, wall: time | None = None) -> datetime:
    """The same time on the wall clock one week later, or the first such time that is still to come.

    `wall` is that time, where it is known; without it, what the clock shows at `starts_at`.
    """
    local = starts_at.astimezone(zone)
    at, weeks = wall or local.time(), 1
    while (found := instant(local.date() + timedelta(weeks=weeks), at, zone)) <= now:
        weeks += 1
    return found


def read_time(typed: str) -> time | None:
    """`19:30`, `19.30`, `7pm` or `7:30 pm`; None for anything else."""
    found = _TIME.fullmatch(typed.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "pm")
    elif found[2] is None and len(found[1]) < 2:
        return None  # a lone digit may be either half of the day
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(typed: str, today: date, names: Sequence[str]) -> date | None:
    """`2026-12-03`, or one of `names`: today, tomorrow, then the seven weekdays from Monday on. None for anything else.

    A weekday is the next one of that name, and never today.
    """
    plain = typed.strip().casefold()
    known = [name.casefold() for name in names]
    if plain in known:
        at = known.index(plain)
        return today + timedelta(days=at if at < 2 else (at - 2 - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return None


def _doors(one: Scheduled, times: Timetable) -> datetime:
    return one.starts_at - timedelta(seconds=times.doors)
