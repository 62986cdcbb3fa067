"""The lines of a script that YAML cannot read (yet), and how to find one's way among them."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.authoring.misreadings import misread
from bot.authoring.quoting import Shape, shape
from bot.authoring.vocabulary import ALL_KEYS

_FAR = 1_000  # lines looked up or down
_GLUED = re.compile(r" *(?:-[^\s-]|(?:- +)?([A-Za-z][\w-]*):\S)")
_CAST_ID = re.compile(r"\s+([A-Za-z][\w-]*)\s*:")


@dataclass(frozen=True, slots=True)
class Mend:
    """A guess at what was meant. `edits` are whole lines by their number.

    `blurs` where the edits say less than the writer did, so that what hangs on them cannot be judged.
    """

    line: int
    code: str
    message: str
    advice: str
    edits: Mapping[int, str]
    blurs: bool = False


class Script:
    """Lines by their number, from 1; beyond both ends they are blank."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the script and the ids of its cast."""
        return ALL_KEYS.union(_cast_ids(self.lines))

    def __getitem__(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def shape(self, number: int) -> Shape:
        """The line taken apart; behind a dash, what looks like a key and is no word of the script is text."""
        parts = shape(self[number])
        if parts.dash and parts.key and parts.value and parts.name not in self.words and parts.name != "<<":
            return Shape(parts.indent, parts.dash, "", parts.key + parts.value, parts.comment)
        return parts

    def indent(self, number: int) -> int:
        """How many spaces the line begins with."""
        return len(self[number]) - len(self[number].lstrip(" "))

    def after(self, number: int) -> int:
        """The next line below that is not blank, or 0."""
        below = range(number + 1, min(number + _FAR, len(self.lines) + 1))
        return next((n for n in below if self[n].strip()), 0)

    def before(self, number: int) -> int:
        """The last line above that is not blank, or 0."""
        return next((n for n in self._upwards(number) if self[n].strip()), 0)

    def owner(self, number: int) -> int:
        """The line above that this one hangs under, or 0."""
        inner = self.indent(number)
        return next((n for n in self._upwards(number) if self[n].strip() and self.indent(n) < inner), 0)

    def head(self, number: int) -> int:
        """The first of the lines, from here up, that begin no further left."""
        first = number
        for n in self._upwards(number):
            if self[n].strip() and self.indent(n) < self.indent(number):
                break
            first = n if self[n].strip() else first
        return first

    def glued(self, number: int) -> Iterator[int]:
        """The lines, from here up to the nearest beat, where no space stands behind a dash or a key."""
        for n in (number, *self._upwards(number)):
            found = _GLUED.match(self[n])
            if found and (found[1] is None or found[1] in self.words):
                yield n
            elif n < number and self[n].strip() and not found:
                return

    def opener(self, number: int) -> int:
        """The nearest line, from here up, where a quote opens and does not close; or 0."""
        for n in (number, *self._upwards(number)):
            found = misread(shape(self[n]).value)
            if found is not None and found.code == "quote":
                return n
        return 0

    def block(self, number: int) -> range:
        """The line and those that hang under it."""
        last = number
        for n in range(number + 1, min(number + _FAR, len(self.lines) + 1)):
            if self[n].strip() and self.indent(n) <= self.indent(number):
                break
            last = n if self[n].strip() else last
        return range(number, last + 1)

    def continuation(self, number: int) -> range:
        """The lines below that go on with the text of this one: further in, and no beat or key of their own."""
        last = number
        for n in self.block(number)[1:]:
            below = shape(self[n])
            if not self[n].strip() or below.dash or below.name in self.words:
                break
            last = n
        return range(number + 1, last + 1)

    def levels(self, number: int) -> list[int]:
        """Where the lines above begin that this one could stand in line with or under, the nearest first."""
        levels: set[int] = set()
        limit = 1_000
        for n in self._upwards(number):
            parts = shape(self[n])
            if not self[n].strip() or len(parts.indent) > limit:
                continue
            levels |= {len(parts.indent), parts.column}
            limit = len(parts.indent)
        here = self.indent(number)
        return sorted(levels - {here}, key=lambda level: abs(level - here))

    def _upwards(self, number: int) -> range:
        return range(number - 1, max(0, number - _FAR), -1)


def around(lines: Sequence[str], number: int) -> list[str]:
    """The script with every scene emptied but the one of that line, which is far less to read again and again."""
    script = Script(lines)
    tops = [n for n in range(1, len(lines) + 1) if lines[n - 1][:1].strip() not in ("", "#")]
    start = next((n for n in tops if lines[n - 1].startswith("scenes:")), 0)
    end = next((n for n in tops if n > start), len(lines) + 1)
    inside = [n for n in range(start + 1, end) if script[n].strip()]
    if not start or not inside or not start < number < end:
        return list(lines)
    level = script.indent(inside[0])
    heads = [n for n in inside if script.indent(n) <= level]
    first = max((n for n in heads if n <= number), default=start)
    last = min((n for n in heads if n > number), default=end)
    kept = {*heads, *range(first, last)}
    return [line if n in kept or not start < n < end else "" for n, line in enumerate(lines, 1)]


def _cast_ids(lines: Sequence[str]) -> Iterator[str]:
    start = next((at for at, line in enumerate(lines) if line.startswith("cast:")), len(lines))
    for line in itertools.takewhile(lambda line: not line[:1].strip(), lines[start + 1 :]):
        if found := _CAST_ID.match(line):
            yield found[1]
