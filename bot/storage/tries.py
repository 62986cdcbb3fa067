"""Challenges that players took into real life."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.domain.challenges import Challenge, Outcome
from bot.domain.traits import Trait
from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables_people import tries


@dataclass(frozen=True, slots=True)
class Try:
    """A challenge that was taken. `words` are its text as it read then; `due_at` is when to ask how it went.

    `asking_since` is from when on it is being asked about, None before that and once the question has arrived.
    `outcome` is None while it is open; `note` is a line of the player's own.
    """

    id: int
    player: int
    challenge: str
    trait: Trait
    level: int
    words: str
    taken_at: datetime
    due_at: datetime | None
    asking_since: datetime | None
    outcome: Outcome | None
    answered_at: datetime | None
    note: str | None = field(repr=False)  # for their eyes alone: not for a log either


async def take(tx: Transaction, player: int, challenge: Challenge, at: datetime, due_at: datetime) -> Try:
    """Take a challenge. One that is open already stays the one that it is, and is asked about at the new time."""
    values = {
        "player_id": player,
        "challenge": challenge.id,
        "trait": challenge.trait.value,
        "level": challenge.level,
        "words": challenge.text,
        "taken_at": at,
    }
    await insert_unless_there(tx, tries, values)
    is_open = (tries.c.player_id == player) & (tries.c.challenge == challenge.id) & tries.c.outcome.is_(None)
    await tx.execute(update(tries).where(is_open).values(due_at=due_at, asking_since=None))
    return _try((await tx.execute(select(tries).where(is_open))).one())


async def load(tx: Transaction, try_id: int) -> Try | None:
    row = (await tx.execute(select(tries).where(tries.c.id == try_id).with_for_update())).one_or_none()
    return _try(row) if row else None


async def of_player(tx: Transaction, player: int, limit: int = 200) -> tuple[Try, ...]:
    """A player's tries, the latest taken first."""
    query = select(tries).where(tries.c.player_id == player).order_by(tries.c.id.desc()).limit(limit)
    return tuple(_try(row) for row in (await tx.execute(query)).all())


async def answer(tx: Transaction, try_id: int, outcome: Outcome, at: datetime) -> None:
    """The try is over; nobody asks about it any more."""
    values = {"outcome": outcome.value, "answered_at": at, "due_at": None, "asking_since": None}
    await tx.execute(update(tries).where(tries.c.id == try_id).values(values))


async def ask_at(tx: Transaction, try_id: int, due_at: datetime | None) -> None:
    """When to ask how it went; None for never."""
    values = {"due_at": due_at, "asking_since": None}
    await tx.execute(update(tries).where(tries.c.id == try_id, tries.c.outcome.is_(None)).values(values))


async def set_note(tx: Transaction, try_id: int, note: str | None) -> None:
    await tx.execute(update(tries).where(tries.c.id == try_id).values(note=note))


async def due(tx: Transaction, now: datetime, limit: int) -> tuple[Try, ...]:
    """Those that it is time to ask about, the longest due first."""
    query = select(tries).where(tries.c.due_at <= now).order_by(tries.c.due_at).limit(limit)
    return tuple(_try(row) for row in (await tx.execute(query)).all())


async def claim(tx: Transaction, one: Try, since: datetime, again: datetime) -> bool:
    """Take it upon oneself to ask about it, which goes on since then. Of several that try, one gets it.

    It is due again at `again`, unless by then it is `asked`: a question that did not arrive is not lost.
    """
    values = {"due_at": again, "asking_since": since}
    claimed = update(tries).where(tries.c.id == one.id, tries.c.due_at == one.due_at).values(values)
    return (await tx.execute(claimed)).rowcount == 1


async def asked(tx: Transaction, one: Try) -> None:
    """The question has arrived, or will not; whatever was set meanwhile stays."""
    same = (tries.c.id == one.id) & (tries.c.asking_since == one.asking_since)
    await tx.execute(update(tries).where(same).values(due_at=None, asking_since=None))


def _try(row: Row[Any]) -> Try:
    return Try(
        id=row.id,
        player=row.player_id,
        challenge=row.challenge,
        trait=Trait(row.trait),
        level=row.level,
        words=row.words,
        taken_at=row.taken_at,
        due_at=row.due_at,
        asking_since=row.asking_since,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answered_at=row.answered_at,
        note=row.note,
    )
