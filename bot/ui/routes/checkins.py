"""Routes of the weekly look at oneself."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class AskCheckIn(Route):
    """Show the form."""

    verb: ClassVar[str] = "checkin"


@dataclass(frozen=True, slots=True)
class KeepCheckIn(Route):
    """The form, filled in."""

    verb: ClassVar[str] = "checkedin"


ALL: tuple[type[Route], ...] = (AskCheckIn, KeepCheckIn)
