"""A slow database, an exception, a fault of Discord's: everybody gets an answer, and the bot goes on."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from simcord.results import InteractionResult

from bot.errors import RapportError, RunGone
from tests.support.world import World
from tests.ui.slowness import slow

Logged = Callable[[], list[dict[str, Any]]]


async def _after_a_second(world: World, result: InteractionResult) -> None:
    """One second after the interaction it is acknowledged, and deferred since the work is not done."""
    await world.env.advance_time(1)
    assert result.acknowledged
    assert result.deferred
    await world.env.advance_time(9)


async def test_slow_click(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click on a slow day is acknowledged within a second, and the card is redrawn when the move is stored."""
    card = await small.begin(small.ana, "bench")
    slow(monkeypatch)
    result = small.press_raw(small.ana, card, card.options["sit"])
    await _after_a_second(small, result)
    assert set(small.again(card).options) == {"wait", "ask"}
    assert small.moves() == ["sit"]


async def test_slow_command_in_a_server(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow command in a server is deferred as something that only this person sees, and stays so."""
    await small.begin(small.ana, "bench")
    slow(monkeypatch)
    result = small.ask_raw(small.ana, small.lobby.id, "settings")
    await _after_a_second(small, result)
    assert result.ephemeral
    assert "Turn clocks off" in small.answer(result).buttons


async def test_slow_command_in_the_dm(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow command in the DM is deferred as an ordinary message."""
    await small.begin(small.ana, "bench")
    slow(monkeypatch)
    result = small.ask_raw(small.ana, small.ana.user.dm_channel.id, "settings")
    await _after_a_second(small, result)
    assert not result.ephemeral
    assert "Turn clocks off" in small.answer(result).buttons


async def test_slow_start_of_a_timed_run(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new message that was deferred first is the run's card: its clock redraws it."""
    end = await small.take(small.ana, await small.begin(small.ana, "kettle"), "ask", "more", "share")
    slow(monkeypatch)
    result = small.press_raw(small.ana, end, end.buttons["Play again"])
    await _after_a_second(small, result)
    monkeypatch.undo()
    card = small.answer(result)
    assert set(card.options) == {"ask", "joke", "quiet"}
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}


async def test_slow_click_on_a_deleted_card(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the card is deleted while a slow click is under way, it arrives as a new message."""
    card = await small.begin(small.ana, "bench")
    slow(monkeypatch)
    small.press_raw(small.ana, card, card.options["sit"])
    await small.env.advance_time(1)
    small.delete(card)
    await small.env.advance_time(9)
    assert set(small.dm(small.ana).options) == {"wait", "ask"}
    assert small.moves() == ["sit"]


@pytest.mark.parametrize("seconds", [0.0, 1.5], ids=["at once", "late"])
@pytest.mark.parametrize(
    ("error", "message"),
    [(RuntimeError("a secret"), RapportError.message), (RunGone(), RunGone.message)],
    ids=["unexpected", "expected"],
)
async def test_failing_click(
    small: World,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
    seconds: float,
    error: Exception,
    message: str,
) -> None:
    """Whatever fails in a click ends in one kind line and a log entry with ids; the card stays, and works."""
    card = await small.begin(small.ana, "bench")
    with monkeypatch.context() as patched:
        slow(patched, error=error, seconds=seconds)
        result = small.press_raw(small.ana, card, card.options["sit"])
        await small.env.advance_time(5)
    line = small.answer(result)
    assert (line.content, line.ephemeral) == (message, True)
    assert small.again(card).components == card.components
    assert any(entry.get("user") == small.ana.id and "interaction" in entry for entry in logged())
    assert set((await small.take(small.ana, card, "sit")).options) == {"wait", "ask"}


@pytest.mark.parametrize("seconds", [0.0, 1.5], ids=["at once", "late"])
@pytest.mark.parametrize("where", ["server", "dm"])
async def test_failing_command(
    small: World, monkeypatch: pytest.MonkeyPatch, logged: Logged, seconds: float, where: str
) -> None:
    """A command that fails, before or after it was deferred, is answered with one kind line."""
    channel = small.lobby.id if where == "server" else small.ana.user.dm_channel.id
    with monkeypatch.context() as patched:
        slow(patched, error=RuntimeError("a secret"), seconds=seconds)
        result = small.ask_raw(small.ana, channel, "settings")
        await small.env.advance_time(5)
    assert small.answer(result).content == RapportError.message
    assert result.ephemeral or where == "dm"
    (entry,) = [one for one in logged() if one["level"] == "error"]
    assert entry["user"] == small.ana.id
    assert "RuntimeError" in entry["exception"]
    assert (await small.ask(small.ana, "practice")).menus


@pytest.mark.parametrize("status", [404, 500])
async def test_answer_that_discord_refuses(small: World, logged: Logged, status: int) -> None:
    """Where Discord does not take the answer, the move is stored all the same, and the next click shows it."""
    card = await small.begin(small.ana, "bench")
    small.env.inject_error("POST", "/interactions/*/callback", status=status, code=10062 if status == 404 else 0)
    await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert small.again(card).components == card.components
    assert small.moves() == ["sit"]
    (entry,) = [one for one in logged() if one["level"] == "warning"]
    assert entry["user"] == small.ana.id
    assert set((await small.take(small.ana, card, "sit")).options) == {"wait", "ask"}
    assert small.moves() == ["sit"]


async def test_deferral_that_discord_refuses(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A move whose deferral fails is finished, whether or not anybody sees it."""
    card = await small.begin(small.ana, "bench")
    with monkeypatch.context() as patched:
        slow(patched)
        small.env.inject_error("POST", "/interactions/*/callback", status=500)
        small.press_raw(small.ana, card, card.options["sit"])
        await small.env.advance_time(5)
    assert small.moves() == ["sit"]
    assert set((await small.take(small.ana, card, "sit")).options) == {"wait", "ask"}


async def test_lost_connection(small: World, monkeypatch: pytest.MonkeyPatch, logged: Logged) -> None:
    """A connection that breaks while the answer is on its way is no crash: it is logged, and the next click works."""
    card = await small.begin(small.ana, "bench")

    async def broken(*_: Any, **__: Any) -> None:
        raise aiohttp.ClientConnectionError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(small.env._webhook_adapter, "request", broken)
        await small.press_at_once([(small.ana, card, card.options["sit"])])
    assert any(entry["level"] == "warning" for entry in logged())
    assert set((await small.take(small.ana, card, "sit")).options) == {"wait", "ask"}


async def test_close_waits_for_what_is_under_way(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shutdown finishes the click that it came upon."""
    card = await small.begin(small.ana, "bench")
    slow(monkeypatch, seconds=0.2)
    result = small.press_raw(small.ana, card, card.options["sit"])
    await asyncio.sleep(0)
    await small.client.close()
    assert result.acknowledged
    assert small.moves() == ["sit"]
