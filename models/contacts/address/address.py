"""Recognizes the words and numbers of addresses, and cleans the detail of an address."""

import re
from dataclasses import dataclass

from models.contacts.address.region_match import RegionMatch

PLACE_WORD = re.compile(
    r"大道|街道|小区|花园|广场|单元|公寓|新村|"
    r"社区|工业|开发区|大厦|学校|[大中小]学|学院|幼儿园|医院|中心|公司|集团|市场|商场|酒店|宾馆|驿站|超市|银行|车站|小组|"
    r"政府|[村居]委会?|委员会|卫生|派出所|事务所|研究所|法院|食堂|校区|宿舍|寝室|门面|底商|商铺|摊位|仓库|码头|营业厅|快递点|服务点|[A-Za-z\d](?:区|铺|门|口|排|档)|[东南西北中]户|"
    r"[东南西北中前后一二三四五六七八九]段|旁边|边上|后身|"
    r"前台|收发室|传达室|门卫室|值班室|[东南西北左右][侧面边]|交汇|交界|交叉|拐角|代收点|自提点|产业|物流园|菜鸟|丰巢|街上|集镇|交叉口|路口|[门店厂馆部柜旁宫寺庙塔]$|对面|附近|隔壁|楼下|楼上|门口|"
    r"[一二三四五六七八九十](?:号|栋|幢|楼|层|单元|区|组|队|社|期|门)|"
    r"[路街道巷弄村镇乡苑城园庄寨屯营湾里坊府邸居郡庭轩阁栋幢座楼层室号厦院]"
)
"""Words of streets, houses, villages and institutions."""

PLACE_AT_END = re.compile(rf"(?:{PLACE_WORD.pattern}|\d[A-Za-z]?)[)\]]?$")

DELIVERY_REQUEST = re.compile(
    r"^[(\[ ]*(?:找(?:$| )|"
    r"请|麻烦|务必|尽快|不要|别|勿|切勿|放(?:在|到|门|驿|菜|丰|快|物|前|家|小)|送(?:货|到|上|去)|"
    r"到付|急[用件需]|不急|易碎|轻拿|周末|周[一二三四五六日](?:$|[送至到和周前后])|工作日|[上下中]午|晚上|白天|谢[谢了啦]|多谢|辛苦|备注|"
    r"发(?:顺丰|邮政|韵达|圆通|中通|申通|京东|德邦|极兔)|(?:前台)?转(?:交|给)?$)"
    r"|[^\d()\[\]]*(?:打电话|按门铃|门铃坏|敲门|没人在|不在家|发短信)"
)
"""The beginning of a note to the courier, which names places too: 放菜鸟驿站."""

HOUSE_NUMBER = re.compile(
    r"(?:路|街|大道|道|巷|弄|胡同|村|里|坊)[^\d¥￥]{0,6}\d|"
    r"\d+ ?-? ?\d* ?(?:号|栋|幢|座|室|单元|楼|层|弄|组|房|期|#)|[A-Za-z\d]+[栋座幢]"
)
"""A street or house with its number. Only addresses name one."""

ENGLISH_HOUSE_NUMBER = re.compile(
    r"\d+[^,]{0,30}\b(?i:street|road|avenue|boulevard)\b|"
    r"\d+[^,]{0,30}\b[A-Z][\w'-]* (?i:st|rd|ave|ln|lane|dr|drive|blvd|way)\b|"
    r"\b(?i:room|rm|unit|flat|floor|building|suite|apt)\b\.? ?[\w-]*\d"
)
"""An English street or house with its number.

A short street word counts only after a name: "2 items on the way" names no street.
"""

UNNAMED_HOUSE_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]\d{1,5}(?:-\d{1,5}){1,3}(?![\d:°℃年月日])|[一二三四五六七八九十](?:号|栋|幢|楼|层|单元|区|组)"
)
"""A house number without a word such as 号 (五洲国际6-2401), or in Chinese numerals (三号).

It counts only after a region, because other texts have such numbers too.
"""

OTHER_FACT = re.compile(r"[℃%¥￥$]|\d[:：]\d\d")
"""Temperatures, percentages, prices and times. Texts about a place have them, addresses do not."""

DELIVERY_NOTE = re.compile(
    r"[(（](?:请|麻烦|不要|别|勿|放|送|务必|尽快|到付|急|谢|轻|易碎|多谢|辛苦|要[一二两三四五\d]|寄|打电话|电话打|没人|不在|打不通|[^()（）]{1,8}勿|周|工作日|[上下中]午|晚上|"
    r"发(?:顺丰|邮政|韵达|圆通|中通|申通|京东|德邦|极兔))[^()（）]*[)）]$|"
    r"[(（]?(?:请?电联|电话联系|送货上门|放门口)[)）]?$"
)
EDGE_PUNCTUATION = " ,;。.、|:-_\n/>·!~，；、：—"
MIXED_BRACKETS = re.compile(r"(?:（(?=[^()（）]*\))|\((?=[^()（）]*）))(?P<inner>[^()（）]*)[)）]")
"""A pair of brackets of two widths, of which OCR read one in the wrong width."""

OPENING_BRACKETS = "([【「『（［"
CLOSING_BRACKETS = ")]】」』）］"
FULL_REGION_LENGTH = 8
"""Minimum length in characters of a region that is part of an address. A text may mention a shorter one."""

HAN = r"[\u4e00-\u9fff]"
LATIN_LINE_BREAK = re.compile(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])(?<![\d-]\n)")
"""A line break between two Latin words. A space replaces it."""

NEEDLESS_SPACE = re.compile(
    rf"(?<=[\u4e00-\u9fff\d)）]) +(?=[\u4e00-\u9fff\d(（])|(?<=[A-Za-z]) +(?={HAN})|(?<={HAN}) +(?=[A-Za-z])"
)

MARK = r"(?:[,，;；、。|｜_/]|[-—–]{2,}|[—–]|[-/](?= )|(?<= )[-/])"
NEEDLESS_MARK = re.compile(
    rf"(?<=[\u4e00-\u9fff)）])\s*{MARK}\s*(?=[\w(（])|(?<=[\w)）])\s*{MARK}\s*(?=[\u4e00-\u9fff(（])"
)
"""A mark between two parts of a Chinese address. Between Latin words and between numbers it is needed."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address: its region if the text names one, and its detail, the part after the region.

    The detail keeps the original characters of the text.
    """

    detail: str
    region: RegionMatch | None = None


def is_fully_named(region: RegionMatch | None) -> bool:
    """Whether the name of a region is so long that it must be part of an address."""
    return region is not None and region.end - region.start >= FULL_REGION_LENGTH


def has_house_number(text: str) -> bool:
    """Whether a normalized text names a street or house with its number."""
    return bool(HOUSE_NUMBER.search(text) or ENGLISH_HOUSE_NUMBER.search(text))


def continues_address(text: str) -> bool:
    """Whether a normalized text that follows a region reads like the rest of an address."""
    return has_place_word(text) or has_house_number(text) or bool(UNNAMED_HOUSE_NUMBER.search(text))


def has_place_word(text: str) -> bool:
    """Whether a normalized text has any word that addresses use."""
    return bool(PLACE_WORD.search(text) or ENGLISH_HOUSE_NUMBER.search(text))


def has_other_facts(text: str) -> bool:
    """Whether a normalized text after a region has a price, a time or a temperature, and no house number."""
    return bool(OTHER_FACT.search(text)) and not has_house_number(text)


def clean_detail(text: str) -> str:
    """Removes the spaces, line breaks and marks between the parts of the detail of an address."""
    in_one_line = LATIN_LINE_BREAK.sub(" ", text).replace("\n", "").replace("\u3000", " ")
    detail = NEEDLESS_SPACE.sub("", NEEDLESS_MARK.sub("", in_one_line)).strip(EDGE_PUNCTUATION)
    without_note = DELIVERY_NOTE.sub("", detail).strip(EDGE_PUNCTUATION).rstrip(OPENING_BRACKETS)
    return MIXED_BRACKETS.sub(r"（\g<inner>）", without_note.lstrip(CLOSING_BRACKETS + EDGE_PUNCTUATION))


def is_numbered_address(address: Address) -> bool:
    """Whether an address has a house number, after a region also one without digits: 三栋一单元."""
    has_unnamed = address.region is not None and UNNAMED_HOUSE_NUMBER.search(address.detail)
    return has_house_number(address.detail) or bool(has_unnamed)


def is_complete(text: str) -> bool:
    """Whether a normalized text ends like a whole address: with a house number or the kind of a place."""
    return has_house_number(text) or bool(PLACE_AT_END.search(text.rstrip(")]")))


def is_delivery_request(text: str) -> bool:
    """Whether a normalized text begins like a note to the courier."""
    return bool(DELIVERY_REQUEST.match(text))
