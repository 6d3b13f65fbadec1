"""The record for a name typed in the explorer, with a message where it is only near to that name."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.search.index import SearchIndex
from genai_tui.search.record_lookup import Entry, look_up_record


class Named(Struct, frozen=True):
    """A record, if one was found, and what the reader should be told; empty where the name is the record's own."""

    record: Entry | None
    words: str = ""


def named_record(index: SearchIndex, name: str) -> Named:
    """Return the record of that id, name or alias, or else the model that a search has first by its own name."""
    lookup = look_up_record(index.catalog, name)
    if lookup.found:
        first = lookup.found[0]
        several = len(lookup.found) > 1
        return Named(first, f"{len(lookup.found)} are called {name}; this is {first.id}." if several else "")
    record = lookup.meant
    if record is None:
        found = (hit for hit in index.find(name) if hit.where in ("name", "alias") and hit.plain)
        if (hit := next(found, None)) is not None:
            record = Entry("model", hit.id, index.name_of(hit.id))
    if record is None:
        near = ", ".join(entry.name for entry in lookup.near[:3])
        return Named(None, f"No command and no record: {name}{near and f'. Near: {near}'}")
    return Named(record, f"Taking {name} for {record.name}.")
