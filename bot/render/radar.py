"""The seven traits as a wheel: a band for each before what it was two weeks ago, or seeds where little is known."""

from dataclasses import dataclass
from math import cos, radians

from bot.render.canvas import INK, NOW, SEED, SOFT, THEN, Canvas, Colour, mix
from bot.render.geometry import Dial, anchor

WIDTH, HEIGHT = 760, 744
SEEDS = 5  # moments after which there is a first sign to draw
LABEL, NOTE, LEGEND = 31, 23, 22
SIGN, BETWEEN = 28, 30  # pixels for a sign in the legend, and from one to the next
BOLD, FAINT, PAST = 0.85, 0.5, 0.62  # how much of their colours bands have
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

    `count` says how many moments are behind a band, and is empty where there is none. `faint` marks a band that is only
    an early sign.
    """

    name: str
    note: str
    count: str
    band: Band | None
    earlier: Band | None
    seeds: int
    faint: bool


@dataclass(frozen=True, slots=True)
class Radar:
    """The picture's content. The words are those of its legend, and stand there only where they are needed."""

    axes: tuple[Axis, ...]
    now: str
    early: str
    then: str
    seed: str
    outward: str


def draw_radar(radar: Radar) -> bytes:
    """The picture as PNG, 760 by 744 pixels. Takes about 50 ms of a processor."""
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
    canvas.polygon(dial.segment(index, band.low, band.high, 0.88), mix(THEN, PAST))


def _band(canvas: Canvas, dial: Dial, index: int, band: Band, *, faint: bool) -> None:
    canvas.polygon(dial.segment(index, band.low, band.high, 0.56), mix(NOW, FAINT if faint else BOLD))
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
    """The name and the notes beside the rim: above it on the upper half, below it on the lower one."""
    angle = dial.angle(index)
    x, y = dial.at(index, dial.rim + 22)
    held = anchor(angle)
    room = _room(x, held)
    size, words = canvas.wrapped(axis.note, NOTE, room)
    notes = [(line, size) for line in words]
    if axis.count:
        notes.append((axis.count, canvas.fitting(axis.count, NOTE, room)))
    height = LABEL + 2 + sum(size + 4 for _, size in notes)
    share = (1 - cos(radians(angle))) / 2  # of the label's height that hangs below the point: 0 on top, 1 at the foot
    middle = y - height * (1 - share) + LABEL / 2
    canvas.text((x, middle), axis.name, canvas.fitting(axis.name, LABEL, room), INK, held=held + "m")
    below = middle + LABEL / 2 + 2
    for line, size in notes:
        canvas.text((x, below + (size + 4) / 2), line, size, SOFT, held=held + "m")
        below += size + 4


def _room(x: float, held: str) -> float:
    """How wide a label at x may be."""
    margin = 14.0
    return min(NAME_ROOM, {"l": WIDTH - margin - x, "r": x - margin, "m": 2 * min(x, WIDTH - x) - margin}[held])


def _legend(canvas: Canvas, radar: Radar) -> None:
    """What the colours mean, only of those that are there, and what further out means."""
    bands = [axis for axis in radar.axes if axis.band]
    upper = [
        (radar.now, mix(NOW, BOLD), any(not axis.faint for axis in bands)),
        (radar.early, mix(NOW, FAINT), any(axis.faint for axis in bands)),
        (radar.then, mix(THEN, PAST), any(axis.earlier for axis in radar.axes)),
    ]
    lower = [(radar.seed, SEED, len(bands) < len(radar.axes)), (radar.outward, None, bool(bands))]
    for parts, y in ((upper, HEIGHT - 70.0), (lower, HEIGHT - 34.0)):
        _legend_line(canvas, [(words, colour) for words, colour, there in parts if there], y)


def _legend_line(canvas: Canvas, parts: list[tuple[str, Colour | None]], y: float) -> None:
    """Words with the sign that they explain before them, a dot or a band; None for words without one."""
    size = LEGEND
    while size > 14 and _legend_width(canvas, parts, size) > WIDTH - 40:
        size -= 1
    x = (WIDTH - _legend_width(canvas, parts, size)) / 2
    for words, colour in parts:
        if colour == SEED:
            canvas.dot((x + 9, y), 8, SEED)
        elif colour:
            canvas.polygon([(x, y - 9), (x + 18, y - 9), (x + 18, y + 9), (x, y + 9)], colour)
        x += SIGN if colour else 0
        canvas.text((x, y), words, size, SOFT)
        x += canvas.width(words, size) + BETWEEN


def _legend_width(canvas: Canvas, parts: list[tuple[str, Colour | None]], size: int) -> float:
    return sum((SIGN if colour else 0) + canvas.width(words, size) + BETWEEN for words, colour in parts) - BETWEEN
