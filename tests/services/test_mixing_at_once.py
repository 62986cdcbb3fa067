"""What several people, or two processes, do in one lobby in the same instant: everybody has one place, and knows it."""

import asyncio
from datetime import timedelta

from bot.services.mixing.schedule import Wish
from bot.services.mixing.views import SeatView, WaitView
from tests.services.desk import Desk
from tests.services.test_at_once import all_done

SERVER, LOBBY, REPORTS = 70, 71, 72
EVENINGS = 8
MOMENT = 0.002  # seconds by which one of two is later each evening, so that they meet in another step


async def opened(desk: Desk) -> None:
    """A server with a lobby."""
    await desk.mixing.lobby.set_up(SERVER, LOBBY, REPORTS, voice=False)


async def in_line(desk: Desk, *people: int) -> None:
    """These people wait for a group."""
    for one in people:
        await desk.mixing.lobby.join(SERVER, one, "films", None, agrees=True)


async def at_the_doors(desk: Desk, *people: int) -> int:
    """A mixer at an hour, whose doors are open and for which these people are there; its number."""
    hour = desk.clock.now + timedelta(hours=1)
    wish = Wish(hour.date().isoformat(), f"{hour:%H:%M}", "UTC", "films", weekly=False)
    number = (await desk.mixing.schedule.plan(SERVER, 1, wish)).scheduled.id
    await desk.mixing.schedule.announced(number, number + 900)
    await desk.mixing.schedule.opened(number, number + 800)
    for one in people:
        await desk.mixing.arrivals.come(number, one, None, agrees=True)
    desk.clock.now = hour
    return number


async def seated(desk: Desk) -> list[int]:
    """Everybody who has a seat, once for each seat."""
    return sorted(row["player_id"] for row in await desk.rows("members"))


async def test_two_processes_call_at_once(shared: Desk) -> None:
    """Two processes that call people in at once make one mixer of four people, and not two."""
    await opened(shared)
    other = shared.restarted()
    for evening in range(EVENINGS):
        people = range(evening * 10 + 1, evening * 10 + 5)
        await in_line(shared, *people)
        await all_done(shared.mixing.lobby.call(), other.mixing.lobby.call())
        assert len(await shared.rows("mixers")) == evening + 1
    assert len(await seated(shared)) == len(set(await seated(shared))) == 4 * EVENINGS


async def test_two_late_comers_and_one_seat(shared: Desk) -> None:
    """Of two who come late at once to a group of three, one is seated and the other one waits."""
    await opened(shared)
    for evening in range(EVENINGS):
        first = evening * 10 + 1
        number = await at_the_doors(shared, first, first + 1, first + 2)
        await shared.mixing.schedule.begin(number)
        (room,) = await shared.mixing.rooms.opening()
        await shared.mixing.rooms.opened(room.mixer.id, 500 + evening, None)
        come = shared.mixing.arrivals.come
        found = await asyncio.gather(*(come(number, first + late, None, agrees=True) for late in (3, 4)))
        assert {type(one) for one in found} == {SeatView, WaitView}
        seats = [row["seat"] for row in await shared.rows("members") if row["mixer_id"] == room.mixer.id]
        assert sorted(seats) == [0, 1, 2, 3]


async def test_leaving_while_one_is_called(shared: Desk) -> None:
    """Who reads that they are out of the line has no seat, and who has a seat does not read it."""
    await opened(shared)
    for evening in range(EVENINGS):
        people = range(evening * 10 + 1, evening * 10 + 5)
        await in_line(shared, *people)
        leaver = people[evening % 4]
        call = asyncio.create_task(shared.mixing.lobby.call())
        await asyncio.sleep(evening * MOMENT)
        left, _ = await all_done(shared.mixing.lobby.leave(SERVER, leaver), call)
        assert (leaver in await seated(shared)) is not left
        for one in people:
            await shared.mixing.lobby.leave(SERVER, one)


async def test_coming_in_the_moment_in_which_it_begins(shared: Desk) -> None:
    """Nobody is left waiting for the beginning of what has begun."""
    await opened(shared)
    for evening in range(EVENINGS):
        first = evening * 10 + 1
        number = await at_the_doors(shared, *range(first, first + 4))
        begin = asyncio.create_task(shared.mixing.schedule.begin(number))
        await asyncio.sleep(evening * MOMENT)
        await all_done(shared.mixing.arrivals.come(number, first + 4, None, agrees=True), begin)
        assert [row["scheduled_id"] for row in await shared.rows("queue")] == [None]
        await shared.mixing.lobby.leave(SERVER, first + 4)


async def test_erasing_while_one_is_called(shared: Desk) -> None:
    """Who erases everything while they are called in, and their room opens, is gone, and nothing fails."""
    await opened(shared)
    for evening in range(EVENINGS):
        people = range(evening * 10 + 1, evening * 10 + 5)
        await in_line(shared, *people)
        await all_done(
            shared.mixing.lobby.call(), *(shared.privacy.erase(one) for one in people[:2]), shared.mixing.lobby.call()
        )
        for room in await shared.mixing.rooms.opening():
            opens = shared.mixing.rooms.opened(room.mixer.id, 500 + evening, None)
            await all_done(opens, *(shared.privacy.erase(one) for one in people[1:3]))
        for one in people:
            await shared.privacy.erase(one)
        assert await seated(shared) == []
        assert await shared.rows("queue") == []
