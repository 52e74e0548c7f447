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
    Result,
    class_of,
    font_level,
    level_of,
    score_designs,
)
from benchmarks.fonts.strips import padded, strip
from models.fonts.catalog import load
from models.fonts.gallery import Gallery, GalleryFace
from models.page import Page, Quad
from service.request import ReadRequest
from tests.models.fonts.fake_embedder import fake_embedder


@pytest.mark.parametrize(
    ("font", "style_class", "level"),
    [
        ("PingFang-SC-Medium", "sans", REGULAR),
        ("PingFangSC-Semibold", "sans", BOLD),
        ("STHeitiSC-Light", "sans", LIGHT),
        ("MicrosoftYaHeiLight", "sans", LIGHT),
        ("SimSun", "serif", REGULAR),
        ("Didot-Bold", "serif", BOLD),
    ],
)
def test_a_postscript_name_determines_class_and_weight(font: str, style_class: Class, level: int) -> None:
    assert (class_of(font), font_level(font)) == (style_class, level)


def test_a_design_without_a_class_is_an_error() -> None:
    with pytest.raises(KeyError, match="Papyrus"):
        class_of("Papyrus")


def test_every_catalog_style_has_a_class() -> None:
    assert {family.style for family in load()} <= CLASSES.keys()


@pytest.mark.parametrize(
    ("weight", "level"), [(100, LIGHT), (300, LIGHT), (400, REGULAR), (500, REGULAR), (700, BOLD)]
)
def test_weights_are_light_regular_or_bold(weight: int, level: int) -> None:
    assert level_of(weight) == level


def test_a_result_compares_class_and_weight_with_the_design() -> None:
    correct, wrong = (
        Result("文", "PingFang-SC-Bold", "round", 700),
        Result("文", "PingFang-SC-Bold", "kai", 300),
    )

    assert (correct.is_class_right, correct.weight_error) == (True, 0)
    assert (wrong.is_class_right, wrong.weight_error) == (False, 2)
    assert not Result("文", "PingFang-SC-Bold", "custom", 700).is_class_right


def test_missing_designs_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score_designs(tmp_path / "fonts.jsonl")

    assert "not on this machine" in capsys.readouterr().out.replace("\n", " ")


class EmptyEngine:
    """An engine that detects no line."""

    def warm(self) -> None: ...

    def close(self) -> None: ...

    def submit(self, request: ReadRequest) -> "Future[Page]":
        answer: Future[Page] = Future()
        answer.set_result(Page(300, 60, ()))
        return answer


def _design(picture: str, font: str, left: int) -> str:
    """Returns the JSON line of one design."""
    quad = [[left, 10], [left + 80, 10], [left + 80, 50], [left, 50]]
    return json.dumps({"image": picture, "quad": quad, "text": "文字", "font_postscript": font})


def test_designs_are_scored_by_the_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = np.full((60, 300, 3), 255, np.uint8)
    picture[20:40, 30:50] = picture[20:40, 150:210] = 0
    for name in ("a.png", "b.png"):
        cv2.imwrite(str(tmp_path / name), picture)
    sans = (_design("b.png", font, 140) for font in ("PingFangSC-Light", "PingFangSC"))
    rows = (_design("a.png", "SimSun", 15), *sans)
    (tmp_path / "fonts.jsonl").write_text("\n".join(rows))
    narrow, wide = (strip(picture, padded(_quad(left))) for left in (15, 140))
    faces = (
        GalleryFace("窄宋", "serif", 400, fake_embedder().embed([narrow])),
        GalleryFace("宽黑", "sans", 900, fake_embedder().embed([wide])),
    )
    monkeypatch.setattr(designs, "open_engine", lambda _: EmptyEngine())
    monkeypatch.setattr(designs, "open_embedder", lambda *_, **__: fake_embedder())
    monkeypatch.setattr(Gallery, "load", lambda: Gallery(faces, 30.0, 0.0))
    score_designs(tmp_path / "fonts.jsonl")

    printed = capsys.readouterr().out
    assert "3 lines; 0 cropped as detected" in printed
    assert re.search(r"│ all +│ 3 +│ 100\.0% +│ 66\.7% +│ 33\.3%", printed)
    assert re.search(r"│ SimSun +│ 1 +│ 100\.0% +│ 100\.0% +│ 100\.0%", printed)
    assert re.search(r"│ PingFangSC +│ 1 +│ 100\.0% +│ 100\.0% +│ 0\.0%", printed)
    assert "宽黑 Black 2, 窄宋 1" in printed


def _quad(left: int) -> Quad:
    return np.array([[left, 10], [left + 80, 10], [left + 80, 50], [left, 50]], np.float32)
