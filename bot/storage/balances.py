"""How much of the talk in mixers was a player's own, by count alone."""

from sqlalchemy import func, select

from bot.domain.mixer import Stage
from bot.domain.talk import Part
from bot.storage.database import Transaction
from bot.storage.tables_mixers import members, mixers


async def of_player(tx: Transaction, player: int, limit: int) -> tuple[Part, ...]:
    """A player's part in the last mixers that came to their end, the latest first."""
    mine = members.alias("mine")
    last = (
        select(mixers.c.id, mine.c.said, mine.c.spoke)
        .join(mine, (mine.c.mixer_id == mixers.c.id) & (mine.c.player_id == player))
        .where(mixers.c.stage == Stage.OVER.value)
        .order_by(mixers.c.id.desc())
        .limit(limit)
        .subquery()
    )
    query = (
        select(last.c.said, func.sum(members.c.said), last.c.spoke, func.sum(members.c.spoke))
        .join(members, members.c.mixer_id == last.c.id)
        .group_by(last.c.id, last.c.said, last.c.spoke)
        .order_by(last.c.id.desc())
    )
    return tuple(Part(*row) for row in (await tx.execute(query)).all())
