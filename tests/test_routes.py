"""Routes: what a button carries is read back as it was meant, and nothing else is."""

from dataclasses import fields
from string import ascii_letters, digits
from typing import get_type_hints

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import limits
from bot.domain.traits import Trait
from bot.errors import OldButton
from bot.ui.routes import LONGEST, PREFIX, ROUTES, Route, decode, encode
from bot.ui.routes.practice import Brief, Choose, Decline, GoOn, Pick, Start

IDS = st.text(ascii_letters + digits + "_-", min_size=1, max_size=limits.ID_TEXT)
TRAITS = [trait.value for trait in Trait]
RELAXED = settings(max_examples=30, deadline=None)


def kinds(route: type[Route]) -> list[str]:
    """What each field of a route holds: a number, a trait, or another id."""
    hints = get_type_hints(route)
    return ["trait" if field.name == "trait" else hints[field.name].__name__ for field in fields(route)]


@RELAXED
@given(data=st.data())
@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_every_route_is_read_back(route: type[Route], data: st.DataObject) -> None:
    """Whatever a button was given to carry, a click on it brings back."""
    values = {"int": st.integers(0, 2**63 - 1), "str": IDS, "trait": st.sampled_from(TRAITS)}
    one = route(*(data.draw(values[kind]) for kind in kinds(route)))
    custom_id = encode(one)
    assert decode(custom_id) == one
    assert 1 <= len(custom_id) <= LONGEST


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_the_longest_ids_fit(route: type[Route]) -> None:
    """No script that is let through, and no number of a run, makes a button that Discord refuses."""
    longest = {"int": 2**63 - 1, "str": "x" * limits.ID_TEXT, "trait": max(TRAITS, key=len)}
    assert len(encode(route(*(longest[kind] for kind in kinds(route))))) <= 100


BITS = st.sampled_from([PREFIX, "r2", *ROUTES, "7", "-7", "+7", "07", "1_0", " 7", "٣", "9" * 5000, "tea", "", ":"])
NEAR = st.lists(BITS, max_size=7).map(":".join)


@settings(max_examples=200, deadline=None)
@given(st.text() | NEAR | NEAR.map(f"{PREFIX}:".__add__))
@example("")
@example(PREFIX)
@example("r1:goon:+7")
@example("r1:choose:7:1_0:tea")
@example("r1:goon:" + "9" * 5000)
def test_any_text_is_a_route_or_an_old_button(custom_id: str) -> None:
    """Buttons of other versions or other bots are told apart, and each text means one route at most."""
    try:
        route = decode(custom_id)
    except OldButton:
        return
    assert encode(route) == custom_id


@pytest.mark.parametrize(
    "custom_id",
    [
        "r1:choose:7",
        "r1:choose:7:3",
        "r1:choose:7:3:ask:more",
        "r1:choose:x:3:ask",
        "r1:dance",
        "r0:decline",
        "r1",
        "R1:x",
    ],
)
def test_what_is_not_whole_is_an_old_button(custom_id: str) -> None:
    """Too few parts, too many, a word for a number, an unknown verb or version: none is guessed at."""
    with pytest.raises(OldButton):
        decode(custom_id)


def test_a_part_that_would_break_the_text_is_refused() -> None:
    """What could not be read back is never written."""
    for route in (Brief("a:b"), Choose(1, 2, "a:b"), Start("x" * 100)):
        with pytest.raises(ValueError, match="cannot be a custom_id"):
            encode(route)


@pytest.mark.parametrize(
    ("custom_id", "route"),
    [
        ("r1:choose:7:3:ask", Choose(7, 3, "ask")),
        ("r1:start:uncle-hank", Start("uncle-hank")),
        ("r1:goon:7", GoOn(7)),
        ("r1:pick:2", Pick(2)),
        ("r1:decline", Decline()),
    ],
)
def test_buttons_that_are_out_there_stay_readable(custom_id: str, route: Route) -> None:
    """These texts are on cards in people's messages: their meaning does not change while the prefix is r1."""
    assert decode(custom_id) == route
    assert encode(route) == custom_id


def test_no_two_routes_share_a_verb() -> None:
    """Each feature's routes are known, and none hides another."""
    # A dataclass with slots is made anew: the one without them stays behind among the subclasses, until it is freed.
    every = {(route.__module__, route.__qualname__): route.verb for route in Route.__subclasses__()}
    assert sorted(every.values()) == sorted(ROUTES)
