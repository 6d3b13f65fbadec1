"""The address of a view: readable, relative, holding only what differs from what a catalog opens with.

`browse?q=weights:open&sort=-date&at=audiogen`, `graph?kind=lineage&focus=clip`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote_plus

from genai_tui.catalog.day import shortest
from genai_tui.view.address_fields import ANYWHERE, AddressProblem, quoted
from genai_tui.view.screens import SCREENS, screen_called

_UNDECODED = "surrogateescape"
"""Bytes of a path that are no text come out of an address as they went in."""
_PLAIN = ":,/~<>*()@-._"
"""Signs that stand in an address as they are."""
_MOST = 10_000
"""Fields of an address: a page of marks has hundreds."""


def address(view: Any) -> str:
    """Return the address of a view, which `view_at` reads back as an equal one."""
    pairs = [("catalog", name) for name in view.catalogs] + [("overlay", folder) for folder in view.overlays]
    pairs += [("asof", shortest(view.as_of))] if view.as_of else []
    pairs += view.address_pairs()
    pairs += [("tab", str(view.tab + 1))] if view.tab else []
    text = "&".join(f"{name}={quote_plus(value, _PLAIN, errors=_UNDECODED)}" for name, value in pairs)
    return f"{view.SCREEN}?{text}" if text else str(view.SCREEN)


def view_at(address: str) -> Any:
    """Return the view at an address. Raises AddressProblem."""
    name, _, text = address.partition("?")
    row = screen_called(name)
    if row is None:
        known = " or ".join(row.name for row in SCREENS)
        raise AddressProblem(f"there is no screen called {quoted(name)}: an address begins with {known}")
    try:
        pairs = parse_qsl(text, True, bool(text), errors=_UNDECODED, max_num_fields=_MOST)
    except ValueError as error:
        raise AddressProblem(f"this is not an address: {quoted(address)}") from error
    view = row.view_type()()
    fields = {**ANYWHERE, **view.address_fields()}
    for field, value in pairs:
        if field not in fields:
            raise AddressProblem(f"an address has no field {quoted(field)}{_meant(field, fields)}")
        view = fields[field](view, value)
    return view


def _meant(field: str, known: dict[str, Any]) -> str:
    from genai_tui.catalog.diagnostics import nearest  # imported here: only a mistake needs it

    near = nearest(field, known)
    return f" (did you mean {near}?)" if near else ""
