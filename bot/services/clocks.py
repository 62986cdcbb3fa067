"""The timers table seen as one clock: when to wake next, and what has run out."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.mixer import Outage
from bot.storage import marks, timers
from bot.storage.database import Database, Transaction
from bot.storage.timers import Timer

_HEARTBEAT, _AWAY = "heartbeat", "away"
SILENCE = timedelta(seconds=90)  # without a sign of life; a healthy process leaves one each half minute
TOGETHER = timedelta(minutes=10)


class Clocks:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._alive = False  # whether this process has left a sign of life

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
        """Leave a sign of life. If the last one was another process's, or is long ago, nobody was heard in between."""
        now = self._now()
        async with self._database.writing() as tx:
            last = await marks.read(tx, _HEARTBEAT)
            if last and (not self._alive or now - last[1] > SILENCE):
                await self._away(tx, last[1], now)
            await marks.set_mark(tx, _HEARTBEAT, "alive", now)
        self._alive = True

    async def _away(self, tx: Transaction, since: datetime, until: datetime) -> None:
        """Keep an outage; several that follow each other closely are one."""
        before = await outage(tx)
        if before and since - before.until < TOGETHER:
            since = min(since, before.since)
        await marks.set_mark(tx, _AWAY, since.isoformat(), until)

    async def seconds_since_beat(self) -> float | None:
        """Seconds since the last sign of life, or None where there was none."""
        async with self._database.reading() as tx:
            mark = await marks.read(tx, _HEARTBEAT)
        return None if mark is None else (self._now() - mark[1]).total_seconds()


async def outage(tx: Transaction) -> Outage | None:
    """When the bot was away last, as far as is known."""
    mark = await marks.read(tx, _AWAY)
    return Outage(datetime.fromisoformat(mark[0]), mark[1]) if mark else None
