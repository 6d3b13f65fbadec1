"""What `y` and `Y` copy in Browse: the name and address of a record, or the command that prints what is shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import safe_line
from genai_tui.search.ordering import Order
from genai_tui.tui.trail import Place


def name_and_address(catalog: Catalog, place: Place) -> str:
    """Return the name of a record, and the address to read on at where one is known."""
    name, address = place.id, None
    if place.kind == "organization" and (organization := catalog.organization(place.id)):
        name, address = organization.name, organization.homepage
    elif place.kind == "model" and (model := catalog.model(place.id)):
        name = model.name
        if model.paper and model.paper.arxiv:
            address = f"https://arxiv.org/abs/{model.paper.arxiv}"
    return safe_line(f"{name} {address or ''}").strip()


def command_of_record(model_id: str) -> str:
    """Return the command that prints a model."""
    return f"genai-tui show {model_id}"


def command_of_models(models: Iterable[Model]) -> str:
    """Return the command that prints these models in this order, whatever led to them."""
    ids = " ".join(model.id for model in models)
    return f"printf '%s\\n' {ids} | genai-tui list -"


def command_of_query(query: str, order: Order, reverse: bool) -> str:
    """Return the command that prints what meets a query, or every model, in an order."""
    words = ["genai-tui list"]
    words += [f"--sort {order}"] if order != "best" else []
    words += ["--reverse"] if reverse else []
    words += [f"-- {shlex.quote(safe_line(query.strip()))}"] if query.strip() else []
    return " ".join(words)
