"""What SQLite and PostgreSQL spell differently."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Transaction


async def insert_unless_there(tx: Transaction, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row; where one with the same unique key is there, leave that one. Returns whether it was inserted."""
    if tx.dialect.name == "sqlite":
        result = await tx.execute(sqlite.insert(table).values(values).on_conflict_do_nothing())
    else:
        result = await tx.execute(postgresql.insert(table).values(values).on_conflict_do_nothing())
    return result.rowcount > 0


async def upsert(tx: Transaction, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Insert a row, or change the one with this primary key."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values({**key, **values})
    await tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(values)))
