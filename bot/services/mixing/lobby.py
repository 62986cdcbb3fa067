"""The lobby: its panel, and those who wait for whoever comes."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.lobby import next_call
from bot.domain.matching import FULL
from bot.errors import NoTopics
from bot.logs import log
from bot.services.mixing.line import Line
from bot.services.mixing.views import JoinView, News, Notice, PanelView, Upcoming, WaitView, out_of_line
from bot.services.topics import Topics
from bot.storage import acquaintance, lines, mixers, scheduled, servers
from bot.storage.database import Database, Transaction
from bot.storage.lines import Answer, Waits
from bot.storage.servers import Server

LONGEST_WAIT = timedelta(minutes=14)  # a minute less than an answer can be changed

_log = log(__name__)


class Lobby:
    """`now` gives the time in UTC."""

    def __init__(self, database: Database, topics: Topics, line: Line, now: Callable[[], datetime]) -> None:
        self._database, self._topics, self._line, self._now = database, topics, line, now

    async def set_up(self, server: int, lobby: int, reports: int, voice: bool) -> Server | None:
        """Open a server's lobby in this channel, or move it there; how it was before. Raises NoTopics."""
        if not self._topics.all:
            raise NoTopics
        async with self._database.writing() as tx:
            before = await servers.lock(tx, server)
            await servers.set_up(tx, server, lobby, reports, voice, self._now())
            await scheduled.announce(tx, server)
        return before

    async def server(self, server: int) -> Server | None:
        async with self._database.reading() as tx:
            return await servers.find(tx, server)

    async def take_stale(self, but: Collection[int] = ()) -> tuple[Server, PanelView] | None:
        """A panel to draw again, other than `but`: what changes while it is being drawn has it drawn once more."""
        async with self._database.reading() as tx:  # most of the time there is none, and nobody is held up
            if not await servers.any_stale(tx):
                return None
        async with self._database.writing() as tx:
            found = await servers.take_stale(tx, but)
            return (found, await self._panel(tx, found)) if found else None

    async def doubt(self, server: int | None = None) -> None:
        """Look at a panel again, or at every one, since the bot was away."""
        async with self._database.writing() as tx:
            for one in [server] if server else [one.id for one in await servers.all_open(tx)]:
                await servers.touch(tx, one)

    async def in_use(self) -> Sequence[int]:
        """The servers in which people can meet, do meet, or are to meet at an hour."""
        async with self._database.reading() as tx:
            return await servers.in_use(tx)

    async def drawn(self, server: int, panel: int | None) -> None:
        """A panel is a new message, or there is none to be had."""
        async with self._database.writing() as tx:
            await servers.drawn(tx, server, panel)

    async def lost(self, channel: int, message: int | None = None) -> bool:
        """A message or a whole channel is gone; whether a panel was among it."""
        async with self._database.reading() as tx:  # most are not, and hold up nobody who writes
            if not await servers.has_panel(tx, channel, message):
                return False
        async with self._database.writing() as tx:
            return await servers.panel_lost(tx, channel, message)

    async def lost_among(self, channel: int, messages: Collection[int]) -> bool:
        """Several messages of a channel are gone at once; whether a panel was among them."""
        async with self._database.reading() as tx:
            panel = await servers.panel_in(tx, channel)
        return panel in messages and await self.lost(channel, panel)

    async def offer(self, server: int, person: int) -> JoinView:
        """What can be joined. Stores nothing. Raises NoLobby."""
        async with self._database.reading() as tx:
            found = await self._line.open_lobby(tx, server)
            panel = await self._panel(tx, found)
            return JoinView(panel.topics, panel.waiting, await acquaintance.has_joined(tx, person))

    async def join(
        self, server: int, person: int, topic: str | None, answer: Answer | None, *, agrees: bool
    ) -> WaitView:
        """Stand in line. `agrees` where choosing a topic agrees to be stored.

        Raises NoLobby, TopicGone, AlreadyMeeting, TooOften, and NotStarted for whoever has not agreed.
        """
        async with self._database.writing() as tx:
            if topic is not None:
                self._topics.current(topic)
            await self._line.admit(tx, server, person, agrees=agrees)
            return await self.stand(tx, server, person, topic, answer)

    async def stand(
        self, tx: Transaction, server: int, person: int, topic: str | None, answer: Answer | None
    ) -> WaitView:
        """Put somebody in line who was admitted. A place at the front stays one."""
        before, now = await lines.in_line(tx, server, person), self._now()
        front = before is not None and before.front
        await lines.wait(tx, Waits(server, person, topic, now, front, answer))
        _log.info("waits", server=server, player=person)
        return await self.wait_view(tx, server, topic, now)

    async def reach(self, server: int, person: int, answer: Answer) -> None:
        """Somebody who waits is told what comes by this answer from now on."""
        async with self._database.writing() as tx:
            await lines.reach(tx, server, person, answer)

    async def leave(self, server: int, person: int) -> bool:
        """Leave the line; whether this person was in it."""
        async with self._database.writing() as tx:
            await servers.lock(tx, server)
            return await lines.leave(tx, server, person) is not None

    async def call(self) -> Sequence[Notice]:
        """Call in everybody who can meet. Those who waited for the same as a full group hear that they are next."""
        async with self._database.reading() as tx:
            occupied = await lines.occupied(tx)
        told: list[Notice] = []
        for server in occupied:
            async with self._database.writing() as tx:
                told += await self._call(tx, server)
        return told

    async def expire(self) -> Sequence[Notice]:
        """Nobody waits for longer than a quarter of an hour without being asked."""
        before = self._now() - LONGEST_WAIT
        async with self._database.reading() as tx:
            longest = await lines.longest_wait(tx)
        if longest is None or longest > before:
            return ()
        async with self._database.writing() as tx:
            over = await lines.leave_each(tx, await lines.waiting_since(tx, before))
        return out_of_line(over, News.WAITED)

    async def seconds_to_next(self) -> float | None:
        """In how many seconds three may be enough, or a wait is over; None where nobody waits."""
        now = self._now()
        async with self._database.reading() as tx:
            longest = await lines.longest_wait(tx)
            found = [await self._line.people(tx, server) for server in await lines.occupied(tx)]
        pauses = [pause for line in found if (pause := next_call(line)) is not None]
        if longest is not None:
            pauses.append((longest + LONGEST_WAIT - now).total_seconds())
        return max(0.0, min(pauses)) if pauses else None

    async def _call(self, tx: Transaction, server_id: int) -> Iterable[Notice]:
        server = await servers.lock(tx, server_id)
        if server is None:
            return ()
        wished = {one.person: one.topic for one in await lines.line(tx, server.id)}
        called = await self._line.call(tx, server)
        # Only where there was no seat left: why three began without a fourth is nobody's business.
        full = [group for group in called.groups if len(group.people) == FULL]
        about = {wished[person] for group in full for person in group.people}
        passed = [one for one in await lines.line(tx, server.id) if one.topic in about]
        return await self.news(tx, passed, News.PASSED_BY)

    async def _panel(self, tx: Transaction, server: Server) -> PanelView:
        waiting = Counter(one.topic for one in await lines.line(tx, server.id))
        meeting = sum(len(one.state.present) for one in await mixers.of_server(tx, server.id) if one.state.running)
        planned = [Upcoming(one, self._topics.named(one.topic)) for one in await scheduled.upcoming(tx, server.id)]
        return PanelView(self._topics.all, waiting, meeting, server.open, tuple(planned))

    async def news(self, tx: Transaction, waits: Iterable[Waits], news: News) -> Sequence[Notice]:
        """The same news for people who wait on, as far as they can be reached."""
        return [
            Notice(one.server, one.person, one.answer, news, await self.wait_view(tx, one.server, one.topic, one.since))
            for one in waits
            if one.answer
        ]

    async def wait_view(self, tx: Transaction, server: int, topic: str | None, since: datetime) -> WaitView:
        """What somebody in line reads."""
        line = await lines.line(tx, server)
        others = sum(topic is None or one.topic in (topic, None) for one in line) - 1  # a surprise goes with anything
        return WaitView(self._topics.named(topic), max(0, others), since + LONGEST_WAIT)
