"""What is kept about somebody, when there is much of it: nobody else has to wait for its removal or its copy."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

import bot.services.privacy
from bot.domain.scoring import Evidence, estimate, estimate_of
from bot.domain.traits import Trait
from bot.services.privacy import Privacy
from bot.storage import evidence, personal
from bot.storage.database import Database
from tests.services.desk import ANA, BEN, Desk

LIMIT = 30  # days


async def played(database: Database, player: int, at: Any, decisions: int, run: int) -> None:
    """A run with a decision each second, all of them about mercy, and the first three about courage too."""
    stamp = at.replace(tzinfo=None)
    async with database.writing() as tx:
        await tx.exec_driver_sql("INSERT OR IGNORE INTO players VALUES (?, ?, 1, 1)", (player, str(stamp)))
        await tx.exec_driver_sql("INSERT OR IGNORE INTO versions VALUES ('h', 's', 'x', ?)", (str(stamp),))
        await tx.exec_driver_sql(
            "INSERT INTO runs (id, player_id, version, scenario_id, seed, started_at, seq, ended_at, ephemeral)"
            " VALUES (?, ?, 'h', 's', 1, ?, ?, ?, 0)",
            (run, player, str(stamp), decisions, str(stamp)),
        )
        ats = [str(stamp + timedelta(seconds=step)) for step in range(decisions)]
        await tx.exec_driver_sql(
            "INSERT INTO moves VALUES (?, ?, 'a', 'b', 0, ?)", [(run, step, one) for step, one in enumerate(ats)]
        )
        await tx.exec_driver_sql(
            "INSERT INTO evidence"
            " (player_id, version, choice, trait, r, e, points, run_id, seq, at, number, weight, gain)"
            " VALUES (?, 'h', ?, ?, 1.0, 1.0, 1, ?, ?, ?, 1, 1.0, 1.0)",
            [
                (player, f"{run}/{step}", trait, run, step, one)
                for step, one in enumerate(ats)
                for trait in ("mercy", "courage")[: 2 if step < 3 else 1]
            ],
        )
        await evidence.count_again(tx, player)


async def test_removing_what_is_old_lets_others_write_in_between(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each player's runs go in one short transaction, by a few statements, a few players at a time."""
    monkeypatch.setattr(bot.services.privacy, "AT_A_TIME", 2)
    database, now = desk.database, desk.clock.now
    for number, player in enumerate((ANA, BEN, 4003)):
        await played(database, player, now - timedelta(days=50), 5, 10 * number + 1)
        await played(database, player, now - timedelta(days=2), 40, 10 * number + 2)
    privacy, said = Privacy(database, desk.clock, LIMIT), list[str]()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    assert not await privacy.keep_to_limit()
    assert said.count("BEGIN IMMEDIATE") == 2
    assert sum(one.startswith("UPDATE evidence") for one in said) == 2 * 2  # players, traits
    assert await privacy.keep_to_limit()
    assert await privacy.keep_to_limit()
    event.remove(engine, "before_cursor_execute", note)
    assert len(await desk.rows("runs")) == 3
    async with database.reading() as tx:
        found = await evidence.standing(tx, ANA)
    whole = [Evidence(1.0, 1.0, 1)] * 40
    assert found[Trait.MERCY].sums.number == len(whole)
    assert estimate_of(found[Trait.MERCY].sums).score == pytest.approx(estimate(whole).score)
    assert found[Trait.COURAGE].sums.number == 3


async def test_a_long_history_is_copied_beside_the_loop(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of decisions are put into words, and those into a file, in other threads than the loop's own."""
    threads: set[int] = set()
    shown, written = personal._shown, bot.services.privacy._file

    def show(*given: Any) -> Any:
        threads.add(threading.get_ident())
        return shown(*given)

    def write(*given: Any) -> Any:
        threads.add(threading.get_ident())
        return written(*given)

    monkeypatch.setattr(personal, "_shown", show)
    monkeypatch.setattr(bot.services.privacy, "_file", write)
    await played(desk.database, ANA, desk.clock.now, 6_000, 1)
    file = await Privacy(desk.database, desk.clock, None).export(ANA)
    document = json.loads(file.data)
    assert len(document["tables"]["moves"]) == 6_000
    assert len(document["tables"]["evidence"]) == 6_003
    assert threads
    assert threading.get_ident() not in threads
