"""Clocks leave the time to read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.engine import choose, start
from bot.domain.reading import ANSWERING, time_to_answer
from bot.domain.scenario import Beat, End, Narration
from tests.support.scripts import choice, option, scenario


def _time(*news: str, within: int | None = 30) -> int | None:
    options = option("a"), option("b")
    beats: list[Beat] = [
        *map(Narration, news),
        choice("s/1", *options, within=within, otherwise="a" if within else None),
    ]
    return time_to_answer(start(scenario({"s": [*beats, End("well")]}), 1))


def test_a_short_text_has_what_the_script_says() -> None:
    """Where there is little to read, the writer's number holds."""
    assert _time("It rains.") == 30
    assert _time("It rains.", within=None) is None


def test_a_long_text_has_the_time_to_read_it() -> None:
    """A hundred and fifty words take a minute, in English and in Chinese, and then there is time to answer."""
    little = _time("", within=10) or 0
    assert ANSWERING < little <= 10
    english, chinese = _time("word, " * 150), _time("字" * 270)
    assert english is not None
    assert chinese is not None
    assert 60 + ANSWERING <= english <= 60 + ANSWERING + 3
    assert abs(english - chinese) <= 2


def test_what_was_read_before_counts_no_more() -> None:
    """Only what is new since the last decision is read now."""
    first = choice("s/1", option("a"), option("b"))
    second = choice("s/2", option("c"), option("d"), within=30, otherwise="c")
    run = start(scenario({"s": [Narration("word, " * 500), first, second, End("well")]}), 1)
    assert time_to_answer(run) is None
    assert time_to_answer(choose(run, "a")) == 30


@given(st.lists(st.text(max_size=300), max_size=6), st.integers(10, 600))
def test_nobody_has_less_than_the_script_says(news: list[str], within: int) -> None:
    """Reading never takes time away, whatever signs a text is made of."""
    found = _time(*news, within=within)
    assert found is not None
    assert found >= within
