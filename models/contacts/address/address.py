"""What an address looks like, and how its parts become one text."""

import re
from dataclasses import dataclass

from models.contacts.address.regions import Region

PLACE = re.compile(
    r"[路街道巷弄村镇乡苑城园庄寨屯营湾里坊府邸居郡庭轩阁栋幢座楼层室号厦院]|大道|街道|小区|花园|广场|单元|公寓|新村|"
    r"社区|工业|开发区|大厦|学校|大学|医院|中心|公司|市场|商场|酒店|宾馆|驿站|超市|银行|车站|小组"
)
"""Words and signs that addresses hold."""

NUMBERED = re.compile(
    r"(?:路|街|大道|道|巷|弄|胡同|村|里|坊)[^\d¥￥]{0,6}\d|"
    r"\d+ ?-? ?\d* ?(?:号|栋|幢|座|室|单元|楼|层|弄|组|房|期|#)|[A-Za-z\d]+[栋座幢]"
)
"""Streets and houses with numbers, as nothing but addresses has them."""

LATIN = re.compile(
    r"\d+[^,]{0,30}\b(?i:street|road|avenue|boulevard)\b|"
    r"\d+[^,]{0,30}\b[A-Z][\w'-]* (?i:st|rd|ave|ln|lane|dr|drive|blvd|way)\b|"
    r"\b(?i:room|rm|unit|flat|floor|building|suite|apt)\b\.? ?[\w-]*\d"
)
"""Streets and houses in English; short words for streets need a name before them: "on the way" is none."""

FLAT = re.compile(
    r"[\u4e00-\u9fffA-Za-z]\d{1,5}(?:-\d{1,5}){1,3}(?![\d:°℃年月日])|[一二三四五六七八九十](?:号|栋|幢|楼|层|单元|区|组)"
)
"""Houses and flats without a word for it (五洲国际6-2401) or in words: signs of an address after a region."""

OF_ANOTHER_KIND = re.compile(r"[℃%¥￥$]|\d[:：]\d\d")
"""Weather, prices and times, which stand beside places and are no part of an address."""

NOTE = re.compile(r"[(（]?(?:请?电联|电话联系|送货上门|放门口)[)）]?$")
EDGES = " ,;。.、|:-_\n/>·!~，；、："
LONG = 8
"""Characters of a region that is named down to the district."""

HAN = r"[\u4e00-\u9fff]"
BROKEN = re.compile(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])(?<![\d-]\n)")
"""A break between words of Latin letters."""

NEEDLESS_GAP = re.compile(
    rf"(?<=[\u4e00-\u9fff\d)）]) +(?=[\u4e00-\u9fff\d(（])|(?<=[A-Za-z]) +(?={HAN})|(?<={HAN}) +(?=[A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Address:
    """The text of an address as it was sent, without its region; the region, if it is named."""

    detail: str
    region: Region | None = None


def is_long(region: Region | None) -> bool:
    """Whether a region is named so fully that it must be meant for an address."""
    return region is not None and region.end - region.start >= LONG


def looks_numbered(text: str) -> bool:
    """Whether a folded text names a street or house with its number."""
    return bool(NUMBERED.search(text) or LATIN.search(text))


def looks_placed(text: str) -> bool:
    """Whether a folded text that follows a region goes on as addresses do."""
    return has_place(text) or looks_numbered(text) or bool(FLAT.search(text))


def has_place(text: str) -> bool:
    """Whether a folded text has any word of an address."""
    return bool(PLACE.search(text) or LATIN.search(text))


def tells_more(text: str) -> bool:
    """Whether a folded text that follows a region says something else of the place than where it is."""
    return bool(OF_ANOTHER_KIND.search(text)) and not looks_numbered(text)


def tidied(text: str) -> str:
    """A detail without the gaps that lines and columns left in it."""
    return NOTE.sub(
        "", NEEDLESS_GAP.sub("", BROKEN.sub(" ", text).replace("\n", "").replace("\u3000", " ")).strip(EDGES)
    ).strip(EDGES)
