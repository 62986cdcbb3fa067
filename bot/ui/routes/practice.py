"""Routes of practising: choose a scenario, read its brief, play it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class Picker(Route):
    """Show what there is to practise."""

    verb: ClassVar[str] = "picker"


@dataclass(frozen=True, slots=True)
class ShowPicker(Route):
    """Show what there is to practise, in a new message."""

    verb: ClassVar[str] = "next"


@dataclass(frozen=True, slots=True)
class Pick(Route):
    """The select menu of one level; the value picked is a scenario's id."""

    verb: ClassVar[str] = "pick"
    level: int


@dataclass(frozen=True, slots=True)
class Brief(Route):
    """Read a scenario's brief."""

    verb: ClassVar[str] = "brief"
    scenario: str


@dataclass(frozen=True, slots=True)
class Offer(Route):
    """Read a scenario's brief in a new message."""

    verb: ClassVar[str] = "offer"
    scenario: str


@dataclass(frozen=True, slots=True)
class TryDm(Route):
    """Try this person's direct messages again."""

    verb: ClassVar[str] = "dm"
    scenario: str


@dataclass(frozen=True, slots=True)
class Agree(Route):
    """Agree to be stored, and begin a run; stands beside what is kept, and nowhere else."""

    verb: ClassVar[str] = "agree"
    scenario: str


@dataclass(frozen=True, slots=True)
class Start(Route):
    """Begin a run."""

    verb: ClassVar[str] = "start"
    scenario: str


@dataclass(frozen=True, slots=True)
class Afresh(Route):
    """Put a run aside and begin another; pressed twice, it puts aside that one alone."""

    verb: ClassVar[str] = "afresh"
    scenario: str
    run: int


@dataclass(frozen=True, slots=True)
class Decline(Route):
    """Do not begin; nothing is stored."""

    verb: ClassVar[str] = "decline"


@dataclass(frozen=True, slots=True)
class GoOn(Route):
    """Go on with a run that was left half-way."""

    verb: ClassVar[str] = "goon"
    run: int


@dataclass(frozen=True, slots=True)
class Choose(Route):
    """Take an option as move number `seq` of a run."""

    verb: ClassVar[str] = "choose"
    run: int
    seq: int
    option: str


@dataclass(frozen=True, slots=True)
class DropClock(Route):
    """Play on without a clock, now and later."""

    verb: ClassVar[str] = "noclock"
    run: int


@dataclass(frozen=True, slots=True)
class Again(Route):
    """Play a scenario once more, in a new message."""

    verb: ClassVar[str] = "again"
    scenario: str


@dataclass(frozen=True, slots=True)
class Rehearse(Route):
    """Play on from decision `seq` of a run, as practice, in a new message."""

    verb: ClassVar[str] = "rehearse"
    run: int
    seq: int


ALL: tuple[type[Route], ...] = (
    Picker,
    ShowPicker,
    Pick,
    Brief,
    Offer,
    TryDm,
    Agree,
    Start,
    Afresh,
    Decline,
    GoOn,
    Choose,
    DropClock,
    Again,
    Rehearse,
)
