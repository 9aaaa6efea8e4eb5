"""Text in pictures: which fonts there are, how wide words are, where lines end. Loaded by the drawing process only."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

FAMILIES = (
    "DejaVu Sans",  # Comes with matplotlib.
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
    "IPAGothic",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Emoji",
    "Symbola",
)
"""For what the first of them lacks, the next is asked. Fonts of coloured emoji cannot be drawn."""

POINTS = 0.72
"""Points in a pixel: a hundred pixels are an inch."""


@cache
def font(size: float, bold: bool = False) -> FontProperties:
    """The font of this size in pixels."""
    return FontProperties(family=list(_families()), size=size * POINTS, weight="bold" if bold else "normal")


def measure(text: str, font: FontProperties) -> float:
    """The width of a line in pixels."""
    found = _load(font)
    # Whoever draws sets another size. At a hundred dots an inch, a dot is a pixel.
    found.set_size(font.get_size_in_points(), 100)
    found.set_text(text, 0)
    return float(found.get_width_height()[0] / 64)  # It counts in 64ths.


def plain(text: str) -> str:
    """The text as one line, without what no font here can draw and what means little without its shape, such as emoji."""
    shown = "".join(letter for letter in text if _is_drawable(letter))
    return " ".join(shown.split())


def wrap(text: str, font: FontProperties, width: float, most: int) -> list[str]:
    """The text in at most so many lines of this width, … where some is left out."""
    lines = list(_wrap(text, font, width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), font, width)]


def cut(text: str, font: FontProperties, width: float) -> str:
    """The text as one line of this width, … where some is left out."""
    fits = _count_fitting(text, font, width)
    if fits == len(text):
        return text
    return f"{text[: _count_fitting(text, font, width - measure('…', font))].rstrip()}…"


def _wrap(text: str, font: FontProperties, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure(longer, font) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _break(word, font, width)
        yield from whole
    if line:
        yield line


def _break(word: str, font: FontProperties, width: float) -> list[str]:
    """A word in pieces of this width."""
    pieces = []
    while word:
        fits = max(1, _count_fitting(word, font, width))
        pieces.append(word[:fits])
        word = word[fits:]
    return pieces


def _count_fitting(text: str, font: FontProperties, width: float) -> int:
    """How many letters of the text make a line of this width."""
    return bisect_right(range(1, len(text) + 1), width, key=lambda most: measure(text[:most], font))


def _is_drawable(letter: str) -> bool:
    # Letters without a glyph become boxes, which tell that something stands there; of symbols nothing is left.
    kind = unicodedata.category(letter)[0]
    return letter.isspace() or kind in "LNP" or (kind != "C" and ord(letter) in _glyphs())


@cache
def _load(font: FontProperties) -> FT2Font:
    return font_manager.get_font(font_manager.fontManager._find_fonts_by_props(font))  # noqa: SLF001


@cache
def _families() -> tuple[str, ...]:
    there = set(font_manager.get_font_names())
    return tuple(name for name in FAMILIES if name in there)


@cache
def _glyphs() -> frozenset[int]:
    files = [font_manager.findfont(name) for name in _families()]
    return frozenset(code for file in files for code in font_manager.get_font(file).get_charmap())
