"""The same contact in the formats of forms, and in those in which people write it."""

from collections.abc import Sequence

import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column, line, page

LIN = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")
ZHANG = Contact("张三", "13112345678", "广东省", "深圳市", "龙岗区", "五和大道华为D区")


@pytest.mark.parametrize(
    "lines",
    [
        ("收件人 林晓雯", "联系电话 13822334455", "收货地址 江苏省苏州市吴中区金山路88号"),
        ("收货人姓名：林晓雯", "收货人电话：13822334455", "收货人地址：江苏省苏州市吴中区金山路88号"),
        ("姓 名：林晓雯", "电 话：138-2233-4455", "地 址：江苏省苏州市吴中区金山路88号"),
        ("【收件人】林晓雯", "【手机号】13822334455", "【地址】江苏省苏州市吴中区金山路88号"),
        ("【收件人】林晓雯【手机号】13822334455【地址】江苏省苏州市吴中区金山路88号",),
        ("[收件人]林晓雯 [手机号]13822334455 [地址]江苏省苏州市吴中区金山路88号",),
        ("1. 姓名：林晓雯", "2. 电话：13822334455", "3. 地址：江苏省苏州市吴中区金山路88号"),
        ("1、姓名：林晓雯", "2、电话：13822334455", "3、地址：江苏省苏州市吴中区金山路88号"),
        ("①姓名：林晓雯", "②电话：13822334455", "③地址：江苏省苏州市吴中区金山路88号"),
        ("姓名：林晓雯 电话：13822334455 地址：江苏省苏州市吴中区金山路88号",),
        ("姓名林晓雯电话13822334455地址江苏省苏州市吴中区金山路88号",),
        (
            "From: 王强 13911112222",
            "上海市浦东新区张杨路500号",
            "To: 林晓雯 13822334455",
            "江苏省苏州市吴中区金山路88号",
        ),
    ],
)
def test_labels_before_values_are_recognized_in_many_formats(
    extractor: ContactExtractor, lines: Sequence[str]
) -> None:
    assert extractor.contact_of(column(*lines)) == LIN


def test_a_row_of_labels_applies_to_the_row_of_values_below(extractor: ContactExtractor) -> None:
    table = page(
        *(line("姓名", 40, 100), line("电话", 200, 100), line("地址", 420, 100)),
        *(line("林晓雯", 40, 150), line("13822334455", 200, 150)),
        line("江苏省苏州市吴中区金山路88号", 420, 150),
    )

    assert extractor.contact_of(table) == LIN


@pytest.mark.parametrize(
    "text",
    [
        "张三 13112345678 广东省深圳市龙岗区五和大道华为D区",
        "张三,13112345678,广东深圳龙岗五和大道华为D区",
        "广东省深圳市龙岗区五和大道华为D区张三13112345678",
        "广东省深圳市龙岗区五和大道华为D区 张三收 13112345678",
        "张三/13112345678/广东省/深圳市/龙岗区/五和大道华为D区",
        "我叫张三，电话是13112345678，住在广东省深圳市龙岗区五和大道华为D区",
        "你好，帮我寄到广东省深圳市龙岗区五和大道华为D区，收件人张三，电话13112345678",
    ],
)
def test_a_contact_in_one_chat_message_is_extracted(extractor: ContactExtractor, text: str) -> None:
    assert extractor.contact_of(column(text)) == ZHANG


def test_a_latin_name_may_span_two_lines(extractor: ContactExtractor) -> None:
    bubble = column("苏州市吴中区金山路88号，Emily", "Chen，13822334455", step=30)

    assert extractor.contact_of(bubble) == Contact("Emily Chen", *LIN_REST)


def test_a_latin_name_joined_to_a_phone_number_is_separated(extractor: ContactExtractor) -> None:
    order = column("Emily Chen13822334455", "江苏省苏州市吴中区金山路88号")

    assert extractor.contact_of(order) == Contact("Emily Chen", *LIN_REST)


def test_a_name_with_another_phone_number_is_not_chosen(extractor: ContactExtractor) -> None:
    book = page(
        *(
            line("青禾家居", 40, 100),
            line("010-68012345", 200, 100),
            line("江苏省苏州市吴中区金山路88号", 40, 140),
        ),
        *(line("王强13911112222", 40, 240), line("上海市浦东新区张杨路500号", 40, 280)),
    )

    assert extractor.contact_of(book) == Contact("青禾家居", "010-68012345", *LIN_REST[1:])


def test_a_name_beside_a_job_is_recognized(extractor: ContactExtractor) -> None:
    card = page(
        *(line("董煜城", 60, 60, 40), line("工程师", 240, 76), line("云帆科技有限公司", 60, 120)),
        *(line("电话：0512-66778899", 60, 220), line("地址：苏州市吴中区金山路88号", 60, 260)),
    )

    assert extractor.contact_of(card).name == "董煜城"


def test_text_after_a_region_is_not_a_name(extractor: ContactExtractor) -> None:
    bubble = column("热依汗·玉素甫，", "138****4455，西藏自治区山", "南市曲松县梧桐巷42号", step=32)

    assert extractor.contact_of(bubble).name == "热依汗·玉素甫"


def test_a_town_name_with_sentence_words_is_part_of_an_address(extractor: ContactExtractor) -> None:
    chat = column("内蒙古自治区呼和浩特市武川县可可以力更镇望江东路292号", "稍等", "好的", step=60)

    assert extractor.contact_of(chat).detail_address == "可可以力更镇望江东路292号"


LIN_REST = ("13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")


@pytest.mark.parametrize(
    "lines",
    [
        ("林晓雯、138_2233_4455、江苏省-苏州市-吴中区-金山路88号",),
        ("1.林晓雯 2.13822334455 3.江苏省苏州市吴中区金山路88号",),
        ("“江苏省苏州市吴中区金山路88号”，“林晓雯”，“13822334455”",),
        ('{"name":"林晓雯","mobile":"13822334455","address":"江苏省苏州市吴中区金山路88号"}',),
        ("林晓雯→13822334455→中国江苏省苏州市吴中区金山路88号（急用）",),
        ("客户林晓雯 / 电:13822334455 / 江苏省苏州市吴中区金山路88号 / 谢谢",),
        ("详细地址：江苏省苏州市吴中区金山路88号(请放门口) - 姓名：林晓雯 - 13822334455（微信同号）",),
        ("林晓雯", " ", "13822334455", " ", "江苏，苏州，吴中", "金山路88号"),
        ("寄这里：", "（林晓雯）", "13822334455", "江苏省苏州市吴中区金山路88号215101——谢谢"),
        ("电话：13822334455/联系人：林晓雯/收货人地址  江苏苏州市吴中区 金山路88号",),
        ("To 林晓雯", "Tel 13822334455", "收货地址-江苏省>苏州市>吴中区金山路88号"),
    ],
)
def test_marks_of_every_kind_divide_fields(extractor: ContactExtractor, lines: Sequence[str]) -> None:
    assert extractor.contact_of(column(*lines)) == LIN


def test_a_region_and_the_rest_of_the_address_below_are_one_address(extractor: ContactExtractor) -> None:
    contact = extractor.contact_of(column("林晓雯 13822334455", "江苏 苏州 吴中", "翠竹大厦旁菜鸟驿站"))

    assert (contact.district, contact.detail_address) == ("吴中区", "翠竹大厦旁菜鸟驿站")


def test_an_empty_field_is_no_value_and_a_note_is_no_empty_field(extractor: ContactExtractor) -> None:
    form = column("收件人：林晓雯", "手机号码：13822334455 请放门口", "详细地址：请填写详细地址，如1号楼")

    assert extractor.contact_of(form) == Contact("林晓雯", "13822334455")


@pytest.mark.parametrize(
    "text",
    [
        "电话13822334455姓名林晓雯地址江苏省苏州市吴中区金山路88号",
        "江苏省苏州市吴中区金山路88号（收件人：林晓雯）（电话：13822334455）",
        "家住江苏省苏州市吴中区金山路88号（打不通请加微信），叫我林晓雯，电13822334455",
        "客户 林晓雯，（江苏 苏州吴中）金山路88号（请放门口），13822334455",
        "江苏省苏州市吴中区金山路88号 店长 林晓雯 13822334455",
        "江苏省苏州市吴中区金山路88号，收货人不变 林晓雯，电话 13822334455",
        "江苏省苏州市吴中区金山路88号（寄挂号信勿快递） 林晓雯 13822334455",
    ],
)
def test_joined_labels_brackets_and_notes_are_no_part_of_a_contact(
    extractor: ContactExtractor, text: str
) -> None:
    assert extractor.contact_of(column(text)) == LIN


def test_a_shop_in_brackets_is_no_name_if_a_name_follows_the_number(extractor: ContactExtractor) -> None:
    contact = extractor.contact_of(column("江苏省苏州市吴中区金山路88号（绿点奶茶） 13822334455 林晓雯"))

    assert (contact.name, contact.detail_address) == ("林晓雯", "金山路88号（绿点奶茶）")
