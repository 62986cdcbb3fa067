"""Did you mean …? What a writer probably wanted to write."""

from collections.abc import Collection
from difflib import get_close_matches

_MANY = 300  # names; among more of them a guess is slow and rarely right
_LONG = 60  # characters; nobody mistypes a whole sentence
_ASKED = 200  # words of one file that are looked for: each takes milliseconds, and a report names half as many
_LISTED = 12  # names that are still read


class Guesses:
    """What the unknown words of one file were probably meant to be. Each is looked for once, and only so many are."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The known name that looks most like `word`. Letter case, `-` and `_` count little.

        None where none is near, and once enough has been guessed.
        """
        if len(word) > _LONG or len(known) > _MANY:
            return None
        asked = word, tuple(known)
        if asked not in self._made and len(self._made) < _ASKED:
            self._made[asked] = _nearest(word, known)
        return self._made.get(asked)

    def did_you_mean(self, word: str, known: Collection[str], plural: str = "names") -> str:
        """A sentence of advice: the nearest name, or else the names that there are."""
        guess = self.nearest(word, known)
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


def _nearest(word: str, known: Collection[str]) -> str | None:
    folded = {_fold(name): name for name in known}
    close = get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
