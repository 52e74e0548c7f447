"""Lines cut where a label stands, whether it has a colon or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.contacts.fields.labels import TABLE, Field, Label

HAN = r"[\u4e00-\u9fff]"
COLON = r"(?: ?\([^()]{0,6}\))? ?[:;] ?"
NUMBER = r"(?=[+(]{0,2}[\d*]{3})"
NOT_A_NAME = (
    "信息|管理|列表|簿|姓名|名称|电话|地址|手机|号码|方式|填|选|不|已|未|请|无|确认|签收|暂|拒|的|们|"
    "是|为|和|或"
)
"""What follows 收货人 where no name does."""


def _spaced(word: str) -> str:
    """The word as forms set it: 姓  名."""
    return re.escape(word) if word.isascii() else r" {0,6}".join(map(re.escape, word))


def _either(words: list[str]) -> str:
    return "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))


LATIN = _either([word for word in TABLE if word.isascii()])
CHINESE = _either([word for word in TABLE if not word.isascii()])
LONGER = _either([word for word in TABLE if not word.isascii() and (len(word) > 1 or word in "收寄")])
NAMES = "收货人|收件人|寄件人|发件人|联系人|姓名"
PLACES = "收货地址|收件地址|寄件地址|联系地址|详细地址|地址|所在地区"

NAME = rf"(?:{NAMES})(?!{NOT_A_NAME})(?={HAN}{{2,4}}(?:[ ,+(\d]|$|电话|手机|联系))"
"""A label that a name follows without a gap."""

COUNTED = r"(?:(?:\d{1,2}[.、)]|[①-⑳]) ?)?"
AT_START = re.compile(
    rf"[\s*·\[(]*{COUNTED}(?:(?P<latin>{LATIN})(?:{COLON}|\. ?|  +|(?<=\w\w) ?$|(?<=[a-z]{{3}}) {NUMBER})"
    rf"|(?P<han>{CHINESE})(?:\]? ?{COLON}|\] ?|  +| ?$|{NUMBER})|(?P<longer>{LONGER}) "
    rf"|(?P<name>{NAME})"
    rf"|(?P<place>{PLACES})(?!{NOT_A_NAME})(?={HAN}{{4}}))",
    re.IGNORECASE,
)
INSIDE = re.compile(
    rf"(?:(?<=[\s,;.。、|/\d\])])|(?<=\w)(?=[收寄发联电手姓地详客服热投举咨]))"
    rf"(?:(?P<han>{CHINESE})(?:{COLON}|(?<={HAN}{HAN}){NUMBER})|(?<![a-z])(?P<latin>{LATIN})(?:{COLON}|\. )"
    rf"|(?<![A-Za-z\u4e00-\u9fff])(?P<name>{NAME}))",
    re.IGNORECASE,
)
WORDS = re.compile(rf"[\s*·]*(?P<words>(?:{HAN}|·){{1,8}}) ?: ?(?!/)")
ALONE = re.compile(rf" *{HAN}{{2,8}} *")
NUMBER_OF_SOMETHING = re.compile(
    r"(?!.*(?:手机|电话|联系|联络|来电)).{0,8}(?:编号|单号|[^门牌]号|号码|ID|码|时间|日期|金额|方式|价|费|量)"
)
"""订单编号, 身份证号, 下单时间: their values are never telephone numbers."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, if there is one, where it starts in its line, and its value: from `value` to `end`."""

    label: Label | None
    start: int
    value: int
    end: int


def labelled(text: str) -> list[Labelled]:
    """The values of a folded line, each with its label; only the first may be without."""
    marks = list(_marks(text))
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    found = [Labelled(*mark, end) for mark, end in zip(marks, ends, strict=False)]
    if not marks or marks[0][1] > 0:
        return [Labelled(None, 0, 0, marks[0][1] if marks else len(text)), *found]
    return found


def _marks(text: str) -> Iterator[tuple[Label, int, int]]:
    match, place = AT_START.match(text), 0
    if match:
        place = match.end()
        yield _listed(match), 0, place
    elif match := WORDS.match(text):
        place = match.end()
        yield _by_ending(match["words"]), 0, place
    elif ALONE.fullmatch(text) and NUMBER_OF_SOMETHING.fullmatch(text.strip()):
        place = len(text)
        yield Label(Field.OTHER), 0, place
    for inside in INSIDE.finditer(text, place):
        yield _listed(inside), inside.start(), inside.end()


def _listed(match: re.Match[str]) -> Label:
    groups = match.groupdict()
    if latin := groups["latin"]:
        return TABLE[re.sub(r" +", " ", latin.lower())]
    return TABLE[next(word for word in groups.values() if word).replace(" ", "")]


def _by_ending(words: str) -> Label:
    """What words before a colon announce by how they end: 我的手机号 a number, 订单编号 nothing."""
    for start in range(len(words) - 1):
        if words[start:] in TABLE:
            return TABLE[words[start:]]
    return Label(Field.OTHER if NUMBER_OF_SOMETHING.fullmatch(words) else Field.SAID)
