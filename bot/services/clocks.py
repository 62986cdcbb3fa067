"""The timers table seen as one clock: when to wake next, and what has run out."""

from collections.abc import Callable
from datetime import datetime

from bot.storage import marks, timers
from bot.storage.database import Database
from bot.storage.timers import Timer

_HEARTBEAT = "heartbeat"


class Clocks:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def run_out(self) -> tuple[Timer, ...]:
        """The timers that have run out and are not answered yet, the oldest first."""
        async with self._database.reading() as tx:
            return await timers.due(tx, self._now())

    async def seconds_to_next(self) -> float | None:
        """Seconds until the next timer runs out (0 or more), or None where no clock is running."""
        async with self._database.reading() as tx:
            due_at = await timers.next_due(tx)
        return None if due_at is None else max(0.0, (due_at - self._now()).total_seconds())

    async def beat(self) -> None:
        """Leave a sign of life."""
        async with self._database.writing() as tx:
            await marks.set_mark(tx, _HEARTBEAT, "alive", self._now())

    async def seconds_since_beat(self) -> float | None:
        """Seconds since the last sign of life, or None where there was none."""
        async with self._database.reading() as tx:
            mark = await marks.read(tx, _HEARTBEAT)
        return None if mark is None else (self._now() - mark[1]).total_seconds()
