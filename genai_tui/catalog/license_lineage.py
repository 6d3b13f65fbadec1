"""Licences along a lineage: the words of a model's licence beside those of what it is derived from.

Whether the words name one licence is said, and never what they allow. A base that a model only follows, as GPT-4 does
GPT-3, is nothing that it is derived from.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from genai_tui.catalog.license_classes import same_license
from genai_tui.catalog.model import Ancestor, Catalog, Model

DIFFERS, SAME = "differs", "same"
COMPARED = (DIFFERS, SAME)
"""What can be said of two licences that are known."""
_NOT_KNOWN = "not known"


class LicensePair(Struct, frozen=True):
    """The licences of a base and of what is derived from it, in the words of the catalog; None where not known."""

    base: str | None
    derived: str | None

    @property
    def compared(self) -> str:
        """Whether they are the same, or differ; empty where that cannot be told."""
        same = same_license(self.base, self.derived)
        return "" if same is None else SAME if same else DIFFERS

    @property
    def text(self) -> str:
        """Both, the base's first: `LLaMA License → Apache-2.0, differs`; empty where neither is known."""
        if not (self.base or self.derived):
            return ""
        words = " → ".join(each or _NOT_KNOWN for each in (self.base, self.derived))
        return f"{words}, {self.compared}" if self.compared else words


def license_stated(model: Model | None) -> str | None:
    """Return the licence of a model in the words of the catalog; None where not known."""
    return model.availability.license if model and model.availability else None


def license_pair(catalog: Catalog, base_id: str, derived_id: str) -> LicensePair:
    """Return the licences of a base and of what is built on it, by their ids; unknown where the catalog lacks a record."""
    return LicensePair(*(license_stated(catalog.model(id_)) for id_ in (base_id, derived_id)))


def derived_from(model: Model) -> Iterator[Ancestor]:
    """Yield what a model is derived from, without what it only follows."""
    return (ancestor for ancestor in model.based_on if ancestor.how != "successor_of")


def compared_with_bases(catalog: Catalog, model: Model) -> tuple[str, ...]:
    """Return what is so of the licence and that of some base: `differs`, `same`, both or, where none can be told, nothing."""
    if not model.based_on:
        return ()
    bases = [ancestor.model for ancestor in derived_from(model) if ancestor.model]
    said = {license_pair(catalog, base, model.id).compared for base in bases}
    return tuple(each for each in COMPARED if each in said)
