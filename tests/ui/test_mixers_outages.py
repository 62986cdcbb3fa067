"""Mixers when the bot was away, or Discord shows a server no more: what is missing says nothing about a host."""

from datetime import timedelta

from tests.support.mixers import PACE, Evening
from tests.support.sessions import come_into_sight, new_session, revive_without
from tests.support.world import World
from tests.ui.test_mixers_scheduled import event, events, plan, said_yes, to


async def test_removed_while_it_was_down(evening: Evening, world: World) -> None:
    """Removed while it was down, the bot ends everything there as soon as it is back, and rests."""
    await plan(evening, weekly=True)
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await world.kill()
    world.env.backend.remove_guild(world.guild.id)
    await to_hour_of_nothing(world)
    before = len(world.env.http_requests)
    await world.revive()
    await evening.wait(60)
    assert [(row["phase"], row["outcome"], row["due_at"]) for row in world.rows("scheduled")] == [
        ("over", "closed", None)
    ]
    assert world.rows("mixers")[0]["reason"] == "server"
    assert [bool(row["open"]) for row in world.rows("servers")] == [False]
    assert all("removed from the server" in world.dm(one).text for one in people)
    assert len(world.env.http_requests) - before < 40


async def to_hour_of_nothing(world: World) -> None:
    """Let four days go by."""
    world.env._move_clock(world.env._virtual_time + timedelta(days=4).total_seconds())
    await world.env.settle()


async def test_a_scheduled_mixer_outlasts_an_outage(evening: Evening, world: World) -> None:
    """A process that starts while Discord does not show the server leaves what is scheduled there as it is."""
    await plan(evening, weekly=True)
    await said_yes(evening, 4)
    await world.kill()
    await revive_without(world, world.guild.id)
    await to(evening, timedelta(minutes=59))
    assert [(row["phase"], row["outcome"]) for row in world.rows("scheduled")] == [("planned", None)]
    come_into_sight(world, world.guild.id)
    await evening.wait(31)
    assert [bool(row["looked"]) for row in world.rows("scheduled")] == [True]
    assert event(evening).status == 1


async def test_a_room_waits_for_the_end_of_an_outage(evening: Evening, world: World) -> None:
    """A group that was called in before an outage gets its room after it, and the lobby stays open."""
    people = evening.crowd(4)
    for one in people[:3]:
        await evening.join(one)
    offered = await world.tap(people[3], evening.panel, "Join")
    world.env.inject_error("POST", f"/channels/{evening.mixers.id}/threads", status=400, times=None)
    await world.pick(people[3], offered, "films")
    await world.kill()
    world.env.backend.faults.clear()
    await revive_without(world, world.guild.id)
    await evening.wait(30)
    assert [row["stage"] for row in world.rows("mixers")] == ["opening"]
    assert [bool(row["open"]) for row in world.rows("servers")] == [True]
    come_into_sight(world, world.guild.id)
    await evening.wait(31)
    assert evening.inside(evening.thread()) == {one.id for one in people}


async def test_an_event_that_went_by_itself_was_missed(evening: Evening, world: World) -> None:
    """An event whose hour passed while the bot was away, and that is not listed any more, ends no series."""
    await plan(evening, weekly=True)
    await said_yes(evening, 4)
    await world.kill()
    await to(evening, -timedelta(minutes=40))
    world.env.backend.delete_scheduled_event(world.guild.id, event(evening).id)
    await world.revive()
    await world.env.settle()
    assert [row["outcome"] for row in world.rows("scheduled")] == ["missed", None]
    assert len(events(evening)) == 1


async def test_a_new_session_looks_around(evening: Evening, world: World) -> None:
    """What happened while the connection was lost is seen with the next session of the same process."""
    await plan(evening)
    panel, one = evening.panel, event(evening)
    world.env.backend.subscribers.remove(world.env._gateway_feed)
    world.delete(panel)
    later = (world.env.now() + timedelta(days=4)).isoformat()
    end = (world.env.now() + timedelta(days=4, hours=1)).isoformat()
    changes = {"scheduled_start_time": later, "scheduled_end_time": end}
    world.env.backend.edit_scheduled_event(world.guild.id, one.id, changes)
    world.env.backend.subscribers.append(world.env._gateway_feed)
    await new_session(world)
    await evening.wait(1)
    assert evening.panel.id != panel.id
    assert "Join" in evening.panel.buttons
    assert world.rows("scheduled")[0]["starts_at"][:10] == later[:10]


async def test_a_purge_takes_no_panel(evening: Evening, world: World) -> None:
    """A panel that goes with many other messages at once comes again."""
    panel = evening.panel
    world.env.backend.bulk_delete_messages(evening.mixers.id, [panel.id])
    await evening.wait(1)
    assert evening.panel.id != panel.id
    assert "Join" in evening.panel.buttons


async def test_a_voice_room_outlasts_an_outage(evening: Evening, world: World) -> None:
    """Who is in a voice room of a server that is out of sight is not taken to have left it."""
    await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods, voice=True)
    thread, people = await evening.group(4)
    (room,) = [one for one in world.guild.channels.values() if one.id == world.rows("mixers")[-1]["voice_id"]]
    await people[0].join_voice(room)
    await evening.talk(thread, people)
    await world.kill()
    await revive_without(world, world.guild.id)
    await evening.wait(PACE.nudge)
    assert world.rows("members")[0]["in_voice_since"]


async def test_hello_said_while_it_was_away(evening: Evening, world: World) -> None:
    """Who said hello while the bot was restarted is not drawn in by name."""
    thread, people = await evening.group(4)
    await world.kill()
    await evening.talk(thread, people)
    await evening.wait(20)
    await world.revive()
    await evening.wait(PACE.nudge - 10)
    assert world.rows("mixers")[0]["nudged"]
    assert len(evening.said(thread)) == 1
    await evening.wait(PACE.hello - PACE.nudge)
    assert evening.said(thread)[-1].startswith("### Round 1")


async def test_talk_while_it_was_away(evening: Evening, world: World) -> None:
    """Who spoke only while the bot was restarted in a round is not let go at its end."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people[:3])
    await evening.wait(PACE.hello + 1)
    await evening.talk(thread, people[:3])
    await world.kill()
    await evening.talk(thread, people[3:])
    await evening.wait(60)
    await world.revive()
    await evening.wait(PACE.round - 60 + 1)
    assert world.rows("mixers")[0]["round"] == 2
    assert people[3].id in evening.inside(thread)
