"""Character F1 by kind of page, and the share of lines read as printed, must not fall below their floors."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from service.engine.engine import Engine
from tests.harness.accuracy import ReadPage, pages_of_set, scores_by_kind
from tests.harness.scoring import merge
from tests.harness.sets import FOLDERS, available
from tests.harness.verdicts import Verdict, readings

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))

FIRST_CORNERS = 0.99
"""The lowest allowed share of lines whose first corner is right, in every set."""


@pytest.mark.parametrize("name", FLOORS)
def test_every_kind_of_page_reaches_its_floor(real_engine: Engine, name: str) -> None:
    if name not in available():
        pytest.skip(f"the set {name} is not on this machine: no {FOLDERS[name].name}/labels.jsonl")
    pages = list(pages_of_set(real_engine, name))
    scores = scores_by_kind(pages)
    total = merge(score for of_kind in scores.values() for score in of_kind)
    f1_of = {kind: merge(of_kind).f1 for kind, of_kind in scores.items() if kind} | {"all": total.f1}

    assert total.first_corner >= FIRST_CORNERS
    measured = f1_of | {"as printed": _share_as_printed(pages)}
    assert f1_of.keys() == FLOORS[name].keys() - {"as printed"}
    assert {key: measured[key] for key, floor in FLOORS[name].items() if measured[key] < floor} == {}


def _share_as_printed(pages: Iterable[ReadPage]) -> float:
    """The share of true lines that are read with the right characters, spaces and widths of signs."""
    verdicts = [each.verdict for page in pages for each in readings(*page) if each.verdict != Verdict.EXTRA]
    return verdicts.count(Verdict.EXACT) / len(verdicts)
