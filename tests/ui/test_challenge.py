"""/challenge: something to try, when to ask, how it went, a line of one's own."""

from typing import Any

import aiohttp
import pytest
from discord.utils import escape_markdown

import bot.ui.challenging
from bot.authoring.challenges import CHALLENGES, load_challenges
from bot.authoring.translations import load_challenge_translations
from bot.domain.traits import Trait
from bot.settings import shipped_scenarios
from tests.support.languages import speaks
from tests.support.people import agree, fields, fill, jump, wait
from tests.support.world import Shown, World

SHIPPED = load_challenges(shipped_scenarios() / CHALLENGES)
REFUSED = {"status": 403, "code": 50007, "message": "Cannot send messages to this user"}


async def taken(world: World, after: str = "Tomorrow") -> Shown:
    """Ana took a challenge along."""
    await agree(world, world.ana)
    return await world.tap(world.ana, await world.ask(world.ana, "challenge"), after)


async def asked(world: World) -> Shown:
    """Ana took a challenge along a day ago, and was asked how it went."""
    await taken(world)
    await wait(world, 1.01)
    return world.dm(world.ana)


async def test_a_stranger_reads_what_is_kept_and_takes_one(world: World) -> None:
    """Looking stores nothing; taking one agrees, as its card says; a card that does not say so agrees to nothing."""
    await agree(world, world.ben)
    older = await world.ask(world.ben, "challenge")
    assert "agrees" not in older.text
    offered = await world.ask(world.ana, "challenge")
    assert offered.ephemeral
    assert "Taking one agrees" in offered.text
    assert len(world.rows("players")) == 1
    [again] = await world.press_at_once([(world.ana, offered, older.buttons["In three days"])])
    assert "Taking one agrees" in world.answer(again).text
    assert world.rows("tries") == []
    await world.tap(world.ana, offered, "In three days")
    assert [row["player_id"] for row in world.rows("tries")] == [world.ana.id]


async def test_every_shipped_challenge_comes_up(world: World) -> None:
    """By trait and by Something else, each of them is found, and fits its card."""
    seen: set[str] = set()
    for trait in Trait:
        shown = await world.ask(world.ana, "challenge")
        shown = await world.pick(world.ana, shown, trait.value)
        for _ in range(sum(one.trait is trait for one in SHIPPED.challenges)):
            seen |= {one.id for one in SHIPPED.challenges if escape_markdown(one.text) in shown.text}
            shown = await world.tap(world.ana, shown, "Something else")
    assert seen == {one.id for one in SHIPPED.challenges}


async def test_from_a_debrief(world: World) -> None:
    """Take it outside offers something for a trait of the run, in a new message; it can be taken at once."""
    scenario = world.client._services.shelf.current("senior-student").scenario
    card = await world.begin(world.ana, scenario.id)
    debrief = await world.take(world.ana, card, *scenario.tests[0].play)
    offered = await world.tap(world.ana, debrief, "Take it outside")
    assert offered.id != debrief.id
    assert "Something to try" in offered.text
    assert "Take it outside" in world.again(debrief).buttons
    shown = await world.tap(world.ana, offered, "In a week")
    assert "I will ask" in shown.text
    [row] = world.rows("tries")
    assert row["level"] == 1
    assert row["due_at"].startswith("2026-01-08")


@pytest.mark.parametrize(("label", "days"), [("Tomorrow", 1), ("In three days", 3), ("In a week", 7)])
async def test_asked_once_after_the_days_chosen(world: World, label: str, days: int) -> None:
    """Not before, then once, and never again, with the words as they were when it was taken."""
    words = (await taken(world, label)).text.splitlines()[0]
    before = len(world.dms(world.ana))
    await wait(world, days - 0.1)
    assert len(world.dms(world.ana)) == before
    await wait(world, 0.11)
    assert len(world.dms(world.ana)) == before + 1
    assert words in world.dm(world.ana).text
    await wait(world, 30)
    assert len(world.dms(world.ana)) == before + 1


async def test_asked_once_across_restarts(world: World) -> None:
    """It falls due while the bot is away: the next process asks, and the one after it does not."""
    await taken(world)
    before = len(world.dms(world.ana))
    await world.client.close()
    world.env._move_clock(world.env._virtual_time + 2 * 86_400)
    await world.revive()
    await jump(world, 61)
    assert len(world.dms(world.ana)) == before + 1
    await world.restart()
    await jump(world, 61)
    assert len(world.dms(world.ana)) == before + 1


async def test_did_it_with_a_line_of_one_s_own(world: World) -> None:
    """The line is kept, shown to its writer as it was written, can be changed, and can be taken away."""
    done = await world.tap(world.ana, await asked(world), "Did it")
    opened = await world.press(world.ana, done, done.buttons["Write a line about it"])
    assert fields(opened)["note"]["required"] is False
    shown = await fill(world, world.ana, opened, note="She *laughed*. [x](y)")
    assert shown.id == done.id
    assert escape_markdown("She *laughed*. [x](y)") in shown.text
    opened = await world.press(world.ana, shown, shown.buttons["Change your line"])
    assert fields(opened)["note"]["value"] == "She *laughed*. [x](y)"
    shown = await fill(world, world.ana, opened, note="")
    assert "You wrote" not in shown.text
    assert [row["note"] for row in world.rows("tries")] == [None]


async def test_not_yet_and_asked_again(world: World) -> None:
    """Not yet offers to ask again, and asks again; Do not ask lets it wait under /challenge."""
    later = await world.tap(world.ana, await world.tap(world.ana, await asked(world), "Not yet"), "In three days")
    assert "ask again" in later.text
    before = len(world.dms(world.ana))
    await wait(world, 3.01)
    assert len(world.dms(world.ana)) == before + 1
    again = await world.tap(world.ana, world.dm(world.ana), "Not yet")
    quiet = await world.tap(world.ana, again, "Do not ask")
    assert "/challenge" in quiet.text
    await wait(world, 30)
    assert len(world.dms(world.ana)) == before + 1
    waiting = await world.ask(world.ana, "challenge")
    assert "You have taken along" in waiting.text
    done = await world.tap(world.ana, await world.tap(world.ana, waiting, "How it went"), "Did it")
    assert "You did it" in done.text


async def test_did_not_want_to(world: World) -> None:
    """No reproach, no question, and it is not offered first again."""
    words = (await asked(world)).text
    shown = await world.tap(world.ana, world.dm(world.ana), "Did not want to")
    assert "Not everything has to be tried" in shown.text
    assert [row["outcome"] for row in world.rows("tries")] == ["let-go"]
    other = await world.tap(world.ana, shown, "Another one")
    offer = other.text.split("Something to try out there")[1]
    assert not any(
        escape_markdown(one.text) in words and escape_markdown(one.text) in offer for one in SHIPPED.challenges
    )


async def test_a_level_up_after_it_was_done(world: World) -> None:
    """Whoever did one of level 1 is offered level 2 of that trait."""
    shown = await world.tap(world.ana, await asked(world), "Did it")
    offer = await world.tap(world.ana, shown, "Another one")
    trait = world.rows("tries")[0]["trait"]
    [found] = [one for one in SHIPPED.challenges if escape_markdown(one.text) in offer.text]
    assert (found.trait.value, found.level) == (trait, 2)


async def test_the_first_answer_stays(world: World) -> None:
    """A click on an old card, or a second one, changes nothing and shows what was said."""
    card = await asked(world)
    await world.tap(world.ana, card, "Did it")
    [result] = await world.press_at_once([(world.ana.user, card, card.buttons["Did not want to"])])
    assert "You did it" in world.answer(result).text
    assert [row["outcome"] for row in world.rows("tries")] == ["did"]


async def test_taken_twice_is_taken_once(world: World) -> None:
    """A double click takes one try; the later time to ask counts."""
    await agree(world, world.ana)
    offered = await world.ask_in_dm(world.ana, "challenge")
    clicks = [
        (world.ana.user, offered, offered.buttons["Tomorrow"]),
        (world.ana.user, offered, offered.buttons["Tomorrow"]),
    ]
    await world.press_at_once(clicks)
    assert len(world.rows("tries")) == 1


async def test_somebody_else_s_try_is_not_shown(world: World) -> None:
    """Ben, with the id of Ana's try in his hands, learns nothing of it and changes nothing."""
    await asked(world)
    await agree(world, world.ben)
    his = await world.ask_in_dm(world.ben, "challenge")
    for verb in ("did", "letgo", "notyet", "try", "note"):
        [result] = await world.press_at_once([(world.ben.user, his, f"r1:{verb}:1")])
        assert result.modal is None
        assert "somebody else" in world.answer(result).text
    assert [row["outcome"] for row in world.rows("tries")] == [None]


async def test_a_refused_dm_is_taken_as_an_answer(world: World) -> None:
    """It is not tried again; the try waits under /challenge, and taking one says that it will."""
    await taken(world)
    world.env.inject_error("POST", "/channels/*/messages", **REFUSED, times=None)
    await wait(world, 1.01)
    tried = len(world.requests("POST", "/messages"))
    await wait(world, 3)
    assert len(world.requests("POST", "/messages")) == tried
    world.env.backend.faults.clear()
    offered = await world.ask(world.ana, "challenge")
    assert "You have taken along" in offered.text
    shown = await world.tap(world.ana, offered, "Tomorrow")
    assert "do not reach you" in shown.text


async def test_where_messages_do_not_arrive_none_is_sent(world: World) -> None:
    """While direct messages are closed nobody is written to unasked, and no card promises it."""
    await asked(world)
    shown = world.dm(world.ana)
    world.write("UPDATE players SET dm_open = 0")
    later = await world.tap(world.ana, await world.tap(world.ana, shown, "Not yet"), "Tomorrow")
    assert "do not reach you" in later.text
    sent = len(world.requests("POST", "/messages"))
    await wait(world, 1.01)
    assert len(world.requests("POST", "/messages")) == sent
    assert world.rows("tries")[0]["due_at"] is None


async def test_whoever_asks_in_our_messages_has_opened_them(world: World) -> None:
    """A try taken there is asked about there, whatever was known before; and then they are known to be open."""
    await agree(world, world.ana)
    world.write("UPDATE players SET dm_open = 0")
    offered = await world.ask_in_dm(world.ana, "challenge")
    assert "I will ask" in (await world.tap(world.ana, offered, "Tomorrow")).text
    await wait(world, 1.01)
    assert "How did it go" in world.dm(world.ana).text
    assert world.rows("players")[0]["dm_open"] == 1


async def test_a_passing_fault_is_tried_again(world: World) -> None:
    """Discord fails once: minutes later the question comes, with the nonce of the first attempt."""
    await taken(world)
    world.env.inject_error("POST", "/channels/*/messages", status=400, code=0, times=1)
    before = len(world.dms(world.ana))
    await wait(world, 1.01)
    assert len(world.dms(world.ana)) == before
    await jump(world, 181)
    assert len(world.dms(world.ana)) == before + 1
    nonces = {str(one["nonce"]) for one in world.requests("POST", "/messages") if one and "How did it go" in str(one)}
    assert len(nonces) == 1
    await wait(world, 2)
    assert len(world.dms(world.ana)) == before + 1


@pytest.mark.parametrize("fault", [aiohttp.ClientConnectionError("line down"), OSError("no route"), TimeoutError()])
async def test_a_line_that_is_down_loses_no_question(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Of two questions that are due, neither is lost when the line fails the first."""
    await taken(world)
    await agree(world, world.ben)
    await world.tap(world.ben, await world.ask(world.ben, "challenge"), "Tomorrow")
    real, failed = bot.ui.challenging.send_unasked, list[int]()

    async def sometimes(client: Any, user_id: int, card: Any, key: str) -> Any:
        if not failed:
            failed.append(user_id)
            raise fault
        return await real(client, user_id, card, key)

    monkeypatch.setattr(bot.ui.challenging, "send_unasked", sometimes)
    await wait(world, 1.01)
    await jump(world, 181)
    assert len(failed) == 1
    assert all("How did it go" in world.dm(actor).text for actor in (world.ana, world.ben))


async def test_a_question_that_was_claimed_and_not_sent_comes_later(world: World) -> None:
    """The process ended in between: the next one asks."""
    await taken(world)
    world.env._move_clock(world.env._virtual_time + 86_500)
    with world.env.time_context():
        assert len(await world.client._services.challenges.claim_due()) == 1
        assert await world.client._services.challenges.claim_due() == ()
    await jump(world, 181)
    assert "How did it go" in world.dm(world.ana).text
    assert world.rows("tries")[0]["due_at"] is None


async def test_challenges_speak_one_s_language(world: World) -> None:
    """In Chinese, the challenge, the question about it and the list of what was tried are; stored is the source."""
    await agree(world, world.ana)
    speaks(world, world.ana, "zh-CN")
    offered = await world.ask(world.ana, "challenge")
    [taken] = load_challenge_translations(shipped_scenarios() / CHALLENGES)
    chinese = {entry.text for entry in taken.entries.values()}
    [words] = [one for one in chinese if f"\n{escape_markdown(one)}\n" in offered.text and len(one) > 20][:1]
    await world.tap(world.ana, offered, "明天")
    await wait(world, 1.01)
    asked_about = world.dm(world.ana)
    assert escape_markdown(words) in asked_about.text
    await world.tap(world.ana, asked_about, "做了")
    assert world.rows("tries")[0]["words"].isascii()
    feedback = await world.ask(world.ana, "feedback")
    assert escape_markdown(words) in (await world.tap(world.ana, feedback, "再看看")).text


async def test_what_was_taken_for_the_feedback(world: World) -> None:
    """The service gives the tries of a player, the latest first, with outcome and line."""
    await world.tap(world.ana, await asked(world), "Did it")
    await world.tap(world.ana, await world.ask(world.ana, "challenge"), "In a week")
    found = await world.client._services.challenges.taken(world.ana.id)
    assert [one.outcome and one.outcome.value for one in found] == [None, "did"]
    assert await world.client._services.challenges.taken(world.ben.id) == ()


async def test_what_was_taken_outside_stands_in_the_feedback(world: World) -> None:
    """/feedback shows what waits and what was tried, and nothing of what was let go."""
    scene = await agree(world, world.ana)
    await world.press(world.ana, scene, next(iter(scene.options.values())))
    await world.tap(world.ana, await world.ask(world.ana, "challenge"), "Tomorrow")
    await wait(world, 1.01)
    shown = world.dm(world.ana)
    assert "**Out there** 1 still to come" in (await world.ask(world.ana, "feedback")).text
    await world.tap(world.ana, shown, "Did not want to")
    assert "Out there" not in (await world.ask(world.ana, "feedback")).text
