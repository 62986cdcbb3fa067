"""What a scenario is, once its script has been read and found sound.

Everything is frozen: a scenario is a value, and two scripts with the same meaning are equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.conditions import Condition, State, Value
from bot.domain.traits import Trait


@dataclass(frozen=True, slots=True)
class Narration:
    """What happens, told by nobody."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the cast says. `speaker` is a cast id."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Variety:
    """One of these, picked by the run's seed. Only words vary, never what follows from them."""

    variants: tuple[Narration | Line, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """Beats that are played only when the condition holds."""

    condition: Condition
    beats: tuple["Beat", ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What the state becomes: first `set`, then `add`."""

    set: Mapping[str, Value]
    add: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Visit:
    """Play that scene, then come back."""

    scene: str


@dataclass(frozen=True, slots=True)
class Goto:
    """Go on in that scene and leave this one."""

    scene: str


@dataclass(frozen=True, slots=True)
class End:
    """The run is over, with this ending."""

    ending: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the player can say (`spoken`) or do.

    `shows` holds points from -3 to 3; absent traits count 0. `reply` ends with a Goto where the script has `then`.
    """

    id: str
    text: str
    spoken: bool
    shows: Mapping[Trait, int]
    why: str
    reply: tuple["Beat", ...]
    change: Change
    condition: Condition | None
    once: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the player decides. `id` is the scene's id and the choice's place in it: `table/1`.

    `within` is in seconds; when it runs out, the option named by `otherwise` is taken.
    """

    id: str
    prompt: str
    options: tuple[Option, ...]
    within: int | None
    otherwise: str | None


Beat = Narration | Line | Variety | Guarded | Change | Visit | Goto | End | Choice


@dataclass(frozen=True, slots=True)
class Scene:
    """A named list of beats, played from top to bottom."""

    id: str
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class PathTest:
    """A path that must stay true: these options, in this order, end there, in this state (as far as named)."""

    play: tuple[str, ...]
    ends: str
    state: State


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation to practise. `start` is the first scene; `level` is 1 gentle, 2 everyday, 3 hard."""

    id: str
    title: str
    about: str
    practises: tuple[Trait, ...]
    level: int
    minutes: int
    tip: str
    cast: Mapping[str, str]
    state: State
    start: str
    scenes: Mapping[str, Scene]
    endings: Mapping[str, str]
    tests: tuple[PathTest, ...]


def beats_within(beats: tuple[Beat, ...]) -> Iterator[Beat]:
    """Every beat, also those inside guards, variety and replies, in the order of the script."""
    for beat in beats:
        yield beat
        match beat:
            case Guarded():
                yield from beats_within(beat.beats)
            case Variety():
                yield from beat.variants
            case Choice():
                for option in beat.options:
                    yield from beats_within(option.reply)
            case _:
                pass


def choices_of(scenario: Scenario) -> Iterator[Choice]:
    """Every choice of the scenario, scene by scene."""
    for scene in scenario.scenes.values():
        for beat in beats_within(scene.beats):
            if isinstance(beat, Choice):
                yield beat
