"""Rooms as Discord has them: spoken in, and put away. Everything here may be tried again after a restart."""

from collections.abc import Awaitable, Callable

import discord

from bot.logs import log
from bot.services import Services
from bot.services.mixing.views import Task
from bot.storage.mixers import Reason, StoredMixer
from bot.storage.sends import Kind
from bot.ui.answer import NO_MENTIONS
from bot.ui.boundary import Failure
from bot.ui.cards.mixing_kudos import gift_card
from bot.ui.cards.mixing_room import private_card, room_card
from bot.ui.delivery import attempt
from bot.ui.mixing.hosts import tell_hosts, whisper
from bot.ui.mixing.opening import add
from bot.ui.mixing.permissions import LOBBY, lacking
from bot.ui.mixing.sight import out_of_sight
from bot.ui.mixing.voice import remove_room, shut_out
from bot.ui.mixing.words import speech_of_person, speech_of_server

PRIVATE = frozenset({Kind.HINT, Kind.GIFT, Kind.LET_GO, Kind.LOST})

_log = log(__name__)


class StageHand:
    """Does what the rooms ask for. It holds nothing about anybody."""

    def __init__(self, services: Services) -> None:
        self._services, self._rooms = services, services.mixing.rooms

    async def work(self, client: discord.Client) -> bool:
        """Say and do everything that is waiting. Whether something has to be tried again later."""
        failed, hidden = set[int](), out_of_sight(client)
        tasks = list(await self._rooms.tasks())
        while tasks:
            task = tasks.pop(0)
            if task.send.mixer in failed or task.room.mixer.server in hidden:
                continue  # what a mixer says keeps its order
            done = await attempt(self._do(client, task), mixer=task.send.mixer, kind=task.send.kind.value)
            if isinstance(done, Failure):
                failed.add(task.send.mixer)  # and no other: what fails in one mixer is nothing to the rest
            elif not done:
                tasks = list(await self._rooms.tasks())
        return bool(failed)

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
            assert task.send.person is not None
            await take_out(client, task.room.mixer, task.send.person)
        elif not await self._say(client, task):
            return False
        await self._rooms.done(task)
        return True

    async def _let_in(self, client: discord.Client, task: Task) -> None:
        """Add somebody who came late; who cannot be added has left the server."""
        thread = await _found_thread(client, task.room.mixer)
        if thread and task.send.person and not await add(thread, task.send.person):
            await self._rooms.never_came(task.room.mixer.id, task.send.person)

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
        if task.room.mixer.reason is Reason.REFUSED:
            words = _(
                "Discord opened no room for a mixer in {where}; perhaps there are too many threads in this server. "
                "I have closed the lobby: run /mixer setup again once some are archived."
            ).format(where=where)
        else:
            words = _("A mixer could not go on: something is missing in {where}.").format(where=where)
            if missing:
                words += " " + _("I need: {names}.").format(names=", ".join(missing))
            words += " " + _("Run /mixer setup again once it is there.")
        await tell_hosts(client, self._services, server, words, task.send.nonce)


async def _quietly(work: Callable[[], Awaitable[None]]) -> None:
    """Tidying that does not matter once what is to be tidied is gone or out of reach."""
    try:
        await work()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("nothing to tidy", code=error.code)


async def take_out(client: discord.Client, mixer: StoredMixer, person: int) -> None:
    """Take somebody out of a mixer's thread and, where the bot may, close its voice room to them."""

    async def out() -> None:
        if thread := await _found_thread(client, mixer):
            await thread.remove_user(discord.Object(person))

    await _quietly(out)
    if room := mixer.voice_room:
        await _quietly(lambda: shut_out(client, room, person))


async def _found_thread(client: discord.Client, mixer: StoredMixer) -> discord.Thread | None:
    if mixer.thread is None:
        return None
    guild = client.get_guild(mixer.server)
    known = guild.get_thread(mixer.thread) if guild else None
    found = known or await client.fetch_channel(mixer.thread)
    return found if isinstance(found, discord.Thread) else None


async def _put_away(client: discord.Client, task: Task) -> None:
    thread = await _found_thread(client, task.room.mixer)
    if thread:
        await thread.edit(archived=True, locked=True)
