"""Conditions: what a writer may ask of the state, and how everything else is refused."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.conditions import ConditionError, State, Value, parse_condition

SIGNS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
NAMES = ["warmth", "met_jo", "größe", "android", "nothing", "_x1"]
WORDS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Tree:
    """A condition as a tree: `how` is "or", "and", "not", a comparison, or "leaf", whose one part is a text."""

    how: str
    parts: tuple["Tree | str", ...]


def leaf(text: str) -> Tree:
    """A number, a name or a word for true or false."""
    return Tree("leaf", (text,))


LEAVES = st.one_of(st.sampled_from(NAMES), st.sampled_from(sorted(WORDS)), st.integers(-99, 99).map(str)).map(leaf)


def grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Trees of these."""
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.builds(Tree, st.sampled_from(["or", "and"]), several),
        st.builds(Tree, st.just("not"), st.tuples(inner)),
        st.builds(Tree, st.sampled_from(sorted(SIGNS)), pair),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=12)
STATES = st.fixed_dictionaries({name: st.booleans() | st.integers(-99, 99) for name in NAMES})

BINDING = {"or": 0, "and": 1, "not": 2, **dict.fromkeys(SIGNS, 3), "leaf": 4}


def written(tree: Tree, space: Callable[[], str], wrap: Callable[[], bool]) -> str:
    """The tree as a writer could have put it: parentheses where they are needed, and here and there one more."""

    def inside(part: Tree | str, least: int) -> str:
        assert isinstance(part, Tree)
        text = written(part, space, wrap)
        return f"({space()}{text}{space()})" if BINDING[part.how] < least or wrap() else text

    match tree.how:
        case "leaf":
            return str(tree.parts[0])
        case "not":
            return f"not {space()}{inside(tree.parts[0], 2)}"
        case "or" | "and":
            return f" {space()}{tree.how} ".join(inside(part, BINDING[tree.how] + 1) for part in tree.parts)
        case sign:
            return f"{space()}{sign} ".join(inside(part, 4) for part in tree.parts)


def worth(tree: Tree, state: State) -> Value:
    """What the tree is worth in this state, worked out on the tree itself."""
    if tree.how == "leaf":
        text = str(tree.parts[0])
        return WORDS[text] if text in WORDS else state[text] if text in state else int(text)
    parts = [worth(cast(Tree, part), state) for part in tree.parts]
    match tree.how:
        case "or":
            return True in map(bool, parts)
        case "and":
            return False not in map(bool, parts)
        case "not":
            return not parts[0]
        case sign:
            return SIGNS[sign](*parts)


def refusal(text: str) -> str | None:
    """Why the text is refused, or None where it is a condition."""
    try:
        parse_condition(text)
    except ConditionError as error:
        return str(error)
    return None


def names_in(tree: Tree) -> set[str]:
    """The names of the state that the tree holds."""
    if tree.how == "leaf":
        return {str(tree.parts[0])} & set(NAMES)
    return set[str]().union(*(names_in(cast(Tree, part)) for part in tree.parts))


@settings(max_examples=120, deadline=None)
@given(tree=TREES, state=STATES, data=st.data())
def test_a_condition_means_what_it_says(tree: Tree, state: dict[str, Value], data: st.DataObject) -> None:
    """However it is spaced and put in parentheses, a condition is read as it was meant."""

    def space() -> str:
        return data.draw(st.sampled_from(["", "", " ", "\n  "]))

    def wrap() -> bool:
        return data.draw(st.integers(0, 4)) == 0

    text = written(tree, space, wrap)
    condition = parse_condition(f"{space()}{text}{space()}")
    assert condition.holds(state) is bool(worth(tree, state))
    assert condition.names == names_in(tree)
    assert condition == parse_condition(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("warmth >", "stops in the middle"),
        ("not", "stops in the middle"),
        ("(", "stops in the middle"),
        ("warmth > 0 and", "stops in the middle"),
        ("(warmth", "never closed"),
        ("(warmth > 0", "never closed"),
        ("warmth)", "`)` is not understood"),
        ("()", "`)` cannot stand there"),
        ("> 0", "`>` cannot stand there"),
        ("and met_jo", "`and` cannot stand there"),
        ("warmth and or met_jo", "`or` cannot stand there"),
        ("warmth not", "`not` is not understood"),
        ("warmth met_jo", "`met_jo` is not understood"),
        ("warmth - 1", "`-` is not used"),
        ("warmth -1", "`-1` is not understood"),
        ("warmth = 1", "write `==`"),
        ("warmth === 1", "write `==`"),
        ("warmth && met_jo", "write `and`, `or`, `not`"),
        ("!met_jo", "write `and`, `or`, `not`"),
        ("1 < warmth < 3", "only two things"),
        ("warmth == met_jo == 1", "only two things"),
        ("warmth > 1.5", "`.` is not used"),
        ("warmth > 1,5", "`,` is not used"),
        ("warmth > 'much'", "`'` is not used"),
        ("warmth > 2nd", "`nd` is not understood"),
        ("__import__('os')", "`'` is not used"),
        ("warmth > 1234567890", "10 digits"),
    ],
)
def test_a_malformed_condition_says_what_is_wrong(text: str, told: str) -> None:
    """A writer reads which sign is in the way, and what to write instead."""
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert told in str(caught.value)


BITS = st.sampled_from([*NAMES, *WORDS, *SIGNS, "and", "or", "not", "(", ")", "-", "=", "!", "7", "-3", "²", " ", "\n"])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(BITS, max_size=25).map(" ".join) | st.lists(BITS, max_size=25).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is written: a condition over its names, or a ConditionError with words in it; never anything else."""
    why = refusal(text)
    if why is None:
        condition = parse_condition(text)
        assert condition.holds(dict.fromkeys(condition.names, 1)) in (True, False)
    else:
        assert why.strip()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        ")" * 10_000,
        "(" * 10_000 + "a" + ")" * 10_000,
        "not " * 10_000 + "a",
        " " * 10_000,
        "a" + " " * 10_000,
        "a" + " " * 10_000 + "=",
        "a < " * 5_000 + "a",
        "-" * 10_000,
        "9" * 10_000,
        "-" + "9" * 10_000,
        "a " * 5_000,
        "a or (" * 2_500,
    ],
    ids=lambda text: f"{text[:6]}…{text[-3:]}",
)
def test_hostile_texts_are_answered_fast(text: str) -> None:
    """Ten thousand characters of anything are dealt with at once, and never exhaust the stack."""
    began = perf_counter()
    refusal(text)
    assert perf_counter() - began < 0.5


def test_long_but_flat_conditions_are_read() -> None:
    """Length alone does no harm: what is not nested is read to the end."""
    condition = parse_condition(" or ".join(["a > 1"] * 2_000))
    assert not condition.holds({"a": 1})
    assert condition.holds({"a": 2})


def test_a_name_that_the_state_lacks_is_an_error() -> None:
    """A name is never taken to be false merely because nobody set it."""
    with pytest.raises(KeyError):
        parse_condition("warmth > 0").holds({})
