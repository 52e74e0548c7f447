"""Light text on dark backgrounds: phones, messengers, desktops and designs."""

from random import Random

from benchmarks.corpus.pages.screens import ad, chat, desktop, phone
from benchmarks.corpus.pages.sheet import DARK, Layout, Sheet

LAYOUTS: tuple[Layout, ...] = (phone.screen, phone.screen, chat.screen, desktop.screen, ad.poster)


def page(rng: Random) -> Sheet:
    """A page of another kind in dark colours."""
    return rng.choice(LAYOUTS)(rng, rng.choice(DARK))
