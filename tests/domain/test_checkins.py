"""The look at oneself, set beside one's own past alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkins import (
    WEEK,
    Answers,
    Change,
    CheckIn,
    Remark,
    compare,
    dipped,
    looks_back,
    next_at,
    next_number,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
answers = st.builds(Answers, *[st.integers(1, 5)] * 4, back_then=st.none() | st.integers(1, 5))


def past(*given: Answers) -> list[CheckIn]:
    """One each week."""
    return [CheckIn(START + number * WEEK, one, number + 1, practised=True) for number, one in enumerate(given)]


def level(number: int, back_then: int | None = None) -> Answers:
    """The same answer to every question."""
    return Answers(number, number, number, number, back_then)


@given(st.lists(answers, max_size=6), answers, st.booleans())
def test_sides_stay_within_the_answers(before: list[Answers], now: Answers, practised: bool) -> None:
    """Means are 1..5; there is something to compare with exactly where there is a past."""
    found = compare(past(*before), now, practised=practised)
    assert 1 <= now.inside <= 5
    assert 1 <= now.outside <= 5
    assert (found.inside is Change.FIRST) == (not before) == (found.inside_before is None)
    assert (found.outside is Change.FIRST) == (not before)


@given(st.lists(answers, min_size=1, max_size=6), answers)
def test_a_better_answer_is_never_called_worse(before: list[Answers], now: Answers) -> None:
    """Raising the answers moves the comparison up or leaves it."""
    order = [Change.HARDER, Change.SAME, Change.EASIER]
    better = Answers(min(now.effort + 1, 5), now.energy, now.attention, now.carrying)
    worse_rank = order.index(compare(past(*before), now, practised=True).inside)
    assert order.index(compare(past(*before), better, practised=True).inside) >= worse_rank


@pytest.mark.parametrize(
    ("before", "now", "practised", "remark"),
    [
        pytest.param([], level(3), True, Remark.NONE, id="the first says nothing more"),
        pytest.param([level(4)], level(2), True, Remark.DIP, id="a dip with practice is common"),
        pytest.param([level(4)], level(2), False, Remark.HARDER, id="a dip without practice is not called growth"),
        pytest.param([level(3)], Answers(3, 3, 5, 5), True, Remark.OTHERS_SEE_MORE, id="others see more"),
        pytest.param([level(2)] * 3, level(3, back_then=2), True, Remark.CAME_FAR, id="came far"),
        pytest.param([level(4)] * 3, level(4, back_then=4), True, Remark.NONE, id="as it was"),
        pytest.param([level(4)] * 3, level(4, back_then=2), True, Remark.SEES_FURTHER, id="the yardstick moved"),
        pytest.param([level(4)], Answers(3, 4, 4, 4), True, Remark.NONE, id="one step in one answer is noise"),
    ],
)
def test_remarks(before: list[Answers], now: Answers, practised: bool, remark: Remark) -> None:
    """The one thing worth saying, and none where there is nothing."""
    assert compare(past(*before), now, practised=practised).remark is remark


def test_only_the_last_three_are_compared_with() -> None:
    """A hard month long ago does not make today easy."""
    found = compare(past(level(1), level(1), level(4), level(4), level(4)), level(4), practised=True)
    assert (found.inside, found.inside_before) == (Change.SAME, 4)


def test_a_week_and_every_fourth() -> None:
    """The next one is seven days after the last; the fourth, eighth, twelfth look back."""
    assert next_at([]) is None
    assert next_at(past(level(3), level(3))) == START + WEEK + timedelta(days=7)
    assert [number for number in range(1, 13) if looks_back(number)] == [4, 8, 12]
    assert next_number([]) == 1


def test_the_start_is_not_what_happens_to_be_kept() -> None:
    """Where the first check-ins are too old to be kept, counting goes on, and none is taken for the start."""
    kept = past(level(4), level(4), level(4), level(4))[2:]
    assert next_number(kept) == 5
    assert compare(kept, level(4, back_then=2), practised=True).remark is Remark.CAME_FAR


def test_the_last_check_in_may_have_dipped() -> None:
    """What the summary says of the last one is what was said when it came."""
    low = replace(past(level(4), level(2))[1], practised=False)
    assert not dipped([])
    assert not dipped(past(level(2)))
    assert dipped(past(level(4), level(2)))
    assert not dipped([*past(level(4)), low])
