"""A sheet on a screen taken along: as lines, and as the file that an ending asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.sheets import Sheet
from genai_tui.tui.sheet_text import SheetText


class Two(Sheet):
    """A sheet of two rows, which says in what form it was asked for."""

    noun, told, notes = "table", "two rows", ("One | is not known.",)

    def picture(self, ascii_only: bool) -> tuple[str, ...]:
        return ("head", "#" if ascii_only else "█")

    def sentences(self) -> tuple[str, ...]:
        return ("There are two.",)

    def texts(self) -> Iterator[tuple[str, ...]]:
        yield from (("name", "n"), ("a", "1"))

    def values(self) -> Iterator[tuple[Any, ...]]:
        yield from (("name", "n"), ("a, b", 1), ("c", None))

    def data(self) -> dict[str, Any]:
        return {"rows": [1, None]}


@pytest.mark.parametrize(("ascii_only", "text"), [(False, "head\n█"), (True, "head\n#")])
def test_as_text_it_is_what_stands_on_the_screen(tiny: Catalog, ascii_only: bool, text: str) -> None:
    taken = SheetText(tiny, Two(), ascii_only)
    assert (taken.noun, taken.text()) == ("table", text)
    assert taken.written(".txt").text == f"{text}\n"


def test_each_ending_has_its_file(tiny: Catalog) -> None:
    taken = SheetText(tiny, Two())
    assert list(taken.endings()) == [".txt", ".json", ".csv", ".md", ".text"]
    assert taken.endings()[".md"] == "a table in Markdown"
    assert {taken.written(ending).told for ending in taken.endings()} == {"two rows"}
    assert taken.written(".csv").text == 'name,n\n"a, b",1\nc,\n'
    assert taken.written(".text").text == "There are two.\n"
    assert taken.written(".md").text.endswith("\n\nOne \\| is not known.\n")
    told = json.loads(taken.written(".json").text)
    assert (told["catalog"]["id"], told["rows"]) == ("tiny", [1, None])
    with pytest.raises(KeyError):
        taken.written(".doc")
