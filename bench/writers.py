"""What a crowd costs on SQLite: so many clicks at once, lined up in the process or left to SQLite's own waiting.

Both write to a file of their own on the same disk, in turns. A writer that finds SQLite busy looks again after pauses
that grow to a tenth of a second, whoever came first.
"""

import asyncio
import contextlib
import statistics
import tempfile
import time
from pathlib import Path

from discord.utils import utcnow

from bot.storage import marks
from bot.storage.database import Database, open_database

ROUNDS, CROWDS = 9, (1, 10, 50)


def main() -> None:
    """Print milliseconds until the last of a crowd has its answer, and the ratio."""
    asyncio.run(_compare())


async def _compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lined_up, left_alone = [await _opened(Path(folder) / name) for name in ("lined-up.db", "left-alone.db")]
        left_alone._turn = contextlib.nullcontext()  # pyright: ignore[reportPrivateUsage]
        for crowd in CROWDS:
            took: dict[Database, list[float]] = {lined_up: [], left_alone: []}
            for _ in range(ROUNDS):
                for database, times in took.items():
                    times.append(await _crowd(database, crowd))
            line, alone = (statistics.median(times) * 1000 for times in took.values())
            print(f"{crowd} at once: lined up {line:.1f} ms, left to SQLite {alone:.1f} ms: ratio {alone / line:.2f}")
        for database in (lined_up, left_alone):
            await database.close()


async def _opened(file: Path) -> Database:
    database = open_database(f"sqlite+aiosqlite:///{file}")
    await database.migrate()
    return database


async def _crowd(database: Database, size: int) -> float:
    async def write(number: int) -> None:
        async with database.writing() as tx:
            await marks.read(tx, str(number))
            await marks.set_mark(tx, str(number), "x", utcnow())

    began = time.perf_counter()
    await asyncio.gather(*map(write, range(size)))
    return time.perf_counter() - began
