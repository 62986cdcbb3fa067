"""In which language to speak to a player."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.tables import players, runs
from bot.storage.tables_people import languages


@dataclass(frozen=True, slots=True)
class Language:
    """`chosen` by the player, or None; `seen` as the language of their Discord, or None where it never was."""

    chosen: str | None = None
    seen: str | None = None


async def of_player(tx: Transaction, player: int) -> Language | None:
    """None for somebody about whom nothing is stored."""
    query = (
        select(languages.c.chosen, languages.c.seen)
        .select_from(players.outerjoin(languages, languages.c.player_id == players.c.id))
        .where(players.c.id == player)
    )
    row = (await tx.execute(query)).one_or_none()
    return Language(row.chosen, row.seen) if row else None


async def of_run(tx: Transaction, run: int) -> Language | None:
    """The language of whoever plays a run."""
    player = (await tx.execute(select(runs.c.player_id).where(runs.c.id == run))).scalar_one_or_none()
    return None if player is None else await of_player(tx, player)


async def choose(tx: Transaction, player: int, chosen: str | None) -> None:
    await upsert(tx, languages, {"player_id": player}, {"chosen": chosen})


async def note_seen(tx: Transaction, player: int, seen: str) -> None:
    await upsert(tx, languages, {"player_id": player}, {"seen": seen})
