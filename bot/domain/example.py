"""A worked example of a scenario: a few steps of one good way, always the same, with the why at each.

Seeing a skill before trying it is the second step of social skills training (explain, show, rehearse, feed back, set
as homework). The way is found in the script, so a scenario needs nothing written for it.
"""

from dataclasses import dataclass, replace
from math import ceil

from bot.domain import limits
from bot.domain.debrief import regret_of, worth
from bot.domain.engine import Decision, EndlessScript, Entry, Run, choose, start
from bot.domain.scenario import Option, Scenario

SEED = 0  # also the seed of a script's own path tests
STEPS = 5  # enough to see how it is done, and few enough to read before one's own go
SHOWN = 0.6  # of the way; what comes after it, the ending above all, is not told beforehand
CONTEXT = 4  # entries of what was said in between, where steps are left out


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the example: what was said before it, the decision, and what came of it.

    Where others lie between it and the step before (`later`), `heard` is the end of what was said in between; where
    not, it is empty from the second step on, since it would repeat the reply of the step before.
    """

    heard: tuple[Entry, ...]
    decision: Decision
    reply: tuple[Entry, ...]
    later: bool


def example(scenario: Scenario) -> tuple[Step, ...]:
    """A few telling steps, in their order; at least one in any scenario that has a choice and can be played on.

    They begin at the beginning and leave off well before the end, which is the player's own. Raises EndlessScript
    for a script that never comes to a first choice.
    """
    run = way(scenario)
    made, before = list[Step](), -1
    for number in _telling(run):
        later = number > before + 1 > 0
        end = run.decisions[number].heard
        begin = max(end - CONTEXT, _after(run, before)) if later else end if number else 0
        made.append(Step(run.transcript[begin:end], run.decisions[number], reply_to(run, number), later))
        before = number
    return tuple(made)


def way(scenario: Scenario) -> Run:
    """One good way through the whole scenario, or as far as its script can be played. Raises EndlessScript."""
    run = start(scenario, SEED)
    while not run.over and len(run.decisions) < limits.WALK_CHOICES:
        after = _onward(run)
        if after is None:
            break
        run = after
    return run


def _onward(run: Run) -> Run | None:
    """The run after its best option, or after the next best where the script only goes round behind that one."""
    left = run
    while left.options:
        best = best_option(left)
        try:
            return choose(run, best.id)
        except EndlessScript:
            left = replace(left, options=tuple(option for option in left.options if option.id != best.id))
    return None


def _telling(run: Run) -> list[int]:
    """The first decision, and those that show most of what the scenario practises, of the part that may be shown."""
    part = range(ceil(len(run.decisions) * SHOWN))
    by_worth = sorted(part[1:], key=lambda number: (_focus(run, number), -number), reverse=True)
    return sorted([*part[:1], *by_worth[: STEPS - 1]])


def _focus(run: Run, number: int) -> tuple[int, int]:
    in_all, focus = _worth(run.scenario, run.decisions[number])
    return focus, in_all


def best_option(run: Run) -> Option:
    """The option that shows most at the least cost; of equals the one nearer to what the scenario practises.

    An option that another one beats without any loss is never taken. The run waits for a choice.
    """
    assert run.choice is not None
    written = {option.id: place for place, option in enumerate(run.choice.options)}
    fresh = [option for option in run.options if (run.choice.id, option.id) not in run.taken] or list(run.options)
    decisions = [Decision(run.choice, run.options, option, False, 0) for option in fresh]
    sound = [one for one in decisions if not regret_of(one)] or decisions
    best = max(sound, key=lambda one: (*_worth(run.scenario, one), -written[one.option.id]))
    return best.option


def reply_to(run: Run, number: int) -> tuple[Entry, ...]:
    """What was said after decision `number` of a run, up to the next one."""
    return run.transcript[run.decisions[number].heard + 1 : _after(run, number)]


def _after(run: Run, number: int) -> int:
    """How much of the transcript there is when the decision after `number` is to be made."""
    after = number + 1
    return run.decisions[after].heard if after < len(run.decisions) else len(run.transcript)


def _worth(scenario: Scenario, decision: Decision) -> tuple[int, int]:
    """What an option is worth, then what it shows of the traits in focus.

    An example that hurts somebody on the way would teach just that.
    """
    shows = decision.option.shows
    return worth(decision.option), sum(shows.get(trait, 0) for trait in scenario.practises)
