"""The command line: wangtu serve, read, models, keys.

Exit codes: 0 done; 1 a picture could not be read, or weights could not be had or verified; 2 wrong usage
or a wrong setting.
"""

import sys
from typing import NoReturn

import typer
from pydantic import ValidationError

from service.commands import keys, models, read, serve
from service.credentials import CredentialFileError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wangtu OCR (网图): reads the text of web pictures, as a service or right here.",
)
app.command()(serve.serve)
app.command()(read.read)
app.add_typer(models.app, name="models")
app.add_typer(keys.app, name="keys")


def main() -> None:
    """Run the command line; what goes wrong is one line on standard error."""
    try:
        app()
    except ValidationError as error:
        problem = error.errors()[0]
        name = "WANGTU_" + "_".join(map(str, problem["loc"])).upper()
        _stop(f"{name} is not usable: {problem['msg']}.")
    except CredentialFileError as error:
        _stop(str(error))


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(f"wangtu: {sentence}\n")
    raise SystemExit(2)
