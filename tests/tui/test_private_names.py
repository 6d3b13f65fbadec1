"""No private name of ours is one of Textual's, or of a base class of our own, unless it is meant to be.

Python keeps one table of attributes for an object: `self._size` of a subclass overwrites that of its base without a
word. So the private names of every class are read from its source and compared along its line of bases.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import sys

import pytest

import genai_tui.tui

OURS = "genai_tui."

MEANT: dict[tuple[str, str], str] = {
    ("ClipboardApp", "_clipboard"): "Textual's Input pastes from it, and there is no public way to fill it",
    ("GenaiApp", "_refresh_notifications"): "shows notes in the footer's place, and not over what one reads",
    ("FaultApp", "_fatal_error"): "prints a traceback with a reader's values and paths",
    ("FaultApp", "_handle_exception"): "the only place that hears of every fault",
    ("FaultApp", "_return_code"): "the exit status after a fault",
    (
        "TerminalDriver",
        "_key_thread",
    ): "the thread that reads keys, which Textual's driver joins when it leaves",
    (
        "TerminalApp",
        "_set_pointer_shape",
    ): "asks the terminal for another pointer, by a sequence that draws nothing",
    ("TerminalDriver", "_app"): "the app that the terminal is kept for",
    ("TerminalDriver", "_loop"): "the loop of that app",
    ("TerminalDriver", "_size"): "the size that app begins with",
    ("TerminalDriver", "_last_move_event"): "holds the app that it was sent to",
    ("TerminalDriver", "_mouse"): "whether the mouse is taken, which changes while the program runs",
    ("TerminalDriver", "_get_terminal_size"): "Textual's driver asks it for the size",
    ("InputParser", "_parse_extended_key"): "Textual's own, without a cache that keeps the app for ever",
}
"""Names of Textual that are meant to be overwritten or overridden, by class, and why."""

MEANT_AMONG_OURS: dict[tuple[str, str], str] = {
    ("DisagreementsScreen", "_letter_visits"): "as in Browse",
    ("BetweenScreen", "_letter_visits"): "as in Browse",
    ("TableScreen", "_letter_visits"): "as in Browse",
    ("BrowseScreen", "_forget_records"): "its arranger and its counts are of the records",
    ("WideDetail", "_lay_out"): "lays out in two columns where there is room",
    ("WideDetail", "_text_cells"): "of one of two columns",
    ("TimelineScreen", "_table"): "a plot has no table of counts",
    (
        "BrowseScreen",
        "_letter_visits",
    ): "set where the base takes the letters of a query, to say that one is no visit",
}
"""Names of a base class of ours that a subclass is meant to override, by class, and why."""


@functools.cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))


@functools.cache
def _private_names(class_: type) -> frozenset[str]:
    """Return the private names that a class defines or assigns to itself, read from its source."""
    body = next(
        (
            node
            for node in ast.walk(_tree(class_.__module__))
            if isinstance(node, ast.ClassDef) and node.name == class_.__name__
        ),
        None,
    )
    if body is None:
        return frozenset()
    names: set[str] = set()
    for statement in body.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(statement.name)
            names |= _assigned(statement)
        else:
            names |= {node.id for node in _targets(statement) if isinstance(node, ast.Name)}
    return frozenset(name for name in names if name.startswith("_") and not name.startswith("__"))


def _targets(statement: ast.stmt) -> list[ast.expr]:
    """Return what a statement assigns to, each name for itself."""
    if isinstance(statement, ast.Assign):
        return [part for target in statement.targets for part in _parts(target)]
    return [statement.target] if isinstance(statement, ast.AnnAssign | ast.AugAssign) else []


def _parts(target: ast.expr) -> list[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        return [part for each in target.elts for part in _parts(each)]
    return [target.value] if isinstance(target, ast.Starred) else [target]


def _assigned(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names that a method assigns to `self`."""
    return {
        target.attr
        for node in ast.walk(function)
        if isinstance(node, ast.stmt)
        for target in _targets(node)
        if isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == "self"
    }


def _classes() -> list[type]:
    """Return our classes that build upon Textual."""
    found: dict[type, None] = {}
    for module in pkgutil.walk_packages(genai_tui.tui.__path__, "genai_tui.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(value) and value.__module__.startswith(OURS) and _bases(value, "textual."):
                found[value] = None
    return list(found)


def _bases(class_: type, module: str) -> list[type]:
    return [base for base in class_.__mro__[1:] if base.__module__.startswith(module)]


def _shared(class_: type, module: str) -> set[tuple[str, str]]:
    """Return the private names of a class that a base from `module` has too, each with the name of the class."""
    theirs = frozenset[str]().union(*map(_private_names, _bases(class_, module)))
    return {(class_.__name__, name) for name in _private_names(class_) & theirs}


CLASSES = _classes()


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__name__)
def test_private_names_are_apart_from_textuals(class_: type) -> None:
    assert _shared(class_, "textual.") <= MEANT.keys()


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__name__)
def test_private_names_are_apart_from_those_of_our_bases(class_: type) -> None:
    assert _shared(class_, OURS) <= MEANT_AMONG_OURS.keys()


def test_no_exception_is_stale() -> None:
    assert MEANT.keys() == {name for class_ in CLASSES for name in _shared(class_, "textual.")}
    assert MEANT_AMONG_OURS.keys() == {name for class_ in CLASSES for name in _shared(class_, OURS)}


def test_the_classes_and_their_names_are_found() -> None:
    from textual.driver import Driver
    from textual.drivers.linux_driver import LinuxDriver

    from genai_tui.tui.widgets.line_list import LineList

    assert {"GenaiApp", "BrowseScreen", "LineList", "TerminalDriver"} <= {
        class_.__name__ for class_ in CLASSES
    }
    assert {"_size", "_app"} <= _private_names(Driver)
    assert "_key_thread" in _private_names(LinuxDriver)
    assert {"_shown", "_line_at"} <= _private_names(LineList)


def test_a_name_that_collides_is_noticed() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    from genai_tui.tui.widgets.line_list import LineList

    class Wider(LinuxDriver):
        def __init__(self) -> None:
            self._size, self._own = 1, 2

    class Longer(LineList):
        def _line_at(self) -> None:  # type: ignore[override]
            self._row_cache: int = 1

    assert _shared(Wider, "textual.") == {("Wider", "_size")}
    assert ("Longer", "_line_at") in _shared(Longer, OURS)
