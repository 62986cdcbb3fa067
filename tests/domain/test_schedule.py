"""Scheduled mixers: what is due when, and how a day and a time are read."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import (
    Due,
    Phase,
    Scheduled,
    Timetable,
    due,
    due_at,
    instant,
    needs_look,
    next_week,
    read_day,
    read_time,
)

TIMES = Timetable()
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
HOUR = NOW + timedelta(days=1)
NAMES = ("Today", "Tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLANNED = Scheduled(1, 2, "films", HOUR, "UTC", False, Phase.PLANNED, NOW, event=3)


@pytest.mark.parametrize(
    ("one", "before", "expected"),
    [
        (replace(PLANNED, event=None), timedelta(days=1), Due.ANNOUNCE),
        (PLANNED, timedelta(minutes=61), None),
        (PLANNED, timedelta(minutes=60), Due.LOOK),
        (replace(PLANNED, looked=True), timedelta(minutes=9), None),
        (replace(PLANNED, looked=True), timedelta(minutes=8), Due.OPEN),
        (PLANNED, timedelta(minutes=-14), Due.OPEN),
        (PLANNED, timedelta(minutes=-15), Due.MISSED),
        (replace(PLANNED, phase=Phase.DOORS, since=HOUR - timedelta(minutes=8)), timedelta(seconds=1), None),
        (replace(PLANNED, phase=Phase.DOORS, since=HOUR - timedelta(minutes=8)), timedelta(0), Due.BEGIN),
        (replace(PLANNED, phase=Phase.DOORS, since=HOUR + timedelta(minutes=5)), timedelta(minutes=-6), None),
        (replace(PLANNED, phase=Phase.DOORS, since=HOUR + timedelta(minutes=5)), timedelta(minutes=-7), Due.BEGIN),
        (replace(PLANNED, phase=Phase.BEGUN, since=HOUR), timedelta(minutes=-29), None),
        (replace(PLANNED, phase=Phase.BEGUN, since=HOUR), timedelta(minutes=-30), Due.FINISH),
        (replace(PLANNED, phase=Phase.OVER, since=HOUR), timedelta(days=-9), None),
    ],
)
def test_what_is_due(one: Scheduled, before: timedelta, expected: Due | None) -> None:
    """Each phase has its hour: announced at once, looked at an hour before, doors, groups at the hour, an end."""
    assert due(one, TIMES, HOUR - before) is expected


@given(st.sampled_from(Phase), st.booleans(), st.booleans(), st.integers(-9000, 9000), st.integers(-9000, 9000))
def test_nothing_is_due_before_its_time(phase: Phase, looked: bool, told: bool, since: int, at: int) -> None:
    """Something is due exactly from the moment on for which the alarm is set, and never in vain."""
    one = Scheduled(
        1, 2, None, HOUR, "UTC", True, phase, HOUR + timedelta(seconds=since), looked, event=3 if told else None
    )
    now, alarm = HOUR + timedelta(seconds=at), due_at(one, TIMES)
    assert (due(one, TIMES, now) is not None) == (alarm is not None and now >= alarm)


def test_short_notice_is_not_looked_at() -> None:
    """What is set for the same evening has no time for people to say yes, and is not called off for that."""
    assert needs_look(NOW + timedelta(hours=3), TIMES, NOW)
    assert not needs_look(NOW + timedelta(hours=1), TIMES, NOW)


def test_a_week_later_is_the_same_time_on_the_wall() -> None:
    """Across the end of summer time half past seven stays half past seven; weeks that have passed are left out."""
    berlin = ZoneInfo("Europe/Berlin")
    first = instant(date(2026, 10, 22), time(19, 30), berlin)
    assert next_week(first, berlin, first).astimezone(berlin).strftime("%d %H:%M") == "29 19:30"
    assert next_week(first, berlin, first + timedelta(days=20)).astimezone(berlin).date() == date(2026, 11, 12)


def test_a_time_that_the_clock_leaves_out_comes_later() -> None:
    """Half past two in the night when the clocks go forward is half past three."""
    berlin = ZoneInfo("Europe/Berlin")
    assert f"{instant(date(2027, 3, 28), time(2, 30), berlin).astimezone(berlin):%H:%M}" == "03:30"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("19:30", time(19, 30)),
        (" 7:05 ", time(7, 5)),
        ("19.30", time(19, 30)),
        ("19", time(19)),
        ("7pm", time(19)),
        ("7:30 PM", time(19, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("7", None),
        ("24:00", None),
        ("13pm", None),
        ("19:75", None),
        ("noon", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, expected: time | None) -> None:
    """The usual ways to write a time are read; a lone 7 may be either half of the day, and is asked for again."""
    assert read_time(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-03", date(2026, 12, 3)),
        ("today", date(2026, 11, 25)),
        ("Tomorrow", date(2026, 11, 26)),
        ("thursday", date(2026, 11, 26)),
        ("Wednesday", date(2026, 12, 2)),
        ("tuesday", date(2026, 12, 1)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, expected: date | None) -> None:
    """A date, a word or a weekday, which is the next one of that name and never today."""
    assert read_day(typed, NOW.date(), NAMES) == expected


@given(st.text(max_size=20))
def test_no_text_is_too_odd_to_be_read(typed: str) -> None:
    """Whatever is typed is a day or a time, or is not; it never is an error."""
    at, day = read_time(typed), read_day(typed, NOW.date(), NAMES)
    assert at is None or at <= time.max
    assert day is None or day >= date.min
