from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is installed by those who train")

from models.fonts.training.network.loss import FontLoss  # noqa: E402  # it imports torch


def cost_and_right(lines: Any, labels: list[int], margin: float = 0.0) -> tuple[float, float]:
    cost, right = loss()(lines, torch.tensor(labels), margin)
    return float(cost.detach()), float(right)


def loss() -> FontLoss:
    """Three families, the first of two classes, the first two of one style; each class has an axis."""
    made = FontLoss(torch.tensor([0, 0, 1, 2]), torch.tensor([0, 0, 0, 1]))
    made.points.data = torch.eye(4, 128)
    return made


def test_lines_beside_the_point_of_their_class_cost_next_to_nothing() -> None:
    cost, right = cost_and_right(torch.eye(4, 128), [0, 1, 2, 3])

    assert cost < 1e-6
    assert right == 1


def test_another_class_of_the_family_costs_less_than_another_family() -> None:
    line = torch.eye(4, 128)[:1]
    within, right = cost_and_right(line, [1])
    beyond, wrong = cost_and_right(line, [2])

    assert 0 < within < beyond
    assert (right, wrong) == (1, 0)


def test_another_family_of_the_style_costs_less_than_another_style() -> None:
    line = torch.eye(4, 128)[:1]

    assert cost_and_right(line, [2])[0] < cost_and_right(line, [3])[0]


def test_a_margin_makes_it_dearer_but_changes_nothing_about_what_is_right() -> None:
    line = torch.tensor([[1.0, 0, 0.9] + [0] * 125])
    plain, first = cost_and_right(line / line.norm(), [0])
    wide, second = cost_and_right(line / line.norm(), [0], 0.3)

    assert plain < wide
    assert first == second == 1
