"""Addresses of papers, by DOI, at arXiv or their own, and of organizations, by ROR and Wikidata id."""

from __future__ import annotations

import string

ROR = "https://ror.org/"
"""An organization's page at ROR, less its id at the end."""
WIKIDATA = "https://www.wikidata.org/wiki/"
"""An organization's page at Wikidata, less its id at the end."""

_ARXIV_DOI = "10.48550/arxiv."
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~:/()!$&'*+,;=@")


def address_of_paper(doi: str | None, arxiv: str | None, url: str | None) -> str | None:
    """Return where a paper is to be had: by its DOI, else at arXiv, else at its own address.

    A DOI that arXiv has given leads to the same page as the arXiv number in it, whose address is shorter.
    """
    if doi and not is_doi_of_arxiv(doi):
        return f"https://doi.org/{''.join(map(_escaped, doi))}"
    number = arxiv or (doi[len(_ARXIV_DOI) :] if doi else "")
    return f"https://arxiv.org/abs/{''.join(map(_escaped, number))}" if number else url


def is_doi_of_arxiv(doi: str) -> bool:
    """Return whether arXiv has given a DOI: it names the preprint, whatever else became of the paper."""
    return doi.casefold().startswith(_ARXIV_DOI)


def _escaped(char: str) -> str:
    if char in _PLAIN:
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
