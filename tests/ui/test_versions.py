"""Scenario files that change, break or go while people are in the middle of them."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from bot.errors import ScenarioGone
from bot.settings import Settings
from tests.support.world import World, open_world
from tests.ui.scripts import BENCH

CHANGED = (
    BENCH.replace("They used to come.", "They never came.")
    .replace("        sit:", "        kneel:")
    .replace("[sit, wait, stay]", "[kneel, wait, stay]")
    .replace("At six, one pigeon.", "At six, two pigeons.")
)


def _change(world: World, source: str | None) -> None:
    file = world.settings.scenarios_dir / "bench.yaml"
    if source is None:
        file.unlink()
    else:
        file.write_text(source, encoding="utf-8")


async def test_run_goes_on_on_its_own_version(small: World) -> None:
    """A run plays on as it began when the file has changed; who begins now gets the new one."""
    card = await small.begin(small.ana, "bench")
    _change(small, CHANGED)
    await small.restart()
    ben = await small.begin(small.ben, "bench")
    assert "They never came." in ben.text
    assert set(ben.options) == {"kneel", "explain"}

    end = await small.take(small.ana, card, "sit", "wait", "stay")
    assert "At six, one pigeon." in end.text
    again = await small.tap(small.ana, end, "Play again")
    assert set(again.options) == {"kneel", "explain"}
    assert len({row["version"] for row in small.rows("runs")}) == 2


async def test_go_on_with_an_old_version(small: World) -> None:
    """/practice offers to go on with a run of an old version, and shows that version."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    _change(small, CHANGED)
    await small.restart()
    await small.ask(small.ana, "practice", scenario="bench")
    brief = small.dm(small.ana)
    assert "You are in the middle of this one" in brief.text
    end = await small.take(small.ana, await small.tap(small.ana, brief, "Go on"), "wait", "stay")
    assert "At six, one pigeon." in end.text


async def test_feedback_on_an_old_version(small: World) -> None:
    """A moment of a version that is gone is still told as it was."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    _change(small, CHANGED)
    await small.restart()
    assert "He had company before he had an answer." in (await small.ask(small.ana, "feedback")).text


async def test_file_is_gone(small: World) -> None:
    """Without its file a run goes on to its end; only another one cannot be begun."""
    card = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    brief = await small.ask_in_dm(small.ana, "practice", scenario="bench")
    _change(small, None)
    await small.restart()
    assert (await small.tap(small.ana, brief, "Begin afresh")).content == ScenarioGone.message
    end = await small.take(small.ana, card, "wait", "stay")
    assert "At six, one pigeon." in end.text
    assert (await small.tap(small.ana, end, "Play again")).content == ScenarioGone.message
    assert "bench" not in str((await small.ask(small.ana, "practice")).menus)
    assert (await small.ask(small.ana, "feedback")).components


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        pytest.param("level: 2", "level: nine", 4, id="cannot be read"),
        pytest.param("            - end: alone\n", "            - He waves.\n", 9, id="cannot be played to its end"),
    ],
)
async def test_broken_file_beside_good_ones(
    small_settings: Settings, logged: Callable[[], list[dict[str, Any]]], right: str, wrong: str, line: int
) -> None:
    """A broken file is left out, and the log says which and where; the good ones play."""
    broken = small_settings.scenarios_dir / "broken.yaml"
    broken.write_text(BENCH.replace(right, wrong), encoding="utf-8")
    async with open_world(small_settings) as world:
        picker = await world.ask(world.ana, "practice")
        assert sorted(chain(*picker.menus.values())) == ["bench", "kettle"]
        assert (await world.ask(world.ana, "practice", scenario="broken")).content == ScenarioGone.message
        await world.take(world.ana, await world.begin(world.ana, "bench"), "sit", "wait", "stay")
    named = [entry for entry in logged() if entry.get("file") == str(broken)]
    assert line in [entry.get("line") for entry in named if entry["level"] == "error"]


async def test_file_that_broke_in_the_middle(small: World) -> None:
    """Breaking the file does no more to a run under way than taking it away."""
    card = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    _change(small, "title: [")
    await small.restart()
    assert "At six, one pigeon." in (await small.take(small.ana, card, "wait", "stay")).text
