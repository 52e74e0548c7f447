import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column, line, page

LIN = ("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区")
HOME = "木渎镇金山路88号翠竹苑12幢303室"


def test_form_values_beside_their_labels_are_extracted(extractor: ContactExtractor) -> None:
    form = page(
        *(line("收件人", 40, 100), line("林晓雯", 200, 100)),
        *(line("手机号码", 40, 150), line("138 2233 4455", 200, 150)),
        *(line("所在地区", 40, 200), line("江苏省 苏州市 吴中区", 200, 200)),
        *(line("详细地址", 40, 250), line("木渎镇金山路88号翠竹苑12幢", 200, 250), line("303室", 200, 282)),
        *(line("邮政编码", 40, 330), line("215101", 200, 330), line("保存", 300, 420)),
    )

    assert extractor.contact_of(form) == Contact(*LIN, HOME)


def test_form_values_below_their_labels_are_extracted(extractor: ContactExtractor) -> None:
    form = page(
        *(line("姓名", 40, 100, 18), line("林晓雯", 40, 126)),
        *(line("联系电话", 40, 170, 18), line("0512-66778899转802", 40, 196)),
        *(line("地址", 40, 240, 18), line("江苏省苏州市吴中区金山路88号", 40, 266)),
    )

    expected = Contact("林晓雯", "0512-66778899-802", "江苏省", "苏州市", "吴中区", "金山路88号")
    assert extractor.contact_of(form) == expected


def test_a_form_with_a_field_for_each_level_of_the_region_is_extracted(extractor: ContactExtractor) -> None:
    form = column(
        *("省份：江苏", "城市：苏州市", "区县：吴中区", f"街道地址：{HOME}"),
        *("收货人：林晓雯", "手机：13822334455"),
    )

    assert extractor.contact_of(form) == Contact(*LIN, HOME)


def test_a_form_in_traditional_characters_keeps_them(extractor: ContactExtractor) -> None:
    form = column("收件人：林曉雯", "聯絡電話：0912-345-678", "地址：臺北市大安區忠孝東路四段100號5樓")

    expected = Contact("林曉雯", "0912-345-678", "台湾省", "台北市", "大安区", "忠孝東路四段100號5樓")
    assert extractor.contact_of(form) == expected


def test_an_english_form_is_extracted(extractor: ContactExtractor) -> None:
    form = page(
        *(line("Recipient", 40, 100, 18), line("Emily Chen", 40, 126)),
        *(line("Phone Number", 40, 170, 18), line("+86 138 2233 4455", 40, 196)),
        *(line("Address", 40, 240, 18), line("Room 502, 99 Wensan Road", 40, 266)),
    )

    expected = Contact("Emily Chen", "13822334455", "", "", "", "Room 502, 99 Wensan Road")
    assert extractor.contact_of(form) == expected


def test_a_chat_bubble_over_several_lines_is_one_contact(extractor: ContactExtractor) -> None:
    chat = page(
        *(line("陈列", 330, 30, 28), line("昨天 14:20", 310, 80, 16), line("发下收货信息", 110, 130)),
        line("林晓雯 13822334455 江苏省苏州市吴", 180, 200),
        line("中区木渎镇金山路88号翠竹苑12", 180, 232),
        *(line("幢303室", 180, 264), line("好的，收到", 110, 340)),
    )

    assert extractor.contact_of(chat) == Contact(*LIN, HOME)


def test_several_chat_bubbles_are_one_contact(extractor: ContactExtractor) -> None:
    chat = page(
        *(line("地址发我一下", 60, 100), line("苏州市吴中区金山路88号", 300, 180)),
        *(line("13822334455", 420, 260), line("林晓雯", 480, 340), line("好的", 60, 420)),
    )

    assert extractor.contact_of(chat) == Contact(*LIN, "金山路88号")


def test_a_contact_in_a_sentence_is_extracted(extractor: ContactExtractor) -> None:
    sentence = column("麻烦寄给林晓雯，电话13822334455，地址苏州市吴中区金山路88号，谢谢")

    assert extractor.contact_of(sentence) == Contact(*LIN, "金山路88号")


def test_an_order_with_a_masked_phone_number_is_extracted(extractor: ContactExtractor) -> None:
    order = page(
        *(line("订单详情", 300, 30, 28), line("待收货", 40, 90, 30)),
        *(line("林晓雯", 90, 170, 26), line("138****4455", 210, 172)),
        line("江苏省苏州市吴中区木渎镇金山路88号翠竹苑", 90, 210),
        *(line("12幢303室", 90, 242), line("优品生活旗舰店", 40, 320)),
        *(line("纯棉毛巾三条装", 200, 360), line("¥39.90", 600, 360)),
        *(line("订单编号", 40, 450, 20), line("2024051213822334455", 400, 450, 20)),
        *(line("下单时间", 40, 490, 20), line("2024-05-12 13:45:20", 400, 490, 20)),
    )

    assert extractor.contact_of(order) == Contact("林晓雯", "138****4455", *LIN[2:], HOME)


def test_the_first_entry_of_an_address_book_is_chosen(extractor: ContactExtractor) -> None:
    book = page(
        line("收货地址", 300, 30, 28),
        *(line("林晓雯", 40, 120), line("13822334455", 200, 120), line("编辑", 640, 140)),
        *(
            line("默认", 40, 160, 18),
            line("家", 90, 160, 18),
            line(f"江苏省苏州市吴中区{HOME}", 130, 158, 20),
        ),
        *(line("王强", 40, 260), line("139****0011", 200, 260), line("编辑", 640, 280)),
        *(line("公司", 40, 300, 18), line("上海市浦东新区张杨路500号", 100, 298, 20)),
    )

    assert extractor.contact_of(book) == Contact(*LIN, HOME)


def test_region_and_detail_in_two_rows_are_one_address(extractor: ContactExtractor) -> None:
    card = page(
        line("江苏 苏州市 吴中区 木渎镇", 40, 100, 18),
        *(line("金山路88号翠竹苑12幢303室", 40, 130, 28), line("林晓雯 13822334455", 40, 175, 20)),
    )

    assert extractor.contact_of(card) == Contact(*LIN, HOME)


@pytest.mark.parametrize(("sender", "recipient"), [(100, 260), (260, 100)])
def test_on_a_shipping_label_the_recipient_is_chosen(
    extractor: ContactExtractor, sender: int, recipient: int
) -> None:
    label = page(
        *(line("顺丰速运", 40, 20), line("SF1382233445566", 300, 20)),
        *(line("寄", 40, sender, 30), line("王强 021-58667788", 100, sender)),
        line("上海市浦东新区张杨路500号", 100, sender + 40),
        *(line("收", 40, recipient, 30), line("林晓雯 13822334455", 100, recipient)),
        line("江苏省苏州市吴中区金山路88号", 100, recipient + 40),
    )
    in_order = page(*sorted(label.lines, key=lambda one: float(one.quad[0, 1])))

    assert extractor.contact_of(in_order) == Contact(*LIN, "金山路88号")


def test_on_a_shipping_label_with_two_columns_the_recipient_is_chosen(extractor: ContactExtractor) -> None:
    label = page(
        *(line("寄件人：王强", 40, 100), line("收件人：林晓雯", 400, 100)),
        *(line("电话：021-58667788", 40, 140), line("电话：13822334455", 400, 140)),
        *(line("地址：上海市浦东新区", 40, 180), line("地址：江苏省苏州市吴中", 400, 180)),
        *(line("张杨路500号", 40, 212), line("区金山路88号", 400, 212)),
    )

    assert extractor.contact_of(label) == Contact(*LIN, "金山路88号")


def test_the_sender_is_chosen_without_a_recipient(extractor: ContactExtractor) -> None:
    label = column("寄件人：林晓雯", "电话：13822334455", "地址：苏州市吴中区金山路88号")

    assert extractor.contact_of(label) == Contact(*LIN, "金山路88号")


def test_a_business_card_is_extracted(extractor: ContactExtractor) -> None:
    card = page(
        *(line("云帆科技有限公司", 60, 60, 30), line("林晓雯", 60, 160, 44), line("销售总监", 220, 176)),
        *(line("手机：138 2233 4455", 60, 260), line("电话：0512-6677 8899", 60, 300)),
        *(line("邮箱：lin@yunfan.example", 60, 340), line("地址：苏州市吴中区金山路88号6层", 60, 380)),
    )

    assert extractor.contact_of(card) == Contact(*LIN, "金山路88号6层")


def test_a_job_joined_to_a_name_is_separated(extractor: ContactExtractor) -> None:
    card = column("林晓雯设计师", "云帆科技有限公司", "手机：13822334455", "地址：苏州市吴中区金山路88号")

    assert extractor.contact_of(card) == Contact(*LIN, "金山路88号")


def test_an_english_business_card_is_extracted(extractor: ContactExtractor) -> None:
    card = page(
        *(
            line("Alice Johnson", 60, 60, 40),
            line("Sales Manager", 60, 110),
            line("Acme Trading Ltd.", 60, 150),
        ),
        *(line("Tel: +1 415 555 0132", 60, 220), line("Email: alice@acme.example", 60, 260)),
    )

    assert extractor.contact_of(card) == Contact("Alice Johnson", "+14155550132")


@pytest.mark.parametrize(
    "name", ["谢先生", "王女士", "小熊烘焙坊", "阿依古丽·吐尔逊", "周**", "Emily Chen", "吴婷(女士)"]
)
def test_names_keep_their_original_spelling(extractor: ContactExtractor, name: str) -> None:
    assert extractor.contact_of(column(f"{name} 13822334455 苏州市吴中区金山路88号")).name == name


def test_the_first_of_several_phone_numbers_is_chosen(extractor: ContactExtractor) -> None:
    form = column("收件人：林晓雯", "电话：13822334455 / 13911112222", "客服电话：400-820-1234")

    assert extractor.contact_of(form).phone == "13822334455"
