"""Migrations: run from code, as often as one likes, by several processes at once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database, DatabaseUnusable, open_database
from bot.storage.tables import metadata


def tables_of(connection: Connection) -> set[str]:
    """The names of all tables."""
    return set(inspect(connection).get_table_names())


async def test_an_empty_database_comes_to_this_version(empty: Database) -> None:
    """A first start makes all tables, and afterwards nothing is left to do."""
    at, needed = await empty.revisions()
    assert at is None
    assert needed
    await empty.migrate()
    assert await empty.revisions() == (needed, needed)
    async with empty.reading() as tx:
        assert await tx.run_sync(tables_of) == {*metadata.tables, "alembic_version"}


async def test_migrating_again_changes_nothing(database: Database) -> None:
    """Every start migrates; rows that are there stay."""
    async with database.writing() as tx:
        await tx.execute(text("INSERT INTO marks (name, value, at) VALUES ('a', 'b', '2026-01-01 00:00:00')"))
    await database.migrate()
    async with database.reading() as tx:
        assert (await tx.execute(text("SELECT value FROM marks"))).scalar_one() == "b"


async def test_the_migrated_tables_are_those_of_the_code(database: Database) -> None:
    """No column, index or constraint was changed in the code without a migration."""

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.reading() as tx:
        assert await tx.run_sync(differences) == []


async def test_unique_and_foreign_keys_are_those_of_the_code(database: Database) -> None:
    """What keeps two open runs or orphaned rows out is in the database, not only in the code."""

    def keys(connection: Connection) -> dict[str, set[object]]:
        look = inspect(connection)
        return {
            name: {
                *(("unique", tuple(one["column_names"])) for one in look.get_unique_constraints(name)),
                *(("unique", tuple(one["column_names"])) for one in look.get_indexes(name) if one["unique"]),
                *(
                    (one["constrained_columns"][0], one["referred_table"], one.get("options", {}).get("ondelete"))
                    for one in look.get_foreign_keys(name)
                ),
            }
            for name in metadata.tables
        }

    async with database.reading() as tx:
        found = await tx.run_sync(keys)
    assert ("unique", ("player_id", "scenario_id", "kind")) in found["runs"]
    assert ("unique", ("player_id", "version", "choice", "trait")) in found["evidence"]
    assert {("player_id", "players", "CASCADE"), ("version", "versions", None)} <= found["runs"]
    assert ("run_id", "runs", "CASCADE") in found["moves"] & found["timers"] & found["evidence"]
    assert ("player_id", "players", "CASCADE") in found["evidence"]


async def test_processes_that_start_at_once_do_not_collide(another: Callable[[], Database]) -> None:
    """Three processes on one new database: one migrates, the others find it done."""
    databases = [another() for _ in range(3)]
    await asyncio.gather(*(one.migrate() for one in databases))
    assert len({await one.revisions() for one in databases}) == 1


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    """Half a migration would be worse than none: all of it is there, or nothing."""
    async with empty.writing() as tx:
        await tx.execute(text("CREATE TABLE timers (id INTEGER)"))  # stands in the way of one of the last steps
    with pytest.raises(DatabaseUnusable, match="timers"):
        await empty.migrate()
    async with empty.reading() as tx:
        assert await tx.run_sync(tables_of) - {"alembic_version"} == {"timers"}


async def test_a_database_of_a_later_version_is_refused(database: Database) -> None:
    """After going back to an older Rapport, the newer tables are not touched; the one line names the revision."""
    async with database.writing() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="9999") as caught:
        await database.migrate()
    assert "\n" not in str(caught.value)
    assert (await database.revisions())[0] == "9999"


async def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    """An address that names some other file does that file no harm."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sofia,\n" * 500)
    database = open_database(f"sqlite+aiosqlite:///{file}")
    for attempt in (database.revisions, database.migrate):
        with pytest.raises(DatabaseUnusable, match="not a database"):
            await attempt()
    await database.close()
    assert file.read_text() == "Dear Sofia,\n" * 500
