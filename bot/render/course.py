"""Each trait's course with its band, one strip below the other; runs and check-ins are marked along the bottom."""

from dataclasses import dataclass

from bot.render.canvas import INK, NOW, SEED, SOFT, THEN, Canvas, mix
from bot.render.geometry import Strip
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
class Chart:
    """The picture's content. `runs` and `checkins` are shares (0..1) of the time between `first` and `last`."""

    tracks: tuple[Track, ...]
    runs: tuple[float, ...]
    checkins: tuple[float, ...]
    first: str
    last: str
    run: str
    checkin: str


def height_of(tracks: int) -> int:
    """How high the picture is, in pixels."""
    return TOP + tracks * (STRIP + GAP) + FOOT - 14


def draw_chart(chart: Chart) -> bytes:
    """The picture as PNG, 760 pixels wide."""
    canvas = Canvas(WIDTH, height_of(len(chart.tracks)))
    for number, track in enumerate(chart.tracks):
        top = TOP + number * (STRIP + GAP)
        _heading(canvas, track, top)
        _track(canvas, track, Strip(LEFT, top + GAP - 14, WIDTH - RIGHT, top + GAP - 14 + STRIP), chart)
    _foot(canvas, chart, TOP + len(chart.tracks) * (STRIP + GAP))
    return canvas.png()


def _heading(canvas: Canvas, track: Track, top: float) -> None:
    y = top + 12
    canvas.text((LEFT, y), track.name, NAME, INK)
    room = WIDTH - LEFT - RIGHT - canvas.width(track.name, NAME) - 24
    size = canvas.fitting(track.note, NOTE, room)
    canvas.text((WIDTH - RIGHT, y), track.note, size, SOFT, held="rm")


def _track(canvas: Canvas, track: Track, strip: Strip, chart: Chart) -> None:
    corners = [(strip.left, strip.top), (strip.right, strip.top)]
    canvas.polygon([*corners, (strip.right, strip.bottom), (strip.left, strip.bottom)], mix(INK, 0.05))
    canvas.line([(strip.left, strip.y(50)), (strip.right, strip.y(50))], mix(INK, 0.16), 1.5)
    for share in chart.checkins:
        canvas.line([(strip.x(share), strip.top), (strip.x(share), strip.bottom)], mix(SEED, 0.4), 2)
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


def _foot(canvas: Canvas, chart: Chart, top: float) -> None:
    """When it began and where it is now, and a tick for each run; below, what the signs mean."""
    axis = Strip(LEFT, top, WIDTH - RIGHT, top + 14)
    for share in chart.runs:
        canvas.line([(axis.x(share), axis.top), (axis.x(share), axis.bottom)], mix(THEN, 0.9), 2)
    for share in chart.checkins:
        x, y = axis.x(share), axis.bottom - 7
        canvas.polygon([(x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)], SEED)
    y = top + 36
    canvas.text((LEFT, y), chart.first, SMALL, SOFT)
    canvas.text((WIDTH - RIGHT, y), chart.last, SMALL, SOFT, held="rm")
    signs = [(chart.run, THEN)] if chart.runs else []
    signs += [(chart.checkin, SEED)] if chart.checkins else []
    width = sum(22 + canvas.width(words, SMALL) + 24 for words, _ in signs) - 24
    x = (WIDTH - width) / 2
    for words, colour in signs:
        if colour == SEED:
            canvas.polygon([(x + 7, y - 9), (x + 16, y), (x + 7, y + 9), (x - 2, y)], SEED)
        else:
            canvas.line([(x + 7, y - 7), (x + 7, y + 7)], mix(THEN, 0.9), 2)
        canvas.text((x + 22, y), words, SMALL, SOFT)
        x += 22 + canvas.width(words, SMALL) + 24
