"""Runs and moves: appended in order, each number once, whoever else is clicking."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.engine import Move
from bot.storage import players, runs, versions
from bot.storage.database import Database, Transaction
from bot.storage.runs import Place
from tests.storage.rows import ANA, BEN, COFFEE, NOON, TEA, V1, V2, after, begun, loaded


async def add(database: Database, run: int, seq: int, option: str = "a", *, silent: bool = False) -> bool:
    """Append a move at choice `s/<seq>`."""
    async with database.writing() as tx:
        return await runs.append(tx, run, seq, f"s/{seq}", Move(option, silent), after(seq))


async def test_a_run_comes_back_as_it_was_played(database: Database) -> None:
    """A run that is loaded has who, what, when and every move in its order, silences included."""
    run = await begun(database, seed=2**63 - 1)
    for seq, (option, silent) in enumerate([("hello", False), ("wait", True), ("bye", False)]):
        assert await add(database, run.id, seq, option, silent=silent)
    found = await loaded(database, run.id)
    assert found.moves == (Move("hello"), Move("wait", True), Move("bye"))
    assert (found.player, found.scenario_id, found.version, found.seed) == (ANA, TEA, V1, 2**63 - 1)
    assert (found.started_at, found.ended_at, found.ending, found.place, found.seq) == (NOON, None, None, None, 3)


async def test_of_many_who_append_one_number_one_wins(database: Database, another: Callable[[], Database]) -> None:
    """Clicks at once from several processes: for each number exactly one is kept, and that one is told so."""
    run = await begun(database)
    processes = [database, another(), another()]
    for seq in range(3):
        clicks = [add(processes[n % 3], run.id, seq, f"o{n}") for n in range(9)]
        won = [n for n, kept in enumerate(await asyncio.gather(*clicks)) if kept]
        assert len(won) == 1
        assert (await loaded(database, run.id)).moves[seq] == Move(f"o{won[0]}")
    assert (await loaded(database, run.id)).seq == 3


async def test_a_move_with_another_number_changes_nothing(database: Database) -> None:
    """A late click, or one from the future, is not kept."""
    run = await begun(database)
    assert await add(database, run.id, 0)
    for seq in (0, 2, -1, 100):
        assert not await add(database, run.id, seq, "late")
    assert (await loaded(database, run.id)).moves == (Move("a"),)


async def test_nothing_is_appended_to_a_run_that_is_over_or_gone(database: Database) -> None:
    """A finished run stays as it ended."""
    run = await begun(database)
    async with database.writing() as tx:
        await runs.finish(tx, run.id, "well", after(9))
    assert not await add(database, run.id, 0)
    assert not await add(database, run.id + 1, 0)
    assert (await loaded(database, run.id)).moves == ()


async def test_there_is_one_open_run_of_a_scenario(database: Database, another: Callable[[], Database]) -> None:
    """However often Start is pressed, at once or in turn, the run is the first one, with its seed and version."""
    first = await begun(database, seed=1)
    found = await asyncio.gather(*(begun(one, version=V2, seed=9) for one in (database, another(), another())))
    assert {(run.id, run.seed, run.version) for run in found} == {(first.id, 1, V1)}
    assert (await begun(database, scenario=COFFEE)).id != first.id
    assert (await begun(database, player=BEN)).id != first.id


async def test_a_second_open_run_cannot_even_be_forced(database: Database) -> None:
    """The database itself refuses a second open run."""
    await begun(database)
    columns = "player_id, version, scenario_id, seed, started_at, seq, ephemeral"
    with pytest.raises(IntegrityError):
        async with database.writing() as tx:
            await tx.execute(text(f"INSERT INTO runs ({columns}) SELECT {columns} FROM runs"))  # noqa: S608


async def test_a_run_put_aside_makes_room(database: Database) -> None:
    """After a run was put aside another one begins; the old one keeps its moves, and has no ending."""
    old = await begun(database)
    await add(database, old.id, 0)
    async with database.writing() as tx:
        await runs.finish(tx, old.id, None, after(60))
    new = await begun(database)
    assert new.id != old.id
    assert new.seq == 0
    kept = await loaded(database, old.id)
    assert (kept.ended_at, kept.ending, kept.moves) == (after(60), None, (Move("a"),))
    async with database.reading() as tx:
        assert await runs.open_of(tx, ANA, TEA) == new
        assert await runs.finished(tx, ANA) == {}


async def test_open_runs_are_listed_latest_first(database: Database) -> None:
    """The picker offers one's own open runs, the latest begun on top."""
    tea = await begun(database)
    coffee = await begun(database, scenario=COFFEE)
    await begun(database, player=BEN)
    over = await begun(database, scenario="cake")
    async with database.writing() as tx:
        await runs.finish(tx, over.id, "well", NOON)
    async with database.reading() as tx:
        assert [run.id for run in await runs.all_open(tx, ANA)] == [coffee.id, tea.id]


async def test_finished_scenarios_are_listed_once_latest_first(database: Database) -> None:
    """What was played last decides what is recommended next; runs put aside and other people's do not count."""
    for number, (scenario, ending) in enumerate([(TEA, "well"), (COFFEE, ""), (TEA, "badly"), ("cake", None)]):
        run = await begun(database, scenario=scenario, version=scenario)
        async with database.writing() as tx:
            await runs.finish(tx, run.id, ending, after(number))
    await begun(database, player=BEN, scenario="soup")
    async with database.reading() as tx:
        assert [*(await runs.finished(tx, ANA)).items()] == [(TEA, after(2)), (COFFEE, after(1))]
        assert await runs.finished(tx, BEN) == {}


async def test_a_scenario_is_finished_by_the_name_it_was_played_under(database: Database) -> None:
    """A file that was renamed or copied holds the same version; what was played is told by the run."""
    for number, scenario in enumerate([TEA, COFFEE, TEA]):
        run = await begun(database, scenario=scenario)
        async with database.writing() as tx:
            await runs.finish(tx, run.id, "well", after(number))
    async with database.reading() as tx:
        assert [*(await runs.finished(tx, ANA)).items()] == [(TEA, after(2)), (COFFEE, after(1))]


async def test_decided_before_is_per_player_version_and_choice(database: Database) -> None:
    """Only the first decision of a choice in a version is evidence, in whichever run it was made."""
    run = await begun(database)
    await add(database, run.id, 0)
    async with database.writing() as tx:
        await runs.finish(tx, run.id, None, NOON)
    await begun(database, version=V2)
    await begun(database, player=BEN)
    async with database.reading() as tx:
        assert await runs.decided_before(tx, ANA, V1, "s/0")
        assert not await runs.decided_before(tx, ANA, V1, "s/1")
        assert not await runs.decided_before(tx, ANA, V2, "s/0")
        assert not await runs.decided_before(tx, BEN, V1, "s/0")


async def test_the_place_of_a_card(database: Database) -> None:
    """Where the card is, is kept; while it is being sent there is none yet, and a token is never kept with the run."""
    run = await begun(database)
    async with database.writing() as tx:
        await runs.show_at(tx, run.id, Place(2**62, None))
    assert (await loaded(database, run.id)).place is None
    async with database.writing() as tx:
        await runs.show_at(tx, run.id, Place(2**62, 2**63 - 1, True, "secret"))
        await runs.show_at(tx, run.id, Place(1, None))
    assert (await loaded(database, run.id)).place == Place(2**62, 2**63 - 1, True)


@pytest.mark.parametrize("by", ["player", "run", "start"])
async def test_a_lock_is_kept_until_the_end(database: Database, another: Callable[[], Database], by: str) -> None:
    """Whoever changes what is a player's has it alone: another writer sees what the first one left."""
    run = await begun(database)
    order: list[str] = []

    async def lock(tx: Transaction) -> None:
        locks = {
            "player": lambda: players.find(tx, ANA, lock=True),
            "run": lambda: players.find_of_run(tx, run.id),
            "start": lambda: players.agree(tx, ANA, after(1)),
        }
        found = await locks[by]()
        assert found is not None
        assert (found.id, found.agreed_at) == (ANA, NOON)

    async def second() -> int:
        async with another().writing() as tx:
            await lock(tx)
            order.append("second")
            found = await runs.load(tx, run.id)
            assert found is not None
            return found.seq

    async with database.writing() as tx:
        await lock(tx)
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.2)
        order.append("first")
        assert await runs.append(tx, run.id, 0, "s/0", Move("a"), NOON)
    assert await waiting == 1
    assert order == ["first", "second"]


async def test_what_is_not_there_is_none(database: Database) -> None:
    """Unknown ids are no errors."""
    async with database.reading() as tx:
        assert await runs.load(tx, 1) is None
        assert await runs.open_of(tx, ANA, TEA) is None
        assert await runs.all_open(tx, ANA) == ()
        assert await players.find(tx, ANA) is None
        assert await players.find_of_run(tx, 1) is None


async def test_a_run_cannot_be_of_a_version_or_player_that_is_not_kept(database: Database) -> None:
    """A run always has the text that it was begun on, and a person who agreed."""
    async with database.writing() as tx:
        await players.agree(tx, ANA, NOON)
        await versions.keep(tx, V1, TEA, "title: Tea", NOON)
    for player, version in ((ANA, V2), (BEN, V1)):
        with pytest.raises(IntegrityError):
            async with database.writing() as tx:
                await runs.begin(tx, player, TEA, version, 1, NOON)


def test_a_place_does_not_tell_its_token() -> None:
    """With an interaction's token one can answer in the bot's name: it is in no log or error."""
    assert "secret" not in repr(Place(1, 2, True, "secret"))
