"""Mixers: people who practise with each other, from the lobby to goodbye."""

from collections.abc import Callable, Sequence

import discord

from bot.domain.traits import Trait
from bot.errors import NotStarted, OldButton
from bot.services import Services
from bot.storage.lines import Answer
from bot.storage.mixers import Reason
from bot.ui.answer import Answers
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.mixing_kudos import gift_card, kudos_card
from bot.ui.cards.mixing_lobby import join_card, left_line_card, wait_card
from bot.ui.cards.mixing_room import role_card
from bot.ui.clockwork import RETRY, SOON
from bot.ui.feature import Command, Listener
from bot.ui.mixing.commands import MixingCommands, blocked, left_room
from bot.ui.mixing.opening import Opener
from bot.ui.mixing.panels import draw_panels, tell
from bot.ui.mixing.sight import Outlook, gone
from bot.ui.mixing.stage import StageHand
from bot.ui.mixing.voice import look_around, remove_voice
from bot.ui.mixing.words import speech_for
from bot.ui.replies import Manner, Reply, picked, words_for
from bot.ui.routes import Route
from bot.ui.routes import mixing as routes

_HERE = routes.JoinTopic | routes.Surprise | routes.GiveKudos | routes.KeepBlock
_TALK = (discord.MessageType.default, discord.MessageType.reply)


class Mixers:
    """`wake` is told in how many seconds there is something to do."""

    routes = routes.MEETING

    def __init__(self, services: Services, wake: Callable[[float], None], answers: Answers) -> None:
        self._mixing, self._wake = services.mixing, wake
        self._lobby, self._rooms, self._company = self._mixing.lobby, self._mixing.rooms, self._mixing.company
        self._services, self._opener, self._stage = services, Opener(services), StageHand(services)
        self._commands = MixingCommands(services, answers, wake)
        self._outlook = Outlook()

    def commands(self) -> Sequence[Command]:
        return self._commands.commands()

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        here = isinstance(route, _HERE)
        return Manner.EDIT if here else Manner.PRIVATE

    async def follow(  # noqa: PLR0911 - one line for each route is the shortest way to read it
        self, interaction: discord.Interaction, route: Route
    ) -> Reply:
        user, tr = interaction.user.id, words_for(interaction)
        match route:
            case routes.Join():
                return await self._offer(interaction)
            case routes.JoinTopic(agrees):
                return await self._join(interaction, picked(interaction), agrees=bool(agrees))
            case routes.Surprise(agrees):
                return await self._join(interaction, None, agrees=bool(agrees))
            case routes.LeaveLine():
                was_in = await self._lobby.leave(interaction.guild_id or 0, user)
                self._wake(0.0)
                return Reply(left_line_card(was_in, tr))
            case routes.MyRole(mixer):
                return Reply(role_card(await self._rooms.role(mixer, user), tr))
            case routes.LeaveRoom(mixer):
                await self._rooms.leave(mixer, user)
                self._wake(0.0)
                return Reply(left_room(interaction))
            case routes.OpenKudos(mixer):
                return Reply(kudos_card(await self._company.kudos(mixer, user), tr))
            case routes.GiveKudos(mixer, person):
                given = await self._company.give(mixer, user, person, Trait(picked(interaction)))
                return Reply(kudos_card(given, tr))
            case routes.MyKudos(mixer):
                return Reply(gift_card((await self._company.gift(mixer, user)).got, tr))
            case routes.KeepBlock(person):
                return await blocked(self._company.block, interaction, person)
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        """Call people in, open their rooms, move every mixer on, say what is to be said, draw the panels."""
        if not client.is_ready():
            return None  # which servers there are is not known yet
        if number := self._outlook.due:
            await self._look_around(client)
            self._outlook.done(number)
        for notice in (*await self._lobby.expire(), *await self._lobby.call()):
            await tell(client, self._services, notice)
        failed = [
            await self._opener.open_rooms(client),
            await self._advance(),
            await self._stage.work(client),
            await draw_panels(client, self._services),
        ]
        pauses = [
            await self._lobby.seconds_to_next(),
            await self._rooms.seconds_to_next(),
            RETRY.total_seconds() if any(failed) else None,
        ]
        soonest = min((pause for pause in pauses if pause is not None), default=None)
        return None if soonest is None else max(SOON, soonest)

    def came_back(self) -> None:
        """The servers came into sight: look around in them."""
        self._outlook.came_back()

    async def _look_around(self, client: discord.Client) -> None:
        """After the bot was away: servers that removed it, panels that went, and who is in the voice rooms."""
        for server in await self._lobby.in_use():
            if gone(client, server):
                await self._server_gone(client, server)
        await self._lobby.doubt()
        await look_around(client, self._mixing.voice)

    async def _server_gone(self, client: discord.Client, server: int) -> None:
        """The bot was removed from a server: it is over there, and those who waited hear of it."""
        for notice in await self._rooms.server_gone(server):
            await tell(client, self._services, notice)

    async def _advance(self) -> bool:
        """Move every mixer on; one that fails holds up no other. Whether one is to be tried again."""
        moved = [await outcome(self._rooms.advance(mixer), mixer=mixer) for mixer in await self._rooms.due()]
        return any(isinstance(one, Failure) for one in moved)

    def listeners(self, client: discord.Client) -> Sequence[Listener]:
        """What this feature hears of Discord's events; each is named after its event."""

        async def on_guild_remove(guild: discord.Guild) -> None:
            await self._server_gone(client, guild.id)
            self._wake(0.0)

        return (
            on_guild_remove,
            self.on_message,
            self.on_raw_message_delete,
            self.on_raw_bulk_message_delete,
            self.on_raw_thread_delete,
            self.on_guild_channel_delete,
            self.on_voice_state_update,
        )

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote in a thread: that it happened counts, and what they wrote is not looked at."""
        if message.author.bot or message.guild is None or message.type not in _TALK:
            return
        if isinstance(message.channel, discord.abc.GuildChannel):
            return  # no thread: on a busy server that is nearly all that is said, and costs nothing
        await self._rooms.heard(message.channel.id, message.author.id)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        if event.guild_id is None:
            return
        if await self._lobby.lost(event.channel_id, event.message_id):
            self._wake(0.0)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """A moderator or another bot clears a channel: Discord tells of all its messages at once."""
        if event.guild_id is not None and await self._lobby.lost_among(event.channel_id, event.message_ids):
            self._wake(0.0)

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        if await self._rooms.lost(event.thread_id, Reason.THREAD):
            self._wake(0.0)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        if await self._lobby.lost(channel.id):
            self._wake(0.0)

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody came or went. A room that is left empty after goodbye is removed."""
        left, came = before.channel, after.channel
        if member.bot or left == came:
            return
        voice = await self._mixing.voice.moved(member.id, left.id if left else None, came.id if came else None)
        if voice and voice.ending and left and not left.voice_states:
            await remove_voice(left, self._mixing.voice)

    async def _offer(self, interaction: discord.Interaction) -> Reply:
        offered = await self._lobby.offer(interaction.guild_id or 0, interaction.user.id)
        return Reply(join_card(speech_for(interaction, self._services).of(offered), words_for(interaction)))

    async def _join(self, interaction: discord.Interaction, topic: str | None, *, agrees: bool) -> Reply:
        """In line. Who erased everything since the topics were offered is offered them again, and asked."""
        message, server, person = interaction.message, interaction.guild_id or 0, interaction.user.id
        answer = Answer(message.id, interaction.token) if message else None
        speech = speech_for(interaction, self._services)
        try:
            view = await self._lobby.join(server, person, topic, answer, agrees=agrees)
        except NotStarted:
            return await self._offer(interaction)
        self._wake(0.0)
        return Reply(wait_card(speech.of(view), speech.tr))
