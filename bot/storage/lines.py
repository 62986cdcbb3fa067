"""Who waits in the lobby of a server: for whoever comes, or for a scheduled mixer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from bot.domain.matching import SMALL
from bot.domain.schedule import Phase
from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.servers import close, lock, touch
from bot.storage.tables_mixers import queue, scheduled


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to somebody's click, for as long as it can be changed."""

    message: int
    token: str = field(repr=False)  # a secret


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody in a lobby. `topic` is None for a surprise; `scheduled` is the scheduled mixer that they came for."""

    server: int
    person: int
    topic: str | None
    since: datetime
    front: bool = False
    answer: Answer | None = None
    scheduled: int | None = None


async def shut(tx: Transaction, server: int) -> tuple[Waits, ...]:
    """A lobby is closed until a host sets it up again: nobody waits there any more. Who did."""
    await close(tx, server)
    everybody = select(queue).where(queue.c.server_id == server).order_by(queue.c.since, queue.c.player_id)
    waits = tuple(map(_waits, (await tx.execute(everybody)).all()))
    await tx.execute(delete(queue).where(queue.c.server_id == server))
    return waits


async def wait(tx: Transaction, waits: Waits) -> None:
    """Stand in line, or move over to another one: nobody stands in two lines of a server."""
    key = {"server_id": waits.server, "player_id": waits.person}
    values = {
        "topic": waits.topic,
        "since": waits.since,
        "front": waits.front,
        "scheduled_id": waits.scheduled,
    }
    await upsert(tx, queue, key, values | answer_columns(waits.answer))
    await touch(tx, waits.server)


async def reach(tx: Transaction, server: int, person: int, answer: Answer) -> None:
    """By which answer somebody in line is told what comes."""
    where = (queue.c.server_id == server, queue.c.player_id == person)
    await tx.execute(update(queue).where(*where).values(answer_columns(answer)))


async def leave(tx: Transaction, server: int, person: int) -> Waits | None:
    """Leave a server's line; who did, or None for somebody who was not in it."""
    found = await in_line(tx, server, person)
    if found:
        await tx.execute(delete(queue).where(queue.c.server_id == server, queue.c.player_id == person))
        await touch(tx, server)
    return found


async def leave_each(tx: Transaction, waits: Iterable[Waits]) -> list[Waits]:
    """Have these people leave the lines in which they were seen; those who were still there, as they were."""
    left: list[Waits] = []
    for one in sorted(waits, key=lambda one: one.server):
        await lock(tx, one.server)
        now = await in_line(tx, one.server, one.person)
        if now and now.since == one.since and now.scheduled == one.scheduled:
            await leave(tx, one.server, one.person)
            left.append(now)
    return left


async def in_line(tx: Transaction, server: int, person: int) -> Waits | None:
    query = select(queue).where(queue.c.server_id == server, queue.c.player_id == person)
    row = (await tx.execute(query)).one_or_none()
    return _waits(row) if row else None


async def line(tx: Transaction, server: int, there_for: int | None = None) -> tuple[Waits, ...]:
    """Everybody who waits for whoever comes, or is there for a scheduled mixer; the longest first."""
    query = select(queue).where(queue.c.server_id == server, queue.c.scheduled_id.is_not_distinct_from(there_for))
    return tuple(map(_waits, (await tx.execute(query.order_by(queue.c.since, queue.c.player_id))).all()))


async def in_vain(tx: Transaction) -> tuple[Waits, ...]:
    """Those who are there for a scheduled mixer that is over, or gone."""
    open_ones = select(scheduled.c.id).where(scheduled.c.phase != Phase.OVER.value)
    query = select(queue).where(queue.c.scheduled_id.is_not(None), queue.c.scheduled_id.not_in(open_ones))
    return tuple(map(_waits, (await tx.execute(query)).all()))


async def waiting_since(tx: Transaction, before: datetime) -> tuple[Waits, ...]:
    """Everybody who has waited since this moment or longer."""
    query = select(queue).where(queue.c.since <= before).order_by(queue.c.since)
    return tuple(map(_waits, (await tx.execute(query)).all()))


async def longest_wait(tx: Transaction) -> datetime | None:
    return (await tx.execute(select(func.min(queue.c.since)))).scalar_one_or_none()


async def occupied(tx: Transaction) -> Sequence[int]:
    """The servers in which as many wait for whoever comes as make a group at the least."""
    query = select(queue.c.server_id).where(queue.c.scheduled_id.is_(None)).group_by(queue.c.server_id)
    return (await tx.execute(query.having(func.count() >= SMALL))).scalars().all()


def answer_columns(answer: Answer | None) -> dict[str, int | str | None]:
    return {"answer_id": answer.message if answer else None, "token": answer.token if answer else None}


def answer_of(row: Any) -> Answer | None:
    return Answer(row.answer_id, row.token) if row.answer_id and row.token else None


def _waits(row: Row[Any]) -> Waits:
    return Waits(
        row.server_id, row.player_id, row.topic, row.since, row.front, answer_of(row), scheduled=row.scheduled_id
    )
