"""Linear mode: the catalog by numbered lists on a prompt, without cursor movement and without an escape sequence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli.linear_pages import Pages
from genai_tui.cli.linear_place import Place, State
from genai_tui.cli.linear_session import lines, step
from genai_tui.cli.streams import reading
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import ref_of

PROMPT = "> "


def run(catalog: Catalog, view: BrowseView, record: Model | Organization | None = None) -> None:
    """Tell of a catalog, at a record if one is given, and go on with every line that is typed, until the end of input."""
    _without_escapes()
    pages = Pages(catalog, view)
    state: State | None = State()
    if record is not None:
        state = State((Place("start"), Place("record", ref_of(record))))
    assert state is not None
    _tell(lines(pages, state))
    while state is not None and (typed := _typed()) is not None:
        state, told = step(pages, state, typed)
        _tell(told)


def _tell(told: Iterable[str]) -> None:
    click.echo("\n".join(told))
    sys.stdout.flush()


def _typed() -> str | None:
    """Return the next line; None at the end of input. Only a person is prompted."""
    try:
        with reading():
            return input(PROMPT if sys.stdin.isatty() else "")
    except EOFError:
        return None


def _without_escapes() -> None:
    """Let lines be edited and recalled, by a terminal of which nothing is known: so no sequence is sent to it."""
    if not sys.stdin.isatty():
        return
    os.environ["TERM"] = "dumb"
    try:
        import readline  # imported here: only a person edits lines
    except ImportError:  # lines can be typed without
        return
    readline.parse_and_bind("set enable-bracketed-paste off")
