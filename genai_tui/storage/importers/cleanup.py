"""Cleanup of imported catalogs: placeholders and other values that no check would pass are taken out.

`N/A` is no licence, `unknown` no city, no model is its own base, a name has a sign that can be
seen, and an address no control character.
"""

from __future__ import annotations

import functools
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import inspect
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Model, Organization, Record, ReportLine
from genai_tui.catalog.patterns import BLANKS, PLACEHOLDERS, SLUG
from genai_tui.catalog.sanitize import can_be_seen
from genai_tui.storage.importers.import_report import TAKEN_OUT, line
from genai_tui.storage.record_shapes import shape_of

_NAMELESS = "names without a sign that can be seen"
_OTHER_FORM = "addresses, dates and codes in another form than theirs"
_TOO_MANY = "lists that are longer than any is, and were cut"
_OWN_BASE = "models that are named as their own base"
_EXAMPLES = 5
_LONGEST = 40
"""Characters of a text that may be a placeholder, blanks around it included."""

_Cleaning = Callable[[Any], Any]
"""Gives a value back, or what is left of it; None for nothing."""


def well_formed(catalog: Catalog) -> Catalog:
    """Return a catalog without what nobody means; its report counts what was taken out."""
    sieve = _Sieve()
    organizations: dict[str, Organization] = {
        id_: sieve.record(each) for id_, each in catalog.organizations.items()
    }
    clean = Catalog(
        catalog.head,
        tuple(map(sieve.model, catalog.models)),
        organizations,
        tuple(map(sieve.record, catalog.relations)),
        tuple(map(sieve.model, catalog.others)),
        (*catalog.report, *sieve.report()),
    )
    return clean if sieve.counts else catalog


class _Sieve:
    """Takes out of records what nobody means, and counts it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._examples: dict[str, dict[str, None]] = {}
        self._plans: dict[type[Record], tuple[tuple[str, bool, _Cleaning], ...]] = {}

    def report(self) -> tuple[ReportLine, ...]:
        """Return what was taken out, how often, and some of it."""
        return tuple(
            ReportLine(what, count, tuple(filter(None, self._examples[what]))[:_EXAMPLES])
            for what, count in self.counts.most_common()
        )

    def model(self, model: Model) -> Model:
        """Return a model whose sources no longer speak for what is gone from it."""
        bases = tuple(each for each in model.based_on if each.model != model.id)
        kept = model
        if len(bases) < len(model.based_on):
            self._count(_OWN_BASE, model.name)
            kept = replace(model, based_on=bases)
        clean: Model = self.record(kept)
        if clean is model:
            return model
        gone = {name for name in clean.__struct_fields__ if getattr(model, name) and not getattr(clean, name)}
        sources = tuple(
            replace(
                each, supports=tuple(path for path in each.supports if path.partition(".")[0] not in gone)
            )
            for each in clean.sources
        )
        return replace(clean, sources=sources)

    def record(self, record: Any) -> Any:
        """Return a record without placeholders, or None where nothing is left of what it says.

        A placeholder stays where something has to stand; a name that cannot be seen gives way to the id.
        """
        kind = type(record)
        plan = self._plans.get(kind) or self._plans.setdefault(kind, tuple(self._plan(kind)))
        changed = {}
        for name, required, cleaned in plan:
            value = getattr(record, name)
            if not value and value != "":
                continue
            new = cleaned(value)
            if new is value:
                continue
            if new is None and required:
                if isinstance(value, str) and can_be_seen(value):
                    continue
                new = getattr(record, "id", None)
                if new is None:
                    return None
            changed[name] = new
        return replace(record, **changed) if changed else record

    def _plan(self, kind: type[Record]) -> Iterator[tuple[str, bool, _Cleaning]]:
        """Yield, of each field that holds texts, name, whether it must stand, and what cleans its value."""
        for known in shape_of(kind).fields:
            if cleaned := self._cleaning(known.type, {}):
                yield known.name, known.required, cleaned

    def _cleaning(self, shape: Any, extra: dict[str, Any]) -> _Cleaning | None:
        """Return what cleans a value of that shape; None where nothing can be wrong with one."""
        if isinstance(shape, inspect.Metadata):
            return self._cleaning(
                shape.type, {**extra, **(shape.extra_json_schema or {}), **(shape.extra or {})}
            )
        if isinstance(shape, inspect.UnionType):
            inner = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            return self._cleaning(inner, extra)
        if isinstance(shape, inspect.StructType):
            return self.record
        if isinstance(shape, inspect.VarTupleType):
            of_item = self._cleaning(shape.item_type, {})
            each = functools.partial(_each, of_item) if of_item else None
            return functools.partial(self._few, shape.max_length, each) if shape.max_length else each
        if (
            not isinstance(shape, inspect.StrType) or extra.get("pattern") == SLUG
        ):  # ids are made by the importers
            return None
        if pattern := extra.get("pattern"):
            return functools.partial(self._formed, re.compile(pattern))
        return self._seen if extra.get("form") in ("name", "field") else self._said

    def _few(self, most: int, cleaned: _Cleaning | None, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return no more items than a list may hold."""
        if len(items) > most:
            self._count(_TOO_MANY, f"{len(items):,}")
            items = items[:most]
        return cleaned(items) if cleaned else items

    def _formed(self, pattern: re.Pattern[str], text: str) -> str | None:
        """Return a text that has the form of its field."""
        if pattern.fullmatch(text.strip(BLANKS)):
            return text
        self._count(_OTHER_FORM, line(text, 120))
        return None

    def _seen(self, text: str) -> str | None:
        """Return a text in which there is a sign that can be seen."""
        if can_be_seen(text):
            return text
        self._count(_NAMELESS)
        return None

    def _said(self, text: str) -> str | None:
        """Return a text that is no placeholder."""
        if len(text) > _LONGEST or text.strip(BLANKS).lower() not in PLACEHOLDERS:
            return self._seen(text)
        self._count(TAKEN_OUT, text.strip(BLANKS))
        return None

    def _count(self, what: str, example: str = "") -> None:
        self.counts[what] += 1
        self._examples.setdefault(what, {})[example] = None


def _each(cleaned: _Cleaning, items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the items of which something is left, and the same tuple where nothing changes."""
    new = [cleaned(item) for item in items]
    if all(map(operator.is_, new, items)):
        return items
    return tuple(item for item in new if item is not None)
