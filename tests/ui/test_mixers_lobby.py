"""The lobby: setup, panel, joining, leaving, waiting."""

import discord

from tests.support.mixers import Evening, weaken
from tests.support.people import jump
from tests.support.world import World


async def test_setup_needs_a_host(evening: Evening, world: World) -> None:
    """Somebody who may not manage the server sets up nothing."""
    result = await world.ana.slash(evening.mixers, "mixer setup", reports=evening.mods)
    assert "may manage this server" in world.answer(result).text
    assert len(world.rows("servers")) == 1


async def test_setup_names_what_is_missing(evening: Evening, world: World) -> None:
    """A bot without the permissions names each of them and stores nothing."""
    other = world.guild.create_text_channel("other")
    before = world.rows("servers")
    weaken(world, "create_private_threads", "manage_threads")
    shown = world.answer(await evening.host.slash(other, "mixer setup", reports=evening.mods))
    assert "Create Private Threads" in shown.text
    assert "Manage Threads" in shown.text
    assert "Send Messages" not in shown.text
    assert world.rows("servers") == before


async def test_panel_counts_and_consent(evening: Evening, world: World) -> None:
    """The panel shows who waits; a stranger reads what is kept before the first row about them is written."""
    (one,) = evening.crowd(1)
    offered = await world.tap(one, evening.panel, "Join")
    assert offered.ephemeral
    assert "never what" in offered.text
    assert world.rows("players") == []
    waits = await world.pick(one, offered, "films")
    assert "You are the first" in waits.text
    assert [row["id"] for row in world.rows("players")] == [one.id]
    assert "Films and series · **1 waits**" in evening.panel.text
    again = await world.tap(one, evening.panel, "Join")
    assert "never what" not in again.text
    left = await world.tap(one, evening.panel, "Leave the line")
    assert "out of the line" in left.text
    assert "waits" not in evening.panel.text


async def test_a_lobby_that_moves_takes_its_panel_along(evening: Evening, world: World) -> None:
    """When a host moves the lobby, the panel in the old channel goes."""
    other = world.guild.create_text_channel("elsewhere")
    await evening.host.slash(other, "mixer setup", reports=evening.mods)
    await evening.wait(1)
    assert "Join" in evening.messages(other)[-1].buttons
    assert evening.messages(evening.mixers) == []


async def test_panel_repairs_itself(evening: Evening, world: World) -> None:
    """A deleted panel comes again at once; one that was deleted while the bot was away, as soon as it is back."""
    first = evening.panel
    world.delete(first)
    await evening.wait(1)
    second = evening.panel
    assert second.id != first.id
    await world.kill()
    world.delete(second)
    await world.revive()
    await world.env.settle()
    assert evening.panel.id not in (first.id, second.id)


async def test_three_after_two_minutes_never_two(evening: Evening) -> None:
    """Two people wait on; three meet once nobody has come for two minutes."""
    people = evening.crowd(3)
    for one in people[:2]:
        await evening.join(one)
    await evening.wait(200)
    assert evening.threads() == []
    await evening.join(people[2])
    await evening.wait(115)
    assert evening.threads() == []
    await evening.wait(10)
    assert evening.inside(evening.thread()) == {one.id for one in people}


async def test_fifth_is_told_to_be_next(evening: Evening, world: World) -> None:
    """Five of whom two cannot meet: four meet, the fifth hears what happens, and is in the next group."""
    people = evening.crowd(7)
    await world.tap(
        people[0],
        world.answer(await people[0].slash(evening.mixers, "mixer block", person=people[3])),
        "Keep the block",
    )
    answers = [await evening.join(one) for one in people[:5]]
    assert len(evening.threads()) == 1
    inside = evening.inside(evening.thread())
    assert len(inside) == 4
    assert not {people[0].id, people[3].id} <= inside
    (at,) = [number for number, one in enumerate(people[:5]) if one.id not in inside]
    assert "next one" in world.again(answers[at]).text
    placed = next(number for number, one in enumerate(people[:5]) if one.id in inside)
    assert "Go to the room" in world.again(answers[placed]).buttons


async def test_only_who_waited_for_the_same_is_told(evening: Evening, world: World) -> None:
    """When a group begins, who waits for another topic reads nothing of it."""
    others = evening.crowd(2)
    answers = [await evening.join(one, topic) for one, topic in zip(others, ("cooking", "books"), strict=True)]
    _, people = await evening.group(4)
    assert len(evening.inside(evening.thread())) == 4
    assert all(one.id in evening.inside(evening.thread()) for one in people)
    assert all("has just begun" not in world.again(one).text for one in answers)


async def test_three_who_begin_without_a_fourth(evening: Evening, world: World) -> None:
    """Where a block leaves one of four behind, that one reads nothing from which it could be guessed."""
    people = evening.crowd(4)
    asked = world.answer(await people[0].slash(evening.mixers, "mixer block", person=people[3]))
    await world.tap(people[0], asked, "Keep the block")
    answers = [await evening.join(one) for one in people]
    await evening.wait(125)
    inside = evening.inside(evening.thread())
    assert len(inside) == 3
    (at,) = [number for number, one in enumerate(people) if one.id not in inside]
    left = world.again(answers[at]).text
    assert left.startswith("You are in line for **Films and series**.")
    assert "begun" not in left
    assert "full" not in left


async def test_nobody_waits_for_ever(evening: Evening, world: World) -> None:
    """After a quarter of an hour alone, one is taken out of the line and told so kindly."""
    (one,) = evening.crowd(1)
    answer = await evening.join(one)
    await jump(world, 15 * 60)
    assert world.rows("queue") == []
    assert "not about you" in world.again(answer).text


async def test_surprises_fill_a_topic(evening: Evening, world: World) -> None:
    """Two who want films and two who want to be surprised make one group about films."""
    people = evening.crowd(4)
    for one, topic in zip(people, ("films", None, "films", None), strict=True):
        await evening.join(one, topic)
    assert evening.inside(evening.thread()) == {one.id for one in people}
    assert world.rows("mixers")[0]["topic"] == "films"


async def test_others_are_those_whom_one_could_meet(evening: Evening) -> None:
    """A surprise goes with any topic, and two topics do not go with each other."""
    people = evening.crowd(3)
    assert "You are the first" in (await evening.join(people[0], "films")).text
    assert "You are the first" in (await evening.join(people[1], "music")).text
    assert "2 others wait too" in (await evening.join(people[2], None)).text


async def test_joining_has_a_limit(evening: Evening, world: World) -> None:
    """Somebody who joins again and again is asked to pause."""
    (one,) = evening.crowd(1)
    texts = [(await evening.join(one)).text for _ in range(9)]
    assert "in a short time" not in texts[7]
    assert "in a short time" in texts[8]


async def test_nobody_is_in_two_mixers(evening: Evening, world: World) -> None:
    """Somebody who is meeting others cannot join again."""
    _, people = await evening.group(4)
    assert "in a mixer already" in (await evening.join(people[0])).text


async def test_sixty_people(evening: Evening, world: World) -> None:
    """Sixty people come, ten in the same instant: fifteen groups of four, everybody in exactly one."""
    people = evening.crowd(60)
    panel = evening.panel
    for ten in zip(*[iter(people)] * 10, strict=True):
        offers = await world.press_at_once([(one, panel, panel.buttons["Join"]) for one in ten])
        for one, result in zip(ten, offers, strict=True):
            offer = world.answer(result)
            world.press_raw(one, offer, next(iter(offer.menus)), ["films"])
        await world.env.settle()
    inside = [evening.inside(thread) for thread in evening.threads()]
    assert len(inside) == 15
    assert all(len(one) == 4 for one in inside)
    assert set().union(*inside) == {one.id for one in people}


async def test_another_server_is_another_lobby(evening: Evening, world: World) -> None:
    """People of two servers wait in two lines."""
    other = world.env.create_guild("Elsewhere")
    lobby, mods = other.create_text_channel("mixers"), other.create_text_channel("mods")
    hosts = other.create_role("hosts", permissions=discord.Permissions(manage_guild=True))
    host = other.add_member(world.env.create_user("omar"), roles=[hosts])
    await host.slash(lobby, "mixer setup", reports=mods)
    there = [other.add_member(world.env.create_user(f"other{n}")) for n in range(2)]
    for one in evening.crowd(2):
        await evening.join(one)
    panel = world.message(lobby.id, lobby.history()[-1].id)
    for one in there:
        await world.pick(one, await world.tap(one, panel, "Join"), "films")
    await evening.wait(130)
    assert evening.threads() == []
    assert lobby.threads == []
