"""One database: its engine, its two kinds of transaction, and its migrations."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Transaction = AsyncConnection
"""What a service passes to queries; it never looks inside."""

_WRITES = "rapport_writes"
_BUSY_MS = 10_000  # how long a write waits for another process's write on SQLite
_OVERWRITE_MS = 200  # how long writers wait for a reader's sake, so that what was erased leaves the log
_WAL_ATTEMPTS, _WAL_PAUSE = 100, 0.1  # as long as a write waits
_CONNECT_SECONDS = 10  # how long a PostgreSQL server may take to answer at all
_LAST_WORDS = 0.02  # seconds in which the thread of a SQLite file that did not open can still report to this loop
_MIGRATION_LOCK = 0x526170706F7274  # "Rapport": any number that others do not lock as well


class DatabaseUnusable(Exception):
    """The database cannot be reached, or is not one that Rapport can use. The message is one line without secrets."""


class MadeByNewer(DatabaseUnusable):
    """Its tables are at a revision that this version of the code does not know."""


class Database:
    """Opened by `open_database`; `close` it at the end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # SQLite takes one writer at a time. Those of this process line up here, first come first served: left to
        # SQLite, each would look again after pauses that grow, and the last comers would overtake.
        self._turn = asyncio.Lock() if self.kind == "sqlite" else nullcontext()

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads: it never waits for a writer."""
        return self._engine.begin()

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Transaction]:
        """A transaction that may write. All of it is on disk when the block is left, or nothing of it is."""
        async with self._turn, self._engine.connect() as connection:
            await connection.execution_options(**{_WRITES: True})
            async with connection.begin():
                yield connection

    async def overwrite(self) -> None:
        """Let nothing that was removed stay readable in a SQLite file: in its log, what was is beside what is.

        While somebody reads an older state of it, the log has to stay; then it is done the next time.
        """
        if self.kind == "sqlite":
            async with self._turn, self._engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute_fetchall(f"PRAGMA busy_timeout={_OVERWRITE_MS}")
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                await driver.execute_fetchall(f"PRAGMA busy_timeout={_BUSY_MS}")

    async def migrate(self) -> None:
        """Bring the tables to this version of the code; does nothing where they are.

        Raises DatabaseUnusable, and MadeByNewer where they are ahead of it.
        """
        async with _as_unusable():
            if self.kind == "sqlite":
                await self._keep_wal()
            async with self.writing() as connection:
                if self.kind == "postgresql":  # of several processes that start at once, one migrates
                    await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
                await connection.run_sync(_upgrade)

    async def revisions(self) -> tuple[str | None, str | None]:
        """The revision that the tables are at (None for an empty database), and the one that the code needs.

        Raises DatabaseUnusable.
        """
        async with _as_unusable(), self.reading() as connection:
            at = await connection.run_sync(lambda c: MigrationContext.configure(c).get_current_revision())
        return at, _newest(_config())

    async def close(self) -> None:
        await self._engine.dispose()

    async def _keep_wal(self) -> None:
        """Let readers never wait for a writer. The file remembers it, so that just looking at one changes nothing."""
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            for attempt in range(_WAL_ATTEMPTS):
                try:
                    await driver.execute_fetchall("PRAGMA journal_mode=WAL")
                    return
                except sqlite3.OperationalError as error:  # another process is at it: this one statement never waits
                    if attempt == _WAL_ATTEMPTS - 1:
                        raise DatabaseUnusable(str(error)) from error
                    await asyncio.sleep(_WAL_PAUSE)


def open_database(url: str) -> Database:
    """A database by its address, `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`. Nothing is connected yet.

    Raises DatabaseUnusable for an address that cannot be one.
    """
    parsed = _parsed(url)
    kind = parsed.get_backend_name()
    options = {} if kind == "sqlite" else {"pool_pre_ping": True, "connect_args": {"timeout": _CONNECT_SECONDS}}
    try:
        engine = create_async_engine(parsed, hide_parameters=True, **options)
    except ModuleNotFoundError as error:
        raise DatabaseUnusable(f"{error.name} is not installed; Rapport's extra `postgres` brings it") from error
    except SQLAlchemyError as error:
        raise DatabaseUnusable(_first_line(error)) from error
    if kind == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def open_to_look(url: str) -> Database:
    """The same, for reading alone, and without a change to what a SQLite database consists of.

    The last who closes one in WAL mode moves the log into the file. Where a log is left of a process that was killed,
    the file is opened such that it stays; where there is none, there is nothing to move.
    """
    file = sqlite_file(url)
    if file is None or not file.with_name(f"{file.name}-wal").exists():
        return open_database(url)
    reading = _parsed(url).set(database=file.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
    return open_database(reading.render_as_string(hide_password=False))


def sqlite_address(file: Path) -> str:
    """The address of a SQLite database in this file, whatever signs are in its name."""
    return URL.create("sqlite", database=str(file.absolute())).render_as_string()


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite address, or None for another database. Raises DatabaseUnusable."""
    parsed = _parsed(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # what they say may hold a part of the password
        raise DatabaseUnusable("it is not written like an address") from None
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise DatabaseUnusable("it names no file; write for example sqlite:///rapport.db")
    # The addresses that hosting companies give out call asyncpg's `ssl` by this name.
    if parsed.get_backend_name() == "postgresql" and "sslmode" in parsed.query:
        ssl = parsed.query["sslmode"]
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": ssl})
    return parsed


@asynccontextmanager
async def _as_unusable() -> AsyncGenerator[None]:
    """Turn whatever a driver raises into one line; an unknown option in the address is a TypeError or ValueError."""
    try:
        yield
    except (SQLAlchemyError, CommandError, OSError, TypeError, ValueError) as error:
        await asyncio.sleep(_LAST_WORDS)
        raise DatabaseUnusable(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0] or type(cause).__name__


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable and orderly: a commit is on the disk before it is answered, and foreign keys hold."""
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    cursor = connection.cursor()
    # What is erased is overwritten, so that it is gone from the file as well.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", f"busy_timeout={_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that read first and wrote later could not be made to wait."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _newest(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


def _upgrade(connection: Connection) -> None:
    config = _config()
    at, head = MigrationContext.configure(connection).get_current_revision(), _newest(config)
    if at is not None and head is not None and at > head:
        raise MadeByNewer(f"it is at revision {at}, which a newer Rapport made; use that one")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
