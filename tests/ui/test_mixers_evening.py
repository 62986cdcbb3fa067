"""A mixer from the lobby to goodbye."""

import discord

from bot.domain.traits import Trait
from tests.support.mixers import PACE, Evening
from tests.support.world import World


async def test_whole_mixer(evening: Evening, world: World) -> None:
    """Four strangers join, meet, talk through every stage, and each hears one good thing."""
    thread, people = await evening.group(4)
    assert evening.inside(thread) == {one.id for one in people}
    welcome = evening.said(thread)
    assert len(welcome) == 1
    assert "moderate this server can read" in welcome[0]
    await evening.whole(thread, people)
    said = evening.said(thread)
    heads = [one.partition("\n")[0] for one in said]
    assert heads == [
        "### Films and series",
        "### Round 1 of 3",
        "### Round 2 of 3",
        "### Round 3 of 3",
        "### Who spoke how much",
        "### Kudos",
    ]
    kudos = evening.messages(thread)[-1]
    for giver in people:
        menu = await world.tap(giver, kudos, "Give kudos")
        for custom_id in list(menu.menus):
            result = await giver.select(world._handle(menu), ["listening"], custom_id=custom_id)
            menu = world.answer(result)
    await evening.wait(PACE.kudos + 1)
    assert evening.said(thread)[-1].startswith("### Goodbye")
    for person in people:
        assert world.dm(person).text.count("listening") == 3
    await evening.wait(PACE.goodbye + 1)
    kept = world.env.backend.get_channel(thread.id).thread_metadata
    assert kept is not None
    assert kept.archived
    assert kept.locked
    assert [row["stage"] for row in world.rows("mixers")] == ["over"]
    assert all(row["sent_at"] and not row["about"] for row in world.rows("sends"))


async def test_someone_silent_is_drawn_in_once(evening: Evening) -> None:
    """Who has not said hello within a minute is drawn in by name, once; the others are not named."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people[:3])
    await evening.wait(PACE.nudge - 2)
    assert len(evening.said(thread)) == 1
    await evening.wait(3)
    nudge = evening.said(thread)[-1]
    assert f"<@{people[3].id}>" in nudge
    assert not any(f"<@{one.id}>" in nudge for one in people[:3])
    await evening.wait(PACE.hello - PACE.nudge - 5)
    assert len(evening.said(thread)) == 2


async def test_no_nudge_where_everybody_spoke(evening: Evening) -> None:
    """A group in which everybody has said hello is left alone until the first round."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await evening.wait(PACE.hello - 1)
    assert len(evening.said(thread)) == 1


async def test_roles_are_private_and_differ(evening: Evening, world: World) -> None:
    """Each of four has another role in a round, shown to them alone, and another one in the next."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    seen: list[list[str]] = []
    for number in range(2):
        await evening.talk(thread, people)
        await evening.wait((PACE.hello, PACE.round)[number] + 1)
        asked = [await world.tap(one, evening.messages(thread)[-1], "My role") for one in people]
        assert all(shown.ephemeral for shown in asked)
        seen.append([shown.text.partition("\n")[0] for shown in asked])
    assert all(len(set(roles)) == 4 for roles in seen)
    assert all(before != after for before, after in zip(*seen, strict=True))


async def test_who_talks_most_is_told_once_and_alone(evening: Evening, world: World) -> None:
    """Whoever holds more than half of the talk hears it in private, once in a whole mixer."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people)
    await evening.talk(thread, people[:1], times=8)
    await evening.wait(PACE.hello + 1)
    await evening.talk(thread, people[1:])
    await evening.wait(PACE.round / 2 + 1)
    assert "A question would be a gift" in world.dm(people[0]).text
    await evening.talk(thread, people[:1], times=9)
    await evening.wait(PACE.round)
    assert len(world.dms(people[0])) == 1
    assert not any("gift" in one for one in evening.said(thread))
    assert all(not one.user.dm_channel.history() for one in people[1:])


async def test_balance_counts_and_never_reads(evening: Evening, world: World) -> None:
    """The balance shows counts; nothing that was written is in the database, and the privileged intents are off."""
    thread, people = await evening.group(4)
    await evening.talk(thread, people[:1], times=3)
    await evening.whole(thread, people)
    balance = next(one for one in evening.said(thread) if one.startswith("### Who spoke"))
    assert f"<@{people[0].id}> · 7 messages" in balance
    assert f"<@{people[1].id}> · 4 messages" in balance
    tables = ("mixers", "members", "sends", "queue", "kudos", "servers", "attempts")
    assert "nobody else's business" not in repr([world.rows(table) for table in tables])
    intents = world.client.intents
    assert not any((intents.message_content, intents.members, intents.presences))


async def test_kudos_name_no_giver_and_can_change(evening: Evening, world: World) -> None:
    """The last choice counts, who got nothing reads something kind, and nobody learns who gave what."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    kudos = evening.messages(thread)[-1]
    menu = await world.tap(people[0], kudos, "Give kudos")
    target = next(one for one in menu.menus if one.endswith(str(people[1].id)))
    for trait in ("courage", "mercy"):
        result = await people[0].select(world._handle(menu), [trait], custom_id=target)
        menu = world.answer(result)
    await evening.wait(PACE.kudos + 1)
    assert "mercy" in world.dm(people[1]).text
    assert "courage" not in world.dm(people[1]).text
    assert str(people[0].id) not in world.dm(people[1]).text
    assert not people[2].user.dm_channel.history()
    mine = await world.tap(people[2], evening.messages(thread)[-1], "What was seen in me")
    assert mine.ephemeral
    assert "hello to goodbye" in mine.text
    late = world.press_raw(people[0], menu, target, ["humility"])
    await world.env.settle()
    assert "is over" in world.answer(late).text
    assert [row["trait"] for row in world.rows("kudos")] == ["mercy"]


async def test_kudos_reach_closed_dms_by_the_button(evening: Evening, world: World) -> None:
    """Somebody whose direct messages are closed reads their kudos by the button, and the mixer goes on."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    menu = await world.tap(people[0], evening.messages(thread)[-1], "Give kudos")
    target = next(one for one in menu.menus if one.endswith(str(people[1].id)))
    await people[0].select(world._handle(menu), ["empathy"], custom_id=target)
    dm = people[1].user.dm_channel.id
    world.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007, times=None)
    await evening.wait(PACE.kudos + 1)
    mine = await world.tap(people[1], evening.messages(thread)[-1], "What was seen in me")
    assert "empathy" in mine.text
    await evening.wait(PACE.goodbye + 1)
    assert world.rows("mixers")[0]["stage"] == "over"


async def test_strangers_press_in_vain(evening: Evening, world: World) -> None:
    """Somebody who is not in a mixer gets no role, no kudos and no way out of it."""
    thread, _ = await evening.group(4)
    shown, (stranger,) = evening.messages(thread)[0], evening.crowd(1)
    for label in ("My role", "Leave"):
        result = world.press_raw(stranger, shown, shown.buttons[label])
        await world.env.settle()
        assert "for the people of this mixer" in world.answer(result).text


async def test_kudos_are_kept_for_the_feedback(evening: Evening, world: World) -> None:
    """What others saw is handed to /feedback once goodbye was said, and not before."""
    thread, people = await evening.group(4)
    await evening.whole(thread, people)
    menu = await world.tap(people[0], evening.messages(thread)[-1], "Give kudos")
    target = next(one for one in menu.menus if one.endswith(str(people[1].id)))
    await people[0].select(world._handle(menu), ["empathy"], custom_id=target)
    feedback = world.client._services.feedback
    assert (await feedback.summary(people[1].id)).kudos == {}
    await evening.wait(PACE.kudos + 1)
    assert (await feedback.summary(people[1].id)).kudos == {Trait.EMPATHY: 1}


async def test_it_speaks_to_all_in_the_server_s_language(evening: Evening, world: World) -> None:
    """A Chinese server has a Chinese panel and thread; one person is answered in the language of their own Discord."""
    world.env.backend.get_guild(world.guild.id).preferred_locale = "zh-CN"
    guild = world.client.get_guild(world.guild.id)
    assert guild
    guild.preferred_locale = discord.Locale.chinese
    thread, people = await evening.group(4)
    assert "小聚" in evening.panel.text
    assert "你们" in evening.said(thread)[0]
    assert "### 电影" in evening.said(thread)[0]
    role = await world.tap(people[0], evening.messages(thread)[0], "我的角色")
    assert "Only you see this" in role.text
