"""What to say right after a run: two moments that worked, and one where nothing would have been lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.engine import Decision, Run
from bot.domain.scenario import Option
from bot.domain.scoring import Evidence, evidence_of, mean_regard
from bot.domain.traits import Trait

STRENGTHS = 2
BAR_MOMENTS = 3  # decisions of one run below which a bar would say more than is known


@dataclass(frozen=True, slots=True)
class Strength:
    """A decision that worked, and the trait that it showed most."""

    decision: Decision
    trait: Trait


@dataclass(frozen=True, slots=True)
class Regret:
    """A decision, and an option beside it that was better on `trait` and worse on none."""

    decision: Decision
    better: Option
    trait: Trait


@dataclass(frozen=True, slots=True)
class Debrief:
    """`shown` holds, for each trait at stake in the run, the stake-weighted mean of 1 - regret, 0..1.

    `moments` counts the decisions behind each of these.
    """

    strengths: tuple[Strength, ...]
    regret: Regret | None
    shown: Mapping[Trait, float]
    moments: Mapping[Trait, int]


def debrief(run: Run) -> Debrief:
    """Look back on a run. Works on any run; a run without decisions has nothing to say."""
    regrets = [regret for decision in run.decisions if (regret := regret_of(decision))]
    plain = {id(regret.decision) for regret in regrets}
    strengths = [
        (_price(decision), -value, index, Strength(decision, trait))
        for index, decision in enumerate(run.decisions)
        if id(decision) not in plain and not decision.silent
        for value, trait in [_strength(decision)]
        if value > 0
    ]
    at_stake = _at_stake(run)
    best = sorted(strengths, key=lambda one: one[:3])[:STRENGTHS]
    return Debrief(
        strengths=tuple(strength for *_, strength in sorted(best, key=lambda one: one[2])),
        regret=max(regrets, key=_gain, default=None),
        shown={trait: mean for trait, found in at_stake.items() if (mean := mean_regard(found)) is not None},
        moments={trait: len(found) for trait, found in at_stake.items()},
    )


def regret_of(decision: Decision) -> Regret | None:
    """The offered option that loses nothing against the one taken and gains most, if there is one."""
    better = [
        (gained, option)
        for option in decision.offered
        if (gained := _gained(decision.option, option)) and min(gained.values()) >= 0 and max(gained.values()) > 0
    ]
    if not better:
        return None
    gained, option = max(better, key=lambda one: sum(one[0].values()))
    return Regret(decision, option, max(gained, key=lambda trait: gained[trait]))


def _gained(taken: Option, other: Option) -> Mapping[Trait, int]:
    return {trait: other.shows.get(trait, 0) - taken.shows.get(trait, 0) for trait in (*taken.shows, *other.shows)}


def _gain(regret: Regret) -> int:
    return sum(_gained(regret.decision.option, regret.better).values())


def _strength(decision: Decision) -> tuple[float, Trait]:
    """How well a decision went over all traits at stake, and the trait that it showed most."""
    evidence = evidence_of(decision)
    shown = [trait for trait, one in evidence.items() if one.points > 0 and one.lean > 0]
    if not shown:
        return 0.0, Trait.GENEROSITY
    return sum(one.lean for one in evidence.values()), max(shown, key=lambda trait: evidence[trait].lean)


def _price(decision: Decision) -> int:
    """What the option cost. What cost least is praised first: a moment that hurt somebody is not called a success."""
    return -sum(min(0, points) for points in decision.option.shows.values())


def _at_stake(run: Run) -> Mapping[Trait, list[Evidence]]:
    """What the run says of each trait, in the order of the traits."""
    found: dict[Trait, list[Evidence]] = {}
    for decision in run.decisions:
        for trait, evidence in evidence_of(decision).items():
            found.setdefault(trait, []).append(evidence)
    return {trait: found[trait] for trait in Trait if trait in found}
