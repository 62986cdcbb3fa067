"""Voice rooms of mixers, and how long each member was in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.domain.mixer import Stage
from bot.storage.database import Transaction
from bot.storage.tables_mixers import members, mixers


@dataclass(frozen=True, slots=True)
class Voice:
    """A mixer's voice room. `ending` where the mixer has said goodbye or is over."""

    mixer: int
    server: int
    room: int
    stage: Stage

    @property
    def ending(self) -> bool:
        return self.stage in (Stage.GOODBYE, Stage.OVER)


async def all_rooms(tx: Transaction) -> Sequence[Voice]:
    """Every voice room that has not been removed."""
    query = select(mixers).where(mixers.c.voice_id.is_not(None)).order_by(mixers.c.id)
    return [Voice(row.id, row.server_id, row.voice_id, Stage(row.stage)) for row in (await tx.execute(query)).all()]


async def find(tx: Transaction, room: int) -> Voice | None:
    row = (await tx.execute(select(mixers).where(mixers.c.voice_id == room))).one_or_none()
    return Voice(row.id, row.server_id, row.voice_id, Stage(row.stage)) if row else None


async def removed(tx: Transaction, room: int) -> None:
    await tx.execute(update(mixers).where(mixers.c.voice_id == room).values(voice_id=None))


async def inside(tx: Transaction, mixer: int) -> Sequence[int]:
    """Who is in a mixer's voice room, as far as is known."""
    query = select(members.c.player_id).where(members.c.mixer_id == mixer, members.c.in_voice_since.is_not(None))
    return (await tx.execute(query)).scalars().all()


async def enter(tx: Transaction, mixer: int, person: int, at: datetime) -> None:
    """Somebody came into the voice room; whoever is there already stays as they are."""
    where = (members.c.mixer_id == mixer, members.c.player_id == person, members.c.in_voice_since.is_(None))
    await tx.execute(update(members).where(*where).values(in_voice_since=at, heard_at=at))


async def leave(tx: Transaction, mixer: int, person: int, at: datetime) -> None:
    """Somebody left the voice room; how long they were in it is added to before."""
    where = (members.c.mixer_id == mixer, members.c.player_id == person, members.c.in_voice_since.is_not(None))
    since = (await tx.execute(select(members.c.in_voice_since).where(*where))).scalar_one_or_none()
    if since is not None:
        seconds = max(0.0, (at - since).total_seconds())
        values = {"in_voice_since": None, "heard_at": at, "spoke": members.c.spoke + seconds}
        await tx.execute(update(members).where(*where).values(values))
