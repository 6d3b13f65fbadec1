"""Bibliographies: the papers of models as BibTeX, CSL-JSON and Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from genai_tui.catalog.model import Catalog, Model, Paper
from genai_tui.catalog.publication import Publication, published
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.author_names import Author, authors_of
from genai_tui.storage.exporters.escapes import MONTHS, marked, tex, verbatim
from genai_tui.storage.exporters.json_document import in_ascii, indented
from genai_tui.storage.exporters.writer import Writer

if TYPE_CHECKING:  # few commands tell of single claims
    from genai_tui.catalog.claim_card import ClaimCard

_ENTRY_TYPES = {"journal": "article", "conference": "inproceedings", "report": "techreport"}
_CONTAINERS = {
    "journal": "journal",
    "conference": "booktitle",
    "report": "institution",
    "preprint": "publisher",
}
_ITEM_TYPES = {
    "journal": "article-journal",
    "conference": "paper-conference",
    "report": "report",
    "thesis": "thesis",
    "preprint": "article",
}
_BELOW_DOCTORATE = re.compile(r"\b(?:master|bachelor|diploma|[mb]\.?\s?(?:sc|a|eng|phil)\b)", re.IGNORECASE)
_THESIS = re.compile(r"[^,:;]*\b(?:thesis|dissertation)\b", re.IGNORECASE)


def cited(models: Iterable[Model]) -> tuple[list[Model], list[Model]]:
    """Return the models with a known paper, and those without."""
    with_paper: list[Model] = []
    without: list[Model] = []
    for model in models:
        (with_paper if model.paper else without).append(model)
    return with_paper, without


def _publications(models: Iterable[Model]) -> Iterator[tuple[Model, Paper, Publication]]:
    for model in models:
        publication = published(model)
        if model.paper is not None and publication is not None:
            yield model, model.paper, publication


def bibtex(models: Iterable[Model], groups: Collection[str] = ()) -> Iterator[str]:
    """Yield an entry for each paper; the key is the model's id.

    `groups` holds names of organizations in lower case: an author of such a name is kept whole.
    """
    for model, paper, publication in _publications(models):
        authors = authors_of(paper.authors, groups)
        names = [*map(_bibtex_name, authors.named), *(["others"] if authors.others else [])]
        fields = {
            "title": f"{{{tex(paper.title)}}}",
            "author": " and ".join(names),
            _CONTAINERS.get(publication.kind, "howpublished"): tex(publication.container),
            "volume": publication.volume,
            "number": publication.number,
            "pages": publication.pages.replace("–", "--"),
            "year": str(publication.year or ""),
            "month": MONTHS[publication.month],
            "eprint": paper.arxiv or "",
            "archiveprefix": "arXiv" if paper.arxiv else "",
            "doi": verbatim(publication.doi),
            "url": verbatim(paper.address or ""),
            "note": tex(publication.note),
        }
        kind = _ENTRY_TYPES.get(publication.kind, "misc")
        if publication.kind == "thesis":
            degree, school = _degree_and_school(publication)
            kind = "mastersthesis" if _BELOW_DOCTORATE.search(degree) else "phdthesis"
            fields |= {"howpublished": "", "type": tex(degree), "school": tex(school)}
        lines = [
            f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
            for name, value in fields.items()
            if value
        ]
        yield "\n".join([f"@{kind}{{{model.id},", *lines, "}"])


def _degree_and_school(publication: Publication) -> tuple[str, str]:
    """Return what a thesis is (`PhD thesis`) and where it was handed in; the second is empty where nobody says so."""
    said = _THESIS.search(publication.container)
    degree = said[0].strip() if said else ""
    school = publication.container.replace(degree, "", 1).strip(" ,;:()")
    return degree, school.removeprefix("at ").strip()


def _bibtex_name(author: Author) -> str:
    if author.literal:
        return f"{{{tex(author.literal)}}}"
    # BibTeX takes every small word of a family name for a particle.
    small = any(word[0].islower() for word in author.family.split())
    family = f"{{{author.family}}}" if small else author.family
    parts = (f"{author.particle} {family}".strip(), author.suffix, author.given)
    return ", ".join(filter(None, parts))


def csl(models: Iterable[Model], groups: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return an item of CSL-JSON for each paper; `groups` as for `bibtex`."""
    items: list[dict[str, Any]] = []
    for model, paper, publication in _publications(models):
        authors = authors_of(paper.authors, groups)
        # CSL has no mark for "and others"; processors know this name.
        names = [*map(_csl_name, authors.named), *([{"literal": "others"}] if authors.others else [])]
        date = [part for part in (publication.year, publication.month, publication.day) if part]
        preprint = publication.kind == "preprint"
        item: dict[str, Any] = {
            "id": model.id,
            "type": _item_type(publication),
            "title": paper.title,
            "author": names,
            "issued": {"date-parts": [date]} if date else None,
            "publisher" if preprint else "container-title": publication.container,
            "volume": publication.volume,
            "issue": publication.number,
            "page": publication.pages,
            "number": f"arXiv:{paper.arxiv}" if preprint and paper.arxiv else None,
            "archive": "arXiv" if paper.arxiv else None,
            "archive_location": paper.arxiv,
            "DOI": publication.doi,
            "URL": paper.address,
            "note": publication.note,
        }
        if publication.kind == "thesis":
            item["genre"], item["publisher"] = _degree_and_school(publication)
            item["container-title"] = ""
        items.append({key: value for key, value in item.items() if value})
    return items


def _item_type(publication: Publication) -> str:
    if publication.kind == "page":
        return "post-weblog" if "blog" in publication.name.casefold() else "webpage"
    return _ITEM_TYPES.get(publication.kind, "document")


def _csl_name(author: Author) -> dict[str, str]:
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
        "literal": author.literal,
    }
    return {part: text for part, text in parts.items() if text}


def markdown(models: Iterable[Model], groups: Collection[str] = ()) -> Iterator[str]:
    """Yield a line for each paper: authors, title, venue, year, address; `groups` as for `bibtex`."""
    for _, paper, publication in _publications(models):
        authors = authors_of(paper.authors, groups)
        names = ", ".join(map(_whole_name, authors.named[:3]))
        more = " and others" if len(authors.named) > 3 or authors.others else ""
        venue = publication.edition or publication.name
        year = str(publication.year or "")
        told = (
            f"{marked(names)}{more}".strip(),
            f"*{marked(paper.title)}*",
            marked(venue),
            "" if year in venue else year,
            safe_line(paper.address or ""),
        )
        yield f"- {'. '.join(part for part in told if part)}"


def _whole_name(author: Author) -> str:
    parts = (author.given, author.particle, author.family, author.suffix, author.literal)
    return " ".join(filter(None, parts))


def groups_of(catalog: Catalog) -> frozenset[str]:
    """Return the names of a catalog's organizations in lower case."""
    return frozenset(each.name.casefold() for each in catalog.organizations.values())


class Bibtex(Writer):
    """An entry a paper, or for a claim."""

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        return bibtex(models, groups_of(catalog))

    def claim(self, card: ClaimCard) -> Iterator[str]:
        from genai_tui.storage.exporters.claim_citation import (
            bibtex_of_claim,
        )  # imported here: seldom asked for

        yield bibtex_of_claim(card)


class CslJson(Writer):
    """A list of items, one a paper; or one for a claim."""

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        yield indented(csl(models, groups_of(catalog)))

    def claim(self, card: ClaimCard) -> Iterator[str]:
        from genai_tui.storage.exporters.claim_citation import csl_of_claim  # imported here: as above

        yield indented([csl_of_claim(card)])

    def spelled_out(self, text: str) -> str:
        return in_ascii(text)
