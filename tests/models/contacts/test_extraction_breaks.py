from collections.abc import Sequence
from dataclasses import astuple

import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column

LIN = ("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区")


@pytest.mark.parametrize(
    "lines",
    [
        ("13822334455，苏州市吴中区金山路88号，林", "晓雯"),
        ("苏州市吴中区金山路88号，13822334455，林晓", "雯"),
        ("苏州市吴中区金山路88号，林晓雯，1382233", "4455"),
        ("林晓雯，13822334455，苏州市吴", "中区金山路88号"),
    ],
)
def test_a_name_a_phone_number_and_a_region_may_span_two_lines(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    assert extractor.contact_of(column(*lines, step=30)) == Contact(*LIN, "金山路88号")


def test_a_shop_beside_the_phone_number_is_preferred_to_a_person_below(extractor: ContactExtractor) -> None:
    book = column(
        "青禾家居 13822334455", "苏州市吴中区金山路88号", "王强 13911112222", "上海市浦东新区张杨路500号"
    )

    assert extractor.contact_of(book) == Contact("青禾家居", *LIN[1:], "金山路88号")


def test_a_labelled_phone_number_may_span_two_lines(extractor: ContactExtractor) -> None:
    label = column("收件人：林晓雯", "电话：138 2233", "4455", "地址：苏州市吴中区金山路88号", step=32)

    assert extractor.contact_of(label) == Contact(*LIN, "金山路88号")


WRAPPED = [
    ("林晓雯，13822334455，江苏省苏州", "市吴中区金山路88号翠竹苑12幢3", "单元"),
    ("江苏省苏州市吴中区金山路88号翠竹", "苑12幢3单元林晓雯", "13822334455"),
    ("收件人：林晓雯，电话：13822334455，收货", "地址：江苏省苏州市吴中区金山路88号翠竹苑", "12幢3单元"),
    ("江苏省苏州市吴中区金山路88号翠竹苑12幢3单元，邮编：", "215101，林晓雯，+86", "13822334455"),
    ("地址：江苏省苏州市吴中区金山路88号翠竹苑12", "幢3单元；联系", "人：林晓雯 13822334455"),
]


@pytest.mark.parametrize("lines", WRAPPED)
def test_a_text_that_a_narrow_box_wraps_is_one_contact(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    found = extractor.contact_of(column(*lines, step=34))

    expected = ("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号翠竹苑12幢3单元")
    assert astuple(found) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("热依汗 · 玉素甫 13822334455", "江苏省苏州市吴中区金山路88号"),
        ("江苏省苏州市吴中区金山路88号热依汗· 玉素甫", "１ 3 8 2 2 3 3 4 4 5 5"),
    ],
)
def test_blanks_that_ocr_reads_in_names_and_numbers_are_removed(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    found = extractor.contact_of(column(*lines))

    assert (found.name, found.phone) == ("热依汗·玉素甫", "13822334455")


@pytest.mark.parametrize(
    "lines",
    [
        ("姓名.林晓雯", "手机·13822334455", "地址；江苏省苏州市吴中区金山路88号"),
        ("□ 姓名：林晓雯", "Q 手机：1382233 4455", "A 地址：江苏省苏州市吴中区金山路88号"),
        ("姓名：林晓雯手机：1382233445S地址：江苏省苏州市吴中区金山路88号",),
        ("林晓雯 ： 138 2233  4455", "江苏省丨苏州市︱吴中区金山路88号复制"),
        ("林晓雯:电话138-2233- 4455", "江苏省，苏州市。吴中区金山路88号 〉"),
        ("收件人：林 晓 雯", "1 3822334455", "江苏省苏州市吴中区金山路88号"),
    ],
)
def test_marks_blanks_and_icons_may_be_read_otherwise(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    contact = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")

    assert extractor.contact_of(column(*lines)) == contact
