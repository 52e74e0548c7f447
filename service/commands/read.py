"""wangtu read: reads pictures in this process, without a service."""

from collections.abc import Callable
from dataclasses import asdict, astuple
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from models.page import Page, TextLine
from models.runtimes import DeviceMissing
from service.commands.stop import FAILED, stop
from service.commands.tuned import tuned_config
from service.commands.weights import ensure_weights
from service.errors import OcrError
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings

if TYPE_CHECKING:
    from service.engine.engine import Engine

DRAWING_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")

Pictures = Annotated[list[Path], typer.Argument(help="Picture files.", exists=True, dir_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON object for each picture, not a table.")]
WithContact = Annotated[
    bool, typer.Option("--contact", help="Print the contact details in the picture: name, phone, address.")
]
WithFonts = Annotated[bool, typer.Option("--fonts", help="Print the most similar font of each line.")]
Draw = Annotated[
    Path | None,
    typer.Option(
        "--draw", help="Write the picture with boxes and text to this file, or several into this folder."
    ),
]


def read(
    pictures: Pictures,
    as_json: Json = False,
    contact: WithContact = False,
    fonts: WithFonts = False,
    drawing: Draw = None,
) -> None:
    """Read pictures and print their lines. Exits with 1 if a picture could not be read."""
    targets = _targets(pictures, drawing)
    options = ReadOptions(contact=contact, fonts=fonts)
    settings = Settings()
    ensure_weights(settings)
    engine = _open(settings)
    show: Callable[[Path, Page], None] = _print_json if as_json else _print_table
    progress = Console(stderr=True)
    silent = len(pictures) == 1 or not progress.is_terminal
    failed = 0
    for picture in track(pictures, "reading", console=progress, disable=silent, transient=True):
        try:
            show(picture, _read(engine, picture, settings, options, targets.get(picture)))
        except OcrError as error:
            failed += 1
            typer.echo(f"wangtu: {picture}: {_sentence(error)}", err=True)
        except OSError as error:
            failed += 1
            typer.echo(f"wangtu: {error.filename}: {error.strerror}", err=True)
    engine.close()
    raise typer.Exit(1 if failed else 0)


def _open(settings: Settings) -> "Engine":
    from service.engine.opening import open_engine

    config, remark = tuned_config(settings)
    if remark:
        typer.echo(f"wangtu: {remark}", err=True)
    try:
        return open_engine(config)
    except DeviceMissing as error:
        stop(f"{error}.", FAILED)


def _read(
    engine: "Engine", picture: Path, settings: Settings, options: ReadOptions, target: Path | None
) -> Page:
    from service.drawing import draw
    from service.imaging.decoding import ImageLimits, decode, open_picture

    data = picture.read_bytes()
    page = engine.submit(ReadRequest(data, options, NEVER)).result()
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        draw(decode(open_picture(data, ImageLimits(max_side=settings.max_side))), page, target)
    return page


def _targets(pictures: list[Path], drawing: Path | None) -> dict[Path, Path]:
    """Picture → the file that it is drawn to. Raises BadParameter if `drawing` cannot be used."""
    if drawing is None:
        return {}
    if len(pictures) == 1 and not drawing.is_dir():
        if drawing.suffix.lower() not in DRAWING_SUFFIXES:
            raise typer.BadParameter(f"{drawing} must end in {', '.join(DRAWING_SUFFIXES)}")
        return {pictures[0]: drawing}
    if drawing.exists() and not drawing.is_dir():
        raise typer.BadParameter(f"{drawing} must be a folder for several pictures")
    return {
        picture: drawing / f"{number:03}-{picture.name}.png" for number, picture in enumerate(pictures, 1)
    }


def _sentence(error: OcrError) -> str:
    """The first line of the docstring of the error's class, as a sentence for the user."""
    return (type(error).__doc__ or "").partition("\n")[0].rstrip(".")


def _print_table(picture: Path, page: Page) -> None:
    table = Table(title=f"{picture} · {page.width} x {page.height}")
    table.add_column("text", overflow="fold")
    fonts = ("font",) if any(line.fonts for line in page.lines) else ()
    for heading in ("score", "first corner", "size", *fonts):
        table.add_column(heading, no_wrap=True)
    for line in page.lines:
        low, high = line.quad.min(axis=0), line.quad.max(axis=0)
        corner = f"{line.quad[0, 0]:.0f}, {line.quad[0, 1]:.0f}"
        size = f"{high[0] - low[0]:.0f} x {high[1] - low[1]:.0f}"
        likeliest = (f"{font.name} {font.score:.2f}" for font in line.fonts[:1])
        table.add_row(escape(line.text), f"{line.score:.4f}", corner, size, *likeliest)
    Console().print(table)
    if page.contact is not None:
        fields = Table(show_header=False)
        for field, text in asdict(page.contact).items():
            fields.add_row(field, escape(text))
        Console().print(fields)


def _row(line: TextLine) -> dict[str, Any]:
    row = {"quad": line.quad.round(1).tolist(), "text": line.text, "score": round(line.score, 4)}
    return {**row, "fonts": [astuple(font) for font in line.fonts]} if line.fonts else row


def _print_json(picture: Path, page: Page) -> None:
    lines = [_row(line) for line in page.lines]
    name = str(picture).encode(errors="backslashreplace").decode()
    row = {"image": name, "width": page.width, "height": page.height, "lines": lines}
    if page.contact is not None:
        row["contact_info"] = asdict(page.contact)
    typer.echo(orjson.dumps(row).decode())
