"""Shortcuts through Textual: what tests of the screen would wait for, or have worked out, again and again.

Each leads to what the whole way leads to. Textual is made for one app a process; here are thousands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import textual._callback
import textual._wait
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump


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
    if inspect.ismethod(function) and inspect.isfunction(function.__func__):
        return _parameters_counted_once(function.__func__) - 1
    code = getattr(function, "__code__", None)
    if not inspect.isfunction(function) or function.__dict__:  # which may name another signature
        return _count_parameters(function)
    if code not in _PARAMETERS:
        _PARAMETERS[code] = _count_parameters(function)
    return _PARAMETERS[code]


_get_dispatch_methods = MessagePump._get_dispatch_methods
_HANDLERS: dict[tuple[type, type, str], tuple[tuple[type, str], ...] | None] = {}


def _named_handlers(pump: type, message: type, name: str) -> tuple[tuple[type, str], ...] | None:
    """Return the classes that have a method for a message, and its name there; None where one is chosen by a decorator."""
    if any(
        not cls.__dict__.get("_decorated_handlers", {}).keys().isdisjoint(message.__mro__)
        for cls in pump.__mro__
    ):
        return None
    return tuple(
        (cls, f"_{name}" if cls.__dict__.get(f"_{name}") else name)
        for cls in pump.__mro__
        if cls.__dict__.get(f"_{name}") or cls.__dict__.get(name)
    )


def _handlers_found_once(
    self: MessagePump, name: str, message: Message
) -> Iterator[tuple[type, Callable[..., Any]]]:
    """Give the methods for a message, which are sought in all bases of a class once and not for each message."""
    key = (type(self), type(message), name)
    if key not in _HANDLERS:
        _HANDLERS[key] = _named_handlers(*key)
    found = _HANDLERS[key]
    if found is None:
        yield from _get_dispatch_methods(self, name, message)
        return
    for cls, method_name in found:
        if message._no_default_action:
            return
        method = cls.__dict__[method_name]
        if not getattr(method, "_textual_on", None):
            yield cls, method.__get__(self, cls)


def take() -> None:
    """Take all shortcuts, in this process."""
    # Textual's pilot looks every 20 ms whether the app is idle, twice for each key, so half of a test of a screen was
    # sleep. The wait ends in the loop that does the work, so a shorter one tells as well that nothing is left to do.
    textual._wait.SLEEP_GRANULARITY = 1 / 250
    textual._wait.SLEEP_IDLE = 1 / 2000
    textual.pilot.wait_for_idle = _wait_for_a_frame
    Stylesheet._parse_rules = _rules_parsed_once  # type: ignore[method-assign]
    textual._callback._count_parameters = _parameters_counted_once
    MessagePump._get_dispatch_methods = _handlers_found_once  # type: ignore[method-assign]
