"""What `y` and `Y` copy: the name and address of a record, or the command that prints what is on screen."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from genai_tui.catalog.address import address
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.sorting import Order
from genai_tui.storage.loader import DEFAULT
from genai_tui.tui.trail import Place

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.syntax import Query
    from genai_tui.view.graph import GraphView


def name_and_address(catalog: Catalog, place: Place) -> str:
    """Return the name of a record, and the address to read on at where one is known."""
    name, where = place.id, None
    if place.kind == "organization" and (organization := catalog.organization(place.id)):
        name, where = organization.name, organization.homepage
    elif place.kind == "model" and (model := catalog.model(place.id)):
        name, where = model.name, address(model)
    return safe_line(f"{name} {where or ''}").strip()


class DrawnView(Struct, frozen=True):
    """What was drawn of a graph: the view with the focus that it had, cells of width, and nodes at most."""

    view: GraphView
    room: int
    most: int | None


class Opened(Struct, frozen=True):
    """What the catalog on screen was opened from: names and whole paths, as the command line takes them.

    Its commands print what is on screen from any folder, in a shell of POSIX, as they stand.
    """

    catalogs: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()

    def _options(self) -> Iterator[str]:
        for name in self.catalogs if self.catalogs != (DEFAULT,) else ():
            yield from ("--catalog", name)
        for folder in self.overlays:
            yield from ("--overlay", folder)

    def _written(self, command: str, *words: str) -> str:
        return _shell(("genai-tui", command, *self._options(), *words))

    def command_of_record(self, record_id: str) -> str:
        """Return the command that prints a model or an organization."""
        return self._written("show", record_id)

    def command_of_models(self, models: Iterable[Model]) -> str:
        """Return the command that prints these models in this order, whatever led to them."""
        ids = _shell(("printf", "%s\\n", *(model.id for model in models)))
        return f"{ids} | {self._written('list', '-')}"

    def command_of_query(self, query: Query, order: Order, reverse: bool) -> str:
        """Return the command that prints what meets a query, or every model, in an order."""
        words = ["--sort", order] if order != "best" else []
        words += ["--reverse"] if reverse else []
        words += ["--", query.text.strip()] if query else []
        return self._written("list", *words)

    def command_of_drawing(self, drawn: DrawnView, ascii_only: bool) -> str:
        """Return the command that prints a drawing."""
        view = drawn.view
        words = ["--kind", view.kind, "--names", view.names]
        if view.focus is not None:
            words += ["--focus", view.focus, "--depth", str(view.depth)]
            words += ["--most", str(drawn.most)] if drawn.most is not None else []
        words += ["--layout", view.layout, "--width", str(drawn.room)]
        words += ["--ascii"] if ascii_only else []
        return self._written("graph", *words)


def _shell(words: Iterable[str]) -> str:
    """Return words as a line of a shell, each for itself whatever a catalog has put into it.

    The only way from words to a command. A word with control characters, which a terminal might act on when it
    is pasted, is made harmless: a name is found without them.
    """
    return shlex.join(safe_line(word) if _CONTROL.search(word) else word for word in words)


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
