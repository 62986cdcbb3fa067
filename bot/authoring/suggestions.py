"""Did you mean …? What a writer probably wanted to write."""

from collections.abc import Collection
from difflib import get_close_matches

_MANY = 300  # names; among more of them a guess is slow and rarely right
_LONG = 60  # characters; nobody mistypes a whole sentence
_LISTED = 12  # names that are still read


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known name that looks most like `word`, or None where none is near. Letter case, `-` and `_` count little."""
    if len(word) > _LONG or len(known) > _MANY:
        return None
    folded = {_fold(name): name for name in known}
    close = get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Collection[str], plural: str = "names") -> str:
    """A sentence of advice: the nearest name, or else the names that there are."""
    guess = nearest(word, known)
    if guess is not None:
        return f"Did you mean `{guess}`?"
    return listed(known, plural)


def listed(known: Collection[str], plural: str = "names") -> str:
    """`The scenes are: …`, cut short where there are many."""
    if not known:
        return f"There are no {plural} yet."
    names = ", ".join(f"`{name}`" for name in list(known)[:_LISTED])
    more = ", …" if len(known) > _LISTED else ""
    return f"The {plural} are: {names}{more}."


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
