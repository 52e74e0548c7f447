import re
from random import Random

from benchmarks.corpus.contact_texts.parts import CLEAR_NAMES, mobile, other_phone, parts


def test_the_true_number_has_the_digits_of_the_written_one() -> None:
    for seed in range(200):
        for written, number in (mobile(Random(seed)), other_phone(Random(seed))):
            digits = re.sub(r"[^\d*]", "", written)
            assert re.sub(r"[^\d*]", "", digits.translate({0xFF10 + n: str(n) for n in range(10)})).endswith(
                re.sub(r"[^\d*]", "", number)
            )


def test_clear_parts_have_plain_numbers_and_names() -> None:
    for seed in range(100):
        said = parts(Random(seed), "contacts", clear=True)

        assert said.phone == said.truth.phone
        assert re.fullmatch(r"[\u4e00-\u9fff·]{2,}", said.name)
    assert set(CLEAR_NAMES) == {"person", "titled", "dotted"}


def test_the_true_detail_is_all_pieces_in_one() -> None:
    said = parts(Random(1), "contacts_held_out")

    assert said.truth.detail_address == "".join(said.detail)
