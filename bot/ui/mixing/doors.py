"""The doors of scheduled mixers as Discord has them: a message in the lobby by which people say that they are there."""

import discord
from discord.utils import format_dt

from bot.domain.schedule import Outcome
from bot.logs import log
from bot.services import Services
from bot.services.mixing.views import DueView
from bot.ui.answer import NO_MENTIONS
from bot.ui.cards.mixing_schedule import door_card
from bot.ui.cards.parts import Card
from bot.ui.mixing.events import alert, event_of
from bot.ui.mixing.opening import is_refusal
from bot.ui.mixing.permissions import DOORS, EVENTS, lacking
from bot.ui.mixing.words import speech_of_server

_log = log(__name__)


class Doors:
    """Opens, redraws and removes them. It holds nothing about anybody."""

    def __init__(self, services: Services) -> None:
        self._services, self._schedule = services, services.mixing.schedule

    async def open(self, client: discord.Client, one: DueView) -> None:
        """Open the doors. Discord tells those who said yes when their event starts, so it starts now."""
        number = one.upcoming.scheduled.id
        try:
            event = await event_of(client, one)
            off = event is None or event.status in (discord.EventStatus.cancelled, discord.EventStatus.completed)
        except discord.Forbidden:
            event, off = None, False
        if off:
            assert one.upcoming.scheduled.event is not None  # it was announced
            await self._schedule.event_gone(one.upcoming.scheduled.event)
            return
        if _barred(client, one):  # before Discord calls anybody
            await self._give_up(client, one)
            return
        await self._start(client, one, event)
        try:
            channel, shown = client.get_partial_messageable(one.lobby), self._card(client, one)
            door = await channel.send(view=shown, nonce=f"door{number}", allowed_mentions=NO_MENTIONS)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("doors not opened", scheduled=number, code=error.code)
            await self._give_up(client, one)
        else:
            await self._schedule.opened(number, door.id)

    async def _give_up(self, client: discord.Client, one: DueView) -> None:
        """There are no doors to open: the hosts hear what is missing."""
        await self._schedule.end(one.upcoming.scheduled.id, Outcome.CLOSED)
        _ = speech_of_server(client, self._services, one.upcoming.scheduled.server).tr.gettext
        words = _("I could not open the doors of a mixer, so it does not happen. I need: {names}.")
        await alert(client, self._services, one, words, DOORS)

    async def _start(self, client: discord.Client, one: DueView, event: discord.ScheduledEvent | None) -> None:
        """Start its event. Where that is not allowed, those who look into the lobby can meet all the same."""
        if event and event.status is not discord.EventStatus.scheduled:
            return
        try:
            if event:
                await event.start()
                return
        except discord.HTTPException as error:
            if not is_refusal(error):
                raise
            _log.warning("event not started", scheduled=one.upcoming.scheduled.id, code=error.code)
        _ = speech_of_server(client, self._services, one.upcoming.scheduled.server).tr.gettext
        words = _(
            "The doors of a mixer are open, but I could not start its event, so Discord tells nobody. I need: {names}."
        )
        await alert(client, self._services, one, words, EVENTS)

    async def redraw(self, client: discord.Client, number: int) -> None:
        """Show on the door that it has begun."""
        one = await self._schedule.view(number)
        if one and one.upcoming.scheduled.door:
            await _draw_door(client, one, self._card(client, one))

    async def tidy(self, client: discord.Client, one: DueView) -> None:
        """It is over: take the door away, or show on it what has become of it."""
        if one.upcoming.scheduled.outcome is Outcome.HELD:
            await _remove_door(client, one)
        else:
            await _draw_door(client, one, self._card(client, one))

    def _card(self, client: discord.Client, one: DueView) -> Card:
        speech = speech_of_server(client, self._services, one.upcoming.scheduled.server)
        shown = door_card(speech.of(one.upcoming), speech.tr, format_dt(one.ends_at, "t"))
        shown.stop()
        return shown


def _barred(client: discord.Client, one: DueView) -> bool:
    """Whether the bot may not write in the lobby, or there is none."""
    lobby = client.get_channel(one.lobby)
    if not isinstance(lobby, discord.abc.GuildChannel):
        return True
    return bool(lacking(lobby.permissions_for(lobby.guild.me), DOORS))


async def _draw_door(client: discord.Client, one: DueView, shown: Card) -> None:
    scheduled = one.upcoming.scheduled
    assert scheduled.door is not None
    try:
        message = client.get_partial_messageable(one.lobby).get_partial_message(scheduled.door)
        await message.edit(view=shown, allowed_mentions=NO_MENTIONS)
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("door not drawn", scheduled=scheduled.id, code=error.code)


async def _remove_door(client: discord.Client, one: DueView) -> None:
    scheduled = one.upcoming.scheduled
    assert scheduled.door is not None
    try:
        await client.get_partial_messageable(one.lobby).get_partial_message(scheduled.door).delete()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("door not removed", scheduled=scheduled.id, code=error.code)
