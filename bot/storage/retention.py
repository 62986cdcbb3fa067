"""Removing what is older than the host keeps."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, func, or_, select

from bot.storage import evidence
from bot.storage.database import Transaction
from bot.storage.personal import METADATA, personal_tables
from bot.storage.tables import moves, players, runs
from bot.storage.tables_mixers import blocks, met
from bot.storage.tables_people import languages, reminders

# Kept for as long as there is anything else of a player: what they set, and whom they met or would rather not meet.
_STANDING = (players, languages, reminders, met, blocks)


async def remove_older(tx: Transaction, before: datetime) -> int:
    """Remove runs last played before that instant with all that rests on them, and rows of other tables by their age.

    Evidence goes with its run: an estimate that rests on what nobody can look at any more could not be explained. Who
    has nothing left then, and wants no reminders, is forgotten altogether. Returns how many rows were removed.
    """
    last = select(func.max(moves.c.at)).where(moves.c.run_id == runs.c.id).scalar_subquery()
    old = select(runs.c.id, runs.c.player_id).where(func.coalesce(last, runs.c.started_at) < before)
    found = (await tx.execute(old)).all()
    for player in sorted({run.player_id for run in found}):  # before anything of theirs, as `players.find` says
        await tx.execute(select(players.c.id).where(players.c.id == player).with_for_update())
    for run in found:
        await tx.execute(delete(runs).where(runs.c.id == run.id))
    for player in sorted({run.player_id for run in found}):
        await evidence.count_again(tx, player)
    gone = len(found)
    for table in METADATA.sorted_tables:
        if "age" in table.info:
            gone += (await tx.execute(delete(table).where(_age(table) < before))).rowcount
    return gone + (await tx.execute(delete(players).where(players.c.agreed_at < before, *_nothing_left()))).rowcount


def _age(table: Table) -> Column[Any]:
    """The column by which a table's rows become too old."""
    name: str = table.info["age"]
    return table.c[name]


def _nothing_left() -> list[ColumnElement[bool]]:
    """That there is nothing of a player but what stands for as long as there is anything."""
    conditions: list[ColumnElement[bool]] = []
    for one in personal_tables():
        if one.table not in _STANDING and (columns := (*one.own, *one.other)):
            row = select(1).where(or_(*(column == players.c.id for column in columns)))
            conditions.append(~row.correlate(players).exists())
    wants = select(1).where(reminders.c.player_id == players.c.id, reminders.c.due_at.is_not(None))
    return [*conditions, ~wants.correlate(players).exists()]
