"""Rooms as Discord has them: opened, spoken in, put away. Everything here may be tried again after a restart."""

from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.logs import log
from bot.services import Services
from bot.services.mixing.views import RoomView, Task
from bot.storage.mixers import Reason
from bot.storage.sends import Kind
from bot.ui.answer import NO_MENTIONS
from bot.ui.cards.mixing_kudos import gift_card
from bot.ui.cards.mixing_lobby import invited_card, kept_out_card
from bot.ui.cards.mixing_room import private_card, room_card
from bot.ui.mixing.hosts import tell_hosts, whisper
from bot.ui.mixing.panels import change_answer
from bot.ui.mixing.permissions import LOBBY, VOICE, lacking
from bot.ui.mixing.voice import open_voice, remove_room
from bot.ui.mixing.words import speech_of_person, speech_of_server

ARCHIVE_MINUTES = 1440
NAME_TEXT = 100
PRIVATE = frozenset({Kind.HINT, Kind.GIFT, Kind.LET_GO, Kind.LOST})

_log = log(__name__)


class StageHand:
    """Does what the rooms ask for. It holds nothing about anybody."""

    def __init__(self, services: Services) -> None:
        self._services, self._rooms = services, services.mixing.rooms

    async def open_rooms(self, client: discord.Client) -> None:
        """Open a thread for each group that was called in."""
        for view in await self._rooms.opening():
            try:
                await self._open(client, view)
            except (discord.Forbidden, discord.NotFound) as error:
                _log.warning("room not opened", mixer=view.mixer.id, code=error.code)
                await self._rooms.kept_out(view.mixer.id)
                for person, answer in view.mixer.answers.items():
                    speech = await speech_of_person(self._services, person)
                    await change_answer(client, answer, kept_out_card(speech.tr))

    async def work(self, client: discord.Client) -> bool:
        """Say and do everything that is waiting. Whether something has to be tried again later."""
        failed: set[int] = set()
        tasks = list(await self._rooms.tasks())
        while tasks:
            task = tasks.pop(0)
            if task.send.mixer in failed:
                continue  # what a mixer says keeps its order
            try:
                if not await self._do(client, task):
                    tasks = list(await self._rooms.tasks())
            except (discord.HTTPException, aiohttp.ClientError) as error:
                _log.warning("mixer's task failed", mixer=task.send.mixer, kind=task.send.kind.value, error=str(error))
                failed.add(task.send.mixer)
        return bool(failed)

    async def _open(self, client: discord.Client, view: RoomView) -> None:
        mixer = view.mixer
        server = await self._services.mixing.lobby.server(mixer.server)
        lobby = client.get_channel(server.lobby) if server else None
        if not isinstance(lobby, discord.TextChannel):
            await self._rooms.kept_out(mixer.id)
            return
        told = speech_of_server(client, self._services, mixer.server).of(view)
        name = f"{told.topic.title} · {mixer.id}"
        thread = await _thread(lobby, name)
        voice = await self._open_voice(client, lobby, view, name) if mixer.voice else None
        missing = [one.person for one in view.present if not await _add(thread, one.person)]
        for person, answer in mixer.answers.items():
            speech = await speech_of_person(self._services, person)
            await change_answer(client, answer, invited_card(thread.jump_url, speech.tr))
        await self._rooms.opened(mixer.id, thread.id, voice.id if voice else None)
        for person in missing:
            await self._rooms.leave(mixer.id, person)

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

    async def _do(self, client: discord.Client, task: Task) -> bool:
        """Do one task; False where it could not be done for good, and other tasks have come of that."""
        kind = task.send.kind
        if kind in PRIVATE:
            await self._in_private(client, task)
        elif kind is Kind.ALERT:
            await self._alert(client, task)
        elif kind is Kind.ARCHIVE:
            await _quietly(lambda: _put_away(client, task))
            if task.room.mixer.voice_room:
                await remove_room(client, self._services.mixing.voice, task.room.mixer.voice_room)
        elif kind is Kind.IN:
            await self._let_in(client, task)
        elif kind is Kind.OUT:
            await _quietly(lambda: _take_out(client, task))
        elif not await self._say(client, task):
            return False
        await self._rooms.done(task)
        return True

    async def _let_in(self, client: discord.Client, task: Task) -> None:
        """Add somebody who came late; who cannot be added has left the server."""
        thread = await _found_thread(client, task)
        if thread and task.send.person and not await _add(thread, task.send.person):
            await self._rooms.leave(task.room.mixer.id, task.send.person)

    async def _say(self, client: discord.Client, task: Task) -> bool:
        """Say something in the thread; False where there is no thread any more, and the mixer is over."""
        thread = task.room.mixer.thread
        assert thread is not None  # nothing is said before the room is open
        speech = speech_of_server(client, self._services, task.room.mixer.server)
        shown = room_card(speech.of(task), speech.tr)
        shown.stop()
        try:
            channel = client.get_partial_messageable(thread)
            await channel.send(view=shown, nonce=task.send.nonce, allowed_mentions=NO_MENTIONS)
        except (discord.NotFound, discord.Forbidden) as error:
            reason = Reason.THREAD if isinstance(error, discord.NotFound) else Reason.PERMISSION
            return not await self._rooms.lost(thread, reason)  # one that was over already has nothing more to say
        return True

    async def _in_private(self, client: discord.Client, task: Task) -> None:
        assert task.send.person is not None
        if task.send.kind is Kind.GIFT and not task.got:
            return  # the goodbye has a button that says something kind; a message about nothing would not be
        speech = await speech_of_person(self._services, task.send.person)
        if task.send.kind is Kind.GIFT:
            shown = gift_card(task.got, speech.tr)
        else:
            shown = private_card(speech.of(task), speech.tr)
        await whisper(client, self._services, task.send.person, shown, task.send.nonce)

    async def _alert(self, client: discord.Client, task: Task) -> None:
        """Tell the hosts that a room could not be opened or written in, and what is missing."""
        server = task.room.mixer.server
        found, guild = await self._services.mixing.lobby.server(server), client.get_guild(server)
        lobby = guild.get_channel(found.lobby) if guild and found else None
        missing = lacking(lobby.permissions_for(lobby.guild.me), LOBBY) if lobby else []
        _ = speech_of_server(client, self._services, server).tr.gettext
        where = lobby.mention if lobby else _("the lobby's channel, which is gone")
        words = _("A mixer could not go on: something is missing in {where}.").format(where=where)
        if missing:
            words += " " + _("I need: {names}.").format(names=", ".join(missing))
        words += " " + _("Run /mixer setup again once it is there.")
        await tell_hosts(client, self._services, server, words, task.send.nonce)


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


async def _add(thread: discord.Thread, person: int) -> bool:
    """Whether somebody could be added: not if they have left the server."""
    try:
        await thread.add_user(discord.Object(person))
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("not added to the room", thread=thread.id, code=error.code)
        return False
    return True


async def _quietly(work: Callable[[], Awaitable[None]]) -> None:
    """Tidying that does not matter once what is to be tidied is gone or out of reach."""
    try:
        await work()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("nothing to tidy", code=error.code)


async def _found_thread(client: discord.Client, task: Task) -> discord.Thread | None:
    mixer = task.room.mixer
    if mixer.thread is None:
        return None
    guild = client.get_guild(mixer.server)
    known = guild.get_thread(mixer.thread) if guild else None
    found = known or await client.fetch_channel(mixer.thread)
    return found if isinstance(found, discord.Thread) else None


async def _take_out(client: discord.Client, task: Task) -> None:
    thread = await _found_thread(client, task)
    if thread and task.send.person:
        await thread.remove_user(discord.Object(task.send.person))


async def _put_away(client: discord.Client, task: Task) -> None:
    thread = await _found_thread(client, task)
    if thread:
        await thread.edit(archived=True, locked=True)
