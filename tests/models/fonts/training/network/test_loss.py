from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is only installed for training")

from models.fonts.training.network.loss import FontLoss  # noqa: E402  # it imports torch


def loss_and_accuracy(lines: Any, labels: list[int], margin: float = 0.0) -> tuple[float, float]:
    loss, accuracy = font_loss()(lines, torch.tensor(labels), margin)
    return float(loss.detach()), float(accuracy)


def font_loss() -> FontLoss:
    """Returns a loss for three families. The first has two classes, the first two have one style.

    The point of each class is an axis of its own.
    """
    result = FontLoss(torch.tensor([0, 0, 1, 2]), torch.tensor([0, 0, 0, 1]))
    result.points.data = torch.eye(4, 128)
    return result


def test_an_embedding_at_the_point_of_its_class_has_almost_no_loss() -> None:
    loss, accuracy = loss_and_accuracy(torch.eye(4, 128), [0, 1, 2, 3])

    assert loss < 1e-6
    assert accuracy == 1


def test_a_wrong_class_of_the_family_has_less_loss_than_a_wrong_family() -> None:
    line = torch.eye(4, 128)[:1]
    same_family, same_family_accuracy = loss_and_accuracy(line, [1])
    other_family, other_family_accuracy = loss_and_accuracy(line, [2])

    assert 0 < same_family < other_family
    assert (same_family_accuracy, other_family_accuracy) == (1, 0)


def test_a_wrong_family_of_the_style_has_less_loss_than_a_wrong_style() -> None:
    line = torch.eye(4, 128)[:1]

    assert loss_and_accuracy(line, [2])[0] < loss_and_accuracy(line, [3])[0]


def test_a_margin_raises_the_loss_and_keeps_the_accuracy() -> None:
    line = torch.tensor([[1.0, 0, 0.9] + [0] * 125])
    plain, plain_accuracy = loss_and_accuracy(line / line.norm(), [0])
    with_margin, margin_accuracy = loss_and_accuracy(line / line.norm(), [0], 0.3)

    assert plain < with_margin
    assert plain_accuracy == margin_accuracy == 1
