"""What is changed in a file to see whether the tests notice, and what is left alone."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

from tests.mutants.__main__ import ROOMS, _draw
from tests.mutants.operators import mutants

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = (a) >= (b)", {"x = (a) > (b)"}),
        ("x = a not  in b", {"x = a in b"}),
        ("x = a is b", {"x = a is not b"}),
        ("x = a and b or c", {"x = a or b or c", "x = a and b and c"}),
        ("x = not (a)", {"x = (a)"}),
        ("x = a - b", {"x = a + b"}),
        ("x = 'ä' + b", set()),
        ("x = 'ä', 1, True", {"x = 'ä', 2, True"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
        ("if a:\n    b()\n    c()\nelse:\n    d()", {
            "if a:\n    pass\nelse:\n    d()", "if a:\n    b()\n    c()\nelse:\n    pass",
        }),
        ("if TYPE_CHECKING:\n    x = 1", set()),
        ("raise ValueError(1 + 2)", set()),
        ("x: Literal[1] = y", set()),
        ("logging.info(1)", set()),
    ],
)  # fmt: skip
def test_each_change(before: str, after: set[str]) -> None:
    assert {mutant.applied(before) for mutant in mutants("x.py", before)} == after


def test_the_function_around_is_named_as_python_names_it() -> None:
    text = "class A:\n    def f(self):\n        def g():\n            return 1\n        return g\n"
    assert {mutant.function for mutant in mutants("x.py", text)} == {"A.f", "A.f.<locals>.g"}


def test_every_mutant_of_a_module_is_a_program() -> None:
    text = (ROOT / "genai_tui" / "graph" / "captions.py").read_text(encoding="utf-8")
    for mutant in mutants("captions.py", text):
        assert mutant.applied(text) != text
        ast.parse(mutant.applied(text))


def test_mutants_are_drawn_from_every_room() -> None:
    assert set(ROOMS) == {path.parent.name for path in (ROOT / "genai_tui").glob("*/__init__.py")}


def test_mutants_of_a_module_are_all_that_it_has() -> None:
    path = "genai_tui/graph/captions.py"
    every = set(mutants(path, (ROOT / path).read_text(encoding="utf-8")))
    assert set(_draw("graph", 10_000, random.Random(1), "graph/captions.py")) == every
    assert len(_draw("graph", 5, random.Random(1))) == 5
