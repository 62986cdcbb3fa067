"""Scheduled mixers of a bot that lost a permission: hosts and those who said yes hear of it, and a series goes on."""

from datetime import timedelta

from tests.support.mixers import Evening, weaken
from tests.support.world import World
from tests.ui.test_mixers_scheduled import CANCELED, SCHEDULED, come, event, events, plan, said_yes, to


async def test_doors_open_without_their_event(evening: Evening, world: World) -> None:
    """Where the event may not be started, the doors open all the same, and the hosts hear what is missing."""
    await plan(evening)
    people = await said_yes(evening, 4)
    await to(evening, timedelta(minutes=59))
    weaken(world, "manage_events")
    await to(evening, timedelta(minutes=8))
    assert event(evening).status == SCHEDULED
    said = evening.messages(evening.mods)
    assert len(said) == 1
    assert "Manage Events" in said[0].text
    for one in people:
        await come(evening, one)
    await to(evening, timedelta(0))
    assert evening.inside(evening.thread()) == {one.id for one in people}


async def test_who_cannot_count_calls_nothing_off(evening: Evening, world: World) -> None:
    """Where it cannot be seen who said yes, nobody is told to stay at home."""
    await plan(evening)
    one = event(evening)
    world.env.inject_error("GET", f"/guilds/{world.guild.id}/scheduled-events/{one.id}", status=403, code=50013)
    await to(evening, timedelta(minutes=59))
    assert [bool(row["looked"]) for row in world.rows("scheduled")] == [True]


async def test_doors_that_cannot_open(evening: Evening, world: World) -> None:
    """Where the doors cannot open, their event does not start, all concerned hear of it, and a series goes on."""
    await plan(evening, weekly=True)
    people, first = await said_yes(evening, 3), event(evening)
    await to(evening, timedelta(minutes=59))
    weaken(world, "send_messages")
    await to(evening, timedelta(minutes=8))
    assert first.status == CANCELED
    told = [one for one in world.env.http_requests if "could not open the doors" in str(one.json)]
    assert "Send Messages" in str(told[-1].json)
    assert told[-1].path != f"/channels/{evening.mods.id}/messages"  # nor may it write there, so the owner hears it
    assert all("cannot hold mixers there" in world.dm(one).text for one in people)
    assert [row["outcome"] for row in world.rows("scheduled")] == ["closed", None]


async def test_a_series_outlasts_a_closed_lobby(evening: Evening, world: World) -> None:
    """A series whose lobby is closed at its hour waits for the lobby, and is announced again once it is open."""
    await plan(evening, weekly=True)
    people = await said_yes(evening, 3)
    weaken(world, "create_private_threads")
    for one in evening.crowd(4):
        await evening.join(one)
    assert "closed here" in evening.panel.text
    await to(evening, timedelta(minutes=59))
    assert [row["outcome"] for row in world.rows("scheduled")] == ["closed", None]
    assert all("cannot hold mixers there" in world.dm(one).text for one in people)
    before = len(events(evening))
    weaken(world, "create_private_threads", granted=True)
    await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods)
    await evening.wait(1)
    assert [row["outcome"] for row in world.rows("scheduled")] == ["closed", None]
    assert len(events(evening)) == before + 1
    assert event(evening).status == SCHEDULED


async def test_a_series_that_may_not_be_announced(evening: Evening, world: World) -> None:
    """Where events may not be made, the next of a series is tried again each day, and the hosts are told once."""
    shown = await plan(evening, weekly=True)
    path = f"/guilds/{world.guild.id}/scheduled-events"
    world.env.inject_error("POST", path, status=403, code=50013, times=None)
    await world.tap(evening.host, shown, "Skip this one")
    await evening.wait(1)
    await to(evening, -timedelta(days=2))
    assert len(evening.messages(evening.mods)) == 1
    assert [row["outcome"] for row in world.rows("scheduled")] == ["called-off", None]
    world.env.backend.faults.clear()
    await to(evening, -timedelta(days=3, minutes=5))
    assert [one.status for one in events(evening)][-1] == SCHEDULED
    assert world.rows("scheduled")[-1]["event_id"] == event(evening).id
