"""One's own part of the talk in mixers, beside one's own part in earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from bot.domain.mixer import ENOUGH_SAID

ENOUGH_SPOKEN = 60.0  # seconds in all in a voice room before a share says anything
EARLIER = 3  # mixers that the last one is set beside
NOTICEABLE = 0.08  # of the talk


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody said in a mixer, of all that was said: messages, and seconds in its voice room."""

    said: int
    of_said: int
    spoke: float
    of_spoke: float

    @property
    def share(self) -> float | None:
        """The part of the talk, 0..1: aloud where people talked aloud, else in writing; None where too little was."""
        if self.of_spoke >= ENOUGH_SPOKEN:
            return self.spoke / self.of_spoke
        return self.said / self.of_said if self.of_said >= ENOUGH_SAID else None


@dataclass(frozen=True, slots=True)
class Talk:
    """The share in the last mixer (0..1), and by how much it is more or less than in those before, None without any.

    A difference that nobody would notice is 0.
    """

    share: float
    change: float | None


def talk(parts: Sequence[Part]) -> Talk | None:
    """What can be said of somebody's mixers, the latest first; None where nothing can."""
    shares = [share for one in parts if (share := one.share) is not None]
    if not shares:
        return None
    earlier = shares[1 : EARLIER + 1]
    change = shares[0] - mean(earlier) if earlier else None
    return Talk(shares[0], 0.0 if change is not None and abs(change) < NOTICEABLE else change)
