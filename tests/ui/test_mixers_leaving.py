"""Leaving a mixer: at its end, at once, and for good; and what becomes of whoever is left."""

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.support.mixers import PACE, Evening
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
