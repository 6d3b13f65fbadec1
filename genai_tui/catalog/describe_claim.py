"""The page about a claim: its card as items, with every source as a link."""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.claim_card import ClaimCard
from genai_tui.catalog.claim_card_text import counted, shown_value, sign, stated, who
from genai_tui.catalog.describe import Item, Link


def claim_items(card: ClaimCard, brief: bool = False) -> Iterator[Item]:
    """Yield what a card says; a brief one, which stands among others, without data and commands."""
    counts = f" · {counted(card.count, len(card.source_ids))}" if card.claims else ""
    yield Item("heading", f"{card.words} · {card.state}{counts}")
    yield Item("fact", shown_value(card), "Shown", mark=card.mark if card.value else "")
    for statement in card.claims:
        text = stated(card, statement)
        if text or not statement.sources:
            yield Item("bullet", f"{sign(statement)} {text or 'the catalog names no source for this field'}")
        for source in statement.sources:
            link = Link("web", source.url) if source.url else None
            said = who(statement, source) if text else f"{sign(statement)} {who(statement, source)}"
            yield Item("link" if link else "bullet", said, link=link)
            if source.url:
                yield Item("quiet", f"  {source.url}")
    if card.reason:
        yield Item("quiet", card.reason)
    if not brief:
        yield Item("heading", "This card")
        data = card.data
        yield Item("fact", f"{data.title}, {data.version} of {data.date}", "Data")
        told = (("Licence", data.license), ("Claim", card.hash), ("Again", card.again), ("Cite", card.cite))
        yield from (Item("fact", words, label) for label, words in told if words)
