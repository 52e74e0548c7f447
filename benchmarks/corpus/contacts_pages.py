"""Generators of six kinds of pages that show a contact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.corpus.contacts_people import SHOPS, Person, person
from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.screens.phone import SCREENS
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document, join, photo
from models.page import Contact

CSS = """
body{font-size:15px;line-height:1.5} .head{height:46px;padding:0 14px;font-size:17px;justify-content:center}
.body{padding:10px 14px} .card{border-radius:8px;padding:10px 12px;margin-bottom:10px} .gap{gap:12px}
.small{font-size:12px} .big{font-size:26px} .tag{font-size:11px;padding:0 5px;border-radius:3px}
.label{width:84px;flex:none} .item{padding:9px 0;border-bottom:1px solid #8883;align-items:flex-start}
.message{display:flex;margin:12px 0} .mine{flex-direction:row-reverse} .bubble{max-width:70%;padding:8px 12px;
border-radius:9px} .stamp{width:30px;height:30px;border-radius:15px;justify-content:center}
"""


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A page and its true contact."""

    sheet: Sheet
    contact: Contact


PageMaker = Callable[[Random], ContactPage]
"""Returns a random page; the same random state gives the same page."""


def screen(rng: Random, title: str, body: str, contact: Contact) -> ContactPage:
    """Returns a phone screen with a title and a body."""
    width, height, scale = rng.choice(SCREENS)
    html = f'<div class="row head"><b>{title}</b></div><div class="body">{body}</div>'
    text = document(html, CSS, rng.choice(LIGHT), rng.choice(ROLES["screen"]))
    return ContactPage(Sheet(text, width, height, scale), contact)


def chat(rng: Random) -> ContactPage:
    """Returns a chat in which somebody sends a contact, in one bubble or in three."""
    shown, say = person(rng, landline=0), Content(rng).say
    parts = [shown.name, shown.phone, shown.address]
    rng.shuffle(parts)
    separator = rng.choice((" ", "，", "<br>"))
    sent = [separator.join(parts)] if rng.random() < 0.75 else [shown.address, shown.phone, shown.name]
    before = [(rng.random() < 0.5, line) for line in rng.sample(CHATTER, 2)]
    messages = [*before, *((True, text) for text in sent), (False, rng.choice(ANSWERS))]
    body = join(message(rng, mine, text) for mine, text in messages)
    return screen(rng, say("group"), body, shown.truth)


CHATTER = (
    "在吗",
    "东西收到了吗？",
    "麻烦把收货信息发我一下",
    "今天能发货吗",
    "稍等",
    "好的，谢谢",
    "样品我明天寄出",
)
ANSWERS = ("收到", "好的，马上安排", "OK", "嗯嗯，明天发")


def message(rng: Random, mine: bool, text: str) -> str:
    """Returns a chat message with the picture of its sender."""
    face = photo(rng, "width:36px;height:36px;border-radius:5px;margin:0 8px")
    return f'<div class="message {"mine" if mine else ""}">{face}<div class="bubble card">{text}</div></div>'


def order(rng: Random) -> ContactPage:
    """Returns an order with its recipient, goods and numbers."""
    shown, say = person(rng), Content(rng).say
    rows = (("订单编号", say("order")), ("下单时间", say("moment")), ("支付方式", "在线支付"))
    goods = join(f"<div>{say('product')}</div><b>¥{say('price')}</b>" for _ in range(2))
    numbers = join(f'<div class="row between small"><span>{k}</span><span>{v}</span></div>' for k, v in rows)
    body = f"""<div class="big">{rng.choice(("待收货", "卖家已发货", "交易成功"))}</div>
    <div class="card"><div class="row gap"><b>{shown.name}</b><span class="faint">{shown.phone}</span></div>
    <div>{shown.address}</div></div><div class="card">{goods}</div><div class="card">{numbers}</div>"""
    return screen(rng, "订单详情", body, shown.truth)


def book(rng: Random) -> ContactPage:
    """Returns an address book, whose first entry is the contact."""
    people = [person(rng) for _ in range(3)]
    body = join(_entry(one, first=index == 0) for index, one in enumerate(people))
    return screen(rng, "收货地址", body, people[0].truth)


def _entry(shown: Person, first: bool) -> str:
    tag = '<span class="tag fill">默认</span>' if first else ""
    return f"""<div class="card row gap"><div class="grow"><div class="row gap"><b>{shown.name}</b>
    <span class="faint">{shown.phone}</span>{tag}</div><div class="small">{shown.address}</div></div>
    <span class="small faint">编辑</span></div>"""


def shipping_label(rng: Random) -> ContactPage:
    """Returns a shipping label with sender and recipient, in either order or side by side."""
    sender, shown, say = person(rng), person(rng), Content(rng).say
    parties = [("收", "收件人", shown), ("寄", "寄件人", sender)]
    rng.shuffle(parties)
    style = rng.choice((_stamped, _labelled))
    blocks = join(style(stamp, word, one) for stamp, word, one in parties)
    flow = "row gap" if style is _labelled and rng.random() < 0.5 else "column"
    head = f'<div class="row between"><b class="big">顺达速运</b><span>SD{say("order")[-13:]}</span></div>'
    return screen(rng, "电子面单", f'{head}<div class="{flow}">{blocks}</div>', shown.truth)


def _stamped(stamp: str, label: str, shown: Person) -> str:
    del label
    return f"""<div class="row gap card"><div class="row fill stamp">{stamp}</div><div class="grow">
    <div><b>{shown.name}</b>　{shown.phone}</div><div>{shown.address}</div></div></div>"""


def _labelled(stamp: str, label: str, shown: Person) -> str:
    del stamp
    return f"""<div class="card grow"><div>{label}：{shown.name}</div><div>电话：{shown.phone}</div>
    <div>地址：{shown.address}</div></div>"""


def form(rng: Random) -> ContactPage:
    """Returns a filled form with labels beside or above their values."""
    shown = person(rng)
    rows = (
        (rng.choice(("收货人", "姓名", "联系人", "收件人")), shown.name),
        (rng.choice(("手机号码", "联系电话", "电话")), shown.phone),
        (rng.choice(("所在地区", "省市区")), shown.region.strip()),
        (rng.choice(("详细地址", "街道地址")), shown.detail),
    )
    above, colon = rng.random() < 0.4, rng.choice(("", "："))
    style = "column item" if above else "row item"
    body = join(
        f'<div class="{style}"><span class="label faint">{k}{colon}</span><span>{v}</span></div>'
        for k, v in rows
    )
    return screen(rng, "编辑收货地址", f'{body}<div class="fill card center">保存</div>', shown.truth)


def card(rng: Random) -> ContactPage:
    """Returns a business card."""
    shown, say = person(rng, landline=0.3), Content(rng).say
    labels = rng.choice((("手机", "地址", "邮箱"), ("电话", "地址", "邮箱"), ("Tel", "Add", "Email")))
    texts = (shown.phone, shown.address, "hello@cards.example")
    job = "" if shown.name in SHOPS else say("title")
    rows = join(f"<div>{k}：{v}</div>" for k, v in zip(labels, texts, strict=True))
    body = f"""<div style="padding:30px"><div class="row gap"><b class="big">{shown.name}</b>
    <span class="faint">{job}</span></div><div style="margin-bottom:26px">{say("city")[:-1]}
    云帆科技有限公司</div>{rows}</div>"""
    html = document(body, CSS, rng.choice(LIGHT), rng.choice(ROLES["title"]))
    return ContactPage(Sheet(html, 540, 330, rng.choice((1.5, 2, 3))), shown.truth)


KINDS_WITH_CONTACT: Mapping[str, PageMaker] = {
    "contact-chat": chat,
    "contact-order": order,
    "contact-book": book,
    "contact-label": shipping_label,
    "contact-form": form,
    "contact-card": card,
}
"""Kinds of pages that show a contact, by name."""
