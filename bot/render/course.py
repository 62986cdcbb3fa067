"""Each trait's course with its band, one strip below the other, then the check-ins; runs are marked at the bottom."""

from dataclasses import dataclass

from bot.render.canvas import INK, NOW, OUTSIDE, SEED, SOFT, THEN, Canvas, Colour, mix
from bot.render.geometry import Point, Strip
from bot.render.radar import Band

WIDTH = 760
LEFT, RIGHT, TOP, STRIP, GAP, FOOT = 24, 24, 26, 62, 48, 96
NAME, NOTE, SMALL = 27, 22, 21


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a trait stood at a share (0..1) of the time shown; `early` where that was too early to say."""

    share: float
    band: Band
    early: bool


@dataclass(frozen=True, slots=True)
class Track:
    """One trait over time: its name, a word about it, and where it stood, from left to right."""

    name: str
    note: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A check-in at a share (0..1) of the time: how it is from the inside and for others, 0 (hard) to 100 (easy)."""

    share: float
    inside: float
    outside: float


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What is written in the picture."""

    first: str
    last: str
    run: str
    looks: str
    inside: str
    outside: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture's content. `runs` are shares (0..1) of the time shown. Check-ins have a strip of their own."""

    tracks: tuple[Track, ...]
    runs: tuple[float, ...]
    looks: tuple[Look, ...]
    words: ChartWords


def height_of(strips: int) -> int:
    """How high the picture is, in pixels."""
    return TOP + strips * (STRIP + GAP) + FOOT - 14


def draw_chart(chart: Chart) -> bytes:
    """The picture as PNG, 760 pixels wide."""
    strips = len(chart.tracks) + bool(chart.looks)
    canvas = Canvas(WIDTH, height_of(strips))
    for number, track in enumerate(chart.tracks):
        top = TOP + number * (STRIP + GAP)
        _heading(canvas, track, top)
        _track(canvas, track, _strip(canvas, top))
    if chart.looks:
        top = TOP + len(chart.tracks) * (STRIP + GAP)
        _looks_heading(canvas, chart.words, top)
        _looks(canvas, chart.looks, _strip(canvas, top))
    _foot(canvas, chart, TOP + strips * (STRIP + GAP))
    return canvas.png()


def _strip(canvas: Canvas, top: float) -> Strip:
    """The ground of a strip, with the line in its middle."""
    strip = Strip(LEFT, top + GAP - 14, WIDTH - RIGHT, top + GAP - 14 + STRIP)
    corners = [(strip.left, strip.top), (strip.right, strip.top)]
    canvas.polygon([*corners, (strip.right, strip.bottom), (strip.left, strip.bottom)], mix(INK, 0.05))
    canvas.line([(strip.left, strip.y(50)), (strip.right, strip.y(50))], mix(INK, 0.16), 1.5)
    return strip


def _heading(canvas: Canvas, track: Track, top: float) -> None:
    y = top + 12
    canvas.text((LEFT, y), track.name, NAME, INK)
    room = WIDTH - LEFT - RIGHT - canvas.width(track.name, NAME) - 24
    size = canvas.fitting(track.note, NOTE, room)
    canvas.text((WIDTH - RIGHT, y), track.note, size, SOFT, held="rm")


def _track(canvas: Canvas, track: Track, strip: Strip) -> None:
    known = [mark for mark in track.marks if not mark.early]
    for mark in track.marks:
        if mark.early:
            canvas.dot((strip.x(mark.share), strip.y(50)), 4.5, mix(SEED, 0.9))
    if known:
        held = [*known, Mark(1.0, known[-1].band, False)]  # what was known last still stands
        shares = [mark.share for mark in held]
        ribbon = strip.ribbon(shares, [mark.band.low for mark in held], [mark.band.high for mark in held])
        canvas.polygon(ribbon, mix(NOW, 0.42))
        canvas.line([(strip.x(mark.share), strip.y(mark.band.score)) for mark in held], INK, 3.5)
        canvas.dot((strip.x(known[-1].share), strip.y(known[-1].band.score)), 6, INK)


def _looks_heading(canvas: Canvas, words: ChartWords, top: float) -> None:
    """The name of the strip, and which line is which."""
    y = top + 12
    canvas.text((LEFT, y), words.looks, NAME, INK)
    room = WIDTH - LEFT - RIGHT - canvas.width(words.looks, NAME) - 24 - 2 * 26 - 24
    both = f"{words.inside}{words.outside}"
    size = canvas.fitting(both, NOTE, room)
    x = WIDTH - RIGHT - canvas.width(both, size) - 2 * 26 - 24
    for colour, said in ((SEED, words.inside), (OUTSIDE, words.outside)):
        _look(canvas, (x + 8, y), colour)
        canvas.text((x + 26, y), said, size, SOFT)
        x += 26 + canvas.width(said, size) + 24


def _looks(canvas: Canvas, looks: tuple[Look, ...], strip: Strip) -> None:
    """Two lines with a mark for each check-in: round from the inside, a diamond for how others seem to take it."""
    sides = ((OUTSIDE, [one.outside for one in looks]), (SEED, [one.inside for one in looks]))
    inner = Strip(strip.left + 8, strip.top + 8, strip.right - 8, strip.bottom - 8)  # marks stay within the strip
    for colour, values in sides:
        points = [(inner.x(one.share), inner.y(value)) for one, value in zip(looks, values, strict=True)]
        if len(points) > 1:
            canvas.line(points, mix(colour, 0.75), 2.5)
        for point in points:
            _look(canvas, point, colour)


def _look(canvas: Canvas, at: Point, colour: Colour) -> None:
    if colour == SEED:
        canvas.dot(at, 6, SEED)
    else:
        x, y = at
        canvas.polygon([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)], colour)


def _foot(canvas: Canvas, chart: Chart, top: float) -> None:
    """When it began and where it is now, and a tick for each run; in the middle, what a tick means."""
    axis = Strip(LEFT, top, WIDTH - RIGHT, top + 14)
    for share in chart.runs:
        canvas.line([(axis.x(share), axis.top), (axis.x(share), axis.bottom)], mix(THEN, 0.9), 2)
    y, words = top + 36, chart.words
    canvas.text((LEFT, y), words.first, SMALL, SOFT)
    canvas.text((WIDTH - RIGHT, y), words.last, SMALL, SOFT, held="rm")
    if chart.runs:
        x = (WIDTH - 22 - canvas.width(words.run, SMALL)) / 2
        canvas.line([(x + 7, y - 7), (x + 7, y + 7)], mix(THEN, 0.9), 2)
        canvas.text((x + 22, y), words.run, SMALL, SOFT)
