"""Runs and their moves."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from bot.domain.engine import Move
from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables import moves, runs


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run's card is shown. `message` is None while it is being sent.

    An ephemeral card can be reached only with the `token` of its interaction.
    """

    channel: int
    message: int | None
    ephemeral: bool = False
    token: str | None = field(default=None, repr=False)  # a secret


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as it is kept: who, which version, and the moves; the engine knows what follows from them."""

    id: int
    player: int
    scenario_id: str
    version: str
    seed: int
    started_at: datetime
    ended_at: datetime | None
    ending: str | None
    place: Place | None
    moves: tuple[Move, ...]

    @property
    def seq(self) -> int:
        """The number of the next move, counted from 0."""
        return len(self.moves)


async def begin(tx: Transaction, player: int, scenario_id: str, version: str, seed: int, at: datetime) -> StoredRun:
    """A new run, or the one of this scenario that the player has open: there is never a second."""
    values = {
        "player_id": player,
        "scenario_id": scenario_id,
        "version": version,
        "seed": seed,
        "started_at": at,
        "seq": 0,
        "ephemeral": False,
    }
    await insert_unless_there(tx, runs, values)
    found = await open_of(tx, player, scenario_id)
    assert found is not None
    return found


async def load(tx: Transaction, run_id: int, *, lock: bool = False) -> StoredRun | None:
    """A run with its moves. `lock` keeps other writers from it until the transaction ends."""
    query = select(runs).where(runs.c.id == run_id)
    return await _one(tx, query.with_for_update() if lock else query)


async def open_of(tx: Transaction, player: int, scenario_id: str) -> StoredRun | None:
    """The player's open run of a scenario."""
    query = select(runs).where(runs.c.player_id == player, runs.c.scenario_id == scenario_id, runs.c.ended_at.is_(None))
    return await _one(tx, query)


async def all_open(tx: Transaction, player: int) -> tuple[StoredRun, ...]:
    """The player's open runs, the latest begun first."""
    query = select(runs).where(runs.c.player_id == player, runs.c.ended_at.is_(None)).order_by(runs.c.id.desc())
    return tuple([await _stored(tx, row) for row in (await tx.execute(query)).all()])


async def append(tx: Transaction, run_id: int, seq: int, choice: str, move: Move, at: datetime) -> bool:
    """Append move number `seq`. Returns False, and changes nothing, where the run is at another number already."""
    advanced = await tx.execute(
        update(runs).where(runs.c.id == run_id, runs.c.seq == seq, runs.c.ended_at.is_(None)).values(seq=seq + 1)
    )
    if advanced.rowcount != 1:
        return False
    values = {
        "run_id": run_id,
        "seq": seq,
        "choice": choice,
        "option": move.option,
        "silent": move.silent,
        "at": at,
    }
    await tx.execute(insert(moves).values(values))
    return True


async def decided_before(tx: Transaction, player: int, version: str, choice: str) -> bool:
    """Whether the player has decided this choice of this version before, in whatever run."""
    query = (
        select(moves.c.run_id)
        .join(runs, runs.c.id == moves.c.run_id)
        .where(runs.c.player_id == player, runs.c.version == version, moves.c.choice == choice)
        .limit(1)
    )
    return (await tx.execute(query)).first() is not None


async def finish(tx: Transaction, run_id: int, ending: str | None, at: datetime) -> None:
    """The run is over; `ending` is None for one that was put aside."""
    await tx.execute(update(runs).where(runs.c.id == run_id).values(ended_at=at, ending=ending))


async def show_at(tx: Transaction, run_id: int, place: Place) -> None:
    """Remember where the run's live card is, once that is known."""
    if place.message is None:
        return
    values = {"channel_id": place.channel, "message_id": place.message, "ephemeral": place.ephemeral}
    await tx.execute(update(runs).where(runs.c.id == run_id).values(values))


async def finished_scenarios(tx: Transaction, player: int) -> tuple[str, ...]:
    """The ids of the scenarios that the player has finished, each once, the latest first."""
    last = func.max(runs.c.id).label("last")
    query = (
        select(runs.c.scenario_id, last)
        .where(runs.c.player_id == player, runs.c.ending.is_not(None))
        .group_by(runs.c.scenario_id)
        .order_by(last.desc())
    )
    return tuple(row.scenario_id for row in (await tx.execute(query)).all())


async def _one(tx: Transaction, query: Select[Any]) -> StoredRun | None:
    row = (await tx.execute(query)).one_or_none()
    return await _stored(tx, row) if row else None


async def _stored(tx: Transaction, row: Row[Any]) -> StoredRun:
    query = select(moves.c.option, moves.c.silent).where(moves.c.run_id == row.id).order_by(moves.c.seq)
    made = tuple(Move(move.option, move.silent) for move in (await tx.execute(query)).all())
    place = Place(row.channel_id, row.message_id, row.ephemeral) if row.message_id is not None else None
    return StoredRun(
        id=row.id,
        player=row.player_id,
        scenario_id=row.scenario_id,
        version=row.version,
        seed=row.seed,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ending=row.ending,
        place=place,
        moves=made,
    )
