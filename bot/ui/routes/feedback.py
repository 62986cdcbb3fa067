"""Routes of looking back over many runs."""

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.routes.codec import Route


@dataclass(frozen=True, slots=True)
class ShowFeedback(Route):
    """Show the feedback, in a new message."""

    verb: ClassVar[str] = "feedback"


ALL: tuple[type[Route], ...] = (ShowFeedback,)
