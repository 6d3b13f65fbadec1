"""Epoch AI's table "Data on notable AI models", as CSV: one row a model.

Headings are read by what they mean, since they changed over the years. What a cell does not say stays
unknown; what could not be understood is counted in the report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from genai_tui.catalog.dates import is_date
from genai_tui.catalog.model import (
    Ancestor,
    Availability,
    Catalog,
    CatalogHead,
    Links,
    Model,
    Organization,
    Paper,
    ParameterCount,
    Part,
    Release,
    Source,
    Training,
    TrainingData,
)
from genai_tui.catalog.problems import CatalogError, Problem
from genai_tui.catalog.progress import Progress, counted
from genai_tui.catalog.sources.epoch_words import HEADINGS, KINDS, TASKS, WEIGHTS
from genai_tui.catalog.sources.gathering import UNPLACED, Ids, Report, categories_of, line, listed
from genai_tui.catalog.sources.tables import headings, read_bytes, read_rows
from genai_tui.catalog.sources.words import CATEGORY_OF, COUNTRIES, PLACEHOLDERS

NAME = "Epoch AI's models as CSV"
_NEEDED = frozenset({"name", "organizations"})
_TELLING = frozenset({"date", "domains", "tasks", "compute", "parameters", "accessibility"})
_WEB = re.compile(r"https?://[^\s<>\"]+")

Row = dict[str, str]
"""Cells by their Meaning."""


def recognizes(path: Path) -> bool:
    """Tell whether the first line has the headings of such a table."""
    heads = {HEADINGS.get(head.lower()) for head in headings(path)}
    return heads >= _NEEDED and len(heads & _TELLING) >= 2


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the table; raises CatalogError where it cannot be read at all."""
    data = read_bytes(path)
    report = Report()
    rows = _rows(path, data, report)
    separator = _separator(rows)
    ids, organization_ids = Ids(), Ids()
    organizations: dict[str, _Seen] = {}
    names = [line(row["name"], 200) for row in rows]
    model_ids = [ids.new(name) for name in names]
    named: dict[str, str] = {}
    for name, model_id in zip(names, model_ids, strict=True):
        named.setdefault(name, model_id)
    models: list[Model] = []
    for row, name, model_id in zip(counted(rows, progress), names, model_ids, strict=True):
        parts = _parts(row, separator, organizations, organization_ids, report)
        models.append(_model(row, model_id, name, parts, named, report))
    newest = max((model.released.date for model in models if model.released), default="1950")
    head = CatalogHead(
        id="epoch",
        title="Epoch AI models",
        edition="epoch",
        version=hashlib.blake2b(data, digest_size=4).hexdigest(),
        date=newest,
        about="Epoch AI's data on notable AI models, as a file of the reader's own. What the table does not say "
        "is unknown here; its categories are those of the survey, given where the tasks of a row say "
        "what goes in and comes out.",
        license="CC-BY-4.0",
        credit="Epoch AI, Data on notable AI models. Published at epoch.ai.",
        may_lack=("organizations", "released"),
        sources=(
            Source("epoch", "Epoch AI, Data on notable AI models", "https://epoch.ai/data", "data set"),
        ),
        modalities=taxonomy.modalities,
        categories=categories_of(taxonomy),
    )
    return Catalog(
        head,
        tuple(models),
        {seen.id: seen.organization(report) for seen in organizations.values()},
        report=report.lines(),
    )


def _rows(path: Path, data: bytes, report: Report) -> list[Row]:
    """Return the rows as cells by meaning, without those that have no name."""
    heads, table = read_rows(path, data, report)
    meanings = [HEADINGS.get(head.lower(), "") for head in heads]
    for head, meaning in zip(heads, meanings, strict=True):
        if not meaning:
            report.note("columns not carried over", head)
    empty: Row = dict.fromkeys(map(str, HEADINGS.values()), "")
    places = [(place, meaning) for place, meaning in enumerate(meanings) if meaning]
    rows: list[Row] = []
    for cells in table:
        cells += [""] * (len(heads) - len(cells))
        row = empty | {meaning: cells[place].strip() for place, meaning in places}
        if row["name"]:
            rows.append(row)
        else:
            report.note("rows without a name", " ".join(cells))
    if not rows:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no models"))
    return rows


def _separator(rows: list[Row]) -> re.Pattern[str]:
    """Return what stands between organizations: commas without a space where the table writes such."""
    tight = sum(bool(re.search(r",\S", row["organizations"])) for row in rows)
    loose = sum(", " in row["organizations"] for row in rows)
    return re.compile(r",(?!\s)" if tight >= loose else r",\s*")


class _Seen:
    """What rows say of one organization; where they differ, what most of them say."""

    def __init__(self, id_: str, name: str) -> None:
        self.id = id_
        self.name = name
        self.kinds: dict[str, int] = {}
        self.countries: dict[str, int] = {}

    def organization(self, report: Report) -> Organization:
        """Return the record."""
        aliases = tuple(dict.fromkeys(re.findall(r"\(([^()]{2,40})\)", self.name)))
        kind = max(self.kinds, key=lambda each: self.kinds[each], default="")
        country = max(self.countries, key=lambda each: self.countries[each], default="")
        if kind and kind.lower() not in KINDS:
            report.note("kinds of organization not known here", f"{kind}: {self.name}")
        if country and country.lower() not in COUNTRIES:
            report.note("countries not known here", f"{country}: {self.name}")
        return Organization(
            self.id,
            self.name,
            aliases=aliases,
            kind=KINDS.get(kind.lower()),  # type: ignore[arg-type]
            country=COUNTRIES.get(country.lower()),
            sources=(Source("epoch"),),
        )


def _parts(
    row: Row, separator: re.Pattern[str], seen: dict[str, _Seen], ids: Ids, report: Report
) -> tuple[Part, ...]:
    names = [line(name, 200) for name in separator.split(row["organizations"]) if name.strip()]
    for name in names:
        if name not in seen:
            seen[name] = _Seen(ids.new(name), name)
    for column, place in (("kinds", "kinds"), ("countries", "countries")):
        values = [value.strip() for value in row[column].split(",")] if row[column] else []
        if len(values) == len(names):
            for name, value in zip(names, values, strict=True):
                told = getattr(seen[name], place)
                told[value] = told.get(value, 0) + 1
        elif values:
            report.note(f"rows whose {column} do not stand one for one beside the organizations", row["name"])
    if not names:
        report.note("models without an organization", row["name"])
    return tuple(Part(seen[name].id, "developer") for name in dict.fromkeys(names))


def _model(
    row: Row, model_id: str, name: str, parts: tuple[Part, ...], named: dict[str, str], report: Report
) -> Model:
    estimated = row["confidence"].strip().lower() not in ("confident", "")
    inputs, outputs, categories = _signature(row)
    if not categories:
        report.note("models unplaced: their tasks do not say what goes in and comes out", name)
    released = None
    if row["date"]:
        if is_date(row["date"]):
            released = Release(row["date"])
        else:
            report.note("dates not understood", row["date"])
    count = _number(row["parameters"], "parameter counts not understood", report)
    parameters: tuple[ParameterCount, ...] = ()
    if count is not None and count >= 1:
        note = line(row["parameters_note"]) or None
        parameters = (ParameterCount(int(count), note=note, estimated=estimated),)
    training = _training(row, estimated, report)
    availability = _availability(row, report)
    based_on = tuple(_ancestors(row, named))
    paper = _paper(row)
    told = {
        "organizations": parts, "released": released, "parameters": parameters, "inputs": inputs,
        "outputs": outputs, "category": categories, "availability": availability, "training": training,
        "based_on": based_on, "paper": paper,
    }  # fmt: skip
    link = _WEB.match(row["link"])
    citations = _number(row["citations"], "citations not understood", report)
    return Model(
        id=model_id,
        name=name,
        category=categories[0] if categories else UNPLACED.id,
        also_in=tuple(categories[1:]),
        inputs=inputs,
        outputs=outputs,
        organizations=parts,
        released=released,
        parameters=parameters,
        training=training,
        availability=availability,
        based_on=based_on,
        paper=paper,
        links=Links(homepage=link[0][:2_000]) if link else None,
        summary=row["abstract"][:100_000] or None,
        citations=int(citations) if citations is not None else None,
        sources=(Source("epoch", supports=tuple(field for field, value in told.items() if value)),),
    )


def _signature(row: Row) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Return inputs, outputs and categories that the tasks say, each in the order of the tasks."""
    inputs: list[str] = []
    outputs: list[str] = []
    categories: list[str] = []
    for task in row["tasks"].split(","):
        takes, gives = TASKS.get(task.strip().lower(), ((), ()))
        inputs += takes
        outputs += gives
        category = CATEGORY_OF.get((frozenset(takes), frozenset(gives)))
        if category:
            categories.append(category)
    unique = [tuple(dict.fromkeys(found)) for found in (inputs, outputs)]
    return unique[0], unique[1], list(dict.fromkeys(categories))


def _availability(row: Row, report: Report) -> Availability | None:
    told = row["accessibility"].strip().lower()
    if not told:
        return None
    if told not in WEIGHTS:
        report.note("accessibility not understood", row["accessibility"])
        return None
    weights, api, note = WEIGHTS[told]
    notes = "; ".join(filter(None, (note, line(row["accessibility_note"], 1_500))))
    return Availability(weights=weights, api=api, note=notes or None)  # type: ignore[arg-type]


def _training(row: Row, estimated: bool, report: Report) -> Training | None:
    compute = _number(row["compute"], "training compute not understood", report)
    hours = _number(row["hours"], "training times not understood", report)
    size = line(row["dataset_size"], 60)
    known = [name for name in listed(row["dataset"], 300) if name.lower() not in PLACEHOLDERS]
    hardware = line(row["hardware"], 300)
    quantity = _number(row["hardware_quantity"], "hardware quantities not understood", report)
    if hardware and quantity:
        hardware = f"{int(quantity)} × {hardware}"
    if not (compute or hours or known or hardware):
        return None
    return Training(
        data=tuple(
            TrainingData(name, size or None if place == 0 else None) for place, name in enumerate(known)
        ),
        compute_flop=compute if compute and compute > 0 else None,
        compute_estimated=estimated,
        hardware=hardware or None,
        time=f"{hours:g} hours" if hours else None,
        note=line(row["compute_note"]) or None if compute else None,
    )


def _ancestors(row: Row, named: dict[str, str]) -> Iterator[Ancestor]:
    for name in listed(row["base"]):
        if name in named:
            yield Ancestor(model=named[name], how="fine_tuned_from")
        else:
            yield Ancestor(name=name, how="fine_tuned_from")


def _paper(row: Row) -> Paper | None:
    title = line(row["reference"])
    if not title:
        return None
    link = _WEB.match(row["link"])
    arxiv = re.search(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", row["link"])
    return Paper(
        title,
        authors=tuple(listed(row["authors"])),
        arxiv=arxiv[1] if arxiv else None,
        url=link[0][:2_000] if link else None,
    )


def _number(text: str, what: str, report: Report) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        report.note(what, text)
        return None
    return value if 0 <= value < 1e40 else None
