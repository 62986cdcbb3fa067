"""Lines of a script as their writer sees them, and how to quote what YAML would misread."""

import re
from dataclasses import dataclass

_SHAPE = re.compile(
    r"(?P<indent> *)(?P<dash>(?:-(?: +|$))*)"
    r"(?P<key>(?:[A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*'|<<)\s*:(?: +|$))?(?P<value>.*)"
)
_COMMENT = re.compile(r"(?:^|\s)#+(?:\s.*)?$")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SHOWN = 70  # characters of a line that a message repeats


@dataclass(frozen=True, slots=True)
class Shape:
    """A line taken apart: `indent`, `dash`, `key` with its colon, `value`, and a comment behind it."""

    indent: str
    dash: str
    key: str
    value: str
    comment: str

    @property
    def prefix(self) -> str:
        """All that stands before the value."""
        return self.indent + self.dash + self.key

    @property
    def name(self) -> str:
        """The key itself, or nothing."""
        return self.key.rstrip().removesuffix(":").strip()

    @property
    def column(self) -> int:
        """Where the content begins: what belongs under it stands further right."""
        return len(self.indent) + len(self.dash)


def shape(line: str) -> Shape:
    """Take a line apart."""
    match = _SHAPE.match(line)
    assert match is not None  # every part of the pattern may be empty
    value, comment = match["value"], ""
    found = _COMMENT.search(value)
    if found and not _inside_quotes(value, found.start()):
        value, comment = value[: found.start()], value[found.start() :]
    return Shape(match["indent"], match["dash"], match["key"] or "", value.rstrip(), comment)


def quoted(text: str) -> str:
    """The text in quotes that YAML reads as they look."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoted_lines(pieces: list[str]) -> list[str]:
    """The same for a text over several lines: the quotes stand around all of it."""
    text = "\n".join(pieces)
    quote = quoted(text)[0]
    if quote == "'":
        text = text.replace("'", "''")
    return f"{quote}{text}{quote}".split("\n")


def whole(value: str) -> str:
    """The text that a writer meant with a value, a quote that only opens or that stands around all of it taken away."""
    if _around_all(value):
        return value[1:-1]
    return value[1:] if value.startswith('"') and value.count('"') == 1 else value


def _around_all(value: str) -> bool:
    """Whether the quotes at both ends go together: what stands between them opens quotes of its own, or has none."""
    quote = value[:1]
    if len(value) < 2 or quote not in "'\"" or quote != value[-1]:
        return False
    inner = _APOSTROPHE.sub("", value[1:-1])
    before, found, _ = inner.partition(quote)
    a_plural = quote == "'" and inner.count(quote) == 1  # 'The kids' drill.'
    return not found or before[-1:] in ("", " ", "(") or a_plural


def shown(text: str) -> str:
    """The text as a message repeats it: on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1].rstrip() + "…"


def write_instead(line: str, *, all_of_it: bool = False, with_comment: bool = False) -> str:
    """Advice: the writer's line with its text in quotes. With `all_of_it`, its key is text as well.

    With `with_comment`, so is what YAML takes for a comment behind it.
    """
    parts = shape(line)
    before = parts.dash if all_of_it else parts.dash + parts.key
    value = parts.value + parts.comment if with_comment else parts.value
    text = whole(parts.key + value if all_of_it else value)
    return f"Put the text in quotes: `{before}{quoted(shown(text))}`"


def _inside_quotes(value: str, at: int) -> bool:
    return value[:1] in ("'", '"') and closing_quote(value) >= at


def closing_quote(value: str) -> int:
    """Where the quote that opens `value` closes, or -1 where it does not on this line."""
    quote, at = value[0], 1
    while at < len(value):
        if value[at] == "\\" and quote == '"':
            at += 2
            continue
        if value[at] == quote:
            if quote == "'" and value[at + 1 : at + 2] == "'":
                at += 2
                continue
            return at
        at += 1
    return -1
