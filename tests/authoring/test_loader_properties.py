"""Whatever is written, reading it ends well; and a script's version follows its words alone."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.authoring.loaded import Loaded
from bot.authoring.loader import load
from tests.authoring.test_loader import SOUND, reindented

LINES = SOUND.split("\n")
SIGNS = "\n:{}[],#'\"*&!|>%@`?\t\\0aé：\u2028\x00"
PIECES = ("- ", "  ", ": ", "---", "...", "<<", "if", "any", "choose", "say", "nils", "then", "door", "end")
WORDS = st.sampled_from([*SIGNS, *PIECES])
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


def sensible(loaded: Loaded) -> None:
    """What must be true of reading anything at all."""
    last = loaded.source.count("\n") + 1
    assert all(1 <= problem.line <= last for problem in loaded.problems if loaded.source)
    assert all(problem.message and problem.file == "drill.yaml" for problem in loaded.problems)
    assert loaded.playable or loaded.problems
    assert len(loaded.version) == 64
    assert list(loaded.problems) == sorted(loaded.problems)


@given(st.binary(max_size=400))
@unhurried
def test_any_bytes_can_be_read(data: bytes) -> None:
    """No file makes the loader raise."""
    sensible(load(data, "drill.yaml"))


@given(st.lists(WORDS, max_size=60).map("".join))
@example("a: |\n")
@example("? [a]: b\n- c")
@example("'\n\n\n")
@unhurried
def test_anything_like_yaml_can_be_read(text: str) -> None:
    """No mixture of YAML's signs makes the loader raise."""
    sensible(load(text.encode(), "drill.yaml"))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The sound script with a few lines lost, doubled, moved or mistyped."""
    lines: list[str] = list(LINES)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[at])))
        match draw(st.sampled_from(["lose", "double", "indent", "outdent", "insert", "replace"])):
            case "lose" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "indent":
                lines[at] = " " * draw(st.integers(1, 3)) + lines[at]
            case "outdent":
                lines[at] = lines[at].removeprefix(" " * draw(st.integers(1, 3)))
            case "insert":
                lines[at] = lines[at][:column] + draw(WORDS) + lines[at][column:]
            case _:
                lines[at] = lines[at][:column] + draw(WORDS) + lines[at][column + 1 :]
    return "\n".join(lines)


@given(mutated())
@unhurried
def test_any_slip_in_a_sound_script_can_be_read(text: str) -> None:
    """A mistyped script gives a report, never an error."""
    sensible(load(text.encode(), "drill.yaml"))


@given(st.integers(1, 4), st.sets(st.integers(0, len(LINES) - 1)), st.text("abc :#'-", max_size=9))
@unhurried
def test_comments_and_indentation_never_change_the_version(width: int, places: set[int], comment: str) -> None:
    """Tidying a script up does not part it from the runs that began with it."""
    lines = reindented(SOUND, width).split("\n")
    commented = [f"   # {comment}\n{line}" if at in places else line for at, line in enumerate(lines)]
    loaded = load("\n".join(commented).encode(), "drill.yaml")
    assert loaded.playable
    assert loaded.version == load(SOUND.encode(), "drill.yaml").version


@given(
    st.sampled_from([at for at, line in enumerate(LINES) if "." in line and "play:" not in line]),
    st.sampled_from("abcxyz"),
)
@unhurried
def test_any_other_word_changes_the_version(at: int, letter: str) -> None:
    """Two scripts that a player could tell apart never share a version."""
    changed = [line.replace(".", f" {letter}.", 1) if number == at else line for number, line in enumerate(LINES)]
    loaded = load("\n".join(changed).encode(), "drill.yaml")
    assert loaded.playable
    assert loaded.version != load(SOUND.encode(), "drill.yaml").version


@pytest.mark.parametrize("at", range(len(LINES)))
def test_a_lost_line_is_survived(at: int) -> None:
    """Whichever line is deleted, the rest is read, and what is said is about lines that are there."""
    sensible(load("\n".join(LINES[:at] + LINES[at + 1 :]).encode(), "drill.yaml"))
