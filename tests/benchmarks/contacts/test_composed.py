from benchmarks.contacts.composed import Outcome, outcomes, right_counts
from benchmarks.corpus.contact_texts.style import Composed
from models.contacts.extraction import ContactExtractor
from models.page import Contact

LIN = Contact("林晓雯", "13822334455", "江苏省", "苏州市", "吴中区", "金山路88号")
TEXT = "林晓雯 13822334455 江苏省苏州市吴中区金山路88号"


def test_a_text_is_right_if_all_six_fields_are_right() -> None:
    right = Outcome(Composed("blanks", TEXT, LIN), LIN)
    wrong = Outcome(Composed("blanks", TEXT, LIN), Contact())

    assert right.wrong == {}
    assert wrong.wrong["name"] == ("", "林晓雯")
    counts = right_counts([right, wrong])
    assert (counts["name"], counts["all six"]) == (1, 1)


def test_each_style_is_written_with_each_seed() -> None:
    def write(style: str, seed: str) -> Composed:
        return Composed(style, f"{TEXT}{seed}", LIN)

    found = list(outcomes(ContactExtractor(), ("a", "b"), write, range(3)))

    assert [outcome.text.style for outcome in found] == ["a", "a", "a", "b", "b", "b"]
    assert found[1].found.detail_address == "金山路88号1"
