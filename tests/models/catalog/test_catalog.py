from pathlib import Path

import pytest

from models.catalog.catalog import model_sets, models


def test_every_model_names_its_licence_and_the_hash_of_every_file() -> None:
    for model in models().values():
        assert model.licence == "Apache-2.0"
        assert all(len(file.sha256) == 64 for file in model.files)
        assert all(file.source.startswith("wheel:") or file.source == "shipped" for file in model.files)


def test_what_is_shipped_is_in_no_set_for_nobody_has_to_fetch_it() -> None:
    in_sets = {model.name for models_ in model_sets().values() for model in models_}
    shipped = {
        name for name, model in models().items() if any(file.source == "shipped" for file in model.files)
    }

    assert shipped == {"font-embedder"}
    assert not shipped & in_sets


@pytest.mark.parametrize("name", model_sets())
def test_a_set_has_a_model_for_each_task(name: str) -> None:
    assert [model.task for model in model_sets()[name]] == ["detect", "classify", "recognize"]


def test_no_two_models_share_a_path() -> None:
    paths = [file.path for model in models().values() for file in model.files]

    assert len(paths) == len(set(paths))


def test_a_file_is_found_by_its_ending() -> None:
    model = models()["ppocrv4-mobile-rec"]

    assert model.file(Path("folder"), ".txt") == Path("folder/ppocrv4-mobile-rec.txt")
    with pytest.raises(ValueError, match="not enough values"):
        model.file(Path("folder"), ".onnx")
