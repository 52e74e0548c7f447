"""Makes text of strangers safe to log: short, and without characters that control or reorder a terminal."""

import json
from typing import Any

from structlog.typing import EventDict, WrappedLogger

MOST_CHARACTERS = 200
"""The longest text of a field of a log line."""

MOST_EXCEPTION_CHARACTERS = 2000
"""The longest text within the description of an exception, which has messages and lines of source code."""


def cut_texts(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Shorten all texts of a line. A structlog processor."""
    return {
        _cut(name, MOST_CHARACTERS): _cut(
            value, MOST_EXCEPTION_CHARACTERS if name == "exception" else MOST_CHARACTERS
        )
        for name, value in line.items()
    }


def escape(text: str) -> str:
    r"""Replace characters that are not printable by JSON's escapes, `\u202e` for example.

    These are control and format characters, such as those of text direction, lone surrogates, and spaces
    other than the common one (`str.isprintable`).
    """
    if text.isprintable():
        return text
    # json.dumps leaves DEL as it is, which is not printable either.
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text).replace(
        "\x7f", "\\u007f"
    )


def escape_line(_logger: WrappedLogger, _method: str, line: Any) -> str:
    """Escape a rendered line of JSON, which means the same afterwards. A structlog processor."""
    return escape(line)


def _cut(value: Any, most: int) -> Any:
    if isinstance(value, bytes):
        value = value.decode(errors="backslashreplace")
    if isinstance(value, str):
        return value if len(value) <= most else f"{value[:most]}…"
    if isinstance(value, dict):
        return {_cut(name, most): _cut(each, most) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cut(each, most) for each in value]
    return value
