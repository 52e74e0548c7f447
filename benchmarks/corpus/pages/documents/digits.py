"""Pages full of numbers: tables of amounts, slips with codes, lists of prices and of calls."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, cells, document, join

SIZES = ((800, 800, 1), (960, 720, 1), (390, 844, 2), (375, 667, 3), (1100, 800, 1))

CSS = """
body{font-size:16px;line-height:1.5;padding:16px 20px} .item{padding:7px 0;
border-bottom:1px solid #8884;gap:24px}
table{width:100%} td,th{padding:6px 9px;border:1px solid #8886;text-align:right;white-space:nowrap}
.big{font-size:30px}
h2{font-size:20px;padding-bottom:8px} .grid{display:grid;grid-template-columns:1fr 1fr;gap:10px 34px}
"""

SLIP = (
    ("订单编号", "order"),
    ("快递单号", "parcel"),
    ("联系电话", "mobile"),
    ("固定电话", "landline"),
    ("下单时间", "moment"),
    ("兑换码", "code"),
    ("银行卡号", "card"),
    ("实付金额", "amount"),
    ("服务器地址", "ip"),
    ("软件版本", "version"),
    ("规格", "size"),
    ("优惠比例", "percent"),
    ("取件时间", "clock3"),
    ("序列号", "code"),
)
"""What stands on a slip, and the rule that writes it."""

COLUMNS = ("date", "integer", "amount", "percent", "price", "code", "clock", "mobile")


def page(rng: Random) -> Sheet:
    """A page whose text is mostly digits."""
    width, height, scale = rng.choice(SIZES)
    layouts = (_slip, _prices, _calls) if width < 500 else (_slip, _table, _table, _prices, _calls)
    body = rng.choice(layouts)(rng, Content(rng))
    return Sheet(document(body, CSS, rng.choice(LIGHT), rng.choice(ROLES["number"])), width, height, scale)


def _slip(rng: Random, say: Content) -> str:
    rows = join(
        f"""<div class="row between item"><span class="faint line">{name}</span>
        <span class="line">{say.say(rule)}</span></div>"""
        for name, rule in rng.sample(SLIP, 12)
    )
    return f'<h2>{say.say("state")}</h2><div class="big">¥{say.say("amount")}</div>{rows}'


def _table(rng: Random, say: Content) -> str:
    columns = rng.sample(COLUMNS, 6)
    heads = join(f"<th>{text}</th>" for text in say.many("label", 6))
    rows = join(f"<tr>{cells(*map(say.say, columns))}</tr>" for _ in range(16))
    return f"<h2>{say.say('file')}</h2><table><tr>{heads}</tr>{rows}</table>"


def _prices(rng: Random, say: Content) -> str:
    rows = join(
        f"""<div class="row between item"><span class="line cut">{food}</span><b class="fixed">
        {rng.choice(("¥", "￥", "$", "€"))}{say.say("price")}</b></div>"""
        for food in say.many("food", 14)
    )
    return f"""<h2>{say.say("shop")}　{say.say("date")}</h2>{rows}
    <div class="big right">合计 {say.say("amount")}</div>"""


def _calls(_: Random, say: Content) -> str:
    rows = join(
        f"""<div class="row between item"><div><div class="line">{say.say("mobile")}</div>
        <div class="faint line">{say.say("city")}　{say.say("moment")}</div></div>
        <span class="line">{say.say("clock3")}</span></div>"""
        for _ in range(12)
    )
    codes = join(f'<span class="line cut">{code}</span>' for code in say.many("code", 8))
    return f'<h2>最近通话</h2>{rows}<div class="grid" style="padding-top:12px">{codes}</div>'
