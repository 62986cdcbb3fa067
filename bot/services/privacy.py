"""A player's data is the player's: seeing what is kept, taking it along, having it removed."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.errors import NotStarted
from bot.logs import log
from bot.storage import marks, personal, players, retention, servers
from bot.storage.database import Database

FORMAT, FORMAT_VERSION = "rapport-export", 1
LARGE = 8 * 1024 * 1024  # bytes; Discord takes 10 MiB in a file
DAY = timedelta(days=1)
AT_A_TIME = 25  # players whose older runs are removed before others have their turn

_MARK = "retention"
_log = log(__name__)


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """`agreed_at` is None for somebody about whom nothing is stored; `retention_days` None where there is no limit."""

    agreed_at: datetime | None
    retention_days: int | None


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One JSON document, compressed (gzip) where it would be too large for a message."""

    name: str
    data: bytes


class Privacy:
    """`now` gives the time in UTC; `retention_days` is the host's limit, None for none."""

    def __init__(self, database: Database, now: Callable[[], datetime], retention_days: int | None) -> None:
        self._database, self._now, self._days = database, now, retention_days

    async def view(self, player_id: int) -> PrivacyView:
        """What can be said before anything is asked for."""
        async with self._database.reading() as tx:
            player = await players.find(tx, player_id)
        return PrivacyView(player.agreed_at if player else None, self._days)

    async def export(self, player_id: int) -> ExportFile:
        """Everything that is kept about somebody, as docs/export.md describes it. Raises NotStarted."""
        async with self._database.reading() as tx:
            if await players.find(tx, player_id) is None:
                raise NotStarted
            tables = await personal.export(tx, player_id)
        document = {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "exported_at": self._now().isoformat().replace("+00:00", "Z"),
            "person": str(player_id),
            "tables": tables,
        }
        _log.info("exported", player=player_id)
        return await asyncio.to_thread(_file, document)

    async def erase(self, player_id: int) -> None:
        """Remove every row about somebody. Doing it twice, or for a stranger, does no harm."""
        rows = None
        while rows is None:
            rows = await self._erase(player_id)
        await self._database.overwrite()
        _log.info("erased", rows=rows)

    async def _erase(self, player_id: int) -> int | None:
        """How many rows went; None where they came to another server meanwhile, which has to be locked first."""
        async with self._database.writing() as tx:
            locked = await servers.lock_of_person(tx, player_id)
            await players.find(tx, player_id, lock=True)
            if not await servers.of_person(tx, player_id) <= locked:
                return None
            return await personal.erase(tx, player_id)

    async def keep_to_limit(self) -> bool:
        """Once a day, remove what is older than the host's limit; without one, nothing is ever removed.

        Each player's runs go in a transaction of their own, and only some players' at a time, so that nobody's click
        has to wait for the sum of it; then what has an age of its own, and last whoever has nothing left and wants no
        reminders. Returns whether that was all for today.
        """
        if self._days is None:
            return True
        now = self._now()
        before = now - timedelta(days=self._days)
        async with self._database.reading() as tx:
            mark = await marks.read(tx, _MARK)
            if mark is not None and now - mark[1] < DAY:
                return True
        if await self._remove_runs(before) or await self._remove_rest(before):
            return False
        async with self._database.writing() as tx:
            await marks.set_mark(tx, _MARK, str(self._days), now)
        await self._database.overwrite()
        return True

    async def _remove_runs(self, before: datetime) -> bool:
        """Some players' older runs; whether there may be more."""
        async with self._database.reading() as tx:
            found = await retention.with_older_runs(tx, before, AT_A_TIME)
        for player in found:
            async with self._database.writing() as tx:
                gone = await retention.remove_runs(tx, player, before)
            _log.info("retention", player=player, runs=gone, days=self._days)
        return len(found) == AT_A_TIME

    async def _remove_rest(self, before: datetime) -> bool:
        """What has an age of its own, and some of those who have nothing left; whether there may be more of them."""
        for table in retention.aging():
            async with self._database.writing() as tx:
                rows = await retention.remove_rows(tx, table, before)
            _log.info("retention", table=table.name, rows=rows, days=self._days)
        async with self._database.reading() as tx:
            found = await retention.lapsed(tx, before, AT_A_TIME)
        for player in found:
            async with self._database.writing() as tx:
                gone = await retention.forget(tx, player)
            _log.info("retention", player=player, gone=gone, days=self._days)
        return len(found) == AT_A_TIME


def _file(document: dict[str, Any]) -> ExportFile:
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    if len(data) <= LARGE:
        return ExportFile("rapport.json", data)
    return ExportFile("rapport.json.gz", gzip.compress(orjson.dumps(document), mtime=0))
