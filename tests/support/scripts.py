"""Scenarios for tests, written by hand in few words."""

from collections.abc import Mapping, Sequence

from bot.domain.conditions import State, parse_condition
from bot.domain.scenario import (
    Beat,
    Change,
    Choice,
    Guarded,
    Option,
    PathTest,
    Scenario,
    Scene,
)
from bot.domain.traits import Trait


def option(
    id: str,
    *reply: Beat,
    text: str = "",
    shows: Mapping[Trait, int] | None = None,
    add: Mapping[str, int] | None = None,
    becomes: State | None = None,
    when: str | None = None,
    once: bool = False,
) -> Option:
    """An option that is said. `becomes` is what it sets, `when` its condition."""
    condition = parse_condition(when) if when else None
    change = Change(becomes or {}, add or {})
    return Option(id, text or f"Say {id}.", True, shows or {}, f"Why {id}.", reply, change, condition, once)


def choice(id: str, *options: Option, within: int | None = None, otherwise: str | None = None) -> Choice:
    """A choice of these options."""
    return Choice(id, "What do you do?", options, within, otherwise)


def guarded(condition: str, *beats: Beat) -> Guarded:
    """Beats under a condition."""
    return Guarded(parse_condition(condition), beats)


def scenario(
    scenes: Mapping[str, Sequence[Beat]],
    *,
    state: State | None = None,
    practises: tuple[Trait, ...] = (Trait.MERCY,),
    tests: tuple[PathTest, ...] = (),
    endings: Sequence[str] = ("well", "badly"),
) -> Scenario:
    """A scenario of these scenes, of which the first is the start. Its cast is Ann; `endings` are ids."""
    return Scenario(
        id="made-up",
        title="Made up",
        about="About.",
        practises=practises,
        level=1,
        minutes=3,
        tip="Breathe.",
        cast={"ann": "Ann"},
        state=state or {},
        start=next(iter(scenes)),
        scenes={id: Scene(id, tuple(beats)) for id, beats in scenes.items()},
        endings={ending: f"It ended {ending}." for ending in endings},
        tests=tests,
    )
