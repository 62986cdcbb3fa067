"""Guesses at slips of the hand: a dash, a colon or a space that is missing, a line that is not in line."""

import re
from collections.abc import Iterator

from bot.authoring.quoting import shape, shown
from bot.authoring.script import Mend, Script

_GLUED_DASH = re.compile(r"( *)-([^\s-].*)")
_WORD = re.compile(r"(?P<before> *(?:- +)*)(?P<word>[A-Za-z_][\w-]*)(?P<rest>.*)")
_NAMED = frozenset({"cast", "state", "scenes", "options", "endings"})  # what is below these has a name, and no dash
_SHIFTS = 6  # places tried for a line that is not in line


def slip_mends(script: Script, number: int) -> Iterator[Mend]:
    """A sign that is missing on the line, or a dash too many."""
    line = script[number]
    parts = shape(line)
    if parts.dash and parts.key and script.shape(script.owner(number)).name in _NAMED:
        message = f"A dash stands before `{shown(parts.name)}`, which is no beat."
        yield _slip(number, "needless-dash", message, f"{parts.indent}{line[parts.column :]}")
    glued = _GLUED_DASH.fullmatch(line)
    if glued:
        mended = f"{glued[1]}- {glued[2]}"
        yield _slip(number, "missing-space", "A space is missing behind the dash.", mended)
    word = _WORD.fullmatch(line)
    if word:
        yield from _colon_mends(script, number, word)
    if line.strip() and not parts.dash:
        yield from _dash_mends(script, number)


def _colon_mends(script: Script, number: int, found: re.Match[str]) -> Iterator[Mend]:
    before, word, rest = found["before"], found["word"], found["rest"]
    known = word in script.words
    if rest.startswith("："):
        mended = f"{before}{word}: {rest[1:].strip()}".rstrip()
        message = "This colon is a wide one (：), which YAML does not know."
        yield _slip(number, "missing-colon", message, mended)
    elif known and re.match(r":\S", rest):
        message = f"A space is missing behind the colon of `{word}`."
        yield _slip(number, "missing-space", message, f"{before}{word}: {rest[1:]}")
    elif (known and rest.startswith(" ")) or not rest.strip():
        mended = f"{before}{word}: {rest.strip()}".rstrip()
        yield _slip(number, "missing-colon", f"A colon is missing behind `{word}`.", mended)


def _dash_mends(script: Script, number: int) -> Iterator[Mend]:
    """The line as a beat of its own; and the line with those that follow it as one beat."""
    line, indent = script[number], script.indent(number)
    mended = " " * indent + "- " + line.lstrip()
    message = "A dash is missing before this beat."
    yield _slip(number, "missing-dash", message, mended)
    edits = {number: mended}
    for n in range(number + 1, min(number + 100, len(script.lines) + 1)):
        beat = bool(shape(script[n]).dash)
        if script[n].strip() and script.indent(n) <= indent - (not beat):
            break
        edits[n] = f"  {script[n]}" if script[n].strip() else script[n]
    advice = f"Write `{shown(mended)}`, and move what belongs to it two spaces to the right."
    yield Mend(number, "missing-dash", message, advice, edits)


def _slip(number: int, code: str, message: str, mended: str) -> Mend:
    parts = shape(mended)
    return Mend(number, code, message, f"Write `{shown(parts.prefix + parts.value)}`.", {number: mended})


def shift_mends(script: Script, number: int) -> Iterator[Mend]:
    """Lines moved in line with others; first those that leave fewer lines at an odd number of spaces."""
    if not script[number].strip():
        return
    mends = [*_here_mends(script, number), *_earlier_mends(script, number)]
    yield from sorted(mends, key=lambda mend: sum(_odd(line) - _odd(script[n]) for n, line in mend.edits.items()))


def _here_mends(script: Script, number: int) -> Iterator[Mend]:
    """The line where the parser stops, alone and with all that hangs under it."""
    here = script.indent(number)
    for level in script.levels(number)[:_SHIFTS]:
        moved = _moved(script, script.block(number), level - here)
        message = f"This line begins with {_spaces(here)}, which is in line with nothing above it."
        advice = f"Begin it with {_spaces(level)}."
        yield Mend(number, "indentation", message, advice, moved)
        yield Mend(number, "indentation", message, advice, {number: moved[number]})


def _earlier_mends(script: Script, number: int) -> Iterator[Mend]:
    """The line is right, and those above it are not."""
    here = script.indent(number)
    above, owner = script.before(number), script.owner(number)
    for first in dict.fromkeys((owner, script.after(owner), script.head(above), above)):
        if not 0 < first < number:
            continue
        there = script.indent(first)
        for level in dict.fromkeys((here, here - script.shape(first).column + there)):
            if level == there or level < 0:
                continue
            message = f"This line begins with {_spaces(there)}; line {number}, which seems to go with it, with {here}."
            advice = f"Begin it with {_spaces(level)}."
            moved = _moved(script, range(first, number), level - there)
            yield Mend(first, "indentation", message, advice, moved)
            yield Mend(first, "indentation", message, advice, {first: moved[first]})


def _odd(line: str) -> int:
    return (len(line) - len(line.lstrip(" "))) % 2


def text_above_mends(script: Script, number: int) -> Iterator[Mend]:
    """A key with a text behind it and lines below it."""
    owner = script.owner(number)
    parts = script.shape(owner)
    if owner and parts.key and parts.value:
        message = f"`{parts.name}` has a text behind it and more below it; it can have one of the two."
        advice = f"Take `{shown(parts.value)}` away, or move line {number} to the left."
        yield Mend(owner, "indentation", message, advice, {owner: f"{parts.prefix.rstrip()}{parts.comment}"})


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces" if count else "no space"


def _moved(script: Script, numbers: range, by: int) -> dict[int, str]:
    lines = {n: script[n] for n in numbers if script[n].strip()}
    return {n: " " * by + line if by >= 0 else line[min(-by, script.indent(n)) :] for n, line in lines.items()}
