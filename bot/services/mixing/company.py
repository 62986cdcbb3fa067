"""What passes between people: kudos, blocks, reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.mixer import Stage
from bot.domain.traits import Trait
from bot.errors import MixerOver, NothingToReport, NotInMixer, NotYourself, TooOften
from bot.logs import log
from bot.services.mixing.views import GiftView, KudosView
from bot.storage import acquaintance, mixers, players, servers
from bot.storage.database import Database, Transaction
from bot.storage.mixers import StoredMixer

REPORTS, REPORTS_WITHIN = 3, timedelta(hours=1)

_log = log(__name__)


class Concern(StrEnum):
    """What a report is about."""

    UNKIND = "unkind"
    PRESSING = "pressing"
    UNSAFE = "unsafe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """A report on its way to the hosts of a server, into their channel `to`. `thread` is where it happened."""

    number: int
    to: int
    thread: int | None
    concern: Concern


class Company:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def received(self, tx: Transaction, player_id: int) -> Mapping[Trait, int]:
        """How often others saw each trait in this player; traits that nobody named are left out."""
        return await acquaintance.got(tx, player_id)

    async def kudos(self, mixer: int, person: int) -> KudosView:
        """Whom somebody can give kudos. Raises NotInMixer and MixerOver."""
        async with self._database.reading() as tx:
            return await self._kudos(tx, await self._giving(tx, mixer, person), person)

    async def give(self, mixer: int, giver: int, receiver: int, trait: Trait) -> KudosView:
        """Tell somebody what one saw in them; the last word counts. Raises NotInMixer and MixerOver."""
        async with self._database.writing() as tx:
            stored = await self._giving(tx, mixer, giver)
            if receiver == giver or not any(one.person == receiver for one in stored.state.members):
                raise NotInMixer
            await acquaintance.give(tx, mixer, giver, receiver, trait)
            return await self._kudos(tx, stored, giver)

    async def gift(self, mixer: int, person: int) -> GiftView:
        """What others saw in somebody, once goodbye was said. Raises NotInMixer."""
        async with self._database.reading() as tx:
            stored = await mixers.load(tx, mixer)
            if stored is None or all(one.person != person for one in stored.state.members):
                raise NotInMixer
            return GiftView(await acquaintance.got_in(tx, mixer, person))

    async def agreed(self, person: int) -> bool:
        async with self._database.reading() as tx:
            return await players.find(tx, person) is not None

    async def block(self, blocker: int, blocked: int) -> None:
        """Never meet this person. The blocker agrees to be stored. Raises NotYourself."""
        if blocker == blocked:
            raise NotYourself
        async with self._database.writing() as tx:
            await players.agree(tx, blocker, self._now())
            await acquaintance.block(tx, blocker, blocked)

    async def unblock(self, blocker: int, blocked: int) -> bool:
        """Whether there was a block to take back."""
        async with self._database.writing() as tx:
            return await acquaintance.unblock(tx, blocker, blocked)

    async def report(self, server: int, channel: int, person: int, concern: Concern) -> Report:
        """Report the mixer of this thread, or else the last one that this person was in.

        Raises NothingToReport and TooOften.
        """
        now = self._now()
        async with self._database.writing() as tx:
            found, stored = await servers.find(tx, server), await self._concerned(tx, server, channel, person)
            if found is None or stored is None:
                raise NothingToReport
            if await acquaintance.reported_since(tx, person, now - REPORTS_WITHIN) >= REPORTS:
                raise TooOften
            number = await acquaintance.report(tx, server, stored.id, person, concern.value, now)
        _log.info("report", server=server, mixer=stored.id, report=number)
        return Report(number, found.reports, stored.thread, concern)

    async def _concerned(self, tx: Transaction, server: int, channel: int, person: int) -> StoredMixer | None:
        here = await mixers.at_place(tx, channel)
        if here and any(one.person == person for one in here.state.members):
            return here
        return await mixers.latest_of(tx, server, person)

    async def _giving(self, tx: Transaction, mixer: int, person: int) -> StoredMixer:
        stored = await mixers.load(tx, mixer)
        if stored is None or all(one.person != person for one in stored.state.present):
            raise NotInMixer
        if stored.state.stage is not Stage.KUDOS:
            raise MixerOver
        return stored

    async def _kudos(self, tx: Transaction, stored: StoredMixer, person: int) -> KudosView:
        others = tuple(one.person for one in stored.state.present if one.person != person)
        return KudosView(stored.id, others, await acquaintance.given_by(tx, stored.id, person))
