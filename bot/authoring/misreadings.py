"""Why YAML does not read a text as its writer does."""

import re
from typing import NamedTuple

from bot.authoring.quoting import closing_quote, shown

_COLON = re.compile(r":(?:\s|$)")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]{0,2}")


class Misreading(NamedTuple):
    """The code of the problem, and what is wrong."""

    code: str
    message: str


_STARTS = {
    "*": Misreading("alias", "A text cannot start with `*`: YAML looks for something of that name."),
    "&": Misreading("anchor", "A text cannot start with `&`: YAML takes it for a name."),
    "!": Misreading("tag", "A text cannot start with `!`: YAML takes it for a type."),
    "[": Misreading("bracket", "A text cannot start with `[`: YAML takes it for a list."),
    "{": Misreading("bracket", "A text cannot start with `{`: YAML takes it for a list."),
}
_FORCED = {"alias": _STARTS["*"], "anchor": _STARTS["&"], "tag": _STARTS["!"]}


def misread(value: str) -> Misreading | None:
    """What is wrong with a value that stands behind a key or a dash, or None."""
    first = value[:1]
    if first and first in "'\"":
        return _quote(value)
    if first in _STARTS:
        return _STARTS[first]
    if first in set("%@`,]}|>") and not _BLOCK_SCALAR.fullmatch(value):
        sign = "a backtick" if first == "`" else f"`{first}`"
        return Misreading("odd-start", f"A text cannot start with {sign}: YAML uses the sign for itself.")
    if value[:2] in ("- ", "? ", ": ") or value in ("-", "?", ":"):
        return Misreading("odd-start", f"A text cannot start with `{first}` and a space.")
    return misread_inside(value)


def misread_inside(value: str) -> Misreading | None:
    """What is wrong within a text, wherever it began, or None."""
    colon = _COLON.search(value)
    if colon:
        before = shown(value[: colon.start()])
        return Misreading("colon", f"YAML takes `{before}:` for a key, because of its colon.")
    cut = re.search(r"\s#", value)
    if cut:
        after = shown(value[cut.start() :])
        return Misreading("text-cut", f"The text is cut before `{after}`: YAML takes ` #` for the start of a comment.")
    return None


def forced(value: str, reason: str) -> Misreading | None:
    """What the parser itself complained of, where that sign is in the value."""
    found = _FORCED.get(reason)
    return found if found is not None and any(sign in value for sign in "*&!") else None


def _quote(value: str) -> Misreading | None:
    close = closing_quote(value)
    if close < 0:
        return Misreading("quote", "The quote that opens here is not closed.")
    if value[close + 1 :].strip():
        return Misreading("quote", f"The quote closes before `{shown(value[close + 1 :])}`, in the middle of the text.")
    return None
