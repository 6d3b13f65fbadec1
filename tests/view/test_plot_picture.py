"""The picture of a plot fits its pane: every row is of the drawing or of the captions, and none is too wide."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.storage.loader import open_catalog
from genai_tui.view.plot_picture import plot_picture
from genai_tui.view.timeline_plot import plotted

SURVEY, _ = open_catalog("survey", use_cache=False)
SHOWN = plotted(SURVEY, SURVEY.models, "params")


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("rows", [5, 9, 10, 12, 20, 40])
@pytest.mark.parametrize("cells", [24, 40, 58, 60, 80, 120])
def test_drawing_and_captions_fill_the_pane(cells: int, rows: int, ascii_only: bool) -> None:
    made = plot_picture(SHOWN, (cells, rows), ascii_only)
    assert made.room == (cells, rows)
    assert len(made.captions) <= max(0, rows - 9), "captions give way to the picture"
    assert len(made.captions) <= 5
    assert len(made.drawing.rows) + len(made.captions) == rows
    assert all(width(line) <= cells - 2 for line in made.captions), "a frame stands around them"
    assert all(width(line) <= cells for line in made.drawing.rows)


@pytest.mark.parametrize("before", [0, 1, 2, 3, 5])
def test_what_is_drawn_does_not_hang_on_the_captions_of_last_time(before: int) -> None:
    afresh = plot_picture(SHOWN, (80, 30), False)
    again = plot_picture(SHOWN, (80, 30), False, before)
    assert [line for line in again.captions if line] == list(afresh.captions)
    assert len(again.drawing.rows) + len(again.captions) == 30


def test_captions_say_signs_notes_and_years() -> None:
    legend, *_, years = plot_picture(SHOWN, (120, 40), False).captions
    assert "● open" in legend
    assert years.split(" · ") == list(SHOWN.by_year())
    narrow = plot_picture(SHOWN, (30, 40), False).captions
    assert years.startswith(narrow[-1])
    assert narrow[-1] != years
