"""Scheduled mixers: being there, calling one off, and what Discord says of their events."""

from collections.abc import Callable, Sequence

import discord

from bot.errors import OldButton
from bot.services import Services
from bot.services.mixing.views import HereView, SeatView, WaitView
from bot.storage.lines import Answer
from bot.storage.runs import Place
from bot.ui.cards.mixing_lobby import invited_card, wait_card
from bot.ui.cards.mixing_schedule import called_off_card, here_card
from bot.ui.cards.parts import thread_url
from bot.ui.clockwork import RETRY, SOON
from bot.ui.feature import Command, Listener
from bot.ui.mixing.calendar import Calendar
from bot.ui.mixing.hosting import only_hosts
from bot.ui.mixing.sight import Outlook, out_of_sight
from bot.ui.mixing.words import speech_for
from bot.ui.replies import Manner, Reply
from bot.ui.routes import Route
from bot.ui.routes import mixing as routes


class Scheduling:
    """`wake` is told in how many seconds there is something to do. Its commands are among those of mixers."""

    routes = routes.SCHEDULED

    def __init__(self, services: Services, wake: Callable[[float], None]) -> None:
        self._services, self._mixing = services, services.mixing
        self._wake, self._calendar = wake, Calendar(services)
        self._outlook = Outlook()

    def commands(self) -> Sequence[Command]:
        return ()

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return Manner.PRIVATE if isinstance(route, routes.ImHere) else Manner.EDIT

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        match route:
            case routes.ImHere(scheduled):
                offered = await self._mixing.arrivals.offer(scheduled, interaction.user.id)
                if not offered.agreed:
                    speech = speech_for(interaction, self._services)
                    return Reply(here_card(speech.of(offered), speech.tr))
                return await self._come(interaction, scheduled, agrees=False)
            case routes.AgreeHere(scheduled):
                return await self._come(interaction, scheduled, agrees=True)
            case routes.CallOff(scheduled, series):
                return await self._call_off(interaction, scheduled, series=bool(series))
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        """Announce, open doors, begin, and tidy up. Its groups find their rooms in the tick of the mixers."""
        if not client.is_ready():
            return None  # which servers there are is not known yet
        if number := self._outlook.due:
            await self._calendar.look_around(client)
            self._outlook.done(number)
        if await self._calendar.work(client):
            return RETRY.total_seconds()
        pause = await self._mixing.schedule.seconds_to_next(out_of_sight(client))
        return None if pause is None else max(SOON, pause)

    def came_back(self) -> None:
        """The servers came into sight: look around in them."""
        self._outlook.came_back()

    def listeners(self) -> Sequence[Listener]:
        """A host may move a scheduled mixer, or call it off, where Discord shows its event."""
        return (self.on_scheduled_event_update, self.on_scheduled_event_delete)

    async def on_scheduled_event_update(self, _: discord.ScheduledEvent, event: discord.ScheduledEvent) -> None:
        if event.status is discord.EventStatus.cancelled:
            await self.on_scheduled_event_delete(event)
        elif await self._calendar.moved(event):
            self._wake(0.0)

    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        await self._mixing.schedule.event_gone(event.id)
        self._wake(0.0)

    async def _call_off(self, interaction: discord.Interaction, number: int, *, series: bool) -> Reply:
        only_hosts(interaction)
        one = await self._mixing.schedule.call_off(interaction.guild_id or 0, number, series=series)
        self._wake(0.0)
        speech = speech_for(interaction, self._services)
        return Reply(called_off_card(speech.of(one), speech.tr))

    async def _come(self, interaction: discord.Interaction, scheduled: int, *, agrees: bool) -> Reply:
        """Be there. The answer is changed when something comes of it, so where it is has to be known."""
        speech = speech_for(interaction, self._services)
        server, person = interaction.guild_id or 0, interaction.user.id
        message = interaction.message
        answer = Answer(message.id, interaction.token) if message and message.flags.ephemeral else None
        found = await self._mixing.arrivals.come(scheduled, person, answer, agrees=agrees)
        self._wake(0.0)

        async def sent(place: Place) -> None:
            if place.message and place.token:
                await self._mixing.lobby.reach(server, person, Answer(place.message, place.token))

        match found:
            case HereView():
                return Reply(here_card(speech.of(found), speech.tr), sent)
            case WaitView():
                return Reply(wait_card(speech.of(found), speech.tr), sent)
            case SeatView(thread):
                return Reply(invited_card(thread_url(server, thread), speech.tr))
