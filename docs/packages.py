"""Draws the packages of `service` and `models` and their imports as a Mermaid graph in docs/architecture.md.

Run it with `make picture`. An arrow points from the importer to the imported package. An arrow that follows
from others is left out. Modules directly in `service` or `models` appear if they import a package; all others
are shared vocabulary such as `service/errors.py`, which any package may import.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
GROUPS = ("service", "models")
BEGIN, END = "<!-- packages: begin, written by `make picture` -->\n", "<!-- packages: end -->\n"

Graph = Mapping[str, frozenset[str]]
"""Package -> the packages that it imports. Names have two parts: service.api, models.page."""


def import_graph(root: Path = ROOT) -> Graph:
    """Read which package imports which, from the source files under `root`."""
    graph: dict[str, set[str]] = {}
    for group in GROUPS:
        for path in sorted((root / group).rglob("*.py")):
            importer = _package(".".join(path.relative_to(root).with_suffix("").parts))
            imported = {_package(name) for name in _imports(path) if name.startswith(GROUPS)}
            graph.setdefault(importer, set()).update(imported - {importer, *GROUPS})
    folders = {name for name in graph if (root / name.replace(".", "/")).is_dir()}
    drawn = folders | {name for name, imported in graph.items() if imported & folders}
    return {name: frozenset(graph[name] & drawn) for name in sorted(drawn)}


def reduced(graph: Graph) -> Graph:
    """The graph without the arrows that follow from others. Raises CycleError if packages form a circle."""
    tuple(TopologicalSorter(graph).static_order())

    @cache
    def reachable(name: str) -> frozenset[str]:
        return graph[name].union(*map(reachable, graph[name]))

    return {
        name: frozenset(each for each in imported if not any(each in reachable(other) for other in imported))
        for name, imported in graph.items()
    }


def mermaid(graph: Graph) -> str:
    """The graph in Mermaid's language: boxes grouped by GROUPS, then a line for each importer."""
    lines = ["flowchart TD"]
    for group in GROUPS:
        members = [name for name in graph if name.startswith(group)]
        boxes = "; ".join(f"{_box(name)}[{name.partition('.')[2]}]" for name in members)
        lines += [f"  subgraph {group}", f"    {boxes}", "  end"]
    for name, imported in graph.items():
        if imported:
            lines.append(f"  {_box(name)} --> {' & '.join(map(_box, sorted(imported)))}")
    return "\n".join(lines) + "\n"


def with_picture(page: str, picture: str) -> str:
    """The page with the picture between its two marker comments."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n```mermaid\n{picture}```\n\n{END}{after}"


def main() -> None:
    """Redraw the picture in docs/architecture.md."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_picture(page, mermaid(reduced(import_graph()))), encoding="utf-8")


def _box(name: str) -> str:
    """The name of a package as an identifier in Mermaid's language."""
    return name.replace(".", "_")


def _package(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


if __name__ == "__main__":
    main()
