"""Plots as they stand, in many rooms, and where every step of a cursor leads: a change is seen and looked at first."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

import pytest

from genai_tui.catalog.cells import short_number
from genai_tui.plot.cells import PlotPoint, plot
from genai_tui.plot.cursor import Direction, end, first_cell, in_lane, walked
from genai_tui.plot.drawing import draw
from genai_tui.plot.scale import date_scale, month_name, value_scale


def points(seed: int, count: int, years: int, decades: int) -> list[PlotPoint]:
    """Dates to the day, the month or the year, or none; values over decades, 0, or none."""
    chance = Random(seed)
    made = []
    for _ in range(count):
        year, month = 2018 + chance.randrange(years), 1 + chance.randrange(12)
        date = chance.choice(
            (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-11", f"{year}-{month:02}", "")
        )
        value = chance.choice(
            (None, 0.0, *(float(chance.randrange(1, 10)) * 10 ** chance.randrange(decades) for _ in range(6)))
        )
        made.append(PlotPoint(date, value))
    return made


SETS = {
    "none": [], "one": [PlotPoint("2022-05", 7.0)], "undated": [PlotPoint("", 7.0)], "no value": [PlotPoint("2022", None)],
    "same": [PlotPoint("2022-05", 7.0)] * 12, "few": points(1, 9, 1, 2), "many": points(2, 60, 6, 7), "long": points(3, 40, 60, 12), "small": points(4, 30, 3, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_a_plot_is_drawn_as_before(name: str, snapshot: Any) -> None:
    told = []
    for room in ((20, 6), (48, 10), (100, 24)):
        for is_log in (True, False):
            for window in (None, (12 * 2019 + 3, 12 * 2020 + 8)):
                drawing = draw(
                    SETS[name],
                    room,
                    lambda numbers: "*" if len(numbers) > 1 else "o",
                    short_number,
                    is_log,
                    window,
                )
                told += (
                    f"{room} log {is_log} {window} margin {drawing.margin} lanes {drawing.lanes}",
                    *drawing.rows,
                )
                told.append(f"undated {drawing.plot.undated} beyond {drawing.plot.beyond}")
    assert "\n".join(told) == snapshot


def test_every_step_of_the_cursor_leads_as_before(snapshot: Any) -> None:
    found = plot(SETS["many"], 30, 8, True)
    told = [f"first {first_cell(found)}"]
    for cell, numbers in sorted(found.cells.items()):
        steps = (f"{way} {walked(found, cell, way)}" for way in get_args(Direction))
        ends = (end(found, cell, last) for last in (False, True))
        told.append(
            f"{cell} {numbers}: {', '.join(steps)}; lanes {in_lane(found, cell, 1)} {in_lane(found, cell, -1)}; ends {', '.join(map(str, ends))}"
        )
    told += (f"column {column}: {list(found.column(column))}" for column in range(30))
    assert "\n".join(told) == snapshot


def test_scales_are_as_before(snapshot: Any) -> None:
    told = []
    for dates in (
        ["2022"],
        ["2022-05"],
        ["2022-05-03", "2022-06"],
        ["2020", "2023-04"],
        ["1950", "2023"],
        ["0001", "2023"],
    ):
        for room in (1, 7, 24, 60):
            scale = date_scale(dates, room)
            assert scale is not None
            labels = [scale.label(column) for column in (0, scale.columns // 2, scale.columns - 1)]
            ticks = [(tick.place, tick.label) for gap in (4, 6, 12) for tick in scale.ticks(gap)]
            told.append(f"{dates} {room}: {scale} {labels} {ticks}")
    for values in ([1.0], [1.0, 2.0], [0.5, 800.0], [1e-3, 1e15], [5.0, 5.0], [30.0, 31.0]):
        for cells in (1, 6, 20):
            for is_log in (True, False):
                axis = value_scale(values, cells, is_log)
                assert axis is not None
                ticks = [
                    [(tick.place, tick.label) for tick in axis.ticks(short_number, most)]
                    for most in (1, 3, 8)
                ]
                told.append(f"{values} {cells} {is_log}: {axis} {ticks}")
    assert "\n".join(told) == snapshot
    assert [month_name(month) for month in (0, 11, 12, 12 * 2024 + 4)] == [
        "0000-01",
        "0000-12",
        "0001-01",
        "2024-05",
    ]
