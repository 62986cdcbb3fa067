"""What a player can set."""

from collections.abc import Callable
from datetime import datetime

from bot.errors import NotStarted
from bot.services.views import PreferencesView
from bot.storage import players, timers
from bot.storage.database import Database


class Preferences:
    """Kept only for those who agreed to be stored; everybody else has the defaults. `now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def view(self, player_id: int) -> PreferencesView:
        """What is set. Raises NotStarted for somebody about whom nothing is stored."""
        async with self._database.reading() as tx:
            player = await players.find(tx, player_id)
        if player is None:
            raise NotStarted
        return PreferencesView(player.timers, player.dm_open)

    async def set_timers(self, player_id: int, on: bool) -> PreferencesView:
        """Let choices be timed, or not: then the clocks that run are dropped as well. Raises NotStarted."""
        async with self._database.writing() as tx:
            await players.set_timers(tx, player_id, on)
            if not on:
                await timers.drop_all(tx, player_id, self._now())
        return await self.view(player_id)

    async def dm_open(self, player_id: int) -> bool:
        """Whether to try direct messages: yes, unless they failed the last time."""
        async with self._database.reading() as tx:
            player = await players.find(tx, player_id)
        return player.dm_open if player else True

    async def remember_dm(self, player_id: int, dm_open: bool) -> None:
        """Remember whether direct messages arrive; does nothing for somebody who has not agreed to be stored."""
        async with self._database.writing() as tx:
            await players.set_dm_open(tx, player_id, dm_open)
