"""Where things are in a picture. Pure; units are pixels, y grows downwards, angles are in degrees.

Angle 0 is straight up and angles grow clockwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dial:
    """A wheel of `axes` axes around `centre`. A value of 0 is at radius `hole`, 100 at `rim`."""

    centre: Point
    hole: float
    rim: float
    axes: int

    def angle(self, axis: int) -> float:
        """The direction of an axis, 0..360; the first points up."""
        return 360.0 * axis / self.axes

    def radius(self, value: float) -> float:
        """How far from the centre a value of 0..100 is; what lies outside is drawn at the nearest end."""
        return self.hole + (self.rim - self.hole) * min(100.0, max(0.0, value)) / 100.0

    def at(self, axis: int, radius: float) -> Point:
        """The point of an axis at this radius."""
        return polar(self.centre, radius, self.angle(axis))

    def segment(self, axis: int, low: float, high: float, width: float) -> list[Point]:
        """The outline of a piece of ring on an axis, from value `low` to `high`.

        `width` is the share (0..1) that it takes of the room between two axes.
        """
        half = 180.0 / self.axes * width
        middle = self.angle(axis)
        outer = arc(self.centre, self.radius(high), middle - half, middle + half)
        inner = arc(self.centre, self.radius(low), middle - half, middle + half)
        return [*outer, *reversed(inner)]


@dataclass(frozen=True, slots=True)
class Strip:
    """A box in which values of 0..100 stand over time."""

    left: float
    top: float
    right: float
    bottom: float

    def x(self, share: float) -> float:
        """Where a share (0..1) of the time is."""
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def y(self, value: float) -> float:
        """Where a value of 0..100 is; 100 is on top."""
        return self.bottom - (self.bottom - self.top) * min(100.0, max(0.0, value)) / 100.0

    def ribbon(self, shares: Sequence[float], lows: Sequence[float], highs: Sequence[float]) -> list[Point]:
        """The outline of a band: along the tops from left to right, and back along the bottoms."""
        tops = [(self.x(share), self.y(high)) for share, high in zip(shares, highs, strict=True)]
        bottoms = [(self.x(share), self.y(low)) for share, low in zip(shares, lows, strict=True)]
        return [*tops, *reversed(bottoms)]


def polar(centre: Point, radius: float, angle: float) -> Point:
    """The point in this direction and distance from the centre."""
    turned = radians(angle)
    return centre[0] + radius * sin(turned), centre[1] - radius * cos(turned)


def arc(centre: Point, radius: float, start: float, end: float) -> list[Point]:
    """Points along a circle from one angle to a larger one, at most two degrees apart; both ends are among them."""
    steps = max(1, ceil((end - start) / 2))
    return [polar(centre, radius, start + (end - start) * step / steps) for step in range(steps + 1)]


def anchor(angle: float) -> str:
    """How a label beside a point in this direction is held, horizontally: by its left, middle or right."""
    across = sin(radians(angle))
    return "m" if abs(across) < 0.2 else "l" if across > 0 else "r"
