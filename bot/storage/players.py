"""People who agreed to be stored: with Start on a brief, by taking a challenge, joining a mixer, or blocking somebody.

Each of the four says so beforehand; before the first of them there is no row.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables import players, runs


@dataclass(frozen=True, slots=True)
class Player:
    """`timers`: whether choices may be timed; `dm_open`: whether direct messages reached them last time."""

    id: int
    agreed_at: datetime
    timers: bool
    dm_open: bool


async def find(tx: Transaction, player_id: int, *, lock: bool = False) -> Player | None:
    """The player, or None for somebody who has not agreed.

    `lock` has other writers wait until the transaction ends. Who changes what is a player's locks the player first:
    so one person's clicks, clocks and erasing come one after the other, and never wait for each other in a circle.
    """
    return await _one(tx, select(players).where(players.c.id == player_id), lock=lock)


async def find_of_run(tx: Transaction, run: int) -> Player | None:
    """Whoever plays a run, locked as `find` says; None where the run is not stored."""
    query = select(players).join(runs, runs.c.player_id == players.c.id).where(runs.c.id == run)
    return await _one(tx, query, lock=True)


async def agree(tx: Transaction, player_id: int, at: datetime, *, dm_open: bool = True) -> Player:
    """Keep that this person agreed, and lock them as `find` says; the first time counts."""
    values = {"id": player_id, "agreed_at": at, "timers": True, "dm_open": dm_open}
    found = None
    while found is None:  # whoever erased everything in the same instant has agreed again just now
        await insert_unless_there(tx, players, values)
        found = await find(tx, player_id, lock=True)
    return found


async def set_timers(tx: Transaction, player_id: int, timers: bool) -> None:
    await tx.execute(update(players).where(players.c.id == player_id).values(timers=timers))


async def set_dm_open(tx: Transaction, player_id: int, dm_open: bool) -> None:
    await tx.execute(update(players).where(players.c.id == player_id).values(dm_open=dm_open))


async def _one(tx: Transaction, query: Select[Any], *, lock: bool) -> Player | None:
    # Rows that only refer to a player can be added meanwhile.
    locking = query.with_for_update(of=players, key_share=True)
    row = (await tx.execute(locking if lock else query)).one_or_none()
    return Player(row.id, row.agreed_at, row.timers, row.dm_open) if row else None
