"""Pages of numbers: a receipt with codes, a table of amounts, a list of prices or of calls."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((800, 800, 1), (960, 720, 1), (390, 844, 2), (375, 667, 3), (1100, 800, 1))

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
"""The entries of a receipt: name, and the grammar rule of the value."""

NARROW_LAYOUTS = ("slip", "prices", "calls")
LAYOUTS = ("slip", "table", "table", "prices", "calls")

COLUMNS = ("date", "integer", "amount", "percent", "price", "code", "clock", "mobile")
"""The grammar rules of the columns of a table."""


def page(rng: Random) -> Sheet:
    """A page whose text is mostly digits."""
    width, height, scale = rng.choice(SIZES)
    layout = rng.choice(NARROW_LAYOUTS if width < 500 else LAYOUTS)
    body = render("digits", layout, rng, Content(rng), SLIP=SLIP, COLUMNS=COLUMNS)
    html = document(body, style_sheet("digits"), rng.choice(LIGHT), rng.choice(ROLES["number"]))
    return Sheet(html, width, height, scale)
