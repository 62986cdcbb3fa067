"""Routes of what a player can set."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class SetTimers(Route):
    """Turn timers on (1) or off (0)."""

    verb: ClassVar[str] = "timers"
    on: int


ALL: tuple[type[Route], ...] = (SetTimers,)
