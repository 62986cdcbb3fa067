"""Where a player's traits stand, from the evidence that is kept."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.scoring import NOTHING_YET, Estimate, estimate_of
from bot.domain.traits import Trait
from bot.storage import evidence
from bot.storage.database import Transaction


async def estimates(tx: Transaction, player_id: int, at: datetime | None = None) -> Mapping[Trait, Estimate]:
    """The estimate of every trait, now or as it was; one without evidence rests on the prior alone, with 0 moments."""
    if at is None:
        found = await evidence.standing(tx, player_id)
    else:
        found = await evidence.standing_at(tx, player_id, at)
    return {trait: estimate_of(found[trait].sums if trait in found else NOTHING_YET) for trait in Trait}
