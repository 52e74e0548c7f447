"""Messenger screens: bubbles of two sides, times between them, a bar to write in."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.screens.phone import SCREENS
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document, join, photo

CSS = """
body{font-size:16px;line-height:1.45;display:flex;flex-direction:column}
.head{height:46px;padding:0 14px;font-size:17px;justify-content:center;font-weight:600}
.talk{flex:1;overflow:hidden;padding:6px 12px} .turn{display:flex;
gap:9px;margin-bottom:14px;align-items:flex-start}
.mine{flex-direction:row-reverse} .bubble{max-width:68%;padding:8px 12px;
border-radius:9px;overflow-wrap:anywhere}
.mine .bubble{background:var(--mine);color:var(--mine-ink)} .when{font-size:12px;padding:2px 0 12px}
.foot{padding:8px 12px;gap:10px} .field{height:34px;border-radius:6px;
background:color-mix(in srgb,var(--faint) 18%,transparent)}
.from{font-size:12px;padding-bottom:2px}
"""

OWN = (
    ("#95ec69", "#111"),
    ("#1677ff", "#fff"),
    ("#d9f2e3", "#123"),
    ("#7a5cff", "#fff"),
    ("#ffd9a0", "#332200"),
)
"""Ground and ink of one's own bubbles."""


def page(rng: Random) -> Sheet:
    """A messenger in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A messenger in the given colours."""
    width, height, scale = rng.choice(SCREENS)
    (mine, ink), say = rng.choice(OWN), Content(rng)
    many = rng.random() < 0.4
    turns = join(_turn(rng, say, text, many) for text in say.many("chat", 14))
    body = f"""<div class="row head">{say.say("group")}</div><div class="talk">{turns}</div>
    <div class="row foot card"><div class="field grow"></div><div class="fill line"
    style="border-radius:6px;padding:4px 14px;font-size:15px">发送</div></div>"""
    css = f"{CSS}:root{{--mine:{mine};--mine-ink:{ink}}}"
    return Sheet(document(body, css, palette, rng.choice(ROLES["screen"])), width, height, scale)


def _turn(rng: Random, say: Content, text: str, many: bool) -> str:
    mine = rng.random() < 0.45
    sender = f'<div class="from faint line">{say.say("nickname")}</div>' if many and not mine else ""
    when = f'<div class="when center faint">{say.say("when")}</div>' if rng.random() < 0.3 else ""
    bubble = f'<div class="bubble card" style="width:fit-content">{text}</div>'
    inner = f'<div class="grow">{sender}{bubble}</div>' if sender else bubble
    face = photo(rng, f"width:38px;height:38px;border-radius:{rng.choice((5, 19))}px")
    return f'{when}<div class="turn {"mine" if mine else ""}">{face}{inner}</div>'
