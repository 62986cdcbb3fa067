"""Use cases: each owns its transactions, and takes and returns plain values."""

from dataclasses import dataclass

from bot.services.clocks import Clocks
from bot.services.feedback import Feedback
from bot.services.installation import Installation
from bot.services.practice import Practice
from bot.services.preferences import Preferences
from bot.services.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the interface may ask for."""

    practice: Practice
    feedback: Feedback
    preferences: Preferences
    clocks: Clocks
    installation: Installation
    shelf: Shelf
