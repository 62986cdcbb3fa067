"""Calling people in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lobby import PATIENCE, InLine, call_in, next_call
from bot.domain.matching import pair

TOPICS = {"films": {"stories"}, "food": {"making"}, "books": {"stories"}}


def line(*wants: str | None, waited: float = 10) -> list[InLine]:
    """People who want this, the first the longest in line."""
    return [InLine(at + 1, topic, waited + len(wants) - at) for at, topic in enumerate(wants)]


@given(
    st.lists(st.tuples(st.sampled_from(["films", "food", None]), st.floats(0, 600)), max_size=24),
    st.sets(st.tuples(st.integers(1, 24), st.integers(1, 24)).filter(lambda two: two[0] != two[1]), max_size=12),
    st.integers(0, 99),
)
@settings(max_examples=150, deadline=None)
def test_rules_hold(wants: list[tuple[str | None, float]], blocked: set[tuple[int, int]], seed: int) -> None:
    """Nobody is lost or called twice, sizes and blocks hold, and nobody talks about what they did not ask for."""
    people = [InLine(at + 1, topic, waited) for at, (topic, waited) in enumerate(wants)]
    apart = {pair(*two) for two in blocked}
    call = call_in(people, TOPICS, {}, apart, seed=seed)
    called = [person for group in call.groups for person in group.people]
    assert sorted(called + list(call.left)) == [one.person for one in people]
    for group in call.groups:
        assert len(group.people) in (3, 4)
        assert {people[one - 1].topic for one in group.people} <= {group.topic, None}
        assert not any(pair(a, b) in apart for a in group.people for b in group.people if a != b)


def test_three_only_after_patience() -> None:
    """Three wait until nobody has come for two minutes; two wait on."""
    assert call_in(line("films", "films", "films"), TOPICS, {}, set(), seed=1).groups == ()
    late = line("films", "films", "films", waited=PATIENCE)
    assert len(call_in(late, TOPICS, {}, set(), seed=1).groups) == 1
    assert call_in(late[:2], TOPICS, {}, set(), seed=1).groups == ()


def test_when_to_look_again() -> None:
    """The next look is when the last to come has waited for two minutes, and never for fewer than three."""
    assert next_call(line("films", "films", waited=20)) is None
    assert next_call(line("films", "films", "films", waited=20)) == pytest.approx(PATIENCE - 21)


def test_surprises_meet_on_what_they_share() -> None:
    """Four who would like to be surprised talk about what most of them like."""
    people = [InLine(one, None, one, frozenset({"making"} if one < 4 else {"stories"})) for one in range(1, 5)]
    assert call_in(people, TOPICS, {}, set(), seed=5).groups[0].topic == "food"


def test_a_place_at_the_front() -> None:
    """Of five, the one who was promised the front is called in, however short their wait is."""
    people = [*line("films", "films", "films", "films", waited=100), InLine(9, "films", 1, front=True)]
    assert 9 in call_in(people, TOPICS, {}, set(), seed=1).groups[0].people
