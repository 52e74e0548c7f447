"""The character F1 of each kind of page must not fall below its floor."""

import tomllib
from pathlib import Path

import pytest

from service.engine.engine import Engine
from tests.harness.accuracy import scores_by_kind
from tests.harness.scoring import merge
from tests.harness.sets import FOLDERS, available

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))

FIRST_CORNERS = 0.99
"""The lowest allowed share of lines whose first corner is right, in every set."""


@pytest.mark.parametrize("name", FLOORS)
def test_every_kind_of_page_reaches_its_floor(real_engine: Engine, name: str) -> None:
    if name not in available():
        pytest.skip(f"the set {name} is not on this machine: no {FOLDERS[name].name}/labels.jsonl")
    scores = scores_by_kind(real_engine, name)
    total = merge(score for of_kind in scores.values() for score in of_kind)
    f1_of = {kind: merge(of_kind).f1 for kind, of_kind in scores.items() if kind} | {"all": total.f1}

    assert total.first_corner >= FIRST_CORNERS
    assert f1_of.keys() == FLOORS[name].keys()
    assert {kind: f1 for kind, f1 in f1_of.items() if f1 < FLOORS[name][kind]} == {}
