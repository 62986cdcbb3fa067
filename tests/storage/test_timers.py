"""Timers: one clock for each run, and the earliest first."""

from bot.storage import timers
from bot.storage.database import Database
from bot.storage.timers import Timer
from tests.storage.rows import ANA, BEN, after, begun


async def test_a_run_has_one_clock(database: Database) -> None:
    """Starting a clock replaces the one that ran; stopping takes it away, and does so as often as one likes."""
    run = (await begun(database)).id
    first, second = Timer(run, 0, after(60), "token"), Timer(run, 1, after(30), None)
    async with database.writing() as tx:
        assert await timers.of_run(tx, run) is None
        await timers.start(tx, first)
        assert await timers.of_run(tx, run) == first
        await timers.start(tx, second)
    async with database.writing() as tx:
        assert await timers.of_run(tx, run) == second
        assert await timers.due(tx, after(99)) == (second,)
        await timers.stop(tx, run)
        await timers.stop(tx, run)
        assert await timers.of_run(tx, run) is None
        assert await timers.next_due(tx) is None


async def test_a_clock_goes_with_its_card(database: Database) -> None:
    """Where the card is drawn elsewhere, the clock runs on to the same second, and knows the new card's token."""
    run, other = (await begun(database)).id, (await begun(database, BEN)).id
    async with database.writing() as tx:
        for one in (run, other):
            await timers.start(tx, Timer(one, 3, after(60), "old"))
        await timers.move(tx, run, "new")
        assert await timers.of_run(tx, run) == Timer(run, 3, after(60), "new")
        assert await timers.of_run(tx, other) == Timer(other, 3, after(60), "old")
        await timers.move(tx, run, None)
        assert await timers.of_run(tx, run) == Timer(run, 3, after(60), None)


async def test_every_clock_of_a_player_is_dropped(database: Database) -> None:
    """A clock that was dropped is due at once, answers no move, and knows the token of its card; others' run on."""
    tea, coffee, bens = [await begun(database, *whose) for whose in ((ANA, "tea"), (ANA, "coffee"), (BEN, "tea"))]
    async with database.writing() as tx:
        for run in (tea, coffee, bens):
            await timers.start(tx, Timer(run.id, 0, after(60), f"token-{run.id}"))
        await timers.drop_all(tx, ANA, after(5))
    async with database.reading() as tx:
        due = await timers.due(tx, after(5))
        assert {(one.run, one.token, one.dropped) for one in due} == {
            (run.id, f"token-{run.id}", True) for run in (tea, coffee)
        }
        assert await timers.of_run(tx, bens.id) == Timer(bens.id, 0, after(60), f"token-{bens.id}")


async def test_what_has_run_out_comes_oldest_first(database: Database) -> None:
    """At its very second a timer is due, and not before; the one that waited longest is answered first."""
    clocks: list[Timer] = []
    async with database.writing() as tx:
        assert await timers.next_due(tx) is None
    for player, seconds in ((ANA, 30), (BEN, 10), (4003, 20)):
        run = await begun(database, player)
        clocks.append(Timer(run.id, 0, after(seconds), None))
        async with database.writing() as tx:
            await timers.start(tx, clocks[-1])
    late, early, middle = clocks
    async with database.reading() as tx:
        assert await timers.next_due(tx) == after(10)
        assert await timers.due(tx, after(9.999999)) == ()
        assert await timers.due(tx, after(10)) == (early,)
        assert await timers.due(tx, after(25)) == (early, middle)
        assert await timers.due(tx, after(99)) == (early, middle, late)
        assert await timers.due(tx, after(99), limit=1) == (early,)


def test_a_timer_does_not_tell_its_token() -> None:
    """With an interaction's token one can answer in the bot's name: it is in no log or error."""
    assert "secret" not in repr(Timer(1, 0, after(0), "secret"))
