"""The weekly look at oneself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import checkins as domain
from bot.domain.checkins import Answers, CheckIn, Comparison
from bot.errors import NotStarted
from bot.storage import checkins, players
from bot.storage.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether to ask now. `next_at` is None where it may be now; `looks_back` adds the question about the start."""

    next_at: datetime | None
    looks_back: bool


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What was answered, what it is like beside one's own past, and from when on the next one may be."""

    answers: Answers
    comparison: Comparison
    next_at: datetime


class CheckIns:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def asking(self, player_id: int) -> Asking:
        """Whether it is time for another one. Raises NotStarted."""
        async with self._database.reading() as tx:
            past = await self._past(tx, player_id)
        return self._asking(past)

    async def keep(self, player_id: int, answers: Answers) -> CheckedIn | Asking:
        """Keep the answers, unless there are some of this week already. Raises NotStarted."""
        now = self._now()
        async with self._database.writing() as tx:
            past = await self._past(tx, player_id, lock=True)
            if self._wait(past):
                return self._asking(past)
            practised = bool(past) and await checkins.practised_since(tx, player_id, past[-1].at)
            await checkins.keep(tx, player_id, CheckIn(now, answers, domain.next_number(past), practised))
        comparison = domain.compare(past, answers, practised=practised)
        return CheckedIn(answers, comparison, now + domain.WEEK)

    async def series(self, player_id: int) -> tuple[CheckIn, ...]:
        """All of somebody's check-ins, the oldest first: `answers.inside` and `answers.outside` are 1..5."""
        async with self._database.reading() as tx:
            return await checkins.of_player(tx, player_id)

    def _asking(self, past: tuple[CheckIn, ...]) -> Asking:
        return Asking(self._wait(past), domain.looks_back(domain.next_number(past)))

    def _wait(self, past: tuple[CheckIn, ...]) -> datetime | None:
        """From when on there may be another one; None where it may be now."""
        then = domain.next_at(past)
        return then if then and then > self._now() else None

    async def _past(self, tx: Transaction, player_id: int, *, lock: bool = False) -> tuple[CheckIn, ...]:
        if await players.find(tx, player_id, lock=lock) is None:
            raise NotStarted
        return await checkins.of_player(tx, player_id)
