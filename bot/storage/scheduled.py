"""Scheduled mixers."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.domain.schedule import Outcome, Phase, Scheduled, Timetable, due_at
from bot.storage import servers
from bot.storage.database import Transaction
from bot.storage.tables_mixers import scheduled


async def plan(
    tx: Transaction,
    server: int,
    topic: str | None,
    starts_at: datetime,
    zone: str,
    at: datetime,
    *,
    weekly: bool,
    wall: time,
) -> int:
    """A scheduled mixer that has no event yet; its number. `wall` is its time on the wall clock."""
    values = {
        "server_id": server,
        "topic": topic,
        "starts_at": starts_at,
        "zone": zone,
        "weekly": weekly,
        "phase": Phase.PLANNED.value,
        "since": at,
        "looked": False,
        "untidy": False,
        "due_at": at,
        "wall": wall_text(wall),
    }
    number: int = (await tx.execute(insert(scheduled).values(values).returning(scheduled.c.id))).scalar_one()
    return number


async def load(tx: Transaction, number: int) -> Scheduled | None:
    """One of them. Who goes on to change it uses `lock`."""
    row = (await tx.execute(select(scheduled).where(scheduled.c.id == number))).one_or_none()
    return _scheduled(row) if row else None


async def lock(tx: Transaction, number: int) -> Scheduled | None:
    """One of them, and nobody else changes it until the transaction ends: its server is locked."""
    found = await load(tx, number)
    return await load(tx, number) if found and await servers.lock(tx, found.server) else None


async def lock_of_event(tx: Transaction, event: int) -> Scheduled | None:
    """The one with this event in Discord, locked as `lock` says."""
    query = select(scheduled.c.id).where(scheduled.c.event_id == event)
    number = (await tx.execute(query)).scalar_one_or_none()
    return None if number is None else await lock(tx, number)


async def upcoming(tx: Transaction, server: int | None = None) -> Sequence[Scheduled]:
    """Those of a server, or of all servers, that are not over; the soonest first."""
    where = [scheduled.c.phase != Phase.OVER.value]
    if server is not None:
        where.append(scheduled.c.server_id == server)
    query = select(scheduled).where(*where).order_by(scheduled.c.starts_at, scheduled.c.id)
    return [_scheduled(row) for row in (await tx.execute(query)).all()]


async def due(tx: Transaction, now: datetime, but: Collection[int], limit: int = 100) -> Sequence[Scheduled]:
    """Those to look at now in other servers than `but`, the most overdue first."""
    query = select(scheduled).where(scheduled.c.due_at <= now, scheduled.c.server_id.not_in(but))
    found = await tx.execute(query.order_by(scheduled.c.due_at).limit(limit))
    return [_scheduled(row) for row in found.all()]


async def next_due(tx: Transaction, but: Collection[int]) -> datetime | None:
    """When to look at one next in other servers than `but`."""
    query = select(func.min(scheduled.c.due_at)).where(scheduled.c.server_id.not_in(but))
    return (await tx.execute(query)).scalar_one_or_none()


async def untidy(tx: Transaction, but: Collection[int], limit: int = 100) -> Sequence[Scheduled]:
    """Those in other servers than `but` that are over while their event and their door do not show it."""
    query = select(scheduled).where(scheduled.c.untidy, scheduled.c.server_id.not_in(but))
    return [_scheduled(row) for row in (await tx.execute(query.order_by(scheduled.c.id).limit(limit))).all()]


async def keep(tx: Transaction, number: int, times: Timetable, **values: Any) -> None:
    """Change columns, and with them when to look at it next."""
    where = scheduled.c.id == number
    await tx.execute(update(scheduled).where(where).values(values))
    row = (await tx.execute(select(scheduled).where(where))).one_or_none()
    if row is not None:
        await tx.execute(update(scheduled).where(where).values(due_at=due_at(_scheduled(row), times)))


async def wait(tx: Transaction, number: int, until: datetime) -> None:
    """Look at it at this moment, and not before."""
    await tx.execute(update(scheduled).where(scheduled.c.id == number).values(due_at=until))


async def announce(tx: Transaction, server: int) -> None:
    """Whatever has no event in this server is to have one now."""
    where = (scheduled.c.server_id == server, scheduled.c.phase == Phase.PLANNED.value, scheduled.c.event_id.is_(None))
    await tx.execute(update(scheduled).where(*where).values(due_at=scheduled.c.since))


async def end_all(tx: Transaction, server: int, outcome: Outcome) -> None:
    """Nothing is scheduled in a server any more, and nothing there can be tidied."""
    where = (scheduled.c.server_id == server, scheduled.c.phase != Phase.OVER.value)
    values = {"phase": Phase.OVER.value, "outcome": outcome.value, "due_at": None, "untidy": False}
    await tx.execute(update(scheduled).where(*where).values(values))


async def tidied(tx: Transaction, number: int) -> None:
    """Its event and its door show that it is over."""
    await tx.execute(update(scheduled).where(scheduled.c.id == number).values(untidy=False))


def _scheduled(row: Row[Any]) -> Scheduled:
    return Scheduled(
        id=row.id,
        server=row.server_id,
        topic=row.topic,
        starts_at=row.starts_at,
        zone=row.zone,
        weekly=row.weekly,
        phase=Phase(row.phase),
        since=row.since,
        looked=row.looked,
        event=row.event_id,
        door=row.door_id,
        outcome=Outcome(row.outcome) if row.outcome else None,
        wall=time.fromisoformat(row.wall) if row.wall else None,
    )


def wall_text(wall: time) -> str:
    """A time on the wall clock as it is kept."""
    return f"{wall:%H:%M}"
