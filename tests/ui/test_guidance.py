"""Being shown the way: a worked example, and the path through the seven."""

from bot.ui.routes import encode
from bot.ui.routes.guidance import ShowExample
from tests.support.world import World


async def test_example_before_anything_is_stored(world: World) -> None:
    """A stranger is shown a short example, step by step with its why, and nothing about them is stored."""
    await world.ask(world.ana, "practice", scenario="senior-student")
    step = await world.tap(world.ana, world.dm(world.ana), "Show me one go first")
    pages = [step.text]
    assert "Previous" not in step.buttons
    while "Next one" in step.buttons:
        step = await world.tap(world.ana, step, "Next one")
        pages.append(step.text)
    assert all("What it did" in page for page in pages)
    assert f"an example, {len(pages)} of {len(pages)}" in pages[-1]
    assert 4 <= len(pages) <= 6
    assert "One good way of several" in pages[-1]
    assert any("a little later" in page for page in pages)
    endings = world.client._services.shelf.current("senior-student").scenario.endings.values()
    assert not [ending for ending in endings if any(ending[:40] in page for page in pages)]
    assert (await world.tap(world.ana, step, "Previous")).text == pages[-2]
    brief = await world.tap(world.ana, world.again(step), "My turn")
    assert "Start" in brief.buttons
    assert all(world.rows(table) == [] for table in ("players", "runs", "moves", "evidence"))


async def test_example_step_that_is_not_there(world: World) -> None:
    """A button from an earlier version of the script, whose example was longer, is answered kindly."""
    await world.ask(world.ana, "practice", scenario="senior-student")
    result = world.press_raw(world.ana, world.dm(world.ana), encode(ShowExample("senior-student", 99)))
    await world.env.settle()
    assert "from an earlier version of me" in world.answer(result).content


async def test_path_follows_what_was_finished(world: World) -> None:
    """The path begins at its first stop, moves on when that is played to an end, and leads straight to a brief."""
    path = await world.ask_in_dm(world.ana, "path")
    assert "0 of" in path.text
    brief = await world.tap(world.ana, path, "This one")
    card = await world.tap(world.ana, brief, "Start")
    while card.options:
        card = await world.take(world.ana, card, min(card.options))
    again = await world.ask_in_dm(world.ana, "path")
    assert "0 of" not in again.text
    assert "●" in again.text


async def test_path_from_the_picker(world: World) -> None:
    """The picker leads to the path, and the path back to the picker, on one card."""
    picker = await world.ask(world.ana, "practice")
    path = await world.tap(world.ana, picker, "Path through the seven")
    assert path.id == picker.id
    assert "The path through the seven" in path.text
    assert "What would you like to practise?" in (await world.tap(world.ana, path, "Show me what there is")).text
