"""Where problems are gathered while a script is read."""

from bot.authoring.problems import Problem, Severity
from bot.domain import limits


class Findings:
    """The problems of one file, in the order found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Problem, None] = {}

    def error(self, line: int, code: str, message: str, advice: str = "") -> None:
        """Note something that keeps the scenario from being played."""
        self.add(Problem(self.file, line, code, message, advice))

    def warn(self, line: int, code: str, message: str, advice: str = "") -> None:
        """Note something that a writer will want to know, though the scenario plays."""
        self.add(Problem(self.file, line, code, message, advice, Severity.WARNING))

    @property
    def full(self) -> bool:
        """Whether enough has been found to stop looking."""
        return len(self._found) >= limits.FINDINGS

    def report(self) -> tuple[Problem, ...]:
        """All of them by line, each once; where there are too many, the last one says so."""
        found = sorted(self._found)
        if not self.full:
            return tuple(found)
        more = Problem(
            self.file,
            found[limits.FINDINGS - 1].line,
            "many-problems",
            f"There is more; these are the first {limits.FINDINGS} findings.",
            "Mend these first: the rest often goes away with them.",
        )
        return (*found[: limits.FINDINGS], more)

    def add(self, problem: Problem) -> None:
        """Note a problem, unless there are too many."""
        if not self.full:
            self._found[problem] = None
