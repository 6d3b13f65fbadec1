"""Layers: records that give only some fields, laid over whole ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from genai_tui.catalog.model import Model, Organization, Source
from genai_tui.catalog.provenance import NO_CLAIMS
from genai_tui.storage.decoder import Given

_Kind = TypeVar("_Kind", bound=Model | Organization)


def laid(
    known: Mapping[str, _Kind], records: Iterable[Given], mark: Source | None = None
) -> Iterator[tuple[str, _Kind]]:
    """Yield the good records by id: each record of `known` with the given fields and sources in place of its own.

    A source of the record in `known` no longer speaks for a replaced field; the source `mark` does, if there is one.
    """
    for given in records:
        if given.wrong:
            continue
        fields = tuple(name for name in given.values if name not in NO_CLAIMS)
        before = known.get(given.value.id)
        sources = tuple(
            replace(source, supports=tuple(name for name in source.supports if name.partition(".")[0] not in fields))
            for source in (before.sources if before else ())
        )  # fmt: skip
        own = (
            *given.values.get("sources", ()),
            *([replace(mark, title=None, kind=None, supports=fields)] if mark else []),
        )
        yield given.value.id, replace(given.value, sources=once((*sources, *own)))


def once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources, each id once; one that was listed several times speaks for the fields of all its entries."""
    found: dict[str, Source] = {}
    for source in sources:
        before = found.get(source.id)
        if before is None:
            found[source.id] = source
        else:
            supports = tuple(dict.fromkeys((*before.supports, *source.supports)))
            found[source.id] = replace(
                before, supports=supports, title=source.title or before.title, url=source.url or before.url,
                kind=source.kind or before.kind, note=source.note or before.note,
            )  # fmt: skip
    return tuple(found.values())
