"""New and empty databases of each kind, and old ones."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from bot.storage.database import Database, _config

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


async def migrate_to(database: Database, revision: str, *, back: bool = False) -> None:
    """Bring a database to this revision, from an older one or `back` from a newer one."""

    def go(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, revision)

    async with database.writing() as tx:
        await tx.run_sync(go)
