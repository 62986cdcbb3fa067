"""Circles of scenes that surely never end: each is named once, and none is named where a run may get out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.circles import circles
from bot.domain.engine import EndlessScript, start
from bot.domain.scenario import Beat, Change, End, Goto, Narration, Scenario, Visit
from tests.support.scripts import choice, guarded, option, scenario

WELL, RAIN = End("well"), Narration("It rains.")
PAUSE = choice("c/1", option("x"), option("y"))
SCENES = ("a", "b", "c", "d")
PLAIN = st.sampled_from(
    [RAIN, Change({"met": True}, {}), WELL, PAUSE, *map(Visit, SCENES), *map(Goto, SCENES), *map(Visit, SCENES)]
)
BEATS: st.SearchStrategy[Beat] = st.one_of(
    PLAIN, st.builds(guarded, st.sampled_from(["met", "not met"]), PLAIN), st.just(RAIN)
)
SCRIPTS = st.fixed_dictionaries({scene: st.lists(BEATS, min_size=1, max_size=4) for scene in SCENES})


def around(*on_the_way: Beat) -> Scenario:
    """Two scenes that lead to each other, with these beats on the way round, behind a choice."""
    entered = choice("a/1", option("in", Goto("b")), option("out", WELL))
    return scenario({"a": [entered], "b": [RAIN, Goto("c")], "c": [*on_the_way, Goto("b")], "d": [RAIN]})


@pytest.mark.parametrize("beats", [[], [RAIN], [Visit("d")], [guarded("met", RAIN, Visit("d"))], [Visit("b"), WELL]])
def test_a_circle_without_a_way_out_is_named(beats: list[Beat]) -> None:
    """Whatever is only told or passed through on the way round leads nobody out."""
    assert list(circles(around(*beats))) == [("b", "c")]


@pytest.mark.parametrize("beats", [[PAUSE], [WELL], [guarded("met", WELL)], [guarded("met", Goto("d"))], [Visit("a")]])
def test_a_circle_that_may_be_left_is_not_accused(beats: list[Beat]) -> None:
    """A choice, an end, or a condition that may lead to one is a way out."""
    assert not list(circles(around(*beats)))


@settings(max_examples=200, deadline=None)
@given(SCRIPTS)
def test_whoever_comes_into_a_circle_stays_there(scenes: dict[str, list[Beat]]) -> None:
    """No script is accused wrongly: in whichever state one comes to such a scene, it plays on and on."""
    script = scenario(scenes, state={"met": False})
    found = list(circles(script))
    for circle in found:
        for scene in circle:
            for met in (False, True):
                with pytest.raises(EndlessScript):
                    start(replace(script, start=scene, state={"met": met}), 1)


def test_a_long_way_round_is_followed() -> None:
    """A file of nothing but scenes that lead on is gone through once, and not scene within scene."""
    scenes: dict[str, list[Beat]] = {f"s{at}": [Visit("rain"), Goto(f"s{(at + 1) % 9_000}")] for at in range(9_000)}
    (circle,) = circles(scenario({**scenes, "rain": [RAIN]}))
    assert len(circle) == 9_000
