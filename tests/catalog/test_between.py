"""What changed between two states: the earlier one and this make the later one."""

from __future__ import annotations

import datetime
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.as_of import as_of
from genai_tui.catalog.between import Between, Median, Pair, between_days, between_editions, period
from genai_tui.catalog.between_text import counts, details, doubts, markdown_lines, text_lines
from genai_tui.catalog.day import DayProblem
from genai_tui.catalog.model import Catalog, Release
from genai_tui.catalog.partial_date import as_long_before
from genai_tui.storage.loader import open_catalogs

EPOCH = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
NAMES = ("survey", "landscape", *((str(EPOCH),) if EPOCH.exists() else ()))
DAYS = st.dates(min_value=datetime.date(2015, 1, 1), max_value=datetime.date(2026, 12, 31)).map(str)


@cache
def opened(name: str) -> Catalog:
    return open_catalogs((name,))[0]


def state(catalog: Catalog) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    """Return the models, organizations and ties of a catalog, counted without the code that is tested."""
    models = {model.id for model in catalog.models}
    organizations = {id_ for model in catalog.models for id_ in model.organization_ids}
    makers = ({part.id for part in model.organizations} for model in catalog.models)
    return models, organizations, {pair for some in makers for pair in combinations(sorted(some), 2)}


def applied(
    earlier: tuple[set[str], set[str], set[tuple[str, str]]], sheet: Between
) -> tuple[set[str], set[str], set[tuple[str, str]]]:
    models, organizations, ties = earlier
    return (
        models - set(sheet.gone_models) | set(sheet.new_models),
        organizations - set(sheet.gone_organizations) | {each.id for each in sheet.new_organizations},
        ties - set(sheet.gone_ties) | {each.ends for each in sheet.new_ties},
    )


def agree(sheet: Between, before: Catalog, after: Catalog) -> None:
    earlier, later = state(before), state(after)
    assert applied(earlier, sheet) == later
    for pair, one, other in zip((sheet.models, sheet.organizations, sheet.ties), earlier, later, strict=True):
        assert (pair.before, pair.after) == (len(one), len(other))
    for of_all in (0, 1):
        kinds = [(pair.before, pair.after)[of_all] for _, pair in sheet.weights]
        assert sum(kinds) == (sheet.released.before, sheet.released.after)[of_all]
    for tie in sheet.new_ties:
        assert all(set(tie.ends) <= set(each.ends) and after.model(each.model or "") for each in tie.ties)


@pytest.mark.parametrize("name", NAMES)
@given(one=DAYS, other=st.none() | DAYS)
@settings(max_examples=12, deadline=None)
def test_the_earlier_state_and_the_change_make_the_later_one(name: str, one: str, other: str | None) -> None:
    catalog = opened(name)
    one, other = sorted((one, other)) if other else (one, None)
    assume(one != other and (other or one < catalog.head.date))
    sheet = between_days(catalog, one, other)
    before, after = as_of(catalog, one).catalog, as_of(catalog, other).catalog if other else catalog
    agree(sheet, before, after)
    assert (sheet.gone_models, sheet.gone_organizations, sheet.gone_ties) == ((), (), ()), "nothing ever goes"
    assert sheet.released.after == len(sheet.new_models)
    assert "\n".join(text_lines(sheet, "T"))


def test_two_editions_gain_and_lose(tiny: Catalog) -> None:
    first, *rest = tiny.models
    newer = replace(
        tiny, models=(*rest, replace(first, id="new", name="New", organizations=first.organizations[:1]))
    )
    sheet = between_editions(tiny, newer, ("old", "new"))
    agree(sheet, tiny, newer)
    assert (sheet.new_models, sheet.gone_models, sheet.gone_ties) == (
        ("new",),
        ("painter",),
        (("acme", "uni"),),
    )
    assert sheet.released == sheet.models, "of editions everything is told"
    assert [row.note for row in counts(sheet)] == ["+0 (1 gone)", "+0", "-1 (1 gone)"]
    assert "  painter" in text_lines(sheet, "T")
    assert "- painter" in markdown_lines(sheet, "T")


@pytest.mark.skipif(not EPOCH.exists(), reason="needs the file of Epoch AI")
def test_the_year_2025_in_the_file_of_epoch() -> None:
    sheet = between_days(opened(str(EPOCH)), "2024-12-31", "2025-12-31")
    assert (sheet.models, sheet.of, sheet.released) == (Pair(885, 976), ("2024", "2025"), Pair(98, 91))
    assert (sheet.organizations, sheet.organizations.grown, sheet.ties.grown) == (Pair(351, 362), 11, 33)
    assert dict(sheet.weights) == {"open": Pair(38, 36), "closed": Pair(59, 52), "not known": Pair(1, 3)}
    compute = sheet.medians[0]
    assert (f"{compute.before:.1e}", f"{compute.after:.1e}") == ("3.0e+24", "4.1e+24")
    assert (compute.stated, compute.of, compute.doubt) == (
        Pair(48, 34),
        Pair(98, 91),
        "fewer than half state it",
    )
    assert [(each.name, each.models.before, each.models.after) for each in sheet.active[:5]] == [
        ("OpenAI", 11, 17), ("Alibaba", 6, 11), ("Google DeepMind", 10, 10), ("Anthropic", 3, 7), ("xAI", 1, 5),
    ]  # fmt: skip
    assert ("Google", "Google DeepMind") in [each.names for each in sheet.new_ties]


@pytest.mark.parametrize(
    ("stated", "of", "doubt"),
    [
        (Pair(5, 5), Pair(10, 10), ""),
        (Pair(4, 5), Pair(10, 10), "fewer than half state it"),
        (Pair(9, 7), Pair(10, 10), "fewer state it than before"),
        (Pair(7, 9), Pair(10, 10), ""),
        (Pair(0, 0), Pair(0, 0), ""),
        (Pair(100, 95), Pair(100, 100), ""),
    ],
)
def test_medians_of_unlike_kinds_are_doubted(tiny: Catalog, stated: Pair, of: Pair, doubt: str) -> None:
    median = Median("compute", "compute", 1.0, 2.0, stated, of)
    assert median.doubt == doubt
    sheet = replace(between_editions(tiny, tiny, ("a", "b")), medians=(median,))
    assert ("!" in [row.note for row in details(sheet)]) == bool(doubt) == bool(doubts(sheet))


def test_a_median_is_of_what_is_stated_and_unknown_is_not_nought(tiny: Catalog) -> None:
    sheet = between_days(tiny, "2021-12-31", None)
    assert sheet.of == ("2020-12-21 to 2021-12-31", "2022-01-01 to 2023-01-11")
    params = next(each for each in sheet.medians if each.field == "params")
    assert (params.before, params.after, params.stated, params.of) == (None, 3.5e9, Pair(0, 1), Pair(1, 2))
    rows = {row.label: (row.before, row.after) for row in details(sheet)}
    assert rows["compute, median"] == ("·", "·")


def test_a_query_is_asked_in_both_states(tiny: Catalog) -> None:
    opening = replace(tiny.models[0], other_dates=(Release("2022-06-01", "weights"),))
    catalog = replace(tiny, models=(opening, *tiny.models[1:]))
    sheet = between_days(
        catalog,
        "2022-05-31",
        "2022-06-30",
        lambda state: tuple(each for each in state.models if each.weights == "open"),
    )
    assert (sheet.models, sheet.new_models) == (Pair(0, 1), ("painter",))
    assert sheet.released == Pair(0, 0), "it was out before"


@pytest.mark.parametrize(
    ("one", "other"), [("2022-01-01", "2022-01-01"), ("2022-01-02", "2022-01-01"), ("2199-01-01", None)]
)
def test_days_in_the_wrong_order_are_told(tiny: Catalog, one: str, other: str | None) -> None:
    with pytest.raises(DayProblem):
        between_days(tiny, one, other)


@pytest.mark.parametrize(
    ("begin", "end", "name"),
    [
        ("2024-12-31", "2025-12-31", "2025"), ("2022-12-31", "2025-12-31", "2023 to 2025"),
        ("2025-05-31", "2025-06-30", "2025-06"), ("2025-03-31", "2025-06-30", "2025-04 to 2025-06"),
        ("2025-03-30", "2025-06-30", "2025-03-31 to 2025-06-30"), ("2025-01-01", "2025-01-02", "2025-01-02"),
    ],
)  # fmt: skip
def test_a_period_is_called_as_short_as_may_be(begin: str, end: str, name: str) -> None:
    assert period(begin, end) == name


@pytest.mark.parametrize(
    ("day", "end", "before"),
    [
        ("2024-12-31", "2025-12-31", "2023-12-31"),
        ("2024-02-29", "2024-03-31", "2024-01-31"),
        ("2024-03-01", "2024-03-11", "2024-02-20"),
    ],
)
def test_as_long_before(day: str, end: str, before: str) -> None:
    assert as_long_before(day, end) == before
