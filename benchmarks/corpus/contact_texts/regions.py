"""Regions as senders write them: in full or short, with levels left out or repeated."""

from random import Random

from benchmarks.corpus.contact_texts.places import Place
from models.contacts.address.gazetteer import Division, Level

IN_FULL, SHORT_PROVINCE, ALL_SHORT, COLLOQUIAL = "full", "short province", "short", "colloquial"
SPELLINGS = {IN_FULL: 60, SHORT_PROVINCE: 18, ALL_SHORT: 12, COLLOQUIAL: 10}

COLLOQUIAL_PROVINCES = {
    "内蒙古自治区": ("内蒙", "内蒙古省"),
    "广西壮族自治区": ("广西省", "广西自治区"),
    "新疆维吾尔自治区": ("新疆省", "新疆自治区"),
    "宁夏回族自治区": ("宁夏省", "宁夏自治区"),
    "西藏自治区": ("西藏省",),
}
DIRECT = ("省直辖县级行政区划", "直辖县", "省直辖", "自治区直辖县级行政区划")
"""What forms print for the city of a district that is directly below its province."""


def levels_as_written(rng: Random, place: Place, town: str) -> tuple[str, ...]:
    """Returns the names of the levels as a sender writes them, with repeated and without missing levels.

    A level is left out only if the rest names one place. `town` is the town that follows.
    """
    spelling = rng.choices(list(SPELLINGS), list(SPELLINGS.values()))[0]
    names = [_spelled(rng, place, index, spelling) for index in range(len(place.in_name))]
    if rng.random() < 0.12:
        return tuple(_repeated(rng, place, names))
    return tuple(_shortened(rng, place, names, town))


def _spelled(rng: Random, place: Place, index: int, spelling: str) -> str:
    """Returns the name of a level in a spelling. Ambiguous short names are written in full."""
    name = place.in_name[index]
    stem = Division(name, Level.DISTRICT).stem
    is_province, is_lowest = index == 0, index == len(place.in_name) - 1
    if spelling == COLLOQUIAL and is_province and name in COLLOQUIAL_PROVINCES:
        return rng.choice(COLLOQUIAL_PROVINCES[name])
    if spelling == COLLOQUIAL and name.endswith(("自治州", "自治县")):
        return rng.choice((stem, stem + name[-1], stem + name[-1]))
    others = (Division(other, Level.DISTRICT).stem for other in place.in_name if other is not name)
    if is_lowest and (len(stem) < 2 or stem in others or not place.is_unique_in_province):
        return name
    is_short = spelling == ALL_SHORT or (spelling == SHORT_PROVINCE and is_province)
    return stem if is_short else name


def _repeated(rng: Random, place: Place, names: list[str]) -> list[str]:
    """Returns the names with one level repeated, in full or short, or with the city before the province."""
    index = rng.randrange(len(names))
    full = place.in_name[index]
    again = [full] if index == len(names) - 1 else [full, Division(full, Level.DISTRICT).stem]
    if len(names) == 3 and rng.random() < 0.2:
        return [names[1], *names]
    return [
        *names[:index],
        rng.choice(again),
        *([full] if full != names[index] else [names[index]]),
        *names[index + 1 :],
    ]


def _shortened(rng: Random, place: Place, names: list[str], town: str) -> list[str]:
    """Returns the names without those levels that the others imply."""
    choice, lowest = rng.random(), place.in_name[-1]
    if not place.city and choice < 0.25:
        return [names[0], rng.choice(DIRECT), names[1]]
    if place.province == place.city and len(names) == 2 and choice < 0.06:
        return [names[0], "市辖区", names[1]]
    if choice < 0.12 and place.is_unique and len(lowest) > 2:
        return [lowest]
    return _of_three(choice, place, names, town) if len(names) == 3 else names


def _of_three(choice: float, place: Place, names: list[str], town: str) -> list[str]:
    """Returns the names of province, city and district without one of them."""
    lowest = place.in_name[-1]
    if choice < 0.18 and place.is_unique_in_province and len(lowest) > 2:
        return [names[0], lowest]
    if choice < 0.38:
        return names[1:]
    return names[:2] if choice < 0.44 and town and place.has_unique_town(town) else names
