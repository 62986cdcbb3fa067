"""Mixers and their members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update

from bot.domain.mixer import Member, Mixer, Stage
from bot.storage import servers
from bot.storage.database import Transaction
from bot.storage.lines import Answer, answer_of
from bot.storage.tables_mixers import members, mixers


class Reason(StrEnum):
    """Why a mixer ended before its time."""

    SHRUNK = "shrunk"
    HOST = "host"
    THREAD = "thread"  # its thread was deleted
    PERMISSION = "permission"
    REFUSED = "refused"  # Discord would not open its room, for another reason
    SERVER = "server"  # the bot was removed


@dataclass(frozen=True, slots=True)
class StoredMixer:
    """A mixer as it is kept, with where it happens. `answers` reach those of its people who still wait to get in."""

    id: int
    server: int
    topic: str
    seed: int
    voice: bool
    thread: int | None
    voice_room: int | None
    reason: Reason | None
    due_at: datetime | None
    state: Mixer
    answers: dict[int, Answer]

    @property
    def over(self) -> bool:
        return self.state.stage is Stage.OVER


async def open_mixer(
    tx: Transaction,
    server: int,
    topic: str,
    people: Sequence[int],
    at: datetime,
    *,
    seed: int,
    voice: bool,
    scheduled: int | None = None,
) -> int:
    """A mixer that waits for its room; its number. `scheduled` is the scheduled mixer that it comes of."""
    values = {
        "server_id": server,
        "topic": topic,
        "seed": seed,
        "voice": voice,
        "stage": Stage.OPENING.value,
        "round": 0,
        "since": at,
        "opened_at": at,
        "nudged": False,
        "weighed": 0,
        "due_at": at,
        "scheduled_id": scheduled,
    }
    mixer: int = (await tx.execute(insert(mixers).values(values).returning(mixers.c.id))).scalar_one()
    for seat, person in enumerate(people):
        await seat_member(tx, mixer, person, seat)
    return mixer


async def seat_member(tx: Transaction, mixer: int, person: int, seat: int, at: datetime | None = None) -> None:
    """Seat somebody; `at` is set for who comes late, and is not to be missed before the others."""
    row = {"mixer_id": mixer, "player_id": person, "seat": seat, "heard_at": at}
    fresh = {"said": 0, "spoke": 0.0, "here": True, "hinted": False}
    await tx.execute(insert(members).values({**row, **fresh}))


async def load(tx: Transaction, mixer: int) -> StoredMixer | None:
    """A mixer with its members. Who goes on to change it uses `lock`."""
    found = await _stored(tx, select(mixers).where(mixers.c.id == mixer))
    return found[0] if found else None


async def lock(tx: Transaction, mixer: int) -> StoredMixer | None:
    """A mixer with its members, and nobody else changes it until the transaction ends: its server is locked."""
    server = (await tx.execute(select(mixers.c.server_id).where(mixers.c.id == mixer))).scalar_one_or_none()
    return await load(tx, mixer) if server is not None and await servers.lock(tx, server) else None


async def in_stage(tx: Transaction, stage: Stage) -> Sequence[StoredMixer]:
    return await _stored(tx, select(mixers).where(mixers.c.stage == stage.value).order_by(mixers.c.id))


async def due(tx: Transaction, now: datetime, limit: int = 100) -> Sequence[int]:
    """The numbers of the mixers to look at now, the most overdue first."""
    query = select(mixers.c.id).where(mixers.c.due_at <= now).order_by(mixers.c.due_at).limit(limit)
    return (await tx.execute(query)).scalars().all()


async def next_due(tx: Transaction) -> datetime | None:
    """When to look at a mixer next, of those whose room is open."""
    query = select(mixers.c.due_at).where(mixers.c.due_at.is_not(None), mixers.c.stage != Stage.OPENING.value)
    return (await tx.execute(query.order_by(mixers.c.due_at).limit(1))).scalar_one_or_none()


async def at_place(tx: Transaction, channel: int) -> StoredMixer | None:
    """The mixer that is not over and has this thread or voice room."""
    query = select(mixers).where(_open(), or_(mixers.c.thread_id == channel, mixers.c.voice_id == channel))
    found = await _stored(tx, query)
    return found[0] if found else None


async def lock_place(tx: Transaction, channel: int) -> StoredMixer | None:
    """The same, locked as `lock` says."""
    found = await at_place(tx, channel)
    now = await lock(tx, found.id) if found else None
    return None if now is None or now.over else now


async def of_server(tx: Transaction, server: int) -> Sequence[StoredMixer]:
    """The mixers of a server that are not over."""
    return await _stored(tx, select(mixers).where(_open(), mixers.c.server_id == server).order_by(mixers.c.id))


async def of_person(tx: Transaction, person: int) -> Sequence[StoredMixer]:
    """The mixers that somebody is a member of, or was until they left, and that are not over."""
    own = select(members.c.mixer_id).where(members.c.player_id == person)
    return await _stored(tx, select(mixers).where(_open(), mixers.c.id.in_(own)).order_by(mixers.c.id))


async def of_scheduled(tx: Transaction, number: int) -> Sequence[StoredMixer]:
    """The mixers that came of a scheduled one and are not over."""
    return await _stored(tx, select(mixers).where(_open(), mixers.c.scheduled_id == number).order_by(mixers.c.id))


async def latest_of(tx: Transaction, server: int, person: int) -> StoredMixer | None:
    """The mixer that somebody was in last, over or not."""
    query = (
        select(mixers)
        .join(members, members.c.mixer_id == mixers.c.id)
        .where(mixers.c.server_id == server, members.c.player_id == person)
        .order_by(mixers.c.id.desc())
        .limit(1)
    )
    found = await _stored(tx, query)
    return found[0] if found else None


async def meeting(tx: Transaction, server: int, person: int) -> StoredMixer | None:
    """The mixer that somebody is in now: open, and they have not left it."""
    found = await latest_of(tx, server, person)
    if found is None or found.over or found.state.stage is Stage.GOODBYE:
        return None
    return found if any(one.person == person for one in found.state.present) else None


async def keep(tx: Transaction, mixer: int, **values: Any) -> None:
    """Change a mixer's columns."""
    await tx.execute(update(mixers).where(mixers.c.id == mixer).values(values))


async def keep_member(tx: Transaction, mixer: int, person: int, **values: Any) -> bool:
    """Change a member's columns; whether there is such a member."""
    where = (members.c.mixer_id == mixer, members.c.player_id == person)
    return (await tx.execute(update(members).where(*where).values(values))).rowcount > 0


async def heard(tx: Transaction, thread: int, person: int, at: datetime) -> bool:
    """Somebody said something in a mixer's thread; whether it is one, and they are in it."""
    found = select(mixers.c.id).where(_open(), mixers.c.thread_id == thread).scalar_subquery()
    where = (members.c.mixer_id == found, members.c.player_id == person, members.c.here)
    values = {"said": members.c.said + 1, "heard_at": at}
    return (await tx.execute(update(members).where(*where).values(values))).rowcount > 0


async def topics_of(tx: Transaction, people: Sequence[int]) -> dict[int, set[str]]:
    """What each of these people has talked about before."""
    query = (
        select(members.c.player_id, mixers.c.topic)
        .join(mixers, mixers.c.id == members.c.mixer_id)
        .where(members.c.player_id.in_(people))
    )
    found: dict[int, set[str]] = {}
    for row in (await tx.execute(query)).all():
        found.setdefault(row.player_id, set()).add(row.topic)
    return found


def _open() -> ColumnElement[bool]:
    return mixers.c.stage.in_([stage.value for stage in Stage if stage is not Stage.OVER])  # as an index finds them


async def _stored(tx: Transaction, query: Any) -> list[StoredMixer]:
    found: list[StoredMixer] = []
    for row in (await tx.execute(query)).all():
        seats = select(members).where(members.c.mixer_id == row.id).order_by(members.c.seat)
        found.append(_mixer(row, (await tx.execute(seats)).all()))
    return found


def _mixer(row: Row[Any], seats: Sequence[Row[Any]]) -> StoredMixer:
    people = tuple(
        Member(
            person=one.player_id,
            seat=one.seat,
            said=one.said,
            heard_at=one.heard_at,
            here=one.here,
            hinted=one.hinted,
            spoke=one.spoke,
            in_voice_since=one.in_voice_since,
        )
        for one in seats
    )
    return StoredMixer(
        id=row.id,
        server=row.server_id,
        topic=row.topic,
        seed=row.seed,
        voice=row.voice,
        thread=row.thread_id,
        voice_room=row.voice_id,
        reason=Reason(row.reason) if row.reason else None,
        due_at=row.due_at,
        state=Mixer(Stage(row.stage), row.round, row.since, row.opened_at, people, row.nudged, row.weighed),
        answers={one.player_id: answer for one in seats if (answer := answer_of(one))},
    )
