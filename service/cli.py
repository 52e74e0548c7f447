"""The command line: wangtu serve, engine, read, tune, models, keys, fonts.

| exit code | meaning |
|---|---|
| 0 | success |
| 1 | an unreadable picture, missing or damaged weights, a port in use, or a defect of an engine |
| 2 | wrong usage or an invalid setting |
| 3 | the models could not be loaded |
"""

import os
import sys

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.commands import engine, fonts, http, keys, models, read, serve, tune
from service.commands.stop import WRONG_USE, stop
from service.credentials import CredentialFileError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wangtu OCR (网图) reads the text of web pictures, as a service or on the command line.",
)
app.command()(serve.serve)
app.command()(engine.engine)
app.command(hidden=True)(http.http)
app.command()(read.read)
app.command()(tune.tune)
app.add_typer(models.app, name="models")
app.add_typer(keys.app, name="keys")
app.add_typer(fonts.app, name="fonts")


def main() -> None:
    """Run the command line. An error is one line on standard error."""
    _open_standard_files()
    for stream in (sys.stdout, sys.stderr):
        # File names and texts may have characters that the terminal's encoding lacks.
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a text file
    try:
        app()
    except ValidationError as error:
        stop(_sentence(error.errors()[0]), WRONG_USE)
    except CredentialFileError as error:
        stop(str(error), WRONG_USE)


def _open_standard_files() -> None:
    """Open the null device for each standard file that is closed. Log lines would go to a socket instead."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number


def _sentence(problem: ErrorDetails) -> str:
    reason = problem["msg"].removeprefix("Value error, ")
    # The first part of the location is the setting. Further parts may be names from its value.
    name = str(next(iter(problem["loc"]), "")).upper()
    return f"WANGTU_{name} is not usable: {reason}." if name else f"{reason}."
