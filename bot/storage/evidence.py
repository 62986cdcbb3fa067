"""What decisions say of traits. It follows from the moves, and is kept so that a summary need not replay them all.

Each row also holds the sums that the estimate rests on, as they were after it. So a trait's standing now, two weeks
ago, or at any point of its course is a single row found by an index, and looking back costs the same after a hundred
decisions as after a hundred thousand.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, insert, select, union_all, update

from bot.domain.scoring import NOTHING_YET, WINDOW, Evidence, Sums, after
from bot.domain.traits import Trait
from bot.storage.database import Transaction
from bot.storage.runs import StoredRun
from bot.storage.tables import evidence, players


@dataclass(frozen=True, slots=True)
class Kept:
    """One piece of evidence, the move that it came from, and when that was made."""

    evidence: Evidence
    trait: Trait
    run: int
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a trait stood, and since when."""

    sums: Sums
    at: datetime


async def keep(tx: Transaction, run: StoredRun, choice: str, found: Mapping[Trait, Evidence], at: datetime) -> None:
    """Keep what the next move of a run says. Call it once for each choice of a version that a player decides."""
    if not found:
        return
    # Two runs of one player at the same moment would both count on from the same row.
    await tx.execute(select(players.c.id).where(players.c.id == run.player).with_for_update(key_share=True))
    before = await standing(tx, run.player, found)
    where = {
        "player_id": run.player,
        "version": run.version,
        "choice": choice,
        "run_id": run.id,
        "seq": run.seq,
        "at": at,
    }
    rows: list[dict[str, Any]] = []
    for trait, one in found.items():
        sums = after(before[trait].sums if trait in before else NOTHING_YET, one)
        rows.append({**where, "trait": trait.value, **asdict(one), **asdict(sums)})
    await tx.execute(insert(evidence), rows)


async def standing(tx: Transaction, player: int, traits: Iterable[Trait] = Trait) -> Mapping[Trait, Stood]:
    """Where traits stand; those without evidence are left out."""
    return await _newest(tx, player, traits, evidence.c.number)


async def standing_at(tx: Transaction, player: int, at: datetime) -> Mapping[Trait, Stood]:
    """Where traits stood at that time; those without evidence by then are left out."""
    return await _newest(tx, player, Trait, evidence.c.at, evidence.c.at <= at)


async def course(tx: Transaction, player: int, trait: Trait, points: int) -> Sequence[Stood]:
    """Where a trait stood along the way, oldest first: at most `points` (2 or more) of them, evenly spread by number.

    The first and the last one are always among them.
    """
    last = (await standing(tx, player, [trait])).get(trait)
    if last is None:
        return ()
    first = await _first_number(tx, player, trait)
    span = last.sums.number - first
    numbers = {first + span * step // (points - 1) for step in range(points)}
    query = select(evidence).where(_of(player, trait), evidence.c.number.in_(numbers)).order_by(evidence.c.number)
    return [_stood(row) for row in (await tx.execute(query)).all()]


async def recent(tx: Transaction, player: int, trait: Trait, limit: int = WINDOW) -> Sequence[Kept]:
    """A trait's evidence, newest first, no more of it than can still weigh."""
    query = select(evidence).where(_of(player, trait)).order_by(evidence.c.number.desc()).limit(limit)
    return [_kept(row) for row in (await tx.execute(query)).all()]


async def latest(tx: Transaction, player: int, limit: int) -> Sequence[Kept]:
    """A player's evidence on all traits, newest first."""
    query = select(evidence).where(evidence.c.player_id == player).order_by(evidence.c.id.desc()).limit(limit)
    return [_kept(row) for row in (await tx.execute(query)).all()]


async def count_again(tx: Transaction, player: int, traits: Iterable[str] = Trait) -> None:
    """Count the player's evidence on these traits anew, which takes a while where there is much.

    To be called after some of it was removed, or its sums would remember it.
    """
    for trait in traits:
        whose = (evidence.c.player_id == player) & (evidence.c.trait == str(trait))
        query = select(evidence).where(whose).order_by(evidence.c.id)
        changed = await asyncio.to_thread(_counted, (await tx.execute(query)).all())
        if changed:
            place = evidence.c.id == bindparam("row")
            await tx.execute(update(evidence).where(place), changed)


def _counted(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """The sums of a trait's rows, oldest first, for those rows that hold others; `row` is the id."""
    sums, changed = NOTHING_YET, list[dict[str, Any]]()
    for row in rows:
        sums = after(sums, Evidence(row.r, row.e, row.points))
        if sums != _stood(row).sums:
            changed.append({"row": row.id, **asdict(sums)})
    return changed


async def _newest(
    tx: Transaction, player: int, traits: Iterable[Trait], by: ColumnElement[Any], *only: ColumnElement[bool]
) -> Mapping[Trait, Stood]:
    """For each trait the row that comes last, each found by its index."""
    ordered = (by.desc(), evidence.c.number.desc())
    single = [_alone(select(evidence).where(_of(player, trait), *only).order_by(*ordered).limit(1)) for trait in traits]
    rows: Sequence[Row[Any]] = (await tx.execute(union_all(*single))).all() if single else ()
    return {Trait(row.trait): _stood(row) for row in rows}


def _alone(query: Select[Any]) -> Select[Any]:
    """A query with an order and a limit of its own, fit to stand in a union."""
    return select(query.subquery())


async def _first_number(tx: Transaction, player: int, trait: Trait) -> int:
    query = select(evidence.c.number).where(_of(player, trait)).order_by(evidence.c.number).limit(1)
    return (await tx.execute(query)).scalar_one()


def _of(player: int, trait: Trait) -> ColumnElement[bool]:
    return (evidence.c.player_id == player) & (evidence.c.trait == trait.value)


def _kept(row: Row[Any]) -> Kept:
    return Kept(Evidence(row.r, row.e, row.points), Trait(row.trait), row.run_id, row.seq, row.at)


def _stood(row: Row[Any]) -> Stood:
    return Stood(Sums(row.number, row.weight, row.gain), row.at)
