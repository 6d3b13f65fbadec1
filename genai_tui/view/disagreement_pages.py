"""Pages and titles of Disagreements: both sides of a pair in their words, and what its panes are called."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements, Side
from genai_tui.catalog.field_value import value_text
from genai_tui.catalog.model import Catalog, Model, Source
from genai_tui.catalog.provenance import covers
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.disagreements import DisagreementsView, title
from genai_tui.view.own_keys import keyed


def side_items(catalog: Catalog, about: Disagreement) -> tuple[Item, ...]:
    """Return what each side of a pair says, in its words, with its sources; then what joins the two, or may."""
    items: list[Item] = []
    for number, side in enumerate(about.sides):
        items += _side(catalog, about, side, number)
    reasons = safe_line(" · ".join(about.reasons))
    if about.other:
        items += (Item("heading", "Both"), Item("fact", reasons, "same?"))
    elif about.sides[0].key:
        items += (Item("heading", "Both"), Item("fact", reasons, "joined"))
        items.append(Item("fact", f"what {about.sides[0].catalog} says, which comes first", "shown"))
    else:
        items += (Item("heading", "So far"), Item("prose", reasons))
    return tuple(items)


def _side(catalog: Catalog, about: Disagreement, side: Side, number: int) -> Iterator[Item]:
    record = f" · {side.name} ({side.key})" if side.key else ""
    yield Item("heading", f"{side.catalog}{record}")
    says = {SAME: "is of"}.get(about.field, "says")
    yield Item("fact", side.value or "·", says, link=Link("choice", str(number)))
    model = _record(catalog, about, side)
    if model is None:
        yield from _addresses(catalog, about, side)
        return
    if about.field != SAME:
        full = " ".join(value_text(catalog, model, about.field).split())
        if full and full != side.value:
            yield Item("fact", full, "in full")
    sources = tuple(_sources(catalog, model, about.field))
    for source in sources:
        link = Link("web", source.url) if source.url else None
        yield Item("link" if link else "bullet", source.title or source.id, link=link)
    if not sources and about.field != SAME:
        yield Item("quiet", "The catalog names no source for this field.")


def _addresses(catalog: Catalog, about: Disagreement, side: Side) -> Iterator[Item]:
    """Yield where to read what a source of a single catalog says."""
    model = catalog.model(about.model)
    for dispute in model.disputes if model else ():
        for claim in dispute.claims if dispute.field == about.field else ():
            source = catalog.source(model, claim.source) if claim.value == side.value else None
            if source and source.url and side.catalog in (source.title, source.id, ", ".join(claim.by[:3])):
                yield Item("link", source.url, link=Link("web", source.url))


def _record(catalog: Catalog, about: Disagreement, side: Side) -> Model | None:
    """Return the record of a side as it stands in its catalog; None for a side of a single catalog."""
    members = catalog.members.get(about.model, ())
    found = next((member.model for member in members if member.key == side.key), None)
    if found is None and side.key and about.other:
        found = catalog.model(about.model if side is about.sides[0] else about.other)
    return found


def _sources(catalog: Catalog, model: Model, field: str) -> Iterator[Source]:
    for source in model.sources:
        if any(covers(path, field) for path in source.supports):
            yield catalog.source(model, source.id) or source


def pairs_titles(view: DisagreementsView, found: Disagreements) -> tuple[str, str]:
    """Return what stands above and below the pairs of the view's field; the query, which may be long, comes last."""
    asked = f" · /{safe_line(view.query.strip())}" if view.query.strip() else ""
    if view.field is None:
        return f"Nothing differs{asked}", ""
    if view.field == SAME:
        return f"One model? · {count_of(found.alike, 'pair')} of one name{asked}", keyed("{decide:D} decides")
    count = next(each for each in found.counts if each.field == view.field)
    of = f" of {count.both}" if is_joined(found) else ""
    below = (
        [f"no difference within: {count.tolerance}"] if count.tolerance and count.tolerance != "none" else []
    )
    below += [f"{count.decided} decided"] if count.decided else []
    return f"{_capital(title(view.field))} · {count.differ}{of} differ{asked}", " · ".join(below)


def why_nothing(view: DisagreementsView) -> str:
    """Return why nothing differs, and what could be compared instead."""
    if view.query.strip():
        return keyed("No model matches the query, or none of them differs; {whole:w} drops the query.")
    if len(view.catalogs) > 1:
        return "These catalogs share no model, or state the same of those that they share."
    return keyed(
        "Nothing differs here: this catalog records one value for each field. Two catalogs of the same models are "
        "compared where both are opened: {line::}catalog survey,landscape, or {catalogs:C} for those that are known."
    )


def fields_titles(found: Disagreements) -> tuple[str, str]:
    """Return what stands above and below the fields."""
    if is_joined(found):
        return "Field · of both stated", f"{count_of(found.joined, 'pair')} joined"
    return "Field · disputed", ""


def is_joined(found: Disagreements) -> bool:
    """Tell whether records of several catalogs are compared, and not the sources of one."""
    return bool(found.joined or found.alike)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
