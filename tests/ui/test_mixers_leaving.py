"""Leaving a mixer: at its end, at once, and for good; and what becomes of whoever is left."""

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.support.mixers import PACE, Evening, weaken
from tests.support.people import jump
from tests.support.world import World


async def give(evening: Evening, thread: ChannelHandle, giver: MemberActor, *to: MemberActor) -> None:
    """Give kudos for listening to each of these."""
    world = evening.world
    kudos = next(one for one in reversed(evening.messages(thread)) if "Give kudos" in one.buttons)
    menu = await world.tap(giver, kudos, "Give kudos")
    for one in to:
        target = next(custom_id for custom_id in menu.menus if custom_id.endswith(str(one.id)))
        menu = world.answer(await giver.select(world._handle(menu), ["listening"], custom_id=target))


async def test_leaving_with_kudos_given(evening: Evening, world: World) -> None:
    """Three give kudos and go: the fourth reads goodbye and waits in no line, and kudos reach all four."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    await give(evening, thread, people[0], *people[1:])
    await give(evening, thread, people[3], people[0])
    for one in people[:3]:
        await one.slash(thread, "mixer leave")
    await evening.wait(1)
    assert evening.said(thread)[-1].startswith("### Goodbye")
    assert "What was seen in me" in evening.messages(thread)[-1].buttons
    assert world.rows("queue") == []
    assert all("listening" in world.dm(one).text for one in people)
    await evening.wait(PACE.kudos + PACE.goodbye)
    assert all(len(world.dms(one)) == 1 for one in people)


async def test_closed_by_a_host_during_kudos(evening: Evening, world: World) -> None:
    """Kudos that were given reach people, also where a host ends the mixer before its goodbye."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    await give(evening, thread, people[0], people[1])
    world.env.backend.add_thread_member(thread.id, evening.host.id)
    await evening.host.slash(thread, "mixer close")
    assert "listening" in world.dm(people[1]).text


async def left_alone(evening: Evening) -> tuple[ChannelHandle, MemberActor]:
    """A mixer whose others have gone, and who is left."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    for one in people[1:]:
        await one.slash(thread, "mixer leave")
    return thread, people[0]


async def test_whoever_was_put_in_line_hears_that_nobody_came(evening: Evening, world: World) -> None:
    """Whoever is at the front of the line since the others went is told, in private, when that wait is over."""
    _, person = await left_alone(evening)
    await jump(world, 15 * 60)
    assert world.rows("queue") == []
    assert "Nobody came together" in world.dm(person).text
    assert "The Commons" in world.dm(person).text
    assert world.dm(person).buttons == {}


async def test_no_line_is_promised_in_a_closed_lobby(evening: Evening, world: World) -> None:
    """Where the lobby is closed, whoever is left alone is promised no place in its line."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    world.write("UPDATE servers SET open = 0")
    for one in people[1:]:
        await one.slash(thread, "mixer leave")
    assert "the others had to go, so this room closes" in evening.said(thread)[-1]
    assert "line" not in evening.said(thread)[-1]
    assert world.rows("queue") == []


async def test_a_closed_lobby_keeps_nobody_waiting(evening: Evening, world: World) -> None:
    """When the lobby closes, whoever waits in it reads so, on their answer or in private."""
    _, alone = await left_alone(evening)
    (waiting,) = evening.crowd(1)
    answer = await evening.join(waiting, "books")
    weaken(world, "create_private_threads")
    for one in evening.crowd(3):
        await evening.join(one)
    assert "closed here for now" in world.again(answer).text
    assert world.rows("queue") == []
    assert alone.user.dm_channel.history()


async def test_a_server_that_is_left_keeps_nobody_waiting(evening: Evening, world: World) -> None:
    """When the bot is removed, whoever waits there reads so."""
    _, alone = await left_alone(evening)
    world.env.backend.remove_guild(world.guild.id)
    await evening.wait(1)
    assert "closed here for now" in world.dm(alone).text
    assert world.rows("queue") == []


async def test_leave_on_the_welcome_leaves_the_line(evening: Evening, world: World) -> None:
    """Whoever is left alone and presses Leave waits in no line any more."""
    thread, person = await left_alone(evening)
    before = len(evening.said(thread))
    out = await world.tap(person, evening.messages(thread)[0], "Leave")
    assert "You are out" in out.text
    assert world.rows("queue") == []
    await evening.wait(1)
    assert len(evening.said(thread)) == before


async def test_leaving_what_is_over(evening: Evening, world: World) -> None:
    """Who presses Leave after the goodbye reads that it is over, and nobody is told that they had to go."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    await evening.wait(PACE.kudos + 1)
    out = await world.tap(people[0], evening.messages(thread)[0], "Leave")
    assert "is over" in out.text
    await evening.wait(1)
    assert evening.said(thread)[-1].startswith("### Goodbye")


async def erase(world: World, person: MemberActor) -> None:
    """Erase everything, by /privacy."""
    asked = await world.tap(person, await world.ask(person, "privacy"), "Erase")
    await world.tap(person, asked, "Erase everything")


async def test_who_erases_everything_has_left(evening: Evening, world: World) -> None:
    """Who erases everything is out of the thread, the others are told as with anybody, and one who is left hears it."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await people[0].slash(thread, "mixer leave")
    await erase(world, people[0])
    for number, one in enumerate(people[1:3]):
        await erase(world, one)
        assert one.id not in evening.inside(thread)
        assert sum("had to go" in said for said in evening.said(thread)) == 2 + number
    assert evening.inside(thread) == {people[3].id}
    assert "front of the line" in evening.said(thread)[-1]
    tables = ("members", "met", "queue", "sends", "players")
    assert not any(str(one.id) in repr([world.rows(table) for table in tables]) for one in people[:3])


async def test_who_leaves_is_announced_after_somebody_was_erased(evening: Evening, world: World) -> None:
    """A departure is announced, also when somebody who had left before has erased everything since."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await people[0].slash(thread, "mixer leave")
    await erase(world, people[0])
    await people[1].slash(thread, "mixer leave")
    assert f"<@{people[1].id}> had to go" in evening.said(thread)[-1]


async def test_the_last_to_leave_is_out_of_the_thread(evening: Evening, world: World) -> None:
    """Who leaves only one behind is taken out of the thread like anybody."""
    thread, _ = await left_alone(evening)
    assert len(evening.inside(thread)) == 1


async def test_the_voice_room_is_closed_to_who_left(evening: Evening, world: World) -> None:
    """Where the bot may manage roles, whoever leaves a mixer cannot come into its voice room any more."""
    weaken(world, "manage_roles", granted=True)
    await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods, voice=True)
    thread, people = await evening.group(4)
    room = world.env.backend.get_channel(world.rows("mixers")[0]["voice_id"])
    assert {one.id for one in people} <= {one.target_id for one in room.overwrites}
    await people[0].slash(thread, "mixer leave")
    seen_by = {one.target_id for one in room.overwrites}
    assert people[0].id not in seen_by
    assert people[1].id in seen_by
