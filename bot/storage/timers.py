"""Timed choices that wait for an answer: one row for each run whose clock is running."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.tables import runs, timers

_DROPPED = -1  # in place of the move's number


@dataclass(frozen=True, slots=True)
class Timer:
    """Silence answers move `seq` of `run` at `due_at`."""

    run: int
    seq: int
    due_at: datetime
    token: str | None = field(repr=False)  # a secret

    @property
    def dropped(self) -> bool:
        """Whether the player wants no clocks any more: nothing is answered, and the card is to be drawn without it."""
        return self.seq == _DROPPED


async def start(tx: Transaction, timer: Timer) -> None:
    """Start a run's clock, in place of any that it had."""
    values = {"seq": timer.seq, "due_at": timer.due_at, "token": timer.token}
    await upsert(tx, timers, {"run_id": timer.run}, values)


async def stop(tx: Transaction, run: int) -> None:
    await tx.execute(delete(timers).where(timers.c.run_id == run))


async def drop_all(tx: Transaction, player: int, at: datetime) -> None:
    """Drop every clock of a player. They have run out then, and are gone as soon as their cards are drawn again."""
    theirs = select(runs.c.id).where(runs.c.player_id == player, runs.c.ended_at.is_(None))
    await tx.execute(update(timers).where(timers.c.run_id.in_(theirs)).values(seq=_DROPPED, due_at=at))


async def move(tx: Transaction, run: int, token: str | None) -> None:
    """A run's clock runs on, but its card is somewhere else now."""
    await tx.execute(update(timers).where(timers.c.run_id == run).values(token=token))


async def of_run(tx: Transaction, run: int) -> Timer | None:
    row = (await tx.execute(select(timers).where(timers.c.run_id == run))).one_or_none()
    return Timer(row.run_id, row.seq, row.due_at, row.token) if row else None


async def due(tx: Transaction, now: datetime, limit: int = 100) -> tuple[Timer, ...]:
    """The timers that have run out, the oldest first."""
    query = select(timers).where(timers.c.due_at <= now).order_by(timers.c.due_at).limit(limit)
    return tuple(Timer(row.run_id, row.seq, row.due_at, row.token) for row in (await tx.execute(query)).all())


async def next_due(tx: Transaction) -> datetime | None:
    """When the next timer runs out, or None where no clock is running."""
    return (await tx.execute(select(timers.c.due_at).order_by(timers.c.due_at).limit(1))).scalar_one_or_none()
