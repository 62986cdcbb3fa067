"""The one alarm of the process: it rings when something is due, and at least every half minute.

What is due is rows in the database; this holds nothing but the time to look there next. Any process may hold one: what
is due is done once, by whichever comes first.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.ui.boundary import Failure, outcome

LONGEST = timedelta(seconds=30)  # how often to look at least, for what other processes have set
RETRY = timedelta(seconds=5)  # after a failure, such as a database that is away
SOON = 0.1  # seconds; less is a rounding of the clock, and nothing would be due yet


Tick = Callable[[], Awaitable[float | None]]


class Clockwork:
    """Its hands go by themselves: what takes its time in one of them holds up none of the others.

    `hands` gives the ticks of each, done in their order. A tick does what is due, and says in how many seconds
    something is due again. `now` is in UTC.
    """

    def __init__(self, now: Callable[[], datetime], hands: Callable[[], Sequence[Sequence[Tick]]]) -> None:
        self._now, self._ticks = now, hands
        self._hands: list[_Hand] = []

    def start(self) -> None:
        """Look at once: much may have become due while the bot was away."""
        self._hands = [_Hand(self._now, ticks) for ticks in self._ticks()]
        self.set(0.0)

    def set(self, seconds: float) -> None:
        """Ring in so many seconds, unless it rings earlier already."""
        for hand in self._hands:
            hand.set(seconds)

    async def stop(self) -> None:
        """Ring no more, and let what is being done be done."""
        ringing = [task for hand in self._hands if (task := hand.stop())]
        if ringing:
            await asyncio.wait(ringing, timeout=RETRY.total_seconds())


class _Hand:
    def __init__(self, now: Callable[[], datetime], ticks: Sequence[Tick]) -> None:
        self._now, self._ticks = now, ticks
        self._alarm: asyncio.Handle | None = None
        self._rings_at: datetime | None = None
        self._ringing: asyncio.Task[None] | None = None
        self._stopped = False
        self._missed = False  # it rang while it was still being answered

    def set(self, seconds: float) -> None:
        when = self._now() + timedelta(seconds=seconds)
        if self._stopped or (self._rings_at and self._rings_at <= when):
            return
        if self._alarm:
            self._alarm.cancel()
        self._rings_at = when
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(seconds, self._ring) if seconds > 0 else loop.call_soon(self._ring)

    def stop(self) -> asyncio.Task[None] | None:
        """Ring no more; what is being done, where there is something."""
        self._stopped = True
        if self._alarm:
            self._alarm.cancel()
        return self._ringing

    def _ring(self) -> None:
        self._alarm = self._rings_at = None
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.get_running_loop().create_task(self._look())
        else:
            self._missed = True

    async def _look(self) -> None:
        """Do what is due. One tick that fails holds up none of the others, and is tried again a little later."""
        pauses = [await self._pause_after(tick) for tick in self._ticks]
        missed, self._missed = self._missed, False
        self.set(0.0 if missed else min(pauses, default=LONGEST.total_seconds()))

    async def _pause_after(self, tick: Tick) -> float:
        pause = await outcome(tick())
        if isinstance(pause, Failure):
            return RETRY.total_seconds()
        return LONGEST.total_seconds() if pause is None else min(pause, LONGEST.total_seconds())
