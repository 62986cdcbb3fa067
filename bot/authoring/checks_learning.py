"""Does a script give something to practise? Every finding here is a warning: it is a writer's call."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median, quantiles

from bot.authoring.playthrough import Playthrough, codes
from bot.authoring.problems import Problem
from bot.domain import limits
from bot.domain.engine import Decision
from bot.domain.explore import at_random
from bot.domain.scenario import Choice, Option, choices_of
from bot.domain.scoring import evidence_of, mean_regard
from bot.domain.scout import Notes, Picker, Walk, walk
from bot.domain.traits import Trait

CHANCE_WALKS = 200
MARGIN = 0.05  # of the 0..1 that a path can earn
HABITS: Mapping[str, Callable[[Sequence[Option]], Option]] = {
    "longest": lambda options: max(options, key=lambda option: len(option.text)),
    "shortest": lambda options: min(options, key=lambda option: len(option.text)),
    "first": lambda options: options[0],
    "last": lambda options: options[-1],
}
_TURN = {"longest": "length", "shortest": "length", "first": "order", "last": "order"}


def learning_problems(found: Playthrough) -> Iterator[Problem]:
    """Traits that are never at stake, decisions with nothing to weigh, habits that pay."""
    yield from _never_at_stake(found)
    yield from _nothing_to_weigh(found)
    yield from _habits_that_pay(found)


def _never_at_stake(found: Playthrough) -> Iterator[Problem]:
    at_stake = {
        trait
        for choice in choices_of(found.scenario)
        for shown in _shown_together(found, choice)
        for trait in Trait
        if len({_points(option, trait) for option in shown}) > 1
    }
    for trait in found.scenario.practises:
        if trait not in at_stake:
            yield found.warning(
                ("key", "practises"),
                "trait-never-at-stake",
                f"`practises` promises {trait}, but at no choice do the options differ in it.",
                f"Give some options points for {trait} under `shows`, or take it out of `practises`.",
            )


def _nothing_to_weigh(found: Playthrough) -> Iterator[Problem]:
    """One finding per choice, about the largest set of options that is as plain as that."""
    for choice in choices_of(found.scenario):
        for shown in _shown_together(found, choice):
            best = plainly_best(shown)
            same = all(_points(one, trait) == _points(shown[0], trait) for one in shown for trait in Trait)
            if not best and not same:
                continue
            some = len(shown) < len(choice.options)
            when = f" when only {codes(option.id for option in shown)} are offered" if some else " here"
            what = f"`{best.id}` is best at everything" if best else "every option shows the same"
            yield found.warning(
                ("choice", choice.id),
                "nothing-to-weigh",
                f"There is nothing to weigh{when}: {what}.",
                "Let the best one cost something, or let another one show what it does not.",
            )
            break


def plainly_best(options: Sequence[Option]) -> Option | None:
    """The option that is nowhere worse and somewhere better than each of the others, if there is one."""
    return next((one for one in options if all(_better(one, other) for other in options if other is not one)), None)


def _better(one: Option, other: Option) -> bool:
    gains = [_points(one, trait) - _points(other, trait) for trait in Trait]
    return min(gains) >= 0 and max(gains) > 0


def _habits_that_pay(found: Playthrough) -> Iterator[Problem]:
    """Habits that do better than chance, by a way of playing that needs no judgement.

    A path earns the mean of r weighted by e over all its decisions and traits (see scoring), 0..1. A habit
    pays when the one path that it makes earns more than 95 % of 200 random walks, which are always the same,
    and at least MARGIN more than their median. The first keeps out short scripts, where luck alone comes far;
    the second those in which all paths earn alike. A habit that goes round without end has no path.
    """
    notes = Notes()

    def along(picker: Picker) -> Walk:
        return walk(found.scenario, picker, notes, limits.BEATS)

    walks = (_earned(along(at_random(number))) for number in range(CHANCE_WALKS))
    chance = [earned for earned in walks if earned is not None]
    if len(chance) < CHANCE_WALKS // 2:
        return
    bar = max(quantiles(chance, n=20)[-1], median(chance) + MARGIN)
    for name, habit in HABITS.items():
        path = along(lambda _, options, __, habit=habit: habit(options))
        earned = _earned(path)
        if earned is not None and earned > bar:
            yield found.warning(
                ("key", "scenes"),
                "habit-pays",
                f"Always taking the {name} option earns {earned:.0%} of what can be earned; "
                f"chance earns {median(chance):.0%}.",
                f"It finds the best one at {codes(_best_moments(path))}; "
                f"change the {_TURN[name]} of the options at some of them.",
            )


def _earned(path: Walk) -> float | None:
    """What a path earns, 0..1; None where it does not end, or nothing was at stake."""
    if not path.complete:
        return None
    return mean_regard([one for decision in path.decisions for one in evidence_of(decision).values()])


def _best_moments(path: Walk) -> list[str]:
    """The choices where this path took what earns most; up to four."""
    return list(dict.fromkeys(one.choice.id for one in path.decisions if _took_best(one)))[:4]


def _took_best(decision: Decision) -> bool:
    return _worth(decision, decision.option) >= max(_worth(decision, option) for option in decision.offered)


def _worth(decision: Decision, option: Option) -> float:
    taken = Decision(decision.choice, decision.offered, option, decision.silent, decision.heard)
    return mean_regard(list(evidence_of(taken).values())) or 0.0


def _shown_together(found: Playthrough, choice: Choice) -> list[tuple[Option, ...]]:
    """The sets of options that leave a choice, the largest first, each in the script's order."""
    sets = found.exploration.offers.get(choice.id, frozenset())
    ordered = sorted((shown for shown in sets if len(shown) > 1), key=lambda shown: (-len(shown), sorted(shown)))
    return [tuple(option for option in choice.options if option.id in shown) for shown in ordered]


def _points(option: Option, trait: Trait) -> int:
    return option.shows.get(trait, 0)
