"""The engine: a run follows from its scenario, its seed and its moves, and from nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.chance import draw, pick
from bot.domain.engine import (
    EndlessScript,
    Move,
    NotTimed,
    OptionNotVisible,
    Run,
    Said,
    choose,
    lapse,
    replay,
    start,
)
from bot.domain.scenario import Change, End, Goto, Line, Narration, Scenario, Variety, Visit
from tests.support.made_up import scenarios
from tests.support.scripts import choice, guarded, option, scenario

SEEDS = st.integers(0, 2**63 - 1)
WELL = End("well")


def play(script: Scenario, *options: str) -> Run:
    """The run after these options."""
    return replay(script, 1, [Move(one) for one in options])


def texts(run: Run) -> list[str]:
    """What was said, by everybody."""
    return [entry.text for entry in run.transcript]


@settings(max_examples=60, deadline=None)
@given(script=scenarios(), seed=SEEDS, data=st.data())
def test_replay_equals_play(script: Scenario, seed: int, data: st.DataObject) -> None:
    """A run can be rebuilt from its moves alone, at each step and silences included: that is all that is stored."""
    run = start(script, seed)
    while not run.over:
        assert replay(script, seed, run.moves) == run
        assert run.choice is not None
        assert 1 <= len(run.options) <= 5
        silent = run.choice.otherwise is not None and data.draw(st.booleans())
        run = lapse(run) if silent else choose(run, data.draw(st.sampled_from(run.options)).id)
    assert replay(script, seed, run.moves) == run
    assert run.ending in script.endings


@settings(max_examples=60, deadline=None)
@given(script=scenarios(), seed=SEEDS, data=st.data())
def test_visible_options_and_no_others_can_be_taken(script: Scenario, seed: int, data: st.DataObject) -> None:
    """A click on any option shown works; one on any other is refused and leaves the run as it was."""
    run = start(script, seed)
    while not run.over:
        assert run.choice is not None
        before = (run.moves, dict(run.state), run.transcript, run.options)
        offered = {one.id for one in run.options}
        for one in run.choice.options:
            if one.id in offered:
                assert choose(run, one.id).moves == (*run.moves, Move(one.id))
            else:
                with pytest.raises(OptionNotVisible):
                    choose(run, one.id)
        with pytest.raises(OptionNotVisible):
            choose(run, "no-such-option")
        assert (run.moves, dict(run.state), run.transcript, run.options) == before
        run = choose(run, data.draw(st.sampled_from(run.options)).id)
    with pytest.raises(OptionNotVisible):
        choose(run, "o0")


@settings(max_examples=60, deadline=None)
@given(script=scenarios(), seed=SEEDS, data=st.data())
def test_silence_takes_otherwise_and_differs_only_in_being_silent(
    script: Scenario, seed: int, data: st.DataObject
) -> None:
    """A clock that runs out does what `otherwise` says, no more and no less; without a clock silence is refused."""
    run = start(script, seed)
    while not run.over:
        assert run.choice is not None
        if run.choice.otherwise is None:
            with pytest.raises(NotTimed):
                lapse(run)
        else:
            silent, spoken = lapse(run), choose(run, run.choice.otherwise)
            assert silent.moves[-1] == Move(run.choice.otherwise, silent=True)
            assert isinstance(silent.before[-1], Said)
            assert silent.before[-1].silent
            assert (silent.state, silent.news, silent.options, silent.ending) == (
                spoken.state,
                spoken.news,
                spoken.options,
                spoken.ending,
            )
        run = choose(run, data.draw(st.sampled_from(run.options)).id)
    with pytest.raises(NotTimed):
        lapse(run)


@settings(max_examples=60, deadline=None)
@given(script=scenarios(), seeds=st.tuples(SEEDS, SEEDS), data=st.data())
def test_chance_never_changes_what_happens(script: Scenario, seeds: tuple[int, int], data: st.DataObject) -> None:
    """The seed shuffles and varies words; who made the same moves is in the same place with the same options."""
    one, other = (start(script, seed) for seed in seeds)
    while True:
        assert one.state == other.state
        assert one.ending == other.ending
        assert {option.id for option in one.options} == {option.id for option in other.options}
        if one.over:
            break
        move = data.draw(st.sampled_from(one.options)).id
        one, other = choose(one, move), choose(other, move)
    assert one.frames == other.frames


def test_chance_is_the_same_on_every_machine() -> None:
    """Stored runs show the same words and order after any upgrade: these numbers may never change."""
    assert draw(7, "table/1", "ask") == 3781939032510223798
    assert [pick(5, 7, "any", place) for place in range(8)] == [3, 0, 3, 1, 0, 4, 4, 4]


def test_the_order_of_options_follows_from_the_seed() -> None:
    """The same seed shows the same order for good, and different seeds different ones, so position says nothing."""
    script = scenario({"a": [choice("a/1", *(option(one) for one in "abcd")), WELL]})
    assert [one.id for one in start(script, 7).options] == ["b", "d", "c", "a"]
    orders = [tuple(one.id for one in start(script, seed).options) for seed in range(400)]
    assert len(set(orders)) == 24
    for first in "abcd":
        assert 70 <= sum(order[0] == first for order in orders) <= 130


def test_variety_is_picked_by_the_seed() -> None:
    """One of the `any` texts is heard, the same one each time for a seed, and each of them for some seed."""
    script = scenario({"a": [Variety((Narration("x"), Narration("y"), Line("ann", "z"))), WELL]})
    heard = [texts(start(script, seed)) for seed in range(40)]
    assert {one for said in heard for one in said} == {"x", "y", "z"}
    assert heard == [texts(start(script, seed)) for seed in range(40)]


def test_a_visit_comes_back_and_goto_does_not() -> None:
    """`visit` plays a scene and returns; `then` inside it leaves the visited scene, not the one that visits."""
    script = scenario(
        {
            "a": [Narration("a1"), Visit("b"), Narration("a2"), WELL],
            "b": [Narration("b1"), guarded("1 > 0", Goto("c"), Narration("never")), Narration("never")],
            "c": [Narration("c1")],
        }
    )
    assert texts(start(script, 1)) == ["a1", "b1", "c1", "a2"]


def test_goto_in_a_reply_leaves_its_scene() -> None:
    """`then` on an option leaves the scene after the reply, and nothing of the old scene is played afterwards."""
    left = option("go", Narration("bye"), Goto("b"))
    script = scenario(
        {"a": [guarded("1 > 0", choice("a/1", left, option("stay"))), Narration("old"), WELL], "b": [End("badly")]}
    )
    run = play(script, "go")
    assert (texts(run), run.ending) == (["Say go.", "bye"], "badly")
    assert play(script, "stay").ending == "well"


def test_a_change_sets_first_and_adds_after() -> None:
    """An option that sets and adds the same name starts from what it sets; beats after it see the result."""
    script = scenario(
        {"a": [Change({"warmth": 5}, {"warmth": -2}), guarded("warmth == 3", Narration("three")), WELL]},
        state={"warmth": 1},
    )
    assert texts(start(script, 1)) == ["three"]
    assert script.state == {"warmth": 1}


def test_once_hides_an_option_after_it_was_taken() -> None:
    """A question with `once` can be asked one time; the hub it belongs to still offers the rest."""
    hub = choice("a/1", option("ask", Goto("a"), once=True), option("go"), option("stay", Goto("a")))
    script = scenario({"a": [hub, WELL]})
    assert {one.id for one in play(script, "stay", "ask").options} == {"go", "stay"}
    with pytest.raises(OptionNotVisible):
        play(script, "ask", "ask")


def test_a_choice_with_nothing_visible_is_passed_over() -> None:
    """Where no option's condition holds, the scene goes on instead of waiting for ever."""
    script = scenario({"a": [choice("a/1", option("x", when="1 > 2"), option("y", when="1 > 2")), WELL]})
    assert start(script, 1).ending == "well"


def test_news_is_what_was_said_since_the_last_decision() -> None:
    """The card shows what is new apart from what was said before, and the player's own turn belongs to the latter."""
    script = scenario({"a": [Narration("one"), choice("a/1", option("ask", Line("ann", "two"))), Narration("three")]})
    first, second = start(script, 1), play(script, "ask")
    assert ([one.text for one in first.news], first.before) == (["one"], ())
    assert [one.text for one in second.news] == ["two", "three"]
    assert [one.text for one in second.before] == ["one", "Say ask."]


@pytest.mark.parametrize(
    "scenes",
    [
        pytest.param({"a": [Goto("a")]}, id="goto"),
        pytest.param({"a": [Visit("a")]}, id="visit"),
        pytest.param({"a": [Goto("b")], "b": [guarded("1 > 0", Goto("a"))]}, id="two scenes"),
    ],
)
def test_a_script_that_never_pauses_is_stopped(scenes: dict[str, list[Goto | Visit]]) -> None:
    """A circle without a choice raises instead of hanging the process that plays it."""
    with pytest.raises(EndlessScript):
        start(scenario(scenes), 1)
