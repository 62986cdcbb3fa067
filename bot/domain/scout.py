"""Goes through a script decision by decision, as the engine does, and notes what it passes on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain import limits
from bot.domain.engine import Decision, EndlessScript, Run, Stage
from bot.domain.scenario import Beat, Choice, End, Line, Narration, Option, Scenario, Variety

Step = tuple[str, str]
"""A decision in a script: the choice's id and the option's id."""

Picker = Callable[[Choice, tuple[Option, ...], int], Option]
"""Which of these options (in the script's order) to take as decision number so-and-so, counted from 0."""


@dataclass(slots=True)
class Notes:
    """What was met so far. A step is the decision after which it was met first; None is the very start.

    `offers`: per choice, each set of options that was visible at once, the empty one too.
    `news`, `finales`: per choice and per ending, the most characters that a player reads before it at once.
    `stops`: per scene, where the script stops at its end. `endless`: where it plays on and on.
    """

    beats: int = 0
    scenes: set[str] = field(default_factory=set[str])
    offers: dict[str, set[frozenset[str]]] = field(default_factory=dict[str, set[frozenset[str]]])
    news: dict[str, int] = field(default_factory=dict[str, int])
    finales: dict[str, int] = field(default_factory=dict[str, int])
    stops: dict[str, Step | None] = field(default_factory=dict[str, Step | None])
    endless: dict[Step | None, str] = field(default_factory=dict["Step | None", str])


class Scout(Stage):
    """A stage that keeps notes in place of a transcript, and shows the options in the script's order."""

    def __init__(self, scenario: Scenario, notes: Notes, run: Run | None, step: Step | None) -> None:
        super().__init__(scenario, 0, run)
        self.notes, self.step = notes, step
        self.transcript.clear()
        self.decisions.clear()
        self.read = 0
        self.ground = self.frames[0].scene if self.frames else None
        self.inside = scenario.start

    def perform(self, beat: Beat) -> None:
        self.notes.beats += 1
        match beat:
            case Narration() | Line():
                self.read += self.length(beat)
            case Variety(variants):
                self.read += max(map(self.length, variants))
            case End(ending):
                self.note_length(self.notes.finales, ending)
                super().perform(beat)
            case _:
                super().perform(beat)

    def enter(self, scene: str) -> None:
        self.notes.scenes.add(scene)
        self.inside = scene
        if not self.frames:
            self.ground = scene
        super().enter(scene)

    def offer(self, choice: Choice) -> None:
        visible = tuple(option for option in choice.options if self.visible(choice, option))
        self.notes.offers.setdefault(choice.id, set()).add(frozenset(option.id for option in visible))
        if not visible:
            return
        self.choice, self.options = choice, visible[: limits.OPTIONS_SHOWN]
        self.note_length(self.notes.news, choice.id)

    def note_length(self, lengths: dict[str, int], key: str) -> None:
        lengths[key] = max(self.read, lengths.get(key, 0))

    def length(self, entry: Narration | Line) -> int:
        """The characters that an entry takes on a card, with the speaker's name and the marks around it."""
        name = self.scenario.cast.get(entry.speaker, entry.speaker) if isinstance(entry, Line) else ""
        return len(name) + len(entry.text) + 6

    def note_stop(self) -> None:
        if self.ground is not None:
            self.notes.stops.setdefault(self.ground, self.step)


def begin(scenario: Scenario, notes: Notes) -> Run | None:
    """The run at its first choice, or None where the script plays on and on before it."""
    scout = Scout(scenario, notes, None, None)
    scout.enter(scenario.start)
    return _play(scout)


def proceed(run: Run, option: Option, notes: Notes) -> Run | None:
    """The run after taking one of its options. It holds this decision alone, so that long paths stay small.

    None where the script plays on and on.
    """
    if run.choice is None:
        return None
    scout = Scout(run.scenario, notes, run, (run.choice.id, option.id))
    scout.answer(run.choice, run.options, option, silent=False)
    return _play(scout)


def _play(scout: Scout) -> Run | None:
    try:
        run = scout.play()
    except EndlessScript:
        scout.notes.endless.setdefault(scout.step, scout.inside)
        return None
    if run.over and run.ending is None:
        scout.note_stop()
    return run


@dataclass(frozen=True, slots=True)
class Walk:
    """One path through a script. `complete` says whether it came to where there is nothing left to choose."""

    decisions: Sequence[Decision]
    complete: bool


def walk(scenario: Scenario, picker: Picker, notes: Notes, beats: int) -> Walk:
    """Go through the script once, for limits.WALK_CHOICES decisions or until `notes` counts so many beats."""
    decisions: list[Decision] = []
    run = begin(scenario, notes)
    while run and run.choice and len(decisions) < limits.WALK_CHOICES and notes.beats <= beats:
        run = proceed(run, picker(run.choice, run.options, len(decisions)), notes)
        decisions.extend(run.decisions if run else ())
    return Walk(decisions, run is not None and run.over)
