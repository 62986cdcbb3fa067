"""The Discord client: it takes interactions in, and holds nothing about anybody."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256

import discord
import orjson
from discord import app_commands

from bot.errors import OldCommand, RapportError
from bot.logs import log
from bot.services import Services
from bot.ui.answer import NO_MENTIONS, Answers
from bot.ui.boundary import bounded, outcome
from bot.ui.challenging import Challenging
from bot.ui.checking_in import CheckingIn
from bot.ui.clockwork import Clockwork, Tick
from bot.ui.command_words import CommandWords
from bot.ui.conversation import Conversation
from bot.ui.feature import Feature
from bot.ui.guiding import Guiding
from bot.ui.looking_back import LookingBack
from bot.ui.mixing import Mixers, Scheduling
from bot.ui.owning import Owning
from bot.ui.preferring import Preferring
from bot.ui.replies import Manner, Reply
from bot.ui.routes import decode

LAST_ANSWERS = 5.0  # seconds that a shutdown waits for answers under way

_log = log(__name__)


def intents() -> discord.Intents:
    """Servers and direct messages; none that Discord calls privileged."""
    return discord.Intents(
        guilds=True, dm_messages=True, guild_messages=True, voice_states=True, guild_scheduled_events=True
    )


class RapportClient(discord.Client):
    """`now` gives the time in UTC; `on_close` is awaited at the very end, when nothing is under way any more."""

    def __init__(
        self, services: Services, now: Callable[[], datetime], *, on_close: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(intents=intents(), allowed_mentions=NO_MENTIONS, max_messages=None)
        self._services, self._on_close = services, on_close
        self._answers = Answers(services.languages.speaking)
        self._clockwork = Clockwork(now, self._hands)
        scheduling = Scheduling(services, self._clockwork.set)
        mixers = Mixers(services, self._clockwork.set, self._answers)
        self._alone: tuple[Feature, ...] = (
            Conversation(services, now, self._clockwork.set, self._answers),
            LookingBack(services, self._answers),
            Guiding(services, self._answers),
            CheckingIn(services, self._answers),
            Challenging(services, self._answers),
            Preferring(services, self._clockwork.set, self._answers),
            Owning(services, self._clockwork.set, self._answers),
        )
        self._in_turn = (scheduling, mixers)  # groups that begin at the hour find their rooms
        self._features: tuple[Feature, ...] = (*self._alone, *self._in_turn)
        for listener in (*scheduling.listeners(), *mixers.listeners(self)):
            self.event(bounded(listener))
        self._by_route = {route: feature for feature in self._features for route in feature.routes}
        self.tree, self._words = app_commands.CommandTree(self), CommandWords()
        self.tree.error(self._refuse_command)
        for feature in self._features:
            for one in feature.commands():
                self.tree.add_command(one)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(self._words)
        await self._sync_commands()
        await outcome(self._beat())  # before anything is judged by the clock: how long nobody was heard
        self._clockwork.start()

    async def on_ready(self) -> None:
        _log.info("ready", bot=self.user.id if self.user else None, servers=len(self.guilds))
        self._servers_in_sight()
        self._clockwork.set(0.0)  # what needs the servers was left until they are known

    async def on_guild_available(self, _: discord.Guild) -> None:
        """An outage is over there. Others are likely to follow, so they are all looked at when the alarm rings next."""
        self._servers_in_sight()

    def _servers_in_sight(self) -> None:
        for feature in self._in_turn:
            feature.came_back()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, menus and forms; the command tree takes the commands."""
        if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            return
        try:
            route = decode(str((interaction.data or {}).get("custom_id", "")))
        except RapportError as error:
            await self._answers.give(interaction, Manner.EDIT, _refused(error))
            return
        feature = self._by_route[type(route)]
        await self._answers.give(interaction, feature.manner(interaction, route), feature.follow(interaction, route))

    async def _refuse_command(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Answer a command that found no callback: Discord shows old commands for a while after they have changed."""
        if interaction.type is discord.InteractionType.autocomplete:
            return  # a list of nothing: while people type, there is nowhere to tell them anything
        old = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        await self._answers.give(interaction, Manner.PRIVATE, _refused(OldCommand() if old else error))

    async def close(self) -> None:
        """Finish what is under way, then leave."""
        if self.is_closed():
            return
        await self._clockwork.stop()
        await self._answers.finish(LAST_ANSWERS)
        await super().close()
        await self._on_close()

    def _hands(self) -> list[list[Tick]]:
        """What the clockwork does: nothing waits for anything else, but for what belongs together."""
        hands: list[Sequence[Feature]] = [*([feature] for feature in self._alone), self._in_turn]
        return [[self._beat], *([partial(feature.tick, self) for feature in hand] for hand in hands)]

    async def _beat(self) -> None:
        await self._services.clocks.beat()

    async def _sync_commands(self) -> None:
        """Tell Discord of the commands, when they are not the ones that it was told of last."""
        commands = self.tree.get_commands()
        payload = [await command.get_translated_payload(self.tree, self._words) for command in commands]
        fingerprint = sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
        application = self.application_id or 0
        if await self._services.installation.knows_commands(application, fingerprint):
            return
        await self.tree.sync()
        await self._services.installation.remember_commands(application, fingerprint)
        _log.info("commands synced", count=len(payload))


async def _refused(error: Exception) -> Reply:
    raise error
