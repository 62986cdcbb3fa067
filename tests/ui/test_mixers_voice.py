"""Voice rooms beside the threads."""

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests.support.mixers import PACE, Evening, weaken
from tests.support.world import World

ROLE = 0  # what an overwrite is for; 1 would be a member


async def with_voice(evening: Evening) -> None:
    """The host chooses voice."""
    await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods, voice=True)


def voice_room(evening: Evening, world: World) -> ChannelHandle:
    """The one voice room of the server."""
    (room,) = [one for one in world.guild.channels.values() if one.id == world.rows("mixers")[-1]["voice_id"]]
    return room


async def test_room_beside_the_thread(evening: Evening, world: World) -> None:
    """A group gets a voice room that it alone sees; time in it is shown, counts as presence, and the room goes."""
    await with_voice(evening)
    thread, people = await evening.group(4)
    room = voice_room(evening, world)
    assert f"<#{room.id}>" in evening.said(thread)[0]
    for one in people[:2]:
        await one.join_voice(room)
    await evening.talk(thread, people[2:])
    await evening.wait(PACE.hello + 1)
    for _ in range(PACE.rounds):
        await evening.talk(thread, people[2:])
        await evening.wait(PACE.round + 1)
    assert {one.id for one in people} <= evening.inside(thread)
    balance = next(one for one in evening.said(thread) if one.startswith("### Who spoke"))
    assert "0 messages, 17 minutes in the voice room" in balance
    assert "4 messages\n" in balance
    await people[0].leave_voice()
    assert world.rows("members")[0]["spoke"] > PACE.round
    await evening.wait(PACE.balance + PACE.kudos + PACE.goodbye + 3)
    assert room.id not in world.env.backend.channels
    assert world.rows("mixers")[0]["voice_id"] is None


async def test_room_is_hidden_from_everybody_else(evening: Evening, world: World) -> None:
    """The rest of the server neither sees a group's voice room nor can come into it."""
    await with_voice(evening)
    _, people = await evening.group(4)
    room = world.env.backend.get_channel(voice_room(evening, world).id)
    (everybody,) = [one for one in room.overwrites if one.target_id == world.guild.id]
    hidden = discord.Permissions(view_channel=True, connect=True).value
    assert (everybody.type, everybody.deny & hidden) == (ROLE, hidden)
    shown = {one.target_id for one in room.overwrites if one.allow & hidden == hidden}
    assert {one.id for one in people} == shown - {world.env.backend.bot_user.id}


async def talked(evening: Evening, world: World) -> tuple[ChannelHandle, MemberActor]:
    """A mixer that has come to kudos: its voice room, and the one who has been in there since Hello."""
    await with_voice(evening)
    thread, people = await evening.group(4)
    room = voice_room(evening, world)
    await people[0].join_voice(room)
    await evening.whole(thread, people)
    return room, people[0]


async def test_empty_room_goes_after_goodbye(evening: Evening, world: World) -> None:
    """A voice room that empties after goodbye does not stay until the thread closes."""
    room, talker = await talked(evening, world)
    await evening.wait(PACE.kudos + 1)
    assert room.id in world.env.backend.channels
    await talker.leave_voice()
    assert room.id not in world.env.backend.channels


async def test_talking_to_the_end_counts(evening: Evening, world: World) -> None:
    """Who stays in the voice room until it is removed has been in it until then."""
    room, talker = await talked(evening, world)
    await evening.wait(PACE.kudos + PACE.goodbye + 3)
    assert room.id not in world.env.backend.channels
    (row,) = [row for row in world.rows("members") if row["player_id"] == talker.id]
    assert row["spoke"] > PACE.length - 60
    assert row["in_voice_since"] is None


async def test_orphans_are_removed_at_the_start(evening: Evening, world: World) -> None:
    """A voice room whose mixer is over is removed by the next process, and another one stays."""
    await with_voice(evening)
    await evening.group(4)
    orphan = voice_room(evening, world)
    other, people = await evening.group(4)
    kept = voice_room(evening, world)
    await people[0].join_voice(kept)
    await world.kill()
    world.write("UPDATE mixers SET stage = 'over', due_at = NULL WHERE id = 1")
    await world.revive()
    await world.env.settle()
    assert orphan.id not in world.env.backend.channels
    assert kept.id in world.env.backend.channels
    assert [row["voice_id"] for row in world.rows("mixers")] == [None, kept.id]
    assert other.id in {one.id for one in evening.threads()}


async def test_setup_with_voice_needs_more(evening: Evening, world: World) -> None:
    """Voice asks for the permission to manage channels, and setup says so."""

    weaken(world, "manage_channels")
    result = await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods, voice=True)
    assert "Manage Channels" in world.answer(result).text


async def test_no_voice_room_to_be_had(evening: Evening, world: World) -> None:
    """Where no voice room can be opened, the group meets in its thread all the same, and the hosts hear why."""
    await with_voice(evening)
    weaken(world, "manage_channels")
    thread, people = await evening.group(4)
    assert evening.inside(thread) == {one.id for one in people}
    assert world.rows("mixers")[0]["voice_id"] is None
    assert "Manage Channels" in evening.messages(evening.mods)[-1].text
