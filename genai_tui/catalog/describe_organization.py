"""The page about an organization: what it is, its models, its partners and other ties, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.address import ROR, WIKIDATA
from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import NOT_KNOWN, Item, Link, Page, first_of, note_items
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.ties import around_organization, group_heading, part_tie


def organization_pages(catalog: Catalog, organization: Organization) -> tuple[Page, ...]:
    """Return the one page about an organization: what it is, its models, partners and ties."""
    return (Page("Organization", _organization(catalog, organization)),)


def _organization(catalog: Catalog, org: Organization) -> Iterator[Item]:
    def fact(label: str, value: str | int | None, field: str) -> Item:
        return Item("fact", str(value) if value else NOT_KNOWN, label, field)

    yield from note_items(catalog, "organization", org.id)
    where = ", ".join(part for part in (org.city, org.country) if part)
    yield fact("Kind", org.kind, "kind")
    yield fact("Place", where, "country")
    yield fact("Founded", org.founded, "founded")
    if org.homepage:
        yield Item("fact", org.homepage, "Homepage", "homepage", link=Link("web", org.homepage))
    for label, field, before in (("ROR", "ror", ROR), ("Wikidata", "wikidata", WIKIDATA)):
        if id_ := getattr(org, field):
            address = f"{before}{id_}"
            yield Item("fact", address, label, field, link=Link("web", address))
    if org.note:
        yield Item("quiet", org.note, field="note")
    models = models_of(catalog, org.id)
    left_out = catalog.left_out("org", org.id)
    yield Item("heading", f"Models · {len(models) + left_out}")
    if left_out:
        yield Item("quiet", first_of(len(models), f"org:{org.id}"))
    for model in models:
        date = ATTRIBUTES["date"].cell(catalog, model)
        ties = tuple(
            part_tie(catalog, model, part) for part in model.organizations if org.id in (part.id, part.unit)
        )
        yield Item("link", f"{model.name} · {date}", link=Link("model", model.id), ties=ties)
    for group, others in around_organization(catalog, org.id).items():
        yield Item("heading", group_heading(group, others))
        for other, ties in others.items():
            if group == "Partners":
                told = [f"{catalog.organization_name(other)} · {count_of(len(ties), 'model')}"]
            else:
                told = [tie.told() for tie in ties]
            proofs = (ties,) if group == "Partners" else tuple((tie,) for tie in ties)
            for text, proof in zip(told, proofs, strict=True):
                yield Item("link", text, link=Link("organization", other), ties=proof)
    yield Item("heading", f"Sources · {len(org.sources)}")
    for source in org.sources:
        known = catalog.source(None, source.id) or source
        link = Link("web", known.url) if known.url else None
        yield Item("link" if link else "bullet", known.title or known.id, link=link)


def models_of(catalog: Catalog, organization_id: str) -> tuple[Model, ...]:
    """Return the models that an organization, or a unit of it by that id, has a part in."""
    return tuple(
        model for model in catalog.narrowed("org", organization_id)
        if any(organization_id in (part.id, part.unit) for part in model.organizations)
    )  # fmt: skip
