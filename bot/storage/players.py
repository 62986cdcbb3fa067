"""People who agreed to be stored: with Start on a brief, by joining a mixer, or by keeping somebody away from them.

Each of the three says so beforehand; before the first of them there is no row.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables import players


@dataclass(frozen=True, slots=True)
class Player:
    """`timers`: whether choices may be timed; `dm_open`: whether direct messages reached them last time."""

    id: int
    agreed_at: datetime
    timers: bool
    dm_open: bool


async def find(tx: Transaction, player_id: int) -> Player | None:
    """The player, or None for somebody who has not agreed."""
    row = (await tx.execute(select(players).where(players.c.id == player_id))).one_or_none()
    return Player(row.id, row.agreed_at, row.timers, row.dm_open) if row else None


async def agree(tx: Transaction, player_id: int, at: datetime, *, dm_open: bool = True) -> Player:
    """Keep that this person agreed; the first time counts."""
    values = {"id": player_id, "agreed_at": at, "timers": True, "dm_open": dm_open}
    await insert_unless_there(tx, players, values)
    found = await find(tx, player_id)
    assert found is not None
    return found


async def set_timers(tx: Transaction, player_id: int, timers: bool) -> None:
    await tx.execute(update(players).where(players.c.id == player_id).values(timers=timers))


async def set_dm_open(tx: Transaction, player_id: int, dm_open: bool) -> None:
    await tx.execute(update(players).where(players.c.id == player_id).values(dm_open=dm_open))
