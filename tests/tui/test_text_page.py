"""Pages of text: where a link leads, and that an address is copied and leaves the page open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.tui.messages import CopyText, OpenRecord, OpenScreen
from genai_tui.tui.screens import text_page
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.widgets.detail import Detail


@pytest.mark.parametrize(
    ("link", "closes", "sent"),
    [
        (Link("web", "https://example.org/\x1bx"), False, ("copy", "https://example.org/␛x")),
        (Link("screen", "disagreements"), True, ("screen", "disagreements")),
        (Link("model", "painter"), True, ("model", "painter")),
        (Link("organization", "acme"), True, ("organization", "acme")),
        (Link("query", "year:2022"), False, None),  # of those that ask the page for a choice
        (Link("choice", "x"), False, None),
    ],
)
def test_where_a_link_leads(link: Link, closes: bool, sent: tuple[str, str] | None) -> None:
    done: list[tuple[str, str]] = []
    closed: list[bool] = []

    def note(message: object) -> None:
        if isinstance(message, CopyText):
            done.append(("copy", message.text))
        elif isinstance(message, OpenScreen):
            done.append(("screen", message.name))
        elif isinstance(message, OpenRecord):
            done.append((message.record.kind, message.record.id))

    page: Any = SimpleNamespace(
        post_message=note, dismiss=lambda: closed.append(True), app=SimpleNamespace(post_message=note)
    )
    TextPage.on_detail_followed(page, Detail.Followed(link))
    assert done == ([sent] if sent else [])
    assert bool(closed) is closes


@pytest.mark.parametrize(
    ("query", "headings", "bullets", "unranked"),
    [
        ("paint", ["Words: paint"], [], False), ("weights:open", ["Filters, each of which it meets"], ["weights:open"], True),
        ("paint weights:open year:2022", ["Words: paint", "Filters, each of which it meets"], ["weights:open", "year:2022"], False),
    ],
)  # fmt: skip
def test_why_says_the_words_with_their_score_and_the_filters(
    tiny: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    headings: list[str],
    bullets: list[str],
    unranked: bool,
) -> None:
    made: list[tuple[str, tuple[Item, ...]]] = []
    monkeypatch.setattr(text_page, "TextPage", lambda title, items, ascii_only: made.append((title, items)))
    answer = SearchIndex(tiny).ask(query)
    text_page.why_page(answer, answer.records[0])
    ((title, items),) = made
    assert title == "Why Painter 2 is shown"
    assert [each.text for each in items if each.look == "heading"] == headings
    assert [each.text for each in items if each.look == "bullet"] == bullets
    assert any("Filters do not rank" in each.text for each in items) is unranked
    points = [each.label for each in items if each.look == "fact"]
    assert bool(points) is not unranked
    if points:
        *parts, score = map(float, points)
        best = next(each.text for each in items if each.look == "fact")
        assert best == ("a name met exactly" if score == 100 else "a name met exactly would have")
        assert sum(parts) == pytest.approx(score, abs=0.02)
