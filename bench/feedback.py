"""How long looking back takes, after a hundred decisions of one player and after a hundred thousand.

The rows are written straight into the table, by the scoring's own arithmetic. Prints milliseconds and the ratio, which
should stay under 1.5.
"""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import insert

from bot.app import load_shelf
from bot.domain.engine import Move, choose, start
from bot.domain.scoring import NOTHING_YET, Evidence, Sums, after, evidence_of
from bot.domain.traits import Trait
from bot.services.feedback import Feedback
from bot.services.moments import Moments
from bot.services.practice import Practice
from bot.services.shelf import Shelf
from bot.settings import Settings
from bot.storage import players, tables, versions
from bot.storage.database import Database, open_database

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SIZES = (100, 100_000)
TIMES = 40


def main() -> None:
    logging.disable(logging.INFO)
    asyncio.run(_compare())


async def _compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        await database.migrate()
        shelf = await load_shelf(Settings.model_validate({}))
        for player, size in enumerate(SIZES, start=1):
            await _fill(database, shelf, player, size)
        feedback = Feedback(database, shelf, lambda: NOW)
        moments, practice = Moments(database, shelf), Practice(database, shelf, lambda: NOW, lambda: 7)
        asked: dict[str, Callable[[int], Awaitable[object]]] = {
            "feedback": feedback.summary,
            "over time": feedback.over_time,
            "moments": lambda player: moments.page(player, None, 0),
            "picker": practice.picker,
        }
        for name, ask in asked.items():
            few, many = await _medians(ask)
            print(f"{name:>10}: {few:6.2f} ms after {SIZES[0]}, {many:6.2f} ms after {SIZES[1]}: x {many / few:.2f}")
        await database.close()


async def _medians(ask: Callable[[int], Awaitable[object]]) -> list[float]:
    """The median milliseconds of each player's calls, made in turn, after some that nobody counts."""
    spent: list[list[float]] = [[] for _ in SIZES]
    for number in range(TIMES + 5):
        for player, found in enumerate(spent, start=1):
            began = perf_counter()
            await ask(player)
            if number >= 5:
                found.append((perf_counter() - began) * 1000)
    return [median(found) for found in spent]


async def _fill(database: Database, shelf: Shelf, player: int, decisions: int) -> None:
    """That many decisions of a player, each of which counts, over the year before NOW."""
    scenario = shelf.scenarios[0]
    version = shelf.current(scenario.id)
    run = start(scenario, 7)
    while not run.over:
        run = choose(run, run.options[len(run.decisions) % len(run.options)].id)
    chosen = [one.choice.id for one in run.decisions]
    found: list[Mapping[Trait, Evidence]] = [
        evidence_of(one) if chosen.index(one.choice.id) == at else {} for at, one in enumerate(run.decisions)
    ]
    sums: dict[Trait, Sums] = {}
    runs: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    first_id = player * 1_000_000
    for number in range(decisions):
        place, seq = divmod(number, len(found))
        at = NOW - timedelta(days=365) * (1 - number / decisions)
        run_id = first_id + place
        if seq == 0:
            runs.append(_run(run_id, player, version.hash, scenario.id, len(found), at, run.ending or ""))
        move = Move(run.decisions[seq].option.id)
        choice = run.decisions[seq].choice.id
        moves.append({"run_id": run_id, "seq": seq, "choice": choice, "option": move.option, "silent": False, "at": at})
        for trait, one in found[seq].items():
            sums[trait] = after(sums.get(trait, NOTHING_YET), one)
            kept.append(
                {
                    "player_id": player,
                    "version": f"{place:064d}",  # only the first play of a version counts, so each is another one
                    "choice": choice,
                    "trait": trait.value,
                    "r": one.r,
                    "e": one.e,
                    "points": one.points,
                    "run_id": run_id,
                    "seq": seq,
                    "at": at,
                    "number": sums[trait].number,
                    "weight": sums[trait].weight,
                    "gain": sums[trait].gain,
                }
            )
    # The last run may be cut short: its moves are fewer than what it says, and the rest are made up.
    for seq in range(decisions % len(found), len(found) if decisions % len(found) else 0):
        one = run.decisions[seq]
        rest = {"run_id": runs[-1]["id"], "seq": seq, "choice": one.choice.id, "option": one.option.id}
        moves.append({**rest, "silent": False, "at": NOW})
    async with database.writing() as tx:
        await players.agree(tx, player, NOW)
        await versions.keep(tx, version.hash, scenario.id, version.source, NOW)
        for table, rows in ((tables.runs, runs), (tables.moves, moves), (tables.evidence, kept)):
            await tx.execute(insert(table), rows)


def _run(  # noqa: PLR0917 - a row
    id: int, player: int, version: str, scenario: str, seq: int, at: datetime, ending: str
) -> dict[str, Any]:
    return {
        "id": id,
        "player_id": player,
        "version": version,
        "scenario_id": scenario,
        "kind": "play",
        "seed": 7,
        "started_at": at,
        "seq": seq,
        "ended_at": at,
        "ending": ending,
        "ephemeral": False,
    }


if __name__ == "__main__":
    main()
