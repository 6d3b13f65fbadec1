"""Command lines of a view: the command that prints it, the address that opens it, and an address as a view.

An address is readable and relative, and holds only what differs from the view that a catalog opens with:
`browse?q=weights:open&sort=-date&at=audiogen`, `graph?kind=lineage&focus=clip`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, get_args
from urllib.parse import parse_qsl, quote_plus

from msgspec.structs import replace

from genai_tui.catalog.model import Model
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.grouping import FACETS
from genai_tui.search.sorting import ORDERS, Order, attribute_in
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.view.graph import GraphView

    View = BrowseView | GraphView


class AddressProblem(ValueError):
    """A text is no address; its message says why."""


# Commands, which print what is on screen from any folder, in a shell of POSIX, as they stand


def list_command(view: BrowseView, models: Iterable[Model]) -> str:
    """Return the command that prints the ids of these models in this order: by its query, or else each by its id."""
    if view.group is not None:
        ids = _shell(("printf", "%s\\n", *(model.id for model in models)))
        return f"{ids} | {_command(view, 'list', '-')}"
    words = ["--sort", view.order] if view.order != "best" else []
    words += ["--reverse"] if view.reverse else []
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(view, "list", *words)


def show_command(view: View, record: RecordRef) -> str:
    """Return the command that prints a model or an organization."""
    return _command(view, "show", record.id)


def graph_command(view: GraphView, room: int, most: int | None, ascii_only: bool) -> str:
    """Return the command that prints a drawing of so many cells of width, with so many nodes at most."""
    words = ["--kind", view.kind, "--names", view.names]
    if view.focus is not None:
        words += ["--focus", view.focus, "--depth", str(view.depth)]
        words += ["--most", str(most)] if most is not None else []
    words += ["--layout", view.layout, "--width", str(room)]
    words += ["--ascii"] if ascii_only else []
    return _command(view, "graph", *words)


def open_command(view: View) -> str:
    """Return the command that opens the explorer on a view."""
    return _shell(("genai-tui", "open", address(view)))


def _command(view: View, name: str, *words: str) -> str:
    options: list[str] = []
    for catalog in view.catalogs:
        options += ["--catalog", catalog]
    for folder in view.overlays:
        options += ["--overlay", folder]
    return _shell(("genai-tui", name, *options, *words))


def _shell(words: Iterable[str]) -> str:
    """Return words as a line of a shell, each for itself whatever a catalog has put into it.

    The only way from words to a command. A word with control characters, which a terminal might act on when it
    is pasted, is made harmless: a name is found without them.
    """
    return shlex.join(safe_line(word) if _CONTROL.search(word) else word for word in words)


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


# Addresses


def address(view: View) -> str:
    """Return the address of a view, which `view_at` reads back as an equal one."""
    pairs = _browse_pairs(view) if isinstance(view, BrowseView) else _graph_pairs(view)
    where = [("catalog", name) for name in view.catalogs]
    where += [("overlay", folder) for folder in view.overlays]
    text = "&".join(
        f"{key}={quote_plus(value, _PLAIN, errors=_UNDECODED)}" for key, value in (*where, *pairs)
    )
    return f"{view.SCREEN}?{text}" if text else view.SCREEN


def view_at(address: str) -> View:
    """Return the view at an address. Raises AddressProblem."""
    screen, _, text = address.partition("?")
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=bool(text), errors=_UNDECODED, max_num_fields=10_000
        )
    except ValueError as error:
        raise AddressProblem(f"this is no address: {_quoted(address)}") from error
    if screen == "browse":
        return _read(BrowseView(), pairs, _BROWSE_KEYS)
    if screen == "graph":
        from genai_tui.view.graph import GraphView  # imported here: as above

        return _read(GraphView(), pairs, _graph_keys())
    raise AddressProblem(f"no screen is called {_quoted(screen)}: an address begins with browse or graph")


_UNDECODED = "surrogateescape"
"""Bytes of a path that are no text come out of an address as they went in."""
_PLAIN = ":,/~<>*()@-._"
"""Signs that stand in an address as they are."""


def _quoted(text: str) -> str:
    text = safe_line(text)
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def _browse_pairs(view: BrowseView) -> Iterator[tuple[str, str]]:
    if view.query:
        yield "q", view.query
    if view.facet:
        yield "by", view.facet
    if view.group is not None:
        yield "group", view.group
    if view.order != "best" or view.reverse:
        yield "sort", f"{'-' if _is_descending(view.order, view.reverse) else ''}{view.order}"
    if view.record:
        yield "at" if view.record.kind == "model" else "org", view.record.id
    for model_id in view.marked:
        yield "mark", model_id
    if view.tab:
        yield "tab", str(view.tab + 1)


def _is_descending(order: Order, reverse: bool) -> bool:
    """Return whether an order runs downwards, which an address says by a minus: the largest or newest first."""
    attribute = attribute_in(order)
    return (attribute is not None and attribute.largest_first) != reverse


def _graph_pairs(view: GraphView) -> Iterator[tuple[str, str]]:
    from genai_tui.view.graph import GraphView  # imported here: as above

    first = GraphView()
    for key in ("kind", "names", "focus", "layout", "at"):
        if getattr(view, key) != getattr(first, key):
            yield key, getattr(view, key)
    if view.depth != first.depth:
        yield "depth", str(view.depth)
    if view.tab:
        yield "tab", str(view.tab + 1)


_Read = TypeVar("_Read")

_Reader = Callable[[Any, str], Any]
"""Takes a view and a value of an address to the view that has it; raises AddressProblem."""


def _read(view: _Read, pairs: list[tuple[str, str]], keys: dict[str, _Reader]) -> _Read:
    for key, value in pairs:
        if key not in keys:
            from genai_tui.catalog.diagnostics import nearest  # imported here: only a mistake needs it

            near = nearest(key, keys)
            raise AddressProblem(
                f"an address knows no {_quoted(key)}{f' (did you mean {near}?)' if near else ''}"
            )
        view = keys[key](view, value)
    return view


def _one_of(field: str, what: str, values: tuple[str, ...]) -> _Reader:
    def read(view: Any, value: str) -> Any:
        if value not in values:
            raise AddressProblem(f"no {what} is called {_quoted(value)}: it is one of {', '.join(values)}")
        return replace(view, **{field: value})

    return read


def _text(field: str) -> _Reader:
    return lambda view, value: replace(view, **{field: value})


def _more(field: str) -> _Reader:
    """Return a reader that adds one more value to those of a field."""
    return lambda view, value: replace(view, **{field: (*getattr(view, field), value)})


def _number(field: str, low: int, high: int, first: int = 0) -> _Reader:
    def read(view: Any, value: str) -> Any:
        number = whole(value)
        if number is None or not low <= number <= high:
            raise AddressProblem(f"{field} is a number from {low} to {high}, and not {_quoted(value)}")
        return replace(view, **{field: number - first})

    return read


def _sort(view: BrowseView, value: str) -> BrowseView:
    order = value.removeprefix("-")
    if order not in ORDERS:
        raise AddressProblem(f"no order is called {_quoted(order)}: it is one of {', '.join(ORDERS)}")
    reverse = value.startswith("-") != _is_descending(order, False)
    return replace(view, order=order, reverse=reverse)


def _record(kind: Any) -> _Reader:
    return lambda view, value: replace(view, record=RecordRef(kind, value))


_TABS = 20
_ANYWHERE: dict[str, _Reader] = {
    "catalog": _more("catalogs"), "overlay": _more("overlays"), "tab": _number("tab", 1, _TABS, first=1),
}  # fmt: skip
_BROWSE_KEYS: dict[str, _Reader] = {
    **_ANYWHERE, "q": _text("query"), "by": _one_of("facet", "facet", FACETS), "group": _text("group"),
    "sort": _sort, "at": _record("model"), "org": _record("organization"), "mark": _more("marked"),
}  # fmt: skip


def _graph_keys() -> dict[str, _Reader]:
    from genai_tui.graph.kinds import KINDS
    from genai_tui.graph.name_merging import NAMES
    from genai_tui.graph.render import Layout
    from genai_tui.view.graph import DEEPEST

    return {
        **_ANYWHERE, "kind": _one_of("kind", "kind of graph", KINDS), "names": _one_of("names", "way of naming", NAMES),
        "focus": _text("focus"), "at": _text("at"), "depth": _number("depth", 1, DEEPEST),
        "layout": _one_of("layout", "layout", get_args(Layout)),
    }  # fmt: skip
