"""Pages with one contact to be read, in six kinds."""

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
.turn{display:flex;margin:12px 0} .mine{flex-direction:row-reverse} .bubble{max-width:70%;padding:8px 12px;
border-radius:9px} .stamp{width:30px;height:30px;border-radius:15px;justify-content:center}
"""


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """A page, and the contact that is to be read from it."""

    sheet: Sheet
    contact: Contact


Maker = Callable[[Random], ContactSheet]


def screen(rng: Random, title: str, body: str, contact: Contact) -> ContactSheet:
    """A phone's screen with a title and a body."""
    width, height, scale = rng.choice(SCREENS)
    html = f'<div class="row head"><b>{title}</b></div><div class="body">{body}</div>'
    text = document(html, CSS, rng.choice(LIGHT), rng.choice(ROLES["screen"]))
    return ContactSheet(Sheet(text, width, height, scale), contact)


def chat(rng: Random) -> ContactSheet:
    """A messenger in which somebody sends an address, in one bubble or in three."""
    who, say = person(rng, landline=0), Content(rng)
    parts = [who.name, who.phone, who.address]
    rng.shuffle(parts)
    mark = rng.choice((" ", "，", "<br>"))
    sent = [mark.join(parts)] if rng.random() < 0.75 else [who.address, who.phone, who.name]
    before = [(rng.random() < 0.5, line) for line in rng.sample(CHATTER, 2)]
    turns = [*before, *((True, text) for text in sent), (False, rng.choice(ANSWERS))]
    body = join(_turn(rng, mine, text) for mine, text in turns)
    return screen(rng, say.say("group"), body, who.truth)


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


def _turn(rng: Random, mine: bool, text: str) -> str:
    face = photo(rng, "width:36px;height:36px;border-radius:5px;margin:0 8px")
    return f'<div class="turn {"mine" if mine else ""}">{face}<div class="bubble card">{text}</div></div>'


def order(rng: Random) -> ContactSheet:
    """An order with where it goes, what was bought, and its numbers."""
    who, say = person(rng), Content(rng)
    rows = (("订单编号", say.say("order")), ("下单时间", say.say("moment")), ("支付方式", "在线支付"))
    goods = join(f"<div>{say.say('product')}</div><b>¥{say.say('price')}</b>" for _ in range(2))
    numbers = join(f'<div class="row between small"><span>{k}</span><span>{v}</span></div>' for k, v in rows)
    body = f"""<div class="big">{rng.choice(("待收货", "卖家已发货", "交易成功"))}</div>
    <div class="card"><div class="row gap"><b>{who.name}</b><span class="faint">{who.phone}</span></div>
    <div>{who.address}</div></div><div class="card">{goods}</div><div class="card">{numbers}</div>"""
    return screen(rng, "订单详情", body, who.truth)


def book(rng: Random) -> ContactSheet:
    """An address book; its first entry counts."""
    people = [person(rng) for _ in range(3)]
    body = join(_entry(one, first=index == 0) for index, one in enumerate(people))
    return screen(rng, "收货地址", body, people[0].truth)


def _entry(who: Person, first: bool) -> str:
    tag = '<span class="tag fill">默认</span>' if first else ""
    return f"""<div class="card row gap"><div class="grow"><div class="row gap"><b>{who.name}</b>
    <span class="faint">{who.phone}</span>{tag}</div><div class="small">{who.address}</div></div>
    <span class="small faint">编辑</span></div>"""


def label(rng: Random) -> ContactSheet:
    """A shipping label: sender and recipient, in either order or side by side."""
    sender, who, say = person(rng), person(rng), Content(rng)
    parties = [("收", "收件人", who), ("寄", "寄件人", sender)]
    rng.shuffle(parties)
    style = rng.choice((_stamped, _written))
    blocks = join(style(mark, word, one) for mark, word, one in parties)
    flow = "row gap" if style is _written and rng.random() < 0.5 else "column"
    head = (
        f'<div class="row between"><b class="big">顺达速运</b><span>SD{say.say("order")[-13:]}</span></div>'
    )
    return screen(rng, "电子面单", f'{head}<div class="{flow}">{blocks}</div>', who.truth)


def _stamped(mark: str, word: str, who: Person) -> str:
    del word
    return f"""<div class="row gap card"><div class="row fill stamp">{mark}</div><div class="grow">
    <div><b>{who.name}</b>　{who.phone}</div><div>{who.address}</div></div></div>"""


def _written(mark: str, word: str, who: Person) -> str:
    del mark
    return f"""<div class="card grow"><div>{word}：{who.name}</div><div>电话：{who.phone}</div>
    <div>地址：{who.address}</div></div>"""


def form(rng: Random) -> ContactSheet:
    """A filled form: labels beside or above their values."""
    who = person(rng)
    rows = (
        (rng.choice(("收货人", "姓名", "联系人", "收件人")), who.name),
        (rng.choice(("手机号码", "联系电话", "电话")), who.phone),
        (rng.choice(("所在地区", "省市区")), who.region.strip()),
        (rng.choice(("详细地址", "街道地址")), who.detail),
    )
    above, colon = rng.random() < 0.4, rng.choice(("", "："))
    style = "column item" if above else "row item"
    body = join(
        f'<div class="{style}"><span class="label faint">{k}{colon}</span><span>{v}</span></div>'
        for k, v in rows
    )
    return screen(rng, "编辑收货地址", f'{body}<div class="fill card center">保存</div>', who.truth)


def card(rng: Random) -> ContactSheet:
    """A business card."""
    who, say = person(rng, landline=0.3), Content(rng)
    labels = rng.choice((("手机", "地址", "邮箱"), ("电话", "地址", "邮箱"), ("Tel", "Add", "Email")))
    texts = (who.phone, who.address, "hello@cards.example")
    job = "" if who.name in SHOPS else say.say("title")
    rows = join(f"<div>{k}：{v}</div>" for k, v in zip(labels, texts, strict=True))
    body = f"""<div style="padding:30px"><div class="row gap"><b class="big">{who.name}</b>
    <span class="faint">{job}</span></div><div style="margin-bottom:26px">{say.say("city")[:-1]}
    云帆科技有限公司</div>{rows}</div>"""
    html = document(body, CSS, rng.choice(LIGHT), rng.choice(ROLES["title"]))
    return ContactSheet(Sheet(html, 540, 330, rng.choice((1.5, 2, 3))), who.truth)


KINDS: Mapping[str, Maker] = {
    "contact-chat": chat,
    "contact-order": order,
    "contact-book": book,
    "contact-label": label,
    "contact-form": form,
    "contact-card": card,
}
"""How a page of each kind is made: purely, from one source of chance."""
