"""The plot of the timeline: every model is in it or said to be out of it, in the picture, in words and by query."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.model import Catalog, Training
from genai_tui.plot.scale import month_of
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.plot_sheet import PlotSheet
from genai_tui.view.timeline import (
    RELEASES,
    TimelineView,
    axes_of,
    next_axis,
    panned,
    to_axis,
    to_lanes,
    to_whole,
    zoomed,
)
from genai_tui.view.timeline_plot import AXES, MARKS, Axis, Plotted, plotted
from tests.storage.joining import catalog, record
from tests.view.test_timeline import dates


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    models = [
        record(
            f"m{number}", date=draw(dates()), count=draw(st.sampled_from((0, 1, 7 * 10**9, 10**18))),
            weights=draw(st.sampled_from((None, "open", "closed", "restricted"))),
            training=draw(st.sampled_from((None, Training(compute_flop=3e23), Training(compute_flop=1e26, compute_estimated=True)))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    return catalog("times", *models)


def ids_read_back(text: str, shown: Plotted) -> set[str]:
    """Return the ids of the models that sentences name."""
    names = {model.name: model.id for model in shown.models}
    return {id_ for name, id_ in names.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


@settings(max_examples=40, deadline=None)
@given(catalogs(), st.sampled_from(("params", "compute")), st.sampled_from(MARKS), st.booleans())
def test_what_the_cursor_tells_is_what_enter_lists_and_the_text_says(
    made: Catalog, axis: Axis, marks: str, ascii_only: bool
) -> None:
    index = SearchIndex(made)
    shown = plotted(made, made.models, axis, marks)  # type: ignore[arg-type]
    drawing = shown.drawn(70, 14, ascii_only)
    found = drawing.plot
    assert sum(map(len, found.cells.values())) + len(found.undated) == len(made)
    assert all(text.isascii() for text in drawing.rows) or not ascii_only or "┊" in "".join(drawing.rows)

    def meeting(query: str) -> set[str]:
        return {each.id for each in index.ask(query).records}

    for cell in found.cells:
        told = shown.readout(found, cell)
        ids = shown.ids(found, cell)
        assert ids_read_back(told, shown) == set(ids)
        query = shown.query(found, cell, "", meeting)
        assert query is not None
        assert meeting(query) == set(ids)
    text = "\n".join(PlotSheet(shown, "", 70, 14).sentences())
    assert ids_read_back(text, shown) == {model.id for model in made}
    rows = list(PlotSheet(shown, "", 70, 14).values())[1:]
    assert {row[0]: (row[-2], row[-1]) for row in rows} == {
        model.id: next(
            (
                (cell[0], {-1: "?", -2: "0"}.get(cell[1], cell[1]))
                for cell, numbers in found.cells.items()
                if number in numbers
            ),
            (None, None),
        )
        for number, model in enumerate(made.models)
    }


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("name", ["survey", "landscape"])
def test_each_cell_of_the_catalogs_here_is_found_by_its_query(name: str, axis: Axis) -> None:
    made, _ = open_catalog(name)
    index = SearchIndex(made)
    shown = plotted(made, made.models, axis)
    found = shown.drawn(76, 16).plot
    stated = sum(point.value is not None for point in shown.points)
    assert stated == len(index.ask(f"-{axis}:?").records)
    for cell in list(found.cells)[::4]:
        query = shown.query(found, cell, "", lambda asked: {each.id for each in index.ask(asked).records})
        assert query is not None
        assert {each.id for each in index.ask(query).records} == set(shown.ids(found, cell))


def test_a_cell_of_months_is_asked_for_by_time_and_value_and_one_with_a_year_alone_by_ids() -> None:
    made = catalog(
        "times", record("a", date="2021-07-02", count=10), record("b", date="2021", count=10),
        record("c", date="2022-03", count=500), record("d", date="2022-03-09"), record("e", date="2022-03", count=520),
    )  # fmt: skip
    index = SearchIndex(made)
    shown = plotted(made, made.models, "params")
    found = shown.drawn(shown.drawn(34, 10).margin + 15, 10).plot  # a column for each month

    def asked(id_: str) -> str | None:
        cell = found.cell_of([model.id for model in made.models].index(id_))
        assert cell is not None
        return shown.query(found, cell, "", lambda text: {each.id for each in index.ask(text).records})

    assert asked("a") == "id:a,b"
    assert asked("c") == "date:2022-03 params:500..520"
    assert asked("d") == "date:2022-03 params:?"


@pytest.mark.parametrize(
    ("models", "title", "rows"),
    [
        ((), "Parameters · 0 of 0 models state it", 0),
        ((record("a", date="", count=5),), "Parameters · 1 of 1 model state it", 0),
        ((record("a", date="2021"),), "Parameters · 0 of 1 model state it", 10),
        ((record("a", date="2199-12-31", count=10**18),), "Parameters · 1 of 1 model state it", 10),
        ((record("a", date="1950", count=1), record("b", date="2199", count=10**18)), "Parameters · 2 of 2 models state it", 10),
    ],
    ids=["none", "not dated", "none stated", "one", "far apart"],
)  # fmt: skip
def test_little_is_drawn_too(models: tuple[object, ...], title: str, rows: int) -> None:
    made = catalog("times", *models)  # type: ignore[arg-type]
    shown = plotted(made, made.models, "params")
    assert shown.title == title
    drawing = shown.drawn(60, 10)
    assert len(drawing.rows) == rows
    assert "\n".join(PlotSheet(shown).picture(True))


def test_signs_tell_weights_or_how_sure_a_value_is_in_ascii_too(tiny: Catalog) -> None:
    made = catalog(
        "times", record("a", date="2021-01", count=10, weights="open"), record("b", date="2022-01", count=10, weights="closed"),
        record("c", date="2023-01", count=10), record("d", date="2024-01", count=10, weights="restricted"),
        record("e", date="2025-01", count=10, weights="open"), record("f", date="2025-01-16", count=10, weights="closed"),
    )  # fmt: skip
    shown = plotted(made, made.models, "params")
    assert re.sub(r"[^●○·◐◉]", "", "".join(shown.drawn(60, 8).rows[:4])) == "●○·◐◉"
    signs = re.sub(r"[^oxr.#]", "", "".join(shown.drawn(60, 8, ascii_only=True).rows[:4]))
    assert signs == "ox.r#"
    legend = shown.legend(shown.drawn(60, 8).plot)
    assert legend.startswith(
        "● open  ◐ restricted  ○ closed  · weights not known  ◉ several of these in a cell"
    )
    state = plotted(tiny, tiny.models, "params", "state")
    assert "~" in "".join(state.drawn(60, 10).rows[:6])
    assert "~ estimated" in state.legend(state.drawn(60, 10).plot)
    assert "~ 1 estimated" in list(state.notes(state.drawn(60, 10).plot))


def test_captions_say_how_many_of_each_year_state_it_and_what_is_not_shown() -> None:
    made = catalog(
        "times", record("a", date="2021-01", count=10), record("b", date="2021"), record("c", date="2025-02"), record("d", date="", count=4)
    )  # fmt: skip
    shown = plotted(made, made.models, "params")
    assert shown.by_year() == ("2025: 0 of 1 state it", "2021: 1 of 2 state it")
    assert list(shown.notes(shown.drawn(60, 10).plot)) == [
        "1 not dated, in no column", "1 known by the year alone, in the middle of it",
    ]  # fmt: skip
    part = plotted(made, made.models, "params", between=("2021-01", "2021-12"))
    assert "1 before or after the time shown" in list(part.notes(part.drawn(60, 10).plot))
    assert part.title.endswith("2021-01 to 2021-12")


def test_a_price_of_nothing_has_a_lane_of_its_own_on_a_logarithmic_axis() -> None:
    made, _ = open_catalog("survey")
    shown = plotted(made, made.models, "price")
    some = replace(
        shown, points=tuple(replace(point, value=0.0) for point in shown.points[:3]) + shown.points[3:]
    )
    found = some.drawn(60, 12)
    assert found.rows[-2].startswith(" 0 3 ┊")
    assert list(some.notes(found.plot))[-1] == "3 of 0 or below in lane 0, since the axis is logarithmic"
    assert not replace(some, is_log=False).drawn(60, 12).plot.has_off_lane


def test_time_is_halved_doubled_and_gone_through() -> None:
    every = month_of("2015-01"), month_of("2024-12")
    view = zoomed(TimelineView(), every, every, month_of("2020-06"), nearer=True)
    assert (view.start, view.end) == ("2017-12", "2022-11")
    shown = month_of("2017-12"), month_of("2022-11")
    assert panned(view, every, shown, 1).start == "2020-01", "no further than the last month"
    assert panned(view, every, shown, -1).start == "2015-06"
    assert zoomed(view, every, shown, month_of("2020-06"), nearer=False) == replace(
        view, start=None, end=None
    )
    year = zoomed(view, every, (month_of("2020-01"), month_of("2020-12")), month_of("2020-06"), nearer=True)
    assert (year.start, year.end) == ("2019-12", "2020-11"), "a year at least"
    assert to_whole(view) == TimelineView()


def test_axes_are_those_of_which_a_catalog_says_anything(tiny: Catalog) -> None:
    assert axes_of(tiny) == (RELEASES, "params")
    view = next_axis(TimelineView(), tiny)
    assert view.y == "params"
    assert next_axis(view, tiny).y is None
    assert to_axis(view, "compute").y == "compute"
    assert next_axis(to_axis(view, "compute"), tiny).y is None
    assert to_lanes(view, "family").y is None
    with pytest.raises(ValueError, match="nothing is plotted"):
        TimelineView().plotted(tiny, tiny.models)


def test_an_address_holds_the_plot() -> None:
    view = TimelineView(
        y="compute", scaling="linear", marks="state", start="2019-01", end="2020-12", at="x", query="a b"
    )
    assert address(view) == "timeline?y=compute&scale=linear&marks=state&from=2019-01&to=2020-12&at=x&q=a+b"
    assert view_at(address(view)) == view
    with pytest.raises(AddressProblem, match="a month is written"):
        view_at("timeline?from=2019")
    assert set(AXES) <= set(ATTRIBUTES)
