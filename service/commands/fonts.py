"""wangtu fonts: lists, adds, removes and shows the fonts that lines are compared with."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from PIL import Image

from models.fonts.custom import load_custom_faces, save_custom_faces
from models.fonts.fontfile import FontFileError, fonts_of
from models.fonts.gallery import Gallery, GalleryFace
from models.fonts.previews import load_custom_previews, load_previews, preview, save_custom_previews
from models.fonts.store import FontStoreError
from models.fonts.typeface import Mask, Typeface
from service.commands.stop import FAILED, WRONG_USE, stop
from service.settings import Settings

if TYPE_CHECKING:
    from models.fonts.embedder import FontEmbedder

app = typer.Typer(no_args_is_help=True, help="List, add, remove and show the fonts that `detect_font` knows.")

MARGIN = 16
"""Pixels of white around a preview."""

Files = Annotated[
    list[Path],
    typer.Argument(help="Font files: TTF, OTF, TTC, OTC, WOFF, WOFF2.", exists=True, dir_okay=False),
]
Name = Annotated[str | None, typer.Option(help="The name of the family, by default the one in the file.")]
Family = Annotated[str, typer.Argument(help="The name of a family, see `wangtu fonts list`.")]
Target = Annotated[
    Path | None, typer.Option("--out", help="The picture file, by default NAME.png in the current folder.")
]


@app.command()
def add(files: Files, name: Name = None) -> None:
    """Add fonts from font files. A running service uses them from its next picture on."""
    from models.fonts.embedder import open_embedder

    if name is not None and not name.strip():
        stop("the name of a font cannot be empty", WRONG_USE)
    settings = Settings()
    embedder = open_embedder(settings.runtime, settings.threads, 1)
    added, previews = _learnt(files, name and name.strip(), embedder)
    replaced = {(face.family, face.weight) for face in added}
    others = [face for face in _load(settings) if (face.family, face.weight) not in replaced]
    _save(settings, [*others, *added], previews)
    for face in added:
        typer.echo(f"{face.name} is added")


@app.command("list")
def list_fonts() -> None:
    """List the families with their weights, your own fonts first."""
    for place, faces in (("own", _load(Settings())), ("shipped", Gallery.load().faces)):
        by_family = sorted(faces, key=lambda face: (face.family, face.weight))
        for family, group in groupby(by_family, lambda face: face.family):
            of_family = list(group)
            weights = " ".join(str(face.weight) for face in of_family)
            typer.echo(f"{place:8} {of_family[0].style:12} {family}  {weights}")


@app.command()
def remove(name: Family) -> None:
    """Remove one of your own font families. Exits with 1 if none has this name."""
    settings = Settings()
    before = _load(settings)
    after = [face for face in before if face.family != name]
    if len(after) == len(before):
        stop(f"none of your own fonts is called {name}; see `wangtu fonts list`", FAILED)
    _save(settings, after, {})
    typer.echo(f"{name} is removed")


@app.command()
def show(name: Family, target: Target = None) -> None:
    """Write a preview picture of a font family. Exits with 1 if none has this name."""
    try:
        previews = {**load_previews(), **load_custom_previews(Settings().fonts)}
    except FontStoreError as error:
        stop(str(error), FAILED)
    if name not in previews:
        stop(f"no font is called {name}; see `wangtu fonts list`", FAILED)
    out = target or Path(f"{name.replace('/', '_')}.png")
    try:
        Image.fromarray(255 - np.pad(previews[name], MARGIN)).save(out)
    except (OSError, ValueError) as error:
        stop(f"{out} cannot be written: {error}", FAILED)
    typer.echo(f"{out}")


def _learnt(
    files: Iterable[Path], name: str | None, embedder: "FontEmbedder"
) -> tuple[list[GalleryFace], dict[str, Mask]]:
    """The faces of font files, and the preview of each family. Exits with 1 if a file cannot be read."""
    from models.fonts.registration import registered

    try:
        fonts = [font for file in files for font in fonts_of(file)]
        previews = {name or font.metadata.family: preview(Typeface((font,))) for font in reversed(fonts)}
        return registered(fonts, name, embedder), previews
    except FontFileError as error:
        stop(str(error), FAILED)


def _load(settings: Settings) -> tuple[GalleryFace, ...]:
    try:
        return load_custom_faces(settings.fonts)
    except FontStoreError as error:
        stop(str(error), FAILED)


def _save(settings: Settings, faces: Iterable[GalleryFace], previews: dict[str, Mask]) -> None:
    """Save faces, and both the saved and the new previews of their families. Drops all other previews."""
    all_faces = list(faces)
    families = {face.family for face in all_faces}
    try:
        all_previews = {**load_custom_previews(settings.fonts), **previews}
        save_custom_faces(settings.fonts, all_faces)
        save_custom_previews(
            settings.fonts, {name: mask for name, mask in all_previews.items() if name in families}
        )
    except FontStoreError as error:
        stop(str(error), FAILED)
