"""The catalog of free typefaces: a family, its look, its faces, and the packages that bring its files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

CATALOG = Path(__file__).with_name("catalog.toml")

Style = Literal["sans", "serif", "kai", "fangsong", "round", "display", "handwriting", "mono", "script"]
Script = Literal["hans", "hant", "latin"]
Registry = Literal["debian", "npm"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a registry and the version that the gallery was made from."""

    registry: Registry
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a family, 100 to 900: its files inside the folder of all fonts, and which font of a file.

    Several files share the characters between them: the first that has a character draws it.
    """

    weight: int
    files: tuple[str, ...]
    index: int = 0


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface as users know it by name."""

    name: str
    style: Style
    scripts: tuple[Script, ...]
    """What its own design covers: text of another script in it is borrowed from elsewhere, or missing."""
    packages: tuple[Package, ...]
    licence: str
    """An SPDX expression."""
    faces: tuple[Face, ...]
    """By rising weight."""
    held_out: bool = False
    """Kept out of training and out of the shipped gallery: it measures how an unseen typeface is placed."""


@cache
def load() -> tuple[Family, ...]:
    """Every family, in the order of the catalog."""
    rows = tomllib.loads(CATALOG.read_text(encoding="utf-8"))
    return (*map(_from_debian, rows["debian"]), *map(_from_npm, rows["npm"]))


def in_gallery() -> tuple[Family, ...]:
    """The families that are trained and shipped."""
    return tuple(family for family in load() if not family.held_out)


def held_out() -> tuple[Family, ...]:
    """The families that only the evaluation registers."""
    return tuple(family for family in load() if family.held_out)


def _from_debian(row: Mapping[str, Any]) -> Family:
    packages = tuple(Package("debian", name, version) for name, version in row["packages"].items())
    faces = tuple(_located(int(weight), place) for weight, place in row["faces"].items())
    return _family(row, packages, faces)


def _located(weight: int, place: str) -> Face:
    path, _, index = place.partition("#")
    return Face(weight, (path,), int(index or 0))


def _from_npm(row: Mapping[str, Any]) -> Family:
    package = Package("npm", row["package"], row["version"])
    faces = tuple(
        Face(weight, tuple(f"npm/{package.name}-{subset}-{weight}.ttf" for subset in row["subsets"]))
        for weight in row["weights"]
    )
    return _family(row, (package,), faces)


def _family(row: Mapping[str, Any], packages: tuple[Package, ...], faces: tuple[Face, ...]) -> Family:
    return Family(
        name=row["name"],
        style=row["style"],
        scripts=tuple(row["scripts"]),
        packages=packages,
        licence=row["licence"],
        faces=tuple(sorted(faces, key=lambda face: face.weight)),
        held_out=row.get("held_out", False),
    )
