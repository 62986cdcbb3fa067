"""The line of a server: who may stand in it, in which order, and who is called in."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.lobby import PATIENCE, Call, InLine, call_in
from bot.errors import AlreadyMeeting, NoLobby, NotStarted, TooOften
from bot.logs import log
from bot.services.topics import Topics
from bot.storage import acquaintance, lines, mixers, players, servers
from bot.storage.database import Transaction
from bot.storage.lines import Waits, answer_columns
from bot.storage.servers import Server

JOINS, JOINS_WITHIN = 8, timedelta(minutes=10)
NOBODY = Call((), ())

_log = log(__name__)


class Line:
    """`now` gives the time in UTC, `seed` a number of 0..2**63 - 1 for each new mixer."""

    def __init__(self, topics: Topics, now: Callable[[], datetime], seed: Callable[[], int]) -> None:
        self._topics, self._now, self._seed = topics, now, seed

    async def open_lobby(self, tx: Transaction, server: int) -> Server:
        """The server's lobby. Raises NoLobby where it is closed."""
        found = await servers.find(tx, server)
        if found is None or not found.open:
            raise NoLobby
        return found

    async def lock_lobby(self, tx: Transaction, server: int) -> Server:
        """The same, locked as `servers.lock` says. Raises NoLobby."""
        await servers.lock(tx, server)
        return await self.open_lobby(tx, server)

    async def admit(self, tx: Transaction, server: int, person: int, *, agrees: bool) -> None:
        """Let somebody in who has agreed to be stored, or `agrees` by this. The server is locked, and then the person.

        Raises NoLobby, AlreadyMeeting, TooOften, and NotStarted for whoever has not.
        """
        now = self._now()
        await self.lock_lobby(tx, server)
        if await mixers.meeting(tx, server, person):
            raise AlreadyMeeting
        if agrees:
            await players.agree(tx, person, now)
        elif await players.find(tx, person, lock=True) is None:
            raise NotStarted
        if await acquaintance.attempted_since(tx, person, "join", now - JOINS_WITHIN) >= JOINS:
            raise TooOften
        await acquaintance.attempt(tx, person, "join", now)

    async def people(self, tx: Transaction, server: int, scheduled: int | None = None) -> Sequence[InLine]:
        """Everybody who waits for whoever comes, or is there for a scheduled mixer."""
        waits = await lines.line(tx, server, scheduled)
        before = await mixers.topics_of(tx, [one.person for one in waits])
        tags, now = self._topics.tags, self._now()

        def interests(one: Waits) -> frozenset[str]:
            liked = {*before.get(one.person, ()), *([one.topic] if one.topic else [])}
            return frozenset(tag for topic in liked for tag in tags.get(topic, ()))

        return [
            InLine(
                one.person,
                one.topic if one.topic in tags else None,
                (now - one.since).total_seconds(),
                interests(one),
                one.front,
            )
            for one in waits
        ]

    async def call(
        self, tx: Transaction, server: Server, *, scheduled: int | None = None, patience: float = PATIENCE
    ) -> Call:
        """Call in whoever can meet now: each group gets a mixer, and is in line no more. The server is locked."""
        line = await self.people(tx, server.id, scheduled)
        if not server.open or len(line) < 3 or not self._topics.all:
            return NOBODY
        people = [one.person for one in line]
        met = await acquaintance.met_among(tx, people)
        blocked = await acquaintance.blocked_among(tx, people)
        called = call_in(line, self._topics.tags, met, blocked, seed=self._seed(), patience=patience)
        for group in called.groups:
            await self._seat(tx, server, group.topic, group.people, scheduled)
        return called

    async def _seat(
        self, tx: Transaction, server: Server, topic: str, people: Sequence[int], scheduled: int | None
    ) -> None:
        mixer = await mixers.open_mixer(
            tx,
            server.id,
            topic,
            people,
            self._now(),
            seed=self._seed(),
            voice=server.voice,
            scheduled=scheduled,
        )
        for person in people:
            waits = await lines.leave(tx, server.id, person)
            await mixers.keep_member(tx, mixer, person, **answer_columns(waits.answer if waits else None))
        _log.info("called in", server=server.id, mixer=mixer, people=len(people))
