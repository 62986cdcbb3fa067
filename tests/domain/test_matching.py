"""Who meets whom."""

from collections import Counter
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.designs import rounds_without_repeats
from bot.domain.matching import Waiting, form_groups, pair, repeats, sizes


def in_line(people: list[int]) -> list[Waiting]:
    """People in this order of waiting."""
    return [Waiting(person, float(len(people) - at)) for at, person in enumerate(people)]


@st.composite
def lobbies(draw: st.DrawFn) -> tuple[list[Waiting], dict[tuple[int, int], int], set[tuple[int, int]]]:
    """Some people with interests, a past and blocks."""
    people = draw(st.lists(st.integers(1, 40), unique=True, max_size=18))
    tags = st.frozensets(st.sampled_from("abcde"), max_size=3)
    waiting = [Waiting(one, draw(st.floats(0, 1000)), draw(tags)) for one in people]
    pairs = st.tuples(st.integers(1, 40), st.integers(1, 40)).filter(lambda two: two[0] != two[1])
    past = draw(st.dictionaries(pairs.map(lambda two: pair(*two)), st.integers(1, 5), max_size=40))
    blocked = draw(st.sets(pairs.map(lambda two: pair(*two)), max_size=20))
    return waiting, past, blocked


@given(lobbies(), st.booleans(), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_rules_hold(lobby: tuple, threes: bool, seed: int) -> None:
    """Nobody is lost or seated twice, no blocked pair meets, and every group has a size that is allowed."""
    waiting, past, blocked = lobby
    formed = form_groups(waiting, past, blocked, threes=threes, seed=seed)
    seen = [person for group in formed.groups for person in group] + list(formed.left)
    assert sorted(seen) == sorted(one.person for one in waiting)
    assert all(len(group) in ((3, 4) if threes else (4,)) for group in formed.groups)
    assert not any(pair(*two) in blocked for group in formed.groups for two in combinations(group, 2))


@given(lobbies(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_order_of_naming_does_not_matter(lobby: tuple, random: object) -> None:
    """The same people and seed give the same groups."""
    waiting, past, blocked = lobby
    shuffled = list(waiting)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert form_groups(waiting, past, blocked, seed=3) == form_groups(shuffled, past, blocked, seed=3)


@given(st.integers(0, 60))
def test_as_few_as_possible_are_left(count: int) -> None:
    """Without blocks, fours leave at most three people, and threes leave nobody of six or more."""
    people = in_line(list(range(count)))
    assert len(form_groups(people, {}, set()).left) == count % 4
    left = len(form_groups(people, {}, set(), threes=True).left)
    assert left == (0 if count >= 6 else {0: 0, 1: 1, 2: 2, 3: 0, 4: 0, 5: 1}[count])


def test_sizes_prefer_fours() -> None:
    """Ten people are one group of four and two of three."""
    assert sizes(10, threes=True) == (4, 3, 3)
    assert sizes(10, threes=False) == (4, 4)


def test_longest_wait_sits_first() -> None:
    """Of five strangers, the last to come is left."""
    assert form_groups(in_line([5, 4, 3, 2, 1]), {}, set()).left == (1,)


def test_unmet_before_met() -> None:
    """The second in line waits on where they have met the first, and somebody new is there."""
    formed = form_groups(in_line([1, 2, 3, 4, 5]), {(1, 2): 1, (3, 4): 0}, set())
    assert formed.groups == ((1, 3, 4, 5),)


def test_interests_decide_between_strangers() -> None:
    """Two films people and two others split up by what they like, not by when they came."""
    likes = {1: "film", 2: "food", 3: "film", 4: "food", 5: "film", 6: "food", 7: "film", 8: "food"}
    waiting = [Waiting(person, 100.0 - person, frozenset({like})) for person, like in likes.items()]
    groups = {frozenset(group) for group in form_groups(waiting, {}, set()).groups}
    assert groups == {frozenset({1, 3, 5, 7}), frozenset({2, 4, 6, 8})}


def test_blocks_by_either_side_of_the_first_in_line() -> None:
    """Somebody whom everyone blocks waits, and the others meet."""
    formed = form_groups(in_line([1, 2, 3, 4, 5]), {}, {(1, other) for other in range(2, 6)})
    assert (formed.groups, formed.left) == (((2, 3, 4, 5),), (1,))


def test_nobody_waits_twice() -> None:
    """A person who is named twice is an error, not a group with themselves."""
    with pytest.raises(ValueError, match="twice"):
        form_groups([Waiting(1, 1), Waiting(1, 2)], {}, set())


@pytest.mark.parametrize("seed", range(5))
def test_weekly_without_meeting_twice(seed: int) -> None:
    """32 people in eight groups of four, week after week: nine weeks pass before anybody meets somebody again."""
    met: Counter[tuple[int, int]] = Counter()
    for week in range(9):
        waiting = [Waiting(one * 7919 % 4001, (one * 31 + week * 17 + seed) % 97) for one in range(32)]
        groups = form_groups(waiting, met, set(), seed=seed + week).groups
        assert (len(groups), repeats(groups, met)) == (8, 0)
        met.update(pair(*two) for group in groups for two in combinations(group, 2))


@pytest.mark.parametrize("groups", [4, 5, 7, 8, 11, 16, 32])
def test_designs_repeat_no_pair(groups: int) -> None:
    """In the rounds of a design everybody sits once a round, and no two sit together twice."""
    pairs: list[tuple[int, int]] = []
    for found in rounds_without_repeats(groups):
        assert sorted(one for group in found for one in group) == list(range(4 * groups))
        pairs += [pair(*two) for group in found for two in combinations(group, 2)]
    assert len(pairs) == len(set(pairs)) >= groups * groups * 6


@pytest.mark.parametrize("acquainted", [0, 3, 1000])
def test_a_thousand_people_in_a_second(acquainted: int) -> None:
    """A thousand people sit within a second of the processor's time, strangers or old friends."""
    met = {pair(a, (a + b) % 1000): 1 for a in range(1000) for b in range(1, acquainted) if b < 60}
    waiting = [Waiting(one, one, frozenset({"abcdefgh"[one % 8]})) for one in range(1000)]
    began = process_time()
    assert len(form_groups(waiting, met, set()).groups) == 250
    assert process_time() - began < 1
