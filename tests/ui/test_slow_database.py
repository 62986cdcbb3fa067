"""A slow database: completions come all the same, and a form that comes too late waits behind a button."""

from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.errors import RapportError
from bot.storage import players, tries
from tests.support.languages import speaks
from tests.support.people import WELL, agree, fields, fill
from tests.support.world import Actor, World
from tests.ui.slowness import SPOKEN, slow
from tests.ui.test_challenge import asked

PLAYERS = ((players, "find"),)


async def _typing(world: World) -> list[dict[str, Any]]:
    """What is offered within a second to Ana, who types into `scenario:`."""
    result = world.type_raw(world.ana, world.lobby.id, "practice", "scenario", "")
    await world.env.advance_time(1)
    offered = result.autocomplete_choices
    await world.env.advance_time(9)
    return offered or []


async def test_completion(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types a title sees the titles within a second, whatever the database does."""
    await small.begin(small.ana, "bench")
    slow(monkeypatch, seconds=4, queries=SPOKEN)
    assert await _typing(small)


async def test_completion_while_the_database_is_away(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles are in memory: they need no database."""
    slow(monkeypatch, seconds=0, error=RuntimeError("away"), queries=SPOKEN)
    assert await _typing(small)


async def test_completion_in_ones_own_language(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it is known which language somebody chose, their Discord's is a good guess."""
    speaks(world, world.ana, "zh-CN")
    slow(monkeypatch, seconds=4, queries=SPOKEN)
    assert "给学姐的一条消息" in [one["name"] for one in await _typing(world)]


async def _late(world: World, monkeypatch: pytest.MonkeyPatch) -> InteractionResult:
    """Ana asks for the form of /checkin in #lobby, while it takes two seconds and a half to know whether she may."""
    await agree(world, world.ana)
    with monkeypatch.context() as patched:
        slow(patched, seconds=2.5, queries=PLAYERS)
        result = world.ask_raw(world.ana, world.lobby.id, "checkin")
        await world.env.advance_time(1)
        assert result.deferred
        assert result.ephemeral
        await world.env.advance_time(5)
    return result


async def test_late_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form can only be the first answer: where it comes too late, a button that only this person sees opens it."""
    result = await _late(world, monkeypatch)
    shown = world.answer(result)
    opened = await world.press(world.ana, shown, shown.buttons["Open the form"])
    assert list(fields(opened)) == ["effort", "energy", "attention", "carrying"]
    assert "Thank you" in (await fill(world, world.ana, opened, **WELL)).text
    assert len(world.rows("checkins")) == 1


async def test_late_form_that_is_late_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button is as patient as the command: where it is slow as well, there is another one."""
    shown = world.answer(await _late(world, monkeypatch))
    with monkeypatch.context() as patched:
        slow(patched, seconds=2.5, queries=PLAYERS)
        result = world.press_raw(world.ana, shown, shown.buttons["Open the form"])
        await world.env.advance_time(6)
    again = world.answer(result)
    assert again.id != shown.id
    assert (await world.press(world.ana, again, again.buttons["Open the form"])).modal is not None


async def test_late_form_behind_a_button(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that was asked for by a button is opened by the same button once more."""
    done = await world.tap(world.ana, await asked(world), "Did it")
    with monkeypatch.context() as patched:
        slow(patched, seconds=2.5, queries=((tries, "load"),))
        result = world.press_raw(world.ana, done, done.buttons["Write a line about it"])
        await world.env.advance_time(6)
    shown = world.answer(result)
    assert shown.buttons["Open the form"] == done.buttons["Write a line about it"]
    assert (await world.press(world.ana, shown, shown.buttons["Open the form"])).modal is not None


@pytest.mark.parametrize(("who", "words"), [("ana", "waits until"), ("ben", "/practice")])
async def test_late_answer_without_a_form(world: World, monkeypatch: pytest.MonkeyPatch, who: str, words: str) -> None:
    """Where there is no form to fill in, what is said instead comes as late as it must."""
    shown = world.answer(await _late(world, monkeypatch))
    opened = await world.press(world.ana, shown, shown.buttons["Open the form"])
    await fill(world, world.ana, opened, **WELL)
    actor: Actor = getattr(world, who)
    slow(monkeypatch, seconds=2.5, queries=PLAYERS)
    result = world.ask_raw(actor, world.lobby.id, "checkin")
    await world.env.advance_time(6)
    assert words in world.answer(result).text
    assert RapportError.message not in world.answer(result).text
