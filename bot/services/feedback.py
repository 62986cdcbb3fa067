"""Feedback over everything a player has decided so far."""

from collections.abc import Mapping

from bot.domain.engine import replay
from bot.domain.recommend import recommend
from bot.domain.scoring import HALF_LIFE
from bot.domain.traits import Trait
from bot.errors import NotStarted
from bot.services.shelf import Shelf
from bot.services.standing import estimates
from bot.services.views import FeedbackView, Standing, Telling
from bot.storage import evidence, players, runs
from bot.storage.database import Database, Transaction


class Feedback:
    """Shown to the player alone."""

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database, self._shelf = database, shelf

    async def summary(self, player_id: int) -> FeedbackView:
        """Every trait's standing. Raises NotStarted for somebody about whom nothing is stored."""
        async with self._database.reading() as tx:
            if await players.find(tx, player_id) is None:
                raise NotStarted
            found = await estimates(tx, player_id)
            tellings = await self._tellings(tx, player_id)
            standings = {trait: Standing(found[trait], tellings.get(trait)) for trait in Trait}
            played = await runs.finished_scenarios(tx, player_id)
        return FeedbackView(standings, recommend(self._shelf.scenarios, found, played))

    async def _tellings(self, tx: Transaction, player_id: int) -> Mapping[Trait, Telling]:
        """For each trait the moment that says most: the clearest one, where of two as clear the newer counts.

        No moment is told twice while a trait has another one.
        """
        told: set[tuple[int, int]] = set()
        found: dict[Trait, Telling] = {}
        for trait in Trait:
            recent = await evidence.recent(tx, player_id, trait)
            kept = [(ago, one) for ago, one in enumerate(recent) if one.evidence.outspoken]
            untold = [one for one in kept if (one[1].run, one[1].seq) not in told] or kept
            if untold:
                _, most = max(untold, key=lambda one: abs(one[1].evidence.lean) * 0.5 ** (one[0] / HALF_LIFE))
                told.add((most.run, most.seq))
                found[trait] = await self._telling(tx, most)
        return found

    async def _telling(self, tx: Transaction, kept: evidence.Kept) -> Telling:
        stored = await runs.load(tx, kept.run)
        assert stored is not None  # evidence goes when its run goes
        version = await self._shelf.version(tx, stored.version, stored.scenario_id)
        run = replay(version.scenario, stored.seed, stored.moves)
        return Telling(version.scenario, run.decisions[kept.seq], kept.evidence.lean)
