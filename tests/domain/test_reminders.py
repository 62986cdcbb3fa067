"""When a reminder comes: by the clock on the wall, across every change of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.reminders import EVERY_DAY, Quiet, Rhythm, is_quiet, next_occurrence, out_of_quiet

NONE = Quiet(0, 0)
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # half an hour beside the others
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Africa/Casablanca",  # clocks change around Ramadan
    "Pacific/Apia",  # left out 30 December 2011
    "America/Santiago",  # clocks change at midnight
    "Antarctica/Troll",  # by two hours
)

zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.integers(1_262_304_000, 2_051_222_400).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # 2010 to 2035
days = st.frozensets(st.integers(0, 6), min_size=1)
quiets = st.sampled_from([NONE, Quiet(22, 8), Quiet(23, 7), Quiet(21, 9), Quiet(0, 6), Quiet(12, 14)])
rhythms = st.builds(Rhythm, days, st.integers(0, 23), quiets, zones)


def at(text: str, zone: str) -> datetime:
    """A wall time, `+` behind it for the second time that it comes."""
    moment = datetime.fromisoformat(text.rstrip("+")).replace(tzinfo=ZoneInfo(zone), fold=int(text.endswith("+")))
    return moment.astimezone(UTC)


@given(rhythms, moments)
def test_it_is_later_and_within_reach(rhythm: Rhythm, after: datetime) -> None:
    """There is always a next one, in UTC, strictly later, and no more than nine days ahead."""
    found = next_occurrence(rhythm, after)
    assert found is not None
    assert found.tzinfo is UTC
    assert after < found <= after + timedelta(days=9)


@given(days, st.integers(0, 23), zones, moments)
@settings(max_examples=200)
@example(EVERY_DAY, 2, ZoneInfo("Europe/Berlin"), datetime(2026, 3, 28, 12, tzinfo=UTC))
@example(EVERY_DAY, 2, ZoneInfo("Europe/Berlin"), datetime(2026, 10, 24, 12, tzinfo=UTC))
@example(EVERY_DAY, 0, ZoneInfo("America/Santiago"), datetime(2026, 9, 5, 12, tzinfo=UTC))
@example(EVERY_DAY, 19, ZoneInfo("Pacific/Apia"), datetime(2011, 12, 29, 12, tzinfo=UTC))
def test_it_is_the_first_time_that_the_clock_on_the_wall_says_so(
    days: frozenset[int], hour: int, zone: ZoneInfo, after: datetime
) -> None:
    """Looking at the wall every quarter of an hour finds no earlier one, but for hours that never come."""
    found = next_occurrence(Rhythm(days, hour, NONE, zone), after)
    assert found is not None
    quarter = after.replace(minute=after.minute // 15 * 15, second=0, microsecond=0)
    while quarter < found:
        wall = quarter.astimezone(zone)
        due = (wall.hour, wall.minute, wall.fold) == (hour, 0, 0) and wall.weekday() in days
        assert not (due and quarter > after), f"{wall} was missed for {found.astimezone(zone)}"
        quarter += timedelta(minutes=15)


@given(days, st.integers(0, 23), zones, moments)
def test_the_wall_says_the_hour_unless_that_hour_was_left_out(
    days: frozenset[int], hour: int, zone: ZoneInfo, after: datetime
) -> None:
    """Summer or winter, 19:00 is 19:00; only an hour that the clocks jump over comes later, by the jump."""
    found = next_occurrence(Rhythm(days, hour, NONE, zone), after)
    assert found is not None
    wall = found.astimezone(zone)
    if (wall.hour, wall.minute) != (hour, 0) or wall.weekday() not in days:
        day_before = (found - timedelta(days=2)).astimezone(zone).utcoffset()
        day_after = (found + timedelta(days=2)).astimezone(zone).utcoffset()
        assert day_before is not None
        assert day_after is not None
        assert day_after > day_before, "the clocks did not jump ahead there"


@given(rhythms, moments)
def test_it_never_comes_in_quiet_hours(rhythm: Rhythm, after: datetime) -> None:
    """Whatever hour was picked, quiet hours are quiet."""
    found = next_occurrence(rhythm, after)
    assert found is not None
    assert not is_quiet(found, rhythm.quiet, rhythm.zone)


@given(rhythms, moments)
def test_in_a_week_there_is_one_for_each_day(rhythm: Rhythm, after: datetime) -> None:
    """Following one from the other, a week of seven days has as many as days were picked, give or take the clocks."""
    found, end, number = after, after + timedelta(days=7), 0
    while (then := next_occurrence(rhythm, found)) is not None and then <= end:
        assert then > found
        found, number = then, number + 1
    assert abs(number - len(rhythm.days)) <= 1


@given(moments, quiets, zones)
def test_quiet_hours_end_within_a_day(moment: datetime, quiet: Quiet, zone: ZoneInfo) -> None:
    """What falls into quiet hours waits for their end and no longer; what does not stays where it is."""
    found = out_of_quiet(moment, quiet, zone)
    assert not is_quiet(found, quiet, zone)
    if is_quiet(moment, quiet, zone):
        assert moment < found <= moment + timedelta(hours=37)
    else:
        assert found == moment


def test_without_days_there_is_none() -> None:
    """Nobody is reminded on no day."""
    assert next_occurrence(Rhythm(frozenset(), 19, NONE, UTC), datetime(2026, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("zone", "hour", "quiet", "after", "expected"),
    [
        pytest.param("Europe/Berlin", 19, NONE, "2026-03-28T20:00", "2026-03-29T19:00", id="into summer"),
        pytest.param("Europe/Berlin", 19, NONE, "2026-10-24T20:00", "2026-10-25T19:00", id="into winter"),
        pytest.param("Europe/Berlin", 2, NONE, "2026-03-28T20:00", "2026-03-29T03:00", id="an hour left out"),
        pytest.param("Europe/Berlin", 2, NONE, "2026-10-24T20:00", "2026-10-25T02:00", id="an hour twice: the first"),
        pytest.param("Europe/Berlin", 2, NONE, "2026-10-25T02:00", "2026-10-26T02:00", id="and not the second"),
        pytest.param("Australia/Lord_Howe", 2, NONE, "2026-10-03T20:00", "2026-10-04T02:30", id="half an hour"),
        pytest.param("Europe/Berlin", 7, Quiet(22, 8), "2026-05-01T12:00", "2026-05-02T08:00", id="after the quiet"),
        pytest.param("Europe/Berlin", 23, Quiet(22, 8), "2026-05-01T12:00", "2026-05-02T08:00", id="past midnight"),
    ],
)
def test_examples(zone: str, hour: int, quiet: Quiet, after: str, expected: str) -> None:
    """Days on which the clocks change, as a calendar tells them."""
    assert next_occurrence(Rhythm(EVERY_DAY, hour, quiet, ZoneInfo(zone)), at(after, zone)) == at(expected, zone)
