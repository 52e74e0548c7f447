"""RapidOCR 3.10 on OpenVINO, one picture at a time.

Reads one path per line from standard input. Writes one line per picture: the milliseconds, decoding included.
Runs with its own Python, in which requirements.txt is installed.
"""

import sys
from time import perf_counter

import cv2
import numpy as np
from rapidocr import EngineType, RapidOCR

ENGINES = {f"{task}.engine_type": EngineType.OPENVINO for task in ("Det", "Cls", "Rec")}


def main() -> None:
    """Print "ready" when the models are loaded, then read until the input ends."""
    engine = RapidOCR(params={**ENGINES, "Global.log_level": "error"})
    print("ready", flush=True)
    for line in sys.stdin:
        with open(line.rstrip("\n"), "rb") as file:
            data = np.frombuffer(file.read(), np.uint8)
        start = perf_counter()
        engine(cv2.imdecode(data, cv2.IMREAD_COLOR))
        print(1000 * (perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
