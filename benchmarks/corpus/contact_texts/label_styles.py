"""Styles with labels, brackets or the lines of an envelope."""

from random import Random

from benchmarks.corpus.contact_texts.parts import Parts
from benchmarks.corpus.contact_texts.style import address, detail, plain, region, shuffled

LABELS = (
    ("收货人", "手机号码", "所在地区", "详细地址"),
    ("收件人", "联系电话", "所在地区", "详细地址"),
    ("姓名", "电话", "省市区", "地址"),
    ("联系人", "手机", "地区", "街道地址"),
    ("收件人姓名", "收件人电话", "所在省市", "收件地址"),
)


def labelled(rng: Random, said: Parts) -> str:
    """Returns four labelled fields below one another or in one line."""
    name, phone, area, street = rng.choice(LABELS)
    colon, end = rng.choice((":", "：", ": ", " ：")), rng.choice(("\n", "\n", " ", "，", "；", "\n\n"))
    fields = [
        (name, said.name),
        (phone, said.phone),
        (area, " ".join(said.region)),
        (street, detail(rng, said)),
    ]
    if rng.random() < 0.3:
        fields = rng.sample(fields[:2], 2) + fields[2:]
    return end.join(f"{label}{colon}{value}" for label, value in fields)


def three_labels(rng: Random, said: Parts) -> str:
    """Returns three labelled fields in any order."""
    colon, end = rng.choice((":", "：", "： ")), rng.choice(("\n", " ", "，", "；", ",", "。"))
    places = ("地址", "收货地址", "收件地址", "邮寄地址", "联系地址", "详细地址")
    fields = (
        f"{rng.choice(('姓名', '收件人', '收货人', '联系人'))}{colon}{said.name}",
        f"{rng.choice(('电话', '手机', '手机号', '联系方式', 'Tel', '联系电话'))}{colon}{said.phone}",
        f"{rng.choice(places)}{colon}{address(rng, said)}",
    )
    return end.join(shuffled(rng, *fields))


def one_label(rng: Random, said: Parts) -> str:
    """Returns a text in which only the name or the phone number has a label."""
    last = rng.choice(
        (
            f"收件人：{said.name}，电话：{said.phone}",
            f"{said.name}，电话{said.phone}",
            f"联系人:{said.name} {said.phone}",
        )
    )
    return rng.choice(("，", " ", "\n", "；")).join(shuffled(rng, address(rng, said), last))


def bracketed(rng: Random, said: Parts) -> str:
    """Returns a region, a label or a name in brackets."""
    left, right = rng.choice(("【】", "()", "（）", "[]", "「」"))
    area, gap = region(rng, said), rng.choice((" ", "，", "\n"))
    where = rng.choice(
        (
            f"{left}{area}{right}{detail(rng, said)}",
            f"{left}{said.region[0]}{right}{''.join(said.region[1:])}{detail(rng, said)}",
            f"{left}{''.join(said.region[:-1]) or said.region[0]}{right}{said.region[-1]}{detail(rng, said)}"
            if len(said.region) > 1
            else f"{left}{area}{right}{detail(rng, said)}",
        )
    )
    return gap.join(shuffled(rng, said.name, said.phone, where))


def named_in_brackets(rng: Random, said: Parts) -> str:
    """Returns a text with the name in brackets, before or after the number or the address."""
    left, right = rng.choice(("()", "（）", "【】", "[]"))
    name = f"{left}{said.name}{rng.choice(('', '', '收', ' 收'))}{right}"
    fields = shuffled(
        rng, address(rng, said, ("",)), rng.choice((f"{name}{said.phone}", f"{said.phone}{name}"))
    )
    return rng.choice((" ", "", "\n", "，")).join(
        fields if rng.random() < 0.6 else [plain(said) + name, said.phone]
    )


def envelope(rng: Random, said: Parts) -> str:
    """Returns lines as on an envelope: the address in one or two lines, the recipient, the post code."""
    where = rng.choice((plain(said), "".join(said.region) + "\n" + "".join(said.detail)))
    recipient = said.name + rng.choice(("", "收", " 收", "（收）", "(收)", "  启"))
    lines = [where, f"{recipient}  {said.phone}"] if rng.random() < 0.4 else [where, recipient, said.phone]
    if rng.random() < 0.4:
        lines.reverse()
    lines.insert(
        rng.choice((0, len(lines))),
        rng.choice((said.postcode, f"邮编{said.postcode}", f"P.C. {said.postcode}")),
    )
    return "\n".join(lines)


def labels_without_marks(rng: Random, said: Parts) -> str:
    """Returns labelled fields without a colon or without marks between them."""
    colon = rng.choice(("", " ", "：", ":"))
    fields = (
        f"{rng.choice(('姓名', '收货人', '联系人'))}{colon}{said.name}",
        f"{rng.choice(('手机', '联系电话', '手机号'))}{colon}{said.phone}",
        f"{rng.choice(('地址', '收货地址'))}{colon}{plain(said)}",
    )
    return rng.choice((" ", "" if colon else " ")).join(fields)
