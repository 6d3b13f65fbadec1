"""What changed between two days, taken along as text or as Markdown."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.between_text import markdown_lines, text_lines
from genai_tui.catalog.model import Catalog
from genai_tui.tui.between_text import ChangesText
from tests.catalog.test_between_text import sheet


def test_the_sheet_is_text_or_markdown_and_counts_the_new_models(tiny: Catalog) -> None:
    told = sheet(new_models=("painter", "whisperer"))
    taken = ChangesText(replace(tiny, head=replace(tiny.head, title="Tiny\x1b[31m")), told)
    assert taken.noun == "sheet"
    assert taken.text().startswith("Tiny")
    assert "\x1b" not in taken.text()
    assert taken.text().splitlines()[1:] == list(text_lines(told, "Tiny"))[1:]
    assert list(taken.endings()) == [".txt", ".md"]
    assert taken.written(".txt").text == f"{taken.text()}\n"
    assert taken.written(".md").text.splitlines()[1:] == list(markdown_lines(told, "Tiny"))[1:]
    assert taken.written(".md").told == "2 new models"
    with pytest.raises(KeyError):
        taken.written(".csv")
