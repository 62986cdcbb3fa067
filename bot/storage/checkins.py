"""What players said of themselves, week by week."""

from datetime import datetime

from sqlalchemy import exists, insert, or_, select

from bot.domain.challenges import Outcome
from bot.domain.checkins import Answers, CheckIn
from bot.storage.database import Transaction
from bot.storage.tables import moves, runs
from bot.storage.tables_people import checkins, tries


async def keep(tx: Transaction, player: int, one: CheckIn) -> None:
    answers = one.answers
    values = {
        "player_id": player,
        "at": one.at,
        "effort": answers.effort,
        "energy": answers.energy,
        "attention": answers.attention,
        "carrying": answers.carrying,
        "back_then": answers.back_then,
        "number": one.number,
        "practised": one.practised,
    }
    await tx.execute(insert(checkins).values(values))


async def of_player(tx: Transaction, player: int) -> tuple[CheckIn, ...]:
    """All of them, the oldest first: at most one a week, so there are never many."""
    query = select(checkins).where(checkins.c.player_id == player).order_by(checkins.c.at, checkins.c.id)
    return tuple(
        CheckIn(
            at=row.at,
            answers=Answers(row.effort, row.energy, row.attention, row.carrying, row.back_then),
            number=row.number,
            practised=row.practised,
        )
        for row in (await tx.execute(query)).all()
    )


async def practised_since(tx: Transaction, player: int, at: datetime) -> bool:
    """Whether the player decided anything in a conversation, or did something outside, after that instant."""
    decided = select(moves.c.seq).join(runs, runs.c.id == moves.c.run_id)
    did = (tries.c.outcome == Outcome.DID.value) & (tries.c.answered_at > at)
    found = select(
        or_(
            exists(decided.where(runs.c.player_id == player, moves.c.at > at)),
            exists(select(tries.c.id).where(tries.c.player_id == player, did)),
        )
    )
    return bool((await tx.execute(found)).scalar_one())
