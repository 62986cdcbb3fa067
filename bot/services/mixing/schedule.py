"""Scheduled mixers: set for an hour by a host, announced, and begun with whoever is there."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import schedule as domain
from bot.domain.schedule import AHEAD, ENOUGH, Outcome, Phase, Scheduled, Timetable
from bot.errors import BadMoment, EnoughScheduled, ScheduleGone, UnknownMoment, UnknownZone, ZoneNeeded
from bot.logs import log
from bot.services.mixing.line import Line
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.views import DueView, News, Notice, Upcoming, out_of_line
from bot.services.reminders import named_zone, zone_of
from bot.services.topics import Topics
from bot.storage import lines, reminders, scheduled, servers
from bot.storage.database import Database, Transaction
from bot.storage.lines import Waits

MOST = 20  # of one server; Discord takes 100 events of all kinds
SOONEST = timedelta(minutes=15)
AGAIN = timedelta(days=1)  # until what cannot be announced is tried again

_log = log(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a host typed. `names` are the words for days that it may use, see `domain.read_day`."""

    day: str
    time: str
    zone: str | None
    topic: str | None
    weekly: bool
    names: Sequence[str] = ()


class Schedule:
    """`now` gives the time in UTC; `times` when everything happens."""

    def __init__(
        self,
        database: Database,
        topics: Topics,
        line: Line,
        lobby: Lobby,
        now: Callable[[], datetime],
        times: Timetable,
    ) -> None:
        self._database, self._topics, self._line, self._lobby = database, topics, line, lobby
        self._now, self._times = now, times

    async def plan(self, server: int, host: int, wish: Wish) -> Upcoming:
        """Schedule a mixer, to be announced at once. Nothing is kept about the host.

        Raises NoLobby, TopicGone, UnknownZone, ZoneNeeded, UnknownMoment, BadMoment and EnoughScheduled.
        """
        now = self._now()
        async with self._database.writing() as tx:
            await self._line.lock_lobby(tx, server)
            if wish.topic:
                self._topics.current(wish.topic)
            zone = await self._zone(tx, server, host, wish.zone)
            starts_at = _moment(wish, zone, now)
            if not now + SOONEST <= starts_at <= now + AHEAD:
                raise BadMoment
            if len(await scheduled.upcoming(tx, server)) >= MOST:
                raise EnoughScheduled
            wall = domain.read_time(wish.time)
            return await self._add(tx, server, wish.topic, starts_at, zone, weekly=wish.weekly, wall=wall)

    async def today(self, server: int, host: int) -> date:
        """The day that it is by the clocks by which a host would schedule; by UTC where those are not known."""
        async with self._database.reading() as tx:
            return self._now().astimezone(await self._known_zone(tx, server, host) or UTC).date()

    async def upcoming(self, server: int) -> Sequence[Upcoming]:
        """What is scheduled in a server, the soonest first."""
        async with self._database.reading() as tx:
            return [self._shown(one) for one in await scheduled.upcoming(tx, server)]

    async def call_off(self, server: int, number: int, *, series: bool) -> Upcoming:
        """Call off a scheduled mixer of this server, or with it those that would follow weekly. Raises ScheduleGone."""
        async with self._database.writing() as tx:
            one = await scheduled.lock(tx, number)
            if one is None or one.server != server or one.phase is Phase.OVER:
                raise ScheduleGone
            await self._end(tx, one, Outcome.CALLED_OFF, goes_on=not series)
            return self._shown(one)

    async def due(self, but: Collection[int] = ()) -> Sequence[DueView]:
        """What is to be done in other servers than `but`, each to be reported back by one of the methods below."""
        now = self._now()
        async with self._database.reading() as tx:
            return [
                await self._due_view(tx, one, what)
                for one in await scheduled.due(tx, now, but)
                if (what := domain.due(one, self._times, now))
            ]

    async def view(self, number: int) -> DueView | None:
        """A scheduled mixer as it is now; None where it is gone."""
        async with self._database.reading() as tx:
            one = await scheduled.load(tx, number)
            return await self._due_view(tx, one, domain.Due.FINISH) if one else None

    async def untidy(self, but: Collection[int] = ()) -> Sequence[DueView]:
        """Those in other servers than `but` that are over while their event and their door do not show it yet."""
        async with self._database.reading() as tx:
            return [await self._due_view(tx, one, domain.Due.FINISH) for one in await scheduled.untidy(tx, but)]

    async def tidied(self, number: int) -> None:
        async with self._database.writing() as tx:
            await scheduled.tidied(tx, number)

    async def announced(self, number: int, event: int) -> None:
        """It has this event in Discord."""
        await self._keep(number, Phase.PLANNED, event_id=event)

    async def looked(self, number: int, yes: int) -> None:
        """So many people said yes; fewer than ENOUGH are not made to come in vain."""
        if yes < ENOUGH:
            await self.end(number, Outcome.FEW)
        else:
            await self._keep(number, Phase.PLANNED, looked=True)

    async def opened(self, number: int, door: int) -> None:
        """The doors are open, by this message."""
        await self._keep(number, Phase.PLANNED, phase=Phase.DOORS.value, since=self._now(), door_id=door, looked=True)

    async def begin(self, number: int) -> Sequence[Notice]:
        """Form groups of those who are there, of three as well. Whoever is left over is at the front of the line."""
        async with self._database.writing() as tx:
            one = await scheduled.lock(tx, number)
            server = await servers.find(tx, one.server) if one else None
            if one is None or server is None or one.phase is not Phase.DOORS:
                return ()
            called = await self._line.call(tx, server, scheduled=one.id, patience=0)
            left = [
                Waits(server.id, waits.person, waits.topic, waits.since, True, waits.answer)
                for waits in await lines.line(tx, server.id, one.id)
            ]
            for waits in left:
                await lines.wait(tx, waits)
            await scheduled.keep(tx, one.id, self._times, phase=Phase.BEGUN.value, since=self._now())
            await servers.touch(tx, server.id)
            _log.info("scheduled mixer begun", scheduled=one.id, groups=len(called.groups), left=len(left))
            return await self._lobby.news(tx, left, News.PASSED_BY if called.groups else News.FEW_CAME)

    async def end(self, number: int, outcome: Outcome) -> None:
        """It is over; where it is weekly, the next one is scheduled."""
        async with self._database.writing() as tx:
            one = await scheduled.lock(tx, number)
            if one is not None and one.phase is not Phase.OVER:
                await self._end(tx, one, outcome, goes_on=True)

    async def unannounced(self, number: int) -> bool:
        """It cannot be put among the events now. Whether that is news to the hosts.

        One of a series is tried again each day as long as there is time for people to say yes, and left out after that.
        """
        now = self._now()
        async with self._database.writing() as tx:
            one = await scheduled.lock(tx, number)
            if one is None or one.phase is not Phase.PLANNED or one.event is not None:
                return False
            if one.weekly and domain.needs_look(one.starts_at, self._times, now + AGAIN):
                await scheduled.wait(tx, number, now + AGAIN)
            else:
                await self._end(tx, one, Outcome.CLOSED, goes_on=True)
        return not one.weekly or now - one.since < AGAIN

    async def event_gone(self, event: int) -> None:
        """Its event is there no more. Somebody deleted or cancelled it: it is called off, and those after it.

        Past the hour, an event goes by itself: then it was missed, and a weekly one goes on.
        """
        async with self._database.writing() as tx:
            one = await scheduled.lock_of_event(tx, event)
            if one is None or one.phase not in (Phase.PLANNED, Phase.DOORS):
                return
            missed = self._now() >= one.starts_at
            await self._end(tx, one, Outcome.MISSED if missed else Outcome.CALLED_OFF, goes_on=missed)

    async def let_go(self) -> Sequence[Notice]:
        """Let those go who are there for what does not happen."""
        async with self._database.reading() as tx:
            if not await lines.in_vain(tx):
                return ()
        async with self._database.writing() as tx:
            out = await lines.leave_each(tx, await lines.in_vain(tx))
        return out_of_line(out, News.CALLED_OFF)

    async def moved(self, event: int, starts_at: datetime) -> bool:
        """Somebody gave its event another time; whether that changes anything."""
        async with self._database.writing() as tx:
            one = await scheduled.lock_of_event(tx, event)
            if one is None or one.phase is not Phase.PLANNED or one.starts_at == starts_at:
                return False
            looked = not domain.needs_look(starts_at, self._times, self._now())
            wall = scheduled.wall_text(starts_at.astimezone(zone_of(one.zone) or UTC).time())
            await scheduled.keep(tx, one.id, self._times, starts_at=starts_at, looked=looked, wall=wall)
            await servers.touch(tx, one.server)
        return True

    async def events(self, server: int) -> Sequence[int]:
        """The events that this server's scheduled mixers are to have."""
        async with self._database.reading() as tx:
            return [one.event for one in await scheduled.upcoming(tx, server) if one.event]

    async def seconds_to_next(self, but: Collection[int] = ()) -> float | None:
        """In how many seconds something is due in other servers than `but`; None where nothing is scheduled."""
        async with self._database.reading() as tx:
            at = await scheduled.next_due(tx, but)
        return None if at is None else max(0.0, (at - self._now()).total_seconds())

    async def _zone(self, tx: Transaction, server: int, host: int, typed: str | None) -> ZoneInfo:
        if typed:
            name = named_zone(typed)
            if name is None:
                raise UnknownZone
            await servers.set_zone(tx, server, name)
            return ZoneInfo(name)
        known = await self._known_zone(tx, server, host)
        if known is None:
            raise ZoneNeeded
        return known

    async def _known_zone(self, tx: Transaction, server: int, host: int) -> ZoneInfo | None:
        found = await servers.find(tx, server)
        own = await reminders.of_player(tx, host)
        return zone_of(found.zone if found else None) or zone_of(own.zone)

    async def _add(
        self,
        tx: Transaction,
        server: int,
        topic: str | None,
        starts_at: datetime,
        zone: ZoneInfo,
        *,
        weekly: bool,
        wall: time | None,
    ) -> Upcoming:
        now = self._now()
        wall = wall or starts_at.astimezone(zone).time()
        number = await scheduled.plan(tx, server, topic, starts_at, zone.key, now, weekly=weekly, wall=wall)
        looked = not domain.needs_look(starts_at, self._times, now)
        await scheduled.keep(tx, number, self._times, looked=looked)
        await servers.touch(tx, server)
        _log.info("scheduled", server=server, scheduled=number)
        one = await scheduled.load(tx, number)
        assert one is not None
        return self._shown(one)

    async def _keep(self, number: int, while_in: Phase, **values: object) -> None:
        async with self._database.writing() as tx:
            one = await scheduled.lock(tx, number)
            if one is not None and one.phase is while_in:
                await scheduled.keep(tx, number, self._times, **values)
                await servers.touch(tx, one.server)

    async def _end(self, tx: Transaction, one: Scheduled, outcome: Outcome, *, goes_on: bool) -> None:
        now = self._now()
        await scheduled.keep(
            tx, one.id, self._times, phase=Phase.OVER.value, since=now, outcome=outcome.value, untidy=True
        )
        zone = zone_of(one.zone)
        if one.weekly and goes_on and zone:
            starts_at = domain.next_week(one.starts_at, zone, now + SOONEST, one.wall)
            await self._add(tx, one.server, one.topic, starts_at, zone, weekly=True, wall=one.wall)
        await servers.touch(tx, one.server)
        _log.info("scheduled mixer over", scheduled=one.id, outcome=outcome.value)

    async def _due_view(self, tx: Transaction, one: Scheduled, what: domain.Due) -> DueView:
        server = await servers.find(tx, one.server)
        assert server is not None  # what is scheduled goes when its server goes
        ends_at = one.starts_at + timedelta(seconds=self._times.length)
        return DueView(what, self._shown(one), ends_at, server.lobby, server.open)

    def _shown(self, one: Scheduled) -> Upcoming:
        return Upcoming(one, self._topics.named(one.topic))


def _moment(wish: Wish, zone: ZoneInfo, now: datetime) -> datetime:
    """When that is. Raises UnknownMoment."""
    day = domain.read_day(wish.day, now.astimezone(zone).date(), wish.names)
    at = domain.read_time(wish.time)
    if day is None or at is None:
        raise UnknownMoment
    return domain.instant(day, at, zone)
