"""Evidence: what counts of a decision is kept once, and comes back newest first."""

from math import sqrt

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.domain.scoring import WINDOW, Evidence
from bot.domain.traits import Trait
from bot.storage import evidence, tables
from bot.storage.database import Database
from bot.storage.evidence import Kept
from tests.storage.rows import ANA, BEN, NOON, V1, V2, after, begun

GOOD, BAD = Evidence(1.0, sqrt(3), 2), Evidence(0.0, 1.0, -1)


async def test_the_first_play_of_a_choice_counts(database: Database) -> None:
    """Playing again never changes what a decision said the first time; another version or person is another matter."""
    first = await begun(database)
    other = await begun(database, player=BEN)
    new = await begun(database, scenario="coffee", version=V2)
    async with database.writing() as tx:
        await evidence.keep(tx, first, "s/0", {Trait.MERCY: GOOD}, NOON)
        await evidence.keep(tx, first, "s/1", {Trait.COURAGE: BAD}, NOON)
        await evidence.keep(tx, other, "s/0", {Trait.MERCY: BAD}, after(60))
        await evidence.keep(tx, new, "s/0", {Trait.MERCY: BAD}, after(60))
    async with database.reading() as tx:
        newer, older = Kept(BAD, Trait.MERCY, new.id, 0, after(60)), Kept(GOOD, Trait.MERCY, first.id, 0, NOON)
        assert await evidence.recent(tx, ANA, Trait.MERCY) == [newer, older]
        assert await evidence.recent(tx, ANA, Trait.COURAGE) == [Kept(BAD, Trait.COURAGE, first.id, 0, NOON)]
        assert await evidence.recent(tx, BEN, Trait.MERCY) == [Kept(BAD, Trait.MERCY, other.id, 0, after(60))]
        assert await evidence.recent(tx, ANA, Trait.LISTENING) == []
        assert (await evidence.standing(tx, ANA))[Trait.MERCY].sums.number == 2
    with pytest.raises(IntegrityError):
        async with database.writing() as tx:
            await evidence.keep(tx, first, "s/0", {Trait.MERCY: BAD}, NOON)


async def test_no_more_is_read_than_can_weigh(database: Database) -> None:
    """A long history is counted in full, and read only as far back as it matters."""
    run = await begun(database, version=V1)
    rows = [
        {
            "player_id": ANA,
            "version": V1,
            "choice": f"s/{number}",
            "trait": "mercy",
            "r": 0.5,
            "e": 1.0,
            "points": 0,
            "run_id": run.id,
            "seq": number,
            "at": NOON,
            "number": number + 1,
            "weight": 1.0,
            "gain": 0.5,
        }
        for number in range(WINDOW + 7)
    ]
    async with database.writing() as tx:
        await tx.execute(insert(tables.evidence), rows)
    async with database.reading() as tx:
        recent = await evidence.recent(tx, ANA, Trait.MERCY)
        assert [kept.seq for kept in recent] == list(range(WINDOW + 6, 6, -1))
        assert (await evidence.standing(tx, ANA))[Trait.MERCY].sums.number == WINDOW + 7
