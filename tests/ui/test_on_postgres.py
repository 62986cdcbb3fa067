"""The whole bot on a PostgreSQL server: what is played, looked back on and met there is what is kept."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.settings import Settings
from tests.support.databases import fresh
from tests.support.mixers import PACE, open_evening
from tests.support.world import World, open_world
from tests.ui.scripts import write_scripts
from tests.ui.test_mixers_scheduled import come, plan, said_yes, to

pytestmark = pytest.mark.postgres


@pytest.fixture
async def on_server(tmp_path: Path) -> AsyncIterator[World]:
    """A world with the scenarios `kettle` and `bench`, on an empty database of a PostgreSQL server."""
    async with fresh("postgresql", tmp_path) as address:
        settings = {"database_url": address, "scenarios_dir": write_scripts(tmp_path / "scripts")}
        async with open_world(Settings.model_validate(settings), seed=lambda: 7) as opened:
            yield opened


async def rows(world: World, table: str, order: str) -> list[dict[str, Any]]:
    """Everything that a table of the server holds."""
    server = await asyncpg.connect(world.settings.database.replace("+asyncpg", ""))
    found = await server.fetch(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608
    await server.close()
    return [dict(row) for row in found]


async def test_a_scenario_and_its_feedback(on_server: World) -> None:
    """A conversation is played to its debrief, by clicks and by silence, and /feedback knows of it."""
    world = on_server
    card = await world.begin(world.ana, "kettle")
    await world.press_at_once([(world.ana, card, card.options["ask"])] * 3)
    await world.env.advance_time(21)
    end = await world.take(world.ana, world.again(card), "share")
    assert "nobody minded" in end.text
    moves = await rows(world, "moves", "run_id, seq")
    assert [(row["option"], row["silent"]) for row in moves] == [("ask", False), ("nod", True), ("share", False)]
    assert [row["ending"] for row in await rows(world, "runs", "id")] == ["warm"]
    feedback = await world.ask(world.ana, "feedback")
    assert "Take mine, I can wait." in (await world.tap(world.ana, feedback, "Moments")).text
    assert "Empathy" in feedback.alt
    again = await world.tap(world.ana, end, "Play again")
    await world.restart()
    assert set((await world.take(world.ana, again, "joke")).options) == {"more", "nod"}


async def test_erased_to_the_last_row(on_server: World) -> None:
    """Whoever erases what is kept about them is in no table any more."""
    world = on_server
    await world.take(world.ana, await world.begin(world.ana, "kettle"), "ask")
    asked = await world.tap(world.ana, await world.ask(world.ana, "privacy"), "Erase")
    await world.tap(world.ana, asked, "Erase everything")
    for table in ("players", "runs", "moves", "evidence", "timers"):
        assert await rows(world, table, "1") == []


async def test_a_mixer(on_server: World) -> None:
    """Four people join, talk through every stage, give kudos, and the thread is closed behind them."""
    world = on_server
    evening = await open_evening(world)
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    kudos = await world.tap(people[0], evening.messages(thread)[-1], "Give kudos")
    target = next(one for one in kudos.menus if one.endswith(str(people[1].id)))
    await people[0].select(world._handle(kudos), ["empathy"], custom_id=target)
    await evening.wait(PACE.kudos + 1)
    assert evening.said(thread)[-1].startswith("### Goodbye")
    assert "empathy" in world.dm(people[1]).text
    await evening.wait(PACE.goodbye + 1)
    assert [row["stage"] for row in await rows(world, "mixers", "id")] == ["over"]
    kept = world.env.backend.get_channel(thread.id).thread_metadata
    assert kept is not None
    assert kept.locked


async def test_a_mixer_at_an_hour(on_server: World) -> None:
    """A scheduled mixer is announced, looked at, opened and begun, from rows of the server."""
    evening = await open_evening(on_server)
    await plan(evening)
    people = await said_yes(evening, 5)
    await to(evening, timedelta(minutes=59))
    await to(evening, timedelta(minutes=8))
    for one in people[:4]:
        await come(evening, one)
    await to(evening, timedelta(0))
    assert evening.inside(evening.thread()) == {one.id for one in people[:4]}
    assert "in line for" in (await come(evening, people[4])).text
    await to(evening, -timedelta(seconds=PACE.length))
    assert [row["outcome"] for row in await rows(on_server, "scheduled", "id")] == ["held"]
