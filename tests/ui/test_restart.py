"""The process ends in the middle of a run, gracefully or not; the run does not."""

import asyncio
import gc
from typing import Any

import pytest
from discord.utils import escape_markdown

from bot.domain.scenario import Scenario
from bot.storage import evidence, runs, timers
from tests.support.world import World
from tests.ui.test_practice import shipped

SHIPPED = [pytest.param(scenario, id=scenario.id) for scenario in shipped()[:2]]  # one is as good as another here


@pytest.mark.parametrize("scenario", SHIPPED)
async def test_restart_in_the_middle(world: World, scenario: Scenario) -> None:
    """After a restart the card in the DM plays on as if nothing had been."""
    path = scenario.tests[0]
    half = len(path.play) // 2
    card = await world.take(world.ana, await world.begin(world.ana, scenario.id), *path.play[:half])
    await world.restart()
    end = await world.take(world.ana, card, *path.play[half:])
    assert world.moves() == list(path.play)
    assert escape_markdown(scenario.endings[path.ends]) in end.text


@pytest.mark.parametrize("scenario", SHIPPED)
async def test_killed_in_the_middle(world: World, scenario: Scenario) -> None:
    """A process that dies takes no move along, and leaves nothing that stands in the way of the next one."""
    path = scenario.tests[-1]
    half = len(path.play) // 2
    card = await world.take(world.ana, await world.begin(world.ana, scenario.id), *path.play[:half])
    await world.kill()
    await world.revive()
    end = await world.take(world.ana, card, *path.play[half:])
    assert world.moves() == list(path.play)
    assert [row["ending"] for row in world.rows("runs")] == [path.ends]
    assert escape_markdown(scenario.endings[path.ends]) in end.text


# A process that dies over a transaction gives its connection back to nobody: that is what is tried here.
@pytest.mark.filterwarnings("ignore:The garbage collector is trying to clean up non-checked-in connection")
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
@pytest.mark.parametrize("turns", [0, 1, 2, 4, 8, 50])
async def test_killed_in_the_middle_of_a_click(small: World, turns: int) -> None:
    """A click that the process dies over is there whole or not at all, and can be made again."""
    card = await small.begin(small.ana, "bench")
    click = small.press_raw(small.ana, card, card.options["sit"])
    for _ in range(turns):
        await asyncio.sleep(0)
    await small.kill()
    gc.collect()  # what the dead process leaves is gone now, not in the middle of something else that cannot have it
    stored = [row["seq"] for row in small.rows("runs")]
    assert stored == [len(small.moves())]
    assert stored == [1] or not click.acknowledged, "what was shown is stored"
    await small.revive()
    (again,) = await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert set(small.answer(again).options) == {"wait", "ask"}
    assert small.moves() == ["sit"]


@pytest.mark.parametrize(
    "after",
    [(runs, "append"), (evidence, "keep"), (timers, "start"), (runs, "show_at")],
    ids=["move", "evidence", "clock", "place"],
)
async def test_killed_in_the_middle_of_a_transaction(
    small: World, monkeypatch: pytest.MonkeyPatch, after: tuple[Any, str]
) -> None:
    """A click leaves nothing behind that is half done, such as a move without its clock."""
    card = await small.begin(small.ana, "kettle")
    module, name = after
    real = getattr(module, name)

    async def then_nothing_more(*args: Any, **kwargs: Any) -> None:
        await real(*args, **kwargs)
        await asyncio.sleep(3600)

    before = {table: small.rows(table) for table in ("runs", "moves", "evidence", "timers")}
    with monkeypatch.context() as patched:
        patched.setattr(module, name, then_nothing_more)
        small.press_raw(small.ana, card, card.options["ask"])
        await small.env.advance_time(2)
        await small.kill()
    assert {table: small.rows(table) for table in before} == before
    await small.revive()
    assert set((await small.take(small.ana, card, "ask")).options) == {"more", "nod"}
    assert len(small.rows("evidence")) == 2
