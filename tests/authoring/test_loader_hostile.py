"""Whatever somebody puts into a file, it is refused or read fast, and nothing ever raises."""

import itertools
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from time import process_time

import pytest

from bot.authoring import suggestions
from bot.authoring.findings import Findings
from bot.authoring.loader import load
from bot.authoring.names import Step
from bot.authoring.parsing import LOADER
from bot.authoring.wiring import check_visits
from bot.domain import limits
from tests.authoring.test_loader import SOUND

FULL = limits.FILE_BYTES
SLOW = 20.0 if not LOADER.__name__.startswith("C") else 5.0  # seconds, on a machine with much else to do

LAUGHS = 'a: &a ["ha", "ha", "ha", "ha", "ha", "ha", "ha", "ha", "ha"]\n' + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
CIRCLE = "".join(f"  s{number}:\n    - visit: s{(number + 1) % 3_000}\n" for number in range(3_000))


def codes(data: bytes | str) -> set[str]:
    """The codes of what is found."""
    return {problem.code for problem in load(data if isinstance(data, bytes) else data.encode(), "drill.yaml").problems}


def fastest(data: str) -> float:
    """Seconds of work that reading takes; the best of three."""
    taken: list[float] = []
    for _ in range(3):
        before = process_time()
        load(data.encode(), "drill.yaml")
        taken.append(process_time() - before)
    return min(taken)


def test_a_billion_laughs_are_refused_at_once() -> None:
    """Names for parts, used within each other, never unfold."""
    assert "anchor" in codes(LAUGHS)
    assert "alias" in codes("a: [*x]\n")
    assert fastest(LAUGHS) < 0.05


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("x" * (FULL + 1), "too-large"),
        (b"\xff" * 50_000_000, "too-large"),
        ("[" * FULL, "too-deep"),
        ("- " * (FULL // 2), "too-deep"),
        ("".join(" " * depth + "a:\n" for depth in range(700)), "too-deep"),
        ("a: b\n" * (FULL // 5), "too-many-values"),
        ("a: [" + "a," * (FULL // 2 - 10) + "]", "too-many-values"),
        ("title: T\x00\n", "control-character"),
        ('title: "\\0"\n', "control-character"),
        ("title: \u2028\n", "control-character"),
        (SOUND.encode("utf-16"), "not-utf8"),
        ("título: T\n".encode("latin-1"), "not-utf8"),
        (b"title: \xed\xa0\x80\n", "not-utf8"),
        ("", "empty-file"),
        ("\ufeff", "empty-file"),
        ("\n" * FULL, "empty-file"),
        ("# Later.\n", "empty-file"),
        ("hello", "not-a-script"),
        ("- a\n- b\n", "not-a-script"),
        ("a: !!python/object/apply:os.system [ls]\n", "tag"),
        (SOUND.replace("if: told", "if: " + "(" * 5_000), "too-long"),
        (SOUND.replace("if: told", "if: " + "not " * 60 + "told"), "condition"),
        (SOUND.replace("cups: 0", "cups: " + "9" * 9_000), "value"),
        (SOUND.replace("level: 1", "level: " + "9" * 9_000), "number"),
        (SOUND.replace("  hall:\n", CIRCLE + "  hall:\n"), "visit-cycle"),
        ("".join(f"k{number}: b\n" for number in range(9_000)), "many-problems"),
        ("a: @\n" * 100, "many-problems"),
    ],
    ids=itertools.count(),
)
def test_a_hostile_file_is_named_for_what_it_is(data: bytes | str, code: str) -> None:
    """Each kind of it has its own code, so that an honest writer knows what happened."""
    before = process_time()
    assert code in codes(data)
    assert process_time() - before < SLOW


@pytest.mark.parametrize(
    "sign", [*"{?*&!@%`|>\"'#,:]}-", "\t", "? ", ": ", "a: 'x\n", 'a: "\n', "a: b: c\n", "- *a\n", "<<: "]
)
def test_a_file_full_of_one_sign_ends(sign: str) -> None:
    """No sign leads the guesses at what was meant astray for long."""
    before = process_time()
    assert codes(sign * (FULL // len(sign)))
    assert process_time() - before < SLOW


def many(text: str, number: int) -> str:
    """The text so many times, each with a word of its own where it says WORD."""
    return "".join(text.replace("WORD", f"nobody_{at}") for at in range(number))


HALLS = many("  WORD_s_hall:\n    - nils: Hm.\n", 100)


@pytest.mark.parametrize(
    "data",
    [
        SOUND.replace("    - visit: hall\n", many("    - visit: WORD\n", 3_000)),
        SOUND.replace("    - visit: hall\n", many("    - if: WORD and not WORDS\n      nils: Hm.\n", 3_000)),
        SOUND.replace("    - visit: hall\n", many("    - WORD: Hm.\n", 3_000)),
        SOUND.replace("shows: {integrity: 2,", f"shows: {{{many('WORD: 1, ', 3_000)}"),
        SOUND.replace("play: [truth, ", f"play: [{many('WORD, ', 3_000)}"),
        SOUND.replace("play: [truth, ", f"play: [{'trouth, ' * 3_000}"),
        SOUND.replace("  hall:\n", HALLS + "  hall:\n") + f"notes: {{visit: [{many('WORD, ', 3_000)}]}}\n",
    ],
    ids=["scenes", "conditions", "cast", "traits", "options", "one option", "unread"],
)
def test_no_more_is_guessed_at_than_anybody_reads(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each guess at an unknown name costs milliseconds: a file full of them is answered after some hundred."""
    asked: list[str] = []

    def guess(word: str, names: Collection[str], n: int, cutoff: float) -> list[str]:
        asked.append(word)
        return get_close_matches(word, names, n, cutoff)

    monkeypatch.setattr(suggestions, "get_close_matches", guess)
    assert 0 < len(load(data.encode(), "drill.yaml").problems) <= limits.FINDINGS + 1
    assert len(asked) <= 2 * limits.FINDINGS


class Gone(list[Step]):
    """Steps that count how often somebody went through them."""

    times = 0

    def __iter__(self) -> Iterator[Step]:
        self.times += 1
        return super().__iter__()


def test_the_steps_are_gone_through_once_for_all_circles() -> None:
    """A file of scenes that visit themselves is answered at once, with as many of them as anybody reads."""
    findings, steps = Findings("drill.yaml"), Gone(Step(f"s{at}", f"s{at}", at, True) for at in range(3_000))
    check_visits(findings, steps)
    assert len(findings.report()) == limits.FINDINGS + 1
    assert steps.times <= 3


def test_a_byte_that_is_no_text_is_pointed_at() -> None:
    """The writer of an old editor's file finds the letter that it wrote in its own way."""
    (problem,) = load(b"title: Bohrer\nabout: gel\xe4hmt\n", "drill.yaml").problems
    assert (problem.line, problem.code) == (2, "not-utf8")
    assert "byte 25 (0xE4)" in problem.message


def test_mistakes_behind_much_text_are_still_found() -> None:
    """A script of the longest kind is read to its end."""
    padding = "".join(f"    - nils: Line {number} of a long evening.\n" for number in range(1_500))
    text = SOUND.replace(
        "    - visit: hall\n", f"{padding}    - nils: *sighs*\n    - nils: One: more.\n    - visit: hall\n"
    )
    found = [(problem.line, problem.code) for problem in load(text.encode(), "drill.yaml").problems]
    first = text.split("\n").index("    - nils: *sighs*") + 1
    assert found == [(first, "alias"), (first + 1, "colon")]
