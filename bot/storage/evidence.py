"""What decisions say of traits. It follows from the moves, and is kept so that a summary need not replay them all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from bot.domain.scoring import WINDOW, Evidence
from bot.domain.traits import Trait
from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.runs import StoredRun
from bot.storage.tables import evidence


@dataclass(frozen=True, slots=True)
class Kept:
    """One piece of evidence, and the move that it came from."""

    evidence: Evidence
    run: int
    seq: int


async def keep(tx: Transaction, run: StoredRun, choice: str, found: Mapping[Trait, Evidence]) -> None:
    """Keep what the next move of a run says; what the table holds of its choice already stays as it is."""
    where = {
        "player_id": run.player,
        "version": run.version,
        "choice": choice,
        "run_id": run.id,
        "seq": run.seq,
    }
    for trait, one in found.items():
        await insert_unless_there(tx, evidence, {**where, "trait": trait.value, **asdict(one)})


async def recent(tx: Transaction, player: int, trait: Trait) -> Sequence[Kept]:
    """A trait's evidence, newest first, no more of it than can still weigh."""
    query = (
        select(evidence)
        .where(evidence.c.player_id == player, evidence.c.trait == trait.value)
        .order_by(evidence.c.id.desc())
        .limit(WINDOW)
    )
    return [Kept(Evidence(row.r, row.e, row.points), row.run_id, row.seq) for row in (await tx.execute(query)).all()]


async def count(tx: Transaction, player: int, trait: Trait) -> int:
    """How many informative decisions there are on a trait."""
    where = (evidence.c.player_id == player, evidence.c.trait == trait.value)
    return (await tx.execute(select(func.count()).select_from(evidence).where(*where))).scalar_one()
