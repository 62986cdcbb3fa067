"""Small things to try in real life, one for each trait and level at the least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.limits import LEVELS
from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait


@dataclass(frozen=True, slots=True)
class Challenge:
    """Something to try: what to do, and a hint that makes it easier."""

    id: str
    trait: Trait
    level: int
    text: str
    hint: str


class Outcome(StrEnum):
    """What became of a try."""

    DID = "did"
    LET_GO = "let-go"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A challenge that was taken before; `outcome` is None while it is open."""

    challenge: str
    trait: Trait
    level: int
    outcome: Outcome | None


def wanted_trait(standing: Mapping[Trait, Estimate]) -> Trait:
    """The trait to try next: what is known least about first, then the lowest band; ties in the order of traits."""

    def need(trait: Trait) -> tuple[int, float]:
        found = standing.get(trait)
        if found is None or found.certainty is Certainty.TOO_EARLY:
            return (0, float(found.moments) if found else 0.0)
        return (1, found.low)

    return min(Trait, key=need)


def wanted_level(trait: Trait, attempts: Sequence[Attempt]) -> int:
    """One level above the hardest that was done for this trait; the first for whoever has done none."""
    done = [one.level for one in attempts if one.trait is trait and one.outcome is Outcome.DID]
    return min(max(done, default=0) + 1, LEVELS[-1])


def in_order(
    challenges: Sequence[Challenge], trait: Trait, level: int, attempts: Sequence[Attempt]
) -> tuple[Challenge, ...]:
    """A trait's challenges, the most fitting first: what was not taken yet, near the level, gentle ones before hard."""

    def order(one: Challenge) -> tuple[bool, int, int, int, str]:
        taken = [attempt for attempt in attempts if attempt.challenge == one.id]
        is_open = any(attempt.outcome is None for attempt in taken)
        return (is_open, len(taken), abs(one.level - level), one.level, one.id)

    return tuple(sorted((one for one in challenges if one.trait is trait), key=order))
