"""What to say right after a run: two moments that worked, and one that is worth another go.

Another go is worth it most where another answer would have cost nothing. Good scripts leave few such moments, since in
them every answer gives one thing up for another; then it is the moment where the exchange was the poorest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from bot.domain.engine import Decision, Run
from bot.domain.scenario import Option
from bot.domain.scoring import Evidence, evidence_of, mean_regard
from bot.domain.traits import Trait

STRENGTHS = 2
MARGIN = 2  # points of worth below which one answer is not told to be better than another
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
class Trade:
    """A decision, and an option beside it that was worth more, though not for nothing.

    It gains most on `gains`, and loses most on `costs`.
    """

    decision: Decision
    better: Option
    gains: Trait
    costs: Trait


@dataclass(frozen=True, slots=True)
class Debrief:
    """`trade` is there only where there is no `regret`.

    `shown` holds, for each trait at stake in the run, the stake-weighted mean of 1 - regret, 0..1; `moments` counts the
    decisions behind each of these.
    """

    strengths: tuple[Strength, ...]
    regret: Regret | None
    trade: Trade | None
    shown: Mapping[Trait, float]
    moments: Mapping[Trait, int]


def debrief(run: Run, since: int = 0) -> Debrief:
    """Look back on a run, from decision `since` on. Works on any run; one without decisions has nothing to say."""
    decisions = run.decisions[since:]
    regrets = [regret for decision in decisions if (regret := regret_of(decision))]
    trades = [] if regrets else [trade for decision in decisions if (trade := trade_of(decision))]
    trade = max(trades, key=_gain, default=None)
    at_stake = _at_stake(decisions)
    again = {id(one.decision) for one in (*regrets, *filter(None, [trade]))}
    return Debrief(
        strengths=_strengths([one for one in decisions if id(one) not in again], run.scenario.practises),
        regret=max(regrets, key=_gain, default=None),
        trade=trade,
        shown={trait: mean for trait, found in at_stake.items() if (mean := mean_regard(found)) is not None},
        moments={trait: len(found) for trait, found in at_stake.items()},
    )


def worth(option: Option) -> int:
    """What an option shows in all, in points, where what it costs counts twice: doing good does not buy doing harm."""
    return sum(option.shows.values()) - price(option)


def price(option: Option) -> int:
    """What an option costs over all traits, in points from 0."""
    return -sum(min(0, points) for points in option.shows.values())


def regret_of(decision: Decision) -> Regret | None:
    """The offered option that loses nothing against the one taken and gains most, if there is one."""
    better = [
        (gained, option)
        for option in decision.offered
        if (gained := _gained(decision.option, option)) and min(gained.values()) >= 0 and max(gained.values()) > 0
    ]
    if not better:
        return None
    gained, option = max(better, key=lambda one: worth(one[1]))
    return Regret(decision, option, max(gained, key=lambda trait: gained[trait]))


def trade_of(decision: Decision) -> Trade | None:
    """The offered option that is worth most, if it is worth clearly more than the one taken and has its price too."""
    better = max(decision.offered, key=worth)
    gained = _gained(decision.option, better)
    if worth(better) - worth(decision.option) < MARGIN or min(gained.values()) >= 0:
        return None
    # Of equal gains, the one on what the option taken had cost.
    by_gain = sorted(gained, key=lambda trait: (gained[trait], -decision.option.shows.get(trait, 0)))
    return Trade(decision, better, gains=by_gain[-1], costs=by_gain[0])


def _strengths(decisions: Sequence[Decision], focus: Sequence[Trait]) -> tuple[Strength, ...]:
    """What shows a trait in focus, then what cost least, then what was worth most.

    A moment that hurt somebody is not called a success before others.
    """
    praised = [
        (trait not in focus, price(decision.option), -worth(decision.option), index, Strength(decision, trait))
        for index, decision in enumerate(decisions)
        if not decision.silent and (trait := _success(decision, focus))
    ]
    best = sorted(praised, key=lambda one: one[:4])[:STRENGTHS]
    return tuple(strength for *_, strength in sorted(best, key=lambda one: one[3]))


def _success(decision: Decision, focus: Sequence[Trait]) -> Trait | None:
    """The trait that a decision showed most, one in focus before others.

    None where what was offered beside it was worth more on the average.
    """
    evidence = evidence_of(decision)
    shown = [trait for trait, one in evidence.items() if one.points > 0 and one.lean > 0]
    if not shown or worth(decision.option) < mean(map(worth, decision.offered)):
        return None
    return max(shown, key=lambda trait: (trait in focus, evidence[trait].lean))


def _gained(taken: Option, other: Option) -> Mapping[Trait, int]:
    return {trait: other.shows.get(trait, 0) - taken.shows.get(trait, 0) for trait in (*taken.shows, *other.shows)}


def _gain(one: Regret | Trade) -> int:
    return worth(one.better) - worth(one.decision.option)


def _at_stake(decisions: Sequence[Decision]) -> Mapping[Trait, list[Evidence]]:
    """What decisions say of each trait, in the order of the traits."""
    found: dict[Trait, list[Evidence]] = {}
    for decision in decisions:
        for trait, evidence in evidence_of(decision).items():
            found.setdefault(trait, []).append(evidence)
    return {trait: found[trait] for trait in Trait if trait in found}
