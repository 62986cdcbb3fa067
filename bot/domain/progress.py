"""What changed: a player against their own past, and never against anybody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait

WORTH_SAYING = 4.0  # points of 100; less than that is one moment more or less
MUCH = 10.0
SAID = 3


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a trait's score moved: -100..100."""

    trait: Trait
    by: float


def shifts(now: Mapping[Trait, Estimate], then: Mapping[Trait, Estimate]) -> tuple[Shift, ...]:
    """What moved so far that it is worth saying, the largest first, at most three.

    Only traits of which enough was known both then and now: what moves before that is mostly chance.
    """
    moved = [
        Shift(trait, now[trait].score - then[trait].score)
        for trait in Trait
        if min(now[trait].moments, then[trait].moments) >= Certainty.EARLY_SIGN.value
    ]
    worth = [one for one in moved if abs(one.by) >= WORTH_SAYING]
    return tuple(sorted(worth, key=lambda one: -abs(one.by))[:SAID])


def new_signs(now: Mapping[Trait, Estimate], then: Mapping[Trait, Estimate]) -> tuple[Trait, ...]:
    """The traits of which it was too early to say anything then, and is not any more."""
    early = Certainty.EARLY_SIGN.value
    return tuple(trait for trait in Trait if now[trait].moments >= early > then[trait].moments)
