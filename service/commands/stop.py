"""How a command ends when it cannot go on: one line, and an exit code that means something."""

import sys
from typing import NoReturn

FAILED, WRONG_USE, NO_MODELS = 1, 2, 3


def stop(sentence: str, code: int) -> NoReturn:
    """Write the sentence to standard error and end with the code."""
    sys.stderr.write(f"wangtu: {sentence}\n")
    raise SystemExit(code)
