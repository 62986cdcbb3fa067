"""Facts about this installation of the bot."""

from collections.abc import Callable
from datetime import datetime

from bot.storage import marks
from bot.storage.database import Database


class Installation:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def knows_commands(self, application_id: int, fingerprint: str) -> bool:
        """Whether Discord was told of exactly these commands the last time."""
        async with self._database.reading() as tx:
            mark = await marks.read(tx, f"commands/{application_id}")
        return mark is not None and mark[0] == fingerprint

    async def remember_commands(self, application_id: int, fingerprint: str) -> None:
        async with self._database.writing() as tx:
            await marks.set_mark(tx, f"commands/{application_id}", fingerprint, self._now())
