"""Scoring: from decisions to an estimate with its band."""

from dataclasses import replace
from math import sqrt

import mpmath
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.engine import Decision
from bot.domain.scoring import (
    WINDOW,
    Certainty,
    Evidence,
    beta_below,
    beta_quantile,
    estimate,
    evidence_of,
    mean_regard,
)
from bot.domain.traits import Trait
from tests.support.scripts import choice, option

STAKES = st.sampled_from([sqrt(span) for span in range(1, 7)])
EVIDENCE = st.builds(Evidence, st.floats(0, 1), STAKES)
MANY = st.lists(EVIDENCE, max_size=60)
SHAPES = st.floats(0.05, 2000)
RELAXED = settings(max_examples=50, deadline=None)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """A choice among two to five options with points at random, and the one taken."""
    points = st.dictionaries(st.sampled_from(list(Trait)), st.integers(-3, 3), max_size=4)
    offered = tuple(option(f"o{number}", shows=draw(points)) for number in range(draw(st.integers(2, 5))))
    return Decision(choice("s/1", *offered), offered, draw(st.sampled_from(offered)), draw(st.booleans()), 0)


@RELAXED
@given(decisions())
def test_evidence_follows_the_formula(decision: Decision) -> None:
    """What is said of a trait is what the documented formula says, over the options that were offered."""
    expected: dict[Trait, tuple[float, float, int]] = {}
    for trait in Trait:
        best = max(one.shows.get(trait, 0) for one in decision.offered)
        worst = min(one.shows.get(trait, 0) for one in decision.offered)
        if best > worst:
            taken = decision.option.shows.get(trait, 0)
            expected[trait] = (1 - (best - taken) / (best - worst), (best - worst) ** 0.5, taken)
    found = evidence_of(decision)
    assert list(found) == list(expected)
    for trait, (r, e, points) in expected.items():
        assert found[trait].r == pytest.approx(r)
        assert found[trait].e == pytest.approx(e)
        assert found[trait].points == points
        assert -found[trait].e <= found[trait].lean <= found[trait].e


def test_evidence_of_an_example_done_by_hand() -> None:
    """The numbers of one decision, worked out on paper: an absent trait counts 0, and what all share is no evidence."""
    offered = (
        option("kind", shows={Trait.MERCY: 2, Trait.COURAGE: 1}),
        option("plain", shows={Trait.COURAGE: 1}),
        option("harsh", shows={Trait.MERCY: -2, Trait.COURAGE: 1}),
    )
    found = evidence_of(Decision(choice("s/1", *offered), offered, offered[1], False, 0))
    assert found == {Trait.MERCY: Evidence(0.5, 2.0, 0)}
    assert not found[Trait.MERCY].outspoken


def literal(recent: list[Evidence]) -> tuple[float, float, float]:
    """The documented formula, written out a second time and without a window: score, alpha, beta."""
    gain = sum(0.5 ** (ago / 40) * one.e * one.r for ago, one in enumerate(recent))
    loss = sum(0.5 ** (ago / 40) * one.e * (1 - one.r) for ago, one in enumerate(recent))
    return 100 * (4 * 0.5 + gain) / (4 + gain + loss), 4 * 0.5 + gain, 4 * 0.5 + loss


@RELAXED
@given(MANY)
def test_estimate_follows_the_formula(recent: list[Evidence]) -> None:
    """Score and band are those of the documented formula: the mean of a Beta distribution and its middle 80 %."""
    found, (score, alpha, beta) = estimate(recent), literal(recent)
    assert found.score == pytest.approx(score)
    assert beta_below(found.low / 100, alpha, beta) == pytest.approx(0.1, abs=1e-6)
    assert beta_below(found.high / 100, alpha, beta) == pytest.approx(0.9, abs=1e-6)
    assert found.moments == len(recent)


@RELAXED
@given(st.lists(EVIDENCE, max_size=WINDOW + 50))
def test_score_and_band_are_in_order(recent: list[Evidence]) -> None:
    """Whatever the evidence: 0 <= low <= score <= high <= 100."""
    found = estimate(recent)
    assert 0 <= found.low <= found.score <= found.high <= 100


@RELAXED
@given(recent=st.lists(EVIDENCE, min_size=1, max_size=60), data=st.data())
def test_a_better_decision_never_lowers_the_score(recent: list[Evidence], data: st.DataObject) -> None:
    """Had any one decision gone better, neither the score nor either end of the band would be lower."""
    at = data.draw(st.integers(0, len(recent) - 1))
    better = list(recent)
    better[at] = replace(recent[at], r=data.draw(st.floats(recent[at].r, 1)))
    before, after = estimate(recent), estimate(better)
    assert after.score >= before.score - 1e-9
    assert after.low >= before.low - 1e-6
    assert after.high >= before.high - 1e-6


@RELAXED
@given(one=EVIDENCE, fewer=st.integers(0, 100), more=st.integers(1, 100))
def test_more_of_the_same_narrows_the_band(one: Evidence, fewer: int, more: int) -> None:
    """Seeing the same again makes surer: the band gets narrower, never wider."""
    before, after = estimate([one] * fewer), estimate([one] * (fewer + more))
    assert after.high - after.low < before.high - before.low


def test_without_evidence_the_prior_is_left() -> None:
    """Somebody of whom nothing is known stands in the middle, with a wide band."""
    found = estimate([])
    assert found.score == 50
    assert found.low == pytest.approx(100 - found.high)
    assert found.high - found.low > 50
    assert found.moments == 0


@settings(max_examples=30, deadline=None)
@given(recent=st.lists(EVIDENCE, min_size=40, max_size=60), old=EVIDENCE)
def test_what_lies_far_back_weighs_little(recent: list[Evidence], old: Evidence) -> None:
    """The same decision moves the score less, the longer it is ago; 200 decisions back, less than half a point."""
    far_back = [*recent, *[Evidence(0.5, 1.0)] * (200 - len(recent))]
    swing = Evidence(1 - round(old.r), old.e), Evidence(round(old.r), old.e)
    new = [estimate([one, *far_back]).score for one in swing]
    gone = [estimate([*far_back, one]).score for one in swing]
    assert abs(gone[0] - gone[1]) < 0.5
    assert abs(gone[0] - gone[1]) < abs(new[0] - new[1])


def test_evidence_counts_half_after_forty_decisions() -> None:
    """The half-life is 40 decisions of the trait itself."""
    nothing = [Evidence(0.5, 1e-12)] * 40
    now, later = estimate([Evidence(1, 1)]), estimate([*nothing, Evidence(1, 1)])
    assert now.score == pytest.approx(100 * 3 / 5)
    assert later.score == pytest.approx(100 * 2.5 / 4.5)


@settings(max_examples=20, deadline=None)
@given(stake=STAKES, rs=st.lists(st.floats(0, 1), min_size=WINDOW, max_size=WINDOW + 400))
@example(stake=sqrt(6), rs=[0.0] * WINDOW + [1.0] * 400)
def test_leaving_out_what_lies_beyond_the_window_is_not_seen(stake: float, rs: list[float]) -> None:
    """Reading no more than WINDOW rows changes a score by less than a tenth of a point."""
    recent = [Evidence(r, stake) for r in rs]
    assert abs(estimate(recent).score - literal(recent)[0]) < 0.1


@pytest.mark.parametrize(
    ("moments", "certainty"),
    [
        (0, Certainty.TOO_EARLY),
        (4, Certainty.TOO_EARLY),
        (5, Certainty.EARLY_SIGN),
        (14, Certainty.EARLY_SIGN),
        (15, Certainty.SIGN),
        (29, Certainty.SIGN),
        (30, Certainty.NUMBER),
        (5000, Certainty.NUMBER),
    ],
)
def test_how_much_may_be_said(moments: int, certainty: Certainty) -> None:
    """A word from 5 moments, without caution from 15, the number from 30: counted over all, not over the window."""
    assert estimate([Evidence(1, 1)], moments).certainty is certainty


@RELAXED
@given(MANY)
def test_mean_regard_is_weighted_by_stake(evidence: list[Evidence]) -> None:
    """The bar of one run is the mean of r, in which a decision counts as much as was at stake."""
    mean = mean_regard(evidence)
    if not evidence:
        assert mean is None
    else:
        assert mean == pytest.approx(sum(o.e * o.r for o in evidence) / sum(o.e for o in evidence))


@settings(max_examples=80, deadline=None)
@given(x=st.floats(0, 1), alpha=SHAPES, beta=SHAPES)
@example(x=0.5, alpha=1, beta=1)
@example(x=1e-12, alpha=0.05, beta=2000)
@example(x=0.999999, alpha=2000, beta=0.05)
def test_beta_below_agrees_with_mpmath(x: float, alpha: float, beta: float) -> None:
    """The incomplete beta function is right over a range of shapes far wider than scores need."""
    expected = float(mpmath.betainc(alpha, beta, 0, x, regularized=True))
    assert beta_below(x, alpha, beta) == pytest.approx(expected, abs=1e-9)


@RELAXED
@given(probability=st.floats(0.001, 0.999), alpha=st.floats(0.5, 500), beta=st.floats(0.5, 500))
def test_beta_quantile_is_the_inverse(probability: float, alpha: float, beta: float) -> None:
    """The quantile is right to 1e-9 in x, by mpmath's function rather than our own."""
    x = beta_quantile(probability, alpha, beta)

    def below(at: float) -> float:
        return float(mpmath.betainc(alpha, beta, 0, min(1.0, max(0.0, at)), regularized=True))

    assert below(x - 1e-9) - 1e-9 <= probability <= below(x + 1e-9) + 1e-9


@RELAXED
@given(st.floats(allow_nan=False).filter(lambda x: not 0 < x < 1))
def test_outside_of_its_range_nothing_or_all_is_below(x: float) -> None:
    """Rounding may carry x over an end; the answer is then 0 or 1 exactly."""
    assert beta_below(x, 2, 3) == (0.0 if x <= 0 else 1.0)
