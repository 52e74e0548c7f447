"""RapidOCR 3.10 on OpenVINO, one picture at a time: paths on standard input, mean milliseconds out.

Runs with a Python of its own that has `rapidocr==3.10.0`, `openvino` and `opencv-python-headless`.
"""

import sys
from time import perf_counter

import cv2
from rapidocr import EngineType, RapidOCR

ENGINES = {f"{task}.engine_type": EngineType.OPENVINO for task in ("Det", "Cls", "Rec")}


def main() -> None:
    """Read five pictures to warm up and then all of them; decoding is not counted."""
    engine = RapidOCR(params=ENGINES)
    images = [cv2.imread(path) for path in sys.stdin.read().splitlines()]
    for image in images[:5]:
        engine(image)
    started = perf_counter()
    for image in images:
        engine(image)
    print(1000 * (perf_counter() - started) / len(images))


if __name__ == "__main__":
    main()
