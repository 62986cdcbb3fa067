"""What players said of themselves, week by week."""

from datetime import datetime

from sqlalchemy import insert, select

from bot.domain.checkins import Answers, CheckIn
from bot.storage.database import Transaction
from bot.storage.tables_people import checkins


async def keep(tx: Transaction, player: int, answers: Answers, at: datetime) -> None:
    values = {
        "player_id": player,
        "at": at,
        "effort": answers.effort,
        "energy": answers.energy,
        "attention": answers.attention,
        "carrying": answers.carrying,
        "back_then": answers.back_then,
    }
    await tx.execute(insert(checkins).values(values))


async def of_player(tx: Transaction, player: int) -> tuple[CheckIn, ...]:
    """All of them, the oldest first: at most one a week, so there are never many."""
    query = select(checkins).where(checkins.c.player_id == player).order_by(checkins.c.at, checkins.c.id)
    return tuple(
        CheckIn(row.at, Answers(row.effort, row.energy, row.attention, row.carrying, row.back_then))
        for row in (await tx.execute(query)).all()
    )
