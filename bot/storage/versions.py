"""The source text of every scenario version that somebody played. It tells of nobody, and is kept for good."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables import versions


async def keep(tx: Transaction, version: str, scenario_id: str, source: str, at: datetime) -> None:
    """Keep a version's source; the same version again changes nothing."""
    values = {"hash": version, "scenario_id": scenario_id, "source": source, "kept_at": at}
    await insert_unless_there(tx, versions, values)


async def source_of(tx: Transaction, version: str) -> str:
    """The source text of a version that a run refers to; the foreign key says that it is there."""
    return (await tx.execute(select(versions.c.source).where(versions.c.hash == version))).scalar_one()
