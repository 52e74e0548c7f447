"""The styles in which senders write a contact, and texts in these styles with the true contact."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.corpus.contact_texts.label_styles import (
    bracketed,
    envelope,
    labelled,
    labels_without_marks,
    named_in_brackets,
    one_label,
    three_labels,
)
from benchmarks.corpus.contact_texts.parts import Parts, parts
from benchmarks.corpus.contact_texts.style import Composed, Style, address, plain, shuffled


def separated_by(*separators: str) -> Callable[[Random, Parts], str]:
    """Returns a style with name, phone and address in any order, with one of the separators between them."""

    def write(rng: Random, said: Parts) -> str:
        separator = rng.choice(separators)
        gaps = ("", separator) if separator.strip() else ("",)
        return separator.join(shuffled(rng, said.name, said.phone, address(rng, said, gaps)))

    return write


def joined(rng: Random, said: Parts) -> str:
    """Returns the fields without separators, so that only the words divide them."""
    orders = ((said.name, said.phone, plain(said)), (plain(said), said.name, said.phone))
    return "".join(
        rng.choice((*orders, (said.phone, said.name, plain(said)), (plain(said), said.phone, said.name)))
    )


def half_joined(rng: Random, said: Parts) -> str:
    """Returns name and number in one word, before or after the address."""
    person = rng.choice((f"{said.name}{said.phone}", f"{said.phone}{said.name}"))
    return rng.choice((" ", "，", "\n", ",")).join(shuffled(rng, person, address(rng, said)))


def with_postcode(rng: Random, said: Parts) -> str:
    """Returns a text with a post code, with and without its label, at any place of the text."""
    where, code = address(rng, said), said.postcode
    gap = rng.choice((" ", "，", "\n", ","))
    coded: tuple[str, ...] = rng.choice(
        (
            (f"{where}{' ' if where[-1].isdigit() else ''}{code}", said.name, said.phone),
            (f"{where} {code}", said.name, said.phone),
            (f"{where}{gap}邮编：{code}", said.name, said.phone),
            (f"{where}({code})", said.name, said.phone),
            (f"{code}{where}", said.name, said.phone),
            (f"{code} {where}", said.name, said.phone),
            (where, said.name, said.phone, code),
            (where, said.name, said.phone, f"邮编{code}"),
            (where, f"邮政编码：{code}", said.name, said.phone),
        )
    )
    if len(coded) == 3 and rng.random() < 0.5:
        coded = tuple(shuffled(rng, *coded))
    return gap.join(coded)


def comma_inside(rng: Random, said: Parts) -> str:
    """Returns an address with commas after its levels and its street."""
    comma = rng.choice(("，", ",", "，", "、", "；"))
    area = rng.choice((comma, "")).join(said.region)
    return rng.choice((comma, " ", "\n")).join(
        shuffled(rng, said.name, said.phone, area + rng.choice((comma, "")) + comma.join(said.detail))
    )


def spoken(rng: Random, said: Parts) -> str:
    """Returns a sentence that asks to send something."""
    where, name, phone = address(rng, said, ("",)), said.name, said.phone
    return rng.choice(
        (
            f"麻烦寄到{where}，收件人{name}，电话{phone}，谢谢",
            f"你好，我的地址是{where}，{name}，{phone}",
            f"请发到：{where} {name} {phone}",
            f"寄给{name}，电话{phone}，地址{where}",
            f"收货信息：{name}，{phone}，{where}，麻烦了",
            f"地址：{where}，{name}收，电话{phone}",
            f"{where} {name}（收） {phone}",
            f"{where}，{name}收，{phone}",
        )
    )


def with_remark(rng: Random, said: Parts) -> str:
    """Returns a text with a remark for the courier."""
    gap = rng.choice((" ", "，", "\n", ",", "；"))
    fields = shuffled(rng, said.name, said.phone, address(rng, said, ("",)))
    note = rng.choice((said.remark, f"（{said.remark}）", f"备注：{said.remark}", f"备注:{said.remark}"))
    return gap.join([note, *fields] if rng.random() < 0.2 else [*fields, note])


def with_code(rng: Random, said: Parts) -> str:
    """Returns a text with an order number or an identity number."""
    gap = rng.choice((" ", "，", "\n"))
    fields = [said.name, said.phone, address(rng, said, ("",))]
    fields.insert(rng.randint(0, 3), rng.choice((said.order, said.identity, f"身份证{said.identity}")))
    return gap.join(fields)


def two_phones(rng: Random, said: Parts) -> str:
    """Returns a text with two phone numbers, of which the first counts."""
    gap = rng.choice((" ", "，", "\n"))
    both = said.phone + rng.choice(("/", "、", " 或 ", " ", "，", " / ")) + said.second_phone
    return gap.join(shuffled(rng, said.name, both, address(rng, said, ("",))))


STYLES: Mapping[str, Style] = {
    "blanks": Style(separated_by(" ", "  ", "　")),
    "commas": Style(separated_by("，", ",", "， ")),
    "marks": Style(separated_by("；", ";", "/", "|", "、", "——", " - ", "。")),
    "lines": Style(separated_by("\n")),
    "joined": Style(joined, clear=True),
    "half joined": Style(half_joined),
    "labelled": Style(labelled),
    "three labels": Style(three_labels),
    "one label": Style(one_label),
    "bracketed": Style(bracketed),
    "post code": Style(with_postcode),
    "comma inside": Style(comma_inside),
    "spoken": Style(spoken),
    "remark": Style(with_remark),
    "code": Style(with_code),
    "two phones": Style(two_phones),
    "named in brackets": Style(named_in_brackets),
    "envelope": Style(envelope),
    "labels without marks": Style(labels_without_marks),
}
"""Styles by name. The rules of contact extraction are developed on them."""


def compose(style: str, seed: str) -> Composed:
    """Returns the text of a style for a seed."""
    rng = Random(f"{style} {seed}")
    said = parts(rng, "contacts", STYLES[style].clear)
    return Composed(style, STYLES[style].write(rng, said), said.truth)
