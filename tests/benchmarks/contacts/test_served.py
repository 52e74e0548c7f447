import json
from pathlib import Path

from benchmarks.contacts.served import Answer, Picture, Tally, pictures, tally
from models.page import Contact

LIN = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")
WITHOUT_HOUSE_NUMBER = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路")
WRONG_NAME_AND_PHONE = Contact("林晓", "1382233", "江苏省", "苏州市", "吴中区", "金山路88号")


def _answer(truth: Contact, found: Contact, milliseconds: float = 1.0) -> Answer:
    return Answer(Picture(Path("a.png"), "kind", truth), found, milliseconds)


def test_a_contact_is_right_if_all_six_fields_are_right() -> None:
    answers = [
        _answer(LIN, LIN, 3.0),
        _answer(LIN, WITHOUT_HOUSE_NUMBER, 2.0),
        _answer(LIN, WRONG_NAME_AND_PHONE),
        _answer(LIN, Contact()),
    ]

    assert tally(answers) == Tally(
        with_contact=4, all_six=1, phone=2, without_contact=0, not_empty=0, milliseconds=1.5
    )


def test_contacts_returned_for_pictures_without_one_are_counted() -> None:
    answers = [_answer(Contact(), found) for found in (Contact(), Contact(), Contact(name="林"))]

    assert tally(answers) == Tally(
        with_contact=0, all_six=0, phone=0, without_contact=3, not_empty=1, milliseconds=1.0
    )


def test_a_wrong_field_is_reported_with_its_returned_and_true_value() -> None:
    assert _answer(LIN, WITHOUT_HOUSE_NUMBER).wrong == {"detail_address": ("金山路", "金山路88号")}


def test_each_row_of_the_labels_is_a_picture(tmp_path: Path) -> None:
    contact = dict.fromkeys(("name", "phone", "province", "city", "district", "detail_address"), "")
    row = {"image": "images/a.png", "kind": "none-codes", "contact": contact, "lines": []}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    assert list(pictures(tmp_path)) == [Picture(tmp_path / "images" / "a.png", "none-codes", Contact())]
