"""Exploration: it agrees with playing everything by hand, finds dead ends, and stays within its bounds."""

import time
import tracemalloc
from dataclasses import dataclass, field

from hypothesis import assume, given, settings

from bot.domain.engine import Run, choose, start
from bot.domain.explore import explore, typical_decisions
from bot.domain.scenario import Beat, Change, End, Goto, Line, Narration, Scenario, Variety, Visit
from tests.support.made_up import scenarios
from tests.support.scripts import choice, guarded, option, scenario

WELL = End("well")
BRUTE_RUNS = 3_000


@dataclass(slots=True)
class Played:
    """What playing every path from start to end met."""

    runs: int = 0
    offers: dict[str, set[frozenset[str]]] = field(default_factory=dict[str, set[frozenset[str]]])
    endings: set[str | None] = field(default_factory=set["str | None"])
    lengths: set[int] = field(default_factory=set[int])


def play_all(run: Run, played: Played) -> Played:
    """Play every path on from here with the engine alone, one after the other, and note what they meet."""
    played.runs += 1
    if run.choice is None:
        played.endings.add(run.ending)
        played.lengths.add(len(run.decisions))
    elif played.runs < BRUTE_RUNS:
        played.offers.setdefault(run.choice.id, set()).add(frozenset(one.id for one in run.options))
        for one in run.options:
            play_all(choose(run, one.id), played)
    return played


@settings(max_examples=80, deadline=None)
@given(script=scenarios())
def test_exploring_agrees_with_playing_every_path(script: Scenario) -> None:
    """What is listed as reached is reached and nothing else is, although places are merged; no path lacks a way out."""
    played = play_all(start(script, 5), Played())
    assume(played.runs < BRUTE_RUNS)
    explored = explore(script)
    assert explored.exhaustive
    assert {
        one: {shown for shown in sets if shown} for one, sets in explored.offers.items() if any(sets)
    } == played.offers
    assert explored.endings == played.endings
    assert (explored.fewest, explored.most) == (min(played.lengths), max(played.lengths))
    assert not explored.stuck
    assert not explored.stops
    assert not explored.endless
    assert typical_decisions(script) in range(min(played.lengths), max(played.lengths) + 1)


@settings(max_examples=60, deadline=None)
@given(script=scenarios())
def test_walks_find_nothing_that_is_not_there(script: Scenario) -> None:
    """Where there is no room for every place, what is reported is still a part of what there is."""
    part, whole = explore(script, states=0, walks=20), explore(script)
    assert part.scenes <= whole.scenes
    assert part.options <= whole.options
    assert part.endings <= whole.endings
    assert not part.stuck
    assert all(part.news[one] <= whole.news[one] for one in part.news)


def test_a_loop_with_no_way_out_is_named_where_it_is_entered() -> None:
    """A player is never caught: the first choice from which no option leads to an end is reported."""
    script = scenario(
        {
            "a": [choice("a/1", option("in", Goto("b")), option("out")), WELL],
            "b": [choice("b/1", option("x", Goto("c")), option("y", Goto("c")))],
            "c": [choice("c/1", option("x", Goto("b")), option("y", Goto("b")))],
        }
    )
    explored = explore(script)
    assert explored.stuck == {"b/1": ("a/1", "in")}
    assert explored.most is None
    assert explored.fewest == 1


def test_a_way_out_that_only_some_states_have_is_noticed() -> None:
    """A hub whose exit hangs on a fact that one missed is a trap for whoever missed it."""
    hub = choice("b/1", option("again", Goto("b")), option("leave", WELL, when="met"), option("look", Goto("b")))
    script = scenario(
        {"a": [choice("a/1", option("meet", becomes={"met": True}), option("pass")), Goto("b")], "b": [hub]},
        state={"met": False},
    )
    assert explore(script).stuck == {"b/1": ("a/1", "pass")}


def test_once_options_are_no_loop() -> None:
    """Questions that can be asked once each run out, so the longest path is counted, not called endless."""
    hub = choice("a/1", option("x", Goto("a"), once=True), option("y", Goto("a"), once=True), option("go"))
    explored = explore(scenario({"a": [hub, WELL]}))
    assert (explored.fewest, explored.most) == (1, 3)
    assert explored.offers["a/1"] == {
        frozenset({"x", "y", "go"}),
        frozenset({"x", "go"}),
        frozenset({"y", "go"}),
        frozenset({"go"}),
    }


def test_a_stop_without_ending_names_the_scene_that_runs_out() -> None:
    """The scene to be closed is the one where the script stops, not the one that was visited before it."""
    visited = {"v": [Narration("rain")]}
    script = scenario({"a": [choice("a/1", option("x", Goto("b")), option("y", WELL))], "b": [Visit("v")], **visited})
    assert explore(script).stops == {"b": ("a/1", "x")}


def test_an_endless_stretch_is_survived_and_named() -> None:
    """A script that plays on and on after one option is explored everywhere else."""
    script = scenario({"a": [choice("a/1", option("x", Goto("b")), option("y", WELL))], "b": [Goto("b")]})
    explored = explore(script)
    assert explored.endless == {("a/1", "x"): "b"}
    assert explored.endings == {"well"}
    assert explore(scenario({"b": [Goto("b")]})).endless == {None: "b"}


def test_the_longest_news_counts_the_longest_variant_and_the_speaker() -> None:
    """What must fit a card is measured at its worst, whatever the seed picks and whichever way one came."""
    more = guarded("warmth > 0", Line("ann", "x" * 100))
    script = scenario(
        {
            "a": [
                Variety((Narration("y" * 10), Narration("y" * 50))),
                choice("a/1", option("warm", add={"warmth": 1}), option("cold")),
                more,
                choice("a/2", option("x"), option("y")),
                Narration("z" * 30),
                WELL,
            ]
        },
        state={"warmth": 0},
    )
    explored = explore(script)
    marks = 6
    assert explored.news == {"a/1": 50 + marks, "a/2": len("Ann") + 100 + marks}
    assert explored.finales == {"well": 30 + marks}


def test_facts_that_nobody_reads_make_no_places() -> None:
    """Twelve facts set and never read would make 4,096 times as many places, which no player could tell apart."""
    beats = [choice(f"a/{one}", option("x", becomes={f"f{one}": True}), option("y")) for one in range(12)]
    script = scenario({"a": [*beats, WELL]}, state={f"f{number}": False for number in range(12)})
    explored = explore(script)
    assert explored.exhaustive
    assert explored.places == 12


def test_facts_read_later_make_places_as_long_as_they_matter() -> None:
    """A fact that is read some scenes later keeps places apart up to there, and both its endings are met."""
    script = scenario(
        {
            "a": [
                choice("a/1", option("x", becomes={"met": True}), option("y")),
                choice("a/2", option("x"), option("y")),
                Goto("c"),
            ],
            "b": [guarded("met", choice("b/1", option("x"), option("y")), WELL), End("badly")],
            "c": [Goto("d")],
            "d": [Goto("b")],
        },
        state={"met": False},
    )
    explored = explore(script)
    assert explored.places == 1 + 2 + 1
    assert explored.endings == {"well", "badly"}


def counting(decisions: int) -> Scenario:
    """A scenario with far more places than are gone through: every path makes another number."""
    beats: list[Beat] = []
    for number in range(decisions):
        options = (option(one, add={"n": points * 5**number}) for one, points in zip("abcde", range(5), strict=True))
        beats += [choice(f"a/{number}", *options), guarded("n == -1", Narration("never"))]
    return scenario({"a": [*beats, WELL]}, state={"n": 0})


def test_too_many_places_are_walked_at_random_within_bounds() -> None:
    """A script with millions of places is done in seconds and some megabytes, says so, and the same way every time."""
    script = counting(14)
    tracemalloc.start()
    began = time.process_time()
    explored = explore(script, states=3_000, walks=50)
    seconds, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not explored.exhaustive
    assert (explored.walks, explored.fewest, explored.most) == (50, 14, 14)
    assert len(explored.options) == 14 * 5
    assert explored == explore(script, states=3_000, walks=50)
    assert seconds < 10
    assert peak < 40_000_000


def test_long_stretches_do_not_take_for_ever() -> None:
    """A hostile script in which every step plays thousands of beats is cut off by the beats that are played in all."""
    slowed = [beat for counted in counting(10).scenes["a"].beats for beat in (Visit("v"), counted)]
    scenes = {"a": [*slowed, Goto("a")], "v": [Change({}, {"m": 1})] * 2_000}
    script = scenario(scenes, state={"n": 0, "m": 0})
    began = time.process_time()
    explored = explore(script)
    assert not explored.exhaustive
    assert time.process_time() - began < 12


def test_typical_decisions_is_the_usual_length() -> None:
    """The card says "3 of about 9", which is the middle of what happens, not the longest way through."""
    early = option("leave", WELL)
    beats = [choice(f"a/{number}", option("x"), option("y"), option("z")) for number in range(8)]
    script = scenario(
        {"a": [*beats, choice("a/8", early, option("stay")), choice("a/9", option("x"), option("y")), WELL]}
    )
    assert typical_decisions(script) in {9, 10}
    assert typical_decisions(script) == typical_decisions(script)
    assert typical_decisions(scenario({"a": [WELL]})) == 0
    assert typical_decisions(scenario({"a": [Goto("a")]})) == 0
