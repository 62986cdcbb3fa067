"""What to do next: the level of a recommendation, the path, the worked example, and what changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.library import load_folder
from bot.domain.course import next_stop, path
from bot.domain.debrief import regret_of
from bot.domain.engine import Decision, Move, replay, start
from bot.domain.example import SEED, STEPS, best_option, example, way
from bot.domain.moments import effect_of
from bot.domain.progress import SAID, WORTH_SAYING, new_signs, shifts
from bot.domain.recommend import Reason, next_level, recommend
from bot.domain.scenario import End, Goto, Narration, Scenario
from bot.domain.scoring import NOTHING_YET, Estimate, Evidence, Sums, after, estimate, estimate_of
from bot.domain.traits import Trait
from bot.settings import shipped_scenarios
from tests.support.made_up import scenarios
from tests.support.scripts import choice, option, scenario

PLAIN = scenario({"s": [End("well")]})
SCORES = st.floats(0, 100)
ESTIMATES = st.builds(lambda score, moments: Estimate(score, score, score, moments), SCORES, st.integers(0, 60))
STANDINGS = st.fixed_dictionaries(dict.fromkeys(Trait, ESTIMATES))
EVIDENCE = st.builds(Evidence, st.floats(0, 1), st.floats(0.1, 2.5), st.integers(-3, 3))


def one(id: str, *practises: Trait, level: int = 1) -> Scenario:
    """A scenario of this level that practises these traits."""
    return replace(PLAIN, id=id, practises=practises, level=level)


def at(low: float, moments: int = 20) -> Estimate:
    """A standing with this lower end of its band."""
    return Estimate(low + 10, low, low + 20, moments)


SHELF = st.lists(
    st.builds(
        lambda number, practises, level: one(f"s{number}", *practises, level=level),
        st.integers(0, 99),
        st.lists(st.sampled_from(list(Trait)), min_size=1, max_size=2, unique=True),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda scenario: scenario.id,
)


def test_one_step_up_where_it_goes_well() -> None:
    """Where every band is high, the next scenario is one level above what was played, and says so."""
    shelf = [one(f"l{level}", Trait.MERCY, level=level) for level in (1, 2, 3)]
    advice = recommend(shelf, {Trait.MERCY: at(60)}, ["l1"])
    assert advice is not None
    assert (advice.scenario.id, advice.reason) == ("l2", Reason.STEP_UP)


def test_a_step_up_comes_to_whoever_plays_well() -> None:
    """The trait that stands lowest is the one advised, and goes well all the same: a step up is within reach."""
    shelf = [one("l1", Trait.MERCY), one("l2", Trait.MERCY, level=2), one("brave", Trait.COURAGE, level=2)]
    standing = {Trait.MERCY: Estimate(46, 33, 59, 12), Trait.COURAGE: Estimate(58, 44, 70, 12)}
    advice = recommend(shelf, standing, ["brave", "l1"])
    assert advice is not None
    assert (advice.scenario.id, advice.trait, advice.reason) == ("l2", Trait.MERCY, Reason.STEP_UP)


def test_nothing_to_mend_where_all_goes_well() -> None:
    """Where a trait goes well and nothing harder is there, it is kept fresh; there is no talk of room to grow."""
    advice = recommend([one("a", Trait.MERCY), one("b", Trait.MERCY)], {Trait.MERCY: at(60)}, ["a"])
    assert advice is not None
    assert advice.reason is Reason.KEPT_FRESH


def test_no_harder_where_it_goes_badly() -> None:
    """Where the band is low, an unplayed scenario of the same level comes before a harder one."""
    shelf = [one("easy", Trait.MERCY), one("other", Trait.MERCY), one("hard", Trait.MERCY, level=3)]
    advice = recommend(shelf, {Trait.MERCY: at(20)}, ["easy"])
    assert advice is not None
    assert (advice.scenario.id, advice.reason) == ("other", Reason.ROOM_TO_GROW)


def test_what_was_played_yesterday_rests() -> None:
    """A scenario that rests is not recommended while there is another one, even where it would fit best."""
    shelf = [one("mercy", Trait.MERCY), one("last", Trait.COURAGE), one("free", Trait.COURAGE)]
    standing = {Trait.MERCY: at(5), Trait.COURAGE: at(60)}
    free = recommend(shelf, standing, ["last", "mercy"])
    resting = recommend(shelf, standing, ["last", "mercy"], resting=["last", "mercy"])
    assert free is not None
    assert resting is not None
    assert (free.scenario.id, resting.scenario.id) == ("mercy", "free")


@given(SHELF, STANDINGS, st.lists(st.integers(0, 99), max_size=6, unique=True), st.data())
def test_advice_is_there_and_repeats_itself(
    shelf: list[Scenario], standing: dict[Trait, Estimate], ids: list[int], data: st.DataObject
) -> None:
    """Advice is from the shelf, practises its trait, is the same in any order of the shelf, and minds what rests."""
    played = [f"s{number}" for number in ids]
    resting = data.draw(st.lists(st.sampled_from(played), unique=True)) if played else []
    advice = recommend(shelf, standing, played, resting=resting)
    assert advice is not None
    assert advice.scenario in shelf
    assert advice.trait in advice.scenario.practises
    assert recommend(data.draw(st.permutations(shelf)), standing, played, resting=resting) == advice
    if any(scenario.id not in {*resting, *played[:1]} for scenario in shelf):
        assert advice.scenario.id not in {*resting, *played[:1]}


@given(SHELF, ESTIMATES, st.lists(st.integers(0, 99), max_size=6))
def test_levels_stay_within_reach(shelf: list[Scenario], estimate: Estimate, ids: list[int]) -> None:
    """The level is 1 to 3, and never more than one above what was played."""
    played = [f"s{number}" for number in ids]
    reached = max((one.level for one in shelf if one.id in played and Trait.MERCY in one.practises), default=1)
    assert 1 <= next_level(shelf, estimate, played, Trait.MERCY) <= min(3, reached + 1)


@given(SHELF, st.dictionaries(st.integers(0, 99), st.integers(1, 3), max_size=6))
def test_path_through_the_seven(shelf: list[Scenario], counts: dict[int, int]) -> None:
    """The path follows the traits, leaves out what nobody practises, and goes on at the first stop that is not done."""
    plays = {f"s{number}": count for number, count in counts.items()}
    stops = path(shelf, plays)
    practised = {trait for scenario in shelf for trait in scenario.practises}
    assert [stop.trait for stop in stops] == [trait for trait in Trait if trait in practised]
    assert all(stop.trait in stop.scenario.practises for stop in stops)
    for place, stop in enumerate(stops):
        turn = 1 + sum(other.scenario.id == stop.scenario.id for other in stops[:place])
        assert (stop.done, stop.again) == (plays.get(stop.scenario.id, 0) >= turn, turn > 1)
    onward = next_stop(stops)
    assert (onward is None) == all(stop.done for stop in stops)
    if onward:
        assert all(stop.done for stop in stops[: stops.index(onward)])


def test_path_leads_to_different_scenarios() -> None:
    """A scenario that practises two traits stands at one stop where the other trait has one of its own."""
    both, alone = one("both", Trait.MERCY, Trait.COURAGE), one("alone", Trait.COURAGE, level=2)
    assert [stop.scenario.id for stop in path([both, alone], {})] == ["both", "alone"]


def test_an_earlier_stop_makes_room() -> None:
    """The gentlest scenario for one trait is left to the trait that has no other."""
    both, hard = one("both", Trait.MERCY, Trait.COURAGE), one("hard", Trait.MERCY, level=2)
    assert [stop.scenario.id for stop in path([both, hard], {})] == ["hard", "both"]


def test_one_play_completes_one_stop() -> None:
    """Where a scenario has to serve twice, it is played twice."""
    stops = path([one("both", Trait.MERCY, Trait.COURAGE)], {"both": 1})
    assert [(stop.done, stop.again) for stop in stops] == [(True, False), (False, True)]


def test_the_shelf_has_seven_stops() -> None:
    """The scenarios that come with Rapport lead through all seven, as different ones as there are."""
    shelf = [one.scenario for one in load_folder(shipped_scenarios()) if one.scenario]
    stops = path(shelf, {})
    assert [stop.trait for stop in stops] == list(Trait)
    assert len({stop.scenario.id for stop in stops}) == min(len(shelf), len(Trait))


@given(scenarios())
def test_example_is_a_part_of_a_whole_play(made_up: Scenario) -> None:
    """The way can be played as it is, to an end; the example is a few steps of it, in order, and leaves the end out."""
    run, steps = way(made_up), example(made_up)
    assert run.over
    assert replay(made_up, SEED, run.moves) == run
    places = [run.decisions.index(step.decision) for step in steps]
    assert places == sorted(set(places))
    assert places[:1] == ([0] if run.decisions else [])
    assert len(steps) <= STEPS
    assert len(run.decisions) - 1 not in places or len(run.decisions) <= 2
    for place, before, step in zip(places, [-1, *places], steps, strict=False):
        assert step.later == (place > before + 1)
        assert step.later or place == 0 or not step.heard


def test_example_goes_round_what_never_ends() -> None:
    """Where the script plays on and on behind the best option, the next best shows the way; behind all, it stops."""
    endless = option("endless", Goto("b"), shows={Trait.MERCY: 2})
    first = choice("s/1", endless, option("sound", shows={Trait.MERCY: 1}))
    last = choice("s/2", endless, replace(endless, id="too"))
    script = scenario({"s": [first, last], "b": [Goto("b")]})
    assert [move.option for move in way(script).moves] == ["sound"]
    (step,) = example(script)
    assert {shown.id for shown in step.decision.offered} == {"endless", "sound"}


def test_example_never_takes_what_is_beaten() -> None:
    """An option that another one beats without any loss is not shown as an example, nor one with a high price."""
    options = (
        option("costly", End("badly"), shows={Trait.MERCY: 3, Trait.INTEGRITY: -3}),
        option("beaten", End("badly"), shows={Trait.MERCY: 1}),
        option("good", End("well"), shows={Trait.MERCY: 2}),
    )
    run = start(scenario({"s": [choice("s/1", *options)]}), SEED)
    best = best_option(run)
    assert best.id == "good"
    assert run.choice is not None
    assert regret_of(Decision(run.choice, run.options, best, False, 0)) is None


def test_effect_is_the_reply_alone() -> None:
    """What a decision did is its option's reply; the scene's own next lines only where there is no reply."""
    answered, bare = option("answered", Narration("A reply.")), option("bare")
    made = scenario({"s": [choice("s/1", answered, bare), Narration("The scene goes on."), End("well")]})
    first, second = (replay(made, SEED, [Move(one)]) for one in ("answered", "bare"))
    assert effect_of(first, 0) == (Narration("A reply."),)
    assert effect_of(second, 0) == (Narration("The scene goes on."),)


@given(STANDINGS, STANDINGS)
def test_only_what_is_worth_saying(now: dict[Trait, Estimate], then: dict[Trait, Estimate]) -> None:
    """At most three shifts, each large enough, of traits that were known at both times; first signs are new ones."""
    found = shifts(now, then)
    assert len(found) <= SAID
    assert all(abs(one.by) >= WORTH_SAYING for one in found)
    assert all(min(now[one.trait].moments, then[one.trait].moments) >= 5 for one in found)
    assert [abs(one.by) for one in found] == sorted((abs(one.by) for one in found), reverse=True)
    assert not set(new_signs(now, then)) & {one.trait for one in found}
    assert shifts(now, now) == ()


@given(st.lists(EVIDENCE, max_size=60))
def test_running_sums_are_the_estimate(found: list[Evidence]) -> None:
    """Counting on by one after each decision comes to the same as working it out over all of them."""
    sums = NOTHING_YET
    for one_more in found:
        sums = after(sums, one_more)
    whole, running = estimate(found[::-1]), estimate_of(sums)
    assert running.moments == len(found)
    assert abs(whole.score - running.score) < 1e-6
    assert abs(whole.low - running.low) < 1e-4
    assert abs(whole.high - running.high) < 1e-4


@given(st.lists(EVIDENCE, max_size=60), EVIDENCE, st.floats(0, 1))
def test_estimates_are_bounded_and_monotone(found: list[Evidence], last: Evidence, better: float) -> None:
    """0 <= low <= score <= high <= 100 in all but the most lopsided cases; a better last choice never lowers it."""
    sums = NOTHING_YET
    for one_more in found:
        sums = after(sums, one_more)
    worse = estimate_of(after(sums, replace(last, r=min(last.r, better))))
    good = estimate_of(after(sums, replace(last, r=max(last.r, better))))
    for it in (worse, good):
        assert 0 <= it.low < it.high <= 100
        assert 0 <= it.score <= 100
    assert good.score >= worse.score - 1e-9
    assert good.low >= worse.low - 1e-6
    assert good.high >= worse.high - 1e-6


def test_sums_hold_what_they_say() -> None:
    """One decision on paper: nothing fades before it, the stake is the weight, and what was gained is a share of it."""
    assert after(NOTHING_YET, Evidence(0.25, 2.0)) == Sums(1, 2.0, 0.5)
    assert after(Sums(1, 1.0, 1.0), Evidence(0.0, 1.0)).gain == 0.5 ** (1 / 40)
