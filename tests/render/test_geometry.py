"""Where things are in a picture."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.geometry import Dial, Strip, anchor, arc, polar

VALUE = st.floats(-50, 150)
DIAL = Dial((300, 300), 30, 200, 7)
STRIP = Strip(20, 40, 220, 140)


def far(point: tuple[float, float]) -> float:
    """How far a point is from the middle of DIAL."""
    return hypot(point[0] - 300, point[1] - 300)


def test_directions() -> None:
    """Angle 0 points up, and angles grow clockwise: the second axis is on the right."""
    assert polar((0, 0), 10, 0) == pytest.approx((0, -10))
    assert polar((0, 0), 10, 90) == pytest.approx((10, 0))
    assert DIAL.at(0, 100) == pytest.approx((300, 200))
    assert DIAL.at(1, 100)[0] > 300


@given(VALUE, VALUE)
def test_radius_grows_with_the_value(low: float, high: float) -> None:
    """A higher value is further out, and nothing is drawn inside the hole or beyond the rim."""
    low, high = sorted((low, high))
    assert 30 <= DIAL.radius(low) <= DIAL.radius(high) <= 200


@given(st.integers(0, 6), VALUE, VALUE, st.floats(0.1, 1))
def test_segments_stay_on_their_axis(axis: int, low: float, high: float, width: float) -> None:
    """A band reaches from its low to its high value, and never into the room of the axis beside it."""
    low, high = sorted((low, high))
    points = DIAL.segment(axis, low, high, width)
    assert min(map(far, points)) == pytest.approx(DIAL.radius(low))
    assert max(map(far, points)) == pytest.approx(DIAL.radius(high))
    middle = DIAL.at(axis, 100)
    others = [DIAL.at(other, 100) for other in range(7) if other != axis]
    for x, y in points:
        scale = 100 / far((x, y))
        ray = (300 + (x - 300) * scale, 300 + (y - 300) * scale)
        near = hypot(ray[0] - middle[0], ray[1] - middle[1])
        assert all(near <= hypot(ray[0] - other[0], ray[1] - other[1]) + 1e-6 for other in others)


@given(st.floats(-360, 360), st.floats(0.1, 360))
def test_arcs_are_smooth(start: float, sweep: float) -> None:
    """An arc begins and ends where it should, in steps of at most two degrees."""
    points = arc((300, 300), 100, start, start + sweep)
    assert points[0] == pytest.approx(polar((300, 300), 100, start))
    assert points[-1] == pytest.approx(polar((300, 300), 100, start + sweep))
    assert len(points) > sweep / 2


@given(st.floats(-1, 2), VALUE)
def test_strips_hold_everything(share: float, value: float) -> None:
    """Whatever is to be drawn is inside the strip; time goes to the right, and more is higher up."""
    assert 20 <= STRIP.x(share) <= 220
    assert 40 <= STRIP.y(value) <= 140
    assert STRIP.x(0) < STRIP.x(1)
    assert STRIP.y(100) < STRIP.y(0)


def test_ribbon_goes_round() -> None:
    """A band's outline follows its tops, then comes back along its bottoms."""
    assert STRIP.ribbon([0, 1], [0, 0], [100, 50]) == [(20, 40), (220, 90), (220, 140), (20, 140)]


def test_labels_are_held_away_from_the_wheel() -> None:
    """A label on the right begins at its point, one on the left ends there, one above is centred."""
    assert [anchor(angle) for angle in (0, 90, 180, 270)] == ["m", "l", "m", "r"]
