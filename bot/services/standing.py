"""Where a player's traits stand, from the evidence that is kept."""

from collections.abc import Mapping

from bot.domain.scoring import Estimate, estimate
from bot.domain.traits import Trait
from bot.storage import evidence
from bot.storage.database import Transaction


async def estimates(tx: Transaction, player_id: int) -> Mapping[Trait, Estimate]:
    """The estimate of every trait; one without evidence rests on the prior alone, with 0 moments."""
    found: dict[Trait, Estimate] = {}
    for trait in Trait:
        kept = await evidence.recent(tx, player_id, trait)
        moments = await evidence.count(tx, player_id, trait)
        found[trait] = estimate([one.evidence for one in kept], moments)
    return found
