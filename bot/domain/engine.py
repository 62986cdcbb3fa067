"""The engine: a run is a scenario, a seed and the moves made; everything else follows from them.

`start`, `choose` and `lapse` each return a new `Run`; none changes the one that it was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain import limits
from bot.domain.chance import draw, pick
from bot.domain.conditions import State, Value
from bot.domain.scenario import (
    Beat,
    Change,
    Choice,
    End,
    Goto,
    Guarded,
    Line,
    Narration,
    Option,
    Scenario,
    Variety,
    Visit,
)


class EngineError(Exception):
    """A move that this run does not allow, or a script that cannot be played on."""


class OptionNotVisible(EngineError):
    """The option does not exist, or is not offered now."""


class NotTimed(EngineError):
    """Silence answers only a choice that has `within`."""


class EndlessScript(EngineError):
    """The script plays on and on without ever reaching a choice or an end."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is stored of a decision: the option's id, and whether silence took it."""

    option: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The player's own turn in the transcript."""

    text: str
    spoken: bool
    silent: bool


Entry = Narration | Line | Said


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice that was made: what was offered, in the order shown, and what was taken.

    `heard` is how many entries of the transcript the player had read by then.
    """

    choice: Choice
    offered: tuple[Option, ...]
    option: Option
    silent: bool
    heard: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in the script: the next beat to play of these. `scene` is set on the frame that is a scene."""

    beats: tuple[Beat, ...]
    next: int
    scene: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """One play of a scenario, so far.

    While `choice` is set, the run waits for one of `options` (2 to 5, in the order shown). Afterwards `ending` is the
    id of how it ended, or None where the script stopped without one, which the checker does not let through.
    """

    scenario: Scenario
    seed: int
    state: State
    transcript: tuple[Entry, ...]
    decisions: tuple[Decision, ...]
    choice: Choice | None
    options: tuple[Option, ...]
    ending: str | None
    frames: tuple[Frame, ...] = field(repr=False)
    taken: frozenset[tuple[str, str]] = field(repr=False)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to choose."""
        return self.choice is None

    @property
    def moves(self) -> tuple[Move, ...]:
        """What to store, and what `replay` needs."""
        return tuple(Move(decision.option.id, decision.silent) for decision in self.decisions)

    @property
    def news(self) -> tuple[Entry, ...]:
        """What was said since the last decision, the player's own turn left out."""
        return self.transcript[self.decisions[-1].heard + 1 :] if self.decisions else self.transcript

    @property
    def before(self) -> tuple[Entry, ...]:
        """What was said up to the last decision, the player's own turn included."""
        return self.transcript[: len(self.transcript) - len(self.news)]


def start(scenario: Scenario, seed: int) -> Run:
    """Begin: play up to the first choice. Raises EndlessScript."""
    stage = Stage(scenario, seed)
    stage.enter(scenario.start)
    return stage.play()


def choose(run: Run, option: str) -> Run:
    """Take an option that is offered now, and play up to the next choice or the end.

    Raises OptionNotVisible where `option` is not among `run.options` (also when the run is over), and EndlessScript.
    """
    return _take(run, option, silent=False)


def lapse(run: Run) -> Run:
    """Let silence answer: take what the choice names in `otherwise`.

    Raises NotTimed, OptionNotVisible where that option is not offered now, which the checks do not let through, and
    EndlessScript.
    """
    if run.choice is None or run.choice.otherwise is None:
        raise NotTimed("this choice waits for an answer")
    return _take(run, run.choice.otherwise, silent=True)


def replay(scenario: Scenario, seed: int, moves: Iterable[Move]) -> Run:
    """The run that these moves make. Raises OptionNotVisible where they do not fit the scenario."""
    run = start(scenario, seed)
    for move in moves:
        run = _take(run, move.option, silent=move.silent)
    return run


def _take(run: Run, option_id: str, *, silent: bool) -> Run:
    option = next((option for option in run.options if option.id == option_id), None)
    if option is None or run.choice is None:
        raise OptionNotVisible(f"`{option_id}` is not offered at this point")
    stage = Stage(run.scenario, run.seed, run)
    stage.answer(run.choice, run.options, option, silent=silent)
    return stage.play()


class Stage:
    """Where one stretch of script is played: a run, thawed, until it is frozen again at the next choice.

    The exploration of scripts builds on it, so that what is explored is what is played.
    """

    def __init__(self, scenario: Scenario, seed: int, run: Run | None = None) -> None:
        self.scenario, self.seed = scenario, seed
        self.state: dict[str, Value] = dict(run.state if run else scenario.state)
        self.transcript: list[Entry] = list(run.transcript) if run else []
        self.decisions: list[Decision] = list(run.decisions) if run else []
        self.frames: list[Frame] = list(run.frames) if run else []
        self.taken: set[tuple[str, str]] = set(run.taken) if run else set()
        self.choice: Choice | None = None
        self.options: tuple[Option, ...] = ()
        self.ending: str | None = None

    def answer(self, choice: Choice, offered: tuple[Option, ...], option: Option, *, silent: bool) -> None:
        """Take an option; its reply is what `play` goes on with."""
        self.decisions.append(Decision(choice, offered, option, silent, len(self.transcript)))
        self.transcript.append(Said(option.text, option.spoken, silent))
        self.taken.add((choice.id, option.id))
        self.change(option.change)
        self.frames.append(Frame(option.reply, 0, None))

    def play(self) -> Run:
        """Play beats until there is something to choose, an end, or nothing left."""
        steps = 0
        while self.frames and self.choice is None and self.ending is None:
            frame = self.frames.pop()
            if frame.next >= len(frame.beats):
                continue
            self.frames.append(Frame(frame.beats, frame.next + 1, frame.scene))
            self.perform(frame.beats[frame.next])
            steps += 1
            if steps > limits.STEPS or len(self.frames) > limits.FRAMES:
                raise EndlessScript(f"`{self.scenario.id}` plays on without reaching a choice or an end")
        return self.freeze()

    def perform(self, beat: Beat) -> None:
        match beat:
            case Narration() | Line():
                self.transcript.append(beat)
            case Variety(variants):
                self.transcript.append(variants[pick(len(variants), self.seed, "any", len(self.transcript))])
            case Guarded(condition, beats):
                if condition.holds(self.state):
                    self.frames.append(Frame(beats, 0, None))
            case Change():
                self.change(beat)
            case Visit(scene):
                self.enter(scene)
            case Goto(scene):
                self.leave()
                self.enter(scene)
            case End(ending):
                self.ending = ending
            case Choice():
                self.offer(beat)

    def enter(self, scene: str) -> None:
        self.frames.append(Frame(self.scenario.scenes[scene].beats, 0, scene))

    def leave(self) -> None:
        """Leave the scene that plays, and whatever block inside it."""
        while self.frames.pop().scene is None:
            pass

    def change(self, change: Change) -> None:
        self.state.update(change.set)
        for name, amount in change.add.items():
            self.state[name] = self.state[name] + amount

    def offer(self, choice: Choice) -> None:
        """Wait for the player; a choice of which nothing is visible is passed over."""
        visible = [option for option in choice.options if self.visible(choice, option)][: limits.OPTIONS_SHOWN]
        if visible:
            self.choice = choice
            self.options = tuple(sorted(visible, key=lambda option: draw(self.seed, choice.id, option.id)))

    def visible(self, choice: Choice, option: Option) -> bool:
        if option.once and (choice.id, option.id) in self.taken:
            return False
        return option.condition is None or option.condition.holds(self.state)

    def freeze(self) -> Run:
        return Run(
            scenario=self.scenario,
            seed=self.seed,
            state=_frozen(self.state),
            transcript=tuple(self.transcript),
            decisions=tuple(self.decisions),
            choice=self.choice,
            options=self.options,
            ending=self.ending,
            frames=tuple(self.frames),
            taken=frozenset(self.taken),
        )


def _frozen(state: Mapping[str, Value]) -> State:
    return dict(sorted(state.items()))
