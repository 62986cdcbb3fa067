"""Each test of storage runs on SQLite and on PostgreSQL, each time in a database of its own."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.storage.database import Database, open_database
from tests.support.databases import POSTGRES, fresh


@pytest.fixture(params=["sqlite", POSTGRES])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database of each kind."""
    async with fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=[POSTGRES])
async def on_server(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database on a PostgreSQL server."""
    async with fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def empty(address: str) -> AsyncIterator[Database]:
    """An empty database."""
    database = open_database(address)
    yield database
    await database.close()


@pytest.fixture
async def database(empty: Database) -> Database:
    """A database at this version."""
    await empty.migrate()
    return empty


@pytest.fixture
async def another(address: str) -> AsyncIterator[Callable[[], Database]]:
    """Opens the same database once more, as another process would."""
    opened: list[Database] = []

    def opens() -> Database:
        opened.append(open_database(address))
        return opened[-1]

    yield opens
    for one in opened:
        await one.close()
