"""The seven traits as a wheel: a band for each before what it was two weeks ago, or seeds where little is known."""

from dataclasses import dataclass
from math import cos, radians

from bot.render.canvas import INK, NOW, SEED, SOFT, THEN, Canvas, mix
from bot.render.geometry import Dial, anchor

WIDTH, HEIGHT = 760, 708
SEEDS = 5  # moments after which there is a first sign to draw
LABEL, NOTE, LEGEND = 31, 23, 22
NAME_ROOM = 235  # pixels beside the wheel


@dataclass(frozen=True, slots=True)
class Band:
    """A score and the interval around it, 0..100, `low` <= `score` <= `high`."""

    low: float
    score: float
    high: float


@dataclass(frozen=True, slots=True)
class Axis:
    """One trait: its name and a word about it, and either a band or how many seeds (0..4) there are.

    `faint` marks a band that is only an early sign.
    """

    name: str
    note: str
    band: Band | None
    earlier: Band | None
    seeds: int
    faint: bool


@dataclass(frozen=True, slots=True)
class Radar:
    """The picture's content. `now` and `then` are the words of its legend; `then` stands only where it is drawn."""

    axes: tuple[Axis, ...]
    now: str
    then: str
    seed: str


def draw_radar(radar: Radar) -> bytes:
    """The picture as PNG, 760 by 708 pixels. Takes about 50 ms of a processor."""
    canvas = Canvas(WIDTH, HEIGHT)
    dial = Dial(centre=(WIDTH / 2, 340), hole=34, rim=214, axes=len(radar.axes))
    for index, axis in enumerate(radar.axes):
        _ground(canvas, dial, index)
        if axis.earlier:
            _earlier(canvas, dial, index, axis.earlier)
        if axis.band:
            _band(canvas, dial, index, axis.band, faint=axis.faint)
        else:
            _seeds(canvas, dial, index, axis.seeds)
        _label(canvas, dial, index, axis)
    _legend(canvas, radar)
    return canvas.png()


def _ground(canvas: Canvas, dial: Dial, index: int) -> None:
    canvas.polygon(dial.segment(index, 0, 100, 0.88), mix(INK, 0.055))
    half = dial.segment(index, 50, 50, 0.88)
    canvas.line(half[: len(half) // 2], mix(INK, 0.2), 1.5)


def _earlier(canvas: Canvas, dial: Dial, index: int, band: Band) -> None:
    canvas.polygon(dial.segment(index, band.low, band.high, 0.88), mix(THEN, 0.42))


def _band(canvas: Canvas, dial: Dial, index: int, band: Band, *, faint: bool) -> None:
    canvas.polygon(dial.segment(index, band.low, band.high, 0.56), mix(NOW, 0.5 if faint else 0.85))
    line = dial.segment(index, band.score, band.score, 0.56)
    canvas.line(line[: len(line) // 2], INK, 5)


def _seeds(canvas: Canvas, dial: Dial, index: int, seeds: int) -> None:
    for seed in range(SEEDS):
        point = dial.at(index, dial.radius(12 + seed * 19))
        if seed < seeds:
            canvas.dot(point, 9, SEED)
        else:
            canvas.dot(point, 8, mix(INK, 0.28), hollow=2)


def _label(canvas: Canvas, dial: Dial, index: int, axis: Axis) -> None:
    """The name and the note beside the rim: above it on the upper half, below it on the lower one."""
    angle = dial.angle(index)
    x, y = dial.at(index, dial.rim + 22)
    held = anchor(angle)
    room = _room(x, held)
    size, notes = canvas.wrapped(axis.note, NOTE, room)
    height = LABEL + 2 + len(notes) * (size + 4)
    share = (1 - cos(radians(angle))) / 2  # of the label's height that hangs below the point: 0 on top, 1 at the foot
    middle = y - height * (1 - share) + LABEL / 2
    canvas.text((x, middle), axis.name, canvas.fitting(axis.name, LABEL, room), INK, held=held + "m")
    for number, words in enumerate(notes):
        below = middle + LABEL / 2 + 2 + (size + 4) * (number + 0.5)
        canvas.text((x, below), words, size, SOFT, held=held + "m")


def _room(x: float, held: str) -> float:
    """How wide a label at x may be."""
    margin = 14.0
    return min(NAME_ROOM, {"l": WIDTH - margin - x, "r": x - margin, "m": 2 * min(x, WIDTH - x) - margin}[held])


def _legend(canvas: Canvas, radar: Radar) -> None:
    """What the colours mean, only of those that are there."""
    parts = [
        (radar.now, "now", any(axis.band for axis in radar.axes)),
        (radar.then, "then", any(axis.earlier for axis in radar.axes)),
        (radar.seed, "seed", any(not axis.band for axis in radar.axes)),
    ]
    shown = [(words, kind) for words, kind, there in parts if there and words]
    size = LEGEND
    while size > 14 and _legend_width(canvas, shown, size) > WIDTH - 40:
        size -= 1
    x, y = (WIDTH - _legend_width(canvas, shown, size)) / 2, HEIGHT - 34.0
    for words, kind in shown:
        if kind == "seed":
            canvas.dot((x + 9, y), 8, SEED)
        else:
            colour = mix(NOW, 0.85) if kind == "now" else mix(THEN, 0.5)
            canvas.polygon([(x, y - 9), (x + 18, y - 9), (x + 18, y + 9), (x, y + 9)], colour)
        canvas.text((x + 28, y), words, size, SOFT)
        x += 28 + canvas.width(words, size) + 30


def _legend_width(canvas: Canvas, shown: list[tuple[str, str]], size: int) -> float:
    return sum(28 + canvas.width(words, size) + 30 for words, _ in shown) - 30
