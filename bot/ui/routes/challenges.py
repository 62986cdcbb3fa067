"""Routes of taking practice outside."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class TakeOutside(Route):
    """Show something to try for a trait near a level, in a new message."""

    verb: ClassVar[str] = "outside"
    trait: str
    level: int


@dataclass(frozen=True, slots=True)
class Suggest(Route):
    """Show the next thing to try for a trait; `level` 0 is whichever fits."""

    verb: ClassVar[str] = "suggest"
    trait: str
    level: int
    turn: int


@dataclass(frozen=True, slots=True)
class PickTrait(Route):
    """The select menu of traits; the value picked is a trait."""

    verb: ClassVar[str] = "pickout"


@dataclass(frozen=True, slots=True)
class Take(Route):
    """Take a challenge, to be asked after so many days."""

    verb: ClassVar[str] = "take"
    challenge: str
    days: int
    agrees: int


@dataclass(frozen=True, slots=True)
class ShowTry(Route):
    """Show an open try."""

    verb: ClassVar[str] = "try"
    attempt: int


@dataclass(frozen=True, slots=True)
class ShowTried(Route):
    """Show what was done, page `number` from 0, with the lines about it."""

    verb: ClassVar[str] = "tried"
    number: int


@dataclass(frozen=True, slots=True)
class Did(Route):
    """It was done."""

    verb: ClassVar[str] = "did"
    attempt: int


@dataclass(frozen=True, slots=True)
class NotYet(Route):
    """It was not done yet."""

    verb: ClassVar[str] = "notyet"
    attempt: int


@dataclass(frozen=True, slots=True)
class LetGo(Route):
    """It is not wanted any more."""

    verb: ClassVar[str] = "letgo"
    attempt: int


@dataclass(frozen=True, slots=True)
class AskAgain(Route):
    """Ask again after so many days; 0 for never."""

    verb: ClassVar[str] = "askagain"
    attempt: int
    days: int


@dataclass(frozen=True, slots=True)
class WriteNote(Route):
    """Show the form for a line of one's own."""

    verb: ClassVar[str] = "note"
    attempt: int


@dataclass(frozen=True, slots=True)
class KeepNote(Route):
    """The form, filled in."""

    verb: ClassVar[str] = "noted"
    attempt: int


ALL: tuple[type[Route], ...] = (
    TakeOutside,
    Suggest,
    PickTrait,
    Take,
    ShowTry,
    ShowTried,
    Did,
    NotYet,
    LetGo,
    AskAgain,
    WriteNote,
    KeepNote,
)
