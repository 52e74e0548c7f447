import numpy as np

from models.recognition.doubt.alternatives import SURE_SCORE, Alternative
from models.recognition.doubt.decision import decided, doubtful, usable


def test_only_characters_that_a_rule_may_change_are_doubtful() -> None:
    characters = ["申", "7", "(", "é", "b", "l", "'"]

    assert doubtful(characters, np.full(7, 0.5, np.float32)) == [0, 2, 3, 5, 6]


def test_sure_characters_are_not_doubtful() -> None:
    scores = np.array([SURE_SCORE - 0.01, SURE_SCORE + 0.01], np.float32)

    assert doubtful(["申", "核"], scores) == [0]


def test_all_rules_are_applied() -> None:
    assert "".join(decided("申核", {0: Alternative("审", 0.5)})) == "审核"
    assert "".join(decided('("a":1}', {0: Alternative("{", 0.5)})) == '{"a":1}'
    assert "".join(decided("ltem", {0: Alternative("I", 0.5)})) == "Item"


def test_the_rules_use_ideographs_brackets_quotation_marks_and_letters() -> None:
    assert set('审({"Ia') <= usable()
    assert not set("7é，") & usable()
