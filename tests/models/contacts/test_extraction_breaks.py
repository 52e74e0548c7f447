from collections.abc import Sequence

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
