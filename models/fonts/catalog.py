"""The catalog of free typefaces: each family with its style, scripts, faces, licence and packages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

CATALOG = Path(__file__).with_name("catalog.toml")

Style = Literal["sans", "serif", "kai", "fangsong", "round", "display", "handwriting", "mono", "script"]
"""The design of a typeface. "script" is connected Latin handwriting; a writing system is a `Script`."""

Script = Literal["hans", "hant", "latin"]
"""A writing system: simplified Chinese, traditional Chinese or Latin."""

Registry = Literal["debian", "npm"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a registry, in the version that the gallery was built from."""

    registry: Registry
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of a family (100 to 900) and the font files that contain it.

    `files` are paths inside the folder of all font files. The first file that has a character draws it.
    `index` selects the font inside each file, for font collections.
    """

    weight: int
    files: tuple[str, ...]
    index: int = 0


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface, under the name that users know."""

    name: str
    style: Style
    scripts: tuple[Script, ...]
    """The scripts that the typeface is designed for. Other scripts are missing or copied from another one."""
    packages: tuple[Package, ...]
    licence: str
    """An SPDX expression."""
    faces: tuple[Face, ...]
    """Sorted by weight, lightest first."""
    held_out: bool = False
    """Whether only the evaluation uses the family. It then is neither trained nor shipped."""


@cache
def load() -> tuple[Family, ...]:
    """Returns every family, in catalog order."""
    rows = tomllib.loads(CATALOG.read_text(encoding="utf-8"))
    return (*map(_from_debian, rows["debian"]), *map(_from_npm, rows["npm"]))


def in_gallery() -> tuple[Family, ...]:
    """Returns the families that are trained and shipped."""
    return tuple(family for family in load() if not family.held_out)


def held_out() -> tuple[Family, ...]:
    """Returns the families that only the evaluation uses."""
    return tuple(family for family in load() if family.held_out)


def _from_debian(row: Mapping[str, Any]) -> Family:
    packages = tuple(Package("debian", name, version) for name, version in row["packages"].items())
    faces = tuple(_debian_face(int(weight), location) for weight, location in row["faces"].items())
    return _family(row, packages, faces)


def _debian_face(weight: int, location: str) -> Face:
    """Parses `path#index`. A missing index means 0."""
    path, _, index = location.partition("#")
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
