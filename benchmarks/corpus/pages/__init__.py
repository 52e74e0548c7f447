"""The kinds of pages of the corpus."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.corpus.pages import (
    ad,
    chat,
    dark,
    desktop,
    digits,
    english,
    phone,
    product,
    small,
    texture,
    traditional,
)
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
}
"""How a page of each kind is made: purely, from one source of chance."""
