"""Words for linear mode: signs as words, marks spelt out, lines of at most 80 cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genai_tui.catalog.attributes import UNKNOWN
from genai_tui.catalog.cells import wrap
from genai_tui.catalog.claim_card import ClaimCard
from genai_tui.catalog.describe import Item
from genai_tui.catalog.sanitize import safe_block, safe_line

WIDTH = 80
"""Cells of a line at most."""

_SIGNS = (
    (re.compile(r"\s*≠ slot"), ", which differs from the category"),
    (re.compile(r"≠ really"), "really"),
    (re.compile(r"≠"), "differs:"),
    (re.compile(r" +· +"), ", "),
    (re.compile(r" → "), " to "),
    (re.compile(r"(?<=\S) – (?=\S)"), " to "),
    (re.compile(r"(?<=\S) \+([0-9]+)(?=[\s,!)]|$)"), r" and \1 more"),
    (re.compile(r"(?<=\w)~(?=[\s,)]|$)"), " (estimated)"),
    (re.compile(r"(?<=[0-9])!(?=[\s,)]|$)"), " (disputed)"),
    (re.compile(r"(?<!\w)·(?!\w)"), "not known"),
)
"""What is said for signs that a reader by ear hears as nothing, or as something else."""


_MARKS = (("~", "estimated"), ("!", "disputed"))


def spoken(text: str) -> str:
    """Return text with words for signs; what strangers wrote is made safe."""
    text = safe_block(text)
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    return text


def told(item: Item) -> str:
    """Return an item as a text: its label, what it says, and whether that is estimated or disputed."""
    text = "not known" if item.text == UNKNOWN else spoken(item.text).strip()
    marks = [word for sign, word in _MARKS if sign in item.mark and word not in text]
    text = f"{text} ({', '.join(marks)})" if marks else text
    if item.look == "heading":
        return f"{text}:"
    return f"{item.label}: {text}" if item.label else text


def card_told(card: ClaimCard) -> Iterator[str]:
    """Yield the card of a claim without columns: what is shown, who says the same and who does not, and why it was chosen."""
    from genai_tui.catalog import claim_card_text as words  # imported here: few lists lead to it

    marks = [word for sign, word in _MARKS if card.value and sign in card.mark]
    told = f" ({', '.join(marks)})" if marks else ""
    yield f"Shown: {spoken(words.shown_value(card))}{told}"
    for statement in card.claims:
        text = spoken(words.stated(card, statement))
        yield f"{'The same' if statement.agrees else 'Otherwise'}{f': {text}' if text else ''}, says"
        for source in statement.sources:
            yield f"  {spoken(words.who(statement, source))}"
            yield f"  {spoken(source.url or '')}".rstrip()
        if not statement.sources:
            yield "  the catalog, which names no source for this field"
    if card.reason:
        yield f"Because: {spoken(card.reason)}"
    yield f"Data: {spoken(words.data_line(card))}"
    yield from (
        f"{what}: {command}" for what, command in (("Again", card.again), ("Cite", card.cite)) if command
    )


def lines_of(text: str, first: str = "", indent: int = 0) -> list[str]:
    """Return text in lines of at most `WIDTH` cells: `first` before the first one, so many blanks before the others."""
    room = WIDTH - max(len(first), indent)
    parts = enumerate(wrap(safe_line(text), room))
    return [f"{' ' * indent if number else first}{part}".rstrip() for number, part in parts]
