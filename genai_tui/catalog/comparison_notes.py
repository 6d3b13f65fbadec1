"""Footnotes of a comparison: rival values of what is disputed, and which values are not of one kind.

A count of one variant beside a whole model's, a stated price of 0, an estimate beside a stated value, the day of a
listing beside a release: such values stand in one row and cannot be compared as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from genai_tui.catalog.attribute import AnyRecord, Attribute
from genai_tui.catalog.model import Catalog, Dispute, Model
from genai_tui.catalog.provenance import disputes_of
from genai_tui.catalog.sanitize import safe_line

_EVENTS = {
    "announcement": "announced", "paper": "paper", "weights": "weights released", "api": "API opened",
    "demo": "demo opened", "product": "product", "revision": "revised", "withdrawn": "withdrawn", "retired": "retired",
}  # fmt: skip
"""What happened on the day of a release; the day of a listing is told as the estimate that it is."""


def disputes_on(catalog: Catalog, records: Sequence[AnyRecord], attribute: Attribute) -> tuple[str, ...]:
    """Return what sources differ about in an attribute, a footnote for each dispute. Safe to show."""
    return tuple(
        dispute_text(catalog, model, dispute, attribute)
        for model in records
        if isinstance(model, Model)
        for dispute in row_disputes(model, attribute)
    )


def unlike_values(catalog: Catalog, records: Sequence[AnyRecord], attribute: Attribute) -> tuple[str, ...]:
    """Return which values of an attribute are not of one kind with the others. Safe to show."""
    models = [each for each in records if isinstance(each, Model)]
    notes = [*_estimates(catalog, models, attribute)]
    if unlike := _UNLIKE.get(attribute.name):
        notes += unlike(models)
    return tuple(map(safe_line, notes))


def row_disputes(model: Model, attribute: Attribute) -> tuple[Dispute, ...]:
    """Return what sources differ about in an attribute of a model."""
    if not attribute.path or not model.disputes:
        return ()
    found = [each for path in attribute.path.split("|") for each in disputes_of(model, path)]
    return tuple({id(each): each for each in found}.values())


def rival_values(catalog: Catalog, model: Model, dispute: Dispute, attribute: Attribute) -> str:
    """Return what each source says, `2B (the paper); 3B (a blog)`, with the part of the attribute that it is about. Safe to show."""
    told = []
    for claim in dispute.claims:
        source = catalog.source(model, claim.source)
        who = ", ".join(claim.by[:3]) or (source.title if source and source.title else claim.source)
        told.append(f"{claim.value} ({who})")
    inside = any(dispute.field.startswith(f"{path}.") for path in attribute.path.split("|"))
    part = f"{dispute.field.rpartition('.')[2].replace('_', ' ')}: " if inside else ""
    return safe_line(f"{part}{'; '.join(told)}")


def dispute_text(catalog: Catalog, model: Model, dispute: Dispute, attribute: Attribute) -> str:
    """Return what sources differ about, and what was chosen of it."""
    chosen = f"shown is {dispute.chosen}" if dispute.chosen else "none is chosen"
    return safe_line(
        f"{model.name} is disputed: {rival_values(catalog, model, dispute, attribute)}; {chosen}"
    )


def _estimates(catalog: Catalog, models: Sequence[Model], attribute: Attribute) -> Iterator[str]:
    """Yield which values are estimates, where others of the row are stated."""
    known = [each for each in models if attribute.values(catalog, each)]
    guessed = [each for each in known if "~" in attribute.marks(each)]
    if not guessed:
        return
    names = _names(guessed)
    if attribute.name == "date":
        yield f"{names}: the day on which a provider listed it; it may have been released before"
    elif len(guessed) < len(known):
        yield f"estimated for {names}, stated for {_names([each for each in known if each not in guessed])}"
    elif attribute.name == "compute":
        yield f"estimated for {names}"


def _variants(models: Sequence[Model]) -> Iterator[str]:
    """Yield of which variants counts are, where a model has several or its count is of a named one."""
    known = [each.parameters for each in models if each.parameters]
    for model in models if len(known) > 1 else ():
        counts = model.parameters
        if counts and (counts[0].variant or len(counts) > 1):
            of = f"of the variant {counts[0].variant}" if counts[0].variant else "of one variant"
            yield f"{model.name}: the count {of}{f', one of {len(counts)}' if len(counts) > 1 else ''}"


def _prices(models: Sequence[Model]) -> Iterator[str]:
    stated = [each for each in models if each.price == 0]
    if stated:
        yield (f"{_names(stated)}: a price of 0 is stated, of what a subscription includes, a trial or a gift: "
               "not to be compared with the others")  # fmt: skip


def _dates(models: Sequence[Model]) -> Iterator[str]:
    """Yield of what events dates are, where not all are of one; and which of them are less exact than others."""
    known = [each for each in models if each.released]
    events = [(each, _EVENTS.get(each.released.event or "")) for each in known if each.released]
    if len({event for _, event in events if event}) > 1:
        yield f"not of one event: {'; '.join(f'{each.name} {event}' for each, event in events if event)}"
    dates = [each.date or "" for each in known]
    for model in known:
        date = model.date or ""
        if any(other != date and other.startswith(date) for other in dates):
            yield f"{model.name}: {date} may be the same day as another, nothing more exact is known"


def _contexts(models: Sequence[Model]) -> Iterator[str]:
    known = [each for each in models if each.context is not None]
    offered = [each for each in known if each.context_length is None]
    if offered and len(offered) < len(known):
        yield f"{_names(offered)}: the most that a provider offers; the others as their makers say"


_UNLIKE: dict[str, Callable[[Sequence[Model]], Iterator[str]]] = {
    "params": _variants, "price": _prices, "date": _dates, "context": _contexts,
}  # fmt: skip
"""What says of which attribute that its values are not of one kind."""


def _names(models: Sequence[Model]) -> str:
    return ", ".join(each.name for each in models)
