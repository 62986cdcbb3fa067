"""/checkin: the form, once a week, beside one's own past."""

import pytest

from bot.domain.checkins import Answers
from bot.settings import Settings
from tests.support.people import agree, check_in, fields, fill, wait
from tests.support.world import World, open_world

ASKED = ["effort", "energy", "attention", "carrying"]


async def test_a_stranger_is_told_how_to_begin(world: World) -> None:
    """Nothing is asked of somebody who has not agreed to be stored, and nothing is kept."""
    result = await world.ana.slash(world.lobby, "checkin")
    assert result.modal is None
    assert "/practice" in world.answer(result).text
    assert world.rows("checkins") == []


async def test_first_check_in(world: World) -> None:
    """Four questions, each with five answers; they are kept with their instant, and nothing is compared yet."""
    await agree(world, world.ana)
    opened = await world.ana.slash(world.lobby, "checkin")
    assert list(fields(opened)) == ASKED
    assert [len(one["options"]) for one in fields(opened).values()] == [5, 5, 5, 5]
    shown = await fill(world, world.ana, opened, effort="5", energy="3", attention="2", carrying="4")
    assert shown.ephemeral
    assert "This is where you start" in shown.text
    [row] = world.rows("checkins")
    assert [row[name] for name in ASKED] == [5, 3, 2, 4]
    assert row["back_then"] is None
    assert row["at"].startswith("2026-01-01")


async def test_answers_stand_in_the_order_of_their_worth(world: World) -> None:
    """The first answer of each question is the easiest, worth 5, whichever way the question is put."""
    await agree(world, world.ana)
    opened = await world.ana.slash(world.lobby, "checkin")
    for one in fields(opened).values():
        assert [option["value"] for option in one["options"]] == ["5", "4", "3", "2", "1"]
    labels = {name: one["options"][0]["label"] for name, one in fields(opened).items()}
    assert labels == {
        "effort": "Much less",
        "energy": "No, it gives me energy",
        "attention": "Not that I notice",
        "carrying": "Nearly always",
    }


async def test_once_a_week(world: World) -> None:
    """Six days later there is a kind line instead of the form; after seven the form."""
    await agree(world, world.ana)
    await check_in(world, world.ana)
    await wait(world, 6)
    early = await world.ana.slash(world.lobby, "checkin")
    assert early.modal is None
    words = world.answer(early)
    assert words.ephemeral
    assert "waits until" in words.text
    assert "Practise instead" in words.buttons
    await wait(world, 1)
    assert (await world.ana.slash(world.lobby, "checkin")).modal is not None


async def test_two_forms_at_once_keep_one(world: World) -> None:
    """A form that was left open and sent off after another one changes nothing."""
    await agree(world, world.ana)
    first = await world.ana.slash(world.lobby, "checkin")
    second = await world.ana.user.slash("checkin")
    await fill(world, world.ana, first, effort="5", energy="5", attention="5", carrying="5")
    late = await fill(world, world.ana, second, effort="1", energy="1", attention="1", carrying="1")
    assert "waits until" in late.text
    assert [row["effort"] for row in world.rows("checkins")] == [5]


async def test_a_form_outlives_a_restart(world: World) -> None:
    """Sent off to another process, the answers are kept all the same."""
    await agree(world, world.ana)
    opened = await world.ana.slash(world.lobby, "checkin")
    await world.restart()
    shown = await fill(world, world.ana, opened, effort="4", energy="4", attention="4", carrying="4")
    assert "Thank you" in shown.text
    assert len(world.rows("checkins")) == 1


async def test_every_fourth_looks_back(world: World) -> None:
    """The fourth asks how it was at the start, with what is then said about it; the fifth does not."""
    await agree(world, world.ana)
    for _ in range(3):
        await check_in(world, world.ana)
        await wait(world, 7)
    opened = await world.ana.slash(world.lobby, "checkin")
    assert list(fields(opened)) == [*ASKED, "back_then"]
    answers = {"effort": "4", "energy": "4", "attention": "4", "carrying": "4", "back_then": "2"}
    shown = await fill(world, world.ana, opened, **answers)
    assert "The start looks harder to you now" in shown.text
    assert [row["back_then"] for row in world.rows("checkins")] == [None, None, None, 2]
    await wait(world, 7)
    assert list(fields(await world.ana.slash(world.lobby, "checkin"))) == ASKED


@pytest.mark.parametrize(
    ("practise", "words"), [(True, "the better one gets, the more one notices"), (False, "A heavier stretch")]
)
async def test_a_dip_is_met_kindly(world: World, practise: bool, words: str) -> None:
    """Lower confidence is called common where practice went on, and nothing is claimed of practice where it did not."""
    card = await agree(world, world.ana)
    await check_in(world, world.ana)
    await wait(world, 8)
    if practise:
        await world.take(world.ana, card, next(iter(card.options)))
    shown = await check_in(world, world.ana, effort="2", energy="2")
    assert "heavier than the last times" in shown.text
    assert words in shown.text


async def test_saying_no_is_no_practice(world: World) -> None:
    """Whoever only let a challenge go is not told that they kept practising."""
    await agree(world, world.ana)
    await check_in(world, world.ana)
    taken = await world.tap(world.ana, await world.ask(world.ana, "challenge"), "In a week")
    await wait(world, 5)
    await world.tap(world.ana, taken, "Rather not")
    await wait(world, 3)
    assert "A heavier stretch" in (await check_in(world, world.ana, effort="2", energy="2")).text


async def test_every_fourth_looks_back_where_little_is_kept(settings: Settings) -> None:
    """A host who keeps two weeks does not make every check-in ask about the start, nor none of them."""
    async with open_world(settings.model_copy(update={"retention_days": 15})) as world:
        await agree(world, world.ana)
        asked: list[bool] = []
        for _ in range(9):
            await world.ask(world.ana, "practice", scenario="uncle-hank")
            opened = await world.ana.slash(world.lobby, "checkin")
            asked.append("back_then" in fields(opened))
            await fill(world, world.ana, opened, **dict.fromkeys(fields(opened), "3"))
            await wait(world, 7)
        assert [number for number, one in enumerate(asked, 1) if one] == [4, 8]
        assert len(world.rows("checkins")) < 4


async def test_in_the_dm_it_is_answered_there(world: World) -> None:
    """In one's own DM the result is an ordinary message, which can be scrolled back to."""
    await agree(world, world.ana)
    opened = await world.ana.user.slash("checkin")
    shown = await fill(world, world.ana, opened, effort="4", energy="4", attention="4", carrying="4")
    assert not shown.ephemeral
    assert shown.channel == world.dm(world.ana).channel


async def test_the_series_for_the_picture(world: World) -> None:
    """All of a player's check-ins with their instants, oldest first, and nobody else's."""
    await agree(world, world.ana)
    await agree(world, world.ben)
    await check_in(world, world.ana, effort="2", energy="3")
    await check_in(world, world.ben)
    await wait(world, 7)
    await check_in(world, world.ana, effort="5", energy="5")
    series = await world.client._services.checkins.series(world.ana.id)
    assert [one.answers for one in series] == [Answers(2, 3, 4, 4), Answers(5, 5, 4, 4)]
    assert [one.answers.inside for one in series] == [2.5, 5]
    assert (series[1].at - series[0].at).days == 7
