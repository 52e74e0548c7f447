"""The kinds of pages of the corpus."""

from collections.abc import Callable, Mapping
from functools import partial
from random import Random

from benchmarks.corpus.pages.documents import (
    columns,
    digits,
    english,
    gutter,
    lines,
    sideways,
    skewed,
    small,
    tight,
    tiny,
    traditional,
    vertical,
)
from benchmarks.corpus.pages.pictures import blank, texture, title, transparent
from benchmarks.corpus.pages.screens import ad, chat, dark, desktop, icons, phone, product, signs, table
from benchmarks.corpus.pages.sheet import Sheet

KINDS: Mapping[str, Callable[[Random], Sheet]] = {
    "phone": phone.page,
    "chat": chat.page,
    "product": product.page,
    "ad": ad.page,
    "desktop": desktop.page,
    "traditional": traditional.page,
    "english": english.page,
    "digits": digits.page,
    "small": small.page,
    "dark": dark.page,
    "texture": texture.page,
    "vertical": vertical.page,
    "sideways": sideways.page,
    "tiny8": partial(tiny.page, size=8),
    "tiny9": partial(tiny.page, size=9),
    "tiny10": partial(tiny.page, size=10),
    "title": title.page,
    "columns": columns.page,
    "skewed": skewed.page,
    "blank": blank.page,
    "signs": signs.page,
    **{name: partial(lines.page, name=name) for name in lines.SHEETS},
    **{f"table{size}": partial(table.page, size=size) for size in (10, 11, 12, 13, 14)},
    "tight": tight.page,
    "gutter": gutter.page,
    "icons": icons.page,
    "transparent": transparent.page,
}
"""Kind → the function that makes a page of it. The page depends only on the random generator."""
