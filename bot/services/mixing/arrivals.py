"""Being there: those who come to a scheduled mixer, in time or late."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.matching import FULL
from bot.domain.mixer import Stage
from bot.domain.schedule import Phase, Scheduled
from bot.errors import ScheduleGone
from bot.services.mixing.line import Line
from bot.services.mixing.lobby import Lobby
from bot.services.mixing.views import HereView, SeatView, Upcoming, WaitView
from bot.services.topics import Topics
from bot.storage import acquaintance, lines, mixers, scheduled, sends, servers
from bot.storage.database import Database, Transaction
from bot.storage.lines import Answer, Waits
from bot.storage.mixers import StoredMixer
from bot.storage.sends import Kind


class Arrivals:
    """`now` gives the time in UTC."""

    def __init__(
        self, database: Database, topics: Topics, line: Line, lobby: Lobby, now: Callable[[], datetime]
    ) -> None:
        self._database, self._topics, self._line, self._lobby, self._now = database, topics, line, lobby, now

    async def offer(self, number: int, person: int) -> HereView:
        """What somebody reads before they are there, and whether they have agreed to be stored. Raises ScheduleGone."""
        async with self._database.reading() as tx:
            one = await self._open(tx, number)
            return await self._here(tx, one, agreed=await acquaintance.has_joined(tx, person))

    async def come(
        self, number: int, person: int, answer: Answer | None, *, agrees: bool
    ) -> HereView | SeatView | WaitView:
        """Be there. Who comes late gets a free seat where there is one, or waits in line.

        `agrees` where coming agrees to be stored. Raises ScheduleGone, NoLobby, AlreadyMeeting, TooOften, and
        NotStarted for whoever has not agreed.
        """
        now = self._now()
        async with self._database.writing() as tx:
            await scheduled.lock(tx, number)
            one = await self._open(tx, number)
            await self._line.admit(tx, one.server, person, agrees=agrees)
            if one.phase is Phase.DOORS:
                await lines.wait(tx, Waits(one.server, person, one.topic, now, answer=answer, scheduled=one.id))
                return await self._here(tx, one, agreed=True)
            room = await self._free_seat(tx, one.id, person)
            if room is None or room.thread is None:
                return await self._lobby.stand(tx, one.server, person, one.topic, answer)
            await lines.leave(tx, one.server, person)
            await self._sit_down(tx, room, person, now)
            return SeatView(room.thread)

    async def _open(self, tx: Transaction, number: int) -> Scheduled:
        one = await scheduled.load(tx, number)
        if one is None or one.phase not in (Phase.DOORS, Phase.BEGUN):
            raise ScheduleGone
        return one

    async def _here(self, tx: Transaction, one: Scheduled, *, agreed: bool) -> HereView:
        there = len(await lines.line(tx, one.server, one.id))
        return HereView(Upcoming(one, self._topics.named(one.topic)), max(0, there - agreed), agreed)

    async def _free_seat(self, tx: Transaction, number: int, person: int) -> StoredMixer | None:
        """The smallest group of this scheduled mixer that has just begun, has room, and where nobody is blocked.

        Not one with a voice room: to let somebody in there later takes a permission that is not asked for.
        """
        fitting: list[StoredMixer] = []
        for room in await mixers.of_scheduled(tx, number):
            state, people = room.state, [one.person for one in room.state.present]
            early = state.stage is Stage.HELLO or (state.stage is Stage.ROUND and state.round == 1)
            known = any(one.person == person for one in state.members)
            if early and 1 < len(people) < FULL and not known and room.thread and not room.voice_room:
                blocked = await acquaintance.blocked_among(tx, [person, *people])
                fitting += [room] if all(person not in two for two in blocked) else []
        return min(fitting, key=lambda room: (len(room.state.present), room.id), default=None)

    async def _sit_down(self, tx: Transaction, room: StoredMixer, person: int, now: datetime) -> None:
        taken = {one.seat for one in room.state.present}
        seat = next(seat for seat in range(FULL) if seat not in taken)
        await mixers.seat_member(tx, room.id, person, seat, now)
        await acquaintance.join(tx, person, [one.person for one in room.state.present])
        await sends.plan(tx, room.id, Kind.IN, person=person)
        number = await sends.next_number(tx, room.id, Kind.JOINED)
        await sends.plan(tx, room.id, Kind.JOINED, number=number, about=[person])
        await servers.touch(tx, room.server)
