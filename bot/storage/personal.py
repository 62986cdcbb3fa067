"""Whose each row is, told from the tables themselves: so that what is exported or erased is complete by construction.

A table is about a person where a column refers to `players` (or says so, see `tables_people.py`), or where it hangs on
the rows of such a table and names nobody of its own, as moves hang on a run.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Row,
    Table,
    delete,
    false,
    func,
    or_,
    select,
    update,
)

from bot.storage import tables_mixers, tables_people
from bot.storage.database import Transaction
from bot.storage.tables import players

_FILES = (tables_people, tables_mixers)  # whoever adds a file of tables names it here, so that it is always loaded
METADATA = tables_people.metadata
Json = dict[str, Any]
SOMEBODY_ELSE = "somebody else"


@dataclass(frozen=True, slots=True)
class Personal:
    """A table about people.

    `own`: columns that hold whose row it is; `other`: columns that hold somebody whom the row of another person names;
    `among`: texts of several such ids; `through`: a foreign key to the personal table that the rows hang on.
    """

    table: Table
    own: tuple[Column[Any], ...]
    other: tuple[Column[Any], ...]
    among: tuple[Column[Any], ...] = ()
    through: ForeignKey | None = None


def personal_tables() -> tuple[Personal, ...]:
    """Every table with rows about people, those that others hang on first."""
    found: dict[Table, Personal] = {}
    for table in METADATA.sorted_tables:
        own = tuple(column for column in table.columns if _holds(column) == "own")
        other = tuple(column for column in table.columns if _holds(column) == "other")
        among = tuple(column for column in table.columns if _holds(column) == "among")
        through = None if own or other else _hangs_on(table, found)
        if own or other or among or through:
            found[table] = Personal(table, own, other, among, through)
    return tuple(found.values())


async def export(tx: Transaction, player: int) -> dict[str, list[Json]]:
    """Every row that is this person's, by table. Others whom a row names stay unnamed; secrets are left out."""
    tables: dict[str, list[Json]] = {}
    for one in personal_tables():
        if not one.own and one.through is None:
            continue
        columns = [column for column in one.table.columns if not column.info.get("secret")]
        query = select(*columns).where(_whose(one, player, also_named=False)).order_by(*one.table.primary_key.columns)
        rows = (await tx.execute(query)).all()
        # A row takes microseconds, and there may be tens of thousands.
        tables[str(one.table.name)] = await asyncio.to_thread(_all_shown, rows, columns, one, player)
    return tables


async def erase(tx: Transaction, player: int) -> int:
    """Remove every row that is this person's or names them. Returns how many rows went (or forgot the name)."""
    await tx.execute(select(players.c.id).where(players.c.id == player).with_for_update())  # before anything of theirs
    gone = 0
    for one in reversed(personal_tables()):
        for column in (*one.own, *one.other):
            if _forgets(column):
                gone += (await tx.execute(update(one.table).where(column == player).values({column: None}))).rowcount
        for column in one.among:
            without = func.trim(func.replace(" " + column + " ", f" {player} ", " "))
            await tx.execute(update(one.table).where(_names(column, player)).values({column: without}))
        if one.through is not None or any(not _forgets(column) for column in (*one.own, *one.other)):
            gone += (await tx.execute(delete(one.table).where(_whose(one, player, also_named=True)))).rowcount
    return gone


def _holds(column: Column[Any]) -> str | None:
    """`own`, `other` or `among` for a column that holds people's ids, else None."""
    refers = any(key.column is players.c.id for key in column.foreign_keys)
    said: str | None = column.info.get("person")
    return said or ("own" if refers or column is players.c.id else None)


def _forgets(column: Column[Any]) -> bool:
    """Whether the row stays without its person, since it is not theirs alone."""
    return any(key.ondelete == "SET NULL" for key in column.foreign_keys)


def _names(column: Column[Any], player: int) -> ColumnElement[bool]:
    """Whether a text of ids, with spaces between them, holds this one."""
    return (" " + column + " ").like(f"% {player} %")


def _hangs_on(table: Table, found: dict[Table, Personal]) -> ForeignKey | None:
    """The key to a person's rows that these go with; a row that stays when its parent goes is not a part of it."""

    def goes_along(key: ForeignKey) -> bool:
        parent = found.get(key.column.table)
        return key.ondelete == "CASCADE" and parent is not None and not all(map(_forgets, parent.own))

    return next((key for key in sorted(table.foreign_keys, key=str) if goes_along(key)), None)


def _whose(one: Personal, player: int, *, also_named: bool) -> ColumnElement[bool]:
    """The rows that are this person's; `also_named` adds those of others that name them."""
    if one.through is not None:
        parent = next(two for two in personal_tables() if two.table is one.through.column.table)
        rows = select(one.through.column).where(_whose(parent, player, also_named=also_named))
        return one.through.parent.in_(rows)
    columns = (*one.own, *one.other) if also_named else one.own
    kept = [column for column in columns if not (also_named and _forgets(column))]
    return or_(false(), *(column == player for column in kept))


def _all_shown(rows: Sequence[Row[Any]], columns: Sequence[Column[Any]], one: Personal, player: int) -> list[Json]:
    """Rows as JSON can hold them; what each column holds is told once for all."""
    people = {id(column) for column in (*one.own, *one.other)}
    kinds = [(str(column.name), _kind(column, person=id(column) in people)) for column in columns]
    return [{name: _shown(value, kind, player) for (name, kind), value in zip(kinds, row, strict=True)} for row in rows]


def _kind(column: Column[Any], *, person: bool) -> str:
    """`person`, `large` for a number that may pass 2**53, else empty."""
    return "person" if person else "large" if isinstance(column.type, BigInteger) else ""


def _shown(value: Any, kind: str, player: int) -> Any:
    """A value as JSON can hold it: instants in ISO 8601 (UTC), and as text any number that may pass 2**53."""
    if value is None:
        return None
    if kind == "person" and value != player:
        return SOMEBODY_ELSE
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if kind else value
