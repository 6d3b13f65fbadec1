"""Papers of models in the forms that reference managers read: BibTeX, CSL-JSON, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from genai_tui.catalog.model import Model
from genai_tui.catalog.text import safe_line

_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_ESCAPES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def cited(models: Iterable[Model]) -> tuple[list[Model], list[Model]]:
    """Return the models whose paper is known, and those whose is not."""
    with_paper: list[Model] = []
    without: list[Model] = []
    for model in models:
        (with_paper if model.paper else without).append(model)
    return with_paper, without


def bibtex(models: Iterable[Model]) -> Iterator[str]:
    """Yield an entry for each paper; the key is the model's id."""
    for model in models:
        paper = model.paper
        if paper is None:
            continue
        fields = {
            "title": f"{{{_tex(paper.title)}}}",
            "author": " and ".join(map(_tex, paper.authors)),
            "year": str(_year(model) or ""),
            "journal" if paper.venue and not paper.arxiv else "note": _tex(paper.venue or ""),
            "eprint": paper.arxiv or "",
            "archiveprefix": "arXiv" if paper.arxiv else "",
            "doi": paper.doi or "",
            "url": paper.url or (f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join([f"@misc{{{model.id},", *lines, "}"])


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), safe_line(text))


def csl(models: Iterable[Model]) -> list[dict[str, Any]]:
    """Return an item of CSL-JSON for each paper."""
    items: list[dict[str, Any]] = []
    for model in models:
        paper = model.paper
        if paper is None:
            continue
        year = _year(model)
        item: dict[str, Any] = {
            "id": model.id,
            "type": "article",
            "title": paper.title,
            "author": [{"literal": name} for name in paper.authors],
            "issued": {"date-parts": [[year]]} if year else None,
            "container-title": paper.venue,
            "DOI": paper.doi,
            "URL": paper.url or (f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else None),
        }
        items.append({key: value for key, value in item.items() if value})
    return items


def markdown(models: Iterable[Model]) -> Iterator[str]:
    """Yield a line for each paper: authors, title, year, address."""
    for model in models:
        paper = model.paper
        if paper is None:
            continue
        authors = ", ".join(map(safe_line, paper.authors[:3])) + (
            " and others" if len(paper.authors) > 3 else ""
        )
        address = paper.url or (f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else "")
        told = (authors, f"*{safe_line(paper.title)}*", str(_year(model) or ""), address)
        yield f"- {'. '.join(part for part in told if part)}"


def _year(model: Model) -> int | None:
    return (model.paper.year if model.paper else None) or model.year
