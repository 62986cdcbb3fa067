"""For translators: what is still to do in a translation, and its file with a place for every text."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text as Styled

from bot.authoring.findings import Findings
from bot.authoring.nodes import Fields, Text
from bot.authoring.parsing import Snag, parse
from bot.authoring.printable import printable
from bot.authoring.printing import print_problem
from bot.authoring.problems import Problem, Severity
from bot.authoring.source import Refused
from bot.authoring.texts import in_order, texts_beside
from bot.authoring.translations import (
    SINGLE,
    Entry,
    Translation,
    fingerprint,
    load_translation,
    most,
)
from bot.domain.scenario import Scenario
from bot.domain.wording import Where, Wording

_HEAD = """\
# {scenario}.yaml in {locale}. Above each text is what it translates; the code before it ties the two together.
# `python -m bot translate {scenario} {locale}` writes this file anew: your texts are kept, your comments are not."""
_GONE = "outdated: this text is not there any more"
_UNNAMED = ("", *SINGLE, "cast", "ending", "try", "topic", "line", "hello", "prompt")  # what these are, one sees
_SHOWN = 40  # characters of a text that a message repeats


def check_translation(translation: Translation, scenario: Scenario) -> tuple[Problem, ...]:
    """What is wrong in the file, and what is missing, outdated or unknown in it; all of that is shown in the source."""
    return check_texts(translation, in_order(scenario))


def check_texts(translation: Translation, texts: Iterable[Wording]) -> tuple[Problem, ...]:
    """The same for a translation of these texts."""
    findings = Findings(translation.file)
    for problem in translation.problems:
        findings.add(problem)
    marked = _marked(texts)
    groups = {where for where, _ in marked}
    for (where, mark), one in marked.items():
        _check_text(findings, translation, one, translation.entries.get((where, mark)))
    for where, line in translation.lines.items():
        if where not in groups:
            message = f"The source has no {_named(where)}."
            findings.warn(line, "translation-unknown", message, "Take it out, or give it the name that it has now.")
    for key, entry in translation.entries.items():
        if key not in marked and entry.where in groups:
            message = f"The text that this line translates is not in {_named(entry.where)} any more."
            findings.warn(entry.line, "translation-outdated", message, "Translate the new one, and take this one out.")
    return findings.report()


def _check_text(findings: Findings, translation: Translation, source: Wording, entry: Entry | None) -> None:
    if entry is None or not entry.text:
        line = entry.line if entry else _nearest(translation, source.where)
        message = f"In {_named(source.where)}, “{_short(source.text)}” is not translated."
        advice = "`python -m bot translate` makes a place for it." if entry is None else "Write it behind the code."
        findings.warn(line, "translation-missing", message, advice)
    elif len(entry.text) > most(source):
        message = f"This text has {len(entry.text)} characters; {most(source)} fit."
        findings.warn(entry.line, "translation-too-long", message, "Shorten it.")


def write_translation(scenario: Scenario, locale: str, old: Translation | None) -> str:
    """The file of a translation with a place for every text; what `old` has is kept, outdated texts too.

    A text that moved to another scene or option takes its translation along.
    """
    return write_texts(scenario.id, in_order(scenario), locale, old)


def write_texts(name: str, texts: Iterable[Wording], locale: str, old: Translation | None) -> str:
    """The same for the texts of the file of this name (without its ending)."""
    kept: Mapping[tuple[Where, str], Entry] = old.entries if old else {}
    moved = {mark: entry.text for (_, mark), entry in kept.items() if entry.text}
    lines = [_HEAD.format(scenario=name, locale=locale)]
    above: Where = ()
    for where, group in groupby(texts, key=lambda one: one.where):
        heads, indent = _headings(above, where)
        lines += heads
        above = where
        marks: dict[str, Wording] = {}
        for one in group:
            marks.setdefault(fingerprint(one.text), one)
        for mark, one in marks.items():
            entry = kept.get((where, mark))
            text = entry.text if entry and entry.text else moved.get(mark, "")
            lines += [f"{indent}# {_comment(one)}", f"{indent}{mark}: {_scalar(text)}".rstrip()]
        for (place, mark), entry in kept.items():
            if place == where and mark not in marks and entry.text:
                lines += [f"{indent}# {_GONE}", f"{indent}{mark}: {_scalar(entry.text)}"]
    return "\n".join(lines) + "\n"


def run_translation_check(files: Sequence[Path], console: Console, *, strict: bool = False) -> int:
    """Check these files; print what was found. Returns 1 where there is an error (with `strict`, a warning)."""
    problems: list[Problem] = []
    for file in files:
        translation, texts = load_translation(file), texts_beside(file)
        found = check_texts(translation, texts) if texts else (*translation.problems, _no_source(file))
        for problem in found:
            print_problem(problem, console)
        mark = Styled("✗ ", "red") if any(one.severity is Severity.ERROR for one in found) else Styled("✓ ", "green")
        told = sum(bool(one.text) for one in translation.entries.values())
        console.print(mark + Styled(printable(f"{file}: {told} texts translated")), soft_wrap=True)
        problems += found
    return int(any(strict or problem.severity is Severity.ERROR for problem in problems))


def _no_source(file: Path) -> Problem:
    message = "What this translates is not beside it, or cannot be read."
    return Problem(str(file), 1, "translation-alone", message, "Check that first.", Severity.WARNING)


def _marked(texts: Iterable[Wording]) -> Mapping[tuple[Where, str], Wording]:
    found: dict[tuple[Where, str], Wording] = {}
    for one in texts:
        found.setdefault((one.where, fingerprint(one.text)), one)
    return found


def _headings(above: Where, where: Where) -> tuple[list[str], str]:
    """The keys that stand above a group's texts, as far as they are not there from the group before; the indent."""
    path, before = _path(where), _path(above)
    same = next((n for n, (one, other) in enumerate(zip(path, before, strict=False)) if one != other), len(before))
    lines = [f"{'  ' * depth}{path[depth]}:" for depth in range(min(same, len(path)), len(path))]
    if same == 0 or (same == 1 and len(path) > 1):
        lines.insert(0, "")
    return lines, "  " * len(path)


def _path(where: Where) -> tuple[str, ...]:
    match where:
        case ("scene", scene):
            return ("scenes", scene)
        case ("option", scene, option):
            return ("scenes", scene, "options", option)
        case ("ending", ending):
            return ("endings", ending)
        case ("challenge", challenge):
            return (challenge,)
        case _:
            return where


def _nearest(translation: Translation, where: Where) -> int:
    """The line of the group, or of the scene around it, or the first."""
    around: tuple[Where, ...] = (where, ("scene", where[1])) if where[0] == "option" else (where,)
    return next((translation.lines[one] for one in around if one in translation.lines), 1)


def _named(where: Where) -> str:
    match where:
        case ("option", scene, option):
            return f"option `{option}` in scene `{scene}`"
        case (kind, name):
            return f"{kind} `{name}`"
        case _:
            return f"`{where[0]}`"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _comment(one: Wording) -> str:
    said = " ".join(one.text.split())
    return said if one.kind in _UNNAMED else f"{one.kind}: {said}"


def _scalar(text: str) -> str:
    """The text as YAML reads it back: plain where that does, else in quotes."""
    try:
        root = parse(f"a: {text}").root if text else None
    except (Snag, Refused):
        return json.dumps(text, ensure_ascii=False)
    value = root.get("a") if isinstance(root, Fields) else None
    plain = not text or (isinstance(value, Text) and value.text == text and not value.quoted and not value.cut)
    return text if plain else json.dumps(text, ensure_ascii=False)
