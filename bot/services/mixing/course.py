"""The course of a mixer: what is done in it by the clock, and when somebody leaves or it has to end."""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.domain import mixer as domain
from bot.domain.mixer import Enter, LetGo, Nudge, Pace, Shrunk, Stage, Step, Weigh
from bot.logs import log
from bot.services import clocks
from bot.storage import acquaintance, lines, mixers, sends, servers
from bot.storage.database import Transaction
from bot.storage.lines import Waits
from bot.storage.mixers import Reason, StoredMixer
from bot.storage.sends import Kind

STEPS = 20  # of one mixer in one go: far more than can be due at once

_log = log(__name__)


class Course:
    """`now` gives the time in UTC; `pace` how long everything takes."""

    def __init__(self, now: Callable[[], datetime], pace: Pace) -> None:
        self._now, self._pace = now, pace

    async def advance(self, tx: Transaction, mixer: int) -> None:
        """Take every step that is due."""
        await mixers.lock(tx, mixer)
        away = await clocks.outage(tx)
        for _ in range(STEPS):
            stored = await mixers.load(tx, mixer)
            step = domain.due(stored.state, self._pace, self._now(), away) if stored else None
            if stored is None or step is None:
                break
            await self._take(tx, stored, step)
        await self.reckon(tx, mixer)

    async def _take(self, tx: Transaction, stored: StoredMixer, step: Step) -> None:
        match step:
            case Nudge(people):
                await mixers.keep(tx, stored.id, nudged=True)
                if people:
                    await sends.plan(tx, stored.id, Kind.NUDGE, about=people)
            case Weigh(heavy):
                await mixers.keep(tx, stored.id, weighed=stored.state.round)
                if heavy is not None:
                    await mixers.keep_member(tx, stored.id, heavy, hinted=True)
                    await sends.plan(tx, stored.id, Kind.HINT, person=heavy)
            case LetGo(people):
                await self.let_out(tx, stored, people, told=True)
            case Shrunk(left):
                await self.close(tx, stored, Reason.SHRUNK, in_line=await self._to_the_front(tx, stored, left))
            case Enter(stage, number):
                await self._enter(tx, stored, stage, number)

    async def _enter(self, tx: Transaction, stored: StoredMixer, stage: Stage, number: int) -> None:
        await mixers.keep(tx, stored.id, stage=stage.value, round=number, since=self._now())
        match stage:
            case Stage.ROUND:
                await sends.plan(tx, stored.id, Kind.ROUND, number=number)
            case Stage.BALANCE:
                await sends.plan(tx, stored.id, Kind.BALANCE)
            case Stage.KUDOS:
                await sends.plan(tx, stored.id, Kind.KUDOS)
            case Stage.GOODBYE:
                if stored.state.present:
                    await sends.plan(tx, stored.id, Kind.GOODBYE)
                await self._hand_over(tx, stored)
                await servers.touch(tx, stored.server)
            case _:
                await sends.plan(tx, stored.id, Kind.ARCHIVE)
        _log.info("mixer stage", mixer=stored.id, stage=stage.value, round=number)

    async def let_out(self, tx: Transaction, stored: StoredMixer, people: Iterable[int], *, told: bool) -> None:
        """Let people out; the others hear of it, and they themselves where they are to be `told`."""
        out = list(people)
        for person in out:
            await mixers.keep_member(tx, stored.id, person, here=False)
            if told:
                await sends.plan(tx, stored.id, Kind.LET_GO, person=person)
            await sends.plan(tx, stored.id, Kind.OUT, person=person)
        number = await sends.next_number(tx, stored.id, Kind.LEFT)
        await sends.plan(tx, stored.id, Kind.LEFT, number=number, about=out)
        await servers.touch(tx, stored.server)

    async def _to_the_front(self, tx: Transaction, stored: StoredMixer, left: int | None) -> bool:
        """Put whoever is left at the front of the line; whether there is somebody, and a line to stand in."""
        server = await servers.find(tx, stored.server)
        if left is None or server is None or not server.open:
            return False
        await lines.wait(tx, Waits(stored.server, left, stored.topic, self._now(), front=True))
        return True

    async def close(self, tx: Transaction, stored: StoredMixer, reason: Reason, *, in_line: bool = False) -> None:
        """Say that it is over; the room stays a little, so that it is read. `in_line` where somebody waits on."""
        await sends.drop(tx, stored.id, self._now(), thread=True)
        await mixers.keep(tx, stored.id, stage=Stage.GOODBYE.value, since=self._now(), reason=reason.value)
        present = [one.person for one in stored.state.present]
        await sends.plan(tx, stored.id, Kind.CLOSED, number=int(in_line), about=present)
        await self._hand_over(tx, stored)
        await servers.touch(tx, stored.server)
        await self.reckon(tx, stored.id)
        _log.info("mixer closed", mixer=stored.id, reason=reason.value)

    async def end(self, tx: Transaction, stored: StoredMixer, reason: Reason) -> None:
        """There is no room any more to say anything in."""
        state, now = stored.state, self._now()
        await sends.drop(tx, stored.id, now, thread=False)
        if state.running or state.stage is Stage.OPENING:
            await mixers.keep(tx, stored.id, reason=reason.value)
            for one in state.present:
                await sends.plan(tx, stored.id, Kind.LOST, person=one.person)
        await mixers.keep(tx, stored.id, stage=Stage.OVER.value, since=now, due_at=None)
        await self._hand_over(tx, stored)
        if reason is not Reason.SERVER and stored.voice_room:
            await sends.plan(tx, stored.id, Kind.ARCHIVE)
        await servers.touch(tx, stored.server)
        _log.info("mixer ended", mixer=stored.id, reason=reason.value)

    async def _hand_over(self, tx: Transaction, stored: StoredMixer) -> None:
        """Kudos reach everybody who got any, also those who went before the goodbye."""
        for person in await acquaintance.receivers(tx, stored.id):
            await sends.plan(tx, stored.id, Kind.GIFT, person=person)

    async def reckon(self, tx: Transaction, mixer: int) -> None:
        """Set when to look at a mixer next."""
        stored = await mixers.load(tx, mixer)
        if stored and stored.state.stage is not Stage.OPENING:
            due_at = None if stored.over else domain.due_at(stored.state, self._pace)
            await mixers.keep(tx, mixer, due_at=due_at)
