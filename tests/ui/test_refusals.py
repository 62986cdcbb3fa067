"""Where Discord does not take an answer, or asks for what this version does not know, somebody is told all the same."""

from collections.abc import Callable
from typing import Any

import pytest
from discord.app_commands import CommandNotFound, CommandSignatureMismatch

from bot.errors import OldCommand, RapportError
from bot.ui import answer
from tests.support.world import COMMAND, Json, World
from tests.ui.slowness import slow

Logged = Callable[[], list[dict[str, Any]]]
INVALID_FORM_BODY = 50035


def _refuse(world: World, status: int = 400, code: int = INVALID_FORM_BODY) -> None:
    """Let Discord refuse the next first answer to an interaction."""
    world.env.inject_error("POST", "/interactions/*/callback", status=status, code=code)


@pytest.mark.parametrize(("status", "code"), [(400, INVALID_FORM_BODY), (500, 0)])
async def test_refused_answer_to_a_click(small: World, status: int, code: int) -> None:
    """Whose card is refused reads one kind line; the move is kept, and the card works on."""
    card = await small.begin(small.ana, "bench")
    _refuse(small, status, code)
    (result,) = await small.press_at_once([(small.ana, card, card.options["sit"])])
    line = small.answer(result)
    assert (line.content, line.ephemeral) == (RapportError.message, True)
    assert small.moves() == ["sit"]
    assert set((await small.take(small.ana, card, "sit")).options) == {"wait", "ask"}


async def test_refused_answer_to_a_command(small: World) -> None:
    """Whose picker is refused reads one kind line that nobody else sees."""
    _refuse(small)
    line = await small.ask(small.ana, "practice")
    assert (line.content, line.ephemeral) == (RapportError.message, True)


async def test_refused_card_after_a_deferral(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever in front of "thinking": where the card is refused, the line takes its place."""
    await small.begin(small.ana, "bench")
    slow(monkeypatch)
    result = small.ask_raw(small.ana, small.lobby.id, "settings")
    await small.env.advance_time(1)
    assert result.deferred
    small.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, code=INVALID_FORM_BODY)
    await small.env.advance_time(5)
    assert small.answer(result).content == RapportError.message


@pytest.mark.parametrize("code", [10062, 40060])
async def test_interaction_that_takes_no_answer(small: World, code: int) -> None:
    """One that Discord has forgotten, or has an answer to, is left alone: a second try would be refused as well."""
    card = await small.begin(small.ana, "bench")
    before = len(small.requests("POST", "/callback"))
    _refuse(small, 404, code)
    await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert len(small.requests("POST", "/callback")) == before + 1
    assert small.moves() == ["sit"]


async def test_answer_that_cannot_be_put_together(
    small: World, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    """A fault on the way to Discord, whatever it is, is logged and told like any other."""
    card = await small.begin(small.ana, "bench")

    def broken(*_: Any) -> None:
        raise ValueError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(answer, "_attached", broken)
        (result,) = await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert small.answer(result).content == RapportError.message
    (entry,) = [one for one in logged() if one["level"] == "error"]
    assert entry["user"] == small.ana.id
    assert "ValueError" in entry["exception"]


async def test_refused_twice(small: World, logged: Logged) -> None:
    """Where Discord refuses the kind line too, there is no third try; the log has both."""
    card = await small.begin(small.ana, "bench")
    before = len(small.requests("POST", "/callback"))
    _refuse(small)
    _refuse(small)
    await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert len(small.requests("POST", "/callback")) == before + 2
    assert [one["user"] for one in logged() if one["level"] == "warning"] == [small.ana.id] * 2
    assert small.moves() == ["sit"]


async def _told(world: World, data: Json) -> None:
    """Send a command that finds no callback, and see what is answered."""
    result = world.send_raw(world.ana, world.lobby.id, COMMAND, data)
    await world.env.settle()
    line = world.answer(result)
    assert (line.content, line.ephemeral) == (OldCommand.message, True)


async def test_command_that_is_gone(small: World) -> None:
    """A command that Discord still shows, and this version does not know, is answered with what to do."""
    small.expected.add(CommandNotFound)
    await _told(small, {"id": "1", "name": "gonecommand", "type": 1, "options": []})


async def test_command_that_has_changed(small: World) -> None:
    """So is one without an option that this version needs."""
    data = {"id": "1", "name": "mixer", "type": 1, "options": [{"type": 1, "name": "block", "options": []}]}
    small.expected.add(CommandSignatureMismatch)
    await _told(small, data)


async def test_completion_of_a_command_that_is_gone(small: World, logged: Logged) -> None:
    """Nobody can be told anything while they type; it is no crash."""
    small.expected.add(CommandNotFound)
    result = small.type_raw(small.ana, small.lobby.id, "gonecommand", "what", "a")
    await small.env.settle()
    assert not result.acknowledged
    assert [one["level"] for one in logged() if one["level"] != "info"] == []
