"""Small print: terms, footers and labels of 11 to 13 CSS pixels on screens that do not scale."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, cells, document, join

SIZES = ((800, 600), (640, 800), (960, 640), (1024, 700))

CSS = """
body{line-height:1.6;padding:16px 22px} p{margin:5px 0} .links{flex-wrap:wrap;gap:4px 26px;padding:10px 0}
table{width:100%;margin:8px 0} td{padding:3px 8px;border:1px solid #8884} h2{font-size:15px}
.foot{border-top:1px solid #8886;padding-top:8px;text-align:center}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 34px}
"""


def page(rng: Random) -> Sheet:
    """A page in small print."""
    (width, height), size, say = rng.choice(SIZES), rng.choice((11, 12, 12, 13)), Content(rng)
    body = rng.choice((_terms, _footer, _label))(rng, say)
    css = f"{CSS}body{{font-size:{size}px}}"
    return Sheet(document(body, css, rng.choice(LIGHT), rng.choice(ROLES["screen"])), width, height)


def _terms(rng: Random, say: Content) -> str:
    terms = join(f"<p>{text}</p>" for text in say.many("term", rng.randint(12, 18)))
    return f'<h2>{say.say("offer")}活动规则</h2>{terms}<p class="faint">更新日期：{say.say("date")}</p>'


def _footer(_: Random, say: Content) -> str:
    news = join(f'<p class="line cut">{text}</p>' for text in say.many("headline", 16))
    links = join(f'<span class="line">{text}</span>' for text in say.many("footlink", 10))
    foot = join(f"<p>{text}</p>" for text in say.many("footer", 6))
    return f"""<h2>{say.say("city")}资讯</h2><div class="two">{news}</div>
    <div class="row links faint">{links}</div>
    <div class="foot faint">{foot}</div>"""


def _label(_: Random, say: Content) -> str:
    rows = join(
        f"<tr>{cells(name, *map(say.say, ('attributevalue', 'spec', 'code')))}</tr>"
        for name in say.many("attribute", 9)
    )
    notes = join(f"<p>{text}</p>" for text in say.many("term", 7))
    return (
        f"<h2>{say.say('product')}</h2><table>{rows}</table>{notes}<p class='faint'>{say.say('footer')}</p>"
    )
