"""What is kept in memory is bounded: each cache of a function has a size, or keys of which there are few."""

from __future__ import annotations

import ast
from pathlib import Path

import genai_tui

FEW = {
    "catalog/claim_fields.py: claim_fields": "kinds of records",
    "catalog/licenses.py: _pattern": "spellings of the program's own table",
    "catalog/license_classes.py: _pattern": "spellings of the program's own table",
    "catalog/problem_rules.py: _pattern": "rules of the program's own table",
    "tui/screen_diff.py: _cells_of": "styles; all are let go of when they are many",
    "tui/screen_diff.py: _blank_cell": "styles; all are let go of when they are many",
    "tui/rich_widths.py: ours": "versions of Unicode",
    "storage/decoder.py: shape_of": "kinds of records",
    "storage/decoder.py: field_paths": "kinds of records",
    "storage/decoder.py: _fields_at": "kinds of records",
    "storage/diff.py: _defaults": "kinds of records",
    "storage/diff_text.py: _organizations": "kinds of records",
    "storage/exporters/json_form.py: _names": "kinds of records",
    "storage/exporters/record_fields.py: field_table": "kinds of records",
    "storage/identities.py: read_identities": "files that come with the program",
    "storage/organization_aliases.py: read_aliases": "files that come with the program",
}
"""Caches without a size, by file and function, with what their keys are: there are few of those, whatever is opened."""


def _unbounded() -> set[str]:
    root = Path(genai_tui.__path__[0])
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = f"{path.relative_to(root).as_posix()}: "
            if isinstance(node, ast.FunctionDef):
                takes = node.args.args or node.args.kwonlyargs or node.args.vararg
                if takes and any(map(_is_unbounded, node.decorator_list)):
                    found.add(name + node.name)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                target = node.targets[0]
                if isinstance(target, ast.Name) and _is_unbounded(node.value.func):
                    found.add(name + target.id)
    return found


def _is_unbounded(node: ast.expr) -> bool:
    written = ast.unparse(node)
    bare = written.removeprefix("functools.")
    return (
        bare == "cache" or bare == "lru_cache" or "maxsize=None" in bare or bare.startswith("lru_cache(None")
    )


def test_every_cache_has_a_size_or_few_keys() -> None:
    assert _unbounded() == set(FEW)
