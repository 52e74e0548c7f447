"""The size limits of docs/architecture.md, and the places of the unit tests."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest

from tests.harness.source import MODULES, ROOT, SOURCES, name_of, tree_of

UNIT_TESTS = sorted(
    path for part in ("models", "service") for path in (ROOT / "tests" / part).rglob("test_*.py")
)

LONGEST_FILE, LONGEST_FUNCTION, USUAL_FUNCTION = 200, 60, 15
"""The largest numbers of lines. At least nine of ten functions have at most USUAL_FUNCTION lines."""

MOST_MODULES = 15
"""The largest number of modules in one folder, not counting `__init__.py`."""

MOST_POSITIONAL = 4
"""The largest number of positional arguments in a constructor call."""

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


def _function_lengths(path: Path) -> Iterator[int]:
    """Yields the number of lines of every function."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert max(_function_lengths(path), default=0) <= LONGEST_FUNCTION


def test_nine_of_ten_functions_are_very_short() -> None:
    lengths = [length for path in SOURCES for length in _function_lengths(path)]

    assert quantiles(lengths, n=10)[-1] <= USUAL_FUNCTION


def test_no_folder_holds_too_many_modules() -> None:
    modules = (path for path in MODULES if path.name != "__init__.py")
    folders = Counter(name_of(path.parent) for path in modules)

    assert {folder: count for folder, count in folders.items() if count > MOST_MODULES} == {}


@pytest.mark.parametrize("path", UNIT_TESTS, ids=name_of)
def test_unit_tests_mirror_the_tree(path: Path) -> None:
    folder = ROOT / path.parent.relative_to(ROOT / "tests")
    subject = path.stem.removeprefix("test_")
    modules = [*ACROSS_MODULES, *(module.stem for module in folder.glob("*.py"))]

    assert any(subject == module or subject.startswith(f"{module}_") for module in modules)


def _long_calls(path: Path) -> Iterator[str]:
    """Yields the constructor calls with more than MOST_POSITIONAL positional arguments."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and len(node.args) > MOST_POSITIONAL:
            called = ast.unparse(node.func)
            is_constructor = called.rpartition(".")[2][:1].isupper()
            if is_constructor and called.partition(".")[0] not in POSITIONAL_LIBRARIES:
                yield f"{name_of(path)}:{node.lineno} {called}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_constructor_call_names_its_arguments_when_there_are_many(path: Path) -> None:
    assert list(_long_calls(path)) == []
