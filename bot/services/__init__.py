"""Use cases: each owns its transactions, and takes and returns plain values."""

from dataclasses import dataclass, replace

from bot.services.challenges import Challenges
from bot.services.checkins import CheckIns
from bot.services.clocks import Clocks
from bot.services.feedback import Feedback
from bot.services.installation import Installation
from bot.services.languages import Languages
from bot.services.mixing import Mixing
from bot.services.moments import Moments
from bot.services.practice import Practice
from bot.services.preferences import Preferences
from bot.services.privacy import Privacy
from bot.services.reminders import Reminders
from bot.services.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the interface may ask for."""

    practice: Practice
    feedback: Feedback
    moments: Moments
    preferences: Preferences
    languages: Languages
    reminders: Reminders
    checkins: CheckIns
    challenges: Challenges
    privacy: Privacy
    mixing: Mixing
    clocks: Clocks
    installation: Installation
    shelf: Shelf

    def speaking(self, language: str) -> "Services":
        """The same services, showing scenarios and challenges in this language where they were translated."""
        shelf = self.shelf.in_language(language)
        practice, feedback, moments = self.practice.on(shelf), self.feedback.on(shelf), self.moments.on(shelf)
        challenges = self.challenges.on(language)
        return replace(self, shelf=shelf, practice=practice, feedback=feedback, moments=moments, challenges=challenges)
