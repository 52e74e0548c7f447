"""Splits lines at their labels. A label may have a colon after it or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.contacts.address.address import PLACE_AT_END, continues_address
from models.contacts.fields.labels import LABELS, Field, Label
from models.contacts.text.phones import find_phones

HAN = r"[\u4e00-\u9fff]"
LABEL_OF_PERSON = re.compile(r"[人名电机址号户方件收]|[A-Za-z]{2}")
NUMBER_FOLLOWS = r"(?=[+(]{0,2}(?:86\)?[ -]?)?[\d*]{3})"
AFTER_LABEL_WORD = (
    "信息|管理|列表|簿|姓名|名称|电话|地址|手机|号码|方式|填|选|不|已|未|请|无|确认|签收|暂|拒|的|们|"
    "是|为|和|或|写|叫|要求|需要"
)
"""Words after 收货人 or 地址 that make it a part of a longer word or a sentence, such as 地址管理."""


def _spaced_pattern(word: str) -> str:
    """Returns a pattern of the word that allows spaces between its characters (姓  名)."""
    return re.escape(word) if word.isascii() else r" {0,6}".join(map(re.escape, word))


def _any_of(words: list[str]) -> str:
    return "|".join(_spaced_pattern(word) for word in sorted(words, key=len, reverse=True))


LATIN_LABEL = _any_of([word for word in LABELS if word.isascii()])
CHINESE_LABEL = _any_of([word for word in LABELS if not word.isascii()])
SLASH = rf"(?<=[\u4e00-\u9fffA-Za-z]{{2}})/(?!(?:{CHINESE_LABEL})(?!{HAN}))(?={HAN}|[\d+(])"
COLON = rf"(?: ?\([^()]{{0,6}}\))? ?(?:[:;=]|{SLASH}) ?"
MARK = rf"(?:{COLON}| ?(?:-{{2,}}|[.…]{{2,}}) ?|(?<={HAN})-(?={HAN}|[A-Z+(]|[01]\d{{2}}))"
"""A colon, or what some senders write instead. After a slash, another label may follow: 电话/微信."""

LABEL_BEFORE_SPACE = _any_of(
    [word for word in LABELS if not word.isascii() and (len(word) > 1 or word in "收寄")]
)
"""Labels that may end at a single space. Of the labels of one character only 收 and 寄 may."""

NAME_LABELS = (
    "(?:收货人|收件人|寄件人|发件人|联系人|客户|买家)?姓名|"
    "收[货件][人方]|寄件人|发件人|联[系络]人|名字|客户(?= )"
)
ADDRESS_LABELS = "收[货件]人?地址|(?:寄件|联系|详细|配送|送货|邮寄|寄送|快递)?地址|所在地区"

PHONE_LABELS = "(?:联系|收货|收件)?(?:电话|手机号?)"

AFTER_NAME = r"[ ,;。、|/+(\d]|$|电话|手机|联系"
JOINED_NAME_LABEL = (
    rf"(?:{NAME_LABELS}) {{0,2}}(?!{AFTER_LABEL_WORD})"
    rf"(?={HAN}{{1,6}}(?:[·.]{HAN}+)*(?:{AFTER_NAME})|{HAN}{{0,2}}[A-Za-z*])"
)
"""A label that a name follows without a colon."""

LIST_NUMBER = r"(?:(?:\d{1,2}[.、)]|[①-⑳]) ?)?"
LABEL_AT_START = re.compile(
    rf"[\s*·(]*(?P<bracket>\[)?[\s*]*{LIST_NUMBER}(?:(?P<latin>{LATIN_LABEL})"
    rf"(?:\]? ?{COLON}|(?(bracket)\] ?|(?!))|\. ?|  +|(?<=\w\w) ?$|(?<=[a-z]{{3}}) {NUMBER_FOLLOWS})"
    rf"|(?P<han>{CHINESE_LABEL})(?:\]? ?{MARK}|(?(bracket)\] ?|(?!))|  +|(?<!公司)(?: ?$|{NUMBER_FOLLOWS}))"
    rf"|(?P<spaced>{LABEL_BEFORE_SPACE}) "
    rf"|(?P<word>Name|Attn|To|Tel|Phone|Mobile|Addr?|Address) +(?={HAN}|[+(]{{0,2}}\d{{3}})"
    rf"|(?P<name>{JOINED_NAME_LABEL})"
    rf"|(?P<place>{ADDRESS_LABELS})(?!{AFTER_LABEL_WORD})"
    rf"(?=\[?{HAN}{{4}}|\[{HAN}|{HAN}{{2,3}}(?: - |[-/|,>])))",
    re.IGNORECASE,
)
"""A label at the start of a line, after an optional list number."""

LABEL_INSIDE = re.compile(
    rf"\[ ?(?P<boxed>{CHINESE_LABEL}|{LATIN_LABEL}) ?\](?:{COLON}| ?)|"
    rf"(?:(?<=[\s,;.。、|/!\d\])-])|(?<=[\w*)\]])(?<![代签查验])(?=[收寄发联电手姓地详客服热投举咨]))"
    rf"(?:(?P<han>{CHINESE_LABEL})(?:{MARK}|(?<={HAN}{HAN})(?<!公司)(?<!{HAN}[收寄]) {{0,2}}{NUMBER_FOLLOWS})"
    rf"|(?<=[\s,;.。、])(?P<last>{NAME_LABELS}|{ADDRESS_LABELS}|{PHONE_LABELS}) ?$"
    rf"|(?<![a-z])(?P<latin>{LATIN_LABEL})(?:{COLON}|\. )"
    rf"|(?<![A-Za-z])(?P<word>Name|Attn|To|Tel|Phone|Mobile|Addr?|Address) +(?={HAN}|[+(]{{0,2}}\d{{3}})"
    rf"|(?<![A-Za-z\u4e00-\u9fff])(?P<name>{JOINED_NAME_LABEL})"
    rf"|(?<=[\d路街道号室楼栋层区镇村店司园院])(?P<person>收件人|收货人|联系人)(?!{AFTER_LABEL_WORD})"
    rf"(?={HAN}{{2,4}}(?:[ ,\d]|$))"
    rf"|(?<![A-Za-z\u4e00-\u9fff])(?P<place>{ADDRESS_LABELS}) ?(?!{AFTER_LABEL_WORD})(?=\[?{HAN}{{2}}))",
    re.IGNORECASE,
)
"""A label within a line. It needs a colon, a dot, a phone number, a name or an address after it."""

WORDS_BEFORE_COLON = re.compile(rf"[\s*·]*(?P<words>(?:{HAN}|·){{1,8}}) ?: ?(?!/)")
WORD_ALONE = re.compile(rf" *{HAN}{{2,8}} *")
OTHER_LABEL = re.compile(
    r"(?!.*(?:手机|电话|联系|联络|来电)).{0,8}(?:编号|单号|[^门牌]号|号码|ID|码|时间|日期|金额|方式|价|费|量)"
)
"""Labels such as 订单编号, 身份证号 and 下单时间. Their values are never part of a contact."""

CODE_VALUE = re.compile(r"[A-Za-z]{0,4}\d{6,}(?![\d*]|-\d)")
"""The value of a label of a number, such as a post code. Other words may follow it in the same line."""

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
    ends = [start for _, start, _ in labels[1:]] + [len(text)]
    spans = [
        span
        for label, end in zip(labels, ends, strict=False)
        for span in _without_rest(LabelledSpan(*label, end), text)
    ]
    first_start = labels[0][1] if labels else len(text)
    if not labels or first_start > 0:
        return [LabelledSpan(None, 0, 0, first_start), *spans]
    return spans


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
    return continues_address(text) and (bool(find_phones(text)) or len(PLACE.findall(text)) > 1)


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
    """Whether a label with a semicolon is the end of a part of an address: 地区; in 喀什地区;疏附.

    OCR reads a colon as a semicolon, but after other labels only.
    """
    return label.rstrip().endswith((";", "-", "/")) and not LABEL_OF_PERSON.search(label)


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
