"""Whose rows are whose, told from the tables: proven on every table that there is, also on those added tomorrow."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Float, Integer, Table, insert, select

from bot.storage.database import Database, Transaction, open_database
from bot.storage.personal import METADATA, SOMEBODY_ELSE, erase, export, personal_tables
from bot.storage.retention import aging, forget, lapsed, remove_rows, remove_runs, with_older_runs
from bot.storage.tables import UtcDateTime

ANA, BEN, CLEO = 700_000_000_000_000_001, 700_000_000_000_000_002, 700_000_000_000_000_003
THEN = datetime(2026, 1, 1, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs" / "export.md"
SCHEMA = DOCS.with_name("export.schema.json")

_numbers = count(1)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh, migrated database with rows about three people in every table that can hold any."""
    opened = open_database(f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}")
    await opened.migrate()
    async with opened.writing() as tx:
        await populate(tx)
    yield opened
    await opened.close()


async def populate(tx: Transaction) -> None:
    """A row in every table for each person, or each pair of people where a row names two."""
    kept: dict[tuple[str, Any], dict[str, Any]] = {}
    about = {one.table: one for one in personal_tables()}
    for table in METADATA.sorted_tables:
        one = about.get(table)
        people = (*one.own, *one.other) if one else ()
        pairs = [(ANA, BEN), (BEN, ANA), (BEN, CLEO), (CLEO, BEN)]
        for persons in [(ANA, BEN), (BEN, CLEO), (CLEO, BEN)] if len(people) < 2 else pairs:
            row = {column.name: value(column, persons[0], kept) for column in table.columns}
            row |= {column.name: person for column, person in zip(people, persons, strict=False)}
            row |= {column.name: f"{persons[0]} {persons[1]}" for column in (one.among if one else ())}
            await tx.execute(insert(table).values(row))
            kept.setdefault((table.name, persons[0]), row)


def value(column: Column[Any], person: int, kept: dict[tuple[str, Any], dict[str, Any]]) -> Any:
    """Something that fits the column: the person's own row of another table where it refers to one."""
    for key in column.foreign_keys:
        if (parent := kept.get((key.column.table.name, person))) is not None:
            return parent[key.column.name]
    number = next(_numbers)
    match column.type:
        case UtcDateTime() | DateTime():
            return THEN
        case Boolean():
            return False
        case Float():
            return 0.5
        case Integer() | BigInteger():
            return number
        case _:
            return f"w{number}"


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    async with database.reading() as tx:
        return {
            table.name: [dict(row) for row in (await tx.execute(select(table))).mappings().all()]
            for table in METADATA.sorted_tables
        }


def naming(rows: list[dict[str, Any]], person: int) -> list[dict[str, Any]]:
    """The rows in which a person's id stands anywhere."""
    return [row for row in rows if any(str(person) in str(one) for one in row.values())]


def hangs_on_person(table: Table) -> bool:
    """Told in another way than the code does: over chains of foreign keys that delete along."""
    if table.name == "players":
        return True
    return any(key.ondelete == "CASCADE" and hangs_on_person(key.column.table) for key in table.foreign_keys)


def test_every_table_that_hangs_on_a_person_is_known() -> None:
    """No table with a person behind its foreign keys is overlooked."""
    known = {one.table.name for one in personal_tables()}
    assert {table.name for table in METADATA.sorted_tables if hangs_on_person(table)} <= known


def test_every_column_that_could_hold_a_person_says_so() -> None:
    """A column named like a person's id is one for the code as well, with a foreign key or without."""
    about = {one.table: {*one.own, *one.other, *one.among} for one in personal_tables()}
    words = ("player", "person", "user", "giver", "receiver", "blocker", "blocked", "reporter", "host_id", "member_id")
    missed = [
        str(column)
        for table in METADATA.sorted_tables
        for column in table.columns
        if any(word in column.name for word in words) and column not in about.get(table, set())
    ]
    assert missed == []


async def test_erasing_leaves_no_row_that_names_the_person(database: Database) -> None:
    """After it, no value of any column of any table holds Ana's id; before it, every personal table did."""
    before = await everything(database)
    own = [one.table.name for one in personal_tables() if one.own or one.other or one.among]
    assert [table for table in own if not naming(before[table], ANA)] == []
    async with database.writing() as tx:
        await erase(tx, ANA)
    after = await everything(database)
    assert {table: naming(rows, ANA) for table, rows in after.items() if naming(rows, ANA)} == {}


async def test_erasing_takes_what_hangs_on_the_rows(database: Database) -> None:
    """Moves and timers name nobody, and go with the run that they belong to."""
    through = [one for one in personal_tables() if one.through is not None]
    assert {"moves", "timers"} <= {one.table.name for one in through}
    before = await everything(database)
    async with database.writing() as tx:
        await erase(tx, ANA)
    after = await everything(database)
    for one in through:
        assert len(after[one.table.name]) == len(before[one.table.name]) - 1, one.table.name


async def test_erasing_leaves_the_rows_of_others(database: Database) -> None:
    """Whatever does not name Ana stays as it was, but for an id that was taken out of a list."""
    before = await everything(database)
    async with database.writing() as tx:
        await erase(tx, ANA)
    after = await everything(database)
    hanging = {one.table.name for one in personal_tables() if one.through is not None}
    for table, rows in before.items():
        if table not in hanging:
            kept = [row for row in rows if row not in naming(rows, ANA)]
            assert [row for row in kept if row not in after[table]] == [], table


async def test_export_covers_every_table_and_names_nobody_else(database: Database) -> None:
    """Each table with rows of Ana's own is there with all of them; Ben is somebody else; no secret is in it."""
    async with database.reading() as tx:
        tables = await export(tx, ANA)
    assert set(tables) == {one.table.name for one in personal_tables() if one.own or one.through is not None}
    assert [table for table, rows in tables.items() if not rows] == []
    assert str(BEN) not in str(tables)
    assert SOMEBODY_ELSE in str(tables)
    for one in personal_tables():
        secrets = {column.name for column in one.table.columns if column.info.get("secret")}
        for row in tables.get(one.table.name, []):
            assert set(row) == {column.name for column in one.table.columns} - secrets


async def test_who_is_blocked_does_not_learn_of_it(database: Database) -> None:
    """Ben's export says nothing of those who would rather not meet him."""
    async with database.writing() as tx:
        await tx.execute(METADATA.tables["blocks"].delete())
        await tx.execute(insert(METADATA.tables["blocks"]).values(blocker_id=ANA, blocked_id=BEN))
        assert (await export(tx, BEN))["blocks"] == []
        assert len((await export(tx, ANA))["blocks"]) == 1


def test_the_document_names_every_table_and_column() -> None:
    """docs/export.md describes all that an export may hold."""
    words = DOCS.read_text(encoding="utf-8")
    missing = [
        f"{one.table.name}.{column.name}"
        for one in personal_tables()
        if one.own or one.through is not None
        for column in one.table.columns
        if not column.info.get("secret") and f"`{column.name}`" not in section(words, one.table.name)
    ]
    assert missing == []


def test_the_schema_describes_every_table_and_column() -> None:
    """docs/export.schema.json requires each of them, and says what it holds."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["tables"]
    for one in personal_tables():
        if one.own or one.through is not None:
            items = schema["properties"][one.table.name]["items"]
            columns = [column.name for column in one.table.columns if not column.info.get("secret")]
            assert set(columns) == set(items["required"]) == set(items["properties"]), one.table.name
            assert one.table.name in schema["required"]


def section(words: str, table: str) -> str:
    """The line of a table in the document."""
    return next((line for line in words.splitlines() if line.startswith(f"| `{table}` |")), "")


async def test_retention_forgets_who_has_nothing_left(database: Database) -> None:
    """Past the limit everything of everybody goes, and so do they."""
    async with database.writing() as tx:
        for table in ("queue", "sends"):
            await tx.execute(METADATA.tables[table].delete())
        await tx.execute(METADATA.tables["reminders"].update().values(due_at=None))
        for player in (ANA, BEN, CLEO):
            await remove_runs(tx, player, THEN + timedelta(days=1))
        for table in aging():
            await remove_rows(tx, table, THEN + timedelta(days=1))
        assert await lapsed(tx, THEN + timedelta(days=1), 10) == (ANA, BEN, CLEO)
        assert [await forget(tx, player) for player in (ANA, BEN, CLEO)] == [True] * 3
    after = await everything(database)
    assert {table: rows for table, rows in after.items() if naming(rows, ANA)} == {}


async def test_retention_leaves_what_is_younger(database: Database) -> None:
    """Not a row goes that is as young as the limit."""
    before = await everything(database)
    async with database.writing() as tx:
        assert await with_older_runs(tx, THEN, 10) == ()
        assert [await remove_runs(tx, player, THEN) for player in (ANA, BEN, CLEO)] == [0, 0, 0]
        assert [await remove_rows(tx, table, THEN) for table in aging()] == [0] * len(aging())
        assert await lapsed(tx, THEN, 10) == ()
        assert not await forget(tx, ANA)
    assert await everything(database) == before
