"""The paths that a writer wants to stay true: where does one no longer end as written?"""

from collections.abc import Iterator
from difflib import get_close_matches

from bot.authoring.playthrough import Playthrough, codes
from bot.authoring.problems import Problem
from bot.domain.engine import EndlessScript, Run, choose, start
from bot.domain.scenario import PathTest


def path_problems(found: Playthrough) -> Iterator[Problem]:
    """One finding per path that fails, with what happened instead."""
    for number, test in enumerate(found.scenario.tests):
        try:
            went_wrong = _play(start(found.scenario, 0), test)
        except EndlessScript:
            went_wrong = "The script plays on and on before the path is done."
        if went_wrong:
            yield found.error(
                ("test", str(number)),
                "test-fails",
                went_wrong,
                "Mend the script, or this path, if the change was meant.",
            )


def _play(run: Run, test: PathTest) -> str | None:
    """What happened instead of what the path says, or None where it stays true."""
    for number, option in enumerate(test.play, start=1):
        if run.over:
            return f"The path asks for `{option}` as decision {number}, but by then it has {_end_of(run)}."
        offered = [one.id for one in run.options]
        if option not in offered:
            close = get_close_matches(option, offered, 1)
            meant = f" Did you mean `{close[0]}`?" if close else ""
            return f"Decision {number}: `{option}` is not offered; {codes(offered)} are.{meant}"
        run = choose(run, option)
    if run.choice is not None:
        offered = codes(one.id for one in run.options)
        return f"After the last option of the path the script waits for one more decision: {offered}."
    if run.ending != test.ends:
        return f"The path should end with `{test.ends}`; it has {_end_of(run)}."
    return _other_state(run, test)


def _end_of(run: Run) -> str:
    return f"ended with `{run.ending}`" if run.ending else "stopped without an ending"


def _other_state(run: Run, test: PathTest) -> str | None:
    wrong = [
        f"`{name}` is {_value(run.state.get(name))} instead of {_value(value)}"
        for name, value in test.state.items()
        if run.state.get(name) != value
    ]
    return f"At the end of the path {' and '.join(wrong)}." if wrong else None


def _value(value: bool | int | None) -> str:
    return "missing" if value is None else str(value).lower()
