"""The Discord client: it takes interactions in, and holds nothing about anybody."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from hashlib import sha256
from typing import Any

import discord
import orjson
from discord import app_commands

from bot.errors import RapportError
from bot.logs import log
from bot.services import Services
from bot.storage.timers import Timer
from bot.ui.answer import NO_MENTIONS, answer
from bot.ui.boundary import outcome
from bot.ui.clockwork import Clockwork
from bot.ui.commands import build_commands
from bot.ui.conversation import Conversation
from bot.ui.replies import Manner, Reply
from bot.ui.routes import Route, decode

LAST_ANSWERS = 5.0  # seconds that a shutdown waits for answers under way

_log = log(__name__)


def intents() -> discord.Intents:
    """Servers and direct messages; none that Discord calls privileged."""
    return discord.Intents(guilds=True, dm_messages=True)


class RapportClient(discord.Client):
    """`now` gives the time in UTC; `on_close` is awaited at the very end, when nothing is under way any more."""

    def __init__(
        self, services: Services, now: Callable[[], datetime], *, on_close: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(intents=intents(), allowed_mentions=NO_MENTIONS, max_messages=None)
        self._installation, self._on_close = services.installation, on_close
        self._clockwork = Clockwork(services.clocks, now, self._lapse)
        self._conversation = Conversation(services, now, self._clockwork.set)
        self._busy: set[asyncio.Task[None]] = set()
        self.tree = app_commands.CommandTree(self)
        for command in build_commands(self._conversation, services.shelf):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self._sync_commands()
        self._clockwork.start()

    async def on_ready(self) -> None:
        _log.info("ready", bot=self.user.id if self.user else None, servers=len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons and menus; the command tree takes the commands."""
        if interaction.type is not discord.InteractionType.component:
            return
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        try:
            route = decode(custom_id)
        except RapportError as error:
            await self._keep(answer(interaction, Manner.EDIT, _refused(error)))
            return
        manner = self._conversation.manner(interaction, route)
        await self._keep(answer(interaction, manner, self._follow(interaction, route)))

    async def close(self) -> None:
        """Finish what is under way, then leave."""
        if self.is_closed():
            return
        await self._clockwork.stop()
        if self._busy:
            await asyncio.wait(self._busy, timeout=LAST_ANSWERS)
        await super().close()
        await self._on_close()

    async def _follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        return await self._conversation.follow(interaction, route)

    async def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work, and let a shutdown wait for it."""
        task = asyncio.ensure_future(work)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        await task

    async def _lapse(self, timer: Timer) -> None:
        await outcome(self._conversation.lapse(self, timer), run=timer.run)

    async def _sync_commands(self) -> None:
        """Tell Discord of the commands, when they are not the ones that it was told of last."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        fingerprint = sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
        application = self.application_id or 0
        if await self._installation.knows_commands(application, fingerprint):
            return
        await self.tree.sync()
        await self._installation.remember_commands(application, fingerprint)
        _log.info("commands synced", count=len(payload))


async def _refused(error: RapportError) -> Reply:
    raise error
