import pytest

from models.contacts.extraction import ContactExtractor
from models.page import Contact
from tests.models.contacts.drawing import column

REGION = "江苏省苏州市吴中区"


def _contact(name: str, detail: str) -> Contact:
    return Contact(name, "13822334455", "江苏省", "苏州市", "吴中区", detail)


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        ("金山路 与 长虹路 交汇 华丰 国际 A2-112", "金山路与长虹路交汇华丰国际A2-112"),
        ("木渎镇 潘郎 高铁新区 智造园 5幢", "木渎镇潘郎高铁新区智造园5幢"),
        ("伏羲宾馆 前台", "伏羲宾馆前台"),
        ("十四道街 东侧 215101", "十四道街东侧"),
        ("彭高镇 王家寨 文化广场旁", "彭高镇王家寨文化广场旁"),
    ],
)
def test_words_before_a_place_in_their_line_are_places_too(
    extractor: ContactExtractor, words: str, detail: str
) -> None:
    text = f"林晓雯 13822334455 {REGION} {words}"

    assert extractor.contact_of(column(text)) == _contact("林晓雯", detail)


@pytest.mark.parametrize("name", ["马煜城", "庄小婷", "司马煜城"])
def test_a_name_may_begin_or_end_like_a_place(extractor: ContactExtractor, name: str) -> None:
    text = f"13822334455 {REGION}金山路88号 {name}"

    assert extractor.contact_of(column(text)) == _contact(name, "金山路88号")


def test_a_place_in_brackets_stays_if_the_name_has_a_label(extractor: ContactExtractor) -> None:
    text = f"{REGION}金山路88号（陶然居） 收件人 林晓雯 手机 13822334455"

    assert extractor.contact_of(column(text)) == _contact("林晓雯", "金山路88号（陶然居）")


def test_a_sentence_with_a_number_is_no_place(extractor: ContactExtractor) -> None:
    news = column("新闻", "上海市梧桐巷旧房改造完", "工，6471户居民搬回新家", "会议定于周五召开", step=30)

    assert extractor.contact_of(news) == Contact()
