"""An expectation is met, failed or unknown, and what is not known is never met."""

from __future__ import annotations

from functools import cache

import pytest

from genai_tui.search.expectations import _apart, expectations, unheard, verdict
from genai_tui.search.index import SearchIndex
from genai_tui.search.syntax import QueryProblem, Range
from genai_tui.storage.loader import open_catalog

EXPECTED = (
    "weights:open", "weights:closed", "weights:open,restricted", "not:weights:closed", "license:mit,apache-2.0",
    "not:license:mit", "status:active", "not:status:retired", "params:7b..", "params:..7b", "not:params:7b..",
    "year:2022..", "year:..2021", "date:2022-06..", "not:date:2022-06..", "compute:1e21..", "org:openai",
    "not:org:google", "not:license:unknown", "not:params:unknown", "cat:text-to-image", "in:text", "context:100000..",
)  # fmt: skip


@cache
def index_of(name: str) -> SearchIndex:
    return SearchIndex(open_catalog(name)[0])


@pytest.mark.parametrize("text", EXPECTED)
@pytest.mark.parametrize("catalog", ["survey", "landscape"])
def test_no_model_is_green_that_is_not_known_to_meet_it(catalog: str, text: str) -> None:
    index = index_of(catalog)
    (expected,) = expectations(index, text)
    met = {each.id for each in index.ask(text).records}
    known = (
        {each.id for each in index.ask(f"not:{expected.field.name}:unknown").records}
        if not expected.field.never_unknown
        else None
    )
    found: dict[str, set[str]] = {"ok": set(), "changed": set(), "unknown": set()}
    for model in index.catalog.models:
        found[verdict(index, expected, model.id)].add(model.id)
    assert found["ok"] <= met
    if known is not None:
        assert found["ok"] <= known
        assert found["changed"] <= known
    if not text.startswith("not:"):
        assert found["ok"] == met
    assert not found["changed"] & met


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "nothing is expected"), ("open", "weights:open"), ("weights:opne", "open"), ("wieghts:open", "weights"),
     ("weights", "weights:..."), ("weights:unknown", "never what was expected"), ('"open weights"', "not field:value"),
     ("slot!=signature", "not field:value"), ("params:many", "params"), ("weights:", "wants a value")],
)  # fmt: skip
def test_what_means_nothing_is_said(text: str, told: str) -> None:
    with pytest.raises(QueryProblem) as raised:
        expectations(index_of("survey"), text)
    assert told in str(raised.value)


def test_a_word_that_no_record_has_is_told_with_the_nearest() -> None:
    index = index_of("survey")
    (expected,) = expectations(index, "license:MIT,MTI")
    assert unheard(index, expected) == [("MTI", "MIT")]
    (expected,) = expectations(index, "status:active")
    assert unheard(index, expected) == [("active", "")]


@pytest.mark.parametrize(
    ("low", "high", "is_apart"),
    [
        ("2022", "2024", False), ("2023", None, False), ("2023-12-31", None, False), ("2024", None, True),
        (None, "2023-01-01", False), (None, "2022-12-31", True), (None, None, False),
    ],
)  # fmt: skip
def test_a_span_and_a_range_that_share_an_end_are_not_apart(
    low: str | None, high: str | None, is_apart: bool
) -> None:
    assert _apart(Range(low, high), "2023-01-01", "2023-12-31") == is_apart
