"""Small catalogs to join: each line of a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.model import (
    Availability,
    Catalog,
    CatalogHead,
    Category,
    Label,
    Modality,
    Model,
    Organization,
    ParameterCount,
    Part,
    Relation,
    Release,
    Source,
)
from genai_tui.catalog.provenance import told_fields


def record(
    id_: str,
    *,
    name: str = "",
    by: str = "acme",
    date: str = "2022-04-06",
    count: int = 0,
    weights: Any = None,
    source: str = "page",
    **more: Any,
) -> Model:
    """A model whose one source speaks for all that it says."""
    model = Model(
        id=id_,
        name=name or id_.title(),
        category="other",
        organizations=(Part(by, "developer"),) if by else (),
        released=Release(date) if date else None,
        parameters=(ParameterCount(count),) if count else (),
        availability=Availability(weights=weights) if weights else None,
        sources=(Source(source),),
        **more,
    )
    return replace(model, sources=(Source(source, supports=told_fields(model)),))


def catalog(
    id_: str, *models: Model, relations: Iterable[Relation] = (), also: Sequence[str] = ()
) -> Catalog:
    """A catalog with one source and the organizations that its models name."""
    head = CatalogHead(
        id=id_,
        title=id_.title(),
        edition="first",
        version="1",
        date="2024-01-01",
        about="For a test.",
        may_lack=("organizations", "released"),
        modalities=(Modality("text", Label("text")), Modality("image", Label("image"))),
        categories=(Category("other", Label("other")),),
        sources=(Source("page", f"The page of {id_}"),),
    )
    names = dict.fromkeys([*(part.id for model in models for part in model.organizations), *also])
    organizations = {name: Organization(name, name.title()) for name in names}
    return Catalog(head, models, organizations, tuple(relations))
