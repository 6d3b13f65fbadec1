"""Columns of a table of models: which heading says what, guessed from the headings or as the reader wrote it.

`name=Model,org=Lab` names for each field of the query language the heading of the column that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from genai_tui.catalog.diagnostics import nearest
from genai_tui.storage.importers.epoch_vocabulary import HEADINGS, OF_MODELS
from genai_tui.storage.importers.import_report import line

RESULT = "result"
"""The one field that several columns may say: each is a result, by the name of its heading."""
NAME = "name"


class Column(Struct, frozen=True):
    """A field that a column can say."""

    field: str
    """What `--map` calls it, as queries do."""
    meaning: str
    """What readers of rows call it."""
    headings: tuple[str, ...]
    """Headings that say so, in small letters and without signs and units."""
    of_models: bool = False
    """Only a table of models has it."""


_OF_ROWS = ("model", "model name", "system", "llm", "ai model", "language model", "foundation model")
"""Headings of the name that say that the rows are models."""

COLUMNS = (
    Column(NAME, "name", (*_OF_ROWS, "name", "title")),
    Column("id", "id", ("id", "model id", "slug")),
    Column("alias", "alias", ("alias", "aliases", "other names", "also known as")),
    Column("org", "organizations", ("organization", "organizations", "organisation", "organisations", "developer", "developers",
                                    "lab", "labs", "company", "creator", "vendor", "maker", "org", "model creator", "built by")),
    Column("date", "date", ("release date", "released", "release", "date", "publication date", "announced", "launch date", "launched",
                            "date released", "released on", "announcement date", "year", "release year")),
    Column("params", "parameters", ("parameters", "params", "number of parameters", "parameter count", "total parameters",
                                    "model size", "param count", "params total", "total params"), of_models=True),
    Column("active", "active", ("active parameters", "activated parameters", "active params", "activated params"), of_models=True),
    Column("compute", "compute", ("training compute", "training flop", "training flops", "compute flop"), of_models=True),
    Column("domain", "domains", ("domain", "domains")),
    Column("task", "tasks", ("task", "tasks", "pipeline tag")),
    Column("in", "in", ("input", "inputs", "input modalities", "modalities in", "input modality")),
    Column("out", "out", ("output", "outputs", "output modalities", "modalities out", "output modality")),
    Column("cat", "cat", ("category", "categories")),
    Column("license", "license", ("license", "licence", "licenses", "model license", "weights license", "hub license")),
    Column("weights", "weights", ("weights", "open weights", "open weight", "open source", "openness", "open")),
    Column("context", "context", ("context", "context window", "context length", "context size", "max context", "ctx"), of_models=True),
    Column("price", "price", ("input price", "price input", "input cost", "input price usd", "input usd"), of_models=True),
    Column("output_price", "output_price", ("output price", "price output", "output cost", "output usd"), of_models=True),
    Column("provider", "provider", ("provider", "providers", "api provider", "host")),
    Column("family", "family", ("family", "model family", "series")),
    Column("status", "status", ("status", "lifecycle")),
    Column("cutoff", "cutoff", ("knowledge cutoff", "knowledge cut off", "knowledge", "training cutoff", "training data cutoff"),
           of_models=True),
    Column("arch", "arch", ("architecture", "arch")),
    Column("based", "base", ("base model", "based on", "finetuned from", "fine tuned from", "parent model"), of_models=True),
    Column("summary", "abstract", ("description", "summary", "abstract", "about")),
    Column("url", "link", ("link", "url", "website", "homepage", "page", "source", "model link", "reference url")),
    Column("code", "code", ("code", "github", "repository", "repo", "code link")),
    Column("paper", "reference", ("paper", "reference", "paper title", "publication")),
    Column("author", "authors", ("authors", "author")),
    Column("citations", "citations", ("citations", "cited by")),
    Column("country", "countries", ("country", "countries")),
    Column("kind", "kinds", ()),
    Column("hardware", "hardware", ("training hardware",), of_models=True),
    Column(RESULT, RESULT, ("score", "elo", "elo score", "elo rating", "arena score", "arena elo", "rating", "average", "accuracy",
                            "quality index", "intelligence index", "mmlu", "mmlu pro", "gpqa", "gpqa diamond", "gsm8k", "humaneval",
                            "math", "math 500", "bbh", "ifeval", "musr", "hellaswag", "arc", "arc challenge", "truthfulqa",
                            "winogrande", "mt bench", "swe bench", "swe bench verified", "livecodebench", "aime", "aime 2024",
                            "aime 2025", "mmmu", "humanity s last exam", "hle", "simpleqa", "aider polyglot", "fid", "bleu", "wer")),
)  # fmt: skip
"""Every field that a column can say."""

FIELDS = {column.field: column for column in COLUMNS}
_EPOCH = {heading: meaning for heading, meaning in HEADINGS.items() if meaning != "name"}
"""Headings of Epoch's tables, which plain tables often take over."""
_BY_HEADING = {heading: column for column in reversed(COLUMNS) for heading in column.headings}
_BY_MEANING = {column.meaning: column for column in COLUMNS}

_UNIT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[\n,](?=\s*[a-z_]+\s*=)")


class MapProblem(Exception):
    """A map of columns that cannot be meant; its text says what is wrong."""


class TableMap(Struct, frozen=True):
    """Which column says what: for each meaning its places among the headings, in order."""

    headings: tuple[str, ...]
    places: tuple[tuple[str, int], ...]

    @property
    def by_meaning(self) -> dict[str, int]:
        """The place of each meaning that one column says."""
        return {meaning: place for meaning, place in self.places if meaning != RESULT}

    @property
    def results(self) -> tuple[int, ...]:
        """The places of results."""
        return tuple(place for meaning, place in self.places if meaning == RESULT)

    @property
    def said(self) -> frozenset[str]:
        """The meanings that some column says."""
        return frozenset(meaning for meaning, _ in self.places)

    def text(self) -> str:
        """Return the map as a reader would write it, on one line."""
        return ", ".join(
            f"{field_of(meaning)}={line(self.headings[place], 60)}" for meaning, place in self.places
        )

    def unread(self) -> list[str]:
        """Return the headings of columns that say nothing that is read."""
        known = {place for _, place in self.places}
        return [
            heading or f"column {place + 1}"
            for place, heading in enumerate(self.headings)
            if place not in known
        ]


def field_of(meaning: str) -> str:
    """Return what `--map` calls a meaning."""
    column = _BY_MEANING.get(meaning)
    return column.field if column else meaning


def plain(heading: str) -> str:
    """Return a heading in small letters, without units in brackets, signs and underscores."""
    return _NO_WORD.sub(" ", _UNIT.sub(" ", heading)).strip().casefold()


def _meaning(heading: str) -> str | None:
    """Return what a heading says by itself."""
    if known := _EPOCH.get(heading.casefold()):
        return known
    found = _BY_HEADING.get(plain(heading)) or _BY_HEADING.get(plain(heading.rpartition(".")[2]))
    return found.meaning if found else None


def guessed(headings: Sequence[str]) -> TableMap:
    """Return what headings say by themselves; of two that say one thing the first counts."""
    places: list[tuple[str, int]] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        meaning = _meaning(heading)
        if meaning and (meaning == RESULT or meaning not in taken):
            taken.add(meaning)
            places.append((meaning, place))
    rows = next((at for at, heading in enumerate(headings) if plain(heading) in _OF_ROWS), None)
    if rows is not None:  # `Model` names the rows rather than `Name` or `Title`
        places = [(meaning, rows if meaning == NAME else at) for meaning, at in places]
    return TableMap(tuple(headings), tuple(places))


def is_of_models(found: TableMap) -> bool:
    """Return whether headings alone say that rows are models, and enough of them to be worth opening."""
    if "name" not in found.said:
        return False
    besides = found.said - {"name"}
    telling = {
        meaning
        for meaning in besides
        if meaning in OF_MODELS or ((column := _BY_MEANING.get(meaning)) and column.of_models)
    }
    if plain(found.headings[found.by_meaning["name"]]) in _OF_ROWS:
        return bool(telling) or ("organizations" in besides and len(besides) >= 2)
    return bool(telling) and len(besides) >= 2


def read_map(text: str, headings: Sequence[str]) -> TableMap:
    """Return what `name=Model,org=Lab`, or such lines, say of a table with these headings; raises MapProblem."""
    found: dict[str, int] = {}
    results: list[int] = []
    for part in _PARTS.split(
        "\n".join(each for each in text.splitlines() if not each.lstrip().startswith("#"))
    ):
        if not part.strip():
            continue
        word, sign, heading = part.partition("=")
        word, heading = word.strip(), heading.strip()
        if not sign or not word or not heading:
            raise MapProblem(f"{_quoted(part)} names no column, as name=Model does")
        column = FIELDS.get(_field(word))
        if column is None:
            raise MapProblem(
                f"there is no field {_quoted(word)}{_meant(word, FIELDS)}; fields: {', '.join(FIELDS)}"
            )
        place = _place(heading, headings)
        if column.field == RESULT:
            results.append(place)
        elif column.meaning in found:
            two = f"{_quoted(headings[found[column.meaning]])} and {_quoted(headings[place])}"
            raise MapProblem(f"two columns for {column.field}: {two}")
        else:
            found[column.meaning] = place
    if "name" not in found:
        raise MapProblem("no column is the name: name=HEADING says which")
    return TableMap(tuple(headings), (*found.items(), *((RESULT, place) for place in results)))


def _field(word: str) -> str:
    """Return the field that a word stands for, by any name that queries have for it."""
    if word in FIELDS:
        return word
    from genai_tui.catalog.attributes import (
        OTHER_NAMES,
    )  # imported here: most maps use the names of the table

    return {"abstract": "summary", "link": "url", "results": RESULT}.get(word) or OTHER_NAMES.get(word, word)


def _place(heading: str, headings: Sequence[str]) -> int:
    exact = [at for at, each in enumerate(headings) if each == heading]
    found = exact or [at for at, each in enumerate(headings) if plain(each) == plain(heading)]
    if not found:
        raise MapProblem(
            f"there is no column {_quoted(heading)}{_meant(heading, headings)}; columns: {_listed(headings)}"
        )
    if len(found) > 1:
        raise MapProblem(f"{len(found)} columns are called {_quoted(heading)}")
    return found[0]


def _meant(word: str, known: Iterable[str]) -> str:
    near = nearest(word, known)
    return f" (did you mean {line(near, 60)}?)" if near else ""


def _listed(headings: Sequence[str]) -> str:
    shown = ", ".join(line(each, 40) or "(empty)" for each in headings[:12])
    return f"{shown}, ... ({len(headings)})" if len(headings) > 12 else shown or "none"


def _quoted(text: str) -> str:
    return f"`{line(text, 60)}`"
