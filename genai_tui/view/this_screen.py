"""The sheet "this screen": commands that print and open what is on screen, and hashes of data and result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line

LENGTH = 8
"""Digits of a hash."""


class Printed(Struct, frozen=True):
    """The command that prints what is on a screen."""

    command: str
    ids: tuple[str, ...]
    """The ids of what it prints, in their order; of a table of counts, its cells."""
    count: str
    """How many of what there are."""


class ThisScreen(Struct, frozen=True):
    """What the sheet says, each line safe to show."""

    prints: str
    opens: str
    title: str
    """The catalog, its version and date."""
    data: str
    """The hash of the catalog."""
    count: str
    result: str
    """The hash of the result."""

    @property
    def data_line(self) -> str:
        """The data and the result in a line."""
        return f"{self.title} · data {self.data} · {self.count} · result {self.result}"

    def paper_line(self, version: str) -> str:
        """Return a line for a paper: program, data, result, and the command that gives it again."""
        return (
            f"genai-tui {version}; {self.title}, data {self.data}; {self.count}, result {self.result}; "
            f"obtained with: {self.prints}"
        )


def this_screen(catalog: Catalog, printed: Printed, opens: str) -> ThisScreen:
    """Return the sheet of a screen of a catalog, which the command `opens` opens again."""
    head = catalog.head
    title = safe_line(f"{head.title} {head.version} of {head.dated}")
    return ThisScreen(
        printed.command, opens, title, data_hash(catalog), printed.count, result_hash(printed.ids)
    )


def result_hash(ids: Iterable[str]) -> str:
    """Return a hash of ids in their order, the same on every machine."""
    return _digest(msgspec.json.encode(tuple(ids)))


def data_hash(catalog: Catalog) -> str:
    """Return a hash of all that a catalog says, the same on every machine, whatever the order of its files."""
    kept = vars(catalog)
    if "_data_hash" not in kept:
        organizations = [catalog.organizations[id_] for id_ in sorted(catalog.organizations)]
        models = sorted((*catalog.models, *catalog.others), key=lambda model: model.id)
        told = (catalog.head, models, organizations, catalog.relations)
        kept["_data_hash"] = _digest(msgspec.json.encode(told, order="deterministic"))
    return str(kept["_data_hash"])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:LENGTH]
