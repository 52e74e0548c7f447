"""wangtu fonts: the fonts that lines are compared with, the shipped ones and those of one's own."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from PIL import Image

from models.fonts.custom import keep_specimens, own_specimens
from models.fonts.fontfile import FontFileError
from models.fonts.gallery import Gallery, Specimen
from models.fonts.previews import keep_portraits, load_portraits, own_portraits, portrait_of
from models.fonts.store import FontStoreError
from models.fonts.typeface import Mask
from service.commands.stop import FAILED, WRONG_USE, stop
from service.settings import Settings

if TYPE_CHECKING:
    from models.fonts.embedder import FontEmbedder

app = typer.Typer(no_args_is_help=True, help="Show, add and remove the fonts that `detect_font` knows.")

MARGIN = 16
"""Pixels of white around a portrait."""

Files = Annotated[
    list[Path], typer.Argument(help="Font files: TTF, OTF, TTC, OTC.", exists=True, dir_okay=False)
]
Name = Annotated[
    str | None, typer.Option(help="What the font is to be called; by default what the file calls it.")
]
Known = Annotated[str, typer.Argument(help="The name of a family, see `wangtu fonts list`.")]
Target = Annotated[Path | None, typer.Option("--out", help="The picture file; by default NAME.png here.")]


@app.command()
def add(files: Files, name: Name = None) -> None:
    """Learn fonts from their files; a service that runs finds them from its next picture on."""
    from models.fonts.embedder import open_embedder

    if name is not None and not name.strip():
        stop("a font cannot be called nothing", WRONG_USE)
    settings = Settings()
    embedder = open_embedder(settings.runtime, settings.threads, 1)
    learnt = [each for file in files for each in _learnt(file, name, embedder)]
    again = {(each.family, each.weight) for each, _ in learnt}
    held = [each for each in _own(settings) if (each.family, each.weight) not in again]
    _keep(settings, [*held, *(each for each, _ in learnt)], {each.family: mask for each, mask in learnt})
    for each, _ in learnt:
        typer.echo(f"{each.name} is known")


@app.command("list")
def list_fonts() -> None:
    """Show the families, those of one's own first, with their weights."""
    for place, specimens in (("own", _own(Settings())), ("shipped", Gallery.load().specimens)):
        by_family = sorted(specimens, key=lambda each: (each.family, each.weight))
        for family, faces in groupby(by_family, lambda each: each.family):
            known = list(faces)
            weights = " ".join(str(each.weight) for each in known)
            typer.echo(f"{place:8} {known[0].style:12} {family}  {weights}")


@app.command()
def remove(name: Known) -> None:
    """Forget a family of one's own; exits with 1 where there is no such."""
    settings = Settings()
    held = _own(settings)
    kept = [each for each in held if each.family != name]
    if len(kept) == len(held):
        stop(f"no font of one's own is called {name}; see `wangtu fonts list`", FAILED)
    _keep(settings, kept, {})
    typer.echo(f"{name} is forgotten")


@app.command()
def show(name: Known, target: Target = None) -> None:
    """Write a picture of how a family looks; exits with 1 where there is no such."""
    try:
        drawn = {**load_portraits(), **own_portraits(Settings().fonts)}
    except FontStoreError as error:
        stop(str(error), FAILED)
    if name not in drawn:
        stop(f"no font is called {name}; see `wangtu fonts list`", FAILED)
    out = target or Path(f"{name.replace('/', '_')}.png")
    try:
        Image.fromarray(255 - np.pad(drawn[name], MARGIN)).save(out)
    except (OSError, ValueError) as error:
        stop(f"{out} cannot be written: {error}", FAILED)
    typer.echo(f"{out}")


def _learnt(file: Path, name: str | None, embedder: "FontEmbedder") -> Iterator[tuple[Specimen, Mask]]:
    """The specimens of one file, with its portrait."""
    from models.fonts.registration import registered

    try:
        drawn = portrait_of(file)
        yield from ((each, drawn) for each in registered([file], name and name.strip(), embedder))
    except FontFileError as error:
        stop(str(error), FAILED)


def _own(settings: Settings) -> tuple[Specimen, ...]:
    try:
        return own_specimens(settings.fonts)
    except FontStoreError as error:
        stop(str(error), FAILED)


def _keep(settings: Settings, specimens: Iterable[Specimen], portraits: dict[str, Mask]) -> None:
    held = list(specimens)
    families = {each.family for each in held}
    try:
        drawn = {**own_portraits(settings.fonts), **portraits}
        keep_specimens(settings.fonts, held)
        keep_portraits(settings.fonts, {name: drawn[name] for name in drawn if name in families})
    except FontStoreError as error:
        stop(str(error), FAILED)
