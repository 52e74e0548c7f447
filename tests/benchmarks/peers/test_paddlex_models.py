"""The files of PaddleX's server."""

import json
from pathlib import Path

from benchmarks.peers.paddlex_models import CLASSIFIER, DETECTOR, RECOGNIZER, write_pipeline
from models.catalog.catalog import model_sets
from models.recognition.charset import load_charset
from service.settings import Settings


def test_each_model_has_a_folder_with_our_weights_and_a_description(tmp_path: Path) -> None:
    weights = Settings().weights
    pipeline = json.loads(write_pipeline(tmp_path, weights, threads=2).read_text(encoding="utf-8"))
    chosen = model_sets()["ppocrv6-small"]

    modules = pipeline["SubModules"].values()
    assert [module["model_name"] for module in modules] == [DETECTOR, CLASSIFIER, RECOGNIZER]
    models = (chosen.detector, chosen.classifier, chosen.recognizer)
    for module, model in zip(modules, models, strict=True):
        folder = Path(module["model_dir"])
        assert (folder / "inference.onnx").samefile(model.file(weights, ".onnx"))
        description = json.loads((folder / "inference.yml").read_text(encoding="utf-8"))
        assert description["Global"]["model_name"] == module["model_name"]


def test_the_character_list_leaves_out_the_blank_and_the_space(tmp_path: Path) -> None:
    weights = Settings().weights
    write_pipeline(tmp_path, weights, threads=2)
    description = json.loads((tmp_path / RECOGNIZER / "inference.yml").read_text(encoding="utf-8"))

    characters = load_charset(model_sets()["ppocrv6-small"].recognizer, weights)
    assert ["", *description["PostProcess"]["character_dict"], " "] == list(characters)


def test_the_pipeline_draws_no_results_and_rotates_only_lines(tmp_path: Path) -> None:
    pipeline = json.loads(write_pipeline(tmp_path, Settings().weights, threads=2).read_text(encoding="utf-8"))

    assert pipeline["Serving"] == {"visualize": False}
    assert pipeline["use_textline_orientation"]
    assert not pipeline["use_doc_preprocessor"]
    assert pipeline["engine"] == "onnxruntime"
