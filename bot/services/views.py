"""What services hand to cards: plain values, everything a card needs and nothing it has to look up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.checkins import CheckIn
from bot.domain.debrief import Debrief, Regret, Trade
from bot.domain.engine import Decision, Entry, Run
from bot.domain.recommend import Recommendation
from bot.domain.scenario import Option, Scenario
from bot.domain.scoring import Estimate
from bot.domain.talk import Talk
from bot.domain.traits import Trait
from bot.storage.runs import Fork, Place


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that was left half-way. `decided` decisions of about `typical` are made."""

    id: int
    scenario: Scenario
    decided: int
    typical: int
    rehearsal: bool = False


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
    """A run as its card shows it. `due` is set while a clock runs; `look_back` once the run is over.

    A `rehearsal` is practice that counts for nothing; `fork` is the decision that it plays on from.
    """

    id: int
    run: Run
    typical: int
    due: datetime | None
    put_aside: bool
    place: Place | None
    look_back: LookBack | None
    fork: Fork | None = None
    rehearsal: bool = False

    @property
    def seq(self) -> int:
        """The number of the next move; a button that carries another one is old."""
        return len(self.run.decisions)


@dataclass(frozen=True, slots=True)
class MomentView:
    """A decision looked at again: `heard` before it, `reply` after it.

    `trait` is what it says most of, and `lean` how strongly and in which direction; where it is not `outspoken`, what
    was chosen itself says nothing of that trait, only what was left does. It is page `number`, counted from 0, of
    `total`; `only` is set where the pages are about one trait.
    """

    run: int
    seq: int
    at: datetime
    scenario: Scenario
    decision: Decision
    heard: tuple[Entry, ...]
    reply: tuple[Entry, ...]
    trait: Trait
    lean: float
    outspoken: bool
    regret: Regret | None
    trade: Trade | None
    number: int
    total: int
    only: Trait | None


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """Where `option` would have led in place of what was decided: `reply`, and the `ending` where it ends there."""

    run: int
    seq: int
    scenario: Scenario
    decision: Decision
    option: Option
    others: tuple[Option, ...]
    heard: tuple[Entry, ...]
    reply: tuple[Entry, ...]
    ending: str | None


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """Every trait's standing, in the order of the traits, and what to try next.

    `earlier` is the standing of two weeks ago, None where nothing is that old. `kudos` counts what others saw. `shown`
    are the traits that choices of late have shown, the clearest first. `practised`: whether a conversation came to its
    end in these two weeks, also one that counts for nothing. `talk` is the player's own part in mixers. `looked`:
    whether there are check-ins; `dipped`: whether the last one, not long ago, felt harder while practice went on.
    """

    standings: Mapping[Trait, Estimate]
    earlier: Mapping[Trait, Estimate] | None
    telling: MomentView | None
    kudos: Mapping[Trait, int]
    recommended: Recommendation | None
    shown: tuple[Trait, ...] = ()
    practised: bool = False
    talk: Talk | None = None
    looked: bool = False
    dipped: bool = False

    @property
    def moments(self) -> int:
        """How much is known at all, over the traits."""
        return sum(one.moments for one in self.standings.values())

    @property
    def anything(self) -> bool:
        """Whether there is anything to look back on."""
        return bool(self.moments or self.kudos or self.talk or self.looked)


@dataclass(frozen=True, slots=True)
class TraitView:
    """One trait, closer: where it stands, and stood two weeks ago (None where it is newer), and its clearest moment.

    `kudos` counts how often others saw it.
    """

    trait: Trait
    now: Estimate
    earlier: Estimate | None
    telling: MomentView | None
    kudos: int


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """Where a trait stood from then on."""

    at: datetime
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class OverTimeView:
    """Each trait's course, oldest first (empty without evidence), when runs came to their ends, and the check-ins."""

    courses: Mapping[Trait, tuple[CoursePoint, ...]]
    runs: tuple[datetime, ...]
    checkins: tuple[CheckIn, ...]
    now: datetime

    @property
    def has_moments(self) -> bool:
        """Whether any trait has a course at all."""
        return any(self.courses.values())


@dataclass(frozen=True, slots=True)
class PreferencesView:
    """What a player can set."""

    timers: bool
    dm_open: bool
