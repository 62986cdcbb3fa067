"""Reminders: asked for by the player, sent once, and quiet again as soon as they are not wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.domain.reminders import Quiet, Rhythm, is_quiet, next_occurrence
from bot.errors import NotStarted, UnknownZone
from bot.logs import log
from bot.services.cities import CITIES, CLOCKS
from bot.storage import players, reminders
from bot.storage.database import Database, Transaction
from bot.storage.reminders import Reminder, Stopped

LATE = timedelta(hours=2)  # a reminder that is later than this (the bot was away) is left out
AT_A_TIME = 50  # reminders given out at once
PATIENCE = 2  # reminders without an answer; after these it is quiet
QUIET = ((22, 8), (21, 9), (23, 7), (0, 6), (0, 0))  # hours to choose from; the last are none

WELL_KNOWN = ("Europe/London", "Europe/Berlin", "Asia/Shanghai", "Asia/Kolkata", "America/New_York", "UTC")

_log = log(__name__)


@dataclass(frozen=True, slots=True)
class ReminderView:
    """What is set, and the time where the player is (in UTC while they have not named a zone)."""

    reminder: Reminder
    local: datetime

    @property
    def on(self) -> bool:
        return self.reminder.due_at is not None


@cache
def zones() -> tuple[str, ...]:
    """The names of time zones that people know: places, and UTC."""
    odd = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")
    return (*sorted(name for name in available_timezones() if "/" in name and not name.startswith(odd)), "UTC")


def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone by its name, or None where there is no such name (any more)."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def named_zone(typed: str) -> str | None:
    """The zone that somebody typed: its name, or a city whose clocks it has; None where it fits none, or several."""
    plain = _plain(typed)
    exact = [name for name in (*zones(), *_names()) if _plain(name) == plain]
    cities = [name for name in zones() if _city(name) == plain]
    return exact[0] if exact else CITIES.get(plain) or (cities[0] if len(cities) == 1 else None)


def places_like(typed: str) -> Sequence[tuple[str, str]]:
    """Places and the zones whose clocks they have: those that begin with what was typed, then those that hold it.

    A few that many people need where it is empty.
    """
    plain = _plain(typed)
    if not plain:
        return [(name, name) for name in WELL_KNOWN]
    found = [(name, name) for name in zones() if plain in _plain(name) and zone_of(name)]
    found += [
        (f"{city} ({zone})", zone)
        for zone, cities in CLOCKS.items()
        for city in cities
        if plain in city.casefold() and plain not in _plain(zone)
    ]
    return sorted(found, key=lambda one: (not _begins(one[0], plain), one[0]))


def zones_like(typed: str) -> Sequence[str]:
    """The zones of such places, each once."""
    return list(dict.fromkeys(zone for _, zone in places_like(typed)))


@cache
def _names() -> frozenset[str]:
    """Every name of a zone, odd ones too; gathering them reads many files."""
    return frozenset(available_timezones())


def _plain(typed: str) -> str:
    return typed.strip().replace("_", " ").casefold()


def _city(name: str) -> str:
    return _plain(name.rpartition("/")[2])


def _begins(place: str, plain: str) -> bool:
    """Whether a place's own name begins so; a city of another one's zone has that behind it, in brackets."""
    own = place.casefold() if place.endswith(")") else _city(place)
    return own.startswith(plain)


class Reminders:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def view(self, player_id: int) -> ReminderView:
        """What is set. Raises NotStarted."""
        async with self._database.reading() as tx:
            return self._shown(await self._of(tx, player_id))

    async def begin_in(self, player_id: int, typed: str) -> ReminderView:
        """Turn reminders on, by the clocks of this place. Raises UnknownZone and NotStarted."""
        await self.set_zone(player_id, typed)
        return await self.switch(player_id, True)

    async def switch(self, player_id: int, on: bool) -> ReminderView:
        """Turn reminders on or off. Raises NotStarted.

        Ask for a zone first where there is none: seven in the evening by UTC is the middle of the night for many.
        """

        def change(one: Reminder) -> Reminder:
            one = replace(reminders.started(one), sent_at=None)
            return self._planned(one) if on else replace(one, due_at=None)

        return await self._change(player_id, change)

    async def set_days(self, player_id: int, days: frozenset[int]) -> ReminderView:
        """On which weekdays (0 is Monday, one at least). Raises NotStarted."""
        return await self._change(player_id, lambda one: replace(one, days=days & frozenset(range(7)) or one.days))

    async def set_hour(self, player_id: int, hour: int) -> ReminderView:
        """At which hour, 0..23. Raises NotStarted."""
        return await self._change(player_id, lambda one: replace(one, hour=hour % 24))

    async def set_quiet(self, player_id: int, start: int, end: int) -> ReminderView:
        """In which hours (0..23) never to be written to; none where the two are equal. Raises NotStarted."""
        return await self._change(player_id, lambda one: replace(one, quiet_from=start % 24, quiet_to=end % 24))

    async def set_zone(self, player_id: int, typed: str) -> ReminderView:
        """Where the player is. Raises UnknownZone and NotStarted."""
        name = named_zone(typed)
        if name is None:
            raise UnknownZone
        return await self._change(player_id, lambda one: replace(one, zone=name))

    async def came(self, player_id: int) -> None:
        """The player came because of a reminder."""
        async with self._database.writing() as tx:
            await players.find(tx, player_id, lock=True)
            await reminders.answered(tx, player_id)

    async def stop(self, player_id: int) -> None:
        """No more reminders, whether or not there were any: the player said so."""
        async with self._database.writing() as tx:
            await players.find(tx, player_id, lock=True)
            await reminders.stop(tx, player_id, None)

    async def refused(self, player_id: int) -> None:
        """Direct messages do not reach the player: no more reminders, and the reason is kept for /settings."""
        async with self._database.writing() as tx:
            await players.set_dm_open(tx, player_id, False)
            await reminders.stop(tx, player_id, Stopped.REFUSED)

    async def arrived(self, one: Reminder) -> None:
        """A claimed reminder has arrived, so direct messages do."""
        async with self._database.writing() as tx:
            await players.set_dm_open(tx, one.player, True)

    async def not_sent(self, one: Reminder) -> None:
        """A claimed reminder did not arrive, which is no answer of the player's: nothing counts as ignored."""
        async with self._database.writing() as tx:
            await players.find(tx, one.player, lock=True)
            await reminders.unsend(tx, one)

    async def any_due(self) -> bool:
        """Whether there is anything to claim: looking costs nothing, claiming takes the database's one pen."""
        async with self._database.reading() as tx:
            return bool(await reminders.due(tx, self._now(), 1))

    async def claim_due(self) -> tuple[Reminder, ...]:
        """Some of the reminders to send now; each is given out once, whoever asks.

        Those that are too late, or would come in quiet hours, wait for their next time. After two without an answer
        there are no more.
        """
        now, claimed = self._now(), list[Reminder]()
        async with self._database.writing() as tx:
            for one in await reminders.due(tx, now, AT_A_TIME):
                then = await self._after(tx, one, now)
                if await reminders.claim(tx, one, then) and then.sent_at == now:
                    claimed.append(one)
        return tuple(claimed)

    async def _after(self, tx: Transaction, one: Reminder, now: datetime) -> Reminder:
        """A due reminder as it is to be from now on; `sent_at` is now where it is to be sent."""
        assert one.due_at is not None
        answered = one.sent_at is None or await reminders.active_since(tx, one.player, one.sent_at)
        unanswered = 0 if answered else one.unanswered
        if unanswered >= PATIENCE:
            _log.info("reminders rest", player=one.player)
            return replace(one, due_at=None, stopped=Stopped.UNANSWERED)
        planned = self._planned(replace(one, unanswered=unanswered))
        quiet = is_quiet(now, Quiet(one.quiet_from, one.quiet_to), zone_of(one.zone) or UTC)
        if quiet or now - one.due_at > LATE:
            return planned
        return replace(planned, sent_at=now, unanswered=unanswered + 1)

    async def _change(self, player_id: int, change: Callable[[Reminder], Reminder]) -> ReminderView:
        async with self._database.writing() as tx:
            changed = change(await self._of(tx, player_id, lock=True))
            changed = self._planned(changed) if changed.due_at else changed
            await reminders.keep(tx, changed)
        return self._shown(changed)

    async def _of(self, tx: Transaction, player_id: int, *, lock: bool = False) -> Reminder:
        if await players.find(tx, player_id, lock=lock) is None:
            raise NotStarted
        return await reminders.of_player(tx, player_id)

    def _planned(self, one: Reminder) -> Reminder:
        rhythm = Rhythm(one.days, one.hour, Quiet(one.quiet_from, one.quiet_to), zone_of(one.zone) or UTC)
        return replace(one, due_at=next_occurrence(rhythm, self._now()))

    def _shown(self, one: Reminder) -> ReminderView:
        return ReminderView(one, self._now().astimezone(zone_of(one.zone) or UTC))
