"""Mixers at an hour: scheduled, announced, begun with whoever is there, and called off in good time."""

from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.backend.models import ScheduledEvent

from tests.support.mixers import PACE, Evening, weaken
from tests.support.people import until
from tests.support.world import Shown, World, walk

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
HOUR = "19:00"


async def plan(evening: Evening, **options: object) -> Shown:
    """Hanna schedules a mixer in three days at seven in the evening; the answer."""
    day = (evening.world.env.now() + timedelta(days=3)).date().isoformat()
    given = {"day": day, "time": HOUR, "topic": "films", "timezone": "UTC"} | options
    result = await evening.host.slash(evening.mixers, "mixer schedule", **given)
    await evening.world.env.settle()
    return evening.world.answer(result)


def events(evening: Evening) -> list[ScheduledEvent]:
    """The events of the server."""
    return list(evening.world.env.backend.get_guild(evening.world.guild.id).scheduled_events.values())


def event(evening: Evening) -> ScheduledEvent:
    """The latest event of the server."""
    return events(evening)[-1]


async def to(evening: Evening, before: timedelta, one: ScheduledEvent | None = None) -> None:
    """Let time pass until so long before the hour, and a minute more."""
    hour = discord.utils.parse_time((one or event(evening)).scheduled_start_time)
    await until(evening.world, hour - before)


async def said_yes(evening: Evening, count: int) -> list[MemberActor]:
    """So many people who are interested."""
    people = evening.crowd(count)
    for one in people:
        await one.subscribe_event(event(evening))
    return people


async def come(evening: Evening, person: MemberActor) -> Shown:
    """Press the door's button, and agree where one is asked to; the answer."""
    world = evening.world
    shown = await world.tap(person, evening.panel, next(iter(evening.panel.buttons)))
    return await world.tap(person, shown, "Count me in") if "Count me in" in shown.buttons else shown


async def at_the_doors(evening: Evening, count: int, **options: object) -> list[MemberActor]:
    """A mixer whose doors are open, and so many people who said yes and are there."""
    await plan(evening, **options)
    people = await said_yes(evening, max(count, 3))
    await to(evening, timedelta(minutes=59))
    await to(evening, timedelta(minutes=8))
    for one in people[:count]:
        await come(evening, one)
    return people


async def test_from_plan_to_rooms(evening: Evening, world: World) -> None:
    """A host schedules, people say yes, the doors open, and at the hour those who are there sit in fours and threes."""
    shown = await plan(evening)
    assert shown.ephemeral
    assert "Films" in shown.text
    one = event(evening)
    assert (one.name, one.status, one.entity_metadata) == ("Films and series", SCHEDULED, {"location": "#mixers"})
    assert f"https://discord.com/events/{world.guild.id}/{one.id}" in evening.panel.text
    people = await said_yes(evening, 7)
    await to(evening, timedelta(minutes=59))
    assert event(evening).status == SCHEDULED
    await to(evening, timedelta(minutes=8))
    assert event(evening).status == ACTIVE
    answers = [await come(evening, one) for one in people]
    assert world.rows("mixers") == []
    assert "It begins" in answers[0].text
    await to(evening, timedelta(0))
    assert sorted(len(evening.inside(thread)) for thread in evening.threads()) == [3, 4]
    assert all("Go to the room" in world.again(shown).buttons for shown in answers)
    assert "Come late" in evening.panel.buttons
    await to(evening, -timedelta(seconds=PACE.length))
    assert event(evening).status == COMPLETED
    assert "Join" in evening.panel.buttons  # the door is gone, and the panel is the last message again
    assert [row["outcome"] for row in world.rows("scheduled")] == ["held"]


async def test_nothing_is_kept_of_those_who_only_said_yes(evening: Evening, world: World) -> None:
    """Who says yes in Discord has agreed to nothing; the first row comes with Count me in."""
    people = await at_the_doors(evening, 0)
    assert world.rows("players") == world.rows("queue") == []
    shown = await world.tap(people[0], evening.panel, "I am here")
    assert "never what" in shown.text
    assert world.rows("players") == []
    await world.tap(people[0], shown, "Count me in")
    assert [row["id"] for row in world.rows("players")] == [people[0].id]


async def test_too_few_are_told_in_good_time(evening: Evening, world: World) -> None:
    """With two who said yes it is called off an hour before, and both hear of it; a weekly one comes again."""
    await plan(evening, weekly=True)
    people = await said_yes(evening, 2)
    first = event(evening)
    await to(evening, timedelta(minutes=60), first)
    assert first.status == CANCELED
    assert all("fewer than three said yes" in world.dm(one).text for one in people)
    assert all(len(world.dms(one)) == 1 for one in people)
    following = event(evening)
    assert following is not first
    start, next_start = (discord.utils.parse_time(one.scheduled_start_time) for one in (first, following))
    assert next_start - start == timedelta(weeks=1)


async def test_short_notice_is_held_all_the_same(evening: Evening, world: World) -> None:
    """What was set an hour before has no time for people to say yes, and is not called off for that."""
    soon = world.env.now() + timedelta(minutes=50)
    await evening.host.slash(
        evening.mixers,
        "mixer schedule",
        day=soon.date().isoformat(),
        time=f"{soon:%H:%M}",
        timezone="UTC",
    )
    await world.env.settle()
    await to(evening, timedelta(minutes=8))
    assert event(evening).status == ACTIVE
    assert "I am here" in evening.panel.buttons


async def test_who_comes_late_finds_a_free_seat(evening: Evening, world: World) -> None:
    """A group of three takes in whoever comes while it says hello; the next one waits in line."""
    people = await at_the_doors(evening, 3)
    await to(evening, timedelta(0))
    (thread,) = evening.threads()
    late, later = evening.crowd(2)
    shown = await come(evening, late)
    assert "Go to the room" in shown.buttons
    assert late.id in evening.inside(thread)
    assert f"<@{late.id}> joins you" in evening.said(thread)[-1]
    assert len(world.rows("met")) == 6
    waits = await come(evening, later)
    assert "in line for **Films and series**" in waits.text
    assert later.id not in evening.inside(thread)
    for length in (PACE.hello, PACE.round):
        await evening.talk(thread, people[:3])
        await evening.wait(length - 30)
    assert world.rows("mixers")[0]["round"] == 2
    assert late.id in evening.inside(thread)  # silent too, but not for as long as the others could have been


async def test_blocks_hold_for_who_comes_late(evening: Evening, world: World) -> None:
    """Nobody is seated late beside somebody whom either has blocked."""
    people = await at_the_doors(evening, 3)
    await to(evening, timedelta(0))
    (late,) = evening.crowd(1)
    asked = world.answer(await people[0].slash(evening.mixers, "mixer block", person=late))
    assert "not be put together" in asked.text
    assert "in line for" in (await come(evening, late)).text


async def test_two_at_the_hour_are_first_in_line(evening: Evening, world: World) -> None:
    """Where only two came, they are told so, and are at the front for whoever comes next."""
    people = await at_the_doors(evening, 2)
    answers = [world.rows("queue")]
    await to(evening, timedelta(0))
    assert evening.threads() == []
    assert [bool(row["front"]) for row in world.rows("queue")] == [True, True]
    assert len(answers[0]) == 2
    for one in evening.crowd(2):
        await come(evening, one)
    (thread,) = evening.threads()
    assert {one.id for one in people[:2]} <= evening.inside(thread)


async def test_called_off_by_the_button(evening: Evening, world: World) -> None:
    """A host calls it off: its event goes, and who is there already hears of it and waits no longer."""
    await at_the_doors(evening, 1)
    listed = world.answer(await evening.host.slash(evening.mixers, "mixer scheduled"))
    (row,) = world.rows("queue")
    await world.tap(evening.host, listed, "Call it off")
    assert event(evening).status == COMPLETED  # it had started, and what has started can only end
    assert world.rows("queue") == []
    assert "called this mixer off" in world.message(evening.mixers.id, row["answer_id"]).text
    assert "called it off" in evening.panel.text


async def test_only_hosts_schedule_and_call_off(evening: Evening, world: World) -> None:
    """Others see what is scheduled, and change nothing: not with a button that they were never shown either."""
    await plan(evening)
    (person,) = evening.crowd(1)
    refused = await person.slash(evening.mixers, "mixer schedule", day="2027-01-01", time="19:00")
    assert "may manage this server" in world.answer(refused).text
    listed = world.answer(await person.slash(evening.mixers, "mixer scheduled"))
    assert "Films" in listed.text
    assert list(listed.buttons) == ["The event"]
    seen = world.answer(await evening.host.slash(evening.mixers, "mixer scheduled"))
    pressed = world.press_raw(person, seen, seen.buttons["Call it off"])
    await world.env.settle()
    assert "may manage this server" in world.answer(pressed).text
    assert event(evening).status == SCHEDULED


async def test_all_that_is_planned_is_listed(evening: Evening, world: World) -> None:
    """A host with many mixers ahead sees each of them, and how to call off those without a button."""
    for hour in range(10, 20):
        await plan(evening, time=f"{hour}:00", weekly=True)
    listed = world.answer(await evening.host.slash(evening.mixers, "mixer scheduled"))
    assert listed.text.count("**Films and series**") == 10
    assert "delete its event" in listed.text
    assert sum(1 for _ in walk(listed.components)) <= 40  # Discord's limit


async def test_series_goes_on_or_ends(evening: Evening, world: World) -> None:
    """Skipping one of a weekly series plans the next one at once; ending the series plans none."""
    shown = await plan(evening, weekly=True)
    await world.tap(evening.host, shown, "Skip this one")
    assert [one.status for one in events(evening)] == [CANCELED, SCHEDULED]
    listed = world.answer(await evening.host.slash(evening.mixers, "mixer scheduled"))
    await world.tap(evening.host, listed, "End the series")
    assert [one.status for one in events(evening)] == [CANCELED, CANCELED]
    assert "Nothing is scheduled" in world.answer(await evening.host.slash(evening.mixers, "mixer scheduled")).text


async def test_a_deleted_event_is_called_off(evening: Evening, world: World) -> None:
    """A host who deletes the event in Discord has called the mixer off, also while the bot is away."""
    for away in (False, True):
        await plan(evening, weekly=True)
        if away:
            await world.kill()
        world.env.backend.delete_scheduled_event(world.guild.id, event(evening).id)
        if away:
            await world.revive()
            await world.env.settle()
        await world.env.settle()
        assert world.rows("scheduled")[-1]["outcome"] == "called-off"
        assert events(evening) == []


async def test_a_moved_event_is_followed(evening: Evening, world: World) -> None:
    """A host who moves the event in Discord has moved the mixer."""
    await plan(evening)
    one = event(evening)
    later = discord.utils.parse_time(one.scheduled_start_time) + timedelta(hours=2)
    world.env.backend.edit_scheduled_event(
        world.guild.id,
        one.id,
        {"scheduled_start_time": later.isoformat(), "scheduled_end_time": (later + timedelta(hours=1)).isoformat()},
    )
    await world.env.settle()
    await said_yes(evening, 4)
    await to(evening, timedelta(hours=2, minutes=5))
    assert [row["phase"] for row in world.rows("scheduled")] == ["planned"]
    await to(evening, timedelta(minutes=59))
    await to(evening, timedelta(minutes=8))
    assert [row["phase"] for row in world.rows("scheduled")] == ["doors"]


async def test_restart_in_each_phase(evening: Evening, world: World) -> None:
    """A process that is killed in any phase is followed by one that goes on there; nothing comes twice."""
    await plan(evening)
    people = await said_yes(evening, 4)
    for before in (timedelta(minutes=59), timedelta(minutes=8), timedelta(0), -timedelta(seconds=PACE.length)):
        await world.kill()
        await world.revive()
        await world.env.settle()
        await to(evening, before)
        if before == timedelta(minutes=8):
            for one in people:
                await come(evening, one)
    assert len(events(evening)) == 1
    assert event(evening).status == COMPLETED
    assert len(evening.threads()) == 1
    assert [row["outcome"] for row in world.rows("scheduled")] == ["held"]


async def test_killed_between_announcing_and_noting(evening: Evening, world: World) -> None:
    """An event that was made but not noted is found again; there is no second one."""
    await plan(evening)
    await world.kill()
    world.write("UPDATE scheduled SET event_id = NULL, due_at = since")
    await world.revive()
    await world.env.settle()
    assert [one.id for one in events(evening)] == [world.rows("scheduled")[0]["event_id"]]


async def test_away_at_the_hour(evening: Evening, world: World) -> None:
    """A bot that was away for too long calls nobody in late, and says so by the event's end."""
    await plan(evening)
    await said_yes(evening, 4)
    await world.kill()
    await to(evening, -timedelta(minutes=20))
    await world.revive()
    await world.env.settle()
    assert [row["outcome"] for row in world.rows("scheduled")] == ["missed"]
    assert evening.threads() == []


async def test_permission_to_make_events(evening: Evening, world: World) -> None:
    """A host hears which permission is missing; where it goes missing later, the hosts' channel says so."""
    weaken(world, "create_events")
    assert "Create Events" in (await plan(evening)).text
    assert world.rows("scheduled") == []
    weaken(world, "create_events", granted=True)
    world.env.inject_error("POST", f"/guilds/{world.guild.id}/scheduled-events", status=403, code=50013)
    await plan(evening)
    assert "so it is called off" in evening.messages(evening.mods)[-1].text
    assert [row["outcome"] for row in world.rows("scheduled")] == ["closed"]


async def test_moments_that_cannot_be(evening: Evening, world: World) -> None:
    """A day, a time or a zone that cannot be read, or is too near or far, is answered kindly and plans nothing."""
    for options, words in (
        ({"day": "someday"}, "cannot read that day"),
        ({"time": "late"}, "cannot read that day"),
        ({"timezone": "Atlantis"}, "do not know that time zone"),
        ({"topic": "gone"}, "do not have that topic"),
        ({"day": "2031-01-01"}, "at most half a year"),
        ({"day": world.env.now().date().isoformat(), "time": "00:01"}, "at least a quarter of an hour"),
    ):
        assert words in (await plan(evening, **options)).text
    assert world.rows("scheduled") == []


async def test_zone_is_asked_once(evening: Evening, world: World) -> None:
    """A host without a known zone is asked for it; from then on the server's is used."""
    day = (world.env.now() + timedelta(days=3)).date().isoformat()
    asked = await evening.host.slash(evening.mixers, "mixer schedule", day=day, time="19:00")
    assert "By whose clocks" in world.answer(asked).text
    await plan(evening, timezone="Berlin")
    again = await evening.host.slash(evening.mixers, "mixer schedule", day=day, time="20:00")
    assert "It is planned" in world.answer(again).text
    assert [row["zone"] for row in world.rows("scheduled")] == ["Europe/Berlin", "Europe/Berlin"]


async def test_completions(evening: Evening, world: World) -> None:
    """Days, times, topics and zones are offered as one types; what is picked can be read."""

    async def offered(option: str, typed: str) -> list[str]:
        found = await evening.host.autocomplete(evening.mixers, "mixer schedule", option, typed)
        return [str(one["value"]) for one in found]

    today = world.env.now().date()
    assert await offered("day", "tomo") == [(today + timedelta(days=1)).isoformat()]
    assert "19:30" in await offered("time", "19")
    assert await offered("topic", "film") == ["films"]
    assert await offered("timezone", "berl") == ["Europe/Berlin"]


async def test_known_players_come_with_one_press(evening: Evening, world: World) -> None:
    """Who has met others before is there with one press, and their answer shows the way to the room at the hour."""
    await evening.join(world.ana, "music")
    await at_the_doors(evening, 3)
    answer = await world.tap(world.ana, evening.panel, "I am here")
    assert "You are in for" in answer.text
    await to(evening, timedelta(0))
    assert "Go to the room" in world.again(answer).buttons


async def test_removed_from_the_server(evening: Evening, world: World) -> None:
    """Where the bot is removed, nothing is scheduled any more and nothing is tried again."""
    await plan(evening, weekly=True)
    world.env.backend.remove_guild(world.guild.id)
    await evening.wait(1)
    assert [(row["phase"], row["due_at"]) for row in world.rows("scheduled")] == [("over", None)]
