"""Where to read on about a model: the one definition of its address."""

from __future__ import annotations

import string

from genai_tui.catalog.model import Model, Paper

_ARXIV_DOI = "10.48550/arxiv."
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~:/()!$&'*+,;=@")


def address(model: Model) -> str | None:
    """Return the address of a model's paper, else the first of its links, or None where nothing is known."""
    found = address_of_paper(model.paper) if model.paper else None
    links = model.links
    if found or links is None:
        return found
    return links.homepage or links.code or links.weights or links.demo


def address_of_paper(paper: Paper) -> str | None:
    """Return where a paper is to be had: by its DOI, else at arXiv, else at its own address.

    A DOI that arXiv has given leads to the same page as the number in it, which is shorter.
    """
    if paper.doi and not is_doi_of_arxiv(paper.doi):
        return f"https://doi.org/{''.join(map(_escaped, paper.doi))}"
    number = paper.arxiv or (paper.doi[len(_ARXIV_DOI) :] if paper.doi else "")
    return f"https://arxiv.org/abs/{''.join(map(_escaped, number))}" if number else paper.url


def is_doi_of_arxiv(doi: str) -> bool:
    """Tell whether arXiv has given a DOI: it names the preprint, whatever else became of the paper."""
    return doi.casefold().startswith(_ARXIV_DOI)


def _escaped(char: str) -> str:
    if char in _PLAIN:
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
