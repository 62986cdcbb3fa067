"""Nothing about anybody is held in memory, and nothing that anybody chose is in the log."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.domain.scenario import Line, Narration, Scenario, beats_within, choices_of
from bot.settings import Settings
from tests.support.world import Shown, World, open_world
from tests.ui.test_practice import shipped

Logged = Callable[[], list[dict[str, Any]]]


async def test_no_views_in_memory(small: World) -> None:
    """However many cards were sent, discord.py keeps none of them: a click finds its way by what it carries."""
    end = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    before = _held(small)
    for _ in range(5):
        await small.press_at_once([(small.ana, end, custom_id) for custom_id in _buttons(end) * 5])
    assert len(small.dms(small.ana)) > 70
    assert _held(small) == before
    assert before["views"] == before["synced"] == before["templates"] == 0


def _buttons(end: Shown) -> list[str]:
    return [end.buttons[label] for label in ("Play again", "Something else", "My feedback")]


def _held(world: World) -> dict[str, int]:
    store = world.client._connection._view_store
    return {
        "views": len(store._views),
        "synced": len(store._synced_message_views),
        "modals": len(store._modals),
        "templates": len(store._dynamic_items),
        "tasks": len(asyncio.all_tasks()),
        "messages": len(world.client.cached_messages),
    }


@pytest.mark.parametrize("scenario", shipped()[:2], ids=lambda scenario: scenario.id)
async def test_log_of_a_play(settings: Settings, logged: Logged, scenario: Scenario) -> None:
    """The log, however much is asked of it, holds no word of a scenario, no option and no token; runs have numbers."""
    async with open_world(settings) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
        brief = await world.ask(world.ana, "practice", scenario=scenario.id)
        card = await world.tap(world.ana, brief, "Start")
        while card.options:
            card = await world.take(world.ana, card, next(iter(card.options)))
        await world.ask(world.ana, "feedback")
        tokens = [interaction.token for interaction in world.env.backend.interactions.values()]
    lines = logged()
    assert any(line.get("run") == 1 and line.get("player") == world.ana.id for line in lines)
    everything = json.dumps(lines, ensure_ascii=False)
    options = {option.id for choice in choices_of(scenario) for option in choice.options}
    assert [text for text in _texts(scenario) if text in everything] == []
    assert [one for one in options if f"'{one}'" in everything or f'"{one}"' in everything] == []
    assert [token for token in tokens if token in everything] == []


def _texts(scenario: Scenario) -> Iterator[str]:
    """Everything that a player of the scenario might read."""
    yield from (scenario.title, scenario.about, scenario.tip, *scenario.endings.values())
    for scene in scenario.scenes.values():
        for beat in beats_within(scene.beats):
            if isinstance(beat, Narration | Line):
                yield beat.text
    for choice in choices_of(scenario):
        yield choice.prompt
        for option in choice.options:
            yield from (option.text, option.why)
