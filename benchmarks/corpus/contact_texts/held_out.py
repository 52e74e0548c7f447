"""Further styles in which senders write a contact, with words of their own.

They were written before the rules of contact extraction were refined, and no rule was made on their texts.
"""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.contact_texts.parts import Parts, parts
from benchmarks.corpus.contact_texts.style import Composed, Style, address, detail, plain, region, shuffled

SEPARATORS = (" ", "，", ",", "；", "\n", "/", "  ", "。", "、", "|", "\n")


def mixed(rng: Random, said: Parts) -> str:
    """Returns the fields in any order, with another separator at each gap."""
    first, *others = shuffled(rng, said.name, said.phone, address(rng, said))
    return first + "".join(rng.choice(SEPARATORS) + other for other in others)


def waybill(rng: Random, said: Parts) -> str:
    """Returns the recipient's part of a label, after a mark."""
    mark = rng.choice(("收：", "收 ", "To: ", "收件：", "收方：", "收件人 "))
    person = f"{mark}{said.name}{rng.choice((' ', '　', ' / '))}{said.phone}"
    return f"{person}\n{region(rng, said)}\n{detail(rng, said)}"


def numbered(rng: Random, said: Parts) -> str:
    """Returns a list with numbers, with or without labels."""
    number = rng.choice(("{}、", "{}. ", "{}．", "({})", "{})"))
    labels = rng.choice(
        (("姓名：", "手机：", "地址："), ("名字：", "电话：", "收货地址："), ("收件人", "电话", "地址"))
    )
    values = (said.name, said.phone, plain(said))
    pairs = rng.sample(list(zip(labels, values, strict=True)), 3)
    return "\n".join(f"{number.format(index)}{label}{value}" for index, (label, value) in enumerate(pairs, 1))


def chat(rng: Random, said: Parts) -> str:
    """Returns what somebody writes in a chat."""
    where, name, phone = address(rng, said, ("",)), said.name, said.phone
    return rng.choice(
        (
            f"寄这里吧\n{where}\n{name} {phone}",
            f"发给{name}，{where}，{phone}",
            f"我地址{where}，电话{phone}，名字写{name}",
            f"{name} {phone}\n{where}\n收到请回复",
            f"亲，地址改成{where} {name} {phone} 谢谢啦",
            f"收货地址发你：{where}，{name}，{phone}",
            f"{where}\n{name}收\n{phone}\n{said.remark}",
            f"帮我寄一下，{where}，{phone}，{name}",
        )
    )


def letter(rng: Random, said: Parts) -> str:
    """Returns the front of a letter: post code, address, name and number, one below the other."""
    code = rng.choice((f"{said.postcode}\n", f"邮编：{said.postcode}\n", ""))
    end = (
        "" if code else rng.choice((f"\n{said.postcode}", f" {said.postcode}", f"\n邮政编码 {said.postcode}"))
    )
    suffix = rng.choice(("", " 收", "（收）", " 亲启"))
    return f"{code}{region(rng, said)}{detail(rng, said)}\n{said.name}{suffix}\n{said.phone}{end}"


def code_inside(rng: Random, said: Parts) -> str:
    """Returns one line with a post code or an order number somewhere between the fields."""
    gap = rng.choice((" ", "，", ",", ";"))
    extra = rng.choice(
        (said.postcode, f"[{said.postcode}]", f"邮编 {said.postcode}", f"zip:{said.postcode}", said.order)
    )
    fields = [said.name, said.phone, address(rng, said, ("",))]
    fields.insert(rng.randint(0, 3), extra)
    return gap.join(fields)


def no_separator(rng: Random, said: Parts) -> str:
    """Returns the fields without separators, or with one separator only."""
    where = plain(said)
    return rng.choice(
        (
            f"{where}{said.name}{said.phone}",
            f"{said.name}{said.phone}{where}",
            f"{said.phone}{where}{said.name}",
            f"{where} {said.name}{said.phone}",
            f"{said.name}，{said.phone}{where}",
            f"{where}，{said.phone}{said.name}",
        )
    )


def label_soup(rng: Random, said: Parts) -> str:
    """Returns labelled fields in one line, without punctuation between them or with labels in brackets."""
    area, street = "".join(said.region), detail(rng, said)
    return rng.choice(
        (
            f"收件人{said.name}电话{said.phone}地址{plain(said)}",
            f"【姓名】{said.name}【电话】{said.phone}【地址】{plain(said)}",
            f"[收货人]{said.name} [手机]{said.phone} [地址]{address(rng, said)}",
            f"收件人：{said.name}手机号码：{said.phone}所在地区：{area}详细地址：{street}",
            f"联系人 {said.name} 联系电话 {said.phone} 收货地址 {address(rng, said)}",
            f"地址：{plain(said)} 邮编：{said.postcode} 收件人：{said.name} 电话：{said.phone}",
            f"姓名：{said.name}\n手机：{said.phone}\n备用电话：{said.second_phone}\n地址：{plain(said)}",
        )
    )


def by_levels(rng: Random, said: Parts) -> str:
    """Returns an address of which each part has its own separator or brackets."""
    gap = rng.choice((" ", "/", "，", ",", "_", " - "))
    area = rng.choice((gap.join(said.region), f"（{''.join(said.region)}）", f"【{' '.join(said.region)}】"))
    where = f"{area}{gap}{rng.choice(('', gap if gap not in ('/', '_', ' - ') else '')).join(said.detail)}"
    return rng.choice((gap, "\n", " ")).join(shuffled(rng, said.name, said.phone, where))


def lines_of_parts(rng: Random, said: Parts) -> str:
    """Returns each part of the address in its own line."""
    where = rng.choice(
        (
            f"{''.join(said.region)}\n{''.join(said.detail)}",
            f"{plain(said)}",
            f"{''.join(said.region)}{said.detail[0]}\n{''.join(said.detail[1:])}"
            if said.detail[1:]
            else plain(said),
        )
    )
    person = rng.choice(
        (f"{said.name}\n{said.phone}", f"{said.phone}\n{said.name}", f"{said.name} {said.phone}")
    )
    return "\n".join(rng.sample((where, person), 2))


def extras(rng: Random, said: Parts) -> str:
    """Returns a text with an order number, a remark or a second number after the contact."""
    gap = rng.choice((" ", "，", "\n", "；"))
    fields = shuffled(rng, said.name, said.phone, address(rng, said, ("",)))
    tail = rng.choice(
        (
            f"({said.remark})",
            said.remark,
            f"{said.remark}，{said.order}",
            f"备用{said.second_phone}",
            f"身份证号{said.identity}",
            f"备注：{said.remark}",
            said.order,
        )
    )
    return gap.join([*fields, tail])


def tagged_name(rng: Random, said: Parts) -> str:
    """Returns a text in which the name stands in brackets or before a word for the recipient."""
    where = address(rng, said, ("",))
    return rng.choice(
        (
            f"{where}（{said.name}）{said.phone}",
            f"{where} （{said.name} 收） {said.phone}",
            f"{said.phone}（{said.name}）\n{where}",
            f"{where}，收件人是{said.name}，手机{said.phone}",
            f"{where}；{said.name}；{said.phone}",
            f"{said.name}:{said.phone},{where}",
            f"{said.name}-{said.phone}-{plain(said)}",
        )
    )


HELD_OUT: Mapping[str, Style] = {
    "mixed": Style(mixed),
    "waybill": Style(waybill),
    "numbered": Style(numbered),
    "chat": Style(chat),
    "letter": Style(letter),
    "code inside": Style(code_inside),
    "no separator": Style(no_separator, clear=True),
    "label soup": Style(label_soup),
    "by levels": Style(by_levels),
    "lines of parts": Style(lines_of_parts),
    "extras": Style(extras),
    "tagged name": Style(tagged_name),
}
"""Held-out styles by name."""


def compose_held_out(style: str, seed: str) -> Composed:
    """Returns the text of a held-out style for a seed."""
    rng = Random(f"{style} {seed}")
    said = parts(rng, "contacts_held_out", HELD_OUT[style].clear)
    return Composed(style, HELD_OUT[style].write(rng, said), said.truth)
