"""What services hand to cards: plain values, everything a card needs and nothing it has to look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.debrief import Debrief
from bot.domain.engine import Decision, Run
from bot.domain.recommend import Recommendation
from bot.domain.scenario import Scenario
from bot.domain.scoring import Estimate
from bot.domain.traits import Trait
from bot.storage.runs import Place


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that was left half-way. `decided` decisions of about `typical` are made."""

    id: int
    scenario: Scenario
    decided: int
    typical: int


@dataclass(frozen=True, slots=True)
class PickerView:
    """What there is to practise, what is recommended, and what was left half-way."""

    scenarios: tuple[Scenario, ...]
    recommended: Recommendation | None
    open_runs: tuple[OpenRun, ...]


@dataclass(frozen=True, slots=True)
class BriefView:
    """What one reads before a run. `agreed` tells whether the player has agreed to be stored."""

    scenario: Scenario
    timed: bool
    timers: bool
    agreed: bool
    dm_open: bool
    open_run: OpenRun | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """A debrief, and how each trait at stake went in earlier runs (0..1; absent where there is nothing to compare)."""

    debrief: Debrief
    earlier: Mapping[Trait, float]


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as its card shows it. `due` is set while a clock runs; `look_back` once the run is over."""

    id: int
    run: Run
    typical: int
    due: datetime | None
    put_aside: bool
    place: Place | None
    look_back: LookBack | None

    @property
    def seq(self) -> int:
        """The number of the next move; a button that carries another one is old."""
        return len(self.run.decisions)


@dataclass(frozen=True, slots=True)
class Telling:
    """A moment that says much about a trait, and the scenario that it happened in."""

    scenario: Scenario
    decision: Decision
    lean: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a trait stands, and its most telling moment."""

    estimate: Estimate
    telling: Telling | None


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Every trait's standing, in the order of the traits, and what to try next."""

    standings: Mapping[Trait, Standing]
    recommended: Recommendation | None


@dataclass(frozen=True, slots=True)
class PreferencesView:
    """What a player can set."""

    timers: bool
    dm_open: bool
