"""Citations as the programs read them that people cite with: pybtex, bibtexparser and citeproc-py."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from genai_tui.catalog.model import Catalog, Model, Paper
from genai_tui.storage.exporters import bibliography
from genai_tui.storage.loader import open_catalog

with warnings.catch_warnings():  # of their own age
    warnings.simplefilter("ignore")
    import bibtexparser
    import citeproc
    from citeproc.source.json import CiteProcJSON
    from pybtex.database import Entry, parse_string

EPOCH = sorted((Path(__file__).parents[3] / "shared" / "datasets").glob("epoch_notable_*.csv"))
needs_epoch = pytest.mark.skipif(not EPOCH, reason="the real tables are not here")
_WRITTEN = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    **{f"\\{sign}": sign for sign in "$&#%_"},
}
_COMMAND = re.compile("|".join(map(re.escape, _WRITTEN)))


@functools.cache
def catalog_of(name: str) -> Catalog:
    catalog, _ = open_catalog(name)
    return catalog


def survey() -> Catalog:
    return catalog_of("survey")


def epoch_catalogs() -> list[Catalog]:
    return [catalog_of(str(path)) for path in EPOCH]


def groups_of(catalog: Catalog) -> frozenset[str]:
    return frozenset(each.name.casefold() for each in catalog.organizations.values())


def with_paper(**fields: Any) -> Model:
    """A model with no dates but its paper's."""
    paper = Paper(**{"title": "A Title", **fields})
    return structs.replace(survey().models[0], paper=paper, released=None, other_dates=(), links=None)


def plain(text: str) -> str:
    """What TeX would print of a field."""
    return _COMMAND.sub(lambda found: _WRITTEN[found[0]], text)


def by_pybtex(models: Iterable[Model], groups: frozenset[str] = frozenset()) -> dict[str, Entry]:
    return dict(parse_string("\n".join(bibliography.bibtex(models, groups)), "bibtex").entries)


def by_bibtexparser(models: Iterable[Model]) -> dict[str, dict[str, str]]:
    return dict(bibtexparser.loads("\n".join(bibliography.bibtex(models))).entries_dict)


def families(entry: Entry) -> list[str]:
    """Family names as pybtex reads them, particles before them."""
    return [
        plain(" ".join([*person.prelast_names, *person.last_names])).replace("{", "").replace("}", "")
        for person in entry.persons["author"]
    ]


def by_citeproc(items: list[dict[str, Any]]) -> list[str]:
    """A printed bibliography, sorted by its style."""
    style = Path(citeproc.__file__).parent / "data" / "styles" / "harvard-cite-them-right.csl"
    printed = citeproc.CitationStylesBibliography(
        citeproc.CitationStylesStyle(str(style), validate=False),
        CiteProcJSON(items),
        citeproc.formatter.plain,
    )
    for item in items:
        printed.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    printed.sort()
    return [str(line) for line in printed.bibliography()]
