"""Services are tested on a real SQLite file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import open_database
from tests.services.desk import Clock, Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """All services on an empty database, with Tea on the shelf."""
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}")
    await database.migrate()
    yield Desk(database, Clock())
    await database.close()
