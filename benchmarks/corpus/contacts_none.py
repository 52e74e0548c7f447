"""Pages without a contact that hold what looks like one: names, places, long numbers, words of forms."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.corpus.contacts_pages import ContactSheet, screen
from benchmarks.corpus.content import Content
from benchmarks.corpus.pages.sheet import join
from models.page import Contact

Rows = list[tuple[str, str]]


def codes(rng: Random) -> ContactSheet:
    """Numbers of orders, cards and accounts."""
    say = Content(rng)
    eleven = f"1{rng.choice('3578')}{rng.randrange(10**9):09}"
    rows = [
        ("订单编号", say.say("order")),
        ("运单号", f"SD{eleven}"),
        ("会员号", eleven),
        ("银行卡号", f"6222 0{rng.randint(100, 999)} {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}"),
        (
            "身份证号",
            f"{rng.randint(110000, 659999)}19{rng.randint(500101, 991231)}{rng.randint(1000, 9999)}",
        ),
        ("下单时间", say.say("moment")),
        ("实付金额", f"¥{say.say('price')}"),
    ]
    rng.shuffle(rows)
    return _listed(rng, "账单详情", rows)


def profile(rng: Random) -> ContactSheet:
    """Somebody's page in an app: a nickname and a city."""
    say = Content(rng)
    rows = [
        ("昵称", say.say("nickname")),
        ("性别", rng.choice("男女")),
        ("地区", say.say("city")),
        ("生日", say.say("date")),
        ("个性签名", say.say("slogan")),
    ]
    return _listed(rng, "个人信息", rows)


def empty(rng: Random) -> ContactSheet:
    """A form that nobody filled in."""
    rows = [
        ("收货人", rng.choice(("请填写收货人姓名", "请输入姓名"))),
        ("手机号码", rng.choice(("请填写收货人手机号", "请输入手机号"))),
        ("所在地区", rng.choice(("请选择", "省市区县、乡镇等"))),
        ("详细地址", rng.choice(("街道、楼牌号等", "请填写详细地址"))),
    ]
    return _listed(rng, "新增收货地址", rows)


def _listed(rng: Random, title: str, rows: Rows) -> ContactSheet:
    body = join(
        f'<div class="row item between"><span class="faint">{name}</span><span>{value}</span></div>'
        for name, value in rows
    )
    return screen(rng, title, body, Contact())


def news(rng: Random) -> ContactSheet:
    """An article about people and places."""
    say = Content(rng)
    text = join(f"<p>{sentence}</p>" for sentence in say.many("sentence", 7))
    body = f"""<div class="big">{say.say("headline")}</div><div class="small faint">记者 {say.say("name")}
    {say.say("moment")}</div>{text}<p>责任编辑：{say.say("name")}</p>"""
    return screen(rng, "新闻", body, Contact())


def people(rng: Random) -> ContactSheet:
    """A list of names, as address books of messengers have it."""
    say = Content(rng)
    body = join(f'<div class="item">{name}</div>' for name in ["新的朋友", "群聊", *say.many("name", 9)])
    return screen(rng, "通讯录", body, Contact())


def tracking(rng: Random) -> ContactSheet:
    """A parcel's way."""
    say = Content(rng)
    stops = join(
        f"""<div class="item"><div class="small faint">{say.say("moment")}</div>
        <div>【{city}】{rng.choice(("快件已到达", "快件已发往", "已离开"))}{city}转运中心</div></div>"""
        for city in say.many("city", 5)
    )
    return screen(rng, "物流详情", f'<div class="card">运单号 {say.say("parcel")}</div>{stops}', Contact())


def shelf(rng: Random) -> ContactSheet:
    """Goods with prices and what was sold."""
    say = Content(rng)
    goods = join(
        f"""<div class="card"><div>{name}</div><b class="accent">¥{say.say("price")}</b>
        <span class="small faint">已售{rng.randint(10, 9999)}件 发货地 {say.say("city")[:-1]}</span></div>"""
        for name in say.many("product", 5)
    )
    return screen(rng, say.say("shop"), goods, Contact())


def ticket(rng: Random) -> ContactSheet:
    """A train ticket: two places and a passenger."""
    say = Content(rng)
    start, end = (city[:-1] for city in say.many("city", 2))
    body = f"""<div class="row between big"><span>{start}</span><span>G{rng.randint(100, 9999)}</span>
    <span>{end}</span></div><div class="row between"><span>{say.say("clock")}</span>
    <span>{say.say("clock")}</span></div>
    <div class="card">{say.say("name")} 成人票 二等座 {rng.randint(1, 16):02}车{rng.randint(1, 18)}A号</div>
    <div class="card">订单号 E{rng.randrange(10**9):09} ¥{rng.randint(40, 900)}.0</div>"""
    return screen(rng, "订单详情", body, Contact())


NONE: Mapping[str, Callable[[Random], ContactSheet]] = {
    "none-codes": codes,
    "none-profile": profile,
    "none-empty": empty,
    "none-news": news,
    "none-people": people,
    "none-tracking": tracking,
    "none-shelf": shelf,
    "none-ticket": ticket,
}
"""How a page of each kind without a contact is made."""
