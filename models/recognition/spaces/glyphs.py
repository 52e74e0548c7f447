"""Glyphs: the usual extents of a character, in ems, and its kind."""

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from models.recognition.punctuation_mark import half_width

SIGNS = {
    "opening": "（([【《“‘「『〈〔｛{<［",
    "closing": "）)]】》”’」』〉〕｝}>］",
    "comma": "，,．.、。…；;",
    "colon": "：:",
    "exclamation": "！!？?",
    "straight quote": "'\"`",
    "slash": "/／\\＼",
    "bar": "|｜",
    "dash": "-—–－~～",
    "underscore": "_＿",
    "middle dot": "·•・",
    "operator": "+=×*÷±≤≥≈≠＋＝＊√",
    "hash": "#＃@＠&＆§†‡",
    "money": "¥￥$＄€£₩",
    "percent": "%％‰℃°",
}

KINDS = ("ideograph", "digit", "capital", "lower-case", *SIGNS, "other", "nothing")
"""The kinds of characters. Beyond the ends of a line there is nothing."""

NOTHING = len(KINDS) - 1

MARKS = ",:;!?()[]{}%~#@/|=+*&$-"
"""The half-width forms of the signs that are read in the wrong width."""

WHITE_LEFT = frozenset(
    "丫刂匕占口吊吕呂囱己巳巴巾帛日旧旨旦昌昏曰曾氏甬田由甲申电畠白目肖胃自艮良邑四回因囚国固"
)
WHITE_RIGHT = frozenset("丫刂占口名吕呂巾帛引日月目昌曰甬甲男白肖胃自户戶四回因囚国固")
WHITE = 0.1
"""Ems. Ideographs that have this much more white on their left or right than others, 0.15 and not 0.04."""

DESCENDING = frozenset("gjpqy")
TALL = frozenset("bdfhklijt")
THIN = frozenset("iljftrI.,:;'|!()[]/-`")
WIDE = frozenset("mwMW@%")

CASES = 4096
"""The number of characters whose glyph is kept."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """The usual shape of a character, in ems.

    kind: an index into KINDS. mark: an index into MARKS, or -1. shape: whether it is full-width, its width
    with the white beside its ink, and the white on its left and right beyond the usual. top, bottom: its ink
    over the baseline; 0 and 0 if it says nothing of the font's size.
    """

    kind: int
    mark: int
    shape: tuple[float, float, float, float]
    top: float
    bottom: float


@lru_cache(CASES)
def glyph(character: str) -> Glyph:
    """The glyph of a character. The extents are means of Noto Sans, Noto Serif, Liberation and Inter."""
    kind = _kind(character)
    is_square = east_asian_width(character[0]) in "WF"
    top, bottom = _extent(character, kind)
    advance = 1.0 if is_square else _advance(character, kind)
    left, right = WHITE * (character in WHITE_LEFT), WHITE * (character in WHITE_RIGHT)
    mark = MARKS.find(half_width(character)) if len(character) == 1 else -1
    shape = float(is_square), advance, left, right
    return Glyph(KINDS.index(kind), mark, shape, top=top, bottom=bottom)


def _kind(character: str) -> str:
    for kind, signs in SIGNS.items():
        if character in signs:
            return kind
    if character.isalpha():
        if east_asian_width(character[0]) == "W":
            return "ideograph"
        return "capital" if character.isupper() else "lower-case"
    return "digit" if character.isdecimal() else "other"


def _advance(character: str, kind: str) -> float:
    if character in THIN:
        return 0.3
    if character in WIDE:
        return 0.85
    return 0.66 if kind == "capital" else 0.55


def _extent(character: str, kind: str) -> tuple[float, float]:
    if kind == "ideograph":
        return 0.84, -0.07
    if kind in ("opening", "closing"):
        return 0.78, -0.16
    if kind in ("digit", "capital"):
        return 0.72, 0.0
    if kind != "lower-case":
        return (0.0, -0.14) if character == "_" else (0.0, 0.0)
    return 0.74 if character in TALL else 0.53, -0.2 if character in DESCENDING else 0.0
