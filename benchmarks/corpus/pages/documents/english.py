"""English pages: articles, invoices, price plans."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join, photo

SIZES = ((800, 1000, 1), (1024, 768, 1), (900, 1100, 1.25), (390, 780, 2), (1280, 800, 1))

CSS = """
body{font-size:16px;line-height:1.5;padding:18px 26px} .head{gap:24px;padding-bottom:12px;overflow:hidden}
h1{font-size:30px;line-height:1.3;padding:6px 0} h2{font-size:20px;padding-top:10px} p{margin:9px 0}
.small{font-size:13px}
.shout{text-transform:uppercase;letter-spacing:.06em} table{width:100%;margin:10px 0}
td,th{padding:7px 8px;border-bottom:1px solid #8886;text-align:left} td.right,th.right{text-align:right}
.plans{display:flex;flex-wrap:wrap;gap:14px} .plan{flex:1 1 220px;
padding:16px;border-radius:8px;border:1px solid #8886}
.big{font-size:34px;font-weight:700;line-height:1.3} .button{padding:6px 18px;
border-radius:5px;display:inline-block}
"""


def page(rng: Random) -> Sheet:
    """A page in English."""
    width, height, scale = rng.choice(SIZES)
    say = Content(rng, "english")
    shout = "shout" if rng.random() < 0.3 else ""
    links = join(f'<span class="line {shout}">{text}</span>' for text in say.many("navitem", 5))
    layouts = (_article, _plans) if width < 500 else (_article, _article, _invoice, _plans)
    body = rng.choice(layouts)(rng, say)
    html = f'<div class="row head">{links}</div>{body}'
    return Sheet(
        document(html, CSS, rng.choice(LIGHT), rng.choice(ROLES["latin"]), "en"), width, height, scale
    )


def _article(rng: Random, say: Content) -> str:
    parts = join(
        f"<h2>{section}</h2><p>{' '.join(say.many('sentence', rng.randint(2, 4)))}</p>"
        for section in say.many("section", 4)
    )
    comments = join(
        f'<p><b>{say.say("name")}</b> <span class="faint small">{say.say("date")}</span><br>{text}</p>'
        for text in say.many("comment", 3)
    )
    return f"""<h1>{say.say("headline")}</h1><div class="small faint">{say.say("byline")}</div>
    {photo(rng, "height:90px;margin-top:10px")}{parts}<h2>Comments</h2>{comments}"""


def _invoice(rng: Random, say: Content) -> str:
    heading = join(
        f"""<div class="row between"><span class="faint">{label}</span><span>{say.say("labelvalue")}</span>
        </div>"""
        for label in say.many("label", 4)
    )
    items = join(
        f"""<tr><td>{name}</td><td class="right">{rng.randint(1, 40)}</td>
        <td class="right">${say.say("amount")}</td>
        <td class="right">${say.say("amount")}</td></tr>"""
        for name in say.many("goods", rng.randint(6, 10))
    )
    return f"""<div class="row between"><h1 class="shout">Invoice</h1><b>{say.say("name")} &amp; Co.</b></div>
    <div class="small">{say.say("address")}</div>
    <div class="small">{say.say("email")} | {say.say("phone")}</div>{heading}
    <table><tr><th>Description</th><th class="right">Qty</th><th class="right">Unit price</th>
    <th class="right">Amount</th></tr>{items}</table><div class="right big">Total: ${say.say("amount")}</div>
    {join(f'<p class="small">{text}</p>' for text in say.many("notice", 3))}"""


def _plans(rng: Random, say: Content) -> str:
    plans = join(
        f"""<div class="plan card"><h2>{name}</h2><div>
        <span class="big">${rng.randint(0, 199)}</span>/month</div>
        {join(f"<div>{text}</div>" for text in say.many("feature", 4))}
        <span class="button fill">{say.say("button")}</span></div>"""
        for name in say.many("plan", 3)
    )
    answers = join(
        f"<p><b>{say.say('headline')}</b><br>{say.say('sentence')}</p>" for _ in range(rng.randint(2, 4))
    )
    return f'<h1>Pricing &amp; plans</h1><div class="plans">{plans}</div><h2>Questions</h2>{answers}'
