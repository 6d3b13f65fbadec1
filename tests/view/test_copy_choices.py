"""What can be copied of records: each text as the shell prints it, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.tui.screen_text import TableText, write_records
from genai_tui.view.browse import BrowseView
from genai_tui.view.copy_choices import LETTERS, NAMES, CopyChoice, OnScreen, copy_choices, heading
from genai_tui.view.record_ref import RecordRef

PAINTER, LISTENER = RecordRef("model", "painter"), RecordRef("model", "listener")
ACME = RecordRef("organization", "acme")
NO_SCREEN = OnScreen("table", None, "it is still being drawn")


def offered(
    catalog: Catalog, *refs: RecordRef, screen: OnScreen = NO_SCREEN, field: str = "", view: BrowseView | None = None
) -> dict[str, CopyChoice]:  # fmt: skip
    view = view or BrowseView()
    made = copy_choices(catalog, view, refs, write_records(catalog), screen, field)
    return {each.name: each for each in made}


def text_of(choice: CopyChoice) -> str:
    assert choice.make is not None, choice.reason
    return choice.make()


def test_letters_are_apart_and_leave_the_cursor_its_keys() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == len(NAMES) == len(set(NAMES))
    assert not set(LETTERS) & set("hjklqG?")
    assert LETTERS[0] == "y"


@pytest.mark.parametrize(
    ("name", "refs", "command"),
    [
        ("bibtex", [PAINTER], ["cite", "painter"]),
        ("csl-json", [PAINTER], ["cite", "-f", "csl-json", "painter"]),
        ("markdown", [PAINTER], ["cite", "-f", "markdown", "painter"]),
        ("json", [PAINTER], ["show", "-f", "json", "painter"]),
        ("json", [ACME], ["show", "-f", "json", "acme"]),
        ("markdown", [ACME], ["show", "-f", "markdown", "acme"]),
        ("card", [PAINTER], ["why", "painter"]),
        ("card", [ACME], ["why", "acme"]),
        ("screen", [PAINTER], ["list", "--width", "200"]),
    ],
)
def test_a_text_is_what_the_shell_prints(
    tiny: Catalog, folder: Path, name: str, refs: list[RecordRef], command: list[str]
) -> None:
    table = TableText(tiny, "model", tiny.models)
    choice = offered(tiny, *refs, screen=OnScreen("table", table.text))[name]
    printed = CliRunner().invoke(door, [command[0], "-c", str(folder), *command[1:]])
    assert text_of(choice) == printed.stdout.rstrip("\n")


def test_the_card_of_a_field_is_that_of_why(tiny: Catalog, folder: Path) -> None:
    choice = offered(tiny, LISTENER, field="category", view=BrowseView((str(folder),)))["card"]
    assert choice.title == "Answer card: category"
    printed = CliRunner().invoke(door, ["why", "-c", str(folder), "listener", "category"])
    assert text_of(choice) == printed.stdout.rstrip("\n")


@pytest.mark.parametrize(
    ("name", "refs", "reason"),
    [
        ("link", [LISTENER], "no address known"),
        ("bibtex", [LISTENER], "no paper known"),
        ("csl-json", [LISTENER], "no paper known"),
        ("markdown", [LISTENER], "no paper known"),
        ("bibtex", [ACME], "an organization has no paper"),
        ("csl-json", [ACME], "an organization has no paper"),
        ("json", [RecordRef("organization", "nobody")], "the catalog has no record of it"),
        ("bibtex", [RecordRef("organization", "nobody")], "the catalog has no record of it"),
        ("address", [], "nothing is at the cursor"),
        ("bibtex", [], "nothing is at the cursor"),
        ("card", [], "nothing is at the cursor"),
        ("screen", [PAINTER], "it is still being drawn"),
    ],
)
def test_what_cannot_be_had_says_why(tiny: Catalog, name: str, refs: list[RecordRef], reason: str) -> None:
    choice = offered(tiny, *refs)[name]
    assert (choice.make, choice.reason) == (None, reason)


@pytest.mark.parametrize(
    "refs", [[], [PAINTER], [LISTENER], [ACME], [PAINTER, LISTENER], [RecordRef("organization", "x")]]
)
def test_each_choice_has_a_text_or_a_reason(tiny: Catalog, refs: list[RecordRef]) -> None:
    for choice in offered(tiny, *refs).values():
        assert choice.make or choice.reason
        assert choice.make is None or choice.make()


def test_of_several_the_missing_ones_are_counted(tiny: Catalog) -> None:
    choices = offered(tiny, PAINTER, LISTENER)
    assert text_of(choices["name"]) == "Painter 2\nListener"
    assert text_of(choices["bibtex"]).count("@") == 1
    assert choices["bibtex"].reason == "1 of 2 have a paper"
    assert choices["link"].reason == "1 of 2 have an address"
    assert text_of(choices["card"]).count("\n\n") >= 2
    assert heading(tiny, PAINTER, (PAINTER, LISTENER)) == "2 marked"
    assert heading(tiny, PAINTER, ()) == "Painter 2"
    assert heading(tiny, None, ()) == "this screen"


NASTY = st.text(st.sampled_from("a\x1b\x07\x9d\r\n\t\u202e\u200d];0$`\"'{}|<"), min_size=1, max_size=12)


@given(NASTY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_no_text_of_a_catalog_acts_on_a_terminal(tiny: Catalog, nasty: str) -> None:
    painter, listener, _ = tiny.models
    assert painter.paper
    painter = replace(
        painter, name=nasty, aliases=(nasty,), summary=nasty,
        paper=replace(painter.paper, title=nasty, url=nasty),
    )  # fmt: skip
    acme = replace(tiny.organizations["acme"], name=nasty, homepage=nasty)
    catalog = Catalog(tiny.head, (painter, listener), {**tiny.organizations, "acme": acme}, tiny.relations)
    model_table = TableText(catalog, "model", catalog.models)
    table = OnScreen("table", model_table.text)
    texts = [
        choice.make()
        for refs in ((PAINTER,), (ACME,), (PAINTER, LISTENER))
        for choice in offered(catalog, *refs, screen=table, field="name").values()
        if choice.make
    ]
    # A tab is what parts the columns of .tsv.
    texts += [model_table.written(each).text.replace("\t", "") for each in model_table.endings()]
    for text in texts:
        assert not {char for char in text if (char < " " and char != "\n") or char in "\x7f\x9d\u202e\u200d"}


def test_letters_and_names_are_in_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "copy-and-export.md").read_text()
    for letter, name in zip(LETTERS, NAMES, strict=True):
        assert f"| `{letter}` | `{name}` |" in text
