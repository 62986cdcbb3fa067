"""Small facts about the installation itself: which commands Discord has, when the bot was last seen alive."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.tables import marks


async def read(tx: Transaction, name: str) -> tuple[str, datetime] | None:
    """A mark's value, and when it was set."""
    row = (await tx.execute(select(marks).where(marks.c.name == name))).one_or_none()
    return (row.value, row.at) if row else None


async def set_mark(tx: Transaction, name: str, value: str, at: datetime) -> None:
    await upsert(tx, marks, {"name": name}, {"value": value, "at": at})
