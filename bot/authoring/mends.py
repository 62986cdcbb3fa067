"""Guesses at texts that YAML reads otherwise than their writer: quotes are what they lack."""

import re
from collections.abc import Iterator

from bot.authoring.misreadings import Misreading, forced, misread, misread_inside
from bot.authoring.quoting import Shape, quoted, quoted_lines, shown, whole
from bot.authoring.script import Mend, Script
from bot.authoring.vocabulary import ALL_KEYS

_PAIRS = frozenset({"shows", "set", "add", "state"})
_DATA = _PAIRS | {"practises", "play", "any", "reply", "beats", "cast", "options", "scenes", "endings", "tests"}
_MAPPING = re.compile(rf"\{{ *(?:{'|'.join(sorted(ALL_KEYS))}): ")
_PAIR = re.compile(r"[\w-]+: *[\w-]+(?:, *[\w-]+: *[\w-]+)*")
_CUT = re.compile(
    r"(?P<before>.*(?:[\[{]|, |: ))(?P<text>[^\[{\s,:][^\[{\]}]*? #[^\]}]*?)"
    r"(?P<after>,\s+[\w-]+:\s.*|(?<=[.?!]),\s.*|[\]}]*,?(?:\s+# .*)?)"
)
_WIDE = 1_000  # characters of a line in which a cut is looked for
_TOKEN = re.compile(r"[&!]\S*\s*")


def separator_mends(script: Script, number: int) -> Iterator[Mend]:
    """`---` and `...`, which part documents, and `<<`, which merges."""
    line = script[number]
    if re.match(r"(---|\.\.\.)(\s|$)", line) and number > 1:
        message = f"`{line[:3]}` parts two documents, and a file holds one scenario."
        yield Mend(number, "several-documents", message, "Delete this line, or make two files.", {number: ""})
    if script.shape(number).name == "<<":
        message = "`<<` copies keys from elsewhere, which a script cannot do."
        yield Mend(number, "merge-key", message, "Write the lines out.", {number: ""}, blurs=True)


def text_mends(script: Script, number: int, reason: str) -> Iterator[Mend]:
    """The text of a line in quotes. `reason` is what the parser said."""
    parts = script.shape(number)
    found = (forced(parts.value, reason) or misread(parts.value)) if parts.value else None
    data = parts.name in _DATA or _MAPPING.match(parts.value)
    if found is not None and data and parts.value[0] in "[{":
        yield from _cut_mends(number, parts)
        yield from _bracket_mends(number, parts, reason)
    elif parts.name in _PAIRS and _PAIR.fullmatch(parts.value):
        braced = f"{{{parts.value}}}"
        message = f"What stands behind `{parts.key.rstrip()}` on one line needs curly brackets."
        edits = {number: parts.prefix + braced + parts.comment}
        yield Mend(number, "bracket", message, f"Write `{parts.key}{shown(braced)}`.", edits)
    elif found is not None:
        yield from _quote_mends(number, parts, found)
    if parts.value and parts.value[0] not in "|>":
        yield from _long_mends(script, number, parts)


def _quote_mends(number: int, parts: Shape, found: Misreading) -> Iterator[Mend]:
    text = whole(parts.value)
    if parts.name == "if":
        yield _condition_mend(number, parts)
        return
    advice = f"Put the text in quotes: `{parts.dash}{parts.key}{quoted(shown(text))}`"
    yield Mend(number, *found, advice, {number: parts.prefix + quoted(text) + parts.comment})
    if found.code in ("anchor", "tag"):
        rest = _TOKEN.sub("", parts.value, count=1)
        token = shown(parts.value[: len(parts.value) - len(rest)])
        message = f"`{token}` is an instruction to YAML, and a script has none."
        yield Mend(number, found.code, message, f"Take `{token}` out.", {number: parts.prefix + rest})


def _condition_mend(number: int, parts: Shape) -> Mend:
    """A condition that YAML does not even hand on; the script is read on as if it always held."""
    value = parts.value
    if value.startswith("!") and not value.startswith("!="):
        instead = f"if: not {value[1:].strip()}"
        edits = {number: f"{parts.indent}{parts.dash}{instead}"}
        return Mend(number, "tag", "`!` is no “not” here.", f"Write `{instead}`.", edits)
    message = f"The condition `{shown(value)}` cannot be read."
    advice = "Write names of the state with `and`, `or`, `not` and comparisons: `if: warmth > 0`."
    return Mend(number, "condition", message, advice, {number: f"{parts.prefix}yes"})


def _cut_mends(number: int, parts: Shape) -> Iterator[Mend]:
    """A text in a list in brackets that YAML cuts at its ` #`, and the end of the list with it."""
    line = parts.value + parts.comment
    cut = _CUT.fullmatch(line) if len(line) <= _WIDE else None
    if cut and (found := misread_inside(cut["text"])):
        text = quoted(cut["text"])
        edits = {number: parts.prefix + cut["before"] + text + cut["after"]}
        yield Mend(number, *found, f"Put the text in quotes: `{quoted(shown(cut['text']))}`", edits)


def _bracket_mends(number: int, parts: Shape, reason: str) -> Iterator[Mend]:
    """A list in brackets that is not one: never closed, or with something odd in it."""
    opening = parts.value[0]
    closing = {"[": "]", "{": "}"}[opening]
    if closing not in parts.value:
        message, closed = f"The `{opening}` is never closed.", parts.value.rstrip(", ") + closing
        edits = {number: parts.prefix + closed + parts.comment}
        yield Mend(number, "bracket", message, f"Write `{parts.key}{shown(closed)}`.", edits)
    example = "[ask, snap]" if opening == "[" else "{warmth: 1, met_jo: yes}"
    found = forced(parts.value, reason)
    code = found.code if found else "bracket"
    message = found.message if found else f"YAML cannot read what stands between `{opening}` and `{closing}`."
    advice = f"Write it like `{example}`, with commas between and a space behind each colon."
    yield Mend(number, code, message, advice, {number: f"{parts.prefix}{opening}{closing}"}, blurs=True)


def _long_mends(script: Script, number: int, parts: Shape) -> Iterator[Mend]:
    """A text over several lines, in quotes as a whole."""
    below = script.continuation(number)
    pieces = [parts.value + parts.comment, *(script[n].strip() for n in below)]
    readings = [misread(parts.value) or misread_inside(parts.comment), *(misread_inside(one) for one in pieces[1:])]
    at = next((i for i, found in enumerate(readings) if found), None)
    if at is None or not below or not (parts.dash or parts.key):
        return
    found, quote = readings[at], pieces[0][0]
    assert found is not None  # `at` is where one was found
    if quote in "'\"":
        pieces = [pieces[0][1:], *pieces[1:-1], pieces[-1].removesuffix(quote)]
    first, *rest = quoted_lines(pieces)
    edits = {number: parts.prefix + first}
    edits |= {n: " " * script.indent(n) + line for n, line in zip(below, rest, strict=True)}
    advice = f"Put the whole text in quotes, from `{shown(first)[:24]}…` to its end on line {below[-1]}."
    yield Mend(number + at, *found, advice, edits)
