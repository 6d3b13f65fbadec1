"""The view of Compare: what marks make of it, what its keys do, and the command that prints it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from genai_tui.catalog.comparison import Comparison
from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.view import compare
from genai_tui.view.address import view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.browse import BrowseView
from genai_tui.view.command_line import compare_command
from genai_tui.view.compare import CompareView, names_typed
from genai_tui.view.own_keys import keyed


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ((), "Mark two or more with space to compare them."),
        (("painter",), "Mark two or more with space to compare them; one is marked."),
        (tuple("abcdefghi"), "9 are marked, and 8 at most can be compared; space takes a mark away."),
    ],
)
def test_too_few_or_too_many_marks_are_told(marked: tuple[str, ...], says: str) -> None:
    assert CompareView.of_marked(BrowseView(), "model", marked) == says


def test_marks_are_compared_in_their_order_with_the_catalogs_of_the_view() -> None:
    view = BrowseView(catalogs=("a",), overlays=("b",))
    made = CompareView.of_marked(view, "organization", ("uni", "acme"))
    assert made == CompareView(("a",), ("b",), ("uni", "acme"), "organization")


def test_what_a_catalog_has_left_of_it(tiny: Catalog) -> None:
    view = CompareView(of=("painter", "gone", "listener"), record="gone")
    left, told = view.what_stands(tiny)
    assert left == CompareView(of=("painter", "listener"))
    assert told == ("no model gone, which was compared",)


def test_why_nothing_is_compared(tiny: Catalog) -> None:
    assert compare.compare(CompareView(), tiny) == keyed(compare.NOTHING_MARKED)
    assert compare.compare(CompareView(of=("painter",)), tiny) == (
        "compare takes 2 to 8 records, and this is Painter 2 alone."
    )


def test_the_place_of_the_cursor(tiny: Catalog) -> None:
    view = CompareView(of=("painter", "listener"), at="params", record="listener")
    found = compare.compare(view, tiny)
    assert isinstance(found, Comparison)
    row, record = compare.place(view, found)
    assert (found.rows[row].attribute.name, found.records[record].id) == ("params", "listener")
    assert compare.place(CompareView(at="nothing", record="nobody"), found) == (0, 0)


def test_keys_turn_it_and_show_every_row_and_back(tiny: Catalog) -> None:
    view = CompareView(of=("painter", "listener"))
    for name, field in (("whole", "every"), ("transpose", "transposed")):
        turned = compare.CHANGES[name].next(view, tiny)
        assert getattr(turned, field) is True
        assert compare.CHANGES[name].next(turned, tiny) == view


@pytest.mark.parametrize("text", ["compare?kind=cat", "compare?rows=some", "compare?as=x", "compare?off=1"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(AddressProblem):
        view_at(text)


@pytest.mark.parametrize("view", [
    CompareView(of=("painter", "listener")),
    CompareView(of=("listener", "whisperer", "painter"), every=True, transposed=True),
    CompareView(of=("uni", "acme"), kind="organization"),
])  # fmt: skip
def test_the_copied_command_prints_the_comparison(view: CompareView, folder: Path, tiny: Catalog) -> None:
    view = CompareView((str(folder),), (), view.of, view.kind, view.every, view.transposed)
    words = shlex.split(compare_command(view))
    assert words[0] == "genai-tui"
    told = CliRunner().invoke(door, [*words[1:], "-f", "json"])
    assert told.exit_code == 0
    found = json.loads(told.stdout)
    shown = compare.compare(view, tiny)
    assert isinstance(shown, Comparison)
    assert [each["id"] for each in found["records"]] == list(view.of)
    fields = [row["field"] for row in found["rows"]]
    assert [
        row.attribute.name for row in shown.rows if row.attribute.name not in ("between", "community")
    ] == [field for field in fields if field not in ("between", "community")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("imagen muse", ("imagen", "muse")), ("dall-e 2, imagen ,muse", ("dall-e 2", "imagen", "muse")),
        ("dall-e 2 imagen", ("dall-e 2", "imagen")), ("imagen", ("imagen",)), (",", ()), ("", ()),
        ("stable diffusion dall-e 2", ("stable", "diffusion", "dall-e 2")),
    ],
)  # fmt: skip
def test_names_are_typed_between_commas_or_one_after_the_other(typed: str, names: tuple[str, ...]) -> None:
    assert names_typed(typed, {"dall-e 2", "imagen", "muse"}.__contains__) == names
