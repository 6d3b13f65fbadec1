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
    "storage/record_shapes.py: shape_of": "kinds of records",
    "storage/decoder.py: field_paths": "kinds of records",
    "storage/decoder.py: _fields_at": "kinds of records",
    "storage/diff.py: _defaults": "kinds of records",
    "storage/diff_text.py: _organizations": "kinds of records",
    "storage/exporters/json_form.py: _names": "kinds of records",
    "storage/exporters/record_fields.py: field_table": "kinds of records",
    "storage/field_meanings.py: _below_fields": "modules that hold records",
    "storage/identities.py: read_identities": "files that come with the program",
    "storage/organization_aliases.py: read_aliases": "files that come with the program",
}
"""Caches without a size, by file and function, with what their keys are: there are few of those, whatever is opened."""


SHORT = {
    "catalog/ascii.py: _ascii": "one character",
    "catalog/partial_date.py: _is_date": "ten letters",
    "tui/screen_diff.py: _blank": "a style",
    "tui/screen_diff.py: _parts": "a style",
    "tui/screen_diff.py: _parts_by_doubt": "a row of the terminal",
}
"""Caches with a size whose keys are texts, with what bounds the length of those; others are `text_cache`."""


HELD = {
    "catalog/stored.py: ModelSource._kept": "2,000 records",
    "catalog/stored.py: StoredOrganizations._kept": "2,000 records",
    "search/filters.py: Filtering._folded": "fields",
    "search/filters.py: Filtering._spans": "fields",
    "search/filters.py: Filtering._values": "fields",
    "search/name_index.py: NameIndex._folded": "names of the catalog",
    "search/stored/names.py: StoredRows._kept": "50,000 rows",
    "search/stored/names.py: _Marks._kept": "64 pairs of letters",
    "tui/app.py: GenaiApp._screens": "screens",
    "tui/driver.py: TerminalDriver._handlers": "signals",
    "tui/fault_app.py: FaultApp._last_keys": "50 keys",
    "tui/handover.py: Handover._asked": "1,000 calls that signals ask for between two catalogs",
    "tui/handover.py: Handover._typed": "10,000 keys that are not answered",
    "tui/screen_diff.py: Thinner._modes": "modes of the terminal",
    "tui/screen_diff.py: Thinner._overwritten": "cells of one frame",
    "tui/screen_diff.py: Thinner._reached": "rows of the screen",
    "tui/screen_diff.py: Thinner._rows": "rows of the screen",
    "tui/session.py: Session._indexes": "4 indexes",
    "tui/type_ahead.py: TypeAheadApp._waiting": "keys that wait for the one before",
    "tui/widgets/detail.py: Detail._tab_rows": "rows of the page that is shown",
    "tui/widgets/facet_tree.py: FacetTree._divisions": "groups of the tree that is shown",
    "tui/widgets/facet_tree.py: FacetTree._open": "branches of the catalog's groups",
    "tui/widgets/facet_tree.py: FacetTree._places": "rows of the tree that is shown",
    "tui/widgets/line_list.py: LineList._ready": "rows in sight",
    "tui/widgets/line_list.py: LineList._shown": "rows in sight",
    "tui/widgets/pane_row.py: PaneRow._cells": "panes",
    "tui/widgets/record_table.py: RecordTable._hits": "records that one query has found",
    "tui/widgets/record_table.py: RecordTable._values": "2,000 records",
    "tui/widgets/row_cache.py: RowCache._rows": "rows in sight",
    "tui/widgets/row_painter.py: RowPainter._styles": "500 styles",
    "view/by_day.py: ByDay._kept": "3 days, or as many as are named",
    "view/graph_pictures.py: Viewer._measures": "kinds of graphs",
    "view/graph_pictures.py: Viewer._pictures": "48 pictures, of 400,000 cells together",
    "view/graph_pictures.py: Viewer._wholes": "kinds of graphs",
    "view/marks.py: Marks._ids": "marks that the reader has set",
    "view/matrix_cursor.py: MatrixCursor._marked": "rows of one table",
    "view/bounded_cache.py: BoundedCache._made": "as many keys as are named",
}
"""What objects that live as long as a session, a screen or a pane keep by key, with what bounds it."""


def _held() -> set[str]:
    root = Path(genai_tui.__path__[0])
    found = set()
    for path in (
        path for room in ("catalog", "search", "view", "tui") for path in (root / room).rglob("*.py")
    ):
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for node in ast.walk(made) if isinstance(made, ast.ClassDef) else ():
                if isinstance(node, ast.AnnAssign) and node.value is not None and _begins_empty(node):
                    name = ast.unparse(node.target).removeprefix("self.")
                    found.add(f"{path.relative_to(root).as_posix()}: {made.name}.{name}")
    return found


def _begins_empty(node: ast.AnnAssign) -> bool:
    value = ast.unparse(node.value) if node.value else ""
    if isinstance(node.target, ast.Attribute):
        return value in ("{}", "set()", "OrderedDict()") or value.startswith(("deque(", "defaultdict("))
    return "default_factory=dict" in value or "default_factory=set" in value


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


def _of_one_text() -> set[str]:
    """Return the functions of one text whose results are kept, however long the text may be."""
    root = Path(genai_tui.__path__[0])
    return {
        f"{path.relative_to(root).as_posix()}: {node.name}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and [ast.unparse(each.annotation) for each in node.args.args if each.annotation] == ["str"]
        and any("lru_cache" in ast.unparse(each) for each in node.decorator_list)
    }


def _is_unbounded(node: ast.expr) -> bool:
    written = ast.unparse(node)
    bare = written.removeprefix("functools.")
    return (
        bare == "cache" or bare == "lru_cache" or "maxsize=None" in bare or bare.startswith("lru_cache(None")
    )


def test_every_cache_has_a_size_or_few_keys() -> None:
    assert _unbounded() == set(FEW)


def test_what_objects_keep_by_key_is_named_with_its_bound() -> None:
    assert _held() == set(HELD), "one more: what bounds it, however long a session is?"


def test_no_cache_keeps_texts_of_any_length() -> None:
    assert _of_one_text() == set(SHORT), "what bounds the text? else it is one for `text_cache`"
