"""Routes of looking back over many runs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route

ANY = "-"  # no trait in particular
WHICHEVER = 0  # no option in particular


@dataclass(frozen=True, slots=True)
class ShowFeedback(Route):
    """Show the feedback, in a new message."""

    verb: ClassVar[str] = "feedback"


@dataclass(frozen=True, slots=True)
class BackToFeedback(Route):
    """Show the feedback in place of what was looked at closer."""

    verb: ClassVar[str] = "back"


@dataclass(frozen=True, slots=True)
class ShowMoment(Route):
    """Show moment `number` of those about one trait, or ANY."""

    verb: ClassVar[str] = "moment"
    trait: str
    number: int


@dataclass(frozen=True, slots=True)
class PickTrait(Route):
    """The select menu of traits; the value picked is a trait's id or ANY."""

    verb: ClassVar[str] = "trait"


@dataclass(frozen=True, slots=True)
class PickCloser(Route):
    """The select menu that leads to one trait, closer; the value picked is a trait's id."""

    verb: ClassVar[str] = "closer"


@dataclass(frozen=True, slots=True)
class WhatIf(Route):
    """Show where another option would have led: its number among the others, from 1, or WHICHEVER. Back to a moment."""

    verb: ClassVar[str] = "whatif"
    run: int
    seq: int
    option: int
    trait: str
    number: int


@dataclass(frozen=True, slots=True)
class OverTime(Route):
    """Show each trait's course."""

    verb: ClassVar[str] = "course"


@dataclass(frozen=True, slots=True)
class Explain(Route):
    """Say how the feedback is worked out."""

    verb: ClassVar[str] = "how"


ALL: tuple[type[Route], ...] = (
    ShowFeedback,
    BackToFeedback,
    ShowMoment,
    PickTrait,
    PickCloser,
    WhatIf,
    OverTime,
    Explain,
)
