"""A sheet to draw on: twice as large as the picture, so that edges come out smooth, with its own rounded background.

Discord shows pictures on a dark page or a light one. The sheet brings its own ground, so that it is read on both.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.render.geometry import Point

FONTS = Path(__file__).parent / "fonts"
LATIN, CHINESE = "NotoSans-Subset.ttf", "NotoSansCJKsc-Subset.otf"
SCALE = 2
CORNER = 28
_CJK_FROM = 0x2E80  # the first code point of what only the Chinese font holds

_CJK_MARKS = "，：；、。·"  # after which a line of Chinese may end without cutting a word

Colour = tuple[int, int, int]

GROUND: Colour = (32, 36, 42)
INK: Colour = (240, 242, 245)
SOFT: Colour = (170, 178, 189)
NOW: Colour = (88, 190, 158)
THEN: Colour = (150, 160, 176)
SEED: Colour = (238, 178, 84)
OUTSIDE: Colour = (142, 172, 244)


def mix(colour: Colour, share: float, ground: Colour = GROUND) -> Colour:
    """A colour that lets the ground through; `share` is from 0, only the ground, to 1."""
    red, green, blue = (round(g + (c - g) * share) for c, g in zip(colour, ground, strict=True))
    return red, green, blue


class Canvas:
    """Drawing in the pixels of the finished picture; it is enlarged here alone."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self._draw.polygon(_scaled(points), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self._draw.line(_scaled(points), fill=colour, width=round(width * SCALE), joint="curve")

    def dot(self, centre: Point, radius: float, colour: Colour, *, hollow: float = 0) -> None:
        """A filled circle, or, with a `hollow` line width, only its edge."""
        x, y = centre
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        if hollow:
            self._draw.ellipse(box, outline=colour, width=round(hollow * SCALE))
        else:
            self._draw.ellipse(box, fill=colour)

    def text(self, at: Point, words: str, size: int, colour: Colour, *, held: str = "lm") -> None:
        """One line of text, held as Pillow's anchors say: `lm` by the middle of its left edge."""
        x, y = at
        for piece, font in _pieces(words, size * SCALE):
            if held[0] != "l":
                x -= self.width(words, size) * (0.5 if held[0] == "m" else 1.0)
                held = "l" + held[1]
            self._draw.text((x * SCALE, y * SCALE), piece, font=font, fill=colour, anchor=held)
            x += font.getlength(piece) / SCALE

    def width(self, words: str, size: int) -> float:
        """How wide a line of text comes out."""
        return sum(font.getlength(piece) for piece, font in _pieces(words, size * SCALE)) / SCALE

    def fitting(self, words: str, size: int, room: float, least: int = 12) -> int:
        """The largest font size up to `size` at which the words are no wider than `room`."""
        while size > least and self.width(words, size) > room:
            size -= 1
        return size

    def wrapped(self, words: str, size: int, room: float, least: int = 18) -> tuple[int, list[str]]:
        """The words on one line or two, whichever keeps them larger, and the font size at which they fit."""
        single = self.fitting(words, size, room, least)
        halves = _halves(words)
        if single == size or len(halves) == 1:
            return single, [words]
        return min(self.fitting(half, size, room, least) for half in halves), halves

    def png(self) -> bytes:
        """The finished picture, with rounded corners."""
        picture = self._image.reduce(SCALE)
        picture.putalpha(_corners(self.size))
        out = BytesIO()
        picture.save(out, "PNG", compress_level=6)
        return out.getvalue()


def _halves(words: str) -> list[str]:
    """The words cut in two as evenly as can be: at a space, or after a mark where there are none, as in Chinese."""
    places = [place for place, character in enumerate(words) if character == " "]
    if not places and words and ord(words[0]) >= _CJK_FROM:
        marks = [place + 1 for place, character in enumerate(words[:-1]) if character in _CJK_MARKS]
        places = marks or list(range(2, len(words) - 1))
    if not places:
        return [words]
    place = min(places, key=lambda at: abs(2 * at - len(words)))
    return [words[:place].strip(), words[place:].strip()]


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _pieces(words: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """The words cut wherever the font changes."""
    pieces: list[tuple[str, str]] = []
    for character in words:
        name = CHINESE if ord(character) >= _CJK_FROM else LATIN
        if pieces and pieces[-1][1] == name:
            pieces[-1] = (pieces[-1][0] + character, name)
        else:
            pieces.append((character, name))
    return [(piece, _font(name, size)) for piece, name in pieces]


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout draws the same pixels on every machine; the other one is an optional part of Pillow.
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _corners(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", (size[0] * SCALE, size[1] * SCALE), 0)
    box = (0, 0, size[0] * SCALE - 1, size[1] * SCALE - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, CORNER * SCALE, fill=255)
    return mask.reduce(SCALE)
