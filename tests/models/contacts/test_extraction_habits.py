"""Contacts in the habits of many senders."""

import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column

REST = ("13822334455", "江苏省", "苏州市", "吴中区")
LIN = Contact("林晓雯", *REST, "金山路88号")


@pytest.mark.parametrize(
    "text",
    [
        "📞13822334455 📍江苏省苏州市吴中区金山路88号 👤林晓雯",
        "收件人---林晓雯 电话---13822334455 地址---江苏省苏州市吴中区金山路88号",
        "联系人/林晓雯 手机/13822334455 地址/江苏省苏州市吴中区金山路88号",
        "电话13822334455江苏省苏州市吴中区金山路88号收件人林晓雯",
        "老板：林晓雯 1382 2334 455 江苏省苏州市吴中区吴中区金山路88号",
        "江苏省苏州市吴中区金山路88号 林晓雯（代收：刘姐）13822334455",
        "江苏省苏州市(吴中区)金山路88号 215101 林晓雯 138OO334455".replace("OO3", "223"),
    ],
)
def test_a_contact_is_found_in_many_habits(extractor: ContactExtractor, text: str) -> None:
    assert extractor.contact_of(column(text)) == LIN


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("苏州市吴中区金山路88号 老王烧烤 王铁柱 13822334455", "金山路88号老王烧烤"),
        ("苏州市吴中区金山路 （幸福家园）5-1-301 王铁柱 13822334455", "金山路（幸福家园）5-1-301"),
        ("苏州市吴中区洪厝寮 35巷6号 王铁柱 13822334455", "洪厝寮35巷6号"),
        ("苏州市吴中区金山路东段 1号 旁边 小卖铺 王铁柱 13822334455", "金山路东段1号旁边小卖铺"),
    ],
)
def test_shops_and_villages_before_the_name_are_part_of_the_address(
    extractor: ContactExtractor, text: str, detail: str
) -> None:
    assert extractor.contact_of(column(text)) == Contact("王铁柱", *REST, detail)


@pytest.mark.parametrize(
    "lines",
    [
        ("林晓雯，电话1", "3822334455，江苏省苏", "州市吴中区金山路88号"),
        ("江苏省苏州市吴中区金山路88号", "林晓雯 收", "13822334455"),
        ("江苏省苏州市", "吴中区", "金山路88号", "林晓雯 13822334455"),
        ("13822334455，林晓", "雯，苏州市吴中区金山路88号"),
    ],
)
def test_a_contact_is_found_in_wrapped_lines(extractor: ContactExtractor, lines: tuple[str, ...]) -> None:
    assert extractor.contact_of(column(*lines, step=32)) == LIN
