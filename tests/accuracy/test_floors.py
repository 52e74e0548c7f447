"""Reading with the real models does not get worse than it was."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import scores_by_kind
from tests.harness.scoring import merge
from tests.harness.sets import FOLDERS, available

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))

FIRST_CORNERS = 0.99
"""The share of lines that start at their own first corner, in every set."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine(Settings().engine())
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FLOORS)
def test_no_kind_of_page_is_read_worse_than_its_floor(engine: Engine, name: str) -> None:
    if name not in available():
        pytest.skip(f"the set {name} is not beside the project: no {FOLDERS[name].name}/labels.jsonl")
    scores = scores_by_kind(engine, name)
    reached = {kind: merge(of_kind).f1 for kind, of_kind in scores.items() if kind}
    reached["all"] = merge(score for of_kind in scores.values() for score in of_kind).f1

    assert merge(score for of_kind in scores.values() for score in of_kind).first_corner >= FIRST_CORNERS
    assert reached.keys() == FLOORS[name].keys()
    assert {kind: f1 for kind, f1 in reached.items() if f1 < FLOORS[name][kind]} == {}
