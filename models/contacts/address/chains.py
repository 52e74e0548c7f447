"""Names of divisions that follow one another in a text, each within the one before: 广东深圳市龙岗区."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.contacts.address.gazetteer import Division, Gazetteer, Level

BETWEEN = re.compile(
    r"[\s,.·/\\_>|、:;-]*(?:市辖区|其[它他]区|null|(?:省|自治区)直辖县级行政区划|县级市)?[\s,./_>|-]*"
)
"""What may stand between two names: signs, and what forms write where nothing was chosen."""

PLACE = re.compile(
    r"[东南西北中上下大小新老一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|弄|胡同|村|镇|乡|湾)|"
    r"桥|站(?!前)|广场|大厦|花园|公园|公寓|小区|新村|商城|商场|市场|医院|大学|学院|中学|小学|学校|酒店|宾馆|"
    r"饭店|银行|公司|集团"
)
KIND = re.compile(r"新?[省市区县旗州盟]")
NOT_A_CITY = re.compile(r"[场民政委]")
"""After 市: 市场 and 市民 are words of their own."""


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the names reach, the lowest division they name, how many names and letters they are."""

    end: int
    lowest: Division
    names: int = 0
    letters: int = 0
    in_full: bool = False


class Chains:
    """Finds the chains of a gazetteer in folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def at(self, text: str, start: int, bare: bool = False) -> list[Chain]:
        """The longest chains from a place on; several where the names leave it open which division is meant.

        `bare` lets a district's name without its kind (义乌) begin a chain.
        """
        begun = list(self._begun(text, start, bare))
        return self.grown(text, *begun) if begun else []

    def grown(self, text: str, *chains: Chain) -> list[Chain]:
        """The longest of what chains become when every name that follows is taken in."""
        growing, finished = list(chains), []
        while growing:
            chain = growing.pop()
            growing += (longer := list(self._continued(text, chain)))
            if not longer:
                finished.append(chain)
        most = max((chain.letters for chain in finished), default=0)
        return [chain for chain in finished if chain.letters == most]

    def _begun(self, text: str, start: int, bare: bool) -> Iterator[Chain]:
        for end, division, in_full in self._gazetteer.named_at(text, start):
            if in_full and end - start > 2 and not self._is_another_word(text, end, in_full):
                yield Chain(end, division, 1, end - start, True)
            counts = bare or division.level < Level.DISTRICT
            if not in_full and counts and not self._is_another_word(text, end, in_full):
                yield Chain(end, division, 1, end - start)

    def _continued(self, text: str, chain: Chain) -> Iterator[Chain]:
        gap = BETWEEN.match(text, chain.end)
        start = gap.end() if gap else chain.end
        for end, division, in_full in self._gazetteer.named_at(text, start):
            if self._follows(chain.lowest, division, in_full) and not self._is_another_word(
                text, end, in_full
            ):
                lowest = max(chain.lowest, division, key=lambda one: one.level)
                letters = chain.letters + end - start
                yield Chain(end, lowest, chain.names + 1, letters, chain.in_full or in_full)

    @staticmethod
    def _follows(above: Division, division: Division, in_full: bool) -> bool:
        """A part of what was named, or the same again; a district is said again in full only."""
        if division is above:
            return in_full or division.level < Level.DISTRICT
        return division.within(above) or above.within(division)

    def _is_another_word(self, text: str, end: int, in_full: bool) -> bool:
        """Whether a name is only the beginning of something else: 北京路, 上海市场, 朝阳 in 朝阳区."""
        if in_full:
            return text[end - 1] == "市" and bool(NOT_A_CITY.match(text, end))
        if KIND.match(text, end):
            return True
        place = PLACE.match(text, end)
        return bool(place) and not self._gazetteer.town_at(text, end) and not self._district_at(text, end)

    def _district_at(self, text: str, start: int) -> bool:
        """Whether a division's full name stands there: 路桥区 after 台州."""
        return any(in_full for _, _, in_full in self._gazetteer.named_at(text, start))
