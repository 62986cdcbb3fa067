"""Removing what is older than the host keeps."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, func, or_, select

from bot.storage.database import Transaction
from bot.storage.evidence import count_again
from bot.storage.personal import METADATA, personal_tables
from bot.storage.tables import evidence, moves, players, runs
from bot.storage.tables_mixers import blocks, met
from bot.storage.tables_people import languages, reminders

# Kept for as long as there is anything else of a player: what they set, and whom they met or would rather not meet.
_STANDING = (players, languages, reminders, met, blocks)


async def with_older_runs(tx: Transaction, before: datetime, limit: int) -> tuple[int, ...]:
    """Some of the players (at most `limit`) with runs that were last played before that instant."""
    query = select(runs.c.player_id).where(_older(before)).distinct().order_by(runs.c.player_id).limit(limit)
    return tuple((await tx.execute(query)).scalars())


async def remove_runs(tx: Transaction, player: int, before: datetime) -> int:
    """Remove a player's runs that were last played before that instant, with all that rests on them.

    Evidence goes with its run: an estimate that rests on what nobody can look at any more could not be explained.
    Returns how many runs were removed.
    """
    await tx.execute(select(players.c.id).where(players.c.id == player).with_for_update())  # as `players.find` says
    old = select(runs.c.id).where(runs.c.player_id == player, _older(before))
    lost = select(evidence.c.trait).where(evidence.c.player_id == player, evidence.c.run_id.in_(old)).distinct()
    traits = (await tx.execute(lost)).scalars().all()
    gone = (await tx.execute(delete(runs).where(runs.c.id.in_(old)))).rowcount
    await count_again(tx, player, traits)
    return gone


def aging() -> tuple[Table, ...]:
    """The tables whose rows become too old by themselves; those of runs go with their run."""
    return tuple(table for table in METADATA.sorted_tables if "age" in table.info)


async def remove_rows(tx: Transaction, table: Table, before: datetime) -> int:
    """Remove the rows of one such table that are older than that instant. Returns how many.

    In a transaction of its own: whoever held rows of several people's in several tables would wait in a circle with
    one of them who erases theirs.
    """
    return (await tx.execute(delete(table).where(*_too_old(table, before)))).rowcount


async def lapsed(tx: Transaction, before: datetime, limit: int) -> tuple[int, ...]:
    """Some of the players (at most `limit`) who agreed before that instant and have nothing left."""
    query = select(players.c.id).where(players.c.agreed_at < before, *_nothing_left()).order_by(players.c.id)
    return tuple((await tx.execute(query.limit(limit))).scalars())


async def forget(tx: Transaction, player: int) -> bool:
    """Remove a player who has nothing left, with what they set and whom they met; False where they have come again."""
    await tx.execute(select(players.c.id).where(players.c.id == player).with_for_update())  # as `players.find` says
    gone = await tx.execute(delete(players).where(players.c.id == player, *_nothing_left()))
    return gone.rowcount == 1


def _older(before: datetime) -> ColumnElement[bool]:
    """Whether a run was last played before that instant."""
    last = select(func.max(moves.c.at)).where(moves.c.run_id == runs.c.id).scalar_subquery()
    return func.coalesce(last, runs.c.started_at) < before


def _too_old(table: Table, before: datetime) -> list[ColumnElement[bool]]:
    """That every instant by which a row has an age lies before that one; the first of them is always there."""
    names: Sequence[str] = table.info["age"]
    return [func.coalesce(table.c[name], table.c[names[0]]) < before for name in names]


def _nothing_left() -> list[ColumnElement[bool]]:
    """That there is nothing of a player but what stands for as long as there is anything."""
    conditions: list[ColumnElement[bool]] = []
    for one in personal_tables():
        if one.table not in _STANDING and (columns := (*one.own, *one.other)):
            row = select(1).where(or_(*(column == players.c.id for column in columns)))
            conditions.append(~row.correlate(players).exists())
    wants = select(1).where(reminders.c.player_id == players.c.id, reminders.c.due_at.is_not(None))
    return [*conditions, ~wants.correlate(players).exists()]
