"""Writes the files of PaddleX's server: a folder for each of our models, and the pipeline.

JSON is valid YAML, so no YAML library is needed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.catalog.catalog import model_sets
from models.catalog.model import Model, ModelSet
from models.recognition.charset import load_charset

MODELS = "ppocrv6-small"

DETECTOR, CLASSIFIER, RECOGNIZER = "PP-OCRv6_small_det", "PP-LCNet_x0_25_textline_ori", "PP-OCRv6_small_rec"
"""Model names that PaddleX knows. Its own classifier is in no package, so ours runs under a similar name."""

Config = Mapping[str, Any]

READ: Config = {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}
CHW: Config = {"ToCHWImage": None}


def write_pipeline(folder: Path, weights: Path, threads: int) -> Path:
    """Write the three models of PP-OCRv6 small into `folder`. Returns the pipeline file."""
    chosen = model_sets()[MODELS]
    for name, config in _models(chosen, weights).items():
        (folder / name).mkdir()
        _write(folder / name / "inference.yml", {"Global": {"model_name": name}, **config})
    models = (chosen.detector, chosen.classifier, chosen.recognizer)
    for name, model in zip((DETECTOR, CLASSIFIER, RECOGNIZER), models, strict=True):
        (folder / name / "inference.onnx").symlink_to(model.file(weights, ".onnx").resolve())
    return _write(folder / "OCR.yml", _pipeline(folder, threads))


def _write(path: Path, config: Config) -> Path:
    path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    return path


def _models(chosen: ModelSet, weights: Path) -> dict[str, Config]:
    characters = load_charset(chosen.recognizer, weights)[1:-1]  # PaddleX adds the blank and the space
    direction, lines = chosen.classifier.parameters, chosen.recognizer.parameters
    return {
        DETECTOR: {
            "PreProcess": _steps(READ, {"DetResizeForTest": {}}, _normal(chosen.detector), CHW),
            "PostProcess": {"name": "DBPostProcess", "max_candidates": 1000},
        },
        CLASSIFIER: {
            "PreProcess": _steps(
                {"ResizeImage": {"size": [direction.width, direction.height]}},
                _normal(chosen.classifier),
                CHW,
            ),
            "PostProcess": {"Topk": {"topk": 1, "label_list": ["0_degree", "180_degree"]}},
        },
        RECOGNIZER: {
            "PreProcess": _steps(
                READ,
                {"RecResizeImg": {"image_shape": [3, lines.strip_height, 320]}},
            ),
            "PostProcess": {"name": "CTCLabelDecode", "character_dict": list(characters)},
        },
    }


def _steps(*steps: Config) -> Config:
    return {"transform_ops": steps}


def _normal(model: Model) -> Config:
    mean, std = ([value / 255 for value in values] for values in (model.mean, model.std))
    return {"NormalizeImage": {"mean": mean, "std": std, "scale": 1 / 255}}


def _pipeline(folder: Path, threads: int) -> Config:
    """Returns OCR.yaml of PaddleX 3.7: its sizes and thresholds, without models for photos of documents."""

    def part(module: str, name: str, **more: Any) -> Config:
        return {"module_name": module, "model_name": name, "model_dir": str(folder / name), **more}

    sizes = {"limit_side_len": 64, "limit_type": "min", "max_side_limit": 4000}
    thresholds = {"thresh": 0.3, "box_thresh": 0.6, "unclip_ratio": 1.5}
    return {
        "pipeline_name": "OCR",
        "text_type": "general",
        "use_doc_preprocessor": False,
        "use_textline_orientation": True,
        "engine": "onnxruntime",
        "engine_config": {"intra_op_num_threads": threads},
        "SubModules": {
            "TextDetection": part("text_detection", DETECTOR, **sizes, **thresholds),
            "TextLineOrientation": part("textline_orientation", CLASSIFIER, batch_size=6),
            "TextRecognition": part("text_recognition", RECOGNIZER, batch_size=6, score_thresh=0.0),
        },
        "Serving": {"visualize": False},
    }
