"""Runs and their moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, func, insert, literal, select, update

from bot.domain.engine import Move
from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables import moves, runs

_MOVE = ("seq", "choice", "option", "silent", "at")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run's card is shown. `message` is None while it is being sent.

    An ephemeral card can be reached only with the `token` of its interaction.
    """

    channel: int
    message: int | None
    ephemeral: bool = False
    token: str | None = field(default=None, repr=False)  # a secret


class Kind(StrEnum):
    """A rehearsal is practice: played on from a decision of another run, and no evidence of anything."""

    PLAY = "play"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Fork:
    """The decision from which a rehearsal plays on: number `seq` of `run`."""

    run: int
    seq: int


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
    kind: Kind = Kind.PLAY
    fork: Fork | None = None

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
        "kind": Kind.PLAY.value,
        "seed": seed,
        "started_at": at,
        "seq": 0,
        "ephemeral": False,
    }
    await insert_unless_there(tx, runs, values)
    found = await open_of(tx, player, scenario_id)
    assert found is not None
    return found


async def rehearse(tx: Transaction, of: StoredRun, seq: int, at: datetime) -> StoredRun:
    """A rehearsal from decision `seq` (0..of.seq - 1) of a run on; what came before it is the same.

    The player has no open rehearsal of this scenario.
    """
    values = {
        "player_id": of.player,
        "scenario_id": of.scenario_id,
        "version": of.version,
        "kind": Kind.REHEARSAL.value,
        "forked_run": of.id,
        "forked_seq": seq,
        "seed": of.seed,
        "started_at": at,
        "seq": seq,
        "ephemeral": False,
    }
    made = await tx.execute(insert(runs).values(values).returning(runs.c.id))
    run_id: int = made.scalar_one()
    columns = [moves.c[name] for name in _MOVE]
    copied = select(literal(run_id), *columns).where(moves.c.run_id == of.id, moves.c.seq < seq)
    await tx.execute(insert(moves).from_select(["run_id", *_MOVE], copied))
    found = await load(tx, run_id)
    assert found is not None
    return found


async def load(tx: Transaction, run_id: int) -> StoredRun | None:
    """A run with its moves. Who goes on to change it has locked its player."""
    return await _one(tx, select(runs).where(runs.c.id == run_id))


async def open_of(tx: Transaction, player: int, scenario_id: str, kind: Kind = Kind.PLAY) -> StoredRun | None:
    """The player's open run of a scenario, of this kind."""
    query = select(runs).where(
        runs.c.player_id == player,
        runs.c.scenario_id == scenario_id,
        runs.c.kind == kind.value,
        runs.c.ended_at.is_(None),
    )
    return await _one(tx, query)


async def has_any(tx: Transaction, player: int) -> bool:
    """Whether somebody has ever begun a run that is still kept."""
    return (await tx.execute(select(runs.c.id).where(runs.c.player_id == player).limit(1))).first() is not None


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


async def finished(tx: Transaction, player: int) -> Mapping[str, datetime]:
    """The scenarios that the player has played to an end, and when last; the latest first. Rehearsals do not count.

    It goes from name to name in the index and looks up the last time of each, so it takes no longer after many runs.
    """
    played = (
        runs.c.player_id == player,
        runs.c.ending.is_not(None),
        # Written out, since only then is it known that the index holds them all.
        runs.c.kind == literal(Kind.PLAY.value, literal_execute=True),
    )
    names = select(func.min(runs.c.scenario_id).label("id")).where(*played).cte("names", recursive=True)
    following = select(func.min(runs.c.scenario_id)).where(*played, runs.c.scenario_id > names.c.id).scalar_subquery()
    names = names.union_all(select(following).where(names.c.id.is_not(None)))
    last = select(func.max(runs.c.ended_at)).where(*played, runs.c.scenario_id == names.c.id).scalar_subquery()
    query = select(names.c.id, last.label("last")).where(names.c.id.is_not(None))
    found = [(row.id, row.last) for row in (await tx.execute(query)).all()]
    return dict(sorted(found, key=lambda one: one[1], reverse=True))


async def finished_at(tx: Transaction, player: int, limit: int) -> Sequence[datetime]:
    """When the player's last plays came to their ends, the latest first."""
    query = (
        select(runs.c.ended_at)
        .where(runs.c.player_id == player, runs.c.kind == Kind.PLAY.value, runs.c.ending.is_not(None))
        .order_by(runs.c.id.desc())
        .limit(limit)
    )
    return (await tx.execute(query)).scalars().all()


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
        kind=Kind(row.kind),
        fork=Fork(row.forked_run, row.forked_seq) if row.forked_run is not None else None,
    )
