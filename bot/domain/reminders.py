"""When somebody wants to be reminded: by the clock on their own wall, across every change of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

EVERY_DAY = frozenset(range(7))
_AHEAD = 10  # days to look ahead: a week, one for quiet hours past midnight, and one that a zone may leave out


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours (0..23) from `start` up to `end`, also past midnight; none where the two are equal."""

    start: int
    end: int

    def covers(self, hour: int) -> bool:
        """Whether an hour of the day is a quiet one."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On `days` (0 is Monday) at `hour` (0..23), by the wall clocks of `zone`, and never in quiet hours."""

    days: frozenset[int]
    hour: int
    quiet: Quiet
    zone: tzinfo


def next_occurrence(rhythm: Rhythm, after: datetime) -> datetime | None:
    """The first reminder later than `after`, in UTC; None where there are no days.

    An hour that falls into quiet ones moves to their end. An hour that a clock change leaves out comes as much later
    as the clock jumps; one that comes twice counts the first time.
    """
    today = after.astimezone(rhythm.zone).date()
    for ahead in range(-1, _AHEAD):
        day = today + timedelta(days=ahead)
        if day.weekday() in rhythm.days:
            found = out_of_quiet(_at(day, rhythm.hour, rhythm.zone), rhythm.quiet, rhythm.zone)
            if found > after:
                return found
    return None


def is_quiet(instant: datetime, quiet: Quiet, zone: tzinfo) -> bool:
    """Whether it is a quiet hour there at that moment."""
    return quiet.covers(instant.astimezone(zone).hour)


def out_of_quiet(instant: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    """The same instant in UTC, or the end of the quiet hours that it falls into."""
    if not is_quiet(instant, quiet, zone):
        return instant.astimezone(UTC)
    day = instant.astimezone(zone).date()
    end = _at(day, quiet.end, zone)
    return end if end > instant else _at(day + timedelta(days=1), quiet.end, zone)


def _at(day: date, hour: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
