"""Evidence that knows where it stands: sums that run along, the past found by an index, older tables brought along."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from bot.domain.engine import Move
from bot.domain.scoring import Evidence, estimate, estimate_of
from bot.domain.traits import Trait
from bot.storage import evidence, players, runs, versions
from bot.storage.database import Database, open_database
from bot.storage.runs import Fork, Kind, StoredRun
from tests.support.databases import migrate_to

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANA = 4001
FOUND = [Evidence(step / 9, 1 + step % 3, step % 5 - 2) for step in range(10)]
OLD = """
INSERT INTO players VALUES (1, '2026-01-01 00:00:00', 1, 1);
INSERT INTO versions VALUES ('h', 's', 'src', '2026-01-01 00:00:00');
INSERT INTO runs (id, player_id, version, scenario_id, seed, started_at, seq, ephemeral)
    VALUES (1, 1, 'h', 's', 1, '2026-01-01 00:00:00', 2, 0);
INSERT INTO moves VALUES (1, 0, 'a/1', 'x', 0, '2026-01-02 00:00:00'), (1, 1, 'a/2', 'x', 0, '2026-01-03 00:00:00');
INSERT INTO evidence (player_id, version, choice, trait, r, e, points, run_id, seq)
    VALUES (1, 'h', 'a/1', 'mercy', 1.0, 1.5, 2, 1, 0), (1, 'h', 'a/2', 'mercy', 0.0, 1.0, 0, 1, 1);
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database of this version."""
    opened = open_database(f"sqlite+aiosqlite:///{tmp_path / 'rapport.db'}")
    await opened.migrate()
    yield opened
    await opened.close()


async def filled(database: Database) -> StoredRun:
    """A run of Ana's with ten moments of mercy, an hour after each other; every second one also of courage."""
    async with database.writing() as tx:
        await players.agree(tx, ANA, NOON)
        await versions.keep(tx, "1" * 64, "tea", "title: tea", NOON)
        run = await runs.begin(tx, ANA, "tea", "1" * 64, 7, NOON)
        for step, one in enumerate(FOUND):
            at = NOON + timedelta(hours=step)
            traits = {Trait.MERCY: one} if step % 2 else {Trait.MERCY: one, Trait.COURAGE: one}
            stored = await runs.load(tx, run.id)
            assert stored is not None
            await runs.append(tx, run.id, step, f"s/{step}", Move("o"), at)
            await evidence.keep(tx, stored, f"s/{step}", traits, at)
    return run


async def test_sums_run_along(database: Database) -> None:
    """The last row alone gives the estimate that all of them together give; traits without evidence are left out."""
    await filled(database)
    async with database.reading() as tx:
        found = await evidence.standing(tx, ANA)
    assert set(found) == {Trait.MERCY, Trait.COURAGE}
    whole, kept = estimate(FOUND[::-1]), estimate_of(found[Trait.MERCY].sums)
    assert kept.moments == len(FOUND)
    assert kept.score == pytest.approx(whole.score)
    assert kept.low == pytest.approx(whole.low)


async def test_the_past_is_what_it_was(database: Database) -> None:
    """Where a trait stood at an instant rests on what had come by then, that very instant included."""
    await filled(database)
    async with database.reading() as tx:
        assert await evidence.standing_at(tx, ANA, NOON - timedelta(seconds=1)) == {}
        found = await evidence.standing_at(tx, ANA, NOON + timedelta(hours=3))
    assert found[Trait.MERCY].sums.number == 4
    assert estimate_of(found[Trait.MERCY].sums).score == pytest.approx(estimate(FOUND[3::-1]).score)


async def test_course_keeps_both_ends(database: Database) -> None:
    """A course has its first and its last point, in order, and no more points than asked for."""
    await filled(database)
    async with database.reading() as tx:
        whole = await evidence.course(tx, ANA, Trait.MERCY, 32)
        short = await evidence.course(tx, ANA, Trait.MERCY, 4)
        nothing = await evidence.course(tx, ANA, Trait.EMPATHY, 4)
    assert [one.sums.number for one in whole] == list(range(1, 11))
    assert [one.sums.number for one in short] == [1, 4, 7, 10]
    assert list(nothing) == []


async def test_counting_again_forgets_what_was_removed(database: Database) -> None:
    """After evidence was removed and counted again, the estimate rests on what is left."""
    await filled(database)
    async with database.writing() as tx:
        await tx.exec_driver_sql("DELETE FROM evidence WHERE seq < 4")
        await evidence.count_again(tx, ANA)
    async with database.reading() as tx:
        found = await evidence.standing(tx, ANA)
    kept = estimate_of(found[Trait.MERCY].sums)
    assert kept.moments == 6
    assert kept.score == pytest.approx(estimate(FOUND[:3:-1]).score)


async def test_nothing_is_read_from_end_to_end(database: Database) -> None:
    """What `/feedback` asks is answered through indexes: none of it goes through all rows, or sorts them."""
    await filled(database)
    asked: list[tuple[str, Any]] = []

    def note(_: Connection, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    async with database.reading() as tx:
        event.listen(tx.sync_connection, "before_cursor_execute", note)
        await evidence.standing(tx, ANA)
        await evidence.standing_at(tx, ANA, NOON)
        await evidence.latest(tx, ANA, 5)
        await evidence.recent(tx, ANA, Trait.MERCY, 5)
        await evidence.course(tx, ANA, Trait.MERCY, 4)
        await runs.finished(tx, ANA)
        event.remove(tx.sync_connection, "before_cursor_execute", note)
        plans = [
            row.detail
            for statement, parameters in asked
            for row in (await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
        ]
    assert len(asked) >= 6
    assert not [plan for plan in plans if plan.startswith(("SCAN evidence", "SCAN runs"))]
    assert not [plan for plan in plans if "USE TEMP B-TREE FOR ORDER BY" in plan]


async def test_rehearsal_holds_what_came_before(database: Database) -> None:
    """A rehearsal begins with the moves up to its moment, beside the open play, and does not count as finished."""
    run = await filled(database)
    async with database.writing() as tx:
        of = await runs.load(tx, run.id)
        assert of is not None
        rehearsal = await runs.rehearse(tx, of, 3, NOON)
        await runs.finish(tx, rehearsal.id, "well", NOON)
        assert (rehearsal.kind, rehearsal.fork) == (Kind.REHEARSAL, Fork(run.id, 3))
        assert rehearsal.moves == of.moves[:3]
        assert (rehearsal.seed, rehearsal.version) == (of.seed, of.version)
        assert await runs.finished(tx, ANA) == {}
        open_run = await runs.open_of(tx, ANA, "tea")
        assert open_run is not None
        assert open_run.id == run.id
        await runs.finish(tx, run.id, "well", NOON)
        assert await runs.finished(tx, ANA) == {"tea": NOON}


async def test_older_tables_come_along(tmp_path: Path) -> None:
    """Tables of the first version gain the instant, the sums and the kind, and lose no row there and back."""
    file = tmp_path / "old.db"
    opened = open_database(f"sqlite+aiosqlite:///{file}")
    await migrate_to(opened, "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(OLD)
        await migrate_to(opened, "0002")
        rows = connection.execute("SELECT at, number, weight, gain FROM evidence ORDER BY id").fetchall()
        assert rows[0] == ("2026-01-02 00:00:00", 1, 1.5, 1.5)
        assert rows[1][:2] == ("2026-01-03 00:00:00", 2)
        assert rows[1][2:] == pytest.approx((1.5 * 0.5 ** (1 / 40) + 1, 1.5 * 0.5 ** (1 / 40)))
        assert connection.execute("SELECT kind, forked_run FROM runs").fetchall() == [("play", None)]
        await migrate_to(opened, "0001", back=True)
        assert connection.execute("SELECT count(*) FROM moves").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM evidence").fetchone() == (2,)
    await opened.close()
