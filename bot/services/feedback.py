"""Feedback over everything a player has decided so far. What it costs does not grow with how much that is."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.checkins import dipped
from bot.domain.course import Stop, path
from bot.domain.scoring import Estimate, estimate_of
from bot.domain.talk import talk
from bot.domain.traits import Trait
from bot.errors import NotStarted
from bot.services.advice import recommended
from bot.services.kudos import Kudos, NoKudos
from bot.services.moments import LOOKED_AT, Moments, first_look, ranked
from bot.services.shelf import Shelf
from bot.services.standing import estimates
from bot.services.views import CoursePoint, FeedbackView, OverTimeView, TraitView
from bot.storage import balances, checkins, evidence, players, plays, runs
from bot.storage.database import Database, Transaction
from bot.storage.evidence import Kept, Stood

EARLIER = timedelta(weeks=2)
POINTS = 32  # of a trait's course; a picture on a phone shows no more
RUNS = 120
LOOKS = 52  # check-ins: a year of them
MIXERS = 6  # looked at, to have some in which enough was said


class Feedback:
    """Shown to the player alone. `now` gives the time in UTC."""

    def __init__(
        self, database: Database, shelf: Shelf, now: Callable[[], datetime], kudos: Kudos | None = None
    ) -> None:
        self._database, self._shelf, self._now = database, shelf, now
        self._moments, self._kudos = Moments(database, shelf), kudos or NoKudos()

    def on(self, shelf: Shelf) -> "Feedback":
        """The same with this shelf."""
        return Feedback(self._database, shelf, self._now, self._kudos)

    async def summary(self, player_id: int) -> FeedbackView:
        """Every trait's standing. Raises NotStarted for somebody about whom nothing is stored."""
        now = self._now()
        async with self._database.reading() as tx:
            await _known(tx, player_id)
            standings = await estimates(tx, player_id)
            then = await estimates(tx, player_id, now - EARLIER)
            earlier = then if any(one.moments for one in then.values()) else None
            latest = await evidence.latest(tx, player_id, LOOKED_AT)
            found = first_look(latest) if earlier is None else ranked(latest)
            finished = await runs.finished(tx, player_id)
            looked = await checkins.of_player(tx, player_id)
            return FeedbackView(
                standings=standings,
                earlier=earlier,
                telling=await self._moments.readable(tx, found),
                kudos=await self._kudos.received(tx, player_id),
                recommended=recommended(self._shelf.scenarios, standings, finished, now),
                shown=_shown(latest, standings),
                practised=any(now - at < EARLIER for at in finished.values()),
                talk=talk(await balances.of_player(tx, player_id, MIXERS)),
                looked=bool(looked),
                dipped=dipped(looked) and now - looked[-1].at < EARLIER,
            )

    async def closer(self, player_id: int, trait: Trait) -> TraitView:
        """One trait with what is behind it. Raises NotStarted."""
        async with self._database.reading() as tx:
            await _known(tx, player_id)
            now = (await estimates(tx, player_id))[trait]
            then = (await estimates(tx, player_id, self._now() - EARLIER))[trait]
            kudos = await self._kudos.received(tx, player_id)
            telling = await self._moments.first(tx, player_id, trait, gently=not then.moments)
        return TraitView(trait, now, then if then.moments else None, telling, kudos.get(trait, 0))

    async def over_time(self, player_id: int) -> OverTimeView:
        """The course of every trait, and one's own looks at oneself beside it. Raises NotStarted."""
        async with self._database.reading() as tx:
            await _known(tx, player_id)
            stood = {trait: await evidence.course(tx, player_id, trait, POINTS) for trait in Trait}
            ended = await runs.finished_at(tx, player_id, RUNS)
            looked = await checkins.of_player(tx, player_id)
        # Some hundred estimates take long enough that others would notice.
        courses = await asyncio.to_thread(_courses, stood)
        return OverTimeView(courses, tuple(reversed(ended)), looked[-LOOKS:], self._now())

    async def path(self, player_id: int) -> tuple[Stop, ...]:
        """The path through the seven, and where the player stands on it. Works for strangers."""
        async with self._database.reading() as tx:
            return path(self._shelf.scenarios, await plays.counted(tx, player_id))


async def _known(tx: Transaction, player_id: int) -> None:
    if await players.find(tx, player_id) is None:
        raise NotStarted


def _shown(latest: Sequence[Kept], standings: Mapping[Trait, Estimate]) -> tuple[Trait, ...]:
    """The traits that what was chosen showed, on the whole; in the order in which the picture shows them standing."""
    says: dict[Trait, float] = {}
    for one in latest:
        if one.evidence.outspoken:
            says[one.trait] = says.get(one.trait, 0.0) + one.evidence.lean
    return tuple(sorted((trait for trait in says if says[trait] > 0), key=lambda trait: -standings[trait].score))


def _courses(stood: Mapping[Trait, Sequence[Stood]]) -> Mapping[Trait, tuple[CoursePoint, ...]]:
    return {trait: tuple(CoursePoint(one.at, estimate_of(one.sums)) for one in found) for trait, found in stood.items()}
