"""What a script declares, and where it is used: all that must be known before its beats make sense."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.authoring.loaded import Place
from bot.domain.conditions import Value


@dataclass(frozen=True, slots=True)
class Names:
    """The names declared, in the script's order; None where that part is missing or unreadable."""

    cast: tuple[str, ...] | None
    state: Mapping[str, Value] | None
    scenes: tuple[str, ...] | None
    endings: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Step:
    """From one scene to another; `returns` for a visit."""

    source: str
    target: str
    line: int
    returns: bool


@dataclass(slots=True)
class Uses:
    """Gathered while the beats are read."""

    steps: list[Step] = field(default_factory=list[Step])
    endings: set[str] = field(default_factory=set[str])
    options: set[str] = field(default_factory=set[str])
    lines: dict[Place, int] = field(default_factory=dict[Place, int])
