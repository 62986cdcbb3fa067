"""Text from a script, made safe to print: it may come from anywhere, and a terminal obeys what it is sent."""

from unicodedata import category

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these reorder what stands around


def printable(text: str) -> str:
    """The text with a middle dot for each control character (lines may break) and change of direction."""
    return "".join("\N{MIDDLE DOT}" if _steers(one) else one for one in text.expandtabs(4))


def _steers(one: str) -> bool:
    return one != "\n" and (category(one) in {"Cc", "Cs"} or one in _TURNS)
