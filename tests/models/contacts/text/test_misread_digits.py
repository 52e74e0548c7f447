import pytest

from models.contacts.text.misread_digits import with_digits


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("林晓雯 138OO334455", "林晓雯 13800334455"),
        ("l382233445S", "13822334455"),
        ("138-2Z33-44SS", "138-2233-4455"),
        ("1B822334455李四", "18822334455李四"),
        ("1382233445S-802", "13822334455-802"),
        ("O512-6677B899", "O512-6677B899"),
        ("O512-667788OO", "0512-66778800"),
    ],
)
def test_letters_in_a_phone_number_are_read_as_digits(read: str, number: str) -> None:
    assert with_digits(read) == number


@pytest.mark.parametrize("text", ["SF13822334455", "13S50B12345X", "12BO2334455", "I38OO334SSS", "Bill 138"])
def test_codes_and_words_keep_their_letters(text: str) -> None:
    assert with_digits(text) == text
