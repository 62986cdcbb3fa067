"""Check-ins from before they were numbered."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.database import open_database
from tests.support.databases import migrate_to

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
    await migrate_to(opened, "0005")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(OLD)
        await migrate_to(opened, "0006")
        rows = connection.execute("SELECT player_id, number, practised FROM checkins ORDER BY id").fetchall()
        assert rows == [(1, 2, 0), (2, 1, 0), (1, 1, 0), (1, 3, 0)]
        await migrate_to(opened, "0005", back=True)
        assert connection.execute("SELECT count(*) FROM checkins").fetchone() == (4,)
    await opened.close()
