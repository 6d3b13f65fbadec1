"""Shortcuts through Textual: what tests of the screen would wait for, or have worked out, again and again.

Each leads to what the whole way leads to. Textual is made for one app a process; here are thousands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import CodeType
from typing import Any

import textual._callback
import textual._wait
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


async def _wait_for_a_frame(least: float = 0) -> None:
    """Wait until the app is idle, and for as long as a frame takes: screens are drawn by the clock."""
    await textual._wait.wait_for_idle(max(least, 1 / 50))


_parse_rules = Stylesheet._parse_rules
_RULES: dict[tuple[object, ...], list[RuleSet]] = {}


def _rules_parsed_once(self: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
    """Return the rules of a style sheet, which are the same in every app with the same theme."""
    key = (*given, *named.items(), *self._variables.items())
    if key not in _RULES:
        _RULES[key] = _parse_rules(self, *given, **named)
    return _RULES[key]


_count_parameters = textual._callback._count_parameters
_PARAMETERS: dict[CodeType, int] = {}


def _parameters_counted_once(function: Callable[..., Any]) -> int:
    """Return how many parameters a function has, which is the same each time that it is made from one text."""
    code = getattr(function, "__code__", None)
    if not inspect.isfunction(function) or function.__dict__:  # which may name another signature
        return _count_parameters(function)
    if code not in _PARAMETERS:
        _PARAMETERS[code] = _count_parameters(function)
    return _PARAMETERS[code]


def take() -> None:
    """Take all shortcuts, in this process."""
    # Textual's pilot looks every 20 ms whether the app is idle, twice for each key, so half of a test of a screen was
    # sleep. The wait ends in the loop that does the work, so a shorter one tells as well that nothing is left to do.
    textual._wait.SLEEP_GRANULARITY = 1 / 250
    textual._wait.SLEEP_IDLE = 1 / 2000
    textual.pilot.wait_for_idle = _wait_for_a_frame
    Stylesheet._parse_rules = _rules_parsed_once  # type: ignore[method-assign]
    textual._callback._count_parameters = _parameters_counted_once
