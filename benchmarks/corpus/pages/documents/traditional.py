"""Pages in traditional Chinese: a newspaper, a shop, settings, an order."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join, photo

SIZES = ((390, 780, 2), (414, 736, 2), (800, 900, 1), (1024, 768, 1), (768, 1024, 1.25))

CSS = """
body{font-size:16px;line-height:1.6;padding:0 18px} .head{padding:10px 0;gap:22px;overflow:hidden}
h1{font-size:26px;line-height:1.45;padding:8px 0} p{margin:10px 0} .small{font-size:13px}
.item{padding:9px 0;border-bottom:1px solid #8884;gap:14px} .big{font-size:34px;
font-weight:800;line-height:1.4}
.banner{padding:18px;border-radius:8px;margin:8px 0} .button{padding:6px 22px;
border-radius:4px;display:inline-block}
"""


def page(rng: Random) -> Sheet:
    """A page for readers of traditional Chinese."""
    width, height, scale = rng.choice(SIZES)
    say = Content(rng, "traditional")
    head = join(f'<span class="line">{text}</span>' for text in say.many("tab", 5))
    body = rng.choice((_news, _shop, _settings, _order))(rng, say)
    foot = f'<p class="small faint">{say.say("footer")}</p>'
    html = f'<div class="row head">{head}</div>{body}{foot}'
    font = rng.choice(ROLES["traditional"])
    return Sheet(document(html, CSS, rng.choice(LIGHT), font, "zh-TW"), width, height, scale)


def _news(rng: Random, say: Content) -> str:
    text = join(f"<p>{join(say.many('sentence', rng.randint(2, 4)))}</p>" for _ in range(4))
    more = join(f'<li class="item">{line}</li>' for line in say.many("headline", 5))
    return f"""<h1>{say.say("headline")}</h1>
    <div class="small faint">記者{say.say("name")}／{say.say("city")}報導
    　{say.say("moment")}</div>{text}<b class="accent">延伸閱讀</b><ul>{more}</ul>"""


def _shop(rng: Random, say: Content) -> str:
    goods = join(
        f"""<div class="row item">{photo(rng, "width:80px;height:80px;border-radius:6px")}<div class="grow">
        <div>{name}</div><div class="row between"><b class="accent">NT${say.say("integer")}</b>
        <span class="small faint line">{say.say("colour")}</span></div></div></div>"""
        for name in say.many("product", 5)
    )
    return f"""<div class="banner fill"><div class="big line cut">{say.say("slogan")}</div>
    <div>{say.say("subslogan")}</div></div>{goods}
    <div class="center" style="padding:12px"><span class="button fill">{say.say("button")}</span></div>"""


def _settings(rng: Random, say: Content) -> str:
    items = join(
        f"""<li class="row between item"><span>{name}</span>
        <span class="faint small">{say.say("settingvalue") if rng.random() < 0.6 else ""}</span></li>"""
        for name in say.many("setting", 12)
    )
    return f"<h1>設定</h1><ul>{items}</ul><p>{say.say('notice')}</p>"


def _order(rng: Random, say: Content) -> str:
    values = {
        "訂單編號": say.say("order"),
        "收件人": f"{say.say('name')}　{say.say('mobile')}",
        "送貨地址": say.say("address"),
        "訂購時間": say.say("moment"),
        "處理狀態": say.say("status"),
        "應付總額": f"NT$ {say.say('amount')}",
    }
    rows = join(
        f"""<li class="row item"><span class="faint fixed"
        style="width:110px">{name}</span><span>{value}</span></li>"""
        for name, value in values.items()
    )
    notices = join(f"<p>{text}</p>" for text in say.many("notice", 3))
    meals = join(
        f"""<li class="row between item"><span>{food} ×{rng.randint(1, 5)}</span>
        <span>${rng.randint(30, 900)}</span></li>"""
        for food in say.many("food", 5)
    )
    return f"<h1>訂單明細</h1><ul>{rows}{meals}</ul>{notices}"
