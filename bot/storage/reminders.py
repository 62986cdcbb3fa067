"""Who wants to be reminded, and when next."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, exists, or_, select, update

from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.tables import moves, runs
from bot.storage.tables_people import checkins, reminders, tries


class Stopped(StrEnum):
    """Why reminders were turned off by the bot."""

    REFUSED = "refused"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a player asked for. Hours are 0..23 by the clocks of `zone`, which is None until they name it.

    `due_at` is None while reminders are off. `unanswered` counts those sent since the player last did anything.
    """

    player: int
    days: frozenset[int] = frozenset(range(7))
    hour: int = 19
    quiet_from: int = 22
    quiet_to: int = 8
    zone: str | None = None
    due_at: datetime | None = None
    sent_at: datetime | None = None
    unanswered: int = 0
    stopped: Stopped | None = None


async def of_player(tx: Transaction, player: int) -> Reminder:
    """What the player asked for, or what everybody begins with: no reminders."""
    row = (await tx.execute(select(reminders).where(reminders.c.player_id == player))).one_or_none()
    return _reminder(row) if row else Reminder(player)


async def keep(tx: Transaction, one: Reminder) -> None:
    await upsert(tx, reminders, {"player_id": one.player}, _values(one))


async def due(tx: Transaction, now: datetime, limit: int) -> tuple[Reminder, ...]:
    """The reminders that are due, the longest due first."""
    query = (
        select(reminders)
        .where(reminders.c.due_at <= now)
        .order_by(reminders.c.due_at, reminders.c.player_id)
        .limit(limit)
    )
    return tuple(_reminder(row) for row in (await tx.execute(query)).all())


async def claim(tx: Transaction, one: Reminder, then: Reminder) -> bool:
    """Put `then` in the place of a due reminder. Of several that try, one gets it, and sends it."""
    same = (reminders.c.player_id == one.player) & (reminders.c.due_at == one.due_at)
    return (await tx.execute(update(reminders).where(same).values(_values(then)))).rowcount == 1


async def unsend(tx: Transaction, one: Reminder) -> None:
    """Forget that a reminder was sent, and keep when the next one is due; `one` is as it was before."""
    values = {"sent_at": one.sent_at, "unanswered": one.unanswered}
    await tx.execute(update(reminders).where(reminders.c.player_id == one.player).values(values))


async def stop(tx: Transaction, player: int, why: Stopped | None) -> None:
    values = {"due_at": None, "stopped": why.value if why else None}
    await tx.execute(update(reminders).where(reminders.c.player_id == player).values(values))


async def answered(tx: Transaction, player: int) -> None:
    """The player came because of a reminder, or anyhow."""
    await tx.execute(update(reminders).where(reminders.c.player_id == player).values(unanswered=0))


async def active_since(tx: Transaction, player: int, at: datetime) -> bool:
    """Whether the player has played, checked in, or taken or answered a challenge after that instant."""
    moved = select(moves.c.seq).join(runs, runs.c.id == moves.c.run_id)
    found = select(
        or_(
            exists(select(runs.c.id).where(runs.c.player_id == player, runs.c.started_at > at)),
            exists(moved.where(runs.c.player_id == player, moves.c.at > at)),
            exists(select(checkins.c.id).where(checkins.c.player_id == player, checkins.c.at > at)),
            exists(
                select(tries.c.id).where(
                    tries.c.player_id == player, or_(tries.c.taken_at > at, tries.c.answered_at > at)
                )
            ),
        )
    )
    return bool((await tx.execute(found)).scalar_one())


def started(one: Reminder) -> Reminder:
    """As if nothing had ever gone unanswered."""
    return replace(one, unanswered=0, stopped=None)


def _values(one: Reminder) -> dict[str, Any]:
    return {
        "days": sum(1 << day for day in one.days),
        "hour": one.hour,
        "quiet_from": one.quiet_from,
        "quiet_to": one.quiet_to,
        "zone": one.zone,
        "due_at": one.due_at,
        "sent_at": one.sent_at,
        "unanswered": one.unanswered,
        "stopped": one.stopped.value if one.stopped else None,
    }


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        player=row.player_id,
        days=frozenset(day for day in range(7) if row.days >> day & 1),
        hour=row.hour,
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        zone=row.zone,
        due_at=row.due_at,
        sent_at=row.sent_at,
        unanswered=row.unanswered,
        stopped=Stopped(row.stopped) if row.stopped else None,
    )
