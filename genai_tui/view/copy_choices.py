"""The choices of the copy menu: texts of records and of the screen, each with its letter, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef, name_and_address

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.view.command_line import View

Record = Model | Organization

Content = Literal["models", "organizations", "citations"]

Write = Callable[[str, Content, Sequence[Record]], str]
"""Writes records in the format of a name: as rows, or the papers of models."""

LETTERS = "ynabcmdwt"
"""The letters of the choices, in their order; none of them moves a cursor or quits."""

NAMES = ("address", "name", "link", "bibtex", "csl-json", "markdown", "json", "card", "screen")
"""What is typed after `:copy` for each."""

CITATIONS = ("bibtex", "csl-json", "markdown")
"""Those of them that are citations."""


class CopyChoice(Struct, frozen=True):
    """One thing to copy. Where it cannot be had there is a `reason`, and `make` is None."""

    letter: str
    name: str
    """What is typed after `:copy`."""
    title: str
    make: Callable[[], str] | None = None
    """Works the text out, which may take a while for many records."""
    reason: str = ""
    """Why it cannot be had, or, where it can, what of it is missing; empty: nothing to say."""


class OnScreen(Struct, frozen=True):
    """What stands on a screen: `noun` is a table, a drawing; `text` makes lines of it, or is None for the reason `why`."""

    noun: str
    text: Callable[[], str] | None
    why: str = ""


def copy_choices(
    catalog: Catalog,
    view: View,
    refs: Sequence[RecordRef],
    write: Write,
    screen: OnScreen,
    field: str = "",
) -> tuple[CopyChoice, ...]:
    """Return the choices for the records `refs` and the `screen`; of a single record with a `field` the card is of that."""
    records = tuple(_records(catalog, refs))
    made = (
        *_named(catalog, refs, records),
        *_papers(refs, records, write),
        _data(refs, records, write),
        _card(catalog, view, refs, records, field),
        _screen(screen),
    )
    told = zip(LETTERS, NAMES, made, strict=True)
    return tuple(CopyChoice(letter, name, *choice) for letter, name, choice in told)


_Choice = tuple[str, Callable[[], str] | None, str]
"""Title, maker and reason of a choice."""

_NOTHING_HERE = "nothing is at the cursor"
_NO_RECORD = "the catalog has no record of it"
_A_CATEGORY = "a category is no record; {table.mark:space} marks its models"
_NO_PAPER = "no paper known"


def _records(catalog: Catalog, refs: Sequence[RecordRef]) -> Iterator[Record]:
    yield from filter(None, (catalog.record(ref.kind, ref.id) for ref in refs))


def _why_none(refs: Sequence[RecordRef], records: Sequence[Record]) -> str:
    """Return why there is no record to copy from; empty where there is one."""
    if any(ref.kind == "category" for ref in refs):
        return keyed(_A_CATEGORY)
    return "" if records else _NO_RECORD if refs else _NOTHING_HERE


def _named(catalog: Catalog, refs: Sequence[RecordRef], records: Sequence[Record]) -> Iterator[_Choice]:
    """Yield name with address, name, and address."""
    by_id = {(type(record), record.id): record for record in records}
    found = [by_id.get((Model if ref.kind == "model" else Organization, ref.id)) for ref in refs]
    titles = [
        record.name if record else _title(catalog, ref) for record, ref in zip(found, refs, strict=True)
    ]
    addresses = [address for record in records if (address := _address(record))]
    none = "" if refs else _NOTHING_HERE

    def whole() -> str:
        return "\n".join(name_and_address(catalog, ref) for ref in refs)

    yield "Name and address", whole if refs else None, none
    yield "Name", partial(_lines, titles) if refs else None, none
    missing = none or ("" if addresses else "no address known") or _some(len(addresses), refs, "an address")
    yield "Address to read on", partial(_lines, addresses) if addresses else None, missing


def _title(catalog: Catalog, ref: RecordRef) -> str:
    """Return what is copied as the name of what has no record."""
    return name_and_address(catalog, ref) if ref.kind == "category" else ref.id


def _address(record: Record) -> str | None:
    return record.homepage if isinstance(record, Organization) else record.address


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(map(safe_line, texts))


def _some(count: int, refs: Sequence[RecordRef], what: str) -> str:
    """Return that only some have something; empty where all do."""
    return "" if count == len(refs) else f"{count} of {len(refs)} have {what}"


def _papers(refs: Sequence[RecordRef], records: Sequence[Record], write: Write) -> Iterator[_Choice]:
    """Yield the citations; of organizations, which have no papers, Markdown is a table."""
    papers = [record for record in records if isinstance(record, Model) and record.paper]
    organizations = [record for record in records if isinstance(record, Organization)]
    why = _why_none(refs, records)
    if organizations:
        why = "an organization has no paper"
    elif not papers:
        why = why or _NO_PAPER
    for form, title in (("bibtex", "BibTeX"), ("csl-json", "CSL-JSON")):
        make = partial(write, form, "citations", papers) if papers and not organizations else None
        yield title, make, why or _some(len(papers), refs, "a paper")
    if organizations:
        yield "Markdown, a table", partial(write, "markdown", "organizations", organizations), ""
    else:
        make = partial(write, "markdown", "citations", papers) if papers else None
        yield "Markdown, the citation", make, why or _some(len(papers), refs, "a paper")


def _data(refs: Sequence[RecordRef], records: Sequence[Record], write: Write) -> _Choice:
    content: Content = "organizations" if records and isinstance(records[0], Organization) else "models"
    make = partial(write, "json", content, records) if records else None
    return "JSON, all that is known", make, _why_none(refs, records)


def _card(
    catalog: Catalog, view: View, refs: Sequence[RecordRef], records: Sequence[Record], field: str
) -> _Choice:
    """Return the card of a field, or how each field stands, as `why` prints them."""
    one = field if len(records) == 1 else ""
    title = f"Answer card: {_words(one)}" if one else "Answer card: how each field stands"
    make = partial(_cards, catalog, view, records, one) if records else None
    return title, make, _why_none(refs, records)


def _words(field: str) -> str:
    from genai_tui.catalog.field_words import field_words  # imported here: few copy a card

    return field_words(field)


def _cards(catalog: Catalog, view: View, records: Sequence[Record], field: str) -> str:
    # Imported here: as above.
    from genai_tui.catalog.claim_card import claim_card, hashed, standings
    from genai_tui.catalog.claim_card_text import card_lines, standing_lines
    from genai_tui.view.command_line import with_commands

    if field:
        card = with_commands(view, hashed(catalog, claim_card(catalog, records[0], field)))
        return "\n".join(card_lines(card))
    told = (standing_lines(record.name, standings(catalog, record)) for record in records)
    return "\n\n".join("\n".join(lines) for lines in told)


def _screen(screen: OnScreen) -> _Choice:
    title = f"The {screen.noun} on screen, as text"
    return title, screen.text, "" if screen.text else keyed(screen.why)


def heading(catalog: Catalog, ref: RecordRef | None, marked: Sequence[RecordRef]) -> str:
    """Return what the choices are of: how many are marked, or else the name of the record at hand."""
    if marked:
        return f"{len(marked)} marked"
    if ref is None:
        return "this screen"
    record = next(_records(catalog, (ref,)), None)
    return safe_line(record.name if record else _title(catalog, ref))
