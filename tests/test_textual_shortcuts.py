"""Shortcuts through Textual: each leads to what the whole way leads to."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import textual._callback
from textual import on
from textual.css.stylesheet import Stylesheet
from textual.events import Key, Mount, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from tests import textual_shortcuts


def _two(one: int, other: int) -> None:
    pass


@functools.wraps(_two)
def _wrapping(*given: Any) -> None:
    pass


class _Asked(Message):
    pass


class _Base(MessagePump):
    def on_key(self, event: Key) -> None:
        pass

    def _on_key(self, event: Key) -> None:
        pass

    @on(_Asked)
    def meet(self) -> None:
        pass


class _Pump(_Base):
    def on_key(self, event: Key) -> None:
        pass

    def on_paste(self, event: Paste) -> None:
        event.prevent_default()


class _Another(_Pump):
    async def _on_paste(self, event: Paste) -> None:
        pass


@pytest.mark.parametrize(
    "callback",
    [
        lambda: None, lambda one, *, two=2: None, _two, _wrapping, functools.partial(_two, 1), Path().exists, print,
        _Pump().on_key, types.MethodType(functools.partial(_two, 1), 2), [].append,
    ],
)  # fmt: skip
def test_parameters_are_counted_as_ever(callback: Callable[..., Any]) -> None:
    count = textual_shortcuts._count_parameters
    for _ in range(2):
        assert textual_shortcuts._parameters_counted_once(callback) == count(callback)
    assert textual._callback._count_parameters is textual_shortcuts._parameters_counted_once


@pytest.mark.parametrize("kind", [_Base, _Pump, _Another, Input, Screen])
@pytest.mark.parametrize(
    "message", [Key("x", "x"), Paste("x"), _Asked(), Mount(), Input.Changed(Input(), "x")]
)
@pytest.mark.parametrize("prevents", [False, True])
def test_handlers_are_found_as_ever(kind: type[MessagePump], message: Message, prevents: bool) -> None:
    def given(find: Callable[..., Any]) -> list[tuple[type, object]]:
        message._no_default_action = False
        found = []
        for cls, method in find(pump, message.handler_name, message):
            found.append((cls, method.__func__))
            message._no_default_action = prevents
        return found

    pump = kind()
    for _ in range(2):
        assert given(textual_shortcuts._handlers_found_once) == given(textual_shortcuts._get_dispatch_methods)
    assert MessagePump._get_dispatch_methods is textual_shortcuts._handlers_found_once


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
