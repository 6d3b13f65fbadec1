"""The house itself: style, types, the direction of imports, and docs that keep up with the program."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

import pytest

from genai_tui.cli.main import _MODULES, door
from genai_tui.cli.spec_command import commands
from genai_tui.tui.commands import TABLES, keys_text

ROOT = Path(__file__).parents[1]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "format", "--check"], ["ruff", "check"], ["mypy"], ["lint-imports"]],
    ids=["format", "lint", "types", "imports"],
)
def test_the_checks_are_clean(command: list[str]) -> None:
    ran = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_class_has_more_than_thirty_methods() -> None:
    """A setter counts with its getter. What ruff counts is public methods alone."""
    large = []
    for path in (ROOT / "genai_tui").rglob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ClassDef):
                defined = {part.name for part in each.body if isinstance(part, _FUNCTIONS)}
                if len(defined) > 30:
                    large.append(f"{path.name}: {each.name} has {len(defined)}")
    assert not large


_SEVERAL_SENSES = {
    "Cell", "Choice", "Columns", "Content", "Count", "Counted", "Direction", "Entry", "Found", "Given", "Hit",
    "Kind", "Layout", "Line", "Link", "Look", "Marks", "Mode", "Node", "Note", "Order", "Output", "Period",
    "Place", "Places", "Reader", "Record", "RecordKind", "Row", "Rule", "Section", "Side", "State", "Stop",
    "Told", "Value", "Words", "Written",
}  # fmt: skip
"""Names that stand for more than one type yet; this list only becomes shorter."""


def _types(path: Path) -> Iterator[str]:
    """Yield the names of the classes and types that a file defines for others."""
    for each in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = each.targets if isinstance(each, ast.Assign) else [getattr(each, "target", None)]
        names = (
            [each.name]
            if isinstance(each, ast.ClassDef)
            else [getattr(target, "id", "") for target in targets]
        )
        yield from (name for name in names if re.fullmatch(r"[A-Z][a-z]\w*", name))


def test_a_name_stands_for_one_type() -> None:
    homes: dict[str, set[Path]] = {}
    for path in (ROOT / "genai_tui").rglob("*.py"):
        for name in _types(path):
            homes.setdefault(name, set()).add(path)
    several = {name for name, files in homes.items() if len(files) > 1}
    assert several == _SEVERAL_SENSES, several ^ _SEVERAL_SENSES


def test_no_screen_has_more_than_three_hundred_lines() -> None:
    files = (ROOT / "genai_tui" / "tui" / "screens").glob("*.py")
    lines = {path.name: path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def _imported(path: Path, modules: Collection[str]) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it, for types alone, too."""
    for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names if alias.name in modules)
        elif isinstance(each, ast.ImportFrom):
            for alias in each.names:
                named = f"{each.module}.{alias.name}"
                if (module := named if named in modules else each.module) in modules:
                    yield str(module)


def test_no_modules_import_each_other() -> None:
    """A late import hides a circle from Python, not from readers."""
    paths = (ROOT / "genai_tui").rglob("*.py")
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    modules = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    imports = {name: set(_imported(path, modules)) for name, path in modules.items()}
    imports["genai_tui.cli.main"] |= {f"genai_tui.cli.{name}" for name in _MODULES.values()}  # by their names
    assert imports["genai_tui.__main__"] == {"genai_tui.cli.main", "genai_tui.shortage"}
    graphlib.TopologicalSorter(imports).prepare()  # raises with a circle, where there is one


TOP = {
    ".ci", ".dockerignore", ".gitignore", ".pre-commit-hooks.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile",
    "LICENSE", "Makefile", "README.md", "SECURITY.md", "THIRD-PARTY-LICENCES.md", "data", "docs", "genai_tui",
    "pyproject.toml", "screenshots", "tests", "tools",
}  # fmt: skip
"""What belongs at the top of the project."""


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout: nothing says which files are kept")
def test_nothing_else_lies_at_the_top() -> None:
    """What the program exports while it is tried lands where it was started, and is kept by mistake."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.partition("/")[0] for line in kept.splitlines()} == TOP


def test_the_readme_names_every_subcommand_and_key() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in commands(door):
        if not command.hidden and " " not in name and name != "explore":
            assert f"genai-tui {name}" in readme, name
    for key in dict.fromkeys(chain.from_iterable(TABLES.values())):
        row = f"| `{keys_text(key)}` | {key.help} |" if key.keys else f"`:{key.name}`"
        assert row in readme, row


def test_the_format_document_names_every_field() -> None:
    from genai_tui.catalog.model import CatalogHead, Model, Organization, Relation

    text = (ROOT / "docs" / "catalog-format.md").read_text(encoding="utf-8")
    for record in (Model, Organization, Relation, CatalogHead):
        for name in record.__struct_encode_fields__:
            assert f"`{name}`" in text, f"{record.__name__}.{name}"
