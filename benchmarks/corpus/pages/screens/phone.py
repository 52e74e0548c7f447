"""Screens of phone apps: settings, orders, bills, a start page, a parcel's way."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document, join, photo

SCREENS = ((360, 640, 3), (375, 667, 2), (360, 780, 3), (390, 844, 2), (414, 736, 2), (393, 852, 2.75))
"""Windows of common phones: CSS pixels and their scale."""

CSS = """
body{font-size:15px;line-height:1.5;display:flex;flex-direction:column}
.status{padding:3px 14px;font-size:12px} .head{height:44px;padding:0 14px;font-size:17px;position:relative}
.chevron{width:8px;height:8px;border:solid var(--faint);border-width:0 1.5px 1.5px 0;margin-left:8px}
.right-way{rotate:-45deg} .left-way{rotate:135deg}
.body{flex:1;overflow:hidden;padding:8px 12px} .card{border-radius:10px;margin-bottom:10px;padding:4px 14px}
.item{padding:10px 0;gap:10px}
.item+.item{border-top:1px solid color-mix(in srgb,var(--faint) 25%,transparent)}
.note{padding:10px 14px}
.small{font-size:12px} .big{font-size:26px;line-height:1.4} .button{border:1px solid var(--faint);
border-radius:16px;padding:2px 12px;font-size:13px} .tabs{padding:6px 0 8px;
justify-content:space-around;font-size:11px}
.dot{width:22px;height:22px;border-radius:7px} .grid{display:grid;
grid-template-columns:repeat(4,1fr);row-gap:12px}
"""


def page(rng: Random) -> Sheet:
    """A phone's screen in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A phone's screen in the given colours."""
    width, height, scale = rng.choice(SCREENS)
    body = rng.choice((_settings, _orders, _bills, _start, _parcel, _notices))(rng, Content(rng))
    return Sheet(document(body, CSS, palette, rng.choice(ROLES["screen"])), width, height, scale)


def _frame(rng: Random, title: str, inner: str, tabs: bool) -> str:
    say = Content(rng)
    battery, action = rng.randint(5, 100), say.say("button") if rng.random() < 0.4 else ""
    bar = join(
        f'<div class="column" style="align-items:center"><div class="dot fill"></div>{tab}</div>'
        for tab in say.many("tab", rng.choice((4, 5)))
    )
    foot = f'<div class="row tabs card" style="margin:0">{bar}</div>'
    return f"""
    <div class="row between status"><span>{say.say("clock")}</span><span>{battery}%</span></div>
    <div class="row between head"><div class="chevron left-way"></div><b>{title}</b>
    <span class="small accent" style="min-width:20px">{action}</span></div>
    <div class="body">{inner}</div>{foot if tabs else ""}"""


def _settings(rng: Random, say: Content) -> str:
    def item(name: str) -> str:
        value = say.say("settingvalue") if rng.random() < 0.5 else ""
        icon = photo(rng, "width:24px;height:24px;border-radius:6px") if rng.random() < 0.5 else ""
        return f"""<li class="row item">{icon}<span class="grow line">{name}</span>
        <span class="faint line">{value}</span><div class="chevron right-way"></div></li>"""

    names = say.many("setting", 16)
    groups = (names[:4], names[4:9], names[9:12], names[12:])
    cards = join(f'<ul class="card">{join(map(item, group))}</ul>' for group in groups)
    return _frame(rng, say.say("screen"), cards, tabs=False)


def _orders(rng: Random, say: Content) -> str:
    def order(shop: str) -> str:
        count = rng.randint(1, 4)
        buttons = join(
            f'<span class="button line">{text}</span>' for text in say.many("button", rng.randint(1, 3))
        )
        return f"""<div class="card"><div class="row between item"><b class="line">{shop}</b>
        <span class="accent small line">{say.say("state")}</span></div><div class="row" style="gap:10px">
        {photo(rng, "width:72px;height:72px;border-radius:8px")}<div class="grow">
        <div class="cut" style="height:46px">{say.say("product")}</div>
        <div class="faint small line cut">{say.say("spec")}</div></div>
        <div class="right fixed"><div>¥{say.say("price")}</div><div class="faint small">x{count}</div></div>
        </div>
        <div class="right small" style="padding:6px 0">共{count}件商品　实付款 <b>¥{say.say("amount")}</b>
        </div>
        <div class="row" style="justify-content:flex-end;gap:8px;padding-bottom:8px">{buttons}</div></div>"""

    menu = join(f'<span class="line">{text}</span>' for text in say.many("menu", 5))
    head = f'<div class="row between small" style="padding-bottom:8px">{menu}</div>'
    return _frame(rng, "我的订单", head + join(map(order, say.many("shop", 4))), tabs=False)


def _bills(rng: Random, say: Content) -> str:
    def bill(name: str) -> str:
        return f"""<li class="row item">{photo(rng, "width:36px;height:36px;border-radius:18px")}
        <div class="grow"><div class="line cut">{name}</div>
        <div class="small faint">{say.say("moment")}</div></div>
        <b class="fixed">{say.say("signed")}</b></li>"""

    total = f"""<div class="card fill" style="padding:14px"><div class="small">账户余额（元）</div>
    <div class="big bold">{say.say("amount")}</div>
    <div class="row between small"><span>昨日收益 +{say.say("amount")}</span>
    <span>卡号 {say.say("card")}</span></div></div>"""
    bills = join(map(bill, say.many("bill", 12)))
    return _frame(
        rng, rng.choice(("账单", "钱包", "账单明细")), f'{total}<ul class="card">{bills}</ul>', tabs=True
    )


def _start(rng: Random, say: Content) -> str:
    icons = join(
        f'<div class="column small" style="align-items:center;gap:4px">'
        f"{photo(rng, 'width:40px;height:40px;border-radius:12px')}{service}</div>"
        for service in say.many("service", 8)
    )
    news = join(
        f"""<div class="row item"><div class="grow"><div class="cut" style="height:46px">{headline}</div>
        <div class="small faint">{say.say("department")}　{say.say("integer")}阅读</div></div>
        {photo(rng, "width:96px;height:64px;border-radius:6px")}</div>"""
        for headline in say.many("headline", 6)
    )
    banner = f"""<div class="card fill" style="padding:16px"><div class="big bold line cut">
    {say.say("slogan")}</div><div class="small line cut">{say.say("subslogan")}</div></div>"""
    body = (
        f'{banner}<div class="card grid" style="padding:14px 4px">{icons}</div><div class="card">{news}</div>'
    )
    return _frame(rng, say.say("city"), body, tabs=True)


def _parcel(rng: Random, say: Content) -> str:
    steps = join(
        f"""<div class="row" style="align-items:flex-start;gap:12px;padding-bottom:14px">
        <div class="fixed right small faint"
        style="width:44px">{say.say("clock")}<br>{rng.randint(1, 12)}-{rng.randint(1, 28):02}</div>
        <div class="fixed fill" style="width:9px;height:9px;border-radius:5px;margin-top:7px"></div>
        <div class="grow">{step}</div></div>"""
        for step in say.many("track", 7)
    )
    head = f"""<div class="card note"><div class="row between"><b>{say.say("state")}</b>
    <span class="small accent">复制</span></div><div class="faint small">运单号：{say.say("parcel")}</div>
    <div class="small">收货地址：{say.say("address")}　{say.say("name")} {say.say("mobile")}</div></div>"""
    return _frame(
        rng, "物流信息", f'{head}<div class="card" style="padding-top:14px">{steps}</div>', tabs=False
    )


def _notices(rng: Random, say: Content) -> str:
    cards = join(
        f"""<div class="card note"><div class="row between"><b class="line">{say.say("department")}</b>
        <span class="small faint line">{say.say("when")}</span></div><div>{notice}</div>
        <div class="small accent" style="padding-top:4px">{say.say("button")}</div></div>"""
        for notice in say.many("notice", 6)
    )
    return _frame(rng, rng.choice(("通知", "消息中心", "服务提醒")), cards, tabs=True)
