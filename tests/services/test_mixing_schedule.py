"""Mixers at an hour, as they are kept."""

from datetime import UTC, datetime

from bot.services.mixing.schedule import Wish
from tests.services.desk import Desk

SERVER = 70


async def test_a_series_keeps_its_time_on_the_wall_clock(desk: Desk) -> None:
    """A series at an hour that the clock leaves out on one day is at that hour again a week later."""
    await desk.mixing.lobby.set_up(SERVER, 71, 72, voice=False)
    schedule = desk.mixing.schedule
    first = await schedule.plan(SERVER, 1, Wish("2026-03-29", "02:30", "Europe/Berlin", None, weekly=True))
    assert first.scheduled.starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 there, since 02:30 is not
    await schedule.call_off(SERVER, first.scheduled.id, series=False)
    (following,) = await schedule.upcoming(SERVER)
    assert following.scheduled.starts_at == datetime(2026, 4, 5, 0, 30, tzinfo=UTC)
    await schedule.announced(following.scheduled.id, 900)
    await schedule.moved(900, datetime(2026, 4, 5, 17, 0, tzinfo=UTC))
    await schedule.call_off(SERVER, following.scheduled.id, series=False)
    (later,) = await schedule.upcoming(SERVER)
    assert later.scheduled.starts_at == datetime(2026, 4, 12, 17, 0, tzinfo=UTC)
