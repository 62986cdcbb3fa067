"""The one alarm of the process: it rings when the next timed choice runs out, and at least every half minute.

The timers are rows in the database; this holds nothing but the time to look there next. Any process may hold one: a
timer is answered once, by whichever comes first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.logs import log
from bot.services.clocks import Clocks
from bot.storage.timers import Timer
from bot.ui.boundary import Failure, outcome

BEAT = timedelta(seconds=30)  # how often to leave a sign of life, and to look for what other processes have set
RETRY = timedelta(seconds=5)  # after a failure, such as a database that is away

_log = log(__name__)


class Clockwork:
    """`answer` lets silence answer one timer, and draws its card. `now` gives the time in UTC."""

    def __init__(self, clocks: Clocks, now: Callable[[], datetime], answer: Callable[[Timer], Awaitable[None]]) -> None:
        self._clocks, self._now, self._answer = clocks, now, answer
        self._alarm: asyncio.TimerHandle | None = None
        self._rings_at: datetime | None = None
        self._ringing: asyncio.Task[None] | None = None
        self._stopped = False

    def start(self) -> None:
        """Look at once: timers may have run out while the bot was away."""
        self.set(0.0)

    def set(self, seconds: float) -> None:
        """Ring in so many seconds, unless it rings earlier already."""
        when = self._now() + timedelta(seconds=seconds)
        if self._stopped or (self._rings_at and self._rings_at <= when):
            return
        if self._alarm:
            self._alarm.cancel()
        self._rings_at = when
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._ring)

    async def stop(self) -> None:
        """Ring no more, and let what is being answered be answered."""
        self._stopped = True
        if self._alarm:
            self._alarm.cancel()
        if self._ringing:
            await asyncio.wait({self._ringing}, timeout=RETRY.total_seconds())

    def _ring(self) -> None:
        self._alarm = self._rings_at = None
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        pause = await outcome(self._answer_all())
        self.set(RETRY.total_seconds() if isinstance(pause, Failure) else pause)

    async def _answer_all(self) -> float:
        """Answer what has run out, and return the seconds until something is to be done again."""
        await self._clocks.beat()
        while due := await self._clocks.run_out():
            for timer in due:
                await self._answer(timer)
        next_due = await self._clocks.seconds_to_next()
        beat = BEAT.total_seconds()
        return beat if next_due is None else min(next_due, beat)
