"""Players and what goes with them; versions; instants; ids."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain.engine import Move
from bot.domain.scoring import Evidence
from bot.domain.traits import Trait
from bot.storage import evidence, marks, players, retention, runs, tables, timers, versions
from bot.storage.database import Database
from bot.storage.timers import Timer
from tests.storage.rows import ANA, BEN, NOON, TEA, V1, V2, after, begun


async def test_agreeing_counts_once(database: Database) -> None:
    """When somebody agreed, and what they set since, is not lost by pressing Start again."""
    async with database.writing() as tx:
        first = await players.agree(tx, ANA, NOON, dm_open=False)
        await players.set_timers(tx, ANA, False)
        again = await players.agree(tx, ANA, after(60), dm_open=True)
    assert (first.agreed_at, first.timers, first.dm_open) == (NOON, True, False)
    assert (again.agreed_at, again.timers, again.dm_open) == (NOON, False, False)


async def test_settings_of_a_stranger_are_not_stored(database: Database) -> None:
    """Nothing about a person is stored before they agreed."""
    async with database.writing() as tx:
        await players.set_timers(tx, ANA, False)
        await players.set_dm_open(tx, ANA, False)
        assert await players.find(tx, ANA) is None
        await players.agree(tx, BEN, NOON)
        await players.set_dm_open(tx, BEN, False)
        found = await players.find(tx, BEN)
    assert found is not None
    assert (found.timers, found.dm_open) == (True, False)


async def test_with_a_player_everything_of_theirs_goes(database: Database) -> None:
    """Deleting one row deletes runs, moves, evidence and timers of that person, and of nobody else."""
    for player in (ANA, BEN):
        run = await begun(database, player)
        async with database.writing() as tx:
            await evidence.keep(tx, run, "s/0", {Trait.MERCY: Evidence(1, 2)}, NOON)
            await runs.append(tx, run.id, 0, "s/0", Move("a"), NOON)
            await timers.start(tx, Timer(run.id, 1, NOON, None))
    async with database.writing() as tx:
        await tx.execute(delete(tables.players).where(tables.players.c.id == ANA))
    async with database.reading() as tx:
        for table in (tables.players, tables.runs, tables.moves, tables.evidence, tables.timers):
            assert (await tx.execute(select(func.count()).select_from(table))).scalar_one() == 1, table.name
        assert [run.player for run in await runs.all_open(tx, BEN)] == [BEN]


async def test_whoever_comes_again_is_not_forgotten(database: Database, another: Callable[[], Database]) -> None:
    """Somebody with nothing left begins a run in the instant in which they would be forgotten: all of it stays."""
    async with database.writing() as tx:
        await players.agree(tx, ANA, NOON)
    async with database.reading() as tx:
        assert await retention.lapsed(tx, after(1), 10) == (ANA,)

    async def forget() -> bool:
        async with another().writing() as tx:
            return await retention.forget(tx, ANA)

    async with database.writing() as tx:
        await players.find(tx, ANA, lock=True)
        await versions.keep(tx, V1, TEA, "title: tea", NOON)
        await runs.begin(tx, ANA, TEA, V1, 7, NOON)
        forgetting = asyncio.create_task(forget())
        await asyncio.sleep(0.2)
        assert not forgetting.done()
    assert not await forgetting
    async with database.reading() as tx:
        assert len(await runs.all_open(tx, ANA)) == 1


async def test_a_run_id_is_never_given_twice(database: Database) -> None:
    """A button of a deleted run leads nowhere, not into somebody else's conversation."""
    gone = await begun(database, ANA)
    async with database.writing() as tx:
        await tx.execute(delete(tables.players).where(tables.players.c.id == ANA))
    assert (await begun(database, BEN)).id > gone.id


async def test_a_version_in_use_cannot_vanish(database: Database) -> None:
    """As long as a run refers to it, the text of a scenario stays."""
    await begun(database, version=V1)
    async with database.writing() as tx:
        await versions.keep(tx, V2, TEA, "title: Tea", NOON)
        await tx.execute(delete(tables.versions).where(tables.versions.c.hash == V2))
    with pytest.raises(IntegrityError):
        async with database.writing() as tx:
            await tx.execute(delete(tables.versions).where(tables.versions.c.hash == V1))
    async with database.reading() as tx:
        assert await versions.source_of(tx, V1) == "title: tea"


SOURCES = [
    "title: Größe — “quoted” ‘so’ … ¿qué?\n",
    "title: 茶とお菓子\nabout: 家族の集まり 👵🏽🫖\n",
    "title: العشاء\r\nabout: \u202eright to left\u202c\tand tabs\n",
    "x" * 256 * 1024,
    "",
]


async def test_a_source_comes_back_to_the_letter(database: Database) -> None:
    """The text of a version is the text that was played, in any script, whatever its length; kept once."""
    async with database.writing() as tx:
        for number, source in enumerate(SOURCES):
            await versions.keep(tx, f"{number}", TEA, source, NOON)
            await versions.keep(tx, f"{number}", TEA, "another", after(5))
    async with database.reading() as tx:
        assert [await versions.source_of(tx, f"{number}") for number in range(len(SOURCES))] == SOURCES


async def test_ids_of_discord_fit(database: Database) -> None:
    """Snowflakes up to the largest are kept without rounding."""
    for id in (1, 2**31, 2**53 + 1, 2**63 - 1):
        run = await begun(database, player=id, seed=id)
        assert (run.player, run.seed) == (id, id)


INSTANTS = [
    datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC),
    datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
    datetime(1970, 1, 1, tzinfo=UTC),
]


async def test_an_instant_comes_back_in_utc(database: Database) -> None:
    """To the microsecond, from whichever zone it came."""
    for instant in INSTANTS:
        async with database.writing() as tx:
            await marks.set_mark(tx, "a", "b", instant)
        async with database.reading() as tx:
            mark = await marks.read(tx, "a")
        assert mark is not None
        assert mark[1] == instant
        assert mark[1].utcoffset() == timedelta(0)


async def test_an_instant_without_zone_is_refused(database: Database) -> None:
    """A time that could be anybody's is a mistake, found at once."""
    with pytest.raises(StatementError, match="time zone"):
        async with database.writing() as tx:
            await marks.set_mark(tx, "a", "b", datetime(2026, 7, 1))  # noqa: DTZ001 - the mistake that is tested


async def test_a_mark_is_set_anew(database: Database) -> None:
    """A fact about the installation has one value, the last one."""
    async with database.writing() as tx:
        assert await marks.read(tx, "a") is None
        await marks.set_mark(tx, "a", "old", NOON)
        await marks.set_mark(tx, "b", "other", NOON)
        await marks.set_mark(tx, "a", "new", after(1))
    async with database.reading() as tx:
        assert await marks.read(tx, "a") == ("new", after(1))
        assert await marks.read(tx, "b") == ("other", NOON)
        assert (await tx.execute(text("SELECT count(*) FROM marks"))).scalar_one() == 2
