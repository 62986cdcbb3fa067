"""Reading past what stops the YAML parser, so that one report names every mistake.

Where the parser stops, guesses are tried one by one on a copy of the script; the one with which it reads furthest is
what the writer is told, and reading goes on from there. Lines keep their numbers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.authoring.findings import Findings
from bot.authoring.mends import separator_mends, text_mends
from bot.authoring.names import Uses
from bot.authoring.nodes import Node
from bot.authoring.parsing import Parsed, Snag, parse
from bot.authoring.problems import Problem
from bot.authoring.quoting import shown
from bot.authoring.schema import ScriptReader
from bot.authoring.script import Mend, Script, around
from bot.authoring.slips import shift_mends, slip_mends, text_above_mends
from bot.authoring.source import Refused
from bot.authoring.tidying import tidy
from bot.authoring.values import Values
from bot.domain import limits

_UNREADABLE = "YAML cannot read this line"
_COMPARED = 8  # guesses with which the parser reads equally far
_EVERYTHING = 10**9  # the line that is reached when nothing stops the parser

# What cannot be judged while some lines could not be read.
_DOUBTFUL = frozenset(
    {
        "empty",
        "empty-guard",
        "ending-never-reached",
        "missing-key",
        "missing-why",
        "never-played",
        "option-count",
        "otherwise",
        "say-or-do",
        "scene-never-reached",
        "unknown-cast",
        "unknown-ending",
        "unknown-option",
        "unknown-scene",
        "unknown-state",
        "unread-state",
    }
)


@dataclass(frozen=True, slots=True)
class Tree:
    """What could be read of a script. `blurred` are lines of which the tree says less than the writer did."""

    root: Node | None
    lines: tuple[str, ...]
    blurred: frozenset[int] = frozenset()

    def certain(self, problems: tuple[Problem, ...]) -> Iterator[Problem]:
        """Those of the problems that are not merely a consequence of lines that could not be read."""
        unclear = {line for number in self.blurred for line in self._part(number)}
        for problem in problems:
            if not self.blurred or (problem.code not in _DOUBTFUL and problem.line not in unclear):
                yield problem

    def _part(self, number: int) -> range:
        """The scene, or another part of the script, around a line."""
        script = Script(self.lines)
        tops = (n for n in range(number, 0, -1) if script[n].strip() and script.indent(n) <= 2)
        top = next(tops, 1)
        return range(top, max(number, script.block(top)[-1]) + 1)


def read_tree(source: str, findings: Findings) -> Tree:
    """Read a script as far as it can be read, and note what stood in the way."""
    mending = _Mending(tidy(source.split("\n"), findings), findings)
    snag_line = 1
    for _ in range(limits.STOPS):
        try:
            return mending.finished(parse("\n".join(mending.lines)))
        except Refused as refused:
            findings.error(refused.line, refused.code, refused.message, refused.advice)
            break
        except Snag as snag:
            snag_line = snag.line
            if not mending.past(snag):
                break
    else:
        advice = "Mend these first, then check again."
        findings.error(snag_line, "many-problems", f"YAML stops at more than {limits.STOPS} places.", advice)
    return Tree(None, tuple(mending.lines))


class _Mending:
    """One script being mended."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.blurred: set[int] = set()
        self.effort = limits.GUESSES
        self.documents = False

    def finished(self, parsed: Parsed) -> Tree:
        """The tree, with a note on each key that is given twice."""
        for key in () if self.documents else parsed.twice:
            message = f"`{shown(key.key)}` is given twice: on line {key.first} and here."
            self.findings.error(key.line, "duplicate-key", message, "Keep one of the two, or rename one.")
        return Tree(parsed.root, tuple(self.lines), frozenset(self.blurred))

    def past(self, snag: Snag) -> bool:
        """Note what stopped the parser and mend it. Whether there is hope of reading further."""
        if self.effort <= 0:
            advice = "Mend what is named above it, then check again: the file is too long to guess at it all at once."
            self.findings.error(snag.line, "syntax", f"{_UNREADABLE}: {_plainly(snag.reason)}.", advice)
            return False
        mend, reach = self.best(snag)
        if mend is None:
            mend, reach = self.blank(snag)
        self.findings.error(mend.line, mend.code, mend.message, mend.advice)
        self.documents |= mend.code == "several-documents"
        self.lines = _edited(self.lines, mend.edits)
        self.blurred |= mend.edits.keys() if mend.blurs else set[int]()
        return reach > snag.line

    def best(self, snag: Snag) -> tuple[Mend | None, int]:
        """The guess that lets the parser read furthest beyond the snag, and the line that it reaches."""
        lines = around(self.lines, snag.line)
        if self.read(lines, {})[0] != snag.line:
            lines = self.lines
        furthest = snag.line
        equal: list[tuple[Mend, Parsed | None]] = []
        for mend in _guesses(Script(lines), snag):
            reach, parsed = self.read(lines, mend.edits)
            if reach > furthest:
                furthest, equal = reach, []
            if reach == furthest > snag.line:
                equal.append((mend, parsed))
        if len(equal) < 2:
            return (equal[0][0] if equal else None), furthest
        return min(equal[:_COMPARED], key=lambda guess: self.oddities(guess[1]))[0], furthest

    def oddities(self, parsed: Parsed | None) -> int:
        """How much is odd about a script read with a guess: the less, the better the guess."""
        if parsed is None:
            return 0
        reading = Findings("")
        ScriptReader(Values(reading, self.lines), Uses()).script(parsed.root, "guess")
        return len(parsed.twice) + sum(problem.code not in _DOUBTFUL for problem in reading.report())

    def blank(self, snag: Snag) -> tuple[Mend, int]:
        """No guess fits: leave out the line with which the parser gets furthest, or all that hangs under the snag."""
        script = Script(self.lines)
        tries = [{number: ""} for number in _near(script, snag)]
        tries.append(dict.fromkeys(script.block(snag.line), ""))
        reaches = [self.read(self.lines, edits)[0] for edits in tries]
        reach = max(reaches)
        edits = tries[reaches.index(reach)]
        message = f"{_UNREADABLE}: {_plainly(snag.reason)}."
        advice = "Compare it with the lines around it; a text in double quotes is always read as it stands."
        return Mend(min(edits), "syntax", message, advice, edits, blurs=True), reach

    def read(self, lines: list[str], edits: Mapping[int, str]) -> tuple[int, Parsed | None]:
        """The line at which the parser stops with these edits, and what it reads up to there."""
        if self.effort <= 0:
            return 0, None
        text = "\n".join(_edited(lines, edits))
        try:
            parsed = parse(text)
        except Refused as refused:
            return refused.line, None
        except Snag as snag:
            self.effort -= sum(len(line) + 1 for line in lines[: snag.line])
            return snag.line, snag.before
        self.effort -= len(text)
        return _EVERYTHING, parsed


def _near(script: Script, snag: Snag) -> tuple[int, ...]:
    """The lines that may be to blame, the likeliest first."""
    line = snag.line
    wide = (line, script.owner(line), script.before(line), snag.context, script.opener(line), *script.glued(line))
    return tuple(dict.fromkeys(number for number in wide if script[number].strip()))


def _guesses(script: Script, snag: Snag) -> Iterator[Mend]:
    """What may be wrong, the likeliest first."""
    near = _near(script, snag)
    shifts = tuple(shift_mends(script, snag.line))
    askew = script.indent(snag.line) % 2 and script.shape(snag.line).prefix.strip()
    if askew:
        yield from shifts
    for number in near:
        yield from separator_mends(script, number)
        yield from text_mends(script, number, snag.reason)
    for number in near:
        yield from slip_mends(script, number)
    if not askew:
        yield from shifts
    yield from text_above_mends(script, snag.line)


def _edited(lines: list[str], edits: Mapping[int, str]) -> list[str]:
    edited = list(lines)
    for number, line in edits.items():
        edited[number - 1] = line
    return edited


def _plainly(reason: str) -> str:
    """The parser's words, as far as they mean something to a writer."""
    if "mapping values" in reason:
        return "there is a colon where none can be"
    if "could not find expected ':'" in reason or "expected key" in reason:
        return "a key with a colon was expected, or a quote is missing above it"
    if "'-' indicator" in reason:
        return "a dash was expected, as before the beats above it"
    if "," in reason and ("]" in reason or "}" in reason):
        return "a list in brackets is not written to its end"
    if reason == "key":
        return "a list stands where a key belongs"
    return re.sub(r"\s+", " ", reason) or "something is odd"
