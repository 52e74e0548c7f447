"""faster-paddle 1.0.4 small, one picture at a time: a path a line on standard input, milliseconds a line out.

Runs with a Python of its own that has what requirements.txt beside it lists. The time includes decoding.
"""

import sys
from time import perf_counter

from faster_paddle import OcrEngine


def main() -> None:
    """Say that the models are there, then read until the input ends."""
    engine = OcrEngine(model_size="small")
    print("ready", flush=True)
    for line in sys.stdin:
        with open(line.rstrip("\n"), "rb") as file:
            data = file.read()
        started = perf_counter()
        engine.ocr(data)
        print(1000 * (perf_counter() - started), flush=True)


if __name__ == "__main__":
    main()
