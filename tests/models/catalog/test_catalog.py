from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog.catalog import CATALOG, CatalogError, embedder_model, load_catalog, model_sets, models


def test_every_model_has_a_licence_and_a_hash_for_every_file() -> None:
    for model in models().values():
        assert model.licence == "Apache-2.0"
        assert all(len(file.sha256) == 64 for file in model.files)
        assert all(file.source.startswith("wheel:") or file.source == "shipped" for file in model.files)


def test_a_shipped_model_is_in_no_set_because_it_is_never_downloaded() -> None:
    in_sets = {model.name for each in model_sets().values() for model in each}
    shipped = {
        name for name, model in models().items() if any(file.source == "shipped" for file in model.files)
    }

    assert shipped == {"font-embedder", "symbol-classifier"}
    assert not shipped & in_sets


@pytest.mark.parametrize("name", model_sets())
def test_a_set_has_a_model_for_each_task(name: str) -> None:
    chosen = model_sets()[name]

    assert [model.task for model in chosen][:3] == ["detect", "classify", "recognize"]
    assert [*chosen][3:] == ([chosen.drafter] if chosen.drafter else [])


def test_only_a_recognizer_with_parameters_for_its_trust_can_be_a_drafter() -> None:
    chosen = model_sets()["ppocrv6-small"]
    with pytest.raises(ValueError, match="ppocrv6-small-rec has no parameters for its trust"):
        replace(chosen, drafter=chosen.recognizer)


def test_no_two_models_share_a_path() -> None:
    paths = [file.path for model in models().values() for file in model.files]

    assert len(paths) == len(set(paths))


def test_a_file_is_found_by_its_suffix() -> None:
    model = models()["ppocrv4-mobile-rec"]

    assert model.file(Path("folder"), ".txt") == Path("folder/ppocrv4-mobile-rec.txt")
    with pytest.raises(ValueError, match="not enough values"):
        model.file(Path("folder"), ".onnx")


def test_the_embedder_is_the_only_model_of_its_task() -> None:
    assert embedder_model() is models()["font-embedder"]


@pytest.mark.parametrize(
    ("value", "other", "message"),
    [
        ("squeeze = 0.15", "squeeze = 1.0", "models.ppocrv6-small-rec: parameters.squeeze: .* less than 1"),
        ("ctc_lag = 0.1", "ctc_lag = -11", "models.ppocrv6-small-rec: parameters.ctc_lag: .* equal to -10"),
        (
            "pixel_threshold = 0.2",
            "pixel_threshold = 1.2",
            "models.ppocrv6-small-det: parameters.db.pixel_threshold: .* less than or equal to 1",
        ),
        (
            "min_side = 480",
            "min_side = 480.5",
            "models.ppocrv6-small-det: parameters.canvas.min_side: .* valid integer",
        ),
        (
            "strip_height = 48",
            'strip_height = "48"',
            "models.ppocrv6-small-rec: parameters.strip_height: .* valid integer",
        ),
        ("width = 192", "", "models.ppocr-mobile-cls: parameters.width: .* required"),
        (
            "width = 192",
            "width = 192\ndepth = 3",
            "models.ppocr-mobile-cls: parameters.depth: .* not permitted",
        ),
        ("96, 128,", "128, 96,", "models.ppocrv6-small-rec: parameters.strip_widths: .* do not ascend"),
        ("overlap = 96", "overlap = 64", "models.ppocrv6-small-det: parameters.bands: .* half of overlap"),
        ('task = "detect"', 'task = "draw"', "models.ppocrv6-small-det: .*'draw'"),
        (
            'detector = "ppocrv6-small-det"',
            'detector = "unknown"',
            "sets.ppocrv6-small: there is no model unknown",
        ),
        (
            'detector = "ppocrv6-small-det"',
            'detector = "ppocrv6-small-rec"',
            "sets.ppocrv6-small: detector: .* DetectorModel",
        ),
    ],
)
def test_a_catalog_with_a_bad_value_is_refused_with_its_row_and_field(
    value: str, other: str, message: str, tmp_path: Path
) -> None:
    before, found, after = CATALOG.read_text(encoding="utf-8").partition(value)
    assert found
    file = tmp_path / "catalog.toml"
    file.write_text(before + other + after, encoding="utf-8")

    with pytest.raises(CatalogError, match=message):
        load_catalog(file)
