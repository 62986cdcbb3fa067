"""What reading one script gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.authoring.problems import Problem, Severity
from bot.domain.scenario import Scenario

Place = tuple[str, ...]
"""Names a part of a script: ("scene", id), ("choice", choice id), ("option", choice id, option id), ("ending", id),
("test", its number from 0), ("state", name), ("cast", id), ("key", top-level key)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script that was read. `scenario` is None where an error stood in the way.

    `version` is the SHA-256 (hex) of the script's meaning: comments, layout and path tests do not count.
    """

    file: str
    source: str
    version: str
    scenario: Scenario | None
    lines: Mapping[Place, int]
    problems: tuple[Problem, ...]

    @property
    def playable(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return self.scenario is not None and all(p.severity is Severity.WARNING for p in self.problems)
