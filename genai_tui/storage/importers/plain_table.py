"""Plain tables of models: headings as Epoch writes them, without Epoch's name or licence."""

from __future__ import annotations

from pathlib import Path

from genai_tui.catalog.model import Catalog, CatalogHead, Source
from genai_tui.storage.importers import epoch
from genai_tui.storage.importers.csv_reader import headings
from genai_tui.storage.importers.epoch_vocabulary import HEADINGS, NEEDED, OF_MODELS
from genai_tui.storage.importers.import_report import line
from genai_tui.storage.progress import Progress

NAME = "a plain table of models (CSV or TSV)"
_OF_ITS_ROWS = frozenset({"model", "system"})
"""Headings of the name that say that the rows are models."""
_MORE = frozenset({"date", "domains", "tasks", *OF_MODELS})


def recognizes(path: Path) -> bool:
    """Return whether the first line says that the rows are models, whose, and two things more of them."""
    heads = [head.lower() for head in headings(path)]
    meanings = {HEADINGS[head] for head in heads if head in HEADINGS}
    of_models = not (_OF_ITS_ROWS.isdisjoint(heads) and OF_MODELS.isdisjoint(meanings))
    return meanings >= NEEDED and of_models and len(meanings & _MORE) >= 2


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the table; raises CatalogError where it cannot be read at all."""
    name = line(path.name, 200) or "table"
    head = CatalogHead(
        id="table",
        title=name,
        edition="table",
        version="",
        date="1950",
        about="A table of the reader's own. What it does not say is unknown here, and whose it is it does not say; its "
        "categories are those of the survey, given by rules over domains and tasks.",
        sources=(Source("table", name, kind="table"),),
        modalities=taxonomy.modalities,
        categories=taxonomy.categories,
    )
    return epoch.read_table(path, head, progress)
