"""The sheet "this screen": its hashes differ exactly where data, ids or their order do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.view.this_screen import Printed, data_hash, result_hash, this_screen

ids = st.lists(st.text('ab-1 \n,"', max_size=4), max_size=5).map(tuple)


@given(ids, ids)
def test_results_have_one_hash_exactly_where_ids_and_order_are_the_same(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert (result_hash(one) == result_hash(other)) is (one == other)
    assert result_hash(one) == result_hash(list(one))


def test_a_catalog_has_the_same_hash_however_often_it_is_read(tiny: Catalog) -> None:
    survey, _ = open_catalog("survey", use_cache=False)
    cached, _ = open_catalog("survey")
    assert data_hash(survey) == data_hash(cached) == data_hash(survey)
    assert data_hash(survey) != data_hash(tiny)


def test_a_catalog_has_another_hash_where_a_value_is_another(tiny: Catalog) -> None:
    first, *others = tiny.models
    known = {data_hash(tiny)}
    for changed in (
        replace(tiny, models=(replace(first, name="Other"), *others)),
        replace(tiny, models=tuple(others)),
        replace(tiny, relations=()),
        replace(tiny, head=replace(tiny.head, date="2024")),
    ):
        assert data_hash(changed) not in known
        known.add(data_hash(changed))
    assert data_hash(replace(tiny, models=(*others, first))) == data_hash(tiny)


def test_the_line_for_a_paper_has_all_that_is_needed_to_get_it_again(tiny: Catalog) -> None:
    sheet = this_screen(tiny, Printed("genai-tui list", ("b", "a"), "2 models"), "genai-tui open browse")
    told = sheet.paper_line("1.0")
    for part in (
        "genai-tui 1.0",
        "Tiny 1 of 2023-01-11",
        sheet.data,
        "2 models",
        sheet.result,
        "genai-tui list",
    ):
        assert part in told
    assert sheet.result == result_hash(("b", "a"))
