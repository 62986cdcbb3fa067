"""All services of one process on a real database, with a clock that the test moves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import text

from bot.app import Given, build_services
from bot.authoring.loaded import Loaded
from bot.authoring.loader import load
from bot.authoring.topics import LoadedTopic
from bot.domain.topic import Topic
from bot.services.shelf import Shelf
from bot.services.topics import Topics
from bot.services.views import RunView
from bot.storage import timers
from bot.storage.database import Database
from bot.storage.runs import Place
from bot.storage.timers import Timer

ANA, BEN = 4001, 4002
HERE = Place(channel=50, message=60)

# Three choices, the last two timed. Kind is best for mercy, plain for courage, harsh is worst; speak is brave.
TEA = """
title: Tea
about: Ann pours.
practises: [mercy, courage]
level: 1
minutes: 3
tip: Breathe.
cast: {ann: Ann}
scenes:
  table:
    - ann: Sugar?
    - choose: She waits.
      options:
        kind: {say: You choose., shows: {mercy: 2}, why: It was hers to give.}
        plain: {say: No., shows: {courage: 1}, why: It was short.}
        harsh: {say: Never., shows: {mercy: -2}, why: She put the tongs down.}
    - choose: She waits again.
      within: 30s
      otherwise: wait
      options:
        speak: {say: How are you?, shows: {courage: 2}, why: Somebody had to begin.}
        wait: {do: Stir., shows: {courage: -1}, why: The spoon went round.}
    - choose: And again.
      within: 45s
      otherwise: stay
      options:
        stay: {do: Stay.}
        leave: {do: Leave., then: door}
    - end: well
  door:
    - end: gone
endings:
  well: She pours another.
  gone: The door is ajar.
"""


FILMS = Topic("films", "Films", "Of films.", frozenset({"stories"}), None, "Name one.", ("Which one, and why?",))


def script(source: str = TEA, id: str = "tea") -> Loaded:
    """A scenario script that can be played."""
    loaded = load(source.encode(), f"{id}.yaml")
    assert loaded.playable, loaded.problems
    return loaded


@dataclass
class Clock:
    """Tells the time, which passes only when the test says so."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        """Let this much time go by."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Desk:
    """The services of one process."""

    database: Database
    clock: Clock
    loaded: Iterable[Loaded] = field(default_factory=lambda: [script()])

    def __post_init__(self) -> None:
        numbers = count(1)
        self.shelf = Shelf(self.loaded)
        given = Given(self.shelf, Topics([LoadedTopic("films.yaml", FILMS, ())]))
        services = build_services(self.database, given, self.clock, lambda: next(numbers))
        self.practice, self.feedback, self.moments = services.practice, services.feedback, services.moments
        self.preferences, self.clocks, self.installation = services.preferences, services.clocks, services.installation
        self.privacy, self.checkins = services.privacy, services.checkins
        self.mixing = services.mixing

    def restarted(self, *loaded: Loaded) -> "Desk":
        """The same database in a new process, with other scenarios on the shelf."""
        return Desk(self.database, self.clock, loaded)

    async def play(self, player: int, *options: str, scenario: str = "tea") -> int:
        """Begin, and take these options; the run's id."""
        run = (await self.practice.agree(player, scenario, HERE)).id
        for seq, option in enumerate(options):
            view = await self.practice.choose(player, run, seq, option, HERE)
            assert view.seq == seq + 1, option
        return run

    async def timer(self, run: int) -> Timer | None:
        """The clock that runs on this run."""
        async with self.database.reading() as tx:
            return await timers.of_run(tx, run)

    async def lapsed(self, run: int, late: float = 0) -> RunView | None:
        """Let the run's clock run out, and be answered so many seconds late."""
        timer = await self.timer(run)
        assert timer is not None
        self.clock.now = timer.due_at + timedelta(seconds=late)
        return await self.practice.lapse(timer)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Everything that a table holds, in the order inserted."""
        order = "rowid" if self.database.kind == "sqlite" else "1, 2"
        async with self.database.reading() as tx:
            found = await tx.execute(text(f"SELECT * FROM {table} ORDER BY {order}"))  # noqa: S608
            return [dict(row) for row in found.mappings()]
