"""What to practise next, from what is stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.recommend import Recommendation, recommend
from bot.domain.scenario import Scenario
from bot.domain.scoring import Estimate
from bot.domain.traits import Trait

RESTING = timedelta(hours=36)  # what was played yesterday or today rests, wherever on Earth yesterday is


def recommended(
    shelf: Sequence[Scenario],
    standing: Mapping[Trait, Estimate],
    finished: Mapping[str, datetime],
    now: datetime,
) -> Recommendation | None:
    """What to play next; `finished` holds the scenarios that were played to an end, the latest first, with the time."""
    resting = [scenario for scenario, at in finished.items() if now - at < RESTING]
    return recommend(shelf, standing, list(finished), resting=resting)
