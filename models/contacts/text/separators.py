"""Finds the marks that senders put between the fields of a contact, and the numbers of a list."""

import re

from models.contacts.text.codes import blanked

HAN = r"[\u4e00-\u9fff]"
PHONE = r"(?:1[3-9]\d|0\d{2}|(?:\+ ?|00)?86)"
PLACE = r"[\d)\]号村镇街路会店室楼区县市站旁所厦校院园苑城厂司栋元层]"
EMOJI = "玫瑰|抱拳|微笑|强|OK|爱心|合十|呲牙|愉快|拥抱|握手|太阳|鲜花|咖啡|害羞|可爱|偷笑|捂脸|亲亲|礼物"
"""Emoji as WeChat writes them in copied text, in brackets."""

MARKS = (
    rf"[…\\<>^→〈〉]+|\[(?:{EMOJI})\]",
    r"(?<!\d)~+|~+(?!\d)",
    r"(?<![\w)\]])=+",
    # A plus between words, or before a phone number or the label of another field. It is no part of 5G+.
    rf"(?<=\*)\++(?=[(\[])|(?<={HAN})\++(?={HAN}{{2}})|(?<=[\w)\]]{HAN})\++(?=[(@\[ ]|{PHONE}|{HAN}{{2}})",
    rf"(?<=[\d)\]])\++(?={HAN}|00?86)|(?<=[A-Za-z]{{2}})\++(?={HAN}{{2}}|\()",
    r"(?<=[\w)\]])\++(?=[A-Za-z]{1,8} ?[:=]|[A-Z][a-z]{2}|@|\d[.、)])",
    r"(?<= )\+(?= )",
    # An asterisk that masks no character of a name or number: after a place, before a label or a word.
    rf"(?<![\w*])\*(?= |\+|1[3-9]\d)|(?<={HAN}[·\u4e00-\u9fff]{HAN})\*(?=1[3-9]\d|86)",
    rf"(?<={HAN}{HAN})\*(?=\d{{6}}(?!\d)|0\d{{2,3}}-|[(\[+])|(?<=[\dA-Za-z)\]])\*(?=[(\[+])",
    rf"(?<={PLACE})\*(?=1[3-9]\d|\+?86| [^\d*])",
    rf"(?<=[\w)\]]{{2}})\*(?={HAN}{{2}}|{HAN} ?:|[A-Za-z]{{1,8}} ?[:=]|\d[.、)])",
    r"(?<=\d)\*(?=[A-Z][a-z]{2})",
    # A dot at the beginning of a field, after a place, or beside a number or a region.
    rf"(?:^|(?<=[,;|/])|(?<=[,;|/] ))·|(?<={PLACE}) · ?|·(?= ?[\d(+])|·$",
    rf"(?<= )·(?= (?!{HAN}{{1,4}}(?:手机|电话|联系|地址|收)){HAN}{{5}}| 中国)",
    rf"(?<= )·(?= {HAN}{{2,3}}[省市区县人方:>/-]| (?:联系|收货|收件)?(?:地址|电话|手机))",
    # A bar that OCR reads as a letter, an icon at the beginning of a line, a button at its end.
    rf"(?<={HAN})I(?={HAN}{{2}})|(?<=[\u4e00-\u9fff\d] )[Il](?= [\u4e00-\u9fff\d])",
    rf"^[\s*]*[QOioA&@©®](?= (?:{PHONE}))|^\s*(?:Q(?= [A-Za-z]{{2}})|[Qoi&@©®](?= {HAN}{{2}}))",
    r"(?<=[\d省市区县州旗盟镇乡路街号室楼] )编辑$|(?<=..)(?:复制|默认|粘贴|展开)$",
    rf"(?<![\w-])(?<![A-Za-z]\.)@(?={HAN}|[A-Za-z])",
    rf"(?<=[\w)\]])_(?={HAN}|[(\[]|[A-Za-z]{{2}}|\+?\d{{5}}|\+?86[ -]|0\d{{2,3}}-|\d{{3}}[ -]\d{{3}})",
    rf"(?<={HAN})_(?=\w)",
)
MARK = re.compile("|".join(MARKS))
"""A mark that divides fields as a blank does. Such marks also belong to names, numbers and masks."""

ANY_MARK = re.compile(
    r"[…〈〉\\<>^~=+*·@_\"\[&©®]|[1-9][.、)]|[QOoiIl] ?[\d\u4e00-\u9fff]|^\s*Q |[制认贴开辑]$| [Il] "
)
"""What every mark has. Most lines have none, and need no further search."""

DOT_IN_BLANKS = re.compile(r"(?<= )·(?= )")
"""A dot between fields, if a line has several. One alone may be the dot of a name, read with blanks."""

QUOTED_FIELD = re.compile(r"[\"}] ?[,;:|]|[,;:|{] ?\"")
QUOTE = re.compile(r"[{}\"]")
"""Quotes around fields, as in a table or in JSON. Without a comma or colon the quotes belong to a place."""

NUMBERED_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[\s,;.。、|/!*-]))(?P<number>[1-9])[.、)] ?"
    r"(?=[^\d\s.、)]|\(?\+?(?:86\)?)?[ -]?1[3-9]\d|\d{6}(?!\d)|[48]00-?\d|\(?0\d{2,3}[)\d -]\d{5})"
)
"""The number of an item of a list: 1. and 2、."""


def separator_spans(text: str) -> list[slice]:
    """Returns the spans of a normalized line that only divide its fields."""
    if not ANY_MARK.search(text):
        return []
    marks = list(MARK.finditer(text))
    if QUOTED_FIELD.search(text):
        marks += QUOTE.finditer(text)
    if text.count(" · ") > 1:
        marks += DOT_IN_BLANKS.finditer(text)
    spans = [slice(*mark.span()) for mark in marks]
    return [*spans, *_list_numbers(blanked(text, spans))]


def _list_numbers(text: str) -> list[slice]:
    """Returns the spans of the numbers of a list: one at the beginning, or consecutive ones in the line."""
    items = list(NUMBERED_ITEM.finditer(text))
    numbers = [int(item["number"]) for item in items]
    if len(items) > 1 and numbers == list(range(numbers[0], numbers[0] + len(items))):
        return [slice(*item.span()) for item in items]
    return [slice(*item.span()) for item in items[:1] if not text[: item.start()].strip()]
