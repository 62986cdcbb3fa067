"""One database: its engine, its two kinds of transaction, and its migrations."""

from collections.abc import AsyncGenerator, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

Transaction = AsyncConnection
"""What a service passes to queries; it never looks inside."""

_WRITES = "rapport_writes"
_BUSY_MS = 10_000  # how long a write waits for another process's write on SQLite


class DatabaseUnusable(Exception):
    """The database cannot be reached, or is not one that Rapport can use. The message is one line without secrets."""


class Database:
    """Opened by `open_database`; `close` it at the end."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

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
        async with self._engine.connect() as connection:
            await connection.execution_options(**{_WRITES: True})
            async with connection.begin():
                yield connection

    async def migrate(self) -> None:
        """Bring the tables to this version of the code; does nothing where they are. Raises DatabaseUnusable."""
        with _as_unusable():
            async with self.writing() as connection:
                await connection.run_sync(_upgrade)

    async def revisions(self) -> tuple[str | None, str | None]:
        """The revision that the tables are at (None for an empty database), and the one that the code needs.

        Raises DatabaseUnusable.
        """
        with _as_unusable():
            async with self.reading() as connection:
                at = await connection.run_sync(lambda c: MigrationContext.configure(c).get_current_revision())
        return at, ScriptDirectory.from_config(_config()).get_current_head()

    async def close(self) -> None:
        await self._engine.dispose()


def open_database(url: str) -> Database:
    """A database by its address, `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`. Nothing is connected yet."""
    if make_url(url).get_backend_name() != "sqlite":
        return Database(create_async_engine(url, pool_pre_ping=True))
    engine = create_async_engine(url)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite address, or None for another database or one in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


@contextmanager
def _as_unusable() -> Generator[None]:
    """Turn whatever a driver raises into one line."""
    try:
        yield
    except (SQLAlchemyError, CommandError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise DatabaseUnusable(str(cause).strip().partition("\n")[0] or type(cause).__name__) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable and orderly: a commit is on the disk before it is answered, readers never block, foreign keys hold."""
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where the driver guesses
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
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


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
