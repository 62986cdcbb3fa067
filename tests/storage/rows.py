"""Rows for the tests of storage."""

from datetime import UTC, datetime, timedelta

from bot.storage import players, runs, versions
from bot.storage.database import Database
from bot.storage.runs import StoredRun

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANA, BEN = 4001, 4002
TEA, COFFEE = "tea", "coffee"
V1, V2 = "1" * 64, "2" * 64


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


async def begun(
    database: Database, player: int = ANA, scenario: str = TEA, version: str = V1, seed: int = 7
) -> StoredRun:
    """A run that this player has begun; the player and the version are there then, too."""
    async with database.writing() as tx:
        await players.agree(tx, player, NOON)
        await versions.keep(tx, version, scenario, f"title: {scenario}", NOON)
        return await runs.begin(tx, player, scenario, version, seed, NOON)


async def loaded(database: Database, run: int) -> StoredRun:
    """The run as it is kept now."""
    async with database.reading() as tx:
        found = await runs.load(tx, run)
    assert found is not None
    return found
