"""Translations of scenarios: what is read, what falls back, what a translator is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.authoring.library import load_file, load_folder
from bot.authoring.loaded import Loaded
from bot.authoring.problems import Problem
from bot.authoring.translating import check_translation, run_translation_check, write_translation
from bot.authoring.translations import (
    Translation,
    fingerprint,
    load_translation,
    load_translations,
    translated,
    translation_name,
)
from bot.cli import cli
from bot.domain import engine
from bot.domain.scenario import Line, Narration, Scenario, choices_of
from bot.domain.wording import reworded, wordings_of
from bot.errors import StartError

SHELF = Path(__file__).parents[2] / "scenarios"
SCRIPT = """\
title: A door
about: Somebody is at the door.
practises: [courage]
level: 1
minutes: 1
tip: Open it.
cast:
  ann: Ann
scenes:
  door:
    - There is a knock.
    - ann: Hello.
    - choose: What do you do?
      options:
        open:
          do: Open.
          shows: {courage: 1}
          why: She could come in.
          reply:
            - ann: Thank you.
        hide:
          do: Hide.
          shows: {courage: -1}
          why: She went away.
          reply:
            - ann: Hello.
    - end: done
endings:
  done: That was it.
"""


def script(folder: Path, text: str = SCRIPT) -> Scenario:
    """The scenario `door` in this folder."""
    path = folder / "door.yaml"
    path.write_text(text, encoding="utf-8")
    scenario = load_file(path).scenario
    assert scenario is not None
    return scenario


def told(folder: Path, text: str) -> Translation:
    """The German of `door` in this folder."""
    path = folder / "door.de.yaml"
    path.write_text(text, encoding="utf-8")
    return load_translation(path)


def codes(problems: tuple[Problem, ...]) -> list[tuple[int, str]]:
    """The line and the kind of each."""
    return [(problem.line, problem.code.removeprefix("translation-")) for problem in problems]


def german(scenario: Scenario) -> str:
    """A complete translation, in which each text is its own with DE before it."""
    lines = write_translation(scenario, "de", None).split("\n")
    texts = {fingerprint(one.text): one.text for one in wordings_of(scenario)}
    done = [
        line + (f" DE {texts[mark]}" if (mark := line.strip().removesuffix(":")) in texts else "") for line in lines
    ]
    return "\n".join(done)


@pytest.mark.parametrize("loaded", load_folder(SHELF), ids=lambda one: Path(one.file).stem)
def test_rewording_touches_every_word_once_and_nothing_else(loaded: Loaded) -> None:
    """Turning every text round twice gives the same scenario, once gives another: no text is forgotten or doubled."""
    assert loaded.scenario is not None
    once = reworded(loaded.scenario, lambda one: one.text[::-1])
    assert reworded(once, lambda one: one.text[::-1]) == loaded.scenario
    assert {one.text for one in wordings_of(once)} == {one.text[::-1] for one in wordings_of(loaded.scenario)}


def test_a_run_is_the_same_in_any_language() -> None:
    """The moves of a run lead to the same decisions and state in words that were changed."""
    for loaded in load_folder(SHELF):
        assert loaded.scenario is not None
        other = reworded(loaded.scenario, lambda one: f"~{one.text}")
        for seed in range(5):
            run = engine.start(loaded.scenario, seed)
            while not run.over:
                run = engine.choose(run, run.options[seed % len(run.options)].id)
            again = engine.replay(other, seed, run.moves)
            assert (again.state, again.ending, again.moves) == (run.state, run.ending, run.moves)
            assert [entry.text for entry in again.transcript] == [f"~{entry.text}" for entry in run.transcript]


def test_each_line_is_said_in_its_place(tmp_path: Path) -> None:
    """The same words in two places can be translated in two ways, and every kind of text can be."""
    scenario = script(tmp_path)
    hello, kinds = fingerprint("Hello."), ("title", "about", "tip")
    head = "".join(f"{kind}: {{{fingerprint(getattr(scenario, kind))}: {kind.upper()}}}\n" for kind in kinds)
    text = f"""\
{head}
cast: {{ann: {{{fingerprint("Ann")}: Anna}}}}
endings: {{done: {{{fingerprint("That was it.")}: Das war es.}}}}
scenes:
  door:
    {hello}: Hallo.
    {fingerprint("What do you do?")}: Was tust du?
    options:
      hide:
        {hello}: Niemand da?
        {fingerprint("Hide.")}: Verstecken.
        {fingerprint("She went away.")}: Sie ging.
"""
    found = told(tmp_path, text)
    assert found.problems == ()
    other = translated(scenario, found)
    choice = next(choices_of(other))
    assert (other.title, other.about, other.tip) == ("TITLE", "ABOUT", "TIP")
    assert (other.cast, other.endings) == ({"ann": "Anna"}, {"done": "Das war es."})
    assert other.scenes["door"].beats[:2] == (Narration("There is a knock."), Line("ann", "Hallo."))
    assert choice.prompt == "Was tust du?"
    hide = choice.options[1]
    assert (hide.text, hide.why, hide.reply) == ("Verstecken.", "Sie ging.", (Line("ann", "Niemand da?"),))
    assert choice.options[0] == next(choices_of(scenario)).options[0]


def test_a_complete_translation_has_nothing_to_mend(tmp_path: Path) -> None:
    """The tool makes a place for every text; once all are filled, `check` is content."""
    scenario = script(tmp_path)
    found = told(tmp_path, german(scenario))
    assert check_translation(found, scenario) == ()
    assert translated(scenario, found) == reworded(scenario, lambda one: f"DE {one.text}")


def test_what_is_missing_outdated_or_unknown_is_named_by_its_line(tmp_path: Path) -> None:
    """A changed source falls back to itself, and the translator is told where; so is whatever has no place."""
    scenario = script(tmp_path)
    complete = german(scenario)
    found = told(tmp_path, complete)
    changed = script(tmp_path, SCRIPT.replace("There is a knock.", "There is a bang."))
    line = next(one.line for one in found.entries.values() if one.text == "DE There is a knock.")
    heading = found.lines["scene", "door"]
    assert codes(check_translation(found, changed)) == [(heading, "missing"), (line, "outdated")]
    assert translated(changed, found).scenes["door"].beats[0] == changed.scenes["door"].beats[0]
    gone = script(tmp_path, SCRIPT.replace("hide:", "flee:"))
    unknown = (found.lines["option", "door", "hide"], "unknown")
    assert set(codes(check_translation(found, gone))) == {(heading, "missing"), unknown}


def test_a_place_left_empty_is_missing_on_its_line(tmp_path: Path) -> None:
    """What the tool wrote and nobody filled is shown in the source."""
    scenario = script(tmp_path)
    found = told(tmp_path, write_translation(scenario, "de", None))
    problems = check_translation(found, scenario)
    assert {code for _, code in codes(problems)} == {"missing"}
    assert sorted(line for line, _ in codes(problems)) == sorted(one.line for one in found.entries.values())
    assert translated(scenario, found) == scenario


def test_a_text_too_long_for_its_button_is_not_shown(tmp_path: Path) -> None:
    """A title is the label of a menu's option: a translation beyond that falls back, and is named."""
    scenario = script(tmp_path)
    found = told(tmp_path, german(scenario).replace("DE A door", "Tür " * 30))
    assert [code for _, code in codes(check_translation(found, scenario))] == ["too-long"]
    assert translated(scenario, found).title == "A door"


def test_writing_anew_keeps_what_is_there(tmp_path: Path) -> None:
    """Texts stay, outdated ones beside the new empty place; an option that was renamed takes its texts along."""
    scenario = script(tmp_path)
    found = told(tmp_path, german(scenario))
    assert write_translation(scenario, "de", found) == german(scenario)
    changed = script(tmp_path, SCRIPT.replace("hide:", "flee:").replace("She could come in.", "She came in."))
    text = write_translation(changed, "de", found)
    again = told(tmp_path, text)
    assert [code for _, code in codes(check_translation(again, changed))] == ["missing", "outdated"]
    assert "DE She could come in." in text
    assert translated(changed, again).endings == {"done": "DE That was it."}
    assert next(choices_of(translated(changed, again))).options[1].text == "DE Hide."
    assert write_translation(changed, "de", again) == text


@pytest.mark.parametrize(
    "text", ["“Ja”, sagt sie: nein", "# kein Kommentar", "a #b", "- Strich", "no", '"halb', "[x]", "'"]
)
def test_any_text_survives_the_file(tmp_path: Path, text: str) -> None:
    """What YAML would misread is written in quotes."""
    scenario = replace(script(tmp_path), title="A door")
    key = (("title",), fingerprint("A door"))
    first = told(tmp_path, f"title:\n  {key[1]}: x\n")
    changed = replace(first, entries={key: replace(first.entries[key], text=text)})
    assert told(tmp_path, write_translation(scenario, "de", changed)).entries[key].text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:\n  x: y\n", (2, "unknown-key")),
        ("titel:\n  00000000: y\n", (1, "unknown-key")),
        ("scenes: nothing\n", (1, "wrong-kind")),
        ("title:\n  00000000: [a]\n", (2, "bracket")),
        ('title:\n  00000000: "a\n', (2, "syntax")),
        ("title:\n  00000000: a\n  00000000: b\n", (3, "duplicate-key")),
        ("a: &x b\nc: *x\n", (1, "syntax")),
        ("", (1, "empty-file")),
    ],
)
def test_what_cannot_be_read_is_said_and_does_no_harm(tmp_path: Path, text: str, expected: tuple[int, str]) -> None:
    """A broken file never keeps the bot from its scenario, which is then shown in the source."""
    scenario = script(tmp_path)
    found = told(tmp_path, text)
    assert codes(found.problems) == [expected]
    assert translated(scenario, found) == scenario


def test_names_of_files() -> None:
    """A translation is known by its name, and is never taken for a scenario."""
    assert translation_name(Path("a/drinks-party.zh-CN.yaml")) == ("drinks-party", "zh-CN")
    for other in ("door.yaml", ".de.yaml", "door.backup.yaml", "door.de.txt"):
        assert translation_name(Path(other)) is None
    assert all(translation_name(Path(one.file)) is None for one in load_folder(SHELF))


def test_a_file_alone_or_unreadable_is_named(tmp_path: Path) -> None:
    """Somebody who deletes a scenario is told of what it leaves behind; a folder in its place is no crash."""
    told(tmp_path, "title:\n")
    console = Console(record=True, width=200)
    assert run_translation_check([tmp_path / "door.de.yaml"], console) == 0
    assert "translation-alone" in console.export_text()
    (tmp_path / "door.fr.yaml").mkdir()
    assert run_translation_check([tmp_path / "door.fr.yaml"], Console(quiet=True)) == 1
    assert [Path(one.file).name for one in load_translations(tmp_path)] == ["door.de.yaml"]


def test_the_shipped_translations_are_complete() -> None:
    """Nothing is missing, outdated or unknown in what comes with Rapport."""
    files = [SHELF / "senior-student.zh-CN.yaml"]
    assert [Path(one.file) for one in load_translations(SHELF)] == files
    console = Console(record=True, width=200)
    assert run_translation_check(files, console, strict=True) == 0, console.export_text()


def test_the_command_makes_the_file_and_check_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a translator types: `translate` makes a place for each text, `check` says what is still to do, by line."""
    script(tmp_path)
    monkeypatch.setenv("SCENARIOS_DIR", str(tmp_path))
    runner, beside = CliRunner(), tmp_path / "door.de.yaml"
    made = runner.invoke(cli, ["translate", "door", "de"])
    assert made.exit_code == 0, made.output
    done = beside.read_text(encoding="utf-8").replace(f"{fingerprint('A door')}:", f"{fingerprint('A door')}: Eine Tür")
    beside.write_text(done, encoding="utf-8")
    runner.invoke(cli, ["translate", "door", "de"])
    assert beside.read_text(encoding="utf-8") == done
    checked = runner.invoke(cli, ["check", "--strict"])
    assert checked.exit_code == 1
    assert "door.de.yaml: 1 texts translated" in " ".join(checked.output.split())
    assert "translation-missing" in checked.output
    assert "door.yaml: every one" in checked.output


@pytest.mark.parametrize(("scenario", "locale"), [("window", "de"), ("door", "german"), ("door", "../x")])
def test_the_command_refuses_what_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenario: str, locale: str
) -> None:
    """A slip of the finger makes no file."""
    script(tmp_path)
    monkeypatch.setenv("SCENARIOS_DIR", str(tmp_path))
    refused = CliRunner().invoke(cli, ["translate", scenario, locale])
    assert isinstance(refused.exception, StartError)
    assert [one.name for one in tmp_path.iterdir()] == ["door.yaml"]
