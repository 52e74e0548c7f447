"""Generators of eight kinds of pages without a contact.

They show names, places, long numbers and form labels, which resemble parts of a contact.
"""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.contacts_pages import ContactPage, PageMaker, screen
from benchmarks.corpus.content import Content
from benchmarks.corpus.pages.sheet import join
from models.page import Contact

Rows = list[tuple[str, str]]


def codes(rng: Random) -> ContactPage:
    """Returns a bill with the numbers of an order, a parcel, an account and cards."""
    say = Content(rng).say
    eleven_digits = f"1{rng.choice('3578')}{rng.randrange(10**9):09}"
    rows = [
        ("订单编号", say("order")),
        ("运单号", f"SD{eleven_digits}"),
        ("会员号", eleven_digits),
        ("银行卡号", f"6222 0{rng.randint(100, 999)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}"),
        (
            "身份证号",
            f"{rng.randint(110000, 659999)}19{rng.randint(500101, 991231)}{rng.randint(1000, 9999)}",
        ),
        ("下单时间", say("moment")),
        ("实付金额", f"¥{say('price')}"),
    ]
    rng.shuffle(rows)
    return _list_screen(rng, "账单详情", rows)


def profile(rng: Random) -> ContactPage:
    """Returns a user's profile in an app, with a nickname and a city."""
    say = Content(rng).say
    rows = [
        ("昵称", say("nickname")),
        ("性别", rng.choice("男女")),
        ("地区", say("city")),
        ("生日", say("date")),
        ("个性签名", say("slogan")),
    ]
    return _list_screen(rng, "个人信息", rows)


def empty(rng: Random) -> ContactPage:
    """Returns an empty form."""
    rows = [
        ("收货人", rng.choice(("请填写收货人姓名", "请输入姓名"))),
        ("手机号码", rng.choice(("请填写收货人手机号", "请输入手机号"))),
        ("所在地区", rng.choice(("请选择", "省市区县、乡镇等"))),
        ("详细地址", rng.choice(("街道、楼牌号等", "请填写详细地址"))),
    ]
    return _list_screen(rng, "新增收货地址", rows)


def _list_screen(rng: Random, title: str, rows: Rows) -> ContactPage:
    body = join(
        f'<div class="row item between"><span class="faint">{name}</span><span>{value}</span></div>'
        for name, value in rows
    )
    return screen(rng, title, body, Contact())


def news(rng: Random) -> ContactPage:
    """Returns an article about people and places."""
    content = Content(rng)
    say = content.say
    text = join(f"<p>{sentence}</p>" for sentence in content.many("sentence", 7))
    body = f"""<div class="big">{say("headline")}</div><div class="small faint">记者 {say("name")}
    {say("moment")}</div>{text}<p>责任编辑：{say("name")}</p>"""
    return screen(rng, "新闻", body, Contact())


def people(rng: Random) -> ContactPage:
    """Returns the list of names in a messenger's address book."""
    content = Content(rng)
    body = join(f'<div class="item">{name}</div>' for name in ["新的朋友", "群聊", *content.many("name", 9)])
    return screen(rng, "通讯录", body, Contact())


def tracking(rng: Random) -> ContactPage:
    """Returns the tracking page of a parcel."""
    content = Content(rng)
    say = content.say
    stops = join(
        f"""<div class="item"><div class="small faint">{say("moment")}</div>
        <div>【{city}】{rng.choice(("快件已到达", "快件已发往", "已离开"))}{city}转运中心</div></div>"""
        for city in content.many("city", 5)
    )
    return screen(rng, "物流详情", f'<div class="card">运单号 {say("parcel")}</div>{stops}', Contact())


def shelf(rng: Random) -> ContactPage:
    """Returns the goods of a shop with prices and sales figures."""
    content = Content(rng)
    say = content.say
    goods = join(
        f"""<div class="card"><div>{name}</div><b class="accent">¥{say("price")}</b>
        <span class="small faint">已售{rng.randint(10, 9999)}件 发货地 {say("city")[:-1]}</span></div>"""
        for name in content.many("product", 5)
    )
    return screen(rng, say("shop"), goods, Contact())


def ticket(rng: Random) -> ContactPage:
    """Returns a train ticket with two cities and a passenger."""
    content = Content(rng)
    say = content.say
    start, end = (city[:-1] for city in content.many("city", 2))
    body = f"""<div class="row between big"><span>{start}</span><span>G{rng.randint(100, 9999)}</span>
    <span>{end}</span></div><div class="row between"><span>{say("clock")}</span>
    <span>{say("clock")}</span></div>
    <div class="card">{say("name")} 成人票 二等座 {rng.randint(1, 16):02}车{rng.randint(1, 18)}A号</div>
    <div class="card">订单号 E{rng.randrange(10**9):09} ¥{rng.randint(40, 900)}.0</div>"""
    return screen(rng, "订单详情", body, Contact())


KINDS_WITHOUT_CONTACT: Mapping[str, PageMaker] = {
    "none-codes": codes,
    "none-profile": profile,
    "none-empty": empty,
    "none-news": news,
    "none-people": people,
    "none-tracking": tracking,
    "none-shelf": shelf,
    "none-ticket": ticket,
}
"""Kinds of pages without a contact, by name."""
