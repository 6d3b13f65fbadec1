"""Shortcuts through Textual: each leads to what the whole way leads to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import textual._callback
from textual.css.stylesheet import Stylesheet

from tests import textual_shortcuts


def _two(one: int, other: int) -> None:
    pass


@functools.wraps(_two)
def _wrapping(*given: Any) -> None:
    pass


@pytest.mark.parametrize(
    "callback",
    [lambda: None, lambda one, *, two=2: None, _two, _wrapping, functools.partial(_two, 1), Path().exists, print],
)  # fmt: skip
def test_parameters_are_counted_as_ever(callback: Callable[..., Any]) -> None:
    count = textual_shortcuts._count_parameters
    for _ in range(2):
        assert textual_shortcuts._parameters_counted_once(callback) == count(callback)
    assert textual._callback._count_parameters is textual_shortcuts._parameters_counted_once


def test_style_sheets_are_parsed_as_ever_and_anew_for_other_colours() -> None:
    found = []
    for colour in ("red", "red", "blue"):
        sheet = Stylesheet(variables={"one": colour})
        given = ("A { color: $one; }", ("a", ""), False, 0, "")
        found.append(sheet._parse_rules(*given))
        assert [rule.css for rule in found[-1]] == [
            rule.css for rule in textual_shortcuts._parse_rules(Stylesheet(variables={"one": colour}), *given)
        ]
    assert found[0] is found[1]
    assert found[0][0].css != found[2][0].css
