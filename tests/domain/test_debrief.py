"""The debrief: what is praised was worth it, and what is worth another go could have given more."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.debrief import MARGIN, STRENGTHS, debrief, regret_of, trade_of
from bot.domain.engine import Decision, Move, Run, choose, replay, start
from bot.domain.scenario import Beat, End, Option
from bot.domain.scoring import evidence_of
from bot.domain.traits import Trait
from tests.support.scripts import choice, option, scenario

RELAXED = settings(max_examples=70, deadline=None)
SOME = list(Trait)[:2]  # few traits, so that one option is often better than another on all of them
POINTS = st.dictionaries(st.sampled_from(SOME), st.integers(-3, 3), max_size=2)


def points(one: Option) -> list[int]:
    """An option's points on every trait."""
    return [one.shows.get(trait, 0) for trait in Trait]


def loses_nothing(one: Option, against: Option) -> bool:
    """Whether `one` is better on a trait and worse on none."""
    pairs = list(zip(points(one), points(against), strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def worth(one: Option) -> int:
    """What an option shows, where harm counts twice."""
    return sum(value if value > 0 else 2 * value for value in points(one))


def merit(decision: Decision, focus: Sequence[Trait]) -> tuple[bool, int, int]:
    """What is praised first: what shows a trait in focus, then what cost least, then what was worth most."""
    shown = {trait for trait, one in evidence_of(decision).items() if one.points > 0 and one.lean > 0}
    cost = sum(-min(0, value) for value in points(decision.option))
    return not shown & {*focus}, cost, -worth(decision.option)


def worthy(decision: Decision) -> bool:
    """Whether a decision showed something, and gave at least what those beside it give on the average."""
    average = sum(map(worth, decision.offered)) / len(decision.offered)
    showed = any(one.points > 0 and one.lean > 0 for one in evidence_of(decision).values())
    return not decision.silent and showed and worth(decision.option) >= average


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run through up to six choices, some of which silence answered."""
    beats: list[Beat] = []
    moves: list[Move] = []
    for number in range(draw(st.integers(0, 6))):
        options = [option(f"o{n}", shows=draw(POINTS)) for n in range(draw(st.integers(2, 4)))]
        taken, silent = draw(st.sampled_from(options)).id, draw(st.booleans())
        beats.append(choice(f"s/{number}", *options, within=60, otherwise=taken))
        moves.append(Move(taken, silent))
    return replay(scenario({"s": [*beats, End("well")]}), draw(st.integers(0, 2**63 - 1)), moves)


def decided(taken: Option, *others: Option) -> Decision:
    """A decision for the first of these."""
    return Decision(choice("s/1", taken, *others), (taken, *others), taken, False, 0)


@RELAXED
@given(runs())
def test_only_what_was_worth_it_is_praised(run: Run) -> None:
    """Praise is never for silence, nor for what gave less than the rest, nor where another answer was simply better."""
    strengths = debrief(run).strengths
    assert len(strengths) <= STRENGTHS
    for strength in strengths:
        decision = strength.decision
        assert worthy(decision)
        assert not any(loses_nothing(one, decision.option) for one in decision.offered)
        assert decision.option.shows[strength.trait] > 0


@RELAXED
@given(runs())
def test_praise_is_given_whenever_there_is_reason(run: Run) -> None:
    """What it is about comes first, then what cost nobody anything; each moment once, in the order of the run."""
    looked, focus = debrief(run), run.scenario.practises
    praised = [
        merit(decision, focus)
        for decision in run.decisions
        if worthy(decision)
        and not any(loses_nothing(one, decision.option) for one in decision.offered)
        and not (looked.trade and looked.trade.decision is decision)
    ]
    assert sorted(merit(one.decision, focus) for one in looked.strengths) == sorted(praised)[:STRENGTHS]
    places = [next(n for n, d in enumerate(run.decisions) if d is one.decision) for one in looked.strengths]
    assert places == sorted(set(places))


@RELAXED
@given(runs())
def test_a_regret_costs_nothing_and_is_never_missed(run: Run) -> None:
    """One moment is regretted exactly where an offered option was better on a trait and worse on none."""
    possible = {
        (number, other.id): worth(other) - worth(decision.option)
        for number, decision in enumerate(run.decisions)
        for other in decision.offered
        if loses_nothing(other, decision.option)
    }
    regret = debrief(run).regret
    if regret is None:
        assert not possible
        return
    number = next(n for n, decision in enumerate(run.decisions) if decision is regret.decision)
    assert possible[number, regret.better.id] == max(possible.values())
    gains = [b - a for a, b in zip(points(regret.decision.option), points(regret.better), strict=True)]
    assert gains[list(Trait).index(regret.trait)] == max(gains)


@RELAXED
@given(runs())
def test_a_trade_gives_clearly_more_for_less(run: Run) -> None:
    """Without a regret, the poorest exchange is worth another go: what it gains, what it loses, and that it loses."""
    looked = debrief(run)
    most = max((max(map(worth, d.offered)) - worth(d.option) for d in run.decisions), default=0)
    if looked.trade is None:
        assert looked.regret is not None or most < MARGIN
        return
    assert looked.regret is None
    taken, better = looked.trade.decision.option, looked.trade.better
    assert worth(better) - worth(taken) == most >= MARGIN
    gained = {trait: better.shows.get(trait, 0) - taken.shows.get(trait, 0) for trait in Trait}
    assert gained[looked.trade.gains] == max(gained.values()) > 0
    assert gained[looked.trade.costs] == min(gained.values()) < 0


@RELAXED
@given(runs())
def test_the_bars_are_the_mean_of_the_run(run: Run) -> None:
    """Each trait at stake has the stake-weighted mean of 1 - regret, and the number of decisions behind it."""
    shown, moments = debrief(run).shown, debrief(run).moments
    for trait in Trait:
        weight = total = count = 0.0
        for decision in run.decisions:
            offered = [one.shows.get(trait, 0) for one in decision.offered]
            span = max(offered) - min(offered)
            if span:
                regret = (max(offered) - decision.option.shows.get(trait, 0)) / span
                weight, total, count = weight + span**0.5, total + span**0.5 * (1 - regret), count + 1
        if count:
            assert shown[trait] == pytest.approx(total / weight)
            assert moments[trait] == count
        else:
            assert trait not in shown
            assert trait not in moments


@RELAXED
@given(runs())
def test_looking_back_twice_shows_the_same(run: Run) -> None:
    """A debrief follows from the run alone, so that a card drawn again is the same card."""
    assert debrief(run) == debrief(replay(run.scenario, run.seed, run.moves))


def judged(*decisions: tuple[Option, ...]) -> Run:
    """A run of these choices, at each of which the first option is taken."""
    beats: list[Beat] = [choice(f"s/{number}", *offered) for number, offered in enumerate(decisions)]
    return replay(scenario({"s": [*beats, End("well")]}), 1, [Move(offered[0].id) for offered in decisions])


def test_what_could_have_been_better_for_nothing_is_not_praised() -> None:
    """Good is not praised beside better: the same moment would be told twice, once for and once against."""
    good, better, worst = (option(f"o{n}", shows={Trait.MERCY: n}) for n in (2, 3, -3))
    looked = debrief(judged((good, better, worst)))
    assert looked.strengths == ()
    assert looked.regret is not None


def test_what_cost_nobody_anything_is_praised_first() -> None:
    """A bold word that hurt somebody is praised only after every moment that hurt nobody."""
    costly = option("costly", shows={Trait.COURAGE: 3, Trait.MERCY: -1}), option("meek", shows={Trait.COURAGE: -3})
    free = option("free", shows={Trait.MERCY: 1}), option("cool")
    looked = debrief(judged(costly, free, free))
    assert [one.decision.option.id for one in looked.strengths] == ["free", "free"]
    looked = debrief(judged(costly, free))
    assert [one.decision.option.id for one in looked.strengths] == ["costly", "free"]


def test_what_the_scenario_is_about_is_praised_first() -> None:
    """In a conversation about mercy, a kind word is told before a brave one, and its trait is mercy."""
    brave = option("brave", shows={Trait.COURAGE: 3}), option("meek", shows={Trait.MERCY: 1})
    kind = option("kind", shows={Trait.MERCY: 1, Trait.COURAGE: 2, Trait.HUMILITY: -1}), option("cool")
    run = judged(brave, brave, kind)
    run = replace(run, scenario=replace(run.scenario, practises=(Trait.MERCY,)))
    told = [(one.decision.option.id, one.trait) for one in debrief(run).strengths]
    assert told == [("brave", Trait.COURAGE), ("kind", Trait.MERCY)]


def test_a_rehearsal_looks_at_what_was_rehearsed() -> None:
    """What was decided before the moment that was tried again belongs to the play, and is not told once more."""
    kind = option("kind", shows={Trait.MERCY: 1}), option("cool")
    run = judged(kind, kind, kind)
    looked = debrief(run, 2)
    assert [one.decision for one in looked.strengths] == [run.decisions[2]]
    assert looked.moments == {Trait.MERCY: 1}


def test_of_two_better_options_the_one_that_gains_most_is_named() -> None:
    """What is shown as worth another go is the best that could have been had for nothing."""
    taken = option("taken", shows={Trait.MERCY: 1})
    better = option("better", shows={Trait.MERCY: 1, Trait.COURAGE: 1})
    best = option("best", shows={Trait.MERCY: 2, Trait.COURAGE: 2})
    dearer = option("dearer", shows={Trait.MERCY: 0, Trait.COURAGE: 3})
    regret = regret_of(decided(taken, better, best, dearer))
    assert regret is not None
    assert regret.better is best
    assert regret_of(decided(best, taken, better, dearer)) is None


def test_an_unlisted_trait_counts_as_nought() -> None:
    """An option that does harm is worse than one that says nothing of the trait."""
    harm, nothing = option("harm", shows={Trait.MERCY: -1}), option("nothing")
    regret = regret_of(decided(harm, nothing))
    assert regret is not None
    assert (regret.better, regret.trait) == (nothing, Trait.MERCY)


def test_a_trade_speaks_first_of_what_was_hurt() -> None:
    """A lie that was kind is worth another go for integrity, whatever else the truth would have shown as well."""
    lie = option("lie", shows={Trait.MERCY: 2, Trait.INTEGRITY: -3})
    truth = option("truth", shows={Trait.LISTENING: 2, Trait.INTEGRITY: -1})
    trade = trade_of(decided(lie, truth))
    assert trade is not None
    assert (trade.better, trade.gains, trade.costs) == (truth, Trait.INTEGRITY, Trait.MERCY)


def test_a_matter_of_taste_is_not_worth_another_go() -> None:
    """Where another answer gives one point more and takes something too, nobody is told that it is better."""
    taken = option("taken", shows={Trait.COURAGE: 1})
    other = option("other", shows={Trait.COURAGE: -1, Trait.MERCY: 2, Trait.EMPATHY: 2})
    assert trade_of(decided(taken, other)) is None


def test_silence_may_be_regretted() -> None:
    """Where any answer would have been better, saying nothing is a moment worth another go."""
    silence = option("silence", shows={Trait.COURAGE: -2})
    decision = replace(decided(silence, option("word")), silent=True)
    assert regret_of(decision) is not None


def test_a_run_without_decisions_has_nothing_to_say() -> None:
    """Nothing is praised, regretted or measured before the first choice is made."""
    beats = [choice("s/1", option("a", shows={Trait.MERCY: 1}), option("b")), End("well")]
    looked = debrief(start(scenario({"s": beats}), 1))
    assert (looked.strengths, looked.regret, looked.trade) == ((), None, None)
    assert (looked.shown, looked.moments) == ({}, {})


def test_an_unfinished_run_can_be_looked_back_on() -> None:
    """What was decided so far is judged, whether or not the run is over."""
    beats: list[Beat] = [
        choice("s/1", option("a", shows={Trait.MERCY: 1}), option("b")),
        choice("s/2", option("c"), option("d")),
        End("well"),
    ]
    looked = debrief(choose(start(scenario({"s": beats}), 1), "a"))
    assert [strength.trait for strength in looked.strengths] == [Trait.MERCY]
