"""The two kinds of transaction, what is on disk afterwards, and what an unusable database says."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage import marks
from bot.storage.database import Database, DatabaseUnusable, open_database, sqlite_file
from tests.storage.rows import NOON


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a SQLite database may be."""
    return tmp_path / "rapport.db"


def files_in(folder: Path) -> dict[str, bytes]:
    """What every file in a folder holds."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


async def test_sqlite_is_set_to_be_durable(file: Path) -> None:
    """WAL, full durability, foreign keys, and patience with another writer: on every connection."""
    database = open_database(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    async with database.reading() as first, database.reading() as second:
        for tx in (first, second):
            found = {
                name: (await tx.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
    await database.close()


async def test_a_migrated_file_stays_in_wal(file: Path) -> None:
    """The journal is a property of the file: whoever opens it next has it too."""
    database = open_database(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    await database.close()
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("content", ["nothing", "another table"])
async def test_looking_changes_no_byte(file: Path, content: str) -> None:
    """Reading the revision of a file that Rapport has not migrated leaves it as it was, and nothing beside it."""
    with closing(sqlite3.connect(file)) as plain, plain:
        if content == "another table":
            plain.execute("CREATE TABLE notes (id INTEGER)")
    before = files_in(file.parent)
    assert [*before] == ["rapport.db"]
    database = open_database(f"sqlite+aiosqlite:///{file}")
    assert (await database.revisions())[0] is None
    await database.close()
    assert files_in(file.parent) == before


async def test_reading_does_not_wait_for_a_writer(database: Database, another: Callable[[], Database]) -> None:
    """While somebody writes, others read what was there before; afterwards they read what was written."""
    elsewhere = another()
    async with database.writing() as writer:
        await marks.set_mark(writer, "a", "new", NOON)
        for reader in (database, elsewhere):
            async with asyncio.timeout(2), reader.reading() as tx:
                assert await marks.read(tx, "a") is None
    for reader in (database, elsewhere):
        async with reader.reading() as tx:
            assert await marks.read(tx, "a") == ("new", NOON)


async def test_writers_wait_for_each_other(database: Database, another: Callable[[], Database]) -> None:
    """Two processes that count up the same number at once lose no step."""

    async def count(here: Database) -> None:
        for _ in range(10):
            async with here.writing() as tx:
                await tx.execute(text("UPDATE marks SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)"))

    async with database.writing() as tx:
        await marks.set_mark(tx, "n", "0", NOON)
    await asyncio.gather(count(database), count(another()), count(database))
    async with database.reading() as tx:
        assert await marks.read(tx, "n") == ("30", NOON)


async def test_the_writers_of_a_sqlite_file_take_turns(file: Path) -> None:
    """In a crowd, who came first is served first: nobody's click waits while later ones overtake it."""
    database = open_database(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    served: list[int] = []

    async def write(number: int) -> None:
        async with database.writing() as tx:
            await marks.set_mark(tx, str(number), "x", NOON)
            served.append(number)

    await asyncio.gather(*map(write, range(30)))
    await database.close()
    assert served == [*range(30)]


async def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    """Either all of a transaction is kept or nothing, and the next one is not the worse for it."""
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.writing() as tx:
            await marks.set_mark(tx, "a", "b", NOON)
            raise ZeroDivisionError
    async with database.writing() as tx:
        assert await marks.read(tx, "a") is None
        await marks.set_mark(tx, "a", "c", NOON)
    async with database.reading() as tx:
        assert await marks.read(tx, "a") == ("c", NOON)


async def test_a_cancelled_write_leaves_nothing(database: Database) -> None:
    """A request that is cut off half-way frees its lock, and leaves no half of itself."""
    began = asyncio.Event()

    async def slow() -> None:
        async with database.writing() as tx:
            await marks.set_mark(tx, "a", "b", NOON)
            began.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await began.wait()
    task.cancel()
    await asyncio.wait({task})
    async with asyncio.timeout(5), database.writing() as tx:
        assert await marks.read(tx, "a") is None


async def test_what_is_written_is_not_quoted_in_errors(database: Database) -> None:
    """Errors end in the log: they tell the statement, and not its values (PostgreSQL's own DETAIL aside)."""
    with pytest.raises(IntegrityError) as caught:
        async with database.writing() as tx:
            await tx.execute(text("INSERT INTO marks (name, value) VALUES (:name, 'x')"), {"name": "my secret"})
    assert "my secret" not in str(caught.value).partition("DETAIL")[0]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql+asyncpg://ana:hunter22@127.0.0.1:1/rapport", "Connect call failed"),
        ("postgresql+asyncpg://ana:hunter22@host:hunter22/rapport", "not written like an address"),
        ("postgresql+asyncpg://ana:hunter22@127.0.0.1:1/rapport?nonsense=1", "nonsense"),
        ("nonsense", "not written like an address"),
        ("sqlite+aiosqlite://rapport.db", "names no file"),
        ("sqlite+aiosqlite://", "names no file"),
        ("sqlite+aiosqlite:///:memory:", "names no file"),
        ("sqlite+aiosqlite:////nowhere/at/all.db", "unable to open"),
    ],
)
async def test_what_cannot_be_used_is_told_in_one_line(address: str, told: str) -> None:
    """Every unusable address ends in one line that says why, without the password."""
    with pytest.raises(DatabaseUnusable, match=told) as caught:  # noqa: PT012 - either step may be the one that knows
        database = open_database(address)
        try:
            await database.revisions()
        finally:
            await database.close()
    assert "\n" not in str(caught.value)
    assert "hunter22" not in str(caught.value)


async def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package for PostgreSQL, the line says which extra brings it."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(DatabaseUnusable, match=r"asyncpg is not installed; .*`postgres`"):
        open_database("postgresql+asyncpg://ana@127.0.0.1:1/rapport")


async def test_the_usual_name_for_encryption_is_understood(on_server: str) -> None:
    """Addresses as hosting companies give them out, with `sslmode`, reach PostgreSQL."""
    database = open_database(f"{on_server}?sslmode=prefer")
    assert (await database.revisions())[0] is None
    await database.close()


async def test_a_wrong_name_is_told_in_one_line(on_server: str) -> None:
    """A database that the server does not have, or a role that it does not know, is no traceback."""
    database = open_database(f"{on_server}_not")
    with pytest.raises(DatabaseUnusable, match="does not exist"):
        await database.revisions()
    await database.close()


def test_the_file_behind_an_address() -> None:
    """Relative and absolute SQLite files are found; another database has none."""
    assert sqlite_file("sqlite+aiosqlite:///rapport.db") == Path("rapport.db")
    assert sqlite_file("sqlite+aiosqlite:////data/rapport.db") == Path("/data/rapport.db")
    assert sqlite_file("postgresql+asyncpg://ana@host/rapport") is None
