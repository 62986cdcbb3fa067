"""The lobby: who waits for what, and who is called in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.lobby import PATIENCE, Call, InLine, call_in, next_call
from bot.errors import AlreadyMeeting, NoLobby, NoTopics, TooOften
from bot.logs import log
from bot.services.mixing.views import JoinView, Notice, PanelView, WaitView
from bot.services.topics import Topics
from bot.storage import acquaintance, mixers, players, servers
from bot.storage.database import Database, Transaction
from bot.storage.servers import Answer, Server, Waits, answer_columns

LONGEST_WAIT = timedelta(minutes=14)  # a minute less than an answer can be changed
JOINS, JOINS_WITHIN = 8, timedelta(minutes=10)

_log = log(__name__)


class Lobby:
    """`now` gives the time in UTC, `seed` a number of 0..2**63 - 1 for each new mixer."""

    def __init__(
        self, database: Database, topics: Topics, now: Callable[[], datetime], seed: Callable[[], int]
    ) -> None:
        self._database, self._topics, self._now, self._seed = database, topics, now, seed

    async def set_up(self, server: int, lobby: int, reports: int, voice: bool) -> None:
        """Open a server's lobby in this channel, or move it there. Raises NoTopics."""
        if not self._topics.all:
            raise NoTopics
        async with self._database.writing() as tx:
            await servers.set_up(tx, server, lobby, reports, voice, self._now())

    async def server(self, server: int) -> Server | None:
        async with self._database.reading() as tx:
            return await servers.find(tx, server)

    async def stale(self) -> Sequence[tuple[Server, PanelView]]:
        """The panels to draw again."""
        async with self._database.reading() as tx:
            return [(one, await self._panel(tx, one)) for one in await servers.stale(tx)]

    async def doubt(self) -> None:
        """The bot was away: every panel is looked at again."""
        async with self._database.writing() as tx:
            for one in await servers.all_open(tx):
                await servers.touch(tx, one.id)

    async def drawn(self, server: int, panel: int | None) -> None:
        """A panel was drawn; it is this message, or there is none to be had."""
        async with self._database.writing() as tx:
            await servers.drawn(tx, server, panel)

    async def lost(self, channel: int, message: int | None = None) -> bool:
        """A message or a whole channel is gone; whether a panel was among it."""
        async with self._database.reading() as tx:  # most are not, and hold up nobody who writes
            if not await servers.has_panel(tx, channel, message):
                return False
        async with self._database.writing() as tx:
            return await servers.panel_lost(tx, channel, message)

    async def offer(self, server: int, person: int) -> JoinView:
        """What can be joined. Stores nothing. Raises NoLobby."""
        async with self._database.reading() as tx:
            found = await self._open(tx, server)
            panel = await self._panel(tx, found)
            return JoinView(panel.topics, panel.waiting, await players.find(tx, person) is not None)

    async def join(self, server: int, person: int, topic: str | None, answer: Answer | None) -> WaitView:
        """Stand in line; choosing a topic agrees to be stored. Raises NoLobby, TopicGone, AlreadyMeeting, TooOften."""
        now = self._now()
        async with self._database.writing() as tx:
            await self._open(tx, server)
            if topic is not None:
                self._topics.current(topic)
            if await mixers.meeting(tx, server, person):
                raise AlreadyMeeting
            await players.agree(tx, person, now)
            if await acquaintance.attempted_since(tx, person, "join", now - JOINS_WITHIN) >= JOINS:
                raise TooOften
            await acquaintance.attempt(tx, person, "join", now)
            before = await servers.in_line(tx, server, person)
            front = before is not None and before.front
            await servers.wait(tx, Waits(server, person, topic, now, front, answer))
            _log.info("waits", server=server, player=person)
            return await self._wait_view(tx, server, topic, now)

    async def leave(self, server: int, person: int) -> bool:
        """Leave the line; whether this person was in it."""
        async with self._database.writing() as tx:
            return await servers.leave(tx, server, person) is not None

    async def call(self) -> Sequence[Notice]:
        """Call in everybody who can meet. Those whom a group left behind hear that they are next."""
        async with self._database.reading() as tx:
            occupied = await servers.occupied(tx)
        told: list[Notice] = []
        for server in occupied:
            async with self._database.writing() as tx:
                told += await self._call(tx, server)
        return told

    async def expire(self) -> Sequence[Notice]:
        """Nobody waits for longer than a quarter of an hour without being asked."""
        async with self._database.writing() as tx:
            over = await servers.waiting_since(tx, self._now() - LONGEST_WAIT)
            for one in over:
                await servers.leave(tx, one.server, one.person)
        return [Notice(one.answer, None) for one in over if one.answer]

    async def seconds_to_next(self) -> float | None:
        """In how many seconds three may be enough, or a wait is over; None where nobody waits."""
        now = self._now()
        async with self._database.reading() as tx:
            longest = await servers.longest_wait(tx)
            lines = [await self._line(tx, server) for server in await servers.occupied(tx)]
        pauses = [pause for line in lines if (pause := next_call(line)) is not None]
        if longest is not None:
            pauses.append((longest + LONGEST_WAIT - now).total_seconds())
        return max(0.0, min(pauses)) if pauses else None

    async def _call(self, tx: Transaction, server_id: int) -> Iterable[Notice]:
        server = await servers.find(tx, server_id)
        line = await self._line(tx, server_id)
        if server is None or not server.open or len(line) < 3 or not self._topics.all:
            return ()
        people = [one.person for one in line]
        met = await acquaintance.met_among(tx, people)
        blocked = await acquaintance.blocked_among(tx, people)
        call = call_in(line, self._topics.tags, met, blocked, seed=self._seed(), patience=PATIENCE)
        return await self._seat(tx, server, call)

    async def _seat(self, tx: Transaction, server: Server, call: Call) -> Iterable[Notice]:
        for group in call.groups:
            mixer = await mixers.open_mixer(
                tx,
                server.id,
                group.topic,
                group.people,
                self._now(),
                seed=self._seed(),
                voice=server.voice,
            )
            for person in group.people:
                waits = await servers.leave(tx, server.id, person)
                await mixers.keep_member(tx, mixer, person, **answer_columns(waits.answer if waits else None))
            _log.info("called in", server=server.id, mixer=mixer, people=len(group.people))
        left = await servers.line(tx, server.id) if call.groups else ()
        return [
            Notice(one.answer, await self._wait_view(tx, server.id, one.topic, one.since, passed_by=True))
            for one in left
            if one.answer
        ]

    async def _line(self, tx: Transaction, server: int) -> list[InLine]:
        waits = await servers.line(tx, server)
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

    async def _open(self, tx: Transaction, server: int) -> Server:
        found = await servers.find(tx, server)
        if found is None or not found.open:
            raise NoLobby
        return found

    async def _panel(self, tx: Transaction, server: Server) -> PanelView:
        waiting = Counter(one.topic for one in await servers.line(tx, server.id))
        meeting = sum(len(one.state.present) for one in await mixers.of_server(tx, server.id) if one.state.running)
        return PanelView(self._topics.all, waiting, meeting, server.open)

    async def _wait_view(
        self, tx: Transaction, server: int, topic: str | None, since: datetime, *, passed_by: bool = False
    ) -> WaitView:
        others = sum(one.topic == topic for one in await servers.line(tx, server)) - 1
        found = self._topics.of_mixer(topic) if topic else None
        return WaitView(found, max(0, others), since + LONGEST_WAIT, passed_by)
