"""Reads pictures with paddleocr and this project's PP-OCRv4 weights, and prints JSON lines.

Needs a Python with paddleocr and paddlepaddle. It downloads nothing:

    python tests/contracts/paddleocr_reference.py WEIGHTS PICTURE...

It prints one line for each picture:

    {"image": path, "lines": [{"quad": [[x, y] * 4], "text": str, "score": float}]}.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# On import, paddlex looks for model hubs on the network, even if every model is available locally.
os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"

from paddleocr import PaddleOCR

DETECTOR, RECOGNIZER = "PP-OCRv4_mobile_det", "PP-OCRv4_mobile_rec"
DECODE = {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}


def detector_config() -> dict[str, Any]:
    """Returns PP-OCRv4 mobile's settings of detection, from its inference.yml."""
    resize = {"limit_side_len": 960, "limit_type": "max"}
    normalise = {
        "mean": [0.485, 0.456, 0.406],
        "std": [0.229, 0.224, 0.225],
        "scale": 1 / 255,
        "order": "hwc",
    }
    steps = [DECODE, {"DetResizeForTest": resize}, {"NormalizeImage": normalise}, {"ToCHWImage": None}]
    regions = {"thresh": 0.3, "box_thresh": 0.6, "unclip_ratio": 1.5, "max_candidates": 1000}
    return {
        "Global": {"model_name": DETECTOR},
        "PreProcess": {"transform_ops": steps},
        "PostProcess": {"name": "DBPostProcess", **regions},
    }


def recognizer_config(characters: list[str]) -> dict[str, Any]:
    """Returns PP-OCRv4 mobile's settings of recognition, from its inference.yml."""
    return {
        "Global": {"model_name": RECOGNIZER},
        "PreProcess": {"transform_ops": [DECODE, {"RecResizeImg": {"image_shape": [3, 48, 320]}}]},
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters},
    }


def copy_model(folder: Path, weights: Path, model: str, config: dict[str, Any]) -> Path:
    """Copies the model's files and writes its inference.yml, as paddleocr expects. JSON is valid YAML."""
    folder.mkdir()
    for suffix in (".pdmodel", ".pdiparams"):
        shutil.copyfile(weights / f"{model}{suffix}", folder / f"inference{suffix}")
    (folder / "inference.yml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    return folder


def open_reader(weights: Path, folder: Path) -> PaddleOCR:
    """Opens paddleocr's pipeline of detection and recognition, without rotation or dewarping."""
    characters = (weights / "ppocrv4-mobile-rec.txt").read_text(encoding="utf-8").split("\n")
    return PaddleOCR(
        text_detection_model_name=DETECTOR,
        text_detection_model_dir=str(
            copy_model(folder / "det", weights, "ppocrv4-mobile-det", detector_config())
        ),
        text_recognition_model_name=RECOGNIZER,
        text_recognition_model_dir=str(
            copy_model(folder / "rec", weights, "ppocrv4-mobile-rec", recognizer_config(characters))
        ),
        text_det_limit_side_len=960,
        text_det_limit_type="max",
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="paddle",
        device="cpu",
        # oneDNN of Paddle 3.3 cannot run the operator nearest_interp of the detector.
        enable_mkldnn=False,
    )


def read(reader: PaddleOCR, picture: str) -> dict[str, Any]:
    """Returns all lines of one picture, in paddleocr's order."""
    (page,) = reader.predict(picture)
    found = zip(page["rec_polys"], page["rec_texts"], page["rec_scores"], strict=True)
    lines = [{"quad": quad.tolist(), "text": text, "score": float(score)} for quad, text, score in found]
    return {"image": picture, "lines": lines}


def main(weights: str, *pictures: str) -> None:
    """Prints a JSON line for each picture."""
    with TemporaryDirectory() as folder:
        reader = open_reader(Path(weights), Path(folder))
        for picture in pictures:
            print(json.dumps(read(reader, picture), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
