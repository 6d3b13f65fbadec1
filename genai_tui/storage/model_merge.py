"""The merge of two records of one model: the first one's values, what only the second knows, and where they differ.

A source speaks for a field of the merged record only where it says what stands there: the value is its own, or the
same within the tolerances of `agreement.py`. Where it says something else the field is disputed, with both claims.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.agreement import FIELDS, Compared, Owned
from genai_tui.catalog.model import Catalog, Dispute, DisputedClaim, Model, Source, value_at
from genai_tui.catalog.provenance import NO_CLAIMS, covers
from genai_tui.storage.layers import once

_LISTED = ("also_in", "other_dates", "results", "offers")
"""Lists of which both records' entries stand in the merged one."""
_PARTS = ("availability", "training", "architecture", "links", "capabilities", "paper")
"""Records within the record, merged field by field."""
_BY_PATH = {field.path: field for field in FIELDS}


def merged(catalog: Catalog, shown: Model, other: Model, title: str, owned: Owned = frozenset()) -> Model:
    """Return the model that `shown` and `other` are, whose values are those of `shown`, of the catalog with that title.

    `catalog` names the organizations of both, `owned` tells which of them own each other.
    """
    differing = tuple(field for field in FIELDS if field.differ(shown, other, owned))
    values = {
        name: _merged_field(name, getattr(shown, name), getattr(other, name))
        for name in Model.__struct_fields__
        if name not in NO_CLAIMS
    }
    if values["paper"] and shown.paper and other.paper and not _same_paper(shown, other):
        values["paper"] = shown.paper
    names = dict.fromkeys((*shown.aliases, other.name, *other.aliases))
    names.pop(shown.name, None)
    result = replace(
        shown,
        **values | {"aliases": tuple(names)},
        same_as=tuple(dict.fromkeys((*shown.same_as, *other.same_as))),
        not_same_as=tuple(dict.fromkeys((*shown.not_same_as, *other.not_same_as))),
        survey=shown.survey or other.survey,
    )
    speaking = (replace(source, supports=_still_said(source, other, result)) for source in other.sources)
    return replace(
        result,
        sources=once((*shown.sources, *speaking)),
        disputes=_disputes(catalog, shown, other, differing, title),
    )


def _merged_field(name: str, mine: Any, theirs: Any) -> Any:
    if name in _LISTED and mine and theirs:
        return tuple(dict.fromkeys((*mine, *theirs)))
    if name in _PARTS and mine is not None and theirs is not None:
        return replace(
            mine,
            **{
                part: getattr(theirs, part)
                for part in mine.__struct_fields__
                if getattr(mine, part) in (None, ()) and getattr(theirs, part) not in (None, ())
            },
        )
    return theirs if mine in (None, ()) else mine


def _same_paper(one: Model, other: Model) -> bool:
    assert one.paper is not None
    assert other.paper is not None
    if one.paper.arxiv and other.paper.arxiv:
        return not _BY_PATH["paper.arxiv"].differ(one, other)
    return one.paper.title.casefold() == other.paper.title.casefold()


def _still_said(source: Source, of: Model, merged_model: Model) -> tuple[str, ...]:
    """Return the fields for which a source of one record speaks in the merged one."""
    kept: list[str] = []
    for path in source.supports:
        leaves = tuple(_leaves(of, path))
        said = [leaf for leaf in leaves if _says(of, merged_model, leaf)]
        unsaid = not leaves and value_at(merged_model, path) in (
            None,
            (),
        )  # sources differ, and none is chosen
        if unsaid or (leaves and len(said) == len(leaves)):
            kept.append(path)
        else:
            kept += said
    return tuple(dict.fromkeys(kept))


def _leaves(model: Model, path: str) -> Iterable[str]:
    """Yield the paths of what a record states at a path, which for a record within it are its fields."""
    value = value_at(model, path)
    if isinstance(value, Struct) and "." not in path and path in _PARTS:
        defaults = value.__struct_defaults__
        usual = dict(zip(value.__struct_fields__[-len(defaults) :], defaults, strict=True))
        yield from (
            f"{path}.{name}" for name in value.__struct_fields__ if getattr(value, name) != usual.get(name)
        )
    elif value not in (None, ()):
        yield path


def _says(of: Model, merged_model: Model, path: str) -> bool:
    """Return whether what one record states at a path is what stands in the merged one, or within it."""
    field = _BY_PATH.get(path)
    if field is not None and field.both_state(of, merged_model):
        return field.agree(of, merged_model)
    mine, theirs = value_at(of, path), value_at(merged_model, path)
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return set(mine) <= set(theirs)
    return bool(mine == theirs)


def _disputes(
    catalog: Catalog, shown: Model, other: Model, differing: tuple[Compared, ...], title: str
) -> tuple[Dispute, ...]:
    """Return what is disputed in either record, and what the two differ about."""
    found = {dispute.field: dispute for dispute in shown.disputes}
    paths = {field.path for field in differing}
    for dispute in other.disputes:
        if before := found.get(dispute.field):
            found[dispute.field] = replace(
                before, claims=tuple(dict.fromkeys((*before.claims, *dispute.claims)))
            )
        elif dispute.field not in paths:
            found[dispute.field] = _kept(catalog, shown, dispute)
    for field in differing:
        known = next((each for path, each in found.items() if covers(path, field.path)), None)
        theirs = next((each.claims for each in other.disputes if covers(each.field, field.path)), None)
        theirs = theirs or claims_of(catalog, other, field)
        mine = claims_of(catalog, shown, field)
        if known:
            found[known.field] = replace(known, claims=tuple(dict.fromkeys((*known.claims, *theirs))))
        else:
            why = f"the value of {title}, which comes first"
            claims = tuple(dict.fromkeys((*mine, *theirs)))
            found[field.path] = Dispute(
                field=field.path, claims=claims, chosen=field.text(catalog, shown), why=why
            )
    return tuple(found.values())


def _kept(catalog: Catalog, shown: Model, dispute: Dispute) -> Dispute:
    """Return a dispute of the second record, whose first record has a value: that is the one that is shown."""
    field = _BY_PATH.get(dispute.field)
    if field is None or field.value(shown) is None:
        return dispute
    mine = claims_of(catalog, shown, field)
    chosen = field.text(catalog, shown)
    return replace(dispute, claims=tuple(dict.fromkeys((*mine, *dispute.claims))), chosen=chosen)


def claims_of(catalog: Catalog, model: Model, field: Compared) -> tuple[DisputedClaim, ...]:
    """Return what a record states in a field as claims, one for each source that speaks for it."""
    text = field.text(catalog, model)
    sources = [
        source.id for source in model.sources if any(covers(path, field.path) for path in source.supports)
    ]
    return tuple(DisputedClaim(value=text, source=id_) for id_ in sources or [model.sources[0].id])
