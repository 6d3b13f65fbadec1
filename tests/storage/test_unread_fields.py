"""What an importer does not read of a record is counted by its name."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genai_tui.catalog.model import Availability, Catalog, Model, Source
from genai_tui.catalog.provenance import claim, state_of, told_fields
from genai_tui.storage.importers.import_report import Report, sourced
from genai_tui.storage.importers.unread_fields import Entry

OFFER: dict[str, Any] = {
    "name": "Big", "status": "beta", "reasoning": False, "knowledge": "", "tiers": [{"input": 1}],
    "cost": {"input": 0, "output": 2, "cache_read": 0.1, "audio": {"in": 1}}, "limit": 7,
}  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=10,
)


def leaves(value: dict[str, Any], before: str = "") -> set[str]:
    found: set[str] = set()
    for key, each in value.items():
        if isinstance(each, dict):
            found |= leaves(each, f"{before}{key}.")
        elif each not in (None, "", []):
            found.add(before + key)
    return found


def test_what_was_not_read_is_named_with_its_place() -> None:
    entry = Entry(OFFER)
    assert entry.get("name") == "Big"
    assert entry.peek("status") == "beta"
    assert entry.part("cost").get("input") == 0
    assert entry.part("cost").get("output") == 2
    assert entry.part("limit").get("context") is None
    assert list(entry.unread()) == [
        "status",
        "reasoning",
        "tiers",
        "cost.cache_read",
        "cost.audio.in",
        "limit",
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a loaded machine
@given(st.dictionaries(st.sampled_from("abcd"), values, max_size=4), st.sets(st.sampled_from("abcd")))
def test_every_leaf_is_read_or_counted(table: dict[str, Any], read: set[str]) -> None:
    entry = Entry(table)
    for key in read:
        entry.get(key)
    left = {key: value for key, value in table.items() if key not in read}
    assert set(entry.unread()) == leaves(left)


def test_the_report_names_them_all_with_their_counts() -> None:
    report = Report()
    for number in range(3):
        report.unread("columns not carried over", Entry({f"c{n}": "x" for n in range(20 - number)}))
    (line,) = report.lines()
    assert line.count == 20 + 19 + 18
    assert line.examples[0] == "c0 (3)"
    assert sorted(line.examples) == sorted(f"c{n} ({3 - (n == 19) - (n >= 18)})" for n in range(20))


def test_a_finished_record_names_its_source_for_each_field_that_says_something(tiny: Catalog) -> None:
    for model in tiny:
        again = sourced(model, "paper")
        for field in Model.__struct_fields__:
            if field in ("id", "name", "type", "sources", "disputes", "survey"):
                continue
            if state_of(again, field) != "unknown":
                assert claim(tiny, again, field).sources, (model.id, field)
            else:
                assert field not in told_fields(again)


def test_unplaced_is_no_claim() -> None:
    model = Model(
        id="x", name="x", category="unplaced", availability=Availability(api=True), sources=(Source("s"),)
    )
    assert state_of(model, "category") == "unknown"
    assert told_fields(model) == ("availability",)
