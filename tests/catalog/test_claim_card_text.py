"""How much of the claims a card tells."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.cells import width
from genai_tui.catalog.claim_card import CardSource, ClaimCard, DataVersion, FieldStanding, Statement
from genai_tui.catalog.claim_card_text import (
    FOLDS,
    TOO_LONG,
    Fold,
    card_lines,
    command_lines,
    counted,
    data_line,
    heading,
    left_out,
    most_told,
    shown_value,
    sign,
    standing_lines,
    stated,
    who,
)


@pytest.mark.parametrize(
    ("room", "told"),
    [(90, 8), (8, 8), (7, 7), (3, 3), (1, 1), (0, 1)],
)
def test_as_much_is_told_as_there_is_room_for_and_one_line_at_the_least(room: int, told: int) -> None:
    lines = [str(number) for number in range(8)]
    assert most_told(lambda fold: lines[: fold.statements], room) == lines[:told]


def test_each_fold_tells_no_more_than_the_one_before() -> None:
    for more, less in pairwise(FOLDS):
        assert less.sources <= more.sources
        assert less.statements <= more.statements
        assert less.value_lines <= more.value_lines
        assert less.addresses <= more.addresses


PAGE = CardSource("page", "The page")
DATA = DataVersion("Tiny", "first", "1", "2024-01-01", "CC-BY-4.0")


def card(*claims: Statement, value: str | None = "text", state: Any = "known", **more: Any) -> ClaimCard:
    return ClaimCard(
        "model",
        "x",
        "X",
        "category",
        "Category",
        value,
        state,
        claims,
        more.pop("reason", None),
        DATA,
        **more,
    )


@pytest.mark.parametrize("sources", [1, 3])
@pytest.mark.parametrize("claims", [*range(30)])
def test_a_card_keeps_to_twenty_lines_of_a_hundred_columns(claims: int, sources: int) -> None:
    every = tuple(
        Statement(f"value {number} " + "long " * 30, False, tuple(CardSource(f"s{each}") for each in range(sources)))
        for number in range(claims)
    )  # fmt: skip
    lines = card_lines(card(*every, reason="because " * 60, again="genai-tui why x category", hash="abc"))
    assert len(lines) <= 20
    assert all(width(line) <= 100 for line in lines)


def test_a_card_line_by_line() -> None:
    agreeing = Statement("text", True, (PAGE, CardSource("other", url="https://example.org")))
    lines = card_lines(
        card(agreeing, Statement("audio", False), reason="It is so.", state="disputed", hash="abc", again="genai-tui why x")
    )  # fmt: skip
    assert lines == (
        "X · Category · DISPUTED · 3 claims of 2 sources",
        "",
        "  shown      text !",
        "  claims     = page · The page",
        "               other · https://example.org",
        "             ≠ audio",
        "  because    It is so.",
        "  data       Tiny, 1 of 2024-01-01 · claim abc · CC-BY-4.0",
        "  again      genai-tui why x",
    )


@pytest.mark.parametrize(
    ("claims", "sources", "words"),
    [(1, 1, "1 claim of 1 source"), (3, 2, "3 claims of 2 sources"), (1, 0, "no source named")],
)
def test_how_many_claims_there_are(claims: int, sources: int, words: str) -> None:
    assert counted(claims, sources) == words


def test_the_heading_of_a_card() -> None:
    assert heading(card(value=None, state="unknown")) == "X · Category · UNKNOWN"
    assert heading(card(Statement("text", True, (PAGE,)))) == "X · Category · KNOWN · 1 claim of 1 source"


@pytest.mark.parametrize(
    ("value", "state", "shown"),
    [
        ("text", "known", "text"),
        (None, "unknown", "· not known: no source of the catalog says it"),
        (None, "disputed", "nothing: none of the claims was chosen"),
    ],
)
def test_what_is_shown(value: str | None, state: str, shown: str) -> None:
    assert shown_value(card(value=value, state=state)) == shown


def test_the_data_of_a_card() -> None:
    assert data_line(card()) == "Tiny, 1 of 2024-01-01 · CC-BY-4.0"
    assert data_line(card(hash="abc")) == "Tiny, 1 of 2024-01-01 · claim abc · CC-BY-4.0"


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        (Statement("text", True), "model", ""),
        (Statement("text", True), "tie", "text"),
        (Statement("audio", False), "model", "audio"),
        (Statement(None, False), "model", ""),
        (Statement("audio", False, catalog="Epoch"), "model", "audio · Epoch"),
        (Statement("text", True, catalog="Epoch"), "model", "Epoch"),
        (Statement("2022", False, field="released.date"), "model", "released date: 2022"),
    ],
)
def test_a_statement_in_words(statement: Statement, kind: Any, words: str) -> None:
    assert stated(replace(card(), kind=kind), statement) == words
    assert sign(statement) == ("=" if statement.agrees else "≠")


@pytest.mark.parametrize(
    ("by", "source", "words"),
    [
        ((), PAGE, "page · The page"),
        ((), CardSource("page"), "page"),
        ((), CardSource("page", "The page", note="p. 3"), "page · The page · p. 3"),
        (("A", "B"), CardSource("page", "The page", note="p. 3"), "A, B in page · The page"),
    ],
)
def test_who_says_so(by: tuple[str, ...], source: CardSource, words: str) -> None:
    assert who(Statement("text", True, by=by), source) == words


@pytest.mark.parametrize(
    ("fold", "more"),
    [
        (Fold(9, 9, 1, False), 0),
        (Fold(1, 9, 1, False), 1),
        (Fold(9, 1, 1, False), 1),
        (Fold(1, 1, 1, False), 2),
    ],
)
def test_what_is_not_told_is_counted(fold: Fold, more: int) -> None:
    told = card(Statement("text", True, (PAGE, CardSource("other"))), Statement("audio", False))
    assert left_out(told, fold) == (f"and {more} more: --format json has all" if more else "")


@pytest.mark.parametrize(
    ("command", "indent", "lines"),
    [
        ("genai-tui why x", 0, ["genai-tui why x"]),
        ("a 'b c'", 2, ["  a 'b c'"]),
        ("a " + "b" * 96, 0, ["a " + "b" * 96]),
        ("a " + "b" * 97, 0, ["a \\", "b" * 97]),
        ("a " + "b" * 97, 4, ["    a \\", "b" * 97]),
        ("a " + "b" * 94, 4, ["    a \\", "    " + "b" * 94]),
        ("a " + "b" * 101, 0, []),
        (" ".join(["b" * 90] * 3), 0, ["b" * 90 + " \\", "b" * 90 + " \\", "b" * 90]),
        (" ".join(["b" * 90] * 4), 0, []),
    ],
    ids=range(9),
)
def test_a_command_in_lines_that_a_shell_reads_as_one(command: str, indent: int, lines: list[str]) -> None:
    assert command_lines(command, indent) == lines


def test_a_command_that_is_too_long_is_said_to_be() -> None:
    assert card_lines(card(again="x " + "y" * 101))[-1].endswith(TOO_LONG)


def test_how_the_fields_of_a_record_stand() -> None:
    fields = [FieldStanding("a", "name", "known", 2, 1), FieldStanding("b", "status", "unknown", 0, 0)]
    assert list(standing_lines("X", fields)) == [
        "X · 1 field",
        "",
        f"  {'name':<28}  known      2 claims of 1 source",
        "  not known  status",
    ]
    assert list(standing_lines("X", fields[:1]))[-1].endswith("2 claims of 1 source")
