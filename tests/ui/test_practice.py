"""A role-play from /practice to the debrief, for every scenario that is shipped."""

from functools import cache
from pathlib import Path

import pytest
from discord.utils import escape_markdown

from bot.authoring.library import load_folder
from bot.domain.scenario import PathTest, Scenario
from bot.settings import shipped_scenarios
from tests.support.world import World


@cache
def shipped() -> tuple[Scenario, ...]:
    """The scenarios that are shipped and can be played."""
    return tuple(one.scenario for one in load_folder(shipped_scenarios()) if one.playable and one.scenario)


# The longest path of each: that it ends as it says is checked without Discord, for every path of every scenario.
PATHS = [
    pytest.param(scenario, max(scenario.tests, key=lambda path: len(path.play)), id=scenario.id)
    for scenario in shipped()
    if scenario.tests
]


def test_every_shipped_scenario_brings_its_paths() -> None:
    """No scenario is shipped that the tests below would pass over."""
    scripts = {Path(one.file).stem for one in load_folder(shipped_scenarios())}
    assert {scenario.id for scenario in shipped()} == scripts
    assert scripts
    assert [scenario.id for scenario in shipped() if len(scenario.tests) < 3] == []


@pytest.mark.parametrize(("scenario", "path"), PATHS)
async def test_path_by_clicks(world: World, scenario: Scenario, path: PathTest) -> None:
    """The whole way by clicks: the ending that the path promises, every move stored, feedback with its moments."""
    waiting = await world.ask(world.ana, "practice", scenario=scenario.id)
    assert waiting.ephemeral
    brief = world.dm(world.ana)
    assert waiting.buttons["Take me there"].endswith(f"/{brief.channel}/{brief.id}")
    assert escape_markdown(scenario.about) in brief.text

    card = await world.tap(world.ana, brief, "Start")
    card = await world.take(world.ana, card, *path.play)

    assert card.id == brief.id, "the whole run plays on one card"
    assert escape_markdown(scenario.endings[path.ends]) in card.text
    assert world.moves() == list(path.play)
    assert [row["ending"] for row in world.rows("runs")] == [path.ends]
    assert "Play again" in card.buttons

    feedback = await world.ask(world.ana, "feedback")
    assert feedback.ephemeral
    evidence = world.rows("evidence")
    assert evidence
    for trait in {row["trait"] for row in evidence}:
        moments = sum(row["trait"] == trait for row in evidence)
        said = feedback.alt.partition(f"{trait.capitalize()}: ")[2].partition(".")[0]
        assert said.endswith(f", {moments} moments" if moments != 1 else ", 1 moment"), trait
