"""Translations of challenges and of mixers' topics: by the same files, the same codes and the same check."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.authoring.challenges import CHALLENGES, load_challenges
from bot.authoring.library import load_folder
from bot.authoring.topics import FOLDER, load_topics, topic_files, topics_named
from bot.authoring.translating import run_translation_check
from bot.authoring.translations import (
    load_challenge_translations,
    load_topic_translations,
    load_translations,
    said,
    translation_files,
)
from bot.cli import cli
from bot.domain.wording import reworded_challenge
from bot.services.topics import Topics
from bot.settings import shipped_scenarios

SHELF = shipped_scenarios()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with the shipped challenges and one topic, and both in Chinese."""
    (tmp_path / FOLDER).mkdir()
    for name in (CHALLENGES, "challenges.zh-CN.yaml", f"{FOLDER}/films.yaml", f"{FOLDER}/films.zh-CN.yaml"):
        shutil.copy(SHELF / name, tmp_path / name)
    return tmp_path


def test_what_is_shipped_is_complete() -> None:
    """Nothing is missing, outdated or unknown in any translation that comes with Rapport."""
    files = translation_files(SHELF)
    names = {one.name for one in files}
    assert {"senior-student.zh-CN.yaml", "challenges.zh-CN.yaml", "films.zh-CN.yaml", "cooking.zh-CN.yaml"} <= names
    console = Console(record=True, width=200)
    assert run_translation_check(files, console, strict=True) == 0, console.export_text()


def test_none_is_taken_for_something_else(shelf: Path) -> None:
    """A translation is no scenario, no topic and no file of challenges, and each kind is read for what it is."""
    assert [path.name for path in topic_files(shelf)] == ["films.yaml"]
    assert topics_named(shelf / FOLDER / "films.zh-CN.yaml") == []
    assert [path.name for path in topics_named(shelf / FOLDER)] == ["films.yaml"]
    assert load_translations(shelf) == ()
    assert all(".zh-CN." not in one.file for one in load_folder(SHELF))


def test_an_outdated_line_falls_back_and_is_listed(shelf: Path) -> None:
    """Where a challenge was reworded, its own words are shown; `check` names the line, the rest stays."""
    file = shelf / CHALLENGES
    changed = file.read_text(encoding="utf-8").replace("Half a sentence is enough", "Few words are enough")
    file.write_text(changed, encoding="utf-8")
    [translation] = load_challenge_translations(file)
    first, *others = [reworded_challenge(one, partial(said, translation)) for one in load_challenges(file).challenges]
    assert first.hint.startswith("Few words are enough")
    assert not first.text.isascii()
    assert all(not one.text.isascii() for one in others)
    console = Console(record=True, width=200)
    run_translation_check([shelf / "challenges.zh-CN.yaml"], console)
    listed = console.export_text()
    assert "translation-outdated" in listed
    assert "In challenge `pass-the-credit`, “Few words are enough" in listed


def test_topics_in_their_languages(shelf: Path) -> None:
    """A topic is shown in the language asked for, with all its prompts; its id and interests are the same."""
    topics = Topics(load_topics(shelf), load_topic_translations(shelf))
    chinese, english = topics.in_language("zh-CN").current("films"), topics.in_language("de").current("films")
    assert english == topics.current("films")
    assert (chinese.id, chinese.tags) == (english.id, english.tags)
    assert chinese.title == "电影和剧集"
    assert len(chinese.prompts) == len(english.prompts)
    assert not any(one.isascii() for one in chinese.prompts)


@pytest.mark.parametrize("name", ["challenges", "films"])
def test_the_command_makes_these_too(shelf: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """`translate` makes a place for every text, and `check` of the folder lists what is still to do."""
    monkeypatch.setenv("SCENARIOS_DIR", str(shelf))
    runner = CliRunner()
    made = runner.invoke(cli, ["translate", name, "de"])
    assert made.exit_code == 0, made.output
    again = runner.invoke(cli, ["translate", name, "zh-CN"])
    assert again.exit_code == 0, again.output
    assert "not translated" not in again.output
    checked = runner.invoke(cli, ["check", str(shelf)])
    assert f"{name}.de.yaml: 0 texts translated" in " ".join(checked.output.split())
    assert "translation-missing" in checked.output
