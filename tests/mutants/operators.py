"""The faults that are tried: each changes one place of one file and leaves the rest as it is.

Texts, annotations, tables of exports, log lines, the words of errors and what only type checkers read are
left alone: a fault there changes no behaviour.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}
_TEXTS = (ast.JoinedStr, ast.List, ast.ListComp, ast.Tuple)
"""What is joined by `+` and cannot be joined by `-`: such a fault is always noticed and tells nothing."""


@dataclass(frozen=True)
class Mutant:
    """One fault: `before` at `start` of the text of `path` becomes `after`."""

    kind: str
    path: str
    """Relative to the checkout."""
    line: int
    function: str | None
    """Qualified name of the innermost function around it; None on the level of the module or a class."""
    start: int
    before: str
    after: str

    def applied(self, text: str) -> str:
        """Return the text of the file with the fault in it."""
        end = self.start + len(self.before)
        assert text[self.start : end] == self.before
        return text[: self.start] + self.after + text[end:]

    def __str__(self) -> str:
        before, after = (" ".join(each.split()) for each in (self.before, self.after))
        return f"{self.path}:{self.line} [{self.kind}] {before[:90]}  ->  {after[:90]}"


def mutants(path: str, text: str) -> Iterator[Mutant]:
    """Give every fault that can be put into a file, from top to bottom."""
    yield from _Walk(path, text).of(ast.parse(text), None, "")


class _Walk:
    """One pass through a file."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = [0]
        """Where each line begins."""
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def _at(self, line: int, column: int) -> int:
        """Turn a line and a column in bytes, as `ast` counts, into a place in the text."""
        start = self._lines[line - 1]
        row = self._text[start : self._lines[line]].encode()
        return start + len(row[:column].decode())

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)

    def of(self, node: ast.AST, function: str | None, scope: str) -> Iterator[Mutant]:
        for kind, start, end, after in self._here(node):
            before = self._text[start:end]
            if before != after:
                line = self._text.count("\n", 0, start) + 1
                yield Mutant(kind, self._path, line, function, start, before, after)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{scope}{node.name}"
            for child in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield from self.of(child, function, scope)
            for child in node.body:
                yield from self.of(child, name, f"{name}.<locals>.")
            return
        if isinstance(node, ast.ClassDef):
            scope = f"{scope}{node.name}."
        for child in _looked_at(node):
            yield from self.of(child, function, scope)

    def _here(self, node: ast.AST) -> Iterator[tuple[str, int, int, str]]:
        """Give kind, start, end and new text of the faults of one node."""
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                pattern, after = _COMPARISONS[type(operator)]
                yield from self._between("comparison", left, right, pattern, after)
            case ast.BoolOp(op=operator, values=values):
                old, new = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                for one, other in itertools.pairwise(values):
                    yield from self._between("and/or", one, other, old, new)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                start, end = self._span(node)[0], self._span(operand)[0]
                yield "not", start, end, re.sub(r"^not\b\s*", "", self._text[start:end])
            case ast.BinOp(op=ast.Add() | ast.Sub() as operator, left=left, right=right):
                if not any(isinstance(side, _TEXTS) or _is_text(side) for side in (left, right)):
                    old, new = (r"\+", "-") if isinstance(operator, ast.Add) else ("-", "+")
                    yield from self._between("plus/minus", left, right, old, new)
            case ast.Constant(value=int() as number) if not isinstance(number, bool):
                yield "constant", *self._span(node), str(number + 1)
            case ast.If(test=test, body=body, orelse=rest) if not _is_for_others(test):
                for branch in (body, rest):
                    if branch and not isinstance(branch[0], ast.If | ast.Pass):
                        yield "branch", self._span(branch[0])[0], self._span(branch[-1])[1], "pass"
            case ast.Return(value=ast.expr() as value) if not _is_none(value):
                yield "return", *self._span(value), "None"

    def _between(
        self, kind: str, one: ast.expr, other: ast.expr, old: str, new: str
    ) -> Iterator[tuple[str, int, int, str]]:
        start, end = self._span(one)[1], self._span(other)[0]
        word = rf"(?<![\w<>=!]){old}(?![\w<>=!])" if old.isalpha() or "\\s" in old else old
        if found := re.search(word, self._text[start:end]):
            yield kind, start + found.start(), start + found.end(), new


def _looked_at(node: ast.AST) -> Iterator[ast.AST]:
    """Give the children of a node in which a fault would change what the program does."""
    match node:
        case ast.Raise() | ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return  # Python 3.11 does not know where the parts of an f-string stand
        case ast.If(test=test) if _is_for_others(test):
            return
        case ast.AnnAssign(value=value):
            if value is not None:
                yield value
        case ast.Assign(targets=[ast.Name(id="__all__"), *_]):
            return
        case ast.Assert(test=test):
            yield test
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in ("logging", "logger", "log"):
            return
        case ast.Subscript(value=ast.Name(id="Literal")):
            return
        case _:
            yield from ast.iter_child_nodes(node)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_for_others(test: ast.expr) -> bool:
    """Tell whether a condition guards what type checkers or `python -m` alone read."""
    return "TYPE_CHECKING" in ast.dump(test) or "__main__" in ast.dump(test)
