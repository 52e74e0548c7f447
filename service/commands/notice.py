"""Tells the person who started a command something, on standard error."""

import os
import sys
from pathlib import Path

import typer


def notice(text: str) -> None:
    """Write text and a new line to standard error. If that is impossible, the command goes on."""
    try:
        typer.echo(text, err=True)
    except OSError:
        # Python exits with 120 if the text that is left in the stream cannot be written at the end either.
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open until the end
