"""Cells of plain tables: what is said for sure is read, and nothing else."""

from __future__ import annotations

import pytest

from genai_tui.storage.importers import table_cells as cells


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("Params (B)", 1e9), ("Params [M]", 1e6), ("Params (in billions)", 1e9), ("Params (x thousand)", 1e3), ("Tokens (T)", 1e12),
        ("Tokens (billion tokens)", 1e9), ("Size (millions of parameters)", 1e6), ("Size in millions", 1e6), ("params_b", 1e9),
        ("params_m", 1e6), ("params_k", None), ("params_b2", None), ("Params", None), ("Params (USD)", None), ("Trained in house", None),
        ("", None), ("PARAMS (b)", 1e9),
    ],
)  # fmt: skip
def test_a_heading_may_say_what_is_counted_in(heading: str, scale: float | None) -> None:
    assert cells.scale_of(heading) == scale


@pytest.mark.parametrize(
    ("cell", "is_about"),
    [("~7B", True), ("≈ 7", True), ("about 7B", True), ("approx. 7", True), ("approx 7", True), (" ca. 7 ", True), ("7B", False), ("about", False), ("~ many", False), ("", False)],
)  # fmt: skip
def test_a_cell_may_say_that_its_number_is_an_estimate(cell: str, is_about: bool) -> None:
    assert cells.is_about(cell) is is_about


@pytest.mark.parametrize(
    ("cell", "heading", "bare", "value"),
    [
        ("7B", "", 0, 7e9), ("7 b", "", 0, 7e9), ("1.5 million", "", 0, 1.5e6), ("3k", "", 0, 3000), ("2 bn", "", 0, 2e9),
        ("175 billion parameters", "", 0, 175e9), ("7 parameters", "", 0, 7), ("7 params", "", 0, 7), ("7 tokens", "", 0, 7),
        ("7 flop", "", 0, 7), ("7 FLOPs", "", 0, 7), ("7 cats", "", 0, None), ("1e22", "", 0, 1e22), ("1e22 FLOP", "", 0, 1e22),
        ("1,234", "", 0, 1234), ("1,23", "", 0, None), ("12,345.5", "", 0, 12345.5), ("1234,5", "", 0, None),
        ("7", "Params (B)", 0, 7e9), ("7B", "Params (M)", 0, 7e9), ("999999999", "Params (B)", 0, 999999999e9),
        ("1000000000", "Params (B)", 0, 1e9), ("7000000000", "Params (B)", 0, 7e9), ("7", "Params", 1000, None), ("999", "Params", 1000, None), ("1000", "Params", 1000, 1000),
        ("1001", "Params", 1000, 1001), ("0", "", 0, 0), ("0.1B", "", 0, 1e8), ("many", "", 0, None), ("", "", 0, None), ("-7", "", 0, None), ("~7B", "", 0, 7e9),
        ("0.0000005", "", 0, 0), ("0.5", "", 0, 0.5),
    ],
)  # fmt: skip
def test_a_number_is_read_by_its_unit_or_that_of_the_heading(
    cell: str, heading: str, bare: float, value: float | None
) -> None:
    read = cells.count(cell, heading, bare)
    assert read == value
    assert read is None or isinstance(read, int) == (value == round(value or 0))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024", "2024"), ("2024-03", "2024-03"), ("2024-03-05", "2024-03-05"), (" 2024-3-5 ", "2024-03-05"), ("2024/03/05", "2024-03-05"), ("2024.3", "2024-03"),
        ("2024-03-05T10:20:30Z", "2024-03-05"), ("2024-03-05 10:20:30 UTC", "2024-03-05"), ("2024-03-05T10:20+01:00", "2024-03-05"),
        ("5 March 2024", "2024-03-05"), ("5th Mar. 2024", "2024-03-05"), ("05-Mar-2024", "2024-03-05"), ("1st of May 2024", None), ("31 June 2024", None),
        ("March 5, 2024", "2024-03-05"), ("Mar 5 2024", "2024-03-05"), ("March 2024", "2024-03"), ("Marsh 2024", "2024-03"), ("Foo 2024", None), ("5 Foo 2024", None),
        ("03/05/2024", None), ("13/05/2024", "2024-05-13"), ("05/13/2024", "2024-05-13"), ("12/12/2024", "2024-12-12"), ("12/11/2024", None), ("11/12/2024", None), ("12/13/2024", "2024-12-13"),
        ("13/12/2024", "2024-12-13"), ("13/13/2024", None), ("2024-13", None), ("2024-02-30", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_where_it_is_sure(cell: str, day: str | None) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_is_known_by_its_name(number: int) -> None:
    name = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][number - 1]
    assert cells.day(f"{name} 2024") == cells.day(f"{name[:3].upper()} 2024") == f"2024-{number:02}"


@pytest.mark.parametrize(
    ("cell", "weights"),
    [
        ("Open", "open"), (" yes ", "open"), ("open-source", "open"), ("✓", "open"), ("1", "open"), ("closed", "closed"), ("API only", "closed"), ("0", "closed"),
        ("✗", "closed"), ("gated", "restricted"), ("Non-Commercial", "restricted"), ("research only", "restricted"), ("maybe", None), ("", None),
    ],
)  # fmt: skip
def test_a_cell_says_whether_weights_can_be_had(cell: str, weights: str | None) -> None:
    assert cells.weights(cell) == weights


@pytest.mark.parametrize(
    ("cell", "modalities"),
    [("text", ["text"]), ("text, image", ["text", "image"]), ("text; image+audio / video & speech|code", ["text", "image", "audio", "video", "speech", "code"]),
     ("text and image", ["text", "image"]), ("sand", ["sand"]), (" ", []), (",text,", ["text"])],
)  # fmt: skip
def test_a_cell_lists_modalities(cell: str, modalities: list[str]) -> None:
    assert cells.modalities(cell) == modalities


@pytest.mark.parametrize(
    ("cell", "heading", "price"),
    [
        ("3", "Price", 3), ("$3", "Price", 3), ("US$3.50", "Price", 3.5), ("free", "Price", 0), ("Free", "Price per token", 0), ("1,000", "Price", 1000), ("0", "", 0),
        ("2", "Price per 1K tokens", 2000), ("2", "$/1k", 2000), ("2", "per 1,000", 2000), ("2", "per thousand", 2000), ("2", "per token", 2e6), ("2", "per million", 2), ("2", "$/M", 2), ("2", "/MTok", 2), ("2", "per 1M", 2),
        ("-1", "Price", None), ("much", "Price", None), ("", "Price", None),
    ],
)  # fmt: skip
def test_a_price_is_for_a_million_tokens(cell: str, heading: str, price: float | None) -> None:
    assert cells.price(cell, heading) == price


@pytest.mark.parametrize(
    ("cell", "measured"),
    [
        ("71.2", (71.2, None, None)), ("71.2%", (71.2, "%", None)), ("71.2 % (5-shot)", (71.2, "%", "(5-shot)")), ("1,234 points", (1234, None, "points")), ("-3e2", (-300, None, None)),
        ("+5", (5, None, None)), ("n/a", None), ("", None), (" 7 ", (7, None, None)),
    ],
)  # fmt: skip
def test_a_result_is_a_number_a_unit_and_the_rest(cell: str, measured: object) -> None:
    assert cells.measured(cell) == measured
    assert measured is None or isinstance(cells.measured(cell)[0], float)  # type: ignore[index]
