"""Citations of single claims: the catalog as what they are taken from, the claim and its sources as a note."""

from __future__ import annotations

from typing import Any

from genai_tui.catalog.claim_card import CardSource, ClaimCard
from genai_tui.catalog.claim_card_text import shown_value
from genai_tui.catalog.partial_date import month_and_day, year_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.escapes import MONTHS, marked, tex, verbatim


def bibtex_of_claim(card: ClaimCard) -> str:
    """Return an entry for a claim; its key is the hash."""
    date = card.data.date
    month, _ = month_and_day(date) if date else (0, 0)
    sources = "; ".join(
        f"{tex(_title(source))}{f' <{verbatim(source.url)}>' if source.url else ''}"
        for source in _sources(card)
    )
    fields = {
        "title": f"{{{{{tex(_subject(card))}}}}}",
        "howpublished": f"{{{tex(_edition(card))}}}",
        "year": f"{{{year_of(date)}}}" if date else "",
        "month": MONTHS[month],
        "note": f"{{{tex(_said(card))}{f' Sources: {sources}.' if sources else ''}}}",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(card)},", *lines, "}"])


def csl_of_claim(card: ClaimCard) -> dict[str, Any]:
    """Return an item of CSL-JSON for a claim."""
    date = card.data.date
    parts = [year_of(date), *filter(None, month_and_day(date))] if date else []
    sources = "; ".join(f"{_title(each)}{f' <{each.url}>' if each.url else ''}" for each in _sources(card))
    return {
        "id": _key(card), "type": "dataset", "title": _subject(card), "container-title": card.data.title,
        "version": card.data.version, **({"issued": {"date-parts": [parts]}} if parts else {}),
        "note": f"{_said(card)}{f' Sources: {sources}.' if sources else ''}",
    }  # fmt: skip


def markdown_of_claim(card: ClaimCard) -> str:
    """Return a claim with its sources in a line of a list."""
    sources = "; ".join(
        f"{marked(_title(each))}{f' {safe_line(each.url)}' if each.url else ''}" for each in _sources(card)
    )
    told = (
        f"*{marked(_subject(card))}*",
        marked(_said(card).removesuffix(".")),
        marked(f"{_edition(card)}, {card.data.date or 'no known date'}"),
        f"Sources: {sources}" if sources else "",
    )
    return f"- {'. '.join(filter(None, told))}"


def _key(card: ClaimCard) -> str:
    return f"claim-{card.hash}"


def _subject(card: ClaimCard) -> str:
    return f"{card.name}: {card.words}"


def _edition(card: ClaimCard) -> str:
    return f"{card.data.title}, version {card.data.version}"


def _said(card: ClaimCard) -> str:
    """Return the value with its state, and the hash."""
    return f"{shown_value(card)} ({card.state}). Claim {card.hash}."


def _title(source: CardSource) -> str:
    return source.title or source.id


def _sources(card: ClaimCard) -> tuple[CardSource, ...]:
    """Return the sources of all claims, each once."""
    return tuple({source.id: source for each in card.claims for source in each.sources}.values())
