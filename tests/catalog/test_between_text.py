"""The sheet of a change as lines of text and of Markdown, line by line."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.between import Activity, Between, JoinedPair, Median, Pair
from genai_tui.catalog.between_text import lists, markdown_lines, text_lines, tie_line
from genai_tui.catalog.cells import width
from genai_tui.catalog.ties import Tie

NONE = Pair(0, 0)


def sheet(**more: Any) -> Between:
    empty = Between(
        before="2023", after="2024", models=Pair(3, 5), organizations=Pair(2, 2), ties=Pair(1, 0), new_models=(), gone_models=(),
        new_organizations=(), gone_organizations=(), new_ties=(), gone_ties=(), of=("2023", "2024"), released=Pair(1, 2),
        weights=(), medians=(), active=(),
    )  # fmt: skip
    return replace(empty, **more)


def active(*names: str) -> tuple[Activity, ...]:
    return tuple(Activity(name, name, Pair(1, number)) for number, name in enumerate(names, 2))


def test_the_sheet_of_two_days() -> None:
    told = sheet(
        before="2022-12-31",
        after="2023-12-31",
        of=("2022", "2023"),
        gone_ties=(("acme", "uni"),),
        weights=(("open", Pair(1, 2)), ("not known", Pair(0, 10))),
        medians=(
            Median("params", "parameters", None, 3.5e9, Pair(0, 1), Pair(1, 2)),
            Median("compute", "compute", 1e20, 1e21, Pair(2, 2), Pair(2, 2)),
        ),
        active=active("Acme"),
        new_organizations=active("Uni"),
        left_out=(("1 undated",), ()),
    )
    assert list(text_lines(told, "Tiny")) == [
        "Tiny · 2022-12-31 ▸ 2023-12-31",
        "",
        "               2022-12-31  2023-12-31",
        "models                  3           5  +2",
        "organizations           2           2  +0",
        "ties                    1           0  -1 (1 gone)",
        "",
        "released                2022    2023",
        "models                     1       2",
        "  open weights             1       2",
        "  not known                0      10",
        "  parameters, median       ·    3.5B  !",
        "    stated by         0 of 1  1 of 2",
        "  compute, median      1e+20   1e+21",
        "    stated by         2 of 2  2 of 2",
        "! parameters: fewer than half state it, so the medians are not of the same kind",
        "left out as of 2022-12-31: models 1 undated",
        "",
        "Most active · 2022 ▸ 2023",
        "  Acme     1 ▸   2",
        "",
        "New organizations · 1",
        "  Uni · 2 models",
        "",
        "No longer there · 1 tie",
        "  acme – uni",
    ]


def test_the_same_in_markdown() -> None:
    told = sheet(gone_models=("a|b",), weights=(("open", Pair(1, 2)),), active=active(*"abcdefghijkl"))
    lines = list(markdown_lines(told, "Tiny*"))
    assert lines[:9] == [
        "## Tiny\\*: 2023 to 2024",
        "",
        "|  | 2023 | 2024 |  |",
        "| --- | ---: | ---: | --- |",
        "| models | 3 | 5 | +2 (1 gone) |",
        "| organizations | 2 | 2 | +0 |",
        "| ties | 1 | 0 | -1 |",
        "",
        "| released | 2023 | 2024 |  |",
    ]
    assert "| &nbsp;&nbsp;open weights | 1 | 2 |  |" in lines
    assert "- and 2 more" in lines
    assert lines[-3:] == ["**No longer there · 1 model**", "", "- a\\|b"]


def test_what_is_told_of_editions_is_told_of_all() -> None:
    assert "of all  2023  2024" in list(text_lines(sheet(), "Tiny"))
    assert "and 2 more" not in "\n".join(text_lines(sheet(), "Tiny"))


def test_names_of_a_list_stand_in_forty_cells_at_most() -> None:
    names = ("x" * 39, "y" * 40, "z" * 41)
    ((_, lines, more),) = lists(sheet(active=active(*names)))
    assert {width(line) for line in lines} == {40 + len("     1 ▸   2")}
    assert [line[:40].rstrip() for line in lines] == ["x" * 39, "y" * 40, "z" * 39 + "…"]
    assert more == 0
    ((_, lines, more),) = lists(sheet(active=active(*"abcdefghijkl")))
    assert (len(lines), more) == (10, 2)
    assert lines[0] == "a     1 ▸   2"


def test_a_tie_is_told_with_the_models_that_prove_it() -> None:
    ties = tuple(
        Tie("together", ("acme", "uni"), ("Acme", "Uni"), model=name.lower(), model_name=name)
        for name in ("M", "N")
    )
    pair = JoinedPair(("acme", "uni"), ("Acme", "Uni"), ties)
    assert tie_line(pair) == "Acme – Uni · M, N"
    assert list(lists(sheet(new_ties=(pair,)))) == [("New ties · 1", ("Acme – Uni · M, N",), 0)]
