"""Rooms as they are opened in Discord: a thread for each group that was called in, perhaps with a voice room.

Everything here may be tried again after a restart: what is there already is found.
"""

import aiohttp
import discord

from bot.logs import log
from bot.services import Services
from bot.services.mixing.views import RoomView
from bot.storage.mixers import Reason
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.mixing_lobby import invited_card, kept_out_card
from bot.ui.mixing.hosts import tell_hosts
from bot.ui.mixing.panels import change_answer, tell
from bot.ui.mixing.permissions import VOICE, lacking
from bot.ui.mixing.sight import out_of_sight
from bot.ui.mixing.voice import open_voice
from bot.ui.mixing.words import speech_of_person, speech_of_server

ARCHIVE_MINUTES = 1440
NAME_TEXT = 100

_log = log(__name__)


class Opener:
    """Opens the rooms of those who were called in. It holds nothing about anybody."""

    def __init__(self, services: Services) -> None:
        self._services, self._rooms = services, services.mixing.rooms

    async def open_rooms(self, client: discord.Client) -> bool:
        """Open a room for each group. One that cannot open holds up no other. Whether one is to be tried again."""
        hidden = out_of_sight(client)
        again = [
            await outcome(self._try(client, view), mixer=view.mixer.id, server=view.mixer.server)
            for view in await self._rooms.opening()
            if view.mixer.server not in hidden
        ]
        return any(isinstance(one, Failure) or one for one in again)

    async def _try(self, client: discord.Client, view: RoomView) -> bool:
        """Open a room, or give up on it where that will not help. Whether to try again."""
        try:
            if not await self._open(client, view):
                await self._keep_out(client, view, Reason.PERMISSION)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("room not opened", mixer=view.mixer.id, code=error.code)
            await self._keep_out(client, view, Reason.PERMISSION)
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.warning("room not opened", mixer=view.mixer.id, error=str(error))
            if not is_refusal(error) or not await self._rooms.waits_in_vain(view.mixer.id):
                return True
            await self._keep_out(client, view, Reason.REFUSED)
        return False

    async def _open(self, client: discord.Client, view: RoomView) -> bool:
        """Whether there is a lobby to open a room in."""
        mixer = view.mixer
        server = await self._services.mixing.lobby.server(mixer.server)
        lobby = client.get_channel(server.lobby) if server else None
        if not isinstance(lobby, discord.TextChannel):
            return False
        told = speech_of_server(client, self._services, mixer.server).of(view)
        name = f"{told.topic.title} · {mixer.id}"
        thread = await _thread(lobby, name)
        voice = await self._open_voice(client, lobby, view, name) if mixer.voice else None
        missing = [one.person for one in view.present if not await add(thread, one.person)]
        for person, answer in mixer.answers.items():
            speech = await speech_of_person(self._services, person)
            await change_answer(client, answer, invited_card(thread.jump_url, speech.tr))
        await self._rooms.opened(mixer.id, thread.id, voice.id if voice else None)
        for person in missing:
            await self._rooms.never_came(mixer.id, person)
        return True

    async def _open_voice(
        self, client: discord.Client, lobby: discord.TextChannel, view: RoomView, name: str
    ) -> discord.VoiceChannel | None:
        """The voice room beside the thread. Where there can be none, people meet in the thread, and the hosts hear."""
        try:
            return await open_voice(lobby, view, name)
        except discord.HTTPException as error:
            _log.warning("voice room not opened", mixer=view.mixer.id, code=error.code)
            _ = speech_of_server(client, self._services, lobby.guild.id).tr.gettext
            words = _("I could not open a voice room for a mixer, so its people have their thread alone.")
            if missing := lacking(lobby.guild.me.guild_permissions, VOICE):
                words += " " + _("I need: {names}.").format(names=", ".join(missing))
            await tell_hosts(client, self._services, lobby.guild.id, words, f"novoice{view.mixer.id}")
            return None

    async def _keep_out(self, client: discord.Client, view: RoomView, reason: Reason) -> None:
        """The room cannot be opened: those who waited for it hear of it, and those who still stand in line."""
        for notice in await self._rooms.kept_out(view.mixer.id, reason):
            await tell(client, self._services, notice)
        for person, answer in view.mixer.answers.items():
            speech = await speech_of_person(self._services, person)
            await change_answer(client, answer, kept_out_card(reason, speech.tr))


def is_refusal(error: Exception) -> bool:
    """Whether Discord understood and said no, so that asking once more will hardly help."""
    return isinstance(error, discord.HTTPException) and 400 <= error.status < 500 and error.status != 429


async def add(thread: discord.Thread, person: int) -> bool:
    """Whether somebody could be added to a thread: not if they have left the server, for example."""
    try:
        await thread.add_user(discord.Object(person))
    except discord.HTTPException as error:
        if not is_refusal(error):
            raise
        _log.info("not added to the room", thread=thread.id, code=error.code)
        return False
    return True


async def _thread(lobby: discord.TextChannel, name: str) -> discord.Thread:
    """The room of this name: the one that was opened before a restart, or a new one."""
    name = name[-NAME_TEXT:]
    me = lobby.guild.me.id
    for thread in lobby.threads:
        if thread.name == name and thread.owner_id == me and not thread.archived:
            return thread
    return await lobby.create_thread(
        name=name,
        type=discord.ChannelType.private_thread,
        invitable=False,
        auto_archive_duration=ARCHIVE_MINUTES,
    )
