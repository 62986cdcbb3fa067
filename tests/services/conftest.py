"""Services are tested on a real SQLite file, and what several do at once on a PostgreSQL server too."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
import structlog.testing

from bot.storage.database import open_database
from tests.services.desk import Clock, Desk
from tests.support.databases import POSTGRES, fresh


@pytest.fixture(autouse=True)
def _in_silence() -> Iterator[None]:
    """What is logged is tested elsewhere; tracebacks painted for a terminal would take most of the time here."""
    structlog.configure(processors=[structlog.testing.LogCapture()])
    yield
    structlog.reset_defaults()


@pytest.fixture
async def desk(tmp_path: Path, migrated: Path) -> AsyncIterator[Desk]:
    """All services on an empty database, with Tea on the shelf."""
    shutil.copy(migrated, tmp_path / "rapport.db")
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}")
    yield Desk(database, Clock())
    await database.close()


@pytest.fixture(params=["sqlite", POSTGRES])
async def shared(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    """The same on an empty database of each kind: on PostgreSQL writers run side by side, and meet in its locks."""
    async with fresh(request.param, tmp_path) as address:
        database = open_database(address)
        await database.migrate()
        yield Desk(database, Clock())
        await database.close()
