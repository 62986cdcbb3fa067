"""Reading `challenges.yaml`: things to try in real life, by id, each with its trait, level, text and hint."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text as Styled

from bot.authoring.findings import Findings
from bot.authoring.nodes import Field, Fields
from bot.authoring.parsing import Snag, parse
from bot.authoring.printable import printable
from bot.authoring.printing import print_problem
from bot.authoring.problems import Problem, Severity
from bot.authoring.source import Refused, decode
from bot.authoring.values import Values
from bot.domain import limits
from bot.domain.challenges import Challenge
from bot.domain.traits import Trait

CHALLENGES = "challenges.yaml"
KEYS = ("trait", "level", "text", "hint")
TEXT, HINT = 300, 200  # read at a glance, on the way out

_TRAITS = tuple(trait.value for trait in Trait)


@dataclass(frozen=True, slots=True)
class Challenges:
    """What a file of challenges holds, as far as it can be used, and what is wrong with it."""

    file: str
    source: str
    challenges: tuple[Challenge, ...]
    problems: tuple[Problem, ...]


def load_challenges(path: Path) -> Challenges:
    """Read a file of challenges. What is wrong is in `problems`; a challenge with an error is left out."""
    findings, source = Findings(str(path)), ""
    try:
        with path.open("rb") as file:
            source = decode(file.read(limits.FILE_BYTES + 1))
        root = parse(source)
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror or error}."
        findings.error(1, "unreadable", message, "Look at its path and its permissions.")
        return Challenges(str(path), "", (), findings.report())
    except Refused as refused:
        findings.error(refused.line, refused.code, refused.message, refused.advice)
        return Challenges(str(path), "", (), findings.report())
    except Snag as snag:
        advice = "Look at the colons, quotes and dashes there; text with a colon in it goes in quotes."
        findings.error(snag.line, "syntax", "YAML cannot read this line.", advice)
        return Challenges(str(path), source, (), findings.report())
    for twice in root.twice:
        message = f"`{twice.key}` is given twice: on line {twice.first} and here."
        findings.error(twice.line, "duplicate-key", message, "Keep one of the two, or rename one.")
    values = Values(findings, source.split("\n"))
    wanted = "an id with `trait`, `level`, `text` and `hint` below it"
    fields = values.fields(root.root, 1, "The file", wanted)
    challenges = tuple(_challenge(values, field) for field in fields)
    _note_gaps(findings, challenges)
    problems = findings.report()
    return Challenges(str(path), source, _sound(fields, challenges, problems), problems)


def challenge_files(folder: Path) -> Sequence[Path]:
    """The file of challenges of a folder with scripts, if it has one."""
    return [folder / CHALLENGES] if (folder / CHALLENGES).is_file() else []


def run_challenge_check(files: Sequence[Path], console: Console, *, strict: bool = False) -> int:
    """Check these files; print what was found. Returns 1 where there is an error (with `strict`, a warning)."""
    loaded = [load_challenges(file) for file in files]
    problems = [problem for one in loaded for problem in one.problems]
    for problem in problems:
        print_problem(problem, console)
    for one in loaded:
        sound = all(problem.severity is Severity.WARNING for problem in one.problems)
        mark = Styled("✓ ", "green") if sound else Styled("✗ ", "red")
        console.print(mark + Styled(printable(f"{one.file}: {len(one.challenges)} challenges")), soft_wrap=True)
    return int(any(strict or problem.severity is Severity.ERROR for problem in problems))


def _challenge(values: Values, field: Field) -> Challenge:
    key, what = field.key, f"`{field.key.text}`"
    values.identifier(key, "a challenge")
    given = values.fields(field.value, key.line, what, "`trait`, `level`, `text` and `hint` below it")
    node = values.keys(given, what, KEYS)
    if node.fields:
        values.require(node, key.line, what, KEYS)
    named, level = node.get("trait"), node.get("level")
    trait = values.known(named, node.line_of("trait"), "trait", _TRAITS) if named else None
    number = values.number(level, node.line_of("level"), "`level`", limits.LEVELS[0], limits.LEVELS[-1]) if level else 0
    return Challenge(
        id=key.text,
        trait=Trait(trait) if trait in _TRAITS else Trait.GENEROSITY,
        level=number or limits.LEVELS[0],
        text=_text(values, node, "text", TEXT),
        hint=_text(values, node, "hint", HINT),
    )


def _text(values: Values, node: Fields, key: str, most: int) -> str:
    given = node.get(key)
    return values.prose(given, node.line_of(key), f"`{key}`", most) if given else ""


def _note_gaps(findings: Findings, challenges: tuple[Challenge, ...]) -> None:
    there = {(one.trait, one.level) for one in challenges}
    for trait in Trait:
        missing = [str(level) for level in limits.LEVELS if (trait, level) not in there]
        if missing:
            message = f"There is no challenge for {trait} at level {', '.join(missing)}."
            findings.warn(1, "challenge-gap", message, "Add one, so that everybody finds a next step.")


def _sound(fields: Fields, challenges: tuple[Challenge, ...], problems: tuple[Problem, ...]) -> tuple[Challenge, ...]:
    """Those challenges between whose first line and the next one's there is no error; of two with an id, the first."""
    wrong = [problem.line for problem in problems if problem.severity is Severity.ERROR]
    starts = [field.key.line for field in fields] + [10**9]
    kept: dict[str, Challenge] = {}
    for one, start, end in zip(challenges, starts, starts[1:], strict=False):
        if not any(start <= line < end for line in wrong):
            kept.setdefault(one.id, one)
    return tuple(kept.values())
