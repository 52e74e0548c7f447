"""The patterns of labels at the beginning of a line and within it, with or without a colon."""

import re

from models.contacts.fields.labels import LABELS

HAN = r"[\u4e00-\u9fff]"
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
COLON = rf"(?: ?\([^()]{{0,6}}\))? {{0,3}}(?:[:;=]|{SLASH}) ?"
DASH = rf"(?<={HAN})(?:-(?={HAN}|[A-Z+(]|[01]\d{{2}}|86)|[.·] ?(?=[\w+(]))"
MARK = rf"(?:{COLON}| ?(?:-{{2,}}|[.…]{{2,}}) ?|{DASH})"
"""A colon, or what senders write or OCR reads instead. After a slash, another label may follow: 电话/微信."""

LABEL_BEFORE_SPACE = _any_of(
    [word for word in LABELS if not word.isascii() and (len(word) > 1 or word in "收寄")]
)
"""Labels that may end at a single space. Of the labels of one character only 收 and 寄 may."""

NAME_LABELS = (
    "(?:收货人|收件人|寄件人|发件人|联系人|客户|买家)?姓名|"
    "收[货件][人方]|寄件人|发件人|联[系络]人|名字|客户(?= )"
)
ADDRESS_LABELS = "收[货件]人?地址|(?:寄件|联系|详细|配送|送货|邮寄|寄送|快递)?地址|所在地区|所在省市|省市区"

PHONE_LABELS = "(?:联系|收货|收件)?(?:电话|手机号?)"

AFTER_NAME = r"[ ,;。、|/+(\d]|$|电话|手机|联系|(?:收货|收件|详细)?地址|所在|邮编"
JOINED_NAME_LABEL = (
    rf"(?:{NAME_LABELS}) {{0,2}}(?!{AFTER_LABEL_WORD})"
    rf"(?={HAN}{{1,6}}(?:[·.]{HAN}+)*(?:{AFTER_NAME})|{HAN}{{0,2}}[A-Za-z*])"
)
"""A label that a name follows without a colon."""

LATIN_WORD = "Name|Attn|To|Tel|Phone|Mobile|Addr?|Address"
"""Latin labels that a blank alone may divide from a Chinese value or a number."""

LIST_NUMBER = r"(?:(?:\d{1,2}[.、)]|[①-⑳]) ?)?"
LABEL_AT_START = re.compile(
    rf"[\s*·(]*(?P<bracket>\[)?[\s*]*{LIST_NUMBER}(?:(?P<latin>{LATIN_LABEL})"
    rf"(?:\]? ?{COLON}|(?(bracket)\] ?|(?!))|\. ?|  +|(?<=\w\w) ?$|(?<=[a-z]{{3}}) {NUMBER_FOLLOWS})"
    rf"|(?P<han>{CHINESE_LABEL})(?:\]? ?{MARK}|(?(bracket)\] ?|(?!))|  +|(?<!公司)(?: ?$|{NUMBER_FOLLOWS}))"
    rf"|(?P<spaced>{LABEL_BEFORE_SPACE}) "
    rf"|(?P<word>{LATIN_WORD}) +(?={HAN}|[+(]{{0,2}}(?:86[) -]|\d{{3}}))"
    rf"|(?P<name>{JOINED_NAME_LABEL})"
    rf"|(?P<place>{ADDRESS_LABELS})(?!{AFTER_LABEL_WORD})"
    rf"(?=\[?{HAN}{{4}}|\[{HAN}|{HAN}{{2,3}}(?: - |[-/|,>])))",
    re.IGNORECASE,
)
"""A label at the start of a line, after an optional list number."""

LABEL_INSIDE = re.compile(
    rf"\[ ?(?P<boxed>{CHINESE_LABEL}|{LATIN_LABEL}) ?\](?:{COLON}| ?)|"
    rf"(?:(?<=[\s,;:.。、|/!&@\d\]()-])|(?<=[\w*)\]])(?<![代签查验])(?=[收寄发联电手姓地详客服热投举咨]|所在|街道[地门]))"
    rf"(?:(?P<han>{CHINESE_LABEL})(?:{MARK}|(?<={HAN}{HAN})(?<!公司)(?<!{HAN}[收寄]) {{0,2}}{NUMBER_FOLLOWS})"
    rf"|(?<=[\s,;.。、])(?P<last>{NAME_LABELS}|{ADDRESS_LABELS}|{PHONE_LABELS}) ?$"
    rf"|(?<![a-z])(?P<latin>{LATIN_LABEL})(?:{COLON}|\. )"
    rf"|(?<![A-Za-z])(?P<word>{LATIN_WORD}) +(?={HAN}|[+(]{{0,2}}(?:86[) -]|\d{{3}}))"
    rf"|(?<![A-Za-z\u4e00-\u9fff])(?P<name>{JOINED_NAME_LABEL})"
    rf"|(?P<glued>{ADDRESS_LABELS})(?={HAN}{{2,8}}[省市区州县])"
    rf"|(?<=[\d路街道号室楼栋层区镇村店司园院])(?P<person>收件人|收货人|联系人)(?!{AFTER_LABEL_WORD})"
    rf"(?={HAN}{{2,4}}(?:[ ,\d]|$))"
    rf"|(?<![A-Za-z\u4e00-\u9fff])(?P<place>{ADDRESS_LABELS}) {{0,2}}(?!{AFTER_LABEL_WORD})"
    rf"(?=\[?{HAN}{{2}}))",
    re.IGNORECASE,
)
"""A label within a line. It needs a colon, a dot, a phone number, a name or an address after it."""
