"""Choosing what to practise: the picker, completion, and what somebody types."""

from pathlib import Path

import pytest

from bot.errors import EmptyShelf, ScenarioGone
from bot.settings import Settings
from tests.support.world import World, open_world
from tests.ui.scripts import BENCH, write_scripts
from tests.ui.test_practice import shipped


async def test_picker_in_a_server(world: World) -> None:
    """In a server only the person who asked sees it: what is recommended first, and a menu for each level."""
    picker = await world.ask(world.ana, "practice")
    assert picker.ephemeral
    recommended = picker.buttons["This one"].rpartition(":")[2]
    assert recommended in {scenario.id for scenario in shipped() if scenario.level == 1}
    by_level = {level: {one.id for one in shipped() if one.level == level} for level in (1, 2, 3)}
    assert {int(menu.rpartition(":")[2]): set(ids) for menu, ids in picker.menus.items()} == {
        level: ids for level, ids in by_level.items() if ids
    }


async def test_picker_in_the_dm(world: World) -> None:
    """In the bot's DM nobody else is there: the answer is an ordinary message that stays."""
    picker = await world.ask_in_dm(world.ana, "practice")
    assert not picker.ephemeral
    assert picker.menus


async def test_pick_in_a_server(small: World) -> None:
    """A pick sends the brief to the DM, and the picker turns into the way there."""
    picker = await small.ask(small.ana, "practice")
    waiting = await small.pick(small.ana, picker, "bench")
    brief = small.dm(small.ana)
    assert waiting.id == picker.id
    assert waiting.buttons["Take me there"].endswith(f"/{brief.channel}/{brief.id}")
    assert "An old man feeds no birds." in brief.text


async def test_pick_in_the_dm(small: World) -> None:
    """In the DM the picker turns into the brief, and back again by Another one."""
    picker = await small.ask_in_dm(small.ana, "practice")
    brief = await small.pick(small.ana, picker, "bench")
    assert brief.id == picker.id
    assert brief.buttons["Start"] == "r1:agree:bench"
    again = await small.tap(small.ana, brief, "Another one")
    assert (again.id, again.components) == (picker.id, picker.components)
    recommended = await small.tap(small.ana, again, "This one")
    assert recommended.buttons["Start"] == "r1:agree:kettle"


@pytest.mark.parametrize(
    ("typed", "found"), [("", ["kettle", "bench"]), ("KETT", ["kettle"]), ("the b", ["bench"]), ("nothing", [])]
)
async def test_completion(small: World, typed: str, found: list[str]) -> None:
    """Completion finds a part of a title, in capitals or not."""
    choices = await small.ana.autocomplete(small.lobby, "practice", "scenario", typed)
    assert [choice["value"] for choice in choices] == found
    in_dm = await small.ana.user.autocomplete("practice", "scenario", typed)
    assert in_dm == choices


async def test_long_shelf(settings: Settings, tmp_path: Path) -> None:
    """With more scenarios than Discord shows at once, the menus and completion hold 25, and typing finds the rest."""
    scripts = {f"bench-{n}": BENCH.replace("The bench", f"The bench {n:02}") for n in range(30)}
    folder = write_scripts(tmp_path / "many", **scripts)
    async with open_world(settings.model_copy(update={"scenarios_dir": folder})) as world:
        picker = await world.ask(world.ana, "practice")
        assert [len(values) for values in picker.menus.values()] == [25]
        assert len(await world.ana.autocomplete(world.lobby, "practice", "scenario", "bench")) == 25
        (last,) = await world.ana.autocomplete(world.lobby, "practice", "scenario", "bench 29")
        await world.ask(world.ana, "practice", scenario=last["value"])
        assert world.dm(world.ana).buttons["Start"] == "r1:agree:bench-29"


@pytest.mark.parametrize("typed", ["elsewhere", "@everyone", "# _so_", "x" * 1000])
async def test_unknown_scenario(small: World, typed: str) -> None:
    """A scenario that does not exist gets a kind line, and what was typed is not repeated."""
    for answer in (
        await small.ask(small.ana, "practice", scenario=typed),
        await small.ask_in_dm(small.ana, "practice", scenario=typed),
    ):
        assert answer.content == ScenarioGone.message
        assert answer.ephemeral


@pytest.mark.parametrize("typed", ["the BENCH", "Bench"])
async def test_title_typed_whole(small: World, typed: str) -> None:
    """Who types a title or an id without picking a completion gets that scenario."""
    await small.ask(small.ana, "practice", scenario=typed)
    assert "An old man feeds no birds." in small.dm(small.ana).text


async def test_empty_shelf(small_settings: Settings) -> None:
    """Without any scenario /practice says so, completion offers nothing, and nothing breaks."""
    for script in small_settings.scenarios_dir.iterdir():
        script.unlink()
    async with open_world(small_settings) as world:
        assert (await world.ask(world.ana, "practice")).content == EmptyShelf.message
        assert await world.ana.autocomplete(world.lobby, "practice", "scenario", "") == []
