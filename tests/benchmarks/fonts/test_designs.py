import json
import re
from concurrent.futures import Future
from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.fonts import designs
from benchmarks.fonts.designs import (
    BOLD,
    CLASSES,
    LIGHT,
    REGULAR,
    Class,
    Verdict,
    class_of,
    judge_designs,
    step_of,
    weight_of,
)
from benchmarks.fonts.strips import loosened, strip
from models.fonts.catalog import load
from models.fonts.gallery import Gallery, Specimen
from models.page import Page, Quad
from service.request import ReadRequest
from tests.models.fonts.fake_embedder import embedder


@pytest.mark.parametrize(
    ("font", "right", "weight"),
    [
        ("PingFang-SC-Medium", "sans", REGULAR),
        ("PingFangSC-Semibold", "sans", BOLD),
        ("STHeitiSC-Light", "sans", LIGHT),
        ("MicrosoftYaHeiLight", "sans", LIGHT),
        ("SimSun", "serif", REGULAR),
        ("Didot-Bold", "serif", BOLD),
    ],
)
def test_a_postscript_name_says_class_and_weight(font: str, right: Class, weight: int) -> None:
    assert (class_of(font), weight_of(font)) == (right, weight)


def test_a_design_that_nobody_has_classed_is_an_error() -> None:
    with pytest.raises(KeyError, match="Papyrus"):
        class_of("Papyrus")


def test_every_style_of_the_catalogue_has_its_class() -> None:
    assert {family.style for family in load()} <= CLASSES.keys()


@pytest.mark.parametrize(
    ("weight", "step"), [(100, LIGHT), (300, LIGHT), (400, REGULAR), (500, REGULAR), (700, BOLD)]
)
def test_weights_are_light_regular_or_bold(weight: int, step: int) -> None:
    assert step_of(weight) == step


def test_a_verdict_holds_class_and_weight_against_the_design() -> None:
    right, wrong = (
        Verdict("文", "PingFang-SC-Bold", "round", 700),
        Verdict("文", "PingFang-SC-Bold", "kai", 300),
    )

    assert (right.is_class_right, right.steps) == (True, 0)
    assert (wrong.is_class_right, wrong.steps) == (False, 2)
    assert not Verdict("文", "PingFang-SC-Bold", "custom", 700).is_class_right


def test_designs_that_are_not_there_are_said_to_be_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge_designs(tmp_path / "fonts.jsonl")

    assert "not on this machine" in capsys.readouterr().out.replace("\n", " ")


class Blind:
    """An engine that finds no line."""

    def warm(self) -> None: ...

    def close(self) -> None: ...

    def submit(self, entry: ReadRequest) -> "Future[Page]":
        answer: Future[Page] = Future()
        answer.set_result(Page(300, 60, ()))
        return answer


def _design(font: str, left: int) -> str:
    quad = [[left, 10], [left + 80, 10], [left + 80, 50], [left, 50]]
    return json.dumps({"image": "a.png", "quad": quad, "text": "文字", "font_postscript": font})


def test_designs_are_judged_by_the_font_that_their_lines_resemble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = np.full((60, 300, 3), 255, np.uint8)
    picture[20:40, 30:50] = picture[20:40, 150:210] = 0
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    (tmp_path / "fonts.jsonl").write_text(
        "\n".join([_design("SimSun", 15), _design("PingFangSC-Light", 140)])
    )
    narrow, wide = (strip(picture, loosened(_quad(left))) for left in (15, 140))
    specimens = (
        Specimen("窄宋", "serif", 400, embedder().embed([narrow])),
        Specimen("宽黑", "sans", 900, embedder().embed([wide])),
    )
    monkeypatch.setattr(designs, "open_engine", lambda _: Blind())
    monkeypatch.setattr(designs, "open_embedder", lambda *_, **__: embedder())
    monkeypatch.setattr(Gallery, "load", lambda: Gallery(specimens, 30.0, 0.0))
    judge_designs(tmp_path / "fonts.jsonl")

    told = capsys.readouterr().out
    assert "2 lines; the service found 0" in told
    assert re.search(r"│ all +│ 2 +│ 100\.0% +│ 50\.0% +│ 50\.0%", told)
    assert "窄宋 1, 宽黑 Black 1" in told


def _quad(left: int) -> Quad:
    return np.array([[left, 10], [left + 80, 10], [left + 80, 50], [left, 50]], np.float32)
