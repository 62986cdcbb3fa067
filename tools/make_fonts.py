"""Make the fonts of the pictures again: subsets of Noto Sans and Noto Sans CJK.

    pip install fonttools
    python tools/make_fonts.py NotoSans-Regular.ttf NotoSansCJK-Regular.ttc

Latin, Greek and Cyrillic are kept for what European languages call the traits; of Chinese, the 3,755 characters of
GB 2312's first level, which are those of everyday texts.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "bot" / "render" / "fonts"
SIMPLIFIED = 2  # the number of Noto Sans CJK SC in the collection

LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x384, 0x3CF),
    *range(0x400, 0x460),
    *range(0x1E00, 0x1F00),  # Vietnamese
    *map(ord, "‐–—‘’“”…·€−×"),
]


def common_chinese() -> list[int]:
    """The first level of GB 2312 with its punctuation and full-width forms, as code points."""
    rows = [0xA1, 0xA3, *range(0xB0, 0xD8)]
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return sorted({ord(text) for pair in pairs if (text := pair.decode("gb2312", errors="ignore"))})


def cut(source: Path, number: int, kept: list[int], target: Path) -> None:
    """Write the subset of a font; `number` is its place in a collection, -1 where the file holds one font."""
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = TTFont(source, fontNumber=number, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    font.save(target)


def main(latin: str, chinese: str) -> None:
    """Make both fonts from the whole ones."""
    cut(Path(latin), -1, LATIN, FONTS / "NotoSans-Subset.ttf")
    cut(Path(chinese), SIMPLIFIED, common_chinese(), FONTS / "NotoSansCJKsc-Subset.otf")


if __name__ == "__main__":
    main(*sys.argv[1:])
