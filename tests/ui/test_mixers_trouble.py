"""Mixers when things go wrong: people leave, processes end, threads and permissions go."""

from tests.support.mixers import PACE, Evening, weaken
from tests.support.world import World

STAGES = ["hello", "round", "round", "round", "balance", "kudos", "goodbye"]
LENGTHS = [PACE.hello, PACE.round, PACE.round, PACE.round, PACE.balance, PACE.kudos, PACE.goodbye]


async def test_restart_in_every_stage(evening: Evening, world: World) -> None:
    """A process that is killed, in whatever stage, is followed by one that goes on there; nothing is said twice."""
    thread, people = await evening.group(4)
    for stage, length in zip(STAGES, LENGTHS, strict=True):
        assert world.rows("mixers")[0]["stage"] == stage
        before = evening.said(thread)
        await world.kill()
        await world.revive()
        await world.env.settle()
        assert evening.said(thread) == before
        assert evening.threads()[-1].id == thread.id
        if stage != "goodbye":
            await evening.talk(thread, people)
        await evening.wait(length + 0.5)
    assert world.rows("mixers")[0]["stage"] == "over"
    heads = [one.partition("\n")[0] for one in evening.said(thread)]
    assert len(heads) == len(set(heads)) == 7


async def test_killed_between_sending_and_noting(evening: Evening, world: World) -> None:
    """What was sent but not noted is sent again with the same nonce, which Discord takes for the same message."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await world.kill()
    world.write("UPDATE sends SET sent_at = NULL WHERE kind = 'welcome'")
    await world.revive()
    await world.env.settle()
    bodies = [body for body in world.requests("POST", f"/channels/{thread.id}/messages") if body]
    assert len(bodies) == 2
    assert bodies[0]["nonce"] == bodies[1]["nonce"]
    assert all(body["enforce_nonce"] and len(str(body["nonce"])) <= 25 for body in bodies)


async def test_killed_before_the_room_was_noted(evening: Evening, world: World) -> None:
    """A thread that was opened but not noted is found again; there is no second one."""
    thread, people = await evening.group(4)
    await world.kill()
    world.write("UPDATE mixers SET stage = 'opening', thread_id = NULL")
    world.write("DELETE FROM sends")
    await world.revive()
    await world.env.settle()
    assert [one.id for one in evening.threads()] == [thread.id]
    assert evening.inside(thread) == {one.id for one in people}
    assert world.rows("mixers")[0]["thread_id"] == thread.id


async def test_leaving_is_no_fuss(evening: Evening, world: World) -> None:
    """One leaves by the button: they are out of the thread, the others read one line, and the mixer goes on."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    out = await world.tap(people[0], evening.messages(thread)[0], "Leave")
    assert out.ephemeral
    assert people[0].id not in evening.inside(thread)
    assert f"<@{people[0].id}> had to go" in evening.said(thread)[-1]
    await evening.wait(PACE.hello + 1)
    assert evening.said(thread)[-1].startswith("### Round 1")
    await evening.join(people[0])
    assert [row["player_id"] for row in world.rows("queue")] == [people[0].id]


async def test_the_last_one_is_first_in_line(evening: Evening, world: World) -> None:
    """Where one is left, the room closes with an apology, and that one is first in the next group."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    for one in people[1:]:
        await one.slash(thread, "mixer leave")
    assert "front of the line" in evening.said(thread)[-1]
    (row,) = world.rows("queue")
    assert (row["player_id"], bool(row["front"])) == (people[0].id, True)
    newcomers = evening.crowd(3)
    for one in newcomers:
        await evening.join(one)
    assert people[0].id in evening.inside(evening.thread())
    await evening.wait(PACE.goodbye + 1)
    kept = world.env.backend.get_channel(thread.id).thread_metadata
    assert kept is not None
    assert kept.archived


async def test_the_silent_are_let_go(evening: Evening, world: World) -> None:
    """Somebody who says nothing through Hello and a round is let go with a kind word, and not before."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people[:3])
    await evening.wait(PACE.hello + 1)
    await evening.talk(thread, people[:3])
    assert people[3].id in evening.inside(thread)
    await evening.wait(PACE.round + 1)
    assert people[3].id not in evening.inside(thread)
    assert "life happens" in world.dm(people[3]).text
    assert world.rows("mixers")[0]["round"] == 2


async def test_nobody_is_let_go_for_what_was_not_heard(evening: Evening, world: World) -> None:
    """While the bot was away it heard nobody, so nobody is let go for silence."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await evening.wait(PACE.hello + 1)
    await world.kill()
    await evening.wait(PACE.silence + 120)
    await world.revive()
    await evening.wait(10)
    assert evening.inside(thread) == {one.id for one in people}
    assert world.rows("mixers")[0]["round"] == 2


async def test_blocks_hold_from_either_side(evening: Evening, world: World) -> None:
    """Two of whom one has blocked the other are not put together, and the blocked one notices nothing."""
    people = evening.crowd(5)
    shown = world.answer(await people[4].slash(evening.mixers, "mixer block", person=people[0]))
    assert world.rows("blocks") == world.rows("players") == []
    await world.tap(people[4], shown, "Keep the block")
    assert [(row["blocker_id"], row["blocked_id"]) for row in world.rows("blocks")] == [(people[4].id, people[0].id)]
    for one in (people[0], people[4], people[1], people[2]):
        await evening.join(one)
    await evening.wait(1)
    assert evening.threads() == []
    await evening.wait(125)
    assert len(evening.inside(evening.thread())) == 3
    gone = world.answer(await people[4].slash(evening.mixers, "mixer unblock", person=people[0]))
    assert "may meet again" in gone.text
    assert world.rows("blocks") == []


async def test_reports_reach_the_hosts(evening: Evening, world: World) -> None:
    """A report goes to the channel that the host chose, links the thread, names nobody, and has a limit."""
    thread, people = await evening.group(4)
    await people[0].slash(thread, "report", concern="unkind", person=people[1])
    for _ in range(2):
        await people[0].slash(thread, "report", concern="unkind")
    first, second, _ = evening.messages(evening.mods)
    assert f"about <@{people[1].id}>" in first.text
    assert "about <@" not in second.text
    assert str(people[1].id) not in repr(world.rows("reports"))
    assert "unkind" in first.text
    assert str(thread.id) in first.buttons["Go to the thread"]
    assert str(people[0].id) not in str(first.payload["components"])
    refused = world.answer(await people[0].slash(thread, "report", concern="other"))
    assert "in a short time" in refused.text
    assert len(evening.messages(evening.mods)) == 3
    stranger = world.answer(await evening.crowd(1)[0].slash(evening.mixers, "report", concern="other"))
    assert "not been in a mixer here" in stranger.text


async def test_report_says_where_it_could_not_go(evening: Evening, world: World) -> None:
    """Somebody whose report reaches nobody is told so."""
    thread, people = await evening.group(4)
    world.env.backend.delete_channel(evening.mods.id)
    shown = world.answer(await people[0].slash(thread, "report", concern="unsafe"))
    assert "could not reach" in shown.text


async def test_host_closes(evening: Evening, world: World) -> None:
    """A host ends a mixer; a member cannot."""
    thread, people = await evening.group(4)
    refused = world.answer(await people[0].slash(thread, "mixer close"))
    assert "may manage this server" in refused.text
    world.env.backend.add_thread_member(thread.id, evening.host.id)
    await evening.host.slash(thread, "mixer close")
    assert "host has closed" in evening.said(thread)[-1]
    await evening.wait(PACE.goodbye + 1)
    assert world.rows("mixers")[0]["stage"] == "over"


async def test_deleted_thread_ends_tidily(evening: Evening, world: World) -> None:
    """Where a thread is deleted in mid-mixer, its people are told, and can join again."""
    thread, people = await evening.group(4)
    world.env.backend.delete_channel(thread.id)
    await evening.wait(1)
    assert world.rows("mixers")[0]["reason"] == "thread"
    assert all("thread was deleted" in world.dm(one).text for one in people)
    await evening.join(people[0])
    assert len(world.rows("queue")) == 1


async def test_thread_deleted_while_away(evening: Evening, world: World) -> None:
    """A thread that went while the bot was away is noticed at the next thing to say."""
    thread, people = await evening.group(4)
    await world.kill()
    world.env.backend.delete_channel(thread.id)
    await world.revive()
    await evening.wait(PACE.hello)
    assert world.rows("mixers")[0]["stage"] == "over"
    assert all("thread was deleted" in world.dm(one).text for one in people)


async def test_last_words_to_a_thread_that_is_gone(evening: Evening, world: World) -> None:
    """A mixer that is over and whose last message finds no thread is left at that."""
    thread, _ = await evening.group(4)
    await world.kill()
    world.env.backend.delete_channel(thread.id)
    world.write("UPDATE mixers SET stage = 'over', due_at = NULL")
    world.write("UPDATE sends SET sent_at = NULL")
    await world.revive()
    await world.env.settle()
    assert all(row["sent_at"] for row in world.rows("sends"))


async def test_permission_lost_in_mid_mixer(evening: Evening, world: World) -> None:
    """Where the bot may not write any more, its people and the hosts are told."""
    _, people = await evening.group(4)
    weaken(world, "send_messages_in_threads")
    await evening.wait(PACE.nudge + 1)
    assert world.rows("mixers")[0]["reason"] == "permission"
    assert all("may not write" in world.dm(one).text for one in people)
    assert "Send Messages in Threads" in evening.messages(evening.mods)[-1].text


async def test_permission_missing_at_the_door(evening: Evening, world: World) -> None:
    """Where no room can be opened, those who waited are told, the hosts too, and nobody waits in vain after that."""
    people = evening.crowd(4)
    weaken(world, "create_private_threads")
    answers = [await evening.join(one) for one in people]
    assert all("lack a permission" in world.again(one).text for one in answers)
    assert "Create Private Threads" in evening.messages(evening.mods)[-1].text
    assert "closed here" in evening.panel.text
    assert evening.threads() == []
    weaken(world, "create_private_threads", granted=True)
    await evening.host.slash(evening.mixers, "mixer setup", reports=evening.mods)
    for one in people:
        await evening.join(one)
    assert len(evening.inside(evening.thread())) == 4


async def test_removed_from_the_server(evening: Evening, world: World) -> None:
    """A bot that is removed ends its mixers there and tells whoever can be told; another server goes on."""
    _, people = await evening.group(4)
    (waiting,) = evening.crowd(1)
    await evening.join(waiting)
    world.env.backend.remove_guild(world.guild.id)
    await evening.wait(1)
    assert world.rows("mixers")[0]["reason"] == "server"
    assert world.rows("queue") == []
    assert all("removed from the server" in world.dm(one).text for one in people)
    await evening.wait(PACE.hello + PACE.round)
    assert all(row["sent_at"] for row in world.rows("sends"))


async def test_two_groups_at_once(evening: Evening, world: World) -> None:
    """Two mixers run side by side, and what happens in one leaves the other alone."""
    one, people = await evening.group(4)
    await evening.talk(one, people)
    await evening.wait(30)
    other, more = await evening.group(4)
    await evening.talk(other, more)
    world.env.backend.delete_channel(other.id)
    await evening.whole(one, people)
    assert evening.said(one)[-1].startswith("### Kudos")
    assert [row["stage"] for row in world.rows("mixers")] == ["kudos", "over"]


async def test_discord_stumbles(evening: Evening, world: World) -> None:
    """A message that fails with an error of Discord's is tried again, and comes once and in its order."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    world.env.inject_error("POST", f"/channels/{thread.id}/messages", status=400, code=0, times=1)
    await evening.wait(PACE.hello + 1)
    await evening.wait(6)
    assert [one.partition("\n")[0] for one in evening.said(thread)] == ["### Films and series", "### Round 1 of 3"]


async def test_erasing_somebody_in_a_mixer(evening: Evening, world: World) -> None:
    """Erasing a person takes every row about them, and the mixer goes on for the others."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    gone = people[0].id
    world.write(f"DELETE FROM players WHERE id = {gone}")  # noqa: S608
    tables = ("members", "met", "queue", "kudos", "blocks", "reports", "attempts")
    assert str(gone) not in repr([world.rows(table) for table in tables])
    await evening.wait(PACE.hello + 1)
    assert evening.said(thread)[-1].startswith("### Round 1")
