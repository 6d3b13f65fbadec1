"""The menu as a value: what words mean, in which order, and what Enter does."""

from __future__ import annotations

import pytest

from genai_tui.search.hit import Hit
from genai_tui.search.matcher import match, needle
from genai_tui.search.normalize import fold
from genai_tui.view.menu import Entry, Menu, Order, Section, every_entry, found
from genai_tui.view.record_ref import RecordRef

SORT = Entry("sort", "Sort by the next column", "s")
SAVE = Entry("save", "Save what is looked at", "R")
GRAPH = Entry("graph", "Go to Graph", "6")
TABLE = Entry("table", "Show the graph as a table", "m", reason="only in Graph")
BY_DATE = Entry("sort date", "Sort by the next column")
ALL = (SORT, SAVE, GRAPH, TABLE, BY_DATE)


def hit(typed: str, name: str, where: str = "name") -> tuple[Entry, Hit]:
    met = match(needle(typed), fold(name))
    assert met is not None
    return Entry(name, "model", record=RecordRef("model", name)), Hit(name, where, name, met)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("sort", ["sort", "sort date"]), ("so", ["sort", "sort date"]), ("  SORT  ", ["sort", "sort date"]),
        ("sort d", ["sort date", "sort"]), ("date", ["sort date"]), ("column", ["sort", "sort date"]),
        ("graph", ["graph", "table"]), ("s", ["sort", "save", "sort date"]), ("looked", ["save"]),
        ("srot", ["sort", "sort date"]), ("xyzzy", []), ("l", []),
    ],
)  # fmt: skip
def test_words_mean_names_then_help_and_what_cannot_act_comes_last(typed: str, lines: list[str]) -> None:
    assert [each.line for each in found(typed, ALL).entries] == lines


@pytest.mark.parametrize(
    ("order", "lines"),
    [
        ("records", ["look", "Look Here", "an eye", "tell", "out"]),
        ("names", ["look", "an eye", "Look Here", "tell", "out"]),
        ("help", ["look", "an eye", "tell", "Look Here", "out"]),
    ],
)
def test_records_stand_where_they_are_looked_for(order: Order, lines: list[str]) -> None:
    entries = (
        Entry("out", "Look out", reason="not now"), Entry("tell", "Say what to look at"), Entry("look", "See"),
        Entry("take look", "See", name="an eye"),
    )  # fmt: skip
    menu = found("look", entries, [hit("look", "Look Here")], order)
    assert [each.name or each.line for each in menu.entries] == lines


def test_a_record_of_an_organization_or_with_a_slip_comes_after_one_by_its_name() -> None:
    records = [hit("open", "Opne One"), hit("open", "Open Makers", "organization"), hit("open", "One Open")]
    menu = found("open", (), records)
    assert [each.line for each in menu.entries] == ["One Open", "Open Makers", "Opne One"]


@pytest.mark.parametrize(
    ("typed", "doubts", "at"),
    [("sort", True, 0), ("sort", False, 0), ("column", True, -1), ("column", False, 0), ("srot", True, -1), ("xyzzy", False, -1)],
)  # fmt: skip
def test_where_it_doubts_enter_does_only_what_is_named(typed: str, doubts: bool, at: int) -> None:
    assert found(typed, ALL, doubts=doubts).at == at


def test_everything_stands_under_headings_and_sentences() -> None:
    told = Entry("", "not known", look="told", name="·")
    sections = (Section("Here", (SORT,)), Section("Nothing", ()), Section("Marks", (told,)))
    menu = every_entry(sections, ("One.", "Two."))
    assert [each.line for each in menu.entries] == ["One.", "Two.", "Here", "sort", "Marks", ""]
    assert [each.can_be_chosen for each in menu.entries] == [False, False, False, True, False, True]
    assert menu.at == 3
    assert every_entry(sections, chosen=False).at == -1
    assert every_entry(()) == Menu()


def test_a_line_as_typed_comes_first_and_one_that_is_told_before_one_with_a_slip() -> None:
    entries = (
        Entry("lookout", "See far"), Entry("loko", "Go"), Entry("tell", "Say how it would look"),
        Entry("out look", "See"), Entry("look", "See"),
    )  # fmt: skip
    assert [each.line for each in found("look", entries).entries] == [
        "look",
        "lookout",
        "out look",
        "tell",
        "loko",
    ]


def test_a_record_by_its_organization_comes_before_a_command_with_a_slip_and_after_one_that_is_told() -> None:
    entries = (Entry("loko", "Go"), Entry("tell", "Say how it would look"))
    records = [hit("look", "Loko Two"), hit("look", "Look Makers", "organization")]
    menu = found("look", entries, records, "help")
    assert [each.line for each in menu.entries] == ["tell", "Look Makers", "loko", "Loko Two"]
