import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.fonts.catalog import Face, Family, Package
from models.fonts.training.data import fetch
from tests.models.fonts.tiny_font import write_font

BRUSH = Package("debian", "fonts-brush", "1.0")
ROUND = Package("npm", "round", "5.3.0")
FAMILIES = (
    Family("Brush", "script", ("latin",), (BRUSH,), "OFL-1.1", (Face(400, ("truetype/brush.ttf",)),)),
    Family("Round", "round", ("latin",), (ROUND,), "OFL-1.1", (Face(700, ("npm/round-latin-700.ttf",)),)),
)


class Registries:
    """What apt, dpkg, npm and tar do, in a folder; `asked` are the commands that reach a registry."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def run(self, command: Sequence[str], cwd: Path, **_: object) -> None:
        if command[0] in ("apt-get", "npm"):
            self.asked.append(command[-1])
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


def test_every_file_of_the_catalogue_is_brought(registries: Registries, tmp_path: Path) -> None:
    fetch.fetch(tmp_path)

    assert (tmp_path / "truetype/brush.ttf").is_file()
    assert (tmp_path / "npm/round-latin-700.ttf").is_file()
    assert registries.asked == ["fonts-brush", "@fontsource/round@5.3.0"]


def test_what_is_there_is_not_brought_again(registries: Registries, tmp_path: Path) -> None:
    fetch.fetch(tmp_path)
    (tmp_path / "npm/round-latin-700.ttf").unlink()
    registries.asked.clear()
    fetch.fetch(tmp_path)

    assert registries.asked == ["@fontsource/round@5.3.0"]


def test_a_package_without_a_file_of_the_catalogue_is_told(
    registries: Registries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Family("Gone", "sans", ("latin",), (BRUSH,), "OFL-1.1", (Face(400, ("truetype/gone.ttf",)),))
    monkeypatch.setattr(fetch, "load", lambda: (*FAMILIES, gone))

    with pytest.raises(SystemExit, match=r"truetype/gone\.ttf"):
        fetch.fetch(tmp_path)
