"""The attributes of a model, one row each: how to read, spell, show, group, order, filter and export it.

What a filter finds, a column shows, a list is in order of, a tree groups by and a count counts is the same
value, read here. An attribute that gives no value for a model is not known of it.

A new attribute is a row: fields of queries and their completion, groupings, orders, columns on screen and in files,
claims in JSON, what is read back of a file, and facts on the detail's pages all follow from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, get_args

from genai_tui.catalog.address import ROR, WIKIDATA
from genai_tui.catalog.annotations import Kind as RecordKind
from genai_tui.catalog.annotations import any_annotated, is_starred, note_of
from genai_tui.catalog.attribute import (
    DISPUTED,
    UNKNOWN,
    ZERO_STATED,
    Attribute,
    AttributeTable,
    Band,
    Kind,
    Value,
    ValueSpan,
)
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.labels import labels_of, shown_signature
from genai_tui.catalog.model import NOTHING, Catalog, Model, OrganizationKind, Role, StatusWord, Use, Weights
from genai_tui.catalog.provenance import UNPLACED, covers, marks_of, overlaid, slot_differs

__all__ = [
    "ATTRIBUTES",
    "COLUMNS",
    "DISPUTED",
    "IN_FILES",
    "MODELS",
    "OTHER_NAMES",
    "UNKNOWN",
    "WEIGHTS",
    "ZERO_STATED",
    "Attribute",
    "Band",
    "Kind",
    "Value",
    "ValueSpan",
    "attribute_called",
]  # fmt: skip

WEIGHTS = (*get_args(Weights), DISPUTED)
STATUSES: tuple[str, ...] = get_args(StatusWord)
_YES_OR_NO = ("yes", "no")


def _optional(value: float | str | None) -> tuple[Value, ...]:
    return () if value is None or value == "" else (value,)


def _once(values: Iterable[Value | None]) -> tuple[Value, ...]:
    found = dict.fromkeys(values)
    found.pop(None, None)
    found.pop("", None)
    return tuple(found)  # type: ignore[arg-type]


def _of_organizations(name: str) -> Callable[[Catalog, Model], tuple[Value, ...]]:
    """Return what reads a field of all organizations that have a part in a model."""
    return lambda catalog, model: _once(
        getattr(catalog.organization(id_), name, None) for id_ in model.organization_ids
    )


def _makers(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    return _once(part.id for part in model.organizations if part.role == "developer")


def _organization_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    if not catalog.is_whole:
        return _spellings_in_file(catalog, key)
    known = catalog.organization(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _spellings_in_file(catalog: Catalog, key: str) -> Iterable[str]:
    yield catalog.organization_name(key)  # which is most often all that is asked for
    if known := catalog.organization(key):
        yield from (key, *known.aliases)


def _category_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = catalog.category(key)
    if known is None:
        return (key,)
    # Nobody types an arrow.
    words = ((known.label.en, "to"), (known.label.de or "", "zu"))
    typed = (label.replace("→", word) for label, word in words if "→" in label)
    return (*labels_of(catalog, known.label), key, *typed, *filter(None, (known.code,)), *known.aliases)


def _modality_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    if key == NOTHING:
        return (NOTHING, "nichts")
    known = next((each for each in catalog.head.modalities if each.id == key), None)
    first, *others = labels_of(catalog, known.label) if known else (key,)
    return tuple(dict.fromkeys((first, key, *others)))


def _signature_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    return dict.fromkeys((shown_signature(catalog, key), key, key.replace("→", "to")))


def _model_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    known = catalog.model(key)
    return (known.name, key, *known.aliases) if known else (key,)


def _yes_or_no(read: Callable[[Model], bool | None]) -> Callable[[Catalog, Model], tuple[Value, ...]]:
    """Return what reads a statement that is true, false or not known."""
    return lambda catalog, model: () if (said := read(model)) is None else ("yes" if said else "no",)


_CAN = {"reasoning": "reasoning", "tool_call": "tools", "structured_output": "structured output"}
"""What a record says that a model can do, as readers call it."""
_CAPABILITIES = (*_CAN, *(f"no_{name}" for name in _CAN))


def _capabilities(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    known = ((name, getattr(model.capabilities, name, None)) for name in _CAN)
    return tuple(name if said else f"no_{name}" for name, said in known if said is not None)


def _capability_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    name = key.removeprefix("no_")
    words = f"no {_CAN[name]}" if key != name else _CAN[name]
    return dict.fromkeys((words, key, key.replace("_", " "), key.replace("_", "-"), words.replace(" ", "-")))


def _needs(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    if not model.parameters:
        return ()
    from genai_tui.catalog.memory_floor import memory_floor  # imported here: seldom asked for

    floor = memory_floor(model)
    return (floor.bytes,) if floor else ()


def _bytes(value: float) -> str:
    from genai_tui.catalog.memory_floor import gigabytes  # imported here: as above

    return gigabytes(value)


def _ending(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    known = model.status
    return _optional(known.date) if known and known.state != "active" else ()


def _ror_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    return (key, f"{ROR}{key}")


def _wikidata_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    return (key, f"{WIKIDATA}{key}")


def _weights(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    if kinds := model.weights_kinds:
        return kinds
    return (DISPUTED,) if model.disputes and "!" in marks_of(model, "availability.weights") else ()


def _architecture(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    known = model.architecture
    return _once((known.family, *known.components)) if known else ()


def _link(name: str) -> Callable[[Model], object]:
    return lambda model: model.links and getattr(model.links, name)


_HELD: dict[str, Callable[[Model], object]] = {
    "code": _link("code"), "weights": _link("weights"), "demo": _link("demo"), "homepage": _link("homepage"),
    "paper": attrgetter("paper"), "results": attrgetter("results"), "lineage": attrgetter("based_on"),
    "dispute": attrgetter("disputes"), "summary": attrgetter("summary"), "training": attrgetter("training"),
    "offers": attrgetter("offers"), "periods": lambda model: model.availability and model.availability.periods,
    "identity": attrgetter("same_as"), "overlay": overlaid,
}  # fmt: skip
"""What a record can hold, and how to tell."""


def _held(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    own = ("note",) if note_of(catalog, "model", model.id) else ()
    return (*(name for name, read in _HELD.items() if read(model)), *own)


def annotated(kind: RecordKind, **more: Any) -> Attribute:
    """Return the attribute of what the reader has starred and noted, for records of a kind."""

    def read(catalog: Catalog, record: Any) -> tuple[Value, ...]:
        starred = ("starred",) if is_starred(catalog, kind, record.id) else ()
        return (*starred, "noted") if note_of(catalog, kind, record.id) else starred

    return Attribute(
        "is", "Star", read, help="whether you have starred it, or noted something of it",
        wanted="starred or noted", closed=("starred", "noted"), never_unknown=True, none="the others", full_name="star",
        only_where=lambda catalog: any_annotated(catalog, kind),
        no_column="a star stands before the name", **more,
    )  # fmt: skip


def _disputed(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(dispute.field for dispute in model.disputes)) if model.disputes else ()


def _estimated(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    return tuple(path for path in _ESTIMATED if "~" in marks_of(model, path))


_ESTIMATED = ("released", "parameters", "training.compute_flop")
"""The fields of which a record can say that they are estimated."""


def _disputed_spellings(catalog: Catalog, key: str) -> Iterable[str]:
    """Yield what readers call a disputed field, its path, and the names of the attributes that read it."""
    rows = (row for row in _ROWS if row.path and any(covers(key, part) for part in row.path.split("|")))
    return dict.fromkeys(
        (field_words(key), key, *(name for row in rows for name in (row.name, *row.other_names)))
    )


def _slot(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    category = catalog.category(model.category)
    if category is None or not (category.inputs and category.outputs and model.signature):
        return ()
    return (SLOTS[0] if slot_differs(catalog, model) else SLOTS[1],)


def _license_class(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    stated = model.availability.license if model.availability else None
    if not stated:
        return ()
    # Imported here: few lists have a column for it.
    from genai_tui.catalog.license_classes import license_class

    return _optional(license_class(stated))


def _base_license(catalog: Catalog, model: Model) -> tuple[Value, ...]:
    if not (model.based_on and model.availability and model.availability.license):
        return ()
    # Imported here: few lists have a column for it.
    from genai_tui.catalog.license_lineage import compared_with_bases

    return compared_with_bases(catalog, model)


_LICENSE_CLASSES = ("permissive", "copyleft", "non-commercial", "own terms")
"""As in `license_classes.py`, which is read when a licence is first asked for its class."""
_BASE_LICENSES = ("differs", "same")
"""As in `license_lineage.py`, likewise."""


SLOTS = ("differs", "fits")
"""Whether a model's category says what it really takes and gives."""
_SLOT_WORDS = {"differs": "differs from its data", "fits": "fits its data"}


def _categories(catalog: Catalog) -> Iterable[str]:
    return (each.id for each in catalog.categories)


def _modalities(catalog: Catalog) -> Iterable[str]:
    return (each.id for each in catalog.head.modalities)


def _inputs(catalog: Catalog) -> Iterable[str]:
    return (*_modalities(catalog), NOTHING)


def dollars(value: float) -> str:
    """Return a price in dollars to four digits: `0.15`."""
    return f"{value:.4g}"


_PRICES = (
    Band(0, 0.1, "to $0.10"), Band(0.1, 1, "to $1"), Band(1, 5, "to $5"), Band(5, 20, "to $20"),
    Band(20, math.inf, "above $20"), Band(-math.inf, 0, ZERO_STATED),
)  # fmt: skip
"""Dollars for a million input tokens."""
_CONTEXTS = (
    Band(0, 33_000, "to 32K"), Band(33_000, 132_000, "to 128K"), Band(132_000, 265_000, "to 256K"),
    Band(265_000, 530_000, "to 512K"), Band(530_000, 1_100_000, "to 1M"), Band(1_100_000, math.inf, "above 1M"),
)  # fmt: skip
"""Tokens; some count a K as 1,024."""


def _text_cell(cell: str, estimated: bool) -> object:
    return cell


def _list_cell(cell: str, estimated: bool) -> object:
    return [part for part in cell.split("; ") if part]


def _release_cell(cell: str, estimated: bool) -> object:
    return {"date": cell, **({"event": "listed"} if estimated else {})}


def _count_cell(cell: str, estimated: bool) -> object:
    return [{"count": cell, **({"estimated": True} if estimated else {})}]


def _capabilities_cell(cell: str, estimated: bool) -> object:
    words = [part.removeprefix("no ") for part in cell.split("; ")]
    return {
        name: f"no {told}" not in cell.split("; ") for name, told in _CAN.items() if told in words
    }  # fmt: skip


_ROWS: tuple[Attribute, ...] = (
    Attribute("name", "Name", lambda catalog, model: _once(model.names) if model.aliases else (model.name,),
              help="name or alias", other_names=("alias",), order=1),
    Attribute("id", "Id", lambda catalog, model: (model.id,), help="id of the record, whole",
              wanted="an id such as dall-e-2", whole=True),
    Attribute("org", "Organization", lambda catalog, model: model.organization_ids, path="organizations",
              spellings=_organization_spellings, several=True, help="organization, by name or alias", listed=True,
              full_name="organization", other_names=("organization", "organisation"), grouping=2, order=2, column=1,
              narrow_title="Org", heading="organizations", lists_all=True),
    Attribute("maker", "Maker", _makers, path="organizations", spellings=_organization_spellings,
              several=True, help="organization that developed it", listed=True, other_names=("developer",), grouping=8),
    Attribute("role", "Role", lambda catalog, model: _once(part.role for part in model.organizations),
              path="organizations", several=True, help="part that an organization has", wanted="a role", closed=get_args(Role)),
    Attribute("kind", "Kind", _of_organizations("kind"), path="organizations", several=True, help="kind of organization",
              wanted="a kind", closed=get_args(OrganizationKind)),
    Attribute("country", "Country", _of_organizations("country"), path="organizations",
              several=True, help="an organization's country, two letters", wanted="a code such as US or DE", listed=True),
    Attribute("ror", "ROR", _of_organizations("ror"), path="organizations", spellings=_ror_spellings,
              several=True, help="ROR id of an organization, whole", wanted="an id such as 05dxps055", whole=True),
    Attribute("wikidata", "Wikidata", _of_organizations("wikidata"), path="organizations",
              spellings=_wikidata_spellings, several=True, help="Wikidata id of an organization, whole",
              wanted="an id such as Q21708200", whole=True),
    Attribute("family", "Family", lambda catalog, model: _optional(model.family), path="family",
              help="line of models under one name", wanted="a name such as GPT", divides=1, grouping=4,
              only_where_known=True, heading="family", read_back=_text_cell),
    Attribute("cat", "Category",
              lambda catalog, model: _once((model.category, *model.also_in)) if model.also_in else (model.category,),
              path="category", spellings=_category_spellings,
              rank=lambda catalog, key: catalog.category_places.get(key, 1_000),
              several=True, help="category, in English or German: the slot and those it is also in", wanted="a category",
              every=_categories, listed=True, unknown_key=UNPLACED, full_name="category", other_names=("category",), divides=3, grouping=1, order=6,
              column=5, heading="category", read_back=_text_cell),
    Attribute("also", "Also in", lambda catalog, model: model.also_in, path="also_in", spellings=_category_spellings,
              several=True, help="further categories", wanted="a category", every=_categories, listed=True,
              other_names=("also_in",)),
    Attribute("in", "In", lambda catalog, model: model.inputs, path="inputs", row_title="Inputs", spellings=_modality_spellings,
              several=True, help="what really goes in", wanted="a modality such as text, or nothing", every=_inputs, listed=True,
              other_names=("input", "inputs")),
    Attribute("out", "Out", lambda catalog, model: model.outputs, path="outputs", row_title="Outputs", spellings=_modality_spellings,
              several=True, help="what really comes out", wanted="a modality such as image", every=_modalities, listed=True,
              other_names=("output", "outputs")),
    Attribute("domain", "Domain", lambda catalog, model: model.domains, path="domains",
              several=True, help="field of work, in the words of the source", other_names=("domains",), grouping=6,
              only_where_known=True, heading="domains", lists_all=True, read_back=_list_cell),
    Attribute("task", "Task", lambda catalog, model: model.tasks, path="tasks",
              several=True, help="what it is made for, in the words of the source", other_names=("tasks",)),
    Attribute("signature", "Signature", lambda catalog, model: _optional(model.signature), path="inputs|outputs",
              spellings=_signature_spellings, help="all that goes in and comes out",
              wanted='a signature such as "text + image to text"', grouping=5),
    Attribute("year", "Year", lambda catalog, model: _optional(model.year), "year", "released", largest_first=True,
              help="year of the first release", divides=2, grouping=3, ordered_by="date", column_of="date"),
    Attribute("date", "Date", lambda catalog, model: _optional(model.date), "date", "released", largest_first=True,
              help="first release", other_names=("released",), order=3, column=2, heading="released",
              read_back=_release_cell),
    Attribute("params", "Params", lambda catalog, model: (model.parameters[0].count,) if model.parameters else (),
              "number", "parameters", largest_first=True, help="parameters: the count that is shown",
              full_name="parameters", other_names=("parameters",), order=4, column=3, cells=6, heading="parameters",
              read_back=_count_cell),
    Attribute("variant", "Variants", lambda catalog, model: _once(each.count for each in model.parameters),
              "number", "parameters", largest_first=True, several=True, help="parameters of any variant", other_names=("variants",),
              ordered_by="params", cells=12),
    Attribute("active", "Active",
              lambda catalog, model: _optional(model.parameters[0].active) if model.parameters else (),
              "number", "parameters.active", largest_first=True,
              help="active parameters: those that work on one token", other_names=("active_parameters",), order=11,
              only_where_known=True, heading="active_parameters", read_back=_text_cell),
    Attribute("needs", "Needs", _needs, "number", "parameters", shown=_bytes, largest_first=True,
              help="memory for the weights alone, at least: parameters times the bytes of the stated precision, else 2",
              wanted="a size such as 24g, a range 8g..24g, or <24g", other_names=("memory", "vram"), ordered_by="params",
              cells=7),
    Attribute("compute", "FLOP",
              lambda catalog, model: _optional(model.training.compute_flop if model.training else None),
              "number", "training.compute_flop", shown=lambda value: f"{value:.3g}", largest_first=True, row_title="Training FLOP",
              help="training compute in floating-point operations", other_names=("flop",), order=9,
              only_where_known=True),
    Attribute("hardware", "Hardware",
              lambda catalog, model: _optional(model.training.hardware if model.training else None),
              path="training.hardware", help="machines that it was trained on, in the words of the source"),
    Attribute("citations", "Cited", lambda catalog, model: _optional(model.citations), "number", "citations",
              largest_first=True, help="citations of the paper, where the catalog counts them", order=10,
              only_where_known=True),
    Attribute("weights", "Weights", _weights, path="availability.weights",
              rank=lambda catalog, key: WEIGHTS.index(key), first_says_all=True,
              help="whether the weights can be had", wanted="open, restricted, closed or disputed", closed=WEIGHTS,
              grouping=7, order=5, column=4, heading="weights", read_back=_text_cell),
    Attribute("license", "Licence",
              lambda catalog, model: _optional(model.availability.license if model.availability else None),
              path="availability.license", help="licence, SPDX id or name", other_names=("licence",),
              heading="license", read_back=_text_cell),
    Attribute("license_class", "Licence class", _license_class, path="availability.license",
              rank=lambda catalog, key: _LICENSE_CLASSES.index(key), help="of what kind the words of the licence are",
              wanted="permissive, copyleft, non-commercial or own terms", closed=_LICENSE_CLASSES,
              full_name="licence-class", other_names=("licence_class",), grouping=16, only_where_known=True),
    Attribute("base_license", "Base's licence", _base_license, path="availability.license|based_on", several=True,
              rank=lambda catalog, key: _BASE_LICENSES.index(key), narrow_title="Base lic.",
              help="whether its licence is that of a model it is derived from", wanted="differs or same",
              closed=_BASE_LICENSES, other_names=("base_licence",)),
    Attribute("use", "Use", lambda catalog, model: _optional(model.availability.use if model.availability else None),
              path="availability.use", help="what those who download the weights may use them for", row_title="Use of weights",
              wanted="any, noncommercial or restricted", closed=get_args(Use), heading="use",
              read_back=_text_cell),
    Attribute("api", "API", _yes_or_no(lambda model: model.availability.api if model.availability else None),
              path="availability.api", help="whether there is an API", wanted="yes or no", closed=_YES_OR_NO),
    Attribute("status", "Status", lambda catalog, model: _optional(model.status.state if model.status else None),
              path="status", rank=lambda catalog, key: STATUSES.index(key),
              help="whether its maker still offers it", wanted="active, deprecated or retired", closed=STATUSES,
              grouping=9, only_where_known=True, heading="status",
              read_back=lambda cell, estimated: {"state": cell}),
    Attribute("ends", "Ends", _ending, "date", "status.date", largest_first=True, row_title="Offer ends",
              help="day from which it is deprecated or retired", other_names=("status_date",), order=13,
              only_where_known=True, heading="ends", read_back=_text_cell),
    Attribute("successor", "Successor",
              lambda catalog, model: _optional(model.status.successor if model.status else None),
              path="status.successor", spellings=_model_spellings, help="model that is to take its place"),
    Attribute("arch", "Architecture", _architecture, path="architecture", several=True, help="architecture: family or component",
              other_names=("architecture",)),
    Attribute("venue", "Venue", lambda catalog, model: _optional(model.paper.venue if model.paper else None),
              path="paper.venue", help="where the paper appeared"),
    Attribute("author", "Author", lambda catalog, model: _once(model.paper.authors if model.paper else ()),
              path="paper.authors", several=True, help="author of the paper", other_names=("authors",)),
    Attribute("price", "$/M in", lambda catalog, model: _optional(model.price), "number", "offers", shown=dollars,
              bands=_PRICES, zero_is_stated=True, help="dollars for a million input tokens, where they cost least",
              other_names=("input_price",), grouping=11, order=7, only_where_known=True, column=6,
              heading="input_price"),
    Attribute("context", "Context", lambda catalog, model: _optional(model.context), "number",
              "context_length|offers", bands=_CONTEXTS, largest_first=True,
              help="tokens of context, as the maker says, else where there are most", grouping=12, order=8,
              only_where_known=True, column=7, cells=7, heading="context"),
    Attribute("cutoff", "Cut-off", lambda catalog, model: _optional(model.knowledge_cutoff), "date",
              "knowledge_cutoff", largest_first=True, help="day to which its knowledge reaches",
              other_names=("knowledge", "knowledge_cutoff"), order=12, only_where_known=True,
              heading="knowledge_cutoff", read_back=_text_cell, page="Overview"),
    Attribute("can", "Can", _capabilities, path="capabilities", spellings=_capability_spellings,
              several=True, help="what it is known to be able to do, or not to", wanted="a word such as tool_call or no_tool_call",
              other_names=("capability", "capabilities"), closed=_CAPABILITIES, whole=True,
              heading="capabilities", lists_all=True, read_back=_capabilities_cell, page="Overview"),
    Attribute("provider", "Provider", lambda catalog, model: _once(each.provider for each in model.offers),
              path="offers", several=True, help="who offers the use of it", grouping=10, only_where_known=True),
    Attribute("based", "Built on",
              lambda catalog, model: _once(each.model or each.name for each in model.based_on), path="based_on",
              spellings=_model_spellings, several=True, help="model that it is built on", other_names=("based_on",)),
)  # fmt: skip

_PATHS = tuple(dict.fromkeys(part for row in _ROWS for part in row.path.split("|") if part))
"""The fields that attributes read."""

_ALL = (
    *_ROWS,
    Attribute("has", "Has", _held, several=True, help="what the record holds, and whether you have noted something of it",
              wanted="code, weights, demo, homepage, paper, results, lineage ...", closed=(*_HELD, "note"),
              never_unknown=True, no_column="it is a list of what there is, and no value"),
    Attribute("disputed", "Disputed", _disputed, spellings=_disputed_spellings, several=True, help="what sources differ about",
              wanted="a field such as date", closed=_PATHS, none="nothing disputed", grouping=13,
              only_where=lambda catalog: catalog.tells("disputes")),
    Attribute("estimated", "Estimated", _estimated, spellings=_disputed_spellings, several=True,
              help="what is only estimated", wanted="a field such as params", closed=_PATHS,
              no_column="a ~ stands behind the value"),
    Attribute("slot", "Slot", _slot, spellings=lambda catalog, key: (_SLOT_WORDS[key], key),
              rank=lambda catalog, key: SLOTS.index(key),
              help="whether the category says what really goes in and comes out", wanted="differs or fits", closed=SLOTS,
              grouping=14, only_where=lambda catalog: any(slot_differs(catalog, model) for model in catalog.narrowed("slot", SLOTS[0]))),
    annotated("model", grouping=15),
)  # fmt: skip

MODELS = AttributeTable(_ALL)
"""The attributes of models."""
ATTRIBUTES = MODELS.rows
OTHER_NAMES = MODELS.other_names
COLUMNS = MODELS.columns

IN_FILES = (
    *(each for each in COLUMNS if each.heading),
    *(each for each in _ALL if each.heading and not each.column),
)
"""The attributes with a column in CSV and TSV, in the order of the columns."""
attribute_called = MODELS.called
