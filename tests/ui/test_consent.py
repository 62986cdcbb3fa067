"""Nothing about a person is stored before they agreed, and nothing after they erased it all, until they agree again."""

import sqlite3
from contextlib import closing

from simcord.actors import MemberActor

from bot.errors import NotStarted
from bot.storage.database import sqlite_file
from tests.support.mixers import Evening
from tests.support.world import World

OF_THE_INSTALLATION = {"marks", "alembic_version"}


def _filled(world: World) -> set[str]:
    """The tables that hold anything."""
    with closing(sqlite3.connect(str(sqlite_file(world.settings.database)))) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name for (name,) in names if world.rows(name)}


async def test_nothing_before_start(small: World) -> None:
    """A stranger may look at everything and set what they like: no table holds a trace of it."""
    picker = await small.ask(small.ana, "practice")
    await small.pick(small.ana, picker, "bench")
    brief = await small.pick(small.ana, await small.ask_in_dm(small.ana, "practice"), "kettle")
    await small.tap(small.ana, brief, "Another one")
    await small.ana.autocomplete(small.lobby, "practice", "scenario", "k")
    for command in ("feedback", "settings"):
        assert (await small.ask(small.ana, command)).content == NotStarted.message
    results = await small.press_at_once(
        [(small.ana, brief, one) for one in ("r1:timers:0", "r1:dm:kettle", "r1:feedback", "r1:goon:1")]
    )
    assert all(result.acknowledged for result in results)
    small.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    await small.ask(small.ana, "practice", scenario="bench")
    assert _filled(small) == OF_THE_INSTALLATION
    assert str(small.ana.id) not in str(small.rows("marks"))


async def test_not_now(small: World) -> None:
    """Who declines is told that nothing was stored, and it is true."""
    await small.ask(small.ana, "practice", scenario="bench")
    declined = await small.tap(small.ana, small.dm(small.ana), "Not now")
    assert "Nothing was stored" in declined.text
    assert _filled(small) == OF_THE_INSTALLATION
    picker = await small.tap(small.ana, declined, "Show me what there is")
    assert picker.menus


async def test_not_now_for_one_of_two(small: World) -> None:
    """Who began another one meanwhile is not told that nothing was stored."""
    await small.ask(small.ana, "practice", scenario="bench")
    first = small.dm(small.ana)
    await small.begin(small.ana, "kettle")
    declined = await small.tap(small.ana, first, "Not now")
    assert "That is fine" in declined.text
    assert "stored" not in declined.text


async def test_asked_once(small: World) -> None:
    """The line that asks for consent is on a person's briefs until they press Start, and not after."""
    await small.ask(small.ana, "practice", scenario="bench")
    first = small.dm(small.ana)
    assert "Pressing Start agrees" in first.text
    assert "Not now" in first.buttons
    await small.tap(small.ana, first, "Start")
    assert [row["id"] for row in small.rows("players")] == [small.ana.id]
    await small.ask(small.ana, "practice", scenario="kettle")
    later = small.dm(small.ana)
    assert "agrees" not in later.text
    assert "Not now" not in later.buttons
    await small.ask(small.ben, "practice", scenario="kettle")
    assert "Pressing Start agrees" in small.dm(small.ben).text


async def test_each_kind_of_thing_is_asked_about_once(evening: Evening, world: World) -> None:
    """Who agreed to what mixers keep has not agreed to what conversations keep, and the other way round."""
    met, played = evening.crowd(2)
    await evening.join(met)
    assert "Pressing Start agrees" in (await world.ask_in_dm(met, "practice", scenario="senior-student")).text
    brief = await world.ask_in_dm(played, "practice", scenario="senior-student")
    await world.tap(played, brief, "Start")
    assert "Choosing one agrees" in (await world.tap(played, evening.panel, "Join")).text
    assert "agrees" not in (await world.tap(met, evening.panel, "Join")).text


async def test_an_old_button_does_not_agree(small: World) -> None:
    """Whoever erased everything is asked anew, whatever button from before they press."""
    end = await small.take(small.ana, await small.begin(small.ana, "bench"), "sit", "wait", "stay")
    await small.ask(small.ana, "practice", scenario="kettle")
    brief = small.dm(small.ana)
    await _erase(small)
    for shown, label in ((end, "Play again"), (brief, "Start")):
        anew = await small.tap(small.ana, shown, label)
        assert "Pressing Start agrees" in anew.text
        assert _filled(small) == {*OF_THE_INSTALLATION, "versions"}
    await small.tap(small.ana, small.again(brief), "Start")
    assert [row["id"] for row in small.rows("players")] == [small.ana.id]


async def test_old_topics_do_not_agree(evening: Evening, world: World) -> None:
    """The same in the lobby: topics that were offered to somebody who had agreed are offered again, with the line."""
    (one,) = evening.crowd(1)
    await evening.join(one)
    offered = await world.tap(one, evening.panel, "Join")
    assert "agrees" not in offered.text
    await _erase(world, one)
    asked = await world.pick(one, offered, "films")
    (again,) = await world.press_at_once([(one, offered, offered.buttons["Surprise me"])])
    for shown in (asked, world.answer(again)):
        assert "Choosing one agrees" in shown.text
    assert world.rows("players") == world.rows("queue") == []
    assert "in line" in (await world.pick(one, world.again(offered), "films")).text
    assert [row["id"] for row in world.rows("players")] == [one.id]


async def _erase(world: World, person: MemberActor | None = None) -> None:
    person = person or world.ana
    asked = await world.tap(person, await world.ask_in_dm(person, "privacy"), "Erase")
    await world.tap(person, asked, "Erase everything")
