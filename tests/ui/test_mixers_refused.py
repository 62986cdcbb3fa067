"""What Discord refuses to one mixer: the others go on, and whoever can be told is told."""

from datetime import timedelta

from simcord.actors import MemberActor

from tests.support.mixers import PACE, Evening, open_evening
from tests.support.people import agree
from tests.support.world import World
from tests.ui.test_mixers_scheduled import at_the_doors, come, to

TOO_MANY_THREADS = 160006


async def called_in(evening: Evening) -> list[MemberActor]:
    """Four people who join one after the other."""
    people = evening.crowd(4)
    for one in people:
        await evening.join(one)
    return people


async def test_a_room_that_cannot_open_holds_up_no_other(evening: Evening, world: World) -> None:
    """While Discord opens no thread in one server, a mixer in another one begins, and goes on by the clock."""
    elsewhere = await open_evening(world, world.env.create_guild("Elsewhere"))
    world.env.inject_error(
        "POST", f"/channels/{evening.mixers.id}/threads", status=400, code=TOO_MANY_THREADS, times=None
    )
    thread, people = await elsewhere.group(4)
    await elsewhere.talk(thread, people)
    await evening.wait(PACE.hello - 30)
    await called_in(evening)
    await evening.wait(40)
    assert elsewhere.said(thread)[-1].startswith("### Round 1")
    assert [row["stage"] for row in world.rows("mixers")] == ["round", "opening"]


async def test_a_room_refused_for_good(evening: Evening, world: World) -> None:
    """Where Discord refuses a thread for a minute, its people are told, the hosts too, and the lobby closes."""
    world.env.inject_error(
        "POST", f"/channels/{evening.mixers.id}/threads", status=400, code=TOO_MANY_THREADS, times=None
    )
    people = await called_in(evening)
    await evening.wait(50)
    assert world.rows("mixers")[0]["stage"] == "opening"
    await evening.wait(20)
    assert world.rows("mixers")[0]["reason"] == "refused"
    assert all("Discord gave me none" in world.dm(one).text for one in people)
    assert "too many threads" in evening.messages(evening.mods)[-1].text
    assert "closed here" in evening.panel.text
    tried = len(world.requests("POST", f"/channels/{evening.mixers.id}/threads"))
    await evening.wait(60)
    assert len(world.requests("POST", f"/channels/{evening.mixers.id}/threads")) == tried


async def test_a_room_refused_for_a_moment(evening: Evening, world: World) -> None:
    """A refusal that passes within a minute costs the group nothing."""
    world.env.inject_error("POST", f"/channels/{evening.mixers.id}/threads", status=400, times=2)
    people = await called_in(evening)
    await evening.wait(30)
    assert evening.inside(evening.thread()) == {one.id for one in people}


async def test_a_late_comer_who_cannot_be_added_is_let_go_once(evening: Evening, world: World) -> None:
    """Who left the server before they could be added is let go, also by a process that was killed in between."""
    await agree(world, world.ana)
    await at_the_doors(evening, 3)
    await to(evening, timedelta(0))
    (thread,) = evening.threads()
    person = f"/channels/{thread.id}/thread-members/{world.ana.id}"
    world.env.inject_error("PUT", person, status=403, code=50001, times=None)
    await come(evening, world.ana)
    await evening.wait(6)
    assert world.ana.id not in evening.inside(thread)
    await world.kill()
    world.write("UPDATE sends SET sent_at = NULL WHERE kind = 'in'")
    await world.revive()
    await evening.wait(6)
    assert all(row["sent_at"] for row in world.rows("sends"))
    assert evening.said(thread)[-1].startswith(f"<@{world.ana.id}> had to go")
