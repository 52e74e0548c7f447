"""The picture of the packages in docs/architecture.md."""

from graphlib import CycleError

import pytest

from docs.packages import PAGE, import_graph, mermaid, reduced, with_picture

MOST_ARROWS = 45


def test_the_picture_of_the_packages_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert with_picture(page, mermaid(reduced(import_graph()))) == page, "run `make picture`"


def test_the_picture_has_few_enough_arrows_to_read() -> None:
    assert sum(map(len, reduced(import_graph()).values())) <= MOST_ARROWS


def test_an_arrow_is_left_out_if_other_arrows_imply_it() -> None:
    graph = {"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset[str]()}

    assert reduced(graph) == {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset()}


def test_an_import_cycle_is_an_error() -> None:
    with pytest.raises(CycleError):
        reduced({"a": frozenset("b"), "b": frozenset("a")})


def test_drawing_keeps_the_rest_of_the_page() -> None:
    drawn = with_picture("before\n" + with_picture("", "old\n") + "after\n", "new\n")

    assert drawn.startswith("before\n")
    assert drawn.endswith("after\n")
    assert "new" in drawn
    assert "old" not in drawn
