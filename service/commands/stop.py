"""Ends a command with an error: one line on standard error, and an exit code."""

from typing import NoReturn

from service.commands.notice import notice

FAILED, WRONG_USE, NO_MODELS = 1, 2, 3
"""Exit codes, see `service.cli`."""


def stop(sentence: str, code: int) -> NoReturn:
    """Write the sentence to standard error and exit with the code."""
    notice(f"wangtu: {sentence}")
    raise SystemExit(code)
