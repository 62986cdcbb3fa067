"""What the checks share: a script, what playing it through met, and how to put a finding into words."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.authoring.loaded import Loaded, Place
from bot.authoring.problems import Problem, Severity
from bot.domain.explore import Exploration
from bot.domain.scenario import Scenario
from bot.domain.scout import Step


@dataclass(frozen=True, slots=True)
class Playthrough:
    """A script that was played through, from which problems with their lines can be made."""

    loaded: Loaded
    scenario: Scenario
    exploration: Exploration

    def error(self, place: Place, code: str, message: str, advice: str) -> Problem:
        return self._problem(place, code, message, advice, Severity.ERROR)

    def warning(self, place: Place, code: str, message: str, advice: str) -> Problem:
        return self._problem(place, code, message, advice, Severity.WARNING)

    def never(self, place: Place, code: str, message: str, advice: str) -> Problem:
        """Something that no path comes to: an error where every path was seen, otherwise a warning."""
        severity = Severity.ERROR if self.exploration.exhaustive else Severity.WARNING
        return self._problem(place, code, f"{message}{self.hedge}.", advice, severity)

    @property
    def hedge(self) -> str:
        """How sure a "never" is."""
        return "" if self.exploration.exhaustive else f" (in {self.exploration.walks} random walks)"

    def _problem(self, place: Place, code: str, message: str, advice: str, severity: Severity) -> Problem:
        return Problem(self.loaded.file, self.loaded.lines.get(place, 1), code, message, advice, severity)


def after(step: Step | None) -> str:
    """Where something happens, to begin a sentence with."""
    return f"After `{step[1]}`" if step else "Right from the start"


def example(step: Step | None) -> str:
    """A way to something, for brackets."""
    return f"for example after `{step[1]}`" if step else "right from the start"


def codes(ids: Iterable[str], last: str = "and") -> str:
    """Ids as a sentence lists them, in order: `a`, `b` and `c`."""
    *most, end = [f"`{one}`" for one in sorted(ids)]
    return f"{', '.join(most)} {last} {end}" if most else end
