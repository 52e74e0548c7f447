"""Shop pages: one article with its price, tags and reviews, or a list of articles."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.screens.phone import SCREENS
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join, photo

CSS = """
body{font-size:14px;line-height:1.5;display:flex;flex-direction:column}
.page{flex:1;overflow:hidden} .card{padding:12px 14px;margin-bottom:8px}
.price{font-size:30px;font-weight:700;line-height:1.3;color:var(--accent)} .unit{font-size:16px}
.old{text-decoration:line-through;font-size:13px} .tag{border:1px solid var(--accent);color:var(--accent);
border-radius:3px;font-size:11px;padding:0 5px;white-space:nowrap}
.title{font-size:17px;font-weight:600;padding:6px 0}
.small{font-size:12px} .bar{height:54px;gap:8px;padding:0 12px}
.buy{border-radius:20px;padding:8px 20px;font-weight:600}
.two{display:grid;grid-template-columns:1fr 1fr;gap:10px;padding:10px;grid-auto-rows:max-content}
.offer{background:#fff3d6;color:#8a4b00;padding:4px 10px;border-radius:4px}
"""


def page(rng: Random) -> Sheet:
    """One article of a shop, or many."""
    width, height, scale = rng.choice(SCREENS)
    body = rng.choice((_article, _article, _shelf, _details))(rng, Content(rng))
    return Sheet(document(body, CSS, rng.choice(LIGHT), rng.choice(ROLES["screen"])), width, height, scale)


def _price(say: Content) -> str:
    whole, _, cents = say.say("price").partition(".")
    end = f'<span class="unit">.{cents}</span>' if cents else ""
    return f'<span class="price"><span class="unit">¥</span>{whole}{end}</span>'


def _tags(say: Content, count: int) -> str:
    tags = join(f'<span class="tag">{tag}</span>' for tag in say.many("tag", count))
    return f'<div class="row" style="gap:16px;flex-wrap:wrap">{tags}</div>'


def _bar(say: Content) -> str:
    return f"""<div class="row between bar"><span class="small">店铺</span><span class="small">客服</span>
    <span class="small">收藏</span><span class="buy line"
    style="background:#ffb000;color:#fff">加入购物车</span>
    <span class="buy fill line">{say.say("button")}</span></div>"""


def _article(rng: Random, say: Content) -> str:
    reviews = join(
        f"""<div style="padding:6px 0"><div class="row between small faint"><span>{say.say("masked")}</span>
        <span>{say.say("date")}</span></div><div>{review}</div></div>"""
        for review in say.many("review", 4)
    )
    return f"""<div class="page">{photo(rng, f"height:{rng.randint(120, 240)}px")}
    <div class="card"><div class="row between"><span>{_price(say)}<span class="old faint"
    style="margin-left:20px">
    ¥{say.say("price")}</span></span><span class="small faint line">{say.say("sold")}</span></div>
    <div class="title">{say.say("product")}</div>{_tags(say, 4)}</div>
    <div class="card row between"><span class="faint">优惠</span>
    <span class="offer line">{say.say("offer")}</span></div>
    <div class="card"><div class="row" style="gap:24px"><span class="faint fixed">发货</span>
    <span class="line cut grow">{say.say("city")} | {say.say("offer")}</span></div>
    <div class="row" style="gap:24px"><span class="faint fixed">选择</span><span>{say.say("spec")}</span>
    </div></div>
    <div class="card"><b>宝贝评价（{say.say("integer")}）</b>{reviews}</div></div>{_bar(say)}"""


def _shelf(rng: Random, say: Content) -> str:
    cards = join(
        f"""<div class="card" style="padding:0 0 8px;border-radius:8px;overflow:hidden;margin:0">
        {photo(rng, f"height:{rng.randint(90, 150)}px")}<div style="padding:6px 9px">
        <div class="cut" style="height:42px">{name}</div>{_price(say)}
        <div class="row between small faint"><span class="line">{say.say("sold")}</span>
        </div>{_tags(say, 2)}</div></div>"""
        for name in say.many("product", 8)
    )
    menu = join(f"<span>{text}</span>" for text in ("综合", "销量", "价格", "筛选"))
    return f'<div class="row between card" style="margin:0">{menu}</div><div class="page two">{cards}</div>'


def _details(rng: Random, say: Content) -> str:
    rows = join(
        f"""<div class="row" style="padding:7px 0"><span class="faint fixed" style="width:92px">{name}</span>
        <span class="grow">{say.say("attributevalue")}</span></div>"""
        for name in say.many("attribute", 8)
    )
    coupons = join(
        f"""<div class="row between"
        style="border:1px solid var(--accent);border-radius:6px;padding:8px;margin-top:8px">
        <b class="accent" style="font-size:20px">{coupon}</b>
        <span class="small faint">{say.say("date")}前有效</span></div>"""
        for coupon in say.many("offer", 3)
    )
    return f"""<div class="page"><div class="card">
    <div class="title">{say.say("product")}</div>{_price(say)}{coupons}</div>
    <div class="card"><b>商品参数</b>{rows}</div>{photo(rng, "height:120px")}
    <div class="card small faint">{join(f"<p>{t}</p>" for t in say.many("term", 5))}</div></div>{_bar(say)}"""
