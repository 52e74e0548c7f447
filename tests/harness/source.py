"""The source files of the project, and what they import."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("service", "models") for path in (ROOT / folder).rglob("*.py"))
MODULES = sorted(
    path for folder in ("service", "models", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")
)


def name_of(path: Path) -> str:
    """Returns the path of a module in the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Returns the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Yields the name of every module that is imported, and of every object imported from one."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
