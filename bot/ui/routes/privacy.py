"""Routes of what is kept about somebody."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Route):
    """Show what is kept, and why."""

    verb: ClassVar[str] = "privacy"


@dataclass(frozen=True, slots=True)
class Export(Route):
    """Send everything that is kept, as a file, in a new message that only this person sees."""

    verb: ClassVar[str] = "export"


@dataclass(frozen=True, slots=True)
class AskErase(Route):
    """Ask whether it is meant."""

    verb: ClassVar[str] = "askerase"


@dataclass(frozen=True, slots=True)
class Erase(Route):
    """Remove everything that is kept."""

    verb: ClassVar[str] = "erase"


ALL: tuple[type[Route], ...] = (ShowPrivacy, Export, AskErase, Erase)
