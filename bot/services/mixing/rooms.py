"""Rooms: mixers from the moment that people are called in until the room is put away."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.domain import mixer as domain
from bot.domain.mixer import Pace, Stage
from bot.domain.schedule import Outcome
from bot.domain.traits import Trait
from bot.errors import MixerOver, NotInMixer
from bot.logs import log
from bot.services.mixing.course import Course
from bot.services.mixing.views import News, Notice, RoleView, RoomView, Task, out_of_line
from bot.services.topics import Topics
from bot.storage import acquaintance, lines, mixers, scheduled, sends, servers
from bot.storage.database import Database, Transaction
from bot.storage.mixers import Reason, StoredMixer
from bot.storage.sends import Kind

PASSING = timedelta(minutes=1)  # for so long, what Discord refuses may well be granted at the next attempt

_log = log(__name__)


class Rooms:
    """`now` gives the time in UTC; `pace` how long everything takes."""

    def __init__(
        self, database: Database, topics: Topics, course: Course, now: Callable[[], datetime], pace: Pace
    ) -> None:
        self._database, self._topics, self._course = database, topics, course
        self._now, self._pace = now, pace

    async def opening(self) -> Sequence[RoomView]:
        """The mixers that have no room yet."""
        async with self._database.reading() as tx:
            return [self._view(one) for one in await mixers.in_stage(tx, Stage.OPENING)]

    async def opened(self, mixer: int, thread: int, voice_room: int | None) -> None:
        """The room is open and its people are in it: Hello begins."""
        now = self._now()
        async with self._database.writing() as tx:
            stored = await mixers.lock(tx, mixer)
            if stored is None or stored.state.stage is not Stage.OPENING:
                return
            await mixers.keep(
                tx, mixer, thread_id=thread, voice_id=voice_room, stage=Stage.HELLO.value, since=now, opened_at=now
            )
            for one in stored.state.members:
                await mixers.keep_member(tx, mixer, one.person, answer_id=None, token=None)
            await acquaintance.meet(tx, [one.person for one in stored.state.members])
            await sends.plan(tx, mixer, Kind.WELCOME)
            await servers.touch(tx, stored.server)
            await self._course.reckon(tx, mixer)
        _log.info("mixer opened", mixer=mixer, server=stored.server)

    async def waits_in_vain(self, mixer: int) -> bool:
        """Whether a room has been refused for so long that asking once more will hardly help."""
        async with self._database.reading() as tx:
            stored = await mixers.load(tx, mixer)
        return stored is not None and self._now() - stored.state.since >= PASSING

    async def never_came(self, mixer: int, person: int) -> None:
        """Somebody could not be added to the room; who is out of the mixer already stays so."""
        with suppress(NotInMixer, MixerOver):
            await self.leave(mixer, person)

    async def kept_out(self, mixer: int, reason: Reason) -> Sequence[Notice]:
        """The room cannot be opened: nobody can meet here until a host has put it right, and nobody waits for it."""
        async with self._database.writing() as tx:
            stored = await mixers.lock(tx, mixer)
            if stored is None or stored.state.stage is not Stage.OPENING:
                return ()
            await self._course.end(tx, stored, reason)
            await sends.plan(tx, mixer, Kind.ALERT)
            return out_of_line(await lines.shut(tx, stored.server), News.CLOSED)

    async def due(self) -> Sequence[int]:
        """The mixers in which something is due by the clock."""
        async with self._database.reading() as tx:
            return await mixers.due(tx, self._now())

    async def advance(self, mixer: int) -> None:
        """Do everything that is due in a mixer."""
        async with self._database.writing() as tx:
            await self._course.advance(tx, mixer)

    async def seconds_to_next(self) -> float | None:
        async with self._database.reading() as tx:
            due_at = await mixers.next_due(tx)
        return None if due_at is None else max(0.0, (due_at - self._now()).total_seconds())

    async def tasks(self) -> Sequence[Task]:
        """What is to be said and done, in this order."""
        found: list[Task] = []
        async with self._database.reading() as tx:
            for send in await sends.waiting(tx):
                stored = await mixers.load(tx, send.mixer)
                assert stored is not None  # sends go when their mixer goes
                got = await acquaintance.got_in(tx, send.mixer, send.person) if send.person else Counter[Trait]()
                found.append(Task(send, self._view(stored), got))
        return found

    async def done(self, task: Task) -> None:
        """A task is done, or never will be."""
        async with self._database.writing() as tx:
            await sends.sent(tx, task.send.id, self._now())

    async def heard(self, thread: int, person: int) -> bool:
        """Somebody wrote in a thread. What they wrote is nobody's business here. Whether it was in a mixer."""
        async with self._database.reading() as tx:  # most threads are not, and hold up nobody who writes
            if await mixers.at_place(tx, thread) is None:
                return False
        async with self._database.writing() as tx:
            return await mixers.heard(tx, thread, person, self._now())

    async def view(self, mixer: int, person: int) -> RoomView:
        """A mixer for one of its people. Raises NotInMixer."""
        async with self._database.reading() as tx:
            return self._view(await self._own(tx, mixer, person))

    async def role(self, mixer: int, person: int) -> RoleView:
        """Somebody's role now. Raises NotInMixer, and MixerOver where nobody has one any more."""
        view = await self.view(mixer, person)
        state = view.mixer.state
        if not state.running:
            raise MixerOver
        member = next(one for one in state.members if one.person == person)
        number = max(1, state.round)
        return RoleView(domain.role(view.mixer.seed, number, member.seat), number, member.hinted)

    async def leave(self, mixer: int, person: int) -> None:
        """Leave, without a fuss; whoever was left alone leaves the line. Raises NotInMixer and MixerOver."""
        async with self._database.writing() as tx:
            stored = await self._own(tx, mixer, person, lock=True)
            if not stored.state.running:
                if stored.reason is not Reason.SHRUNK or await lines.leave(tx, stored.server, person) is None:
                    raise MixerOver
                return
            await self._course.let_out(tx, stored, [person], told=False)
            await self._course.reckon(tx, mixer)

    async def leave_all(self, person: int) -> Sequence[StoredMixer]:
        """Leave every mixer, before everything about somebody is erased. Those whose threads they may still be in."""
        async with self._database.reading() as tx:
            found = await mixers.of_person(tx, person)
        for one in found:
            with suppress(NotInMixer, MixerOver):
                await self.leave(one.id, person)
        return [one for one in found if one.thread]

    async def leave_here(self, channel: int, person: int) -> None:
        """Leave the mixer of this thread. Raises NotInMixer and MixerOver."""
        async with self._database.reading() as tx:
            stored = await mixers.at_place(tx, channel)
        if stored is None:
            raise NotInMixer
        await self.leave(stored.id, person)

    async def close(self, channel: int) -> bool:
        """A host ends the mixer of this thread; whether there is one."""
        async with self._database.writing() as tx:
            stored = await mixers.lock_place(tx, channel)
            if stored is None or not stored.state.running:
                return False
            await self._course.close(tx, stored, Reason.HOST)
            return True

    async def lost(self, channel: int, reason: Reason) -> bool:
        """The thread is gone or cannot be written in any more; whether it was a mixer's."""
        async with self._database.reading() as tx:
            if await mixers.at_place(tx, channel) is None:
                return False
        async with self._database.writing() as tx:
            stored = await mixers.lock_place(tx, channel)
            if stored is None or stored.thread != channel:
                return False
            await self._course.end(tx, stored, reason)
            if reason is Reason.PERMISSION:
                await sends.plan(tx, stored.id, Kind.ALERT)
            return True

    async def server_gone(self, server: int) -> Sequence[Notice]:
        """The bot was removed from a server: its lobby is closed, and its mixers are over."""
        async with self._database.writing() as tx:
            if await servers.lock(tx, server) is None:
                return ()
            waited = await lines.shut(tx, server)
            await servers.drawn(tx, server, None)
            await scheduled.end_all(tx, server, Outcome.CLOSED)
            for stored in await mixers.of_server(tx, server):
                await self._course.end(tx, stored, Reason.SERVER)
        return out_of_line(waited, News.CLOSED)

    async def _own(self, tx: Transaction, mixer: int, person: int, *, lock: bool = False) -> StoredMixer:
        stored = await (mixers.lock if lock else mixers.load)(tx, mixer)
        if stored is None or not any(one.person == person for one in stored.state.present):
            raise NotInMixer
        return stored

    def _view(self, stored: StoredMixer) -> RoomView:
        topic = self._topics.of_mixer(stored.topic)
        prompt = domain.prompt(topic, stored.seed, max(1, stored.state.round))
        spoke = {one.person: one.spoken(self._now()) for one in stored.state.members}
        return RoomView(stored, topic, self._pace, prompt, domain.shares(stored.state.members), spoke)


def ends_at(view: RoomView) -> datetime:
    """When the stage of a mixer is over."""
    return view.mixer.state.since + timedelta(seconds=view.pace.of(view.mixer.state.stage))
