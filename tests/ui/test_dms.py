"""People whose direct messages are closed to the bot: the same run plays where they are, and only they see it."""

import pytest

from tests.support.world import Shown, World

CLOSED = [
    pytest.param("/channels/*/messages", 50007, id="not deliverable"),
    pytest.param("/channels/*/messages", 50278, id="no server in common"),
    pytest.param("/users/@me/channels", 50007, id="cannot be opened"),
    pytest.param("/users/@me/channels", 50278, id="cannot be opened, no server in common"),
]


def _close(world: World, path: str = "/channels/*/messages", code: int = 50007) -> None:
    world.env.inject_error("POST", path, status=403, code=code, times=None)


def _open(world: World) -> None:
    world.env.backend.faults.clear()


def _tries(world: World) -> int:
    """How often the bot tried to reach somebody's DM."""
    return len(world.requests("POST", "/messages")) + len(world.requests("POST", "/users/@me/channels"))


async def _begin_here(world: World) -> Shown:
    """Begin `kettle` with DMs closed; the first scene card, in #lobby."""
    _close(world)
    brief = await world.ask(world.ana, "practice", scenario="kettle")
    return await world.tap(world.ana, brief, "Start")


@pytest.mark.parametrize(("path", "code"), CLOSED)
async def test_plays_in_place(small: World, path: str, code: int) -> None:
    """The brief comes where the command was used, and the whole run plays on that one private message."""
    _close(small, path, code)
    brief = await small.ask(small.ana, "practice", scenario="kettle")
    assert brief.ephemeral
    assert "direct messages are closed" in brief.text
    card = await small.tap(small.ana, brief, "Start")
    card = await small.take(small.ana, card, "ask", "more", "share")
    assert card.id == brief.id
    assert "nobody minded" in card.text
    assert small.moves() == ["ask", "more", "share"]
    assert small.lobby.history(viewer=small.ben) == []


async def test_remembered_after_start(small: World) -> None:
    """That DMs are closed is remembered from Start on, and they are not tried again, also after a restart."""
    _close(small)
    await small.ask(small.ana, "practice", scenario="kettle")
    before = _tries(small)
    brief = await small.ask(small.ana, "practice", scenario="kettle")
    assert _tries(small) > before, "nothing is stored about a stranger, also not this"
    card = await small.tap(small.ana, brief, "Start")
    assert [row["dm_open"] for row in small.rows("players")] == [0]

    _open(small)
    tries = _tries(small)
    await small.restart()
    await small.take(small.ana, card, "ask")
    assert "Start" in (await small.ask(small.ana, "practice", scenario="bench")).buttons
    picker = await small.ask(small.ana, "practice")
    assert set((await small.tap(small.ana, picker, "Go on")).options) == {"more", "nod"}
    assert _tries(small) == tries


async def test_try_my_dms_again(small: World) -> None:
    """The player says when to try the DM again; from then on it is used again."""
    await _begin_here(small)
    brief = await small.ask(small.ana, "practice", scenario="bench")
    still_closed = await small.tap(small.ana, brief, "Try my DMs again")
    assert "Start" in still_closed.buttons
    assert [row["dm_open"] for row in small.rows("players")] == [0]

    _open(small)
    waiting = await small.tap(small.ana, still_closed, "Try my DMs again")
    assert "Take me there" in waiting.buttons
    assert "An old man feeds no birds." in small.dm(small.ana).text
    assert [row["dm_open"] for row in small.rows("players")] == [1]
    await small.ask(small.ana, "practice", scenario="bench")
    assert len(small.dms(small.ana)) == 2


@pytest.mark.parametrize(("path", "code"), CLOSED)
async def test_closed_in_the_middle(small: World, path: str, code: int) -> None:
    """Where a run began in the DM and that is closed now, it goes on where the player asks for it."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    await small.restart()  # so that the bot does not know the DM's channel any more
    _close(small, path, code)
    picker = await small.ask(small.ana, "practice")
    card = await small.tap(small.ana, picker, "Go on")
    assert card.ephemeral
    assert set(card.options) == {"wait", "ask"}
    assert [row["dm_open"] for row in small.rows("players")] == [0]
    assert "nobody minded" not in (await small.take(small.ana, card, "wait", "stay")).text


@pytest.mark.parametrize(("path", "status"), [("/channels/*/messages", 500), ("/users/@me/channels", 503)])
async def test_passing_fault(small: World, path: str, status: int) -> None:
    """A fault of Discord's own is not taken for closed DMs: a kind line now, and the DM is tried the next time."""
    await small.take(small.ana, await small.begin(small.ana, "bench"), "sit")
    await small.restart()
    small.env.inject_error("POST", path, status=status)
    failed = await small.ask(small.ana, "practice", scenario="kettle")
    assert "try again in a moment" in failed.content
    assert [row["dm_open"] for row in small.rows("players")] == [1]
    assert "Take me there" in (await small.ask(small.ana, "practice", scenario="kettle")).buttons


async def test_clock_on_a_private_card(small: World) -> None:
    """A clock that runs out on a private card redraws it, which only its interaction's token can do."""
    card = await _begin_here(small)
    assert "<t:" in card.text
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}
    assert [(row["option"], row["silent"]) for row in small.rows("moves")] == [("quiet", 1)]
    assert set((await small.take(small.ana, small.again(card), "more")).options) == {"share", "keep"}


async def test_clock_on_a_private_card_through_a_restart(small: World) -> None:
    """Another process redraws the private card as well: all that it needs is in the database."""
    card = await _begin_here(small)
    await small.restart()
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}


async def test_private_card_that_cannot_be_reached_any_more(small: World) -> None:
    """After a quarter of an hour nobody can redraw a private card; the silence counts, and the next click shows it."""
    card = await _begin_here(small)
    await small.client.close()
    await small.env.advance_time(1200)
    await small.revive()
    assert small.moves() == ["quiet"]
    assert small.again(card).components == card.components
    assert set((await small.take(small.ana, card, "ask")).options) == {"more", "nod"}
    assert small.moves() == ["quiet"]


async def test_clock_that_moves_to_a_private_card(small: World) -> None:
    """A clock that began in the DM still redraws the card when the run has moved to a private message meanwhile."""
    await small.begin(small.ana, "kettle")
    _close(small)
    card = await small.tap(small.ana, await small.ask(small.ana, "practice"), "Go on")
    assert "<t:" in card.text
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}


async def test_clock_that_moves_to_the_dm(small: World) -> None:
    """The other way round: the clock of a private card goes along to the DM."""
    await _begin_here(small)
    _open(small)
    picker = await small.ask_in_dm(small.ana, "practice")
    card = await small.tap(small.ana, picker, "Go on")
    await small.env.advance_time(31)
    assert set(small.again(card).options) == {"more", "nod"}


async def test_play_again_in_place(small: World) -> None:
    """Play again on a private card begins the next run in another private message, clock and all."""
    end = await small.take(small.ana, await _begin_here(small), "ask", "more", "share")
    again = await small.tap(small.ana, end, "Play again")
    assert again.ephemeral
    assert again.id != end.id
    await small.env.advance_time(31)
    assert set(small.again(again).options) == {"more", "nod"}
    assert "nobody minded" in small.again(end).text


async def test_private_card_that_is_gone(small: World) -> None:
    """A private card that crosses with its dismissal comes again as a private one, for nobody else to read."""
    card = await _begin_here(small)
    small.delete(card)
    (result,) = await small.press_at_once([(small.ana, card, card.options["ask"])])
    new = small.answer(result)
    assert new.ephemeral
    assert set(new.options) == {"more", "nod"}
    await small.env.advance_time(21)
    assert set(small.again(new).options) == {"share", "keep"}
