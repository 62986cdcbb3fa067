"""Each test of storage runs on SQLite and on PostgreSQL, each time in a database of its own."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from bot.storage.database import Database, open_database

SERVER = os.environ.get("RAPPORT_TEST_POSTGRES", "")
POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)


@asynccontextmanager
async def fresh(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a new and empty database, which is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'rapport.db'}"
        return
    if not SERVER:
        pytest.skip("RAPPORT_TEST_POSTGRES names no PostgreSQL server")
    name = f"rapport_{uuid4().hex}"
    server = await asyncpg.connect(SERVER.replace("+asyncpg", ""))
    # A role's tables go into the schema of its own name: as good as a database of one's own, and made in no time.
    await server.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'tea'; CREATE SCHEMA AUTHORIZATION {name}")
    yield make_url(SERVER).set(username=name, password="tea").render_as_string(hide_password=False)
    await server.execute(f"DROP SCHEMA {name} CASCADE; DROP ROLE {name}")
    await server.close()


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
