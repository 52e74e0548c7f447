"""Ends a command with an error: one line on standard error, and an exit code."""

import sys
from typing import NoReturn

FAILED, WRONG_USE, NO_MODELS = 1, 2, 3
"""Exit codes, see `service.cli`."""


def stop(sentence: str, code: int) -> NoReturn:
    """Write the sentence to standard error and exit with the code."""
    sys.stderr.write(f"wangtu: {sentence}\n")
    raise SystemExit(code)
