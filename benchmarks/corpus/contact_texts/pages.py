"""Pages that show a composed text: a chat bubble, a note, a parcel label, a form into which it was pasted."""

from collections.abc import Callable, Mapping
from functools import partial
from random import Random

from benchmarks.corpus.contact_texts.held_out import HELD_OUT, compose_held_out
from benchmarks.corpus.contact_texts.style import Composed
from benchmarks.corpus.contact_texts.styles import STYLES, compose
from benchmarks.corpus.contacts_pages import ANSWERS, CHATTER, CSS, ContactPage, PageMaker, message, screen
from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join

MORE_CSS = ".text{white-space:pre-wrap;overflow-wrap:anywhere}"
SIZES = (13, 14, 15, 16, 18, 20, 24)
"""Font sizes of notes and labels, in CSS pixels."""

HINTS = (("收货人", "请填写收货人姓名"), ("手机号码", "请填写手机号"), ("所在地区", "请选择"))
"""Empty fields of a form, with what they show."""

Writer = Callable[[str, str], Composed]


def _text(text: str) -> str:
    return f'<div class="text">{"<br>".join(text.split(chr(10)))}</div>'


def bubble(rng: Random, text: Composed) -> ContactPage:
    """Returns a chat in which the text is one message."""
    messages = [
        (rng.random() < 0.5, rng.choice(CHATTER)),
        (rng.random() < 0.5, _text(text.text)),
        (False, rng.choice(ANSWERS)),
    ]
    body = join(message(rng, mine, said) for mine, said in messages)
    return screen(rng, Content(rng).say("group"), f"<style>{MORE_CSS}</style>{body}", text.truth)


def note(rng: Random, text: Composed) -> ContactPage:
    """Returns a picture of the text alone, in a font for text or titles."""
    width, size = rng.choice((320, 420, 540, 720)), rng.choice(SIZES)
    style = f"padding:{rng.randint(12, 30)}px;font-size:{size}px;line-height:{rng.choice((1.4, 1.6, 1.9))}"
    html = f'<div style="{style}">{_text(text.text)}</div>'
    font = rng.choice((*ROLES["text"], *ROLES["title"], *ROLES["screen"]))
    rows = sum(1 + len(line) * size // (width - 60) for line in text.text.split("\n"))
    height = int(rows * size * 2) + 70
    page = document(html, CSS + MORE_CSS, rng.choice(LIGHT), font)
    return ContactPage(Sheet(page, width, height, rng.choice((1.5, 2, 3))), text.truth)


def label(rng: Random, text: Composed) -> ContactPage:
    """Returns a parcel label with the text in a frame below the carrier and the number of the parcel."""
    size = rng.choice(SIZES)
    frame = f"border:2px solid #333;padding:10px 12px;font-size:{size}px;font-weight:{rng.choice((400, 600))}"
    head = (
        f'<div class="row between"><b class="big">顺达速运</b><span>{Content(rng).say("parcel")}</span></div>'
    )
    return screen(
        rng,
        "快递面单",
        f'<style>{MORE_CSS}</style>{head}<div style="{frame}">{_text(text.text)}</div>',
        text.truth,
    )


def pasted(rng: Random, text: Composed) -> ContactPage:
    """Returns an address form with the text in its box for pasting, above the empty fields."""
    item = '<div class="row item faint"><span class="label">{}</span><span>{}</span></div>'
    fields = join(item.format(name, hint) for name, hint in HINTS)
    body = f'<style>{MORE_CSS}</style><div class="card">{_text(text.text)}</div>{fields}'
    return screen(rng, "新增收货地址", body, text.truth)


def _page(
    show: Callable[[Random, Composed], ContactPage], styles: tuple[str, ...], write: Writer, rng: Random
) -> ContactPage:
    """Returns a page with a text of a random style."""
    return show(rng, write(rng.choice(styles), str(rng.random())))


SHOWN: Mapping[str, Callable[[Random, Composed], ContactPage]] = {
    "bubble": bubble,
    "note": note,
    "label": label,
    "pasted": pasted,
}

KINDS_OF_TEXTS: Mapping[str, PageMaker] = {
    f"{name}-{shown}": partial(_page, show, tuple(styles), write)
    for name, styles, write in (("text", STYLES, compose), ("held-out", HELD_OUT, compose_held_out))
    for shown, show in SHOWN.items()
}
"""Kinds of pages with composed texts, of the styles and of the held-out styles, by name."""
