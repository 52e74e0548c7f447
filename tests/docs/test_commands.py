"""Commands and settings that the pages name."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from service.cli import app
from service.settings import Settings
from tests.docs.pages import ROOT, code, name, pages, read

MAKE = re.compile(r"(?:^|\s)make ([a-z]+)")
WANGTU = re.compile(r"(?:^|[\s/])wangtu ([a-z]+(?: [a-z]+)?)(?=\s|$|`)")
MODULE = re.compile(r"python -m ([a-z_.]+)")
OURS = ("benchmarks", "docs", "models", "service", "tests")

TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

SETTING = re.compile(r"`WANGTU_([A-Z_]+)`")


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_make_target_exists(page: Path) -> None:
    named = {target for snippet in code(page) for target in MAKE.findall(snippet)}

    assert named <= TARGETS


@pytest.mark.parametrize(
    ("command", "exists"), [("serve", True), ("keys list", True), ("read more", True), ("keys lift", False)]
)
def test_commands_are_looked_up_with_their_subcommands(command: str, exists: bool) -> None:
    assert _exists(command.split()) is exists


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_wangtu_command_exists(page: Path) -> None:
    commands = {command for snippet in code(page) for command in WANGTU.findall(snippet)}

    assert [command for command in commands if not _exists(command.split())] == []


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_module_that_is_run_exists(page: Path) -> None:
    modules = {module for snippet in code(page) for module in MODULE.findall(snippet)}

    assert [module for module in modules if module.startswith(OURS) and not _is_runnable(module)] == []


def test_operations_documents_exactly_the_settings_that_exist() -> None:
    documented = set(SETTING.findall(read(Path("docs/operations.md"))))

    assert documented == {field.upper() for field in Settings.model_fields}


def _exists(words: list[str]) -> bool:
    """Whether the first word is a command and, if it has subcommands, the second word is one of them."""
    command: Any = typer.main.get_command(app)
    for word in words:
        children = getattr(command, "commands", None)
        if children is None:
            return True  # a command without subcommands: the word is an argument
        if word not in children:
            return False
        command = children[word]
    return True


def _is_runnable(module: str) -> bool:
    path = ROOT / module.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
