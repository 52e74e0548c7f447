"""faster-paddle 1.0.4 small, one picture at a time.

Reads one path per line from standard input. Writes one line per picture: the milliseconds, decoding included.
Runs with its own Python, in which requirements.txt is installed.
"""

import sys
from time import perf_counter

from faster_paddle import OcrEngine


def main() -> None:
    """Print "ready" when the models are loaded, then read until the input ends."""
    engine = OcrEngine(model_size="small")
    print("ready", flush=True)
    for line in sys.stdin:
        with open(line.rstrip("\n"), "rb") as file:
            data = file.read()
        start = perf_counter()
        engine.ocr(data)
        print(1000 * (perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
