"""What is wrong with a script, said so that its writer can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the scenario from being played; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `code` is stable for good (listed in docs/problems.md); `line` counts from 1."""

    file: str
    line: int
    code: str
    message: str
    advice: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.message} {self.advice}".rstrip()
