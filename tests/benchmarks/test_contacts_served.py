import json
from pathlib import Path

from benchmarks.contacts_served import Answer, Picture, Tally, pictures, tally
from models.page import Contact

LIN = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")
HALF = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路")
OTHER = Contact("林晓", "1382233", "江苏省", "苏州市", "吴中区", "金山路88号")


def _answer(truth: Contact, found: Contact, milliseconds: float = 1.0) -> Answer:
    return Answer(Picture(Path("a.png"), "kind", truth), found, milliseconds)


def test_a_contact_is_right_where_all_six_fields_are_exactly_right() -> None:
    answers = [_answer(LIN, LIN, 3.0), _answer(LIN, HALF, 2.0), _answer(LIN, OTHER), _answer(LIN, Contact())]

    assert tally(answers) == Tally(4, 1, 2, 0, 0, 1.5)


def test_what_is_given_for_a_picture_without_a_contact_is_counted() -> None:
    answers = [_answer(Contact(), Contact()), _answer(Contact(), Contact(name="林"))]

    assert tally(answers) == Tally(0, 0, 0, 2, 1, 1.0)


def test_what_is_wrong_is_told_with_what_was_found_and_with_the_truth() -> None:
    assert _answer(LIN, HALF).wrong == {"detail_address": ("金山路", "金山路88号")}


def test_rows_of_the_rendered_pages_are_pictures(tmp_path: Path) -> None:
    contact = dict.fromkeys(("name", "phone", "province", "city", "district", "detail_address"), "")
    row = {"image": "images/a.png", "kind": "none-codes", "contact": contact, "lines": []}
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    assert list(pictures(tmp_path)) == [Picture(tmp_path / "images" / "a.png", "none-codes", Contact())]
