"""Check-ins from before they were numbered."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from bot.storage.database import _config, open_database

OLD = """
INSERT INTO players VALUES (1, '2026-01-01 00:00:00', 1, 1), (2, '2026-01-01 00:00:00', 1, 1);
INSERT INTO checkins (player_id, at, effort, energy, attention, carrying) VALUES
    (1, '2026-01-09 00:00:00', 3, 3, 3, 3), (2, '2026-01-10 00:00:00', 3, 3, 3, 3),
    (1, '2026-01-02 00:00:00', 3, 3, 3, 3), (1, '2026-01-16 00:00:00', 3, 3, 3, 3);
"""


async def test_earlier_check_ins_are_numbered(tmp_path: Path) -> None:
    """Each of a player's gets its number in the order of time, beside those of others, and comes back unharmed."""
    file = tmp_path / "old.db"
    opened = open_database(f"sqlite+aiosqlite:///{file}")

    def go(connection: Connection, to: str, back: bool) -> None:
        config = _config()
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, to)

    async with opened.writing() as tx:
        await tx.run_sync(go, "0005", False)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(OLD)
        async with opened.writing() as tx:
            await tx.run_sync(go, "0006", False)
        rows = connection.execute("SELECT player_id, number, practised FROM checkins ORDER BY id").fetchall()
        assert rows == [(1, 2, 0), (2, 1, 0), (1, 1, 0), (1, 3, 0)]
        async with opened.writing() as tx:
            await tx.run_sync(go, "0005", True)
        assert connection.execute("SELECT count(*) FROM checkins").fetchone() == (4,)
    await opened.close()
