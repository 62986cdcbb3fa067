"""How often scenarios were played."""

from collections.abc import Mapping

from sqlalchemy import func, select

from bot.storage.database import Transaction
from bot.storage.tables import runs


async def counted(tx: Transaction, player: int) -> Mapping[str, int]:
    """How often a player came to an end of each scenario; rehearsals do not count."""
    ended = runs.c.ending.is_not(None) & (runs.c.kind == "play")
    query = (
        select(runs.c.scenario_id, func.count().label("times"))
        .where(runs.c.player_id == player, ended)
        .group_by(runs.c.scenario_id)
    )
    return {row.scenario_id: row.times for row in (await tx.execute(query)).all()}
