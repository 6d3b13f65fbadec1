"""Which column of a table says what: a map as it is typed, and why one cannot be meant."""

from __future__ import annotations

import pytest

from genai_tui.storage.importers.table_columns import MapProblem, read_map

HEADINGS = ("Model", "Lab", "#Params (B)", "Score", "score ", "Released", "")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("name=Model", {"name": 0}), ("name=Model,org=Lab", {"name": 0, "organizations": 1}),
        (" name = Model \n# org=Lab\n\n released = Released", {"name": 0, "date": 5}),
        ("name=model,date=RELEASED", {"name": 0, "date": 5}),
    ],
)  # fmt: skip
def test_fields_are_given_their_columns_by_heading(text: str, places: dict[str, int]) -> None:
    found = read_map(text, HEADINGS)
    assert found.by_meaning == places


def test_several_columns_may_be_results() -> None:
    found = read_map("name=Model,result=Score,results=Lab", HEADINGS)
    assert found.results == (3, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no column is the name: name=HEADING says which"), ("org=Lab", "no column is the name: name=HEADING says which"),
        ("Model", "`Model` names no column, as name=Model does"), ("=Model", "`=Model` names no column, as name=Model does"),
        ("name=", "`name=` names no column, as name=Model does"), ("nme=Model", "there is no field `nme` (did you mean name?); fields: "),
        ("xyzzy=Model", "there is no field `xyzzy`; fields: "), ("name=Modl", "there is no column `Modl` (did you mean Model?); columns: Model, Lab, "),
        ("name=SCORE", "2 columns are called `SCORE`"), ("name=Model,name=Lab", "two columns for name: `Model` and `Lab`"),
    ],
)  # fmt: skip
def test_why_a_map_cannot_be_meant_is_said(text: str, why: str) -> None:
    with pytest.raises(MapProblem) as failed:
        read_map(text, HEADINGS)
    assert str(failed.value).startswith(why)


@pytest.mark.parametrize(
    ("headings", "listed"),
    [(("a",), "a"), ((), "none"), (("a", ""), "a, (empty)"), (tuple("abcdefghijkl"), "a, b, c, d, e, f, g, h, i, j, k, l"),
     (tuple("abcdefghijklm"), "a, b, c, d, e, f, g, h, i, j, k, l, ... (13)")],
)  # fmt: skip
def test_twelve_headings_are_listed(headings: tuple[str, ...], listed: str) -> None:
    with pytest.raises(MapProblem) as failed:
        read_map("name=xyzzy", headings)
    assert str(failed.value).endswith(f"; columns: {listed}")
