"""Epoch AI's table "Data on notable AI models", as CSV: one row a model.

Headings are read by what they mean, since they changed over the years. What a cell does not say stays
unknown; what could not be understood is counted in the report.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog import patterns
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.licenses import stated_license
from genai_tui.catalog.model import (
    UNDATED,
    Ancestor,
    Availability,
    Catalog,
    CatalogHead,
    LineageKind,
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
    Use,
    Weights,
)
from genai_tui.catalog.numbers import LARGEST, number
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.text_cache import text_cache
from genai_tui.storage.importers.csv_reader import headings, read_bytes, read_rows
from genai_tui.storage.importers.epoch_categories import placed
from genai_tui.storage.importers.epoch_vocabulary import (
    CONFIDENT,
    ESTIMATED,
    HEADINGS,
    KINDS,
    NEEDED,
    OTHER_HEADINGS,
    SURE,
    TASKS,
    accessibility,
)
from genai_tui.storage.importers.import_report import (
    TAKEN_OUT,
    UNPLACED,
    Ids,
    Modalities,
    Report,
    categories_of,
    line,
    listed,
    sourced,
)
from genai_tui.storage.importers.organization_names import bare_name, split_names
from genai_tui.storage.importers.vocabulary import CATEGORY_OF, COUNTRIES, EMPTY_CELLS, categories_besides
from genai_tui.storage.progress import Progress, counted

NAME = "Epoch AI's CSV"
_WEB = re.compile(r"(?:https?://)?[^\s<>\"/:]+\.\S+")
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf)/([0-9]{4}\.[0-9]{4,5})")
_NOT_CARRIED = "cells of columns not carried over, by name"


_SAYS_NOTHING = (EMPTY_CELLS | patterns.PLACEHOLDERS) - {""}
_LONGEST_OF_NOTHING = max(map(len, _SAYS_NOTHING))


Words = tuple[str, ...]


class Columns(Struct, frozen=True):
    """The columns of a table: their names, each once, and in which place each meaning stands."""

    names: tuple[str, ...]
    places: dict[str, int]


class Row:
    """The cells of one row by what their headings mean; what is not read of it, the report counts."""

    __slots__ = ("_cells", "_columns", "_places", "_read")

    def __init__(self, columns: Columns, cells: list[str]) -> None:
        self._columns, self._places = columns, columns.places
        self._cells = cells
        self._read: set[int] = set()

    def __getitem__(self, meaning: str) -> str:
        """Return a cell to carry it over; empty where the table has no such column."""
        if (place := self._places.get(meaning)) is None:
            return ""
        self._read.add(place)
        return self._cells[place]

    def heading(self, meaning: str) -> str:
        """Return the heading that a meaning has in this table."""
        place = self._columns.places.get(meaning)
        return "" if place is None else self._columns.names[place]

    def at(self, place: int) -> tuple[str, str]:
        """Return the heading and the cell of a column, to carry it over."""
        self._read.add(place)
        return self._columns.names[place], self._cells[place]

    def peek(self, meaning: str) -> str:
        """Return a cell that is carried over elsewhere, or only perhaps."""
        place = self._places.get(meaning)
        return "" if place is None else self._cells[place]

    def unread(self) -> Iterator[str]:
        """Yield the names of the columns in which the row says something that was not read."""
        names, read = self._columns.names, self._read
        return iter([names[place] for place, cell in enumerate(self._cells) if cell and place not in read])


def recognizes(path: Path) -> bool:
    """Return whether the first line has headings that only Epoch's tables have, and no more foreign ones than known."""
    heads = [head.lower() for head in headings(path)]
    meanings = {HEADINGS[head] for head in heads if head in HEADINGS}
    foreign = sum(not (head in HEADINGS or head in OTHER_HEADINGS or head in SURE) for head in heads)
    return meanings >= NEEDED and not SURE.isdisjoint(heads) and 2 * foreign < len(heads)


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the table; raises CatalogError where it cannot be read at all."""
    head = CatalogHead(
        id="epoch",
        title="Epoch AI models",
        edition="epoch",
        version="",
        date=UNDATED,
        about="Epoch AI's data on notable AI models, as a file of the reader's own. What the table does not say "
        "is unknown here; its categories are those of the survey, given by rules over Domain and Task.",
        license="CC-BY-4.0",
        credit="Epoch AI, Data on notable AI models. Published at epoch.ai.",
        sources=(
            Source("epoch", "Epoch AI, Data on notable AI models", "https://epoch.ai/data", "data set"),
        ),
        modalities=taxonomy.modalities,
        categories=taxonomy.categories,
    )
    return read_table(path, head, progress)


def read_table(path: Path, head: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of a table with such headings, whoever's it is; `head` names its one source.

    Version, date and the category of what is not placed are filled in. Raises CatalogError where nothing can be read.
    """
    data = read_bytes(path)
    report = Report()
    rows = _rows(path, data, report)
    return catalog_of(rows, replace(head, version=version_of(data)), report, progress)


def version_of(data: bytes) -> str:
    """Return what tells one content of a table from another."""
    return hashlib.blake2b(data, digest_size=4).hexdigest()


def catalog_of(
    rows: list[Row],
    head: CatalogHead,
    report: Report,
    progress: Progress,
    finished: Callable[[Row, Model], Model] = lambda row, model: model,
) -> Catalog:
    """Return the catalog of rows with such meanings; `finished` adds to a model what else its row says."""
    separator = _separator(rows)
    source = head.sources[0].id
    ids, organization_ids = Ids(), Ids()
    organizations: dict[str, _Seen] = {}
    names = [line(row["name"], 200) for row in rows]
    model_ids = [ids.new(row.peek("id") or name) for row, name in zip(rows, names, strict=True)]
    named: dict[str, str] = {}
    for name, model_id in zip(names, model_ids, strict=True):
        named.setdefault(name, model_id)
    for name, times in Counter(names).items():
        if times > 1:
            report.note(
                "names that stand for two rows or more; models built on one are taken to mean the first", name
            )
    modalities = Modalities(head)
    models: list[Model] = []
    for row, name, model_id in zip(counted(rows, progress), names, model_ids, strict=True):
        parts = _parts(row, separator, organizations, organization_ids, report)
        models.append(finished(row, _model(row, model_id, name, parts, named, source, modalities, report)))
        report.unread(_NOT_CARRIED, row)
    return Catalog(
        replace(
            head,
            date=max((model.released.date for model in models if model.released), default=UNDATED),
            may_lack=("organizations", "released"),
            modalities=modalities.all(),
            categories=categories_of(head),
        ),
        tuple(models),
        {seen.id: seen.organization(source, report) for seen in organizations.values()},
        report=report.lines(),
    )


def _rows(path: Path, data: bytes, report: Report) -> list[Row]:
    """Return the rows that have a name. Of two columns that mean one thing the first is read."""
    heads, table = read_rows(path, data, report)
    names: list[str] = []
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        name = head or f"column {place + 1}"
        while name in names:
            name += " (again)"
        names.append(name)
        if meaning := HEADINGS.get(head.lower()):
            places.setdefault(meaning, place)
    columns = Columns(tuple(names), places)
    rows: list[Row] = []
    for cells in table:
        row = Row(columns, trimmed(cells, columns, report))
        if row.peek("name"):
            rows.append(row)
        else:
            report.note("rows without a name", " ".join(cells))
    if not rows:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no models"))
    return rows


def trimmed(cells: list[str], columns: Columns, report: Report) -> list[str]:
    """Return the cells of a row, as many as there are columns; one that says nothing is empty, but the name stands."""
    number = len(columns.names)
    told = list(map(str.strip, cells[:number]))
    if len(told) < number:
        told += [""] * (number - len(told))
    if not _SAYS_NOTHING.isdisjoint([cell.lower() for cell in told if 0 < len(cell) <= _LONGEST_OF_NOTHING]):
        for place, cell in enumerate(told):
            if cell.lower() in _SAYS_NOTHING and place != columns.places["name"]:
                told[place] = ""
                report.note(TAKEN_OUT, cell)
    return told


def _separator(rows: list[Row]) -> re.Pattern[str]:
    """Return what stands between organizations: semicolons where there are any, else commas as the table writes them."""
    if any(";" in row.peek("organizations") for row in rows):
        return re.compile(r"\s*;\s*")
    tight = sum(bool(re.search(r",\S", row.peek("organizations"))) for row in rows)
    loose = sum(", " in row.peek("organizations") for row in rows)
    return re.compile(r",(?!\s)" if tight >= loose else r",\s*")


class _Seen:
    """What rows say of one organization; where they differ, what most of them say."""

    def __init__(self, id_: str, name: str) -> None:
        self.id = id_
        self.name = name
        self.kinds: dict[str, int] = {}
        self.countries: dict[str, int] = {}

    def organization(self, source: str, report: Report) -> Organization:
        """Return the record."""
        aliases = tuple(
            dict.fromkeys(filter(None, (*re.findall(r"\(([^()]{2,40})\)", self.name), bare_name(self.name))))
        )
        kind = max(self.kinds, key=lambda each: self.kinds[each], default="")
        country = max(self.countries, key=lambda each: self.countries[each], default="")
        for told, what in ((self.kinds, "kind"), (self.countries, "country")):
            if len(told) > 1:
                words = ", ".join(f"{each} ({count})" for each, count in told.items())
                report.note(
                    f"organizations whose rows differ on the {what}; the most frequent stands",
                    f"{self.name}: {words}",
                )
        if kind and kind.lower() not in KINDS:
            report.note("kinds of organization not known here", f"{kind}: {self.name}", "kind")
        if country and country.lower() not in COUNTRIES:
            report.note("countries not known here", f"{country}: {self.name}", "country")
        return Organization(
            self.id,
            self.name,
            aliases=aliases,
            kind=KINDS.get(kind.lower()),  # type: ignore[arg-type]
            country=COUNTRIES.get(country.lower()),
            sources=(Source(source),),
        )


def _parts(
    row: Row, separator: re.Pattern[str], seen: dict[str, _Seen], ids: Ids, report: Report
) -> tuple[Part, ...]:
    names = split_names(row["organizations"], separator)
    for name in names:
        if name not in seen:
            seen[name] = _Seen(ids.new(name), name)
    columns: tuple[tuple[str, str], ...] = (("kinds", "kinds"), ("countries", "countries"))
    for column, place in columns:
        values = _listed_beside(row[column])
        if len(values) == len(names):
            for name, value in zip(names, values, strict=True):
                told = getattr(seen[name], place)
                told[value] = told.get(value, 0) + 1
        elif values:
            report.note(f"rows whose {column} do not match the organizations one to one", row.peek("name"))
    if not names:
        report.note("models without an organization", row.peek("name"), "org")
    return tuple(Part(seen[name].id, "developer") for name in dict.fromkeys(names))


@text_cache(1_000)
def _listed_beside(cell: str) -> Words:
    """Return what stands between the commas of a cell, which is one for each organization."""
    return tuple([value.strip() for value in cell.split(",")]) if cell else ()


def _model(
    row: Row, model_id: str, name: str, parts: tuple[Part, ...], named: dict[str, str], source: str,
    modalities: Modalities, report: Report,
) -> Model:  # fmt: skip
    work = _work(row["domains"], row["tasks"])
    category = placed(name, work.folded_domains, work.folded_tasks)
    if not category:
        report.note(
            "models without a category: domains and tasks are missing, or in words not known here",
            name,
            "cat",
        )
    released = None
    if row["date"]:
        if is_date(row["date"]):
            released = Release(row["date"])
        else:
            report.note("dates not understood", row["date"], "date")
    address = _address(row, report)
    return sourced(
        Model(
            id=model_id,
            name=name,
            category=category or UNPLACED.id,
            also_in=tuple([each for each in work.categories if each != category]) if category else (),
            inputs=modalities.ids(work.inputs),
            outputs=modalities.ids(work.outputs),
            domains=work.domains,
            tasks=work.tasks,
            organizations=parts,
            released=released,
            parameters=_parameters(row, report),
            training=_training(row, report),
            availability=_availability(row, report),
            based_on=tuple(_ancestors(row, model_id, named, report)),
            paper=_paper(row, address),
            links=Links(homepage=address) if address else None,
            summary=row["abstract"][:100_000] or None,
            citations=_whole(_number(row["citations"], "citations not understood", report, "citations")),
            sources=(),
        ),
        source,
    )


class _Work(Struct, frozen=True):
    """What the cells on domains and tasks say; inputs, outputs and categories in the order of the tasks."""

    domains: Words
    tasks: Words
    folded_domains: Words
    folded_tasks: Words
    inputs: Words
    outputs: Words
    categories: Words


@functools.lru_cache(2_000)
def _work(domains_cell: str, tasks_cell: str) -> _Work:
    domains, tasks = tuple(listed(domains_cell)), tuple(listed(tasks_cell))
    folded = tuple([task.casefold() for task in tasks])
    said_by = _of_tasks()
    said = [said_by[task] for task in folded if task in said_by]
    inputs, outputs, categories = (
        tuple(dict.fromkeys(chain.from_iterable([each[side] for each in said]))) for side in range(3)
    )
    folded_domains = tuple([domain.casefold() for domain in domains])
    return _Work(domains, tasks, folded_domains, folded, inputs, outputs, categories)


@functools.cache
def _of_tasks() -> dict[str, tuple[Words, Words, Words]]:
    """Return by task what goes in, what comes out and the categories that this says, the exact one first."""
    found = {}
    for task, (takes, gives) in TASKS.items():
        exact = CATEGORY_OF.get((frozenset(takes), frozenset(gives)))
        besides = categories_besides(exact, takes, gives)
        found[task] = takes, gives, (exact, *besides) if exact else besides
    return found


def _confidence(row: Row, report: Report) -> tuple[bool, str]:
    """Return whether a row's numbers are estimates, and the word on that to stand beside them."""
    cell = row["confidence"]
    told = cell.casefold()
    if told in CONFIDENT or told in EMPTY_CELLS:
        return False, ""
    word = line(cell, 60)
    if told not in ESTIMATED:
        report.note("words of confidence not understood", word)
    return told in ESTIMATED, f"confidence: {word}"


def _parameters(row: Row, report: Report) -> tuple[ParameterCount, ...]:
    count = _number(row["parameters"], "parameter counts not understood", report, "params", least=1)
    if count is None:
        return ()
    estimated, word = _confidence(row, report)
    note = "; ".join(filter(None, (_note(row, "parameters_note", report), word)))
    return (ParameterCount(int(count), note=note or None, estimated=estimated),)


def _availability(row: Row, report: Report) -> Availability | None:
    words, known = _access(row["accessibility"])
    more = _note(row, "accessibility_note", report, 1_500)
    if words and not known and words.casefold() not in EMPTY_CELLS:
        report.note("accessibility not understood", words, "weights")
    note = "; ".join(filter(None, (words, more))) or None
    if known is None:
        return Availability(note=note) if note else None
    weights, use, api = known
    # Read from the cell itself: its lines keep apart what is said of the weights and of the code.
    license_ = stated_license(row.peek("accessibility_note"), weights == "restricted") if use else None
    if use and not license_ and "licen" in more.casefold():
        report.note("licences of weights that the note does not name plainly", row.peek("name"), "license")
    return Availability(weights=weights, use=use, api=api, license=license_, note=note)


@text_cache(200)
def _access(cell: str) -> tuple[str, tuple[Weights, Use | None, bool | None] | None]:
    """Return the words of a cell on access, and what they say."""
    words = line(cell, 200)
    return words, accessibility(words)


def _note(row: Row, meaning: str, report: Report, longest: int = 1_900) -> str:
    """Return a note as one line; that it had to be cut is counted."""
    text = line(row[meaning], longest)
    if len(text) == longest and text.endswith("…"):
        report.note(f"notes cut to {longest:,} characters", row.peek("name"))
    return text


def _training(row: Row, report: Report) -> Training | None:
    compute = _number(
        row["compute"], "training compute not understood", report, "compute", least=1, most=1e40
    )
    hours = _number(row["hours"], "training times not understood", report, least=1e-9)
    known = listed(row["dataset"], 300)
    if all(name.casefold() in EMPTY_CELLS for name in known):  # beside others it says that there is more
        known = []
    hardware = line(row["hardware"], 300)
    if hardware and row.peek("hardware_quantity"):
        quantity = _number(row["hardware_quantity"], "hardware quantities not understood", report, least=1)
        hardware = f"{quantity:g} × {hardware}" if quantity else hardware
    if not (compute or hours or known or hardware):
        return None
    estimated, word = _confidence(row, report) if compute else (False, "")
    size = line(row["dataset_size"], 60)
    of_all = f"{row.heading('dataset_size')}: {size}" if size and len(known) != 1 else ""
    note = "; ".join(filter(None, (_note(row, "compute_note", report), word if compute else "", of_all)))
    return Training(
        data=tuple(TrainingData(name, size or None if not of_all else None) for name in known),
        compute_flop=None if compute is None else float(compute),
        compute_estimated=estimated,
        hardware=hardware or None,
        time=f"{hours:g} hours" if hours else None,
        note=note or None,
    )


def _ancestors(row: Row, own: str, named: dict[str, str], report: Report) -> Iterator[Ancestor]:
    """Yield base models. The table says so much and no more, but where it tells of the compute of fine-tuning."""
    how: LineageKind = "fine_tuned_from" if row.peek("finetune") or row.peek("finetune_note") else "built_on"
    cell = line(row["base"], 2_000)
    for name in (cell,) if cell in named else dict.fromkeys(listed(cell)):
        if named.get(name) == own:
            report.note("models that are said to be built on themselves", name)
        elif name in named:
            yield Ancestor(model=named[name], how=how)
        elif name.casefold() not in EMPTY_CELLS:
            yield Ancestor(name=name, how=how)


_BETWEEN = re.compile(r"[\s,]+(?=http)|\s+")
"""What stands between addresses of one cell."""
_PLAIN_ADDRESS = re.compile(r"https?://[^\s,<>\"/:]+\.[^\s,<>\"]+")
"""An address that stands alone and has no odd sign, as most do."""


def _address(row: Row, report: Report) -> str | None:
    """Return the first address of a row, which older editions wrote without `https://`, with its odd signs escaped."""
    cell = row["link"]
    if not cell:
        return None
    if len(cell) <= 2_000 and _PLAIN_ADDRESS.fullmatch(cell):
        return cell
    first, *others = _BETWEEN.split(cell)
    address = first if first.startswith(("https://", "http://")) else f"https://{first}"
    for sign in '<>"':
        address = address.replace(sign, f"%{ord(sign):02X}")
    if len(address) > 2_000 or not _WEB.match(first):
        report.note("addresses not understood", cell)
        return None
    if others:
        report.note("rows with more than one address, of which the first is kept", row.peek("name"))
    return address


def _paper(row: Row, address: str | None) -> Paper | None:
    if not row.peek("reference"):
        return None
    arxiv = _ARXIV.search(row.peek("link"))
    return Paper(
        line(row["reference"]),
        authors=tuple(_authors(row["authors"])),
        arxiv=arxiv[1] if arxiv else None,
        url=address,
    )


def _authors(cell: str) -> list[str]:
    """Return authors as the cell parts them: by semicolons, else by commas and lines, else by more than one `and`."""
    if ";" in cell:
        return listed(cell, sign=";")
    if "\n" in cell:
        cell = cell.replace("\n", ",")
    elif "," not in cell and cell.count(" and ") > 1:  # an organization may be called `X and Y`
        cell = cell.replace(" and ", ",")
    return listed(cell)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _number(
    text: str, what: str, report: Report, field: str = "", least: float = 0, most: float = LARGEST
) -> float | None:
    if not text:
        return None
    value = number(text.replace(",", "").strip() if "," in text else text)
    if value is not None and least <= value <= most:
        return value
    report.note(what, text, field)
    return None
