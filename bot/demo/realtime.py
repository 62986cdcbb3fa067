"""A simcord world that runs in real time.

simcord's `Env` is made for tests: its clock stands still, and after each action it waits until the bot has
nothing left to do. People at a page need the opposite, and simcord has no public switch for it. So this
module overrides protected methods of `Env`, as they are in simcord 3.2.1. All use of what is not public is
here and in `window.py`.
"""

import asyncio
import contextvars
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from simcord._clock import Clock
from simcord._dpy_internals import real_monotonic
from simcord._settlement import _is_parked as is_parked  # pyright: ignore[reportPrivateUsage]
from simcord.backend import Backend

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
"""When the world was made: every id made before the clock is started is the same at each start."""

PATIENCE = 3.0
"""Seconds an action waits for the bot's answer before the page is drawn as it is: Discord's own limit."""

CLOSING = 10.0
"""Seconds the bot may take to close itself."""


class WallClock(Clock):
    """Stands still at `EPOCH` until it is started; from then on it is the time of day and never goes back."""

    def __init__(self) -> None:
        self._epoch = EPOCH
        self._floor = 0.0
        self._running = False

    @property
    def elapsed(self) -> float:
        """Seconds since `EPOCH`."""
        if self._running:
            self._floor = max(self._floor, time.time() - EPOCH.timestamp())
        return self._floor

    def start(self) -> None:
        self._running = True

    def advance(self, seconds: float) -> None:
        self._floor = self.elapsed + seconds


class RealTimeEnv(simcord.Env):
    """An `Env` in which timers fire by themselves and nobody waits for what goes on in the background."""

    def __init__(self, client: discord.Client) -> None:
        # Only what is granted without asking: the bot must do without the privileged intents.
        super().__init__(client, check_errors=False, approved_intents=discord.Intents.default())
        self.clock = WallClock()
        self.backend = Backend(clock=self.clock)
        self.turn = asyncio.Lock()
        """Held by whoever acts: simcord refuses an action while another one is going on."""
        self.on_mutation: list[Callable[[], None]] = []
        self._background: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        """Bring the bot online and make sure that its commands can be typed."""
        self.clock.start()
        await self.start()
        # A bot that remembers in its database what it has registered cannot know that this Discord is new.
        tree: discord.app_commands.CommandTree[Any] | None = getattr(self.bot, "tree", None)
        if tree is not None and not any(self.backend.commands.values()):
            with self._bot_scope():
                await tree.sync()

    async def close(self) -> None:
        """Close the bot the way it closes in production, then whatever it has left running."""
        try:
            with self._bot_scope():
                closing = asyncio.create_task(self.bot.close())
            await asyncio.wait_for(closing, CLOSING)
        finally:
            await self.shutdown()

    def errors_since(self, cursor: int) -> tuple[BaseException, ...]:
        """None: what the bot stumbles over is for its own log and does not undo what somebody did."""
        return ()

    def _mark_mutation(self) -> None:
        for mark in self.on_mutation:
            mark()

    def _schedule_timer(
        self, record: Any, callback: Any, args: tuple[Any, ...], schedule_context: contextvars.Context | None
    ) -> None:
        """Let each of the bot's timers fire at its real time, whatever it is that waits for it."""

        def fire() -> None:
            if record.handle is not None and not record.handle.cancelled():
                record.handle._run()

        assert self._runtime is not None
        at = real_monotonic() + max(record.when - self._virtual_time, 0.0)
        # An empty context, for the handle enters its own.
        record.real_handle = self._runtime.call_at(at, fire, context=contextvars.Context())

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109
        idle: float = 0.05,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        """Wait for what was set going just now, `PATIENCE` seconds at most, and never complain."""
        self._last_dispatch = dispatch
        self._forget_cancelled_timers()
        self._process_resource_deadlines()
        deadline = real_monotonic() + PATIENCE
        for _ in range(2):  # twice: a task that ends may start another in its last step
            await asyncio.sleep(0)
            while (fresh := self._fresh_tasks()) and (left := deadline - real_monotonic()) > 0:
                await asyncio.wait(fresh, timeout=min(idle, left))
        self._background = {task for task in self._work.tasks if not task.done()}

    def _fresh_tasks(self) -> list[asyncio.Task[Any]]:
        """The bot's tasks that may be the answer being waited for: young, and not asleep."""
        state, now = self._settlement_state(), real_monotonic()
        return [
            task
            for task, record in list(self._work.tasks.items())
            if not task.done()
            and task not in self._background
            and (record.owner is None or record.owner() not in self._background)
            and not is_parked(state, task, now)
        ]

    def _forget_cancelled_timers(self) -> None:
        live: list[Any] = []
        for record in self._work.callbacks:
            if record.handle is not None and not record.handle.cancelled():
                live.append(record)
            elif record.real_handle is not None:
                record.real_handle.cancel()
        self._work.callbacks[:] = live
