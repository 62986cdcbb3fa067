"""/settings: clocks, language, and reminders that come when they were asked for."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from simcord.actors import MemberActor

import bot.i18n
import bot.services.reminders
from bot.services.cities import CLOCKS
from bot.services.reminders import named_zone, zone_of
from bot.settings import Settings
from tests.support.people import agree, jump, until, wait
from tests.support.world import Shown, World, open_world

REFUSED = {"status": 403, "code": 50007, "message": "Cannot send messages to this user"}
BERLIN = ZoneInfo("Europe/Berlin")


async def reminded(world: World, zone: str = "Europe/Berlin") -> Shown:
    """Ana asked to be reminded every day at 19:00 by the clocks of her city."""
    await agree(world, world.ana)
    await world.ask(world.ana, "settings", timezone=zone)
    return await world.tap(world.ana, await world.ask(world.ana, "settings"), "Remind me")


def due(world: World) -> datetime:
    """When Ana's next reminder comes, and nobody else's."""
    assert len(world.rows("reminders")) == 1
    return due_of(world, world.ana)


def due_of(world: World, person: MemberActor) -> datetime:
    """When somebody's next reminder comes."""
    [row] = [row for row in world.rows("reminders") if row["player_id"] == person.id]
    return datetime.fromisoformat(row["due_at"]).replace(tzinfo=UTC)


def reminders(world: World, person: MemberActor | None = None) -> list[Shown]:
    """The reminders in somebody's DM; Ana's, where nobody is named."""
    return [one for one in world.dms(person or world.ana) if "asked me to come by" in one.text]


async def test_a_stranger_is_told_how_to_begin(world: World) -> None:
    """There is nothing to set for somebody about whom nothing is stored."""
    assert "/practice" in (await world.ask(world.ana, "settings")).text


async def test_reminders_are_off_until_asked_for(world: World) -> None:
    """Weeks go by without a message of the bot's own."""
    await agree(world, world.ana)
    shown = await world.ask(world.ana, "settings")
    assert "**Reminders** are off" in shown.text
    before = len(world.dms(world.ana))
    await wait(world, 30)
    assert len(world.dms(world.ana)) == before


async def test_clocks(world: World) -> None:
    """Clocks are turned off and on again on the card of the settings."""
    await agree(world, world.ana)
    shown = await world.tap(world.ana, await world.ask(world.ana, "settings"), "Turn clocks off")
    assert world.rows("players")[0]["timers"] == 0
    await world.tap(world.ana, shown, "Turn clocks on")
    assert world.rows("players")[0]["timers"] == 1


async def test_every_menu(world: World) -> None:
    """Days, hour and quiet hours are set by menus, and the next reminder follows each of them."""
    shown = await reminded(world)
    assert due(world).astimezone(BERLIN).hour == 19
    [days, hour, quiet, _] = shown.menus
    who = world.ana
    await who.select(world._handle(shown), ["5"], custom_id=days)
    assert due(world).astimezone(BERLIN).weekday() == 5
    await who.select(world._handle(shown), ["7"], custom_id=hour)
    assert due(world).astimezone(BERLIN).hour == 8, "22 to 8 is quiet"
    await who.select(world._handle(shown), ["0-0"], custom_id=quiet)
    assert due(world).astimezone(BERLIN).hour == 7
    await who.select(world._handle(shown), ["0", "2", "6"], custom_id=days)
    [row] = world.rows("reminders")
    assert row["days"] == 0b1000101
    off = await world.tap(world.ana, world.again(shown), "Turn reminders off")
    assert "**Reminders** are off" in off.text
    assert world.rows("reminders")[0]["due_at"] is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("berl", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("", "Europe/London"),
        ("kath", "Asia/Kathmandu"),
        ("beij", "Asia/Shanghai"),
        ("mumb", "Asia/Kolkata"),
        ("san fr", "America/Los_Angeles"),
        ("北京", "Asia/Shanghai"),
    ],
)
async def test_zones_complete(world: World, typed: str, first: str) -> None:
    """A few letters of a city find its zone; nothing typed offers some that many people need."""
    choices = await world.ana.autocomplete(world.lobby, "settings", "timezone", typed)
    assert choices
    assert len(choices) <= 25
    assert choices[0]["value"] == first


async def test_an_unknown_zone(world: World) -> None:
    """What is no time zone is refused with a word on what to type; a city alone is understood."""
    await agree(world, world.ana)
    assert "nearest big city" in (await world.ask(world.ana, "settings", timezone="../etc/passwd")).text
    assert world.rows("reminders") == []
    for typed, zone in (
        ("berlin", "Europe/Berlin"),
        ("Istanbul", "Europe/Istanbul"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Los Angeles", "America/Los_Angeles"),
    ):
        await world.ask(world.ana, "settings", timezone=typed)
        assert world.rows("reminders")[0]["zone"] == zone


async def test_where_one_is_comes_before_the_first_reminder(world: World) -> None:
    """Who never said where they are is asked first; no reminder comes by clocks that are not theirs."""
    await agree(world, world.ana)
    asking = await world.tap(world.ana, await world.ask(world.ana, "settings"), "Remind me")
    assert "By whose clocks?" in asking.text
    assert not [row for row in world.rows("reminders") if row["due_at"]]
    back = await world.tap(world.ana, asking, "Rather not")
    assert "**Reminders** are off" in back.text
    asking = await world.tap(world.ana, back, "Remind me")
    [menu] = asking.menus
    await world.ana.select(world._handle(asking), ["Asia/Shanghai"], custom_id=menu)
    assert "**Reminders** are on" in world.again(asking).text
    assert due(world).astimezone(ZoneInfo("Asia/Shanghai")).hour == 19


def test_every_city_has_its_clocks() -> None:
    """Each city that can be typed names a zone that is known, and leads to it."""
    for zone, cities in CLOCKS.items():
        assert zone_of(zone) is not None, zone
        for city in cities:
            assert named_zone(city) == zone, city


async def test_a_reminder_comes_once_at_its_hour(world: World) -> None:
    """Not a minute early, once, and the next one is a day later; pressing it leads to practising."""
    await reminded(world)
    moment = due(world)
    await until(world, moment - timedelta(minutes=2))
    assert reminders(world) == []
    await until(world, moment)
    [card] = reminders(world)
    assert due(world) == moment + timedelta(days=1)
    await jump(world, 3_600)
    assert len(reminders(world)) == 1
    picker = await world.tap(world.ana, card, "Let me see")
    assert "What would you like to practise?" in picker.text
    assert world.rows("reminders")[0]["unanswered"] == 0


async def test_across_the_change_of_clocks(world: World) -> None:
    """19:00 in Berlin is 18:00 UTC in winter and 17:00 in summer, from one day to the next."""
    await reminded(world)
    await until(world, datetime(2026, 3, 28, 12, tzinfo=UTC))
    await until(world, datetime(2026, 3, 28, 18, tzinfo=UTC))
    assert len(reminders(world)) == 1
    assert due(world) == datetime(2026, 3, 29, 17, tzinfo=UTC)
    await until(world, datetime(2026, 3, 29, 17, tzinfo=UTC))
    assert len(reminders(world)) == 2


async def test_reminders_survive_a_restart_and_are_not_doubled(world: World) -> None:
    """The process ends before and after a reminder; there is one all the same."""
    await reminded(world)
    moment = due(world)
    await until(world, moment - timedelta(minutes=5))
    await world.restart()
    await until(world, moment)
    assert len(reminders(world)) == 1
    await world.restart()
    await jump(world, 61)
    assert len(reminders(world)) == 1


async def test_two_processes_send_one(world: World) -> None:
    """Both see it due; the one that claims it in the database sends it."""
    await reminded(world)
    world.env._move_clock(world.env._virtual_time + (due(world) - world.env.now()).total_seconds())
    service = world.client._services.reminders
    with world.env.time_context():
        claimed = await asyncio.gather(service.claim_due(), service.claim_due())
    assert sorted(map(len, claimed)) == [0, 1]


async def test_the_same_reminder_has_the_same_nonce(world: World) -> None:
    """Discord takes a second attempt for the first: the nonce follows from whom and when, and fits."""
    await reminded(world)
    await until(world, due(world))
    [body] = [one for one in world.requests("POST", "/messages") if one and "come by" in str(one)]
    assert body is not None
    assert body["enforce_nonce"] is True
    assert 0 < len(str(body["nonce"])) <= 25


async def test_too_late_is_left_out(world: World) -> None:
    """The bot was away for half a day: no reminder in the middle of the night, the next one at its hour."""
    await reminded(world)
    moment = due(world)
    await world.client.close()
    world.env._move_clock(world.env._virtual_time + (moment - world.env.now()).total_seconds() + 3 * 3_600)
    await world.revive()
    await jump(world, 61)
    assert reminders(world) == []
    assert due(world) == moment + timedelta(days=1)


async def test_two_ignored_ones_are_enough(world: World) -> None:
    """After two without an answer there is no third, and the settings say why."""
    await reminded(world)
    for _ in range(5):
        if world.rows("reminders")[0]["due_at"] is None:
            break
        await until(world, due(world))
    assert len(reminders(world)) == 2
    assert "bad time" in (await world.ask(world.ana, "settings")).text
    assert world.rows("reminders")[0]["stopped"] == "unanswered"


async def test_what_did_not_arrive_was_not_ignored(world: World) -> None:
    """Discord was away on two evenings, and the line on a third: the reminders go on."""
    await reminded(world)
    world.env.inject_error("POST", "/channels/*/messages", status=503, code=0, times=None)
    for _ in range(3):
        await until(world, due(world))
    world.env.backend.faults.clear()
    assert world.rows("reminders")[0]["unanswered"] == 0
    await until(world, due(world))
    assert len(reminders(world)) == 1


async def test_one_that_fails_takes_no_other_along(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people are to be reminded, and the first one's language cannot be looked up: the other one's comes."""
    await reminded(world)
    await agree(world, world.ben)
    await world.ask(world.ben, "settings", timezone="Europe/Berlin")
    await world.tap(world.ben, await world.ask(world.ben, "settings"), "Remind me")
    real = world.client._services.languages.of_player

    async def sometimes(player: int) -> str:
        if player == world.ana.id:
            raise OSError
        return await real(player)

    monkeypatch.setattr(world.client._services.languages, "of_player", sometimes)
    first = due_of(world, world.ana)
    await until(world, first)
    assert reminders(world) == []
    assert "asked me to come by" in world.dm(world.ben).text
    assert {row["player_id"]: row["unanswered"] for row in world.rows("reminders")} == {
        world.ana.id: 0,
        world.ben.id: 1,
    }


async def test_a_crowd_is_reminded_at_its_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """More people than are given out at once are all reminded then, and not half a minute later."""
    monkeypatch.setattr(bot.services.reminders, "AT_A_TIME", 1)
    await reminded(world)
    await agree(world, world.ben)
    await world.ask(world.ben, "settings", timezone="Europe/Berlin")
    await world.tap(world.ben, await world.ask(world.ben, "settings"), "Remind me")
    await until(world, due_of(world, world.ana))
    assert [len(reminders(world, one)) for one in (world.ana, world.ben)] == [1, 1]


async def test_a_reminder_that_arrives_opens_the_messages(world: World) -> None:
    """What was closed once and reached somebody since is open: /practice goes there again."""
    await reminded(world)
    world.write("UPDATE players SET dm_open = 0")
    await until(world, due(world))
    assert len(reminders(world)) == 1
    assert world.rows("players")[0]["dm_open"] == 1


async def test_whoever_comes_is_reminded_on(world: World) -> None:
    """Practising in between is an answer: the reminders go on."""
    await reminded(world)
    card = (await world.ask_in_dm(world.ana, "practice")).buttons
    assert "Go on" in card
    for _ in range(4):
        await until(world, due(world))
        run = await world.tap(world.ana, await world.ask_in_dm(world.ana, "practice"), "Go on")
        await world.take(world.ana, run, next(iter(run.options)))
    assert len(reminders(world)) == 4


async def test_a_refused_reminder_is_the_last(world: World) -> None:
    """One attempt, no second; the settings say why, and turning them on again is one press."""
    await reminded(world)
    world.env.inject_error("POST", "/channels/*/messages", **REFUSED, times=None)
    await until(world, due(world))
    assert world.rows("reminders")[0]["stopped"] == "refused"
    tried = len(world.requests("POST", "/messages"))
    await wait(world, 5)
    assert len(world.requests("POST", "/messages")) == tried
    world.env.backend.faults.clear()
    shown = await world.ask(world.ana, "settings")
    assert "could not reach you" in shown.text
    await world.tap(world.ana, shown, "Remind me")
    await until(world, due(world))
    assert len(reminders(world)) == 1


async def test_no_more_reminders_at_once(world: World) -> None:
    """The button on the reminder stops them, says how to have them again, and no other comes."""
    await reminded(world)
    await until(world, due(world))
    shown = await world.tap(world.ana, reminders(world)[0], "No more reminders")
    assert "/settings" in shown.text
    await wait(world, 10)
    assert reminders(world) == []
    row = world.rows("reminders")[0]
    assert (row["due_at"], row["stopped"]) == (None, None)


@pytest.fixture
def chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second language, with the few words that are looked at here."""
    catalog = Catalog(locale="zh_CN")
    catalog.add("No more reminders", "不再提醒")
    catalog.add("Silence answers {when}", "沉默将替你回答 {when}")
    catalog.add("The language of my Discord", "跟随 Discord")
    catalog.add("I do not have that challenge any more. Type /challenge to see what there is.", "没有这个挑战了。")
    folder = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "rapport.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(bot.i18n, "LOCALES", tmp_path / "locale")
    bot.i18n.translations.cache_clear()


@pytest.fixture
async def two_languages(chinese: None, settings: Settings) -> AsyncIterator[World]:
    """A world in which the bot speaks a second language."""
    async with open_world(settings) as opened:
        yield opened
    bot.i18n.translations.cache_clear()


async def test_a_fixed_language(two_languages: World) -> None:
    """Chosen once, every answer is in it, failures and unasked messages too; the same menu leads back."""
    world = two_languages
    shown = await reminded(world)
    language = list(shown.menus)[-1]
    assert shown.menus[language] == ["auto", "en", "zh-CN"]
    await world.ana.select(world._handle(shown), ["zh-CN"], custom_id=language)
    assert "跟随 Discord" in str(world.again(shown).components)
    [gone] = await world.press_at_once([(world.ana, shown, "r1:did:99")])
    assert world.answer(gone).text == "没有这个挑战了。"
    await until(world, due(world))
    assert "不再提醒" in reminders(world)[0].buttons
    await world.ana.select(world._handle(shown), ["auto"], custom_id=language)
    assert "The language of my Discord" in str(world.again(shown).components)


async def test_the_language_of_discord_is_remembered_for_later(two_languages: World) -> None:
    """Whoever chose none is written to in the language that their Discord spoke last."""
    world = two_languages
    await reminded(world)
    await world.client._services.languages.speaking(world.ana.id, "zh-CN")
    await until(world, due(world))
    assert "不再提醒" in reminders(world)[0].buttons
