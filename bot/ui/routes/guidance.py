"""Routes of being shown the way: a worked example, and the path through the seven."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class ShowExample(Route):
    """Show step `number`, counted from 0, of a scenario's worked example."""

    verb: ClassVar[str] = "example"
    scenario: str
    number: int


@dataclass(frozen=True, slots=True)
class ShowPath(Route):
    """Show the path through the seven."""

    verb: ClassVar[str] = "path"


ALL: tuple[type[Route], ...] = (ShowExample, ShowPath)
