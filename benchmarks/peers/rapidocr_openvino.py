"""RapidOCR 3.10 on OpenVINO, one picture at a time: a path a line on standard input, milliseconds a line out.

Runs with a Python of its own that has what requirements.txt beside it lists. The time includes decoding.
"""

import sys
from time import perf_counter

import cv2
import numpy as np
from rapidocr import EngineType, RapidOCR

ENGINES = {f"{task}.engine_type": EngineType.OPENVINO for task in ("Det", "Cls", "Rec")}


def main() -> None:
    """Say that the models are there, then read until the input ends."""
    engine = RapidOCR(params={**ENGINES, "Global.log_level": "error"})
    print("ready", flush=True)
    for line in sys.stdin:
        with open(line.rstrip("\n"), "rb") as file:
            data = np.frombuffer(file.read(), np.uint8)
        started = perf_counter()
        engine(cv2.imdecode(data, cv2.IMREAD_COLOR))
        print(1000 * (perf_counter() - started), flush=True)


if __name__ == "__main__":
    main()
