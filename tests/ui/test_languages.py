"""The bot speaks the language of whoever uses it: its commands, its cards, the scenarios."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.ui.command_words import CommandWords
from tests.support.languages import speaks
from tests.support.world import Json, Shown, World, open_world

SCENARIO = "senior-student"
NAME = re.compile(r"[-_'\w]{1,32}")  # as Discord asks of names in any script
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_WORD = re.compile(r"[A-Za-z]{3,}")
MOVES = ("mud", "box", "soup", "send_now", "put_away", "pick_up", "river", "how", "third_stair", "mother")


def commands(world: World) -> list[Json]:
    """What Discord was told of the commands the last time: each command, its options and choices."""
    bodies: list[Any] = [one for one in world.requests("PUT", "/commands") if one is not None]
    return list(_within(bodies[-1]))


def _within(found: list[Json]) -> list[Json]:
    return [one for command in found for one in (command, *_within(command.get("options") or []))]


def chinese(shown: Shown) -> bool:
    """Whether what is on a card is Chinese: no English word, save commands and the titles of other scenarios."""
    words = re.sub(r"<[^>]*>|/\w+( \w+)?|Uncle Hank at Thanksgiving|A drinks party", "", shown.text)
    return bool(CHINESE.search(words)) and not ENGLISH_WORD.search(words)


async def test_the_commands_stand_in_chinese_beside_their_own_names(world: World) -> None:
    """Every name and description has its Chinese, within Discord's rules; the names typed elsewhere stay."""
    found = commands(world)
    assert {"practice", "feedback", "settings", "mixer"} <= {one["name"] for one in found}
    for one in found:
        name = one["name_localizations"]["zh-CN"]
        assert NAME.fullmatch(name), one["name"]
        assert CHINESE.search(name), one["name"]
        assert re.fullmatch(r"[-_a-z]{1,32}", one["name"])
        assert CHINESE.search(one["description_localizations"]["zh-CN"]), one["name"]
        assert len(one["description_localizations"]["zh-CN"]) <= 100
        for choice in one.get("choices", []):
            assert CHINESE.search(choice["name_localizations"]["zh-CN"]), choice


async def test_names_next_to_each_other_differ_in_chinese(world: World) -> None:
    """Discord refuses two options of one command, or two commands, with the same name in a language."""
    bodies: list[Any] = world.requests("PUT", "/commands")
    levels: list[list[Json]] = [bodies[-1], *(one["options"] for one in commands(world) if one.get("options"))]
    for level in levels:
        names = [one["name_localizations"]["zh-CN"] for one in level]
        assert len(set(names)) == len(names)


async def test_discord_hears_of_the_commands_again_when_only_a_translation_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A better translation reaches Discord at the next start, and a start without changes tells it nothing."""
    await world.restart()
    assert len(world.requests("PUT", "/commands")) == 1

    async def silent(*_: object) -> None:
        return None

    monkeypatch.setattr(CommandWords, "translate", silent)
    await world.restart()
    assert len(world.requests("PUT", "/commands")) == 2


async def test_a_conversation_in_chinese(world: World) -> None:
    """From the picker to the debrief and the feedback, everything is in the language of the person's Discord."""
    speaks(world, world.ana, "zh-CN")
    picker = await world.ask_in_dm(world.ana, "practice")
    assert "给学姐的一条消息" in str(picker.components)
    brief = await world.ask_in_dm(world.ana, "practice", scenario=SCENARIO)
    assert chinese(brief), brief.text
    example = await world.tap(world.ana, brief, "先看一遍示范")
    assert chinese(example), example.text
    card = await world.tap(world.ana, await world.ask_in_dm(world.ana, "practice", scenario=SCENARIO), "开始")
    assert chinese(card), card.text
    for option in (*MOVES, "put_in_a_word", "fair", "ten", "ask_first"):
        card = await world.take(world.ana, card, option)
        assert chinese(card), card.text
    assert "再来一次" in card.buttons
    assert "靴子" in card.text
    feedback = await world.ask_in_dm(world.ana, "feedback")
    assert chinese(feedback), feedback.text
    moment = await world.tap(world.ana, feedback, "片段")
    assert chinese(moment), moment.text


async def test_a_run_goes_on_in_another_language(world: World) -> None:
    """The language is of the person, not of the run: nothing of it is stored, and the next card is in the new one."""
    card = await world.begin(world.ana, SCENARIO)
    assert not chinese(card)
    before = world.rows("versions")
    speaks(world, world.ana, "zh-CN")
    card = await world.take(world.ana, card, "mud")
    assert chinese(card), card.text
    speaks(world, world.ana, "en-GB")
    card = await world.take(world.ana, card, "box")
    assert not CHINESE.search(card.text)
    assert world.moves() == ["mud", "box"]
    assert world.rows("versions") == before


async def test_silence_answers_in_the_language_seen_last(world: World) -> None:
    """A card that changes by the clock, without a click, stays in the player's language."""
    speaks(world, world.ana, "zh-CN")
    await world.ask(world.ana, "practice", scenario=SCENARIO)
    card = await world.tap(world.ana, world.dm(world.ana), "开始")
    card = await world.take(world.ana, card, *MOVES[:5])
    await world.env.advance_time(40)
    assert world.moves()[-1] == "let_ring"
    assert chinese(world.again(card)), world.again(card).text


async def test_titles_are_found_in_either_language(world: World) -> None:
    """Somebody types the title as they see it."""
    speaks(world, world.ana, "zh-CN")
    shown = await world.ask_in_dm(world.ana, "practice", scenario="给学姐的一条消息")
    assert "给学姐的一条消息" in shown.text
    speaks(world, world.ben, "en-US")
    assert "A message to a senior student" in (await world.ask_in_dm(world.ben, "practice", scenario=SCENARIO)).text


async def test_an_untranslated_scenario_plays_in_its_own_words(world: World) -> None:
    """The frame is Chinese, the story as it was written: no mixture inside it, and no error."""
    speaks(world, world.ana, "zh-CN")
    brief = await world.ask_in_dm(world.ana, "practice", scenario="uncle-hank")
    assert "开始" in brief.buttons
    assert world.client._services.shelf.current("uncle-hank").scenario.about.split(".")[0] in brief.text


async def test_an_outdated_line_plays_in_the_source(settings: Settings, tmp_path: Path) -> None:
    """A line that was changed since is shown as it is now, the others stay translated."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    source = (settings.scenarios_dir / f"{SCENARIO}.yaml").read_text(encoding="utf-8")
    sidecar = (settings.scenarios_dir / f"{SCENARIO}.zh-CN.yaml").read_text(encoding="utf-8")
    assert "He has opinions." in source
    (folder / f"{SCENARIO}.yaml").write_text(source.replace("He has opinions.", "He has views."), encoding="utf-8")
    (folder / f"{SCENARIO}.zh-CN.yaml").write_text(sidecar, encoding="utf-8")
    async with open_world(settings.model_copy(update={"scenarios_dir": folder})) as world:
        speaks(world, world.ana, "zh-CN")
        await world.ask(world.ana, "practice", scenario=SCENARIO)
        card = await world.tap(world.ana, world.dm(world.ana), "开始")
        assert "He has views." in card.text
        assert "什么都可以问我" in card.text
