"""Splits lines at their labels. A label may have a colon after it or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.contacts.address.address import PLACE_AT_END, continues_address
from models.contacts.fields.label_patterns import CHINESE_LABEL, HAN, LABEL_AT_START, LABEL_INSIDE
from models.contacts.fields.labels import LABELS, Field, Label
from models.contacts.text.phones import find_phones

LABEL_OF_PERSON = re.compile(r"[人名电机址号户方件收]|[A-Za-z]{2}")
WORDS_BEFORE_COLON = re.compile(rf"[\s*·]*(?P<words>(?:{HAN}|·){{1,8}}) ?: ?(?!/|{CHINESE_LABEL})")
WORD_ALONE = re.compile(rf" *{HAN}{{2,8}} *")
OTHER_LABEL = re.compile(
    r"(?!.*(?:手机|电话|联系|联络|来电)).{0,8}(?:编号|单号|[^门牌]号|号码|ID|码|时间|日期|金额|方式|价|费|量)"
)
"""Labels such as 订单编号, 身份证号 and 下单时间. Their values are never part of a contact."""

CODE_VALUE = re.compile(r"[A-Za-z]{0,4}\d{6,}(?![\d*]|-\d)")
"""The value of a label of a number, such as a post code. Other words may follow it in the same line."""

ICON_AT_END = re.compile(r"(?<= )[A-Za-z口人凸&@*] ?$|(?<=[,;。|]) ?[A-Za-z\d口人凸&@*] ?$")
"""An icon between a value and the label after it, which OCR reads as a character."""

ICON_AT_START = re.compile(r"\s*(?:[^\u4e00-\u9fff]|[口人凸])?\s*")
PLACE = re.compile(r"[\u4e00-\u9fff]{2}[省市区县旗州盟镇乡村路街道]")
NOTE_VALUE = re.compile(r"[^\s,;。、|]+[\s,;。、|]+")
"""The first words of another value, with the marks after them."""


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A label and its value, as positions in a line.

    The label begins at `start`. The value extends from `value` to `end`. Without a label, `start` and `value`
    are equal.
    """

    label: Label | None
    start: int
    value: int
    end: int


def split_at_labels(text: str) -> list[LabelledSpan]:
    """Returns the values of a normalized line, each with its label. Only the first may be without a label."""
    labels = list(_labels(text))
    ends = [_before_icon(text, start) for _, start, _ in labels[1:]] + [len(text)]
    spans = [
        span
        for label, end in zip(labels, ends, strict=False)
        for span in _without_rest(LabelledSpan(*label, end), text)
    ]
    first_start = labels[0][1] if labels else len(text)
    if not labels or not ICON_AT_START.fullmatch(text[:first_start]):
        return [LabelledSpan(None, 0, 0, first_start), *spans]
    return spans


def _before_icon(text: str, end: int) -> int:
    """Returns the end of a value before a label, without an icon that OCR reads as a character."""
    icon = ICON_AT_END.search(text, 0, end)
    return icon.start() if icon else end


def _without_rest(span: LabelledSpan, text: str) -> Iterator[LabelledSpan]:
    """Yields a span, and the words after its value as a span without a label if they hold a contact."""
    if span.label is None or span.label.field != Field.OTHER:
        yield span
        return
    value = text[: span.end]
    is_code = CODE_VALUE.match(value, span.value)
    first = is_code or NOTE_VALUE.match(value, span.value)
    rest = first.end() if first else span.end
    if text[rest : span.end].strip() and (is_code or _is_contact(text[rest : span.end])):
        yield LabelledSpan(span.label, span.start, span.value, rest)
        yield LabelledSpan(None, rest, rest, span.end)
    else:
        yield span


def _is_contact(text: str) -> bool:
    """Whether a text has words of an address, and a phone number or two places with their kind."""
    has_phone, places = bool(find_phones(text)), len(PLACE.findall(text))
    return (has_phone and places > 0) or (continues_address(text) and (has_phone or places > 1))


def _labels(text: str) -> Iterator[tuple[Label, int, int]]:
    """Yields the labels of a line with their start and end."""
    match, end = LABEL_AT_START.match(text), 0
    if match and not _is_part_of_address(match[0]):
        end = match.end()
        yield _listed(match), 0, end
    elif match := WORDS_BEFORE_COLON.match(text):
        end = match.end()
        start = _start_of_label(match["words"])
        yield _by_ending(match["words"]), match.start("words") + start if start else 0, end
    elif WORD_ALONE.fullmatch(text) and OTHER_LABEL.fullmatch(text.strip()):
        end = len(text)
        yield Label(Field.OTHER), 0, end
    for inside in LABEL_INSIDE.finditer(text, end):
        label = _listed(inside)
        if _is_part_of_address(inside[0]):
            continue
        if label.field != Field.OTHER or not CODE_VALUE.match(text, inside.end()):
            yield label, inside.start(), inside.end()


def _is_part_of_address(label: str) -> bool:
    """Whether a label is the kind of a division before a mark: 地区; in 喀什地区;疏附.

    OCR reads a colon as another mark, but after other labels only.
    """
    is_kind = not LABEL_OF_PERSON.search(label) and not label.startswith(("所在", "省"))
    return label.rstrip().endswith((";", "-", "/", ".", "·")) and is_kind


def _listed(match: re.Match[str]) -> Label:
    """Returns the listed label that a pattern matched."""
    groups = match.groupdict()
    groups.pop("bracket", None)
    word = next(word for word in groups.values() if word)
    return LABELS[re.sub(r" +", " " if word.isascii() else "", word.lower())]


def _start_of_label(words: str) -> int:
    """Returns the start of the label that ends words before a colon, if a place or a company is before it."""
    starts = (start for start in range(2, len(words) - 1) if words[start:] in LABELS)
    return next((start for start in starts if PLACE_AT_END.search(words[:start])), 0)


def _by_ending(words: str) -> Label:
    """Returns the label of words before a colon by their ending: PHONE for 我的手机号, OTHER for 订单号."""
    for start in range(len(words) - 1):
        if words[start:] in LABELS:
            return LABELS[words[start:]]
    return Label(Field.OTHER if OTHER_LABEL.fullmatch(words) else Field.UNLISTED)
