"""The pictures, compared as images with those kept in `tests/data/pictures`.

Where a change is meant, `RAPPORT_NEW_PICTURES=1 pytest tests/render` keeps the new ones; look at them first.
"""

import os
from dataclasses import replace
from io import BytesIO
from math import sin
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.domain.traits import Trait
from bot.i18n import translations
from bot.naming import trait_name
from bot.render.canvas import CHINESE, FONTS, LATIN, Canvas
from bot.render.course import Chart, ChartWords, Look, Mark, Track, draw_chart
from bot.render.radar import Axis, Band, Radar, draw_radar

KEPT = Path(__file__).parents[1] / "data" / "pictures"
TOLERANCE = 0.5  # mean difference of 0..255 over all channels: other versions of FreeType round edges differently
NAMES = ("Generosity", "Mercy", "Integrity", "Courage", "Humility", "Empathy", "Listening")
CHINESE_NAMES = ("慷慨", "仁慈", "正直", "勇气", "谦逊", "同理心", "倾听")


def radar(*axes: Axis) -> Radar:
    """A wheel of these axes."""
    words = ("now", "an early sign", "two weeks ago", "a moment; five make a first sign", "further out: more often")
    return Radar(axes, *words)


def banded(name: str, place: int) -> Axis:
    """An axis with a band; the fourth is only an early sign."""
    low = 12.0 + place * 9
    band, earlier = Band(low, low + 9, low + 20), Band(low - 6, low, low + 18)
    return Axis(name, "quite often", f"{7 + place} moments", band, earlier, 0, place == 3)


def seeded(name: str, place: int) -> Axis:
    """An axis of which little is known yet."""
    return Axis(name, "3 moments", "", None, None, place % 5, False)


def marks(place: int) -> tuple[Mark, ...]:
    """A course that swings, and becomes clearer."""
    scores = [50 + 30 * sin(step / 6 + place) for step in range(24)]
    widths = [32 / (1 + step / 6) + 5 for step in range(24)]
    return tuple(
        Mark(0.04 * step, Band(max(0, score - width), score, min(100, score + width)), step < 4)
        for step, (score, width) in enumerate(zip(scores, widths, strict=True))
    )


def chart(*tracks: Track, runs: tuple[float, ...] = (), looks: tuple[Look, ...] = ()) -> Chart:
    """A chart of these tracks."""
    words = ChartWords(
        "2026-01-01", "today", "a conversation", "Your check-ins", "from the inside", "through the looking-glass"
    )
    return Chart(tracks, runs, looks, words)


def looks(number: int) -> tuple[Look, ...]:
    """So many check-ins, a week apart."""
    return tuple(
        Look(week / number, 12.5 * round(4 + 4 * sin(week / 5)), 12.5 * round(5 + 3 * sin(week / 3)))
        for week in range(number)
    )


PICTURES = {
    "wheel-full": lambda: draw_radar(radar(*(banded(name, place) for place, name in enumerate(NAMES)))),
    "wheel-one-run": lambda: draw_radar(radar(*(seeded(name, place) for place, name in enumerate(NAMES)))),
    "wheel-mixed-chinese": lambda: draw_radar(
        radar(*((banded if place % 2 else seeded)(name, place) for place, name in enumerate(CHINESE_NAMES)))
    ),
    "course-full": lambda: draw_chart(
        chart(
            *(Track(name, "often, 68", marks(place)) for place, name in enumerate(NAMES)),
            runs=(0.1, 0.3, 0.35, 0.8),
            looks=looks(52),
        )
    ),
    "course-check-ins": lambda: draw_chart(chart(looks=looks(3))),
    "course-sparse": lambda: draw_chart(
        chart(*(Track(name, "2 moments", marks(place)[: place % 3]) for place, name in enumerate(NAMES)), runs=(0.1,))
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_look_as_they_did(name: str) -> None:
    """Every state of both pictures, full or sparse, looks as it did when somebody last looked at it."""
    drawn = PICTURES[name]()
    file = KEPT / f"{name}.png"
    if os.environ.get("RAPPORT_NEW_PICTURES") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(drawn)
    new, old = (Image.open(BytesIO(data)).convert("RGBA") for data in (drawn, file.read_bytes()))
    assert new.size == old.size
    assert max(ImageStat.Stat(ImageChops.difference(new, old)).mean) < TOLERANCE


def test_a_change_is_seen() -> None:
    """The comparison is fine enough to tell another standing from this one."""
    axes = [banded(name, place) for place, name in enumerate(NAMES)]
    other = [replace(axes[0], band=Band(70, 80, 90), earlier=None), *axes[1:]]
    one, two = (Image.open(BytesIO(draw_radar(radar(*it)))).convert("RGBA") for it in (axes, other))
    assert max(ImageStat.Stat(ImageChops.difference(one, two)).mean) > TOLERANCE


def test_ground_is_opaque_with_round_corners() -> None:
    """The picture brings its own ground, so that it is read on a dark page and on a light one."""
    picture = Image.open(BytesIO(PICTURES["wheel-full"]()))
    assert picture.mode == "RGBA"
    alpha, middle = picture.getchannel("A"), picture.width // 2
    assert alpha.crop((0, 0, 2, 2)).getextrema() == (0, 0)
    assert alpha.crop((middle, 0, middle + 9, picture.height)).getextrema() == (255, 255)


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_fonts_hold_every_name(language: str) -> None:
    """Each character of the traits' names, in every language that there is, has a shape of its own."""
    names = [trait_name(trait, translations(language)) for trait in Trait]
    missing = _shape("\U0010fffd")
    for character in {*"".join((*names, *NAMES, *CHINESE_NAMES)), *"0123456789，。"}:
        assert character.isspace() or _shape(character) != missing, character


def test_fonts_are_small_and_free() -> None:
    """The fonts weigh under a megabyte and a half, and their licence is beside them."""
    assert sum((FONTS / name).stat().st_size for name in (LATIN, CHINESE)) < 1_500_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text().upper()


def test_long_words_are_made_to_fit() -> None:
    """Words that are too wide go onto two lines, and then become smaller; none is lost."""
    canvas = Canvas(10, 10)
    size, lines = canvas.wrapped("an early sign: about half the time", 24, 180)
    assert len(lines) == 2
    assert " ".join(lines) == "an early sign: about half the time"
    assert max(canvas.width(line, size) for line in lines) <= 180
    assert canvas.wrapped("often", 24, 180) == (24, ["often"])


def test_chinese_breaks_after_its_marks() -> None:
    """A note without spaces is cut after a comma or a colon, and not in the middle of a word."""
    canvas = Canvas(10, 10)
    _, lines = canvas.wrapped("初步迹象：相当经常", 24, 150)
    assert lines == ["初步迹象：", "相当经常"]


def _shape(character: str) -> bytes:
    canvas = Canvas(60, 60)
    canvas.text((30, 30), character, 40, (255, 255, 255), held="mm")
    return canvas.png()
