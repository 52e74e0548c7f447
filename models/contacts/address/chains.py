"""Finds chains: consecutive names of divisions, each a part of the one before it (广东深圳市龙岗区)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.contacts.address.gazetteer import SHORTEST_NAME, Division, Gazetteer, Level

PUNCTUATION = r"[\s,.。·/\\_>|、:;()\[\]-]*"
DISTRICTS_OF_HONG_KONG = (
    "中西|东|南|湾仔|九龙城|观塘|深水埗|黄大仙|油尖旺|离岛|葵青|北|西贡|沙田|大埔|荃湾|屯门|元朗"
)
SEPARATORS = re.compile(
    rf"{PUNCTUATION}(?:雄安新区(?=[\s,]*(?:雄县|容城|安新))|市?辖[区县]|其[它他][区县]|null|(?:省|自治区)?直辖(?:县级)?(?:行政区划|行政单位|县级市|县)?|县级市"
    rf"|(?:新界|九龙|香?港岛)(?=[\s,]*(?:{DISTRICTS_OF_HONG_KONG})区)"
    rf"|(?:生产)?建设兵团(?:第?[一二三四五六七八九十]+师)?)?{PUNCTUATION}"
)
"""Text between two names: punctuation, what forms print for a missing level, such as 市辖区 and null, the
parts of Hong Kong above its districts, and the divisions of the corps in Xinjiang."""

WORD_AFTER_NAME = re.compile(
    r"[东南西北中上下大小新老支环一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|弄|胡同|村|镇|乡|湾)|"
    r"(?:桥|站(?!前)|广场|大厦|花园|公园|公寓|小区|新村|商城|商场|市场|医院|大学|学院|中学|小学|学校|酒店|宾馆|"
    r"饭店|银行|公司|集团)(?![东南西北中一二三四五六七八九十支]{0,2}(?:路|街|大道|巷|弄|胡同))"
)
"""The rest of a street or institution that begins with a short name: 路 in 北京路, 大学 in 南京大学.

大学路 and 广场路 are streets of their own.
"""

KIND_WORD = re.compile(r"新?[省市区县旗州盟]")
"""The kind of a division. A short name before it is the beginning of a full name: 朝阳 in 朝阳区."""

WORD_AFTER_CITY = re.compile(r"[场民委]|政(?!务)")
"""A character that forms another word with the 市 before it, such as 市场 and 市民."""


@dataclass(frozen=True, slots=True)
class DivisionChain:
    """A chain of division names: its end in the text and the lowest division that it names.

    `names` is the number of names. `length` is their total number of characters, without separators.
    `has_full_name`: at least one name is full.
    """

    end: int
    lowest: Division
    names: int
    length: int
    has_full_name: bool

    @property
    def is_one_short_name(self) -> bool:
        """Whether the chain is a single short name."""
        return self.names == 1 and not self.has_full_name

    def followed_by(self, end: int, division: Division, length: int, is_full: bool) -> "DivisionChain":
        """Returns the chain with one more name. The name has `length` characters and ends at `end`."""
        return DivisionChain(
            end=end,
            lowest=max(self.lowest, division, key=lambda either: either.level),
            names=self.names + 1,
            length=self.length + length,
            has_full_name=self.has_full_name or is_full,
        )


class ChainFinder:
    """Finds the chains of a gazetteer's names in normalized text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def at(self, text: str, start: int, short_districts: bool = False) -> list[DivisionChain]:
        """Returns the longest chains that begin at `start`. There are several if the names are ambiguous.

        `short_districts` also lets the short name of a district (义乌) begin a chain.
        """
        first = list(self._first_names(text, start, short_districts))
        return self.extended(text, *first) if first else []

    def extended(self, text: str, *chains: DivisionChain) -> list[DivisionChain]:
        """Extends each chain by the names that follow it, and returns the longest chains."""
        growing, finished = list(chains), []
        while growing:
            chain = growing.pop()
            growing += (longer := list(self._next_names(text, chain)))
            if not longer:
                finished.append(chain)
        longest = max((chain.length for chain in finished), default=0)
        return [chain for chain in finished if chain.length == longest]

    def _first_names(self, text: str, start: int, short_districts: bool) -> Iterator[DivisionChain]:
        for end, division, is_full in self._gazetteer.divisions_at(text, start):
            length = end - start
            short_counts = short_districts or division.level < Level.DISTRICT
            can_begin = length > SHORTEST_NAME if is_full else short_counts
            if can_begin and not self._starts_other_word(text, end, is_full, division):
                yield DivisionChain(end, division, names=1, length=length, has_full_name=is_full)

    def _next_names(self, text: str, chain: DivisionChain) -> Iterator[DivisionChain]:
        start = past_separators(text, chain.end)
        for end, division, is_full in self._gazetteer.divisions_at(text, start):
            if not self._can_follow(
                chain.lowest, division, is_full or bool(self._gazetteer.town_at(text, end))
            ):
                continue
            if self._starts_other_word(text, end, is_full, division):
                continue
            if (
                not is_full
                and self._gazetteer.town_at(text, start)
                and not self._part_at(text, end, division)
            ):
                continue
            yield chain.followed_by(end, division, end - start, is_full)

    @staticmethod
    def _can_follow(above: Division, division: Division, is_clear: bool) -> bool:
        """Whether a division may follow `above`: a part of it, a division around it, or the same one again.

        A district may be repeated by its full name, or before a town. `is_clear` is true for both.
        """
        if division is above:
            return is_clear or division.level < Level.DISTRICT
        return division.within(above) or above.within(division)

    def _starts_other_word(self, text: str, end: int, is_full: bool, division: Division) -> bool:
        """Whether a name is only the beginning of another word: 北京路, 上海市场, 朝阳 in 朝阳区.

        The name of a part or a town that follows is no such word: 民勤县 after 武威市.
        """
        if is_full:
            is_word = text[end - 1] == "市" and bool(WORD_AFTER_CITY.match(text, end))
        elif KIND_WORD.match(text, end):
            return not any(part.within(division) for _, part, _ in self._gazetteer.divisions_at(text, end))
        else:
            is_word = bool(WORD_AFTER_NAME.match(text, end))
        return is_word and not self._gazetteer.town_at(text, end) and not self._part_at(text, end, division)

    def _part_at(self, text: str, start: int, division: Division) -> bool:
        """Whether a full name or the name of a part begins at `start`: 路桥区 after 台州, 镇沅 after 普洱."""
        return any(
            is_full or (part is not division and part.within(division))
            for _, part, is_full in self._gazetteer.divisions_at(text, start)
        )


def past_separators(text: str, start: int) -> int:
    """Returns the position of the first character after the separators that begin at `start`."""
    separators = SEPARATORS.match(text, start)
    return separators.end() if separators else start
