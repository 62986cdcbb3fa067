"""Scheduled mixers as Discord has them: events, and word to those who said yes.

Everything here may be tried again after a restart: what is there already is found, and nothing is said twice.
"""

from collections.abc import Awaitable, Callable, Sequence

import discord

from bot.domain.schedule import ENOUGH, Due, Outcome, Phase
from bot.logs import log
from bot.services import Services
from bot.services.mixing.views import DueView
from bot.ui.boundary import Failure
from bot.ui.cards.mixing_schedule import off_card, topic_text
from bot.ui.delivery import attempt
from bot.ui.mixing.doors import Doors
from bot.ui.mixing.events import alert, event_of
from bot.ui.mixing.hosts import whisper
from bot.ui.mixing.panels import tell
from bot.ui.mixing.permissions import EVENTS
from bot.ui.mixing.sight import gone, out_of_sight
from bot.ui.mixing.words import speech_of_person, speech_of_server

NAME_TEXT, PLACE_TEXT = 100, 100  # Discord's limits on an event

Work = Callable[[discord.Client, DueView], Awaitable[None]]

_log = log(__name__)


class Calendar:
    """Does what scheduled mixers ask for. It holds nothing about anybody."""

    def __init__(self, services: Services) -> None:
        self._services, self._schedule, self._doors = services, services.mixing.schedule, Doors(services)

    async def work(self, client: discord.Client) -> bool:
        """Do everything that is due. Whether something is to be tried again later."""
        hidden = out_of_sight(client)
        failed = [await self._failed(client, one, self._do) for one in await self._schedule.due(hidden)]
        failed += [await self._failed(client, one, self._tidy) for one in await self._schedule.untidy(hidden)]
        for notice in await self._schedule.let_go():
            await tell(client, self._services, notice)
        return any(failed)

    async def _failed(self, client: discord.Client, one: DueView, work: Work) -> bool:
        """Whether the work has to wait, or failed and is to be tried again. It holds up no other."""
        scheduled = one.upcoming.scheduled
        if gone(client, scheduled.server) and scheduled.phase is not Phase.OVER:
            return True  # it is about to be ended with everything else there
        return isinstance(await attempt(work(client, one), scheduled=scheduled.id, what=one.what.value), Failure)

    async def look_around(self, client: discord.Client) -> None:
        """After the bot was away: events that somebody deleted or moved meanwhile."""
        for guild in client.guilds:
            if guild.unavailable:
                continue  # that its events are not to be seen says nothing about them
            there = {event.id: event for event in guild.scheduled_events}
            for number in await self._schedule.events(guild.id):
                event = there.get(number)
                if event is None or event.status is discord.EventStatus.cancelled:
                    await self._schedule.event_gone(number)
                else:
                    await self.moved(event)

    async def moved(self, event: discord.ScheduledEvent) -> bool:
        """An event may have another time than before; whether that changes anything."""
        if event.status is not discord.EventStatus.scheduled:
            return False  # one that has started may have been given the time at which it did
        return await self._schedule.moved(event.id, event.start_time)

    async def _do(self, client: discord.Client, one: DueView) -> None:
        number = one.upcoming.scheduled.id
        match one.what:
            case Due.ANNOUNCE if not one.open:
                await self._schedule.unannounced(number)
            case Due.LOOK | Due.OPEN if not one.open:
                await self._schedule.end(number, Outcome.CLOSED)
            case Due.ANNOUNCE:
                await self._announce(client, one)
            case Due.LOOK:
                await self._look(client, one)
            case Due.OPEN:
                await self._doors.open(client, one)
            case Due.BEGIN:
                for notice in await self._schedule.begin(number):
                    await tell(client, self._services, notice)
                await self._doors.redraw(client, number)
            case Due.FINISH:
                await self._schedule.end(number, Outcome.HELD)
            case Due.MISSED:
                await self._schedule.end(number, Outcome.MISSED)

    async def _announce(self, client: discord.Client, one: DueView) -> None:
        """Put it among the server's events, unless a process that was ended in between has done so."""
        number, guild = one.upcoming.scheduled.id, client.get_guild(one.upcoming.scheduled.server)
        if guild is None:
            return
        try:
            event = self._found(client, guild, one) or await self._create(client, guild, one)
        except discord.Forbidden:
            if await self._schedule.unannounced(number):
                _ = speech_of_server(client, self._services, guild.id).tr.gettext
                words = _(
                    "I could not put a mixer among the events of this server, so it is called off. I need: {names}."
                )
                if one.upcoming.scheduled.weekly:
                    words = _("I could not put a mixer among the events of this server. I need: {names}.")
                await alert(client, self._services, one, words, EVENTS)
        else:
            await self._schedule.announced(number, event.id)

    async def _look(self, client: discord.Client, one: DueView) -> None:
        """Did enough say yes? Where that cannot be seen, nobody is told to stay at home for it."""
        try:
            event = await event_of(client, one)
            yes = len(await _said_yes(event)) if event else 0
        except discord.Forbidden as error:
            _log.warning("not seen who said yes", scheduled=one.upcoming.scheduled.id, code=error.code)
            yes = ENOUGH
        await self._schedule.looked(one.upcoming.scheduled.id, yes)

    async def _create(self, client: discord.Client, guild: discord.Guild, one: DueView) -> discord.ScheduledEvent:
        speech, lobby = speech_of_server(client, self._services, guild.id), guild.get_channel(one.lobby)
        return await guild.create_scheduled_event(
            name=self._name(client, one),
            description=speech.tr.gettext(
                "Meet three others in a room of your own and talk: a topic, a few prompts, and a good word for each "
                "other at the end. Say that you are interested, and come to the lobby when the doors open."
            ),
            start_time=one.upcoming.scheduled.starts_at,
            end_time=one.ends_at,
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location=f"#{lobby.name}"[:PLACE_TEXT] if lobby else "Discord",
        )

    def _found(self, client: discord.Client, guild: discord.Guild, one: DueView) -> discord.ScheduledEvent | None:
        """An event of ours that is this one's, and was not noted."""
        name, starts_at = self._name(client, one), one.upcoming.scheduled.starts_at
        mine = (event for event in guild.scheduled_events if event.creator_id == guild.me.id and event.name == name)
        fits = (event for event in mine if event.status is discord.EventStatus.scheduled)
        return next((event for event in fits if event.start_time == starts_at), None)

    def _name(self, client: discord.Client, one: DueView) -> str:
        """What its event is called."""
        speech = speech_of_server(client, self._services, one.upcoming.scheduled.server)
        return topic_text(speech.of(one.upcoming), speech.tr)[:NAME_TEXT]

    async def _tidy(self, client: discord.Client, one: DueView) -> None:
        """It is over: tell those who said yes if they come in vain, end the event, and take the door away."""
        scheduled = one.upcoming.scheduled
        try:
            event = await event_of(client, one)
            if event and scheduled.outcome in (Outcome.FEW, Outcome.CLOSED):
                await self._apologise(client, one, event)
            if event:
                await _end(event)
        except discord.Forbidden as error:
            _log.info("event left as it is", scheduled=scheduled.id, code=error.code)
        if scheduled.door:
            await self._doors.tidy(client, one)
        await self._schedule.tidied(scheduled.id)

    async def _apologise(self, client: discord.Client, one: DueView, event: discord.ScheduledEvent) -> None:
        """Tell those who said yes that it does not happen."""
        where = event.guild.name if event.guild else "Discord"
        for person in await _said_yes(event):
            speech = await speech_of_person(self._services, person)
            shown = off_card(speech.of(one.upcoming), where, speech.tr)
            await whisper(client, self._services, person, shown, f"few/{one.upcoming.scheduled.id}/{person}")


async def _said_yes(event: discord.ScheduledEvent) -> Sequence[int]:
    """The people who are interested. They are asked of Discord each time, and kept nowhere."""
    return [user.id async for user in event.users() if not user.bot]


async def _end(event: discord.ScheduledEvent) -> None:
    try:
        if event.status is discord.EventStatus.scheduled:
            await event.cancel()
        elif event.status is discord.EventStatus.active:
            await event.end()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("event left as it is", scheduled_event=event.id, code=error.code)
