import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.fonts.catalog import Face, Family, Package
from models.fonts.training.data import fetch
from tests.models.fonts.tiny_font import write_font

BRUSH = Package("debian", "fonts-brush", "1.0")
ROUND = Package("npm", "round", "5.3.0")
FAMILIES = (
    Family(
        name="Brush",
        style="script",
        scripts=("latin",),
        packages=(BRUSH,),
        licence="OFL-1.1",
        faces=(Face(400, ("truetype/brush.ttf",)),),
    ),
    Family(
        name="Round",
        style="round",
        scripts=("latin",),
        packages=(ROUND,),
        licence="OFL-1.1",
        faces=(Face(700, ("npm/round-latin-700.ttf",)),),
    ),
)


class Registries:
    """Replaces the commands apt, dpkg, npm and tar. `downloads` are the packages that were requested."""

    def __init__(self) -> None:
        self.downloads: list[str] = []

    def run(self, command: Sequence[str], cwd: Path, **_: object) -> None:
        if command[0] in ("apt-get", "npm"):
            self.downloads.append(command[-1])
            (cwd / ("a.deb" if command[0] == "apt-get" else "a.tgz")).touch()
        elif command[0] == "dpkg-deb":
            (cwd / "usr/share/fonts/truetype").mkdir(parents=True)
            write_font(cwd / "usr/share/fonts/truetype/brush.ttf")
        else:
            (cwd / "package/files").mkdir(parents=True)
            write_font(cwd / "package/files/round-latin-700-normal.woff2")


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> Registries:
    registries = Registries()
    monkeypatch.setattr(subprocess, "run", registries.run)
    monkeypatch.setattr(fetch, "load", lambda: FAMILIES)
    return registries


def test_every_file_of_the_catalog_is_downloaded(registries: Registries, tmp_path: Path) -> None:
    fetch.fetch(tmp_path)

    assert (tmp_path / "truetype/brush.ttf").is_file()
    assert (tmp_path / "npm/round-latin-700.ttf").is_file()
    assert registries.downloads == ["fonts-brush", "@fontsource/round@5.3.0"]


def test_existing_files_are_not_downloaded_again(registries: Registries, tmp_path: Path) -> None:
    fetch.fetch(tmp_path)
    (tmp_path / "npm/round-latin-700.ttf").unlink()
    registries.downloads.clear()
    fetch.fetch(tmp_path)

    assert registries.downloads == ["@fontsource/round@5.3.0"]


def test_a_file_that_is_in_no_package_is_reported(
    registries: Registries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = replace(FAMILIES[0], name="Missing", faces=(Face(400, ("truetype/gone.ttf",)),))
    monkeypatch.setattr(fetch, "load", lambda: (*FAMILIES, missing))

    with pytest.raises(SystemExit, match=r"truetype/gone\.ttf"):
        fetch.fetch(tmp_path)
