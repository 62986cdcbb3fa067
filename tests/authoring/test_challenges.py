"""Reading challenges: what is wrong is said with its line and how to mend it, and the rest can be used."""

from pathlib import Path

import pytest
from rich.console import Console

from bot.authoring.challenges import CHALLENGES, Challenges, load_challenges, run_challenge_check
from bot.authoring.library import load_folder
from bot.authoring.problems import Severity
from bot.domain.limits import LEVELS
from bot.domain.traits import Trait
from bot.settings import shipped_scenarios

GOOD = """\
say-hello:
  trait: courage
  level: 1
  text: Say hello.
  hint: Once.
ask-twice:
  trait: listening
  level: 2
  text: Ask twice.
  hint: Then wait.
"""


def read(folder: Path, text: str) -> Challenges:
    """A file of challenges with this text, read."""
    (folder / CHALLENGES).write_text(text, encoding="utf-8")
    return load_challenges(folder / CHALLENGES)


def test_the_shipped_ones() -> None:
    """At least one for each trait and level, nothing to mend, no text twice, and short enough for a modal or a card."""
    shipped = load_challenges(shipped_scenarios() / CHALLENGES)
    assert shipped.problems == ()
    there = {(one.trait, one.level) for one in shipped.challenges}
    assert there == {(trait, level) for trait in Trait for level in LEVELS}
    assert len({one.text for one in shipped.challenges}) == len(shipped.challenges) >= 21
    assert [one.id for one in shipped.challenges if "!" in one.text + one.hint] == []


def test_they_are_no_scenario(tmp_path: Path) -> None:
    """The file lies among the scripts and is not taken for one."""
    read(tmp_path, GOOD)
    assert load_folder(tmp_path) == ()


def test_gaps_are_named(tmp_path: Path) -> None:
    """A trait without a level is a warning, and everything there is can be used."""
    found = read(tmp_path, GOOD)
    assert [one.id for one in found.challenges] == ["say-hello", "ask-twice"]
    assert {problem.code for problem in found.problems} == {"challenge-gap"}
    assert {problem.severity for problem in found.problems} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "word"),
    [
        pytest.param("trait: courage", "trait: courge", 2, "unknown-trait", "courage", id="a slip in a trait"),
        pytest.param("level: 1", "level: 4", 3, "number", "1 to 3", id="a level that there is not"),
        pytest.param("  hint: Once.\n", "", 1, "missing-key", "hint", id="no hint"),
        pytest.param("hint: Once.", "hnt: Once.", 5, "unknown-key", "hint", id="a slip in a key"),
        pytest.param("text: Say hello.", "text: " + "x" * 301, 4, "too-long", "300", id="too long"),
        pytest.param("text: Say hello.", "text: Say: hello.", 4, "syntax", "colon", id="a colon in a text"),
        pytest.param("say-hello:", "say hello:", 1, "id", "say-hello", id="a space in an id"),
        pytest.param("ask-twice:", "say-hello:", 6, "duplicate-key", "line 1", id="an id twice"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, line: int, code: str, word: str) -> None:
    """Each slip is found on its line, with a word that helps."""
    found = read(tmp_path, GOOD.replace(old, new, 1))
    [problem] = [one for one in found.problems if one.severity is Severity.ERROR]
    assert (problem.line, problem.code) == (line, code)
    assert word in f"{problem.message} {problem.advice}"


def test_one_slip_costs_one_challenge(tmp_path: Path) -> None:
    """The others can be taken all the same."""
    found = read(tmp_path, GOOD.replace("courage", "bravado"))
    assert [one.id for one in found.challenges] == ["ask-twice"]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"[1, 2]", b"a: &x [*x]", b"a: !!python/object:os.system x"])
def test_hostile_files_are_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever the bytes, there is a problem and no exception."""
    (tmp_path / CHALLENGES).write_bytes(data)
    found = load_challenges(tmp_path / CHALLENGES)
    assert found.challenges == ()
    assert any(problem.severity is Severity.ERROR for problem in found.problems)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """A path that leads nowhere is a problem as well."""
    assert [one.code for one in load_challenges(tmp_path / "no.yaml").problems] == ["unreadable"]


def test_the_check_counts_and_fails(tmp_path: Path) -> None:
    """The command's exit code: 0 with warnings, 1 with an error, and 1 with warnings where it is strict."""
    console = Console(record=True, width=200, file=(tmp_path / "out").open("w", encoding="utf-8"))
    read(tmp_path, GOOD)
    assert run_challenge_check([tmp_path / CHALLENGES], console) == 0
    assert "2 challenges" in console.export_text(clear=False)
    assert run_challenge_check([tmp_path / CHALLENGES], console, strict=True) == 1
    read(tmp_path, GOOD.replace("courage", "bravado"))
    assert run_challenge_check([tmp_path / CHALLENGES], console) == 1
    console.file.close()
