"""A worked example of a scenario: one good way through it, always the same, with the why at each step.

Seeing a skill before trying it is the second step of social skills training (explain, show, rehearse, feed back, set
as homework). The way is found in the script, so a scenario needs nothing written for it.
"""

from dataclasses import dataclass

from bot.domain import limits
from bot.domain.debrief import regret_of
from bot.domain.engine import Decision, Entry, Run, choose, start
from bot.domain.scenario import Option, Scenario

SEED = 0  # also the seed of a script's own path tests


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the example: what was said before it, the decision, and what came of it.

    `heard` is empty from the second step on, where it would repeat the reply of the step before.
    """

    heard: tuple[Entry, ...]
    decision: Decision
    reply: tuple[Entry, ...]


def example(scenario: Scenario) -> tuple[Step, ...]:
    """The steps of the example; at least one in any scenario that has a choice."""
    run = start(scenario, SEED)
    while not run.over and len(run.decisions) < limits.WALK_CHOICES:
        run = choose(run, best_option(run).id)
    heard = run.transcript[: run.decisions[0].heard] if run.decisions else ()
    return tuple(
        Step(heard if number == 0 else (), decision, reply_to(run, number))
        for number, decision in enumerate(run.decisions)
    )


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
    after = number + 1
    end = run.decisions[after].heard if after < len(run.decisions) else len(run.transcript)
    return run.transcript[run.decisions[number].heard + 1 : end]


def _worth(scenario: Scenario, decision: Decision) -> tuple[int, int]:
    """What an option shows in all, where what it costs counts twice; then what it shows of the traits in focus.

    An example that hurts somebody on the way would teach just that.
    """
    shows = decision.option.shows
    in_all = sum(shows.values()) + sum(min(0, points) for points in shows.values())
    return in_all, sum(shows.get(trait, 0) for trait in scenario.practises)
