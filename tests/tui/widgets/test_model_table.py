"""The table of models: its columns give way to the width, its marks and its messages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog, Offer, Source
from genai_tui.search.index import SearchIndex
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.table_columns import columns_in
from genai_tui.view.pane_widths import NameCells
from tests.tui.host import hosted, screen_text


def shows(
    table: ModelTable, catalog: Catalog, query: str = "", at: str | None = None, **more: object
) -> None:
    answer = SearchIndex(catalog).ask(query)
    table.show(answer.records, more.pop("marked", frozenset()), answer.hits, at, **more)  # type: ignore[arg-type]


async def test_rows_say_what_the_catalog_says(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 6):
        shows(table, tiny, marked=frozenset({"listener"}))
        head, *rows = table.text.splitlines()
        assert head.split() == ["Name", "Organization", "Date", "Params", "W"]
        assert [row.split() for row in rows if row] == [
            ["▌", "TI", "Painter", "2", "Acme", "Labs", "+1", "2022-04-06", "3.5B~", "●"],
            ["✓", "TA!Listener", "Acme", "Labs", "2021", "·", "·", "≠"],
            ["TA", "Whisperer", "University", "of", "Somewhere", "2022-12", "·", "·"],
        ]
        assert (
            len({row.index("●") if "●" in row else head.index("W") for row in rows} | {head.index("W")}) == 1
        )


async def test_keys_tell_what_was_opened_and_marked(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 6) as (app, pilot):
        shows(table, tiny, at="listener")
        assert table.record
        assert table.record.id == "listener"
        await pilot.press("down", "enter", "space", "up", "right", "l")
        assert [(type(each).__name__, each.record_id) for each in app.told] == [  # type: ignore[attr-defined]
            ("Highlighted", "whisperer"), ("Chosen", "whisperer"), ("Marked", "whisperer"),
            ("Highlighted", "listener"), ("Chosen", "listener"), ("Chosen", "listener"),
        ]  # fmt: skip
        await pilot.press("home", "up", "home")
        assert table.record.id == "painter", "the heading is no model"


async def test_a_click_goes_there_and_a_second_one_opens(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 6) as (app, pilot):
        shows(table, tiny)
        for y in (2, 2):
            await pilot.click(table, offset=(9, y))
        assert [(type(each).__name__, each.record_id) for each in app.told] == [  # type: ignore[attr-defined]
            ("Highlighted", "listener"), ("Chosen", "listener"),
        ]  # fmt: skip


async def test_without_models_it_says_why_and_keys_do_nothing(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 60, 6) as (app, pilot):
        assert table.record is None
        shows(table, tiny, "year:1999", empty=("Nothing is of 1999.", "without year:1999: 3"))
        assert table.text.split("\n")[1:3] == ["   Nothing is of 1999.", "   without year:1999: 3"]
        await pilot.press("down", "enter", "space", "end", "home")
        await pilot.click(table, offset=(9, 1))
        assert app.told == []
        assert table.record is None
        assert table.records == ()


@pytest.mark.parametrize(
    ("columns", "heads"),
    [
        (25, "Name W"), (33, "Name W"), (34, "Name W"), (36, "Name Org W"), (45, "Name Org Date W"),
        (54, "Name Org Date Params W"), (80, "Name Organization Date Params W"),
    ],
)  # fmt: skip
async def test_columns_come_in_as_the_room_grows(tiny: Catalog, columns: int, heads: str) -> None:
    table = ModelTable(tiny)
    async with hosted(table, columns, 5):
        shows(table, tiny)
        lines = table.text.splitlines()
        assert " ".join(lines[0].split()) == heads
        assert all(width(line) <= columns for line in lines)


async def test_what_was_asked_for_comes_first_and_offers_have_columns(tiny: Catalog) -> None:
    offered = replace(
        tiny, models=(replace(tiny.models[0], offers=(Offer(provider="a", input_price=2.5, context=8_000),)),)
    )
    table = ModelTable(offered)
    async with hosted(table, 108, 4):
        shows(table, offered)
        heads = table.text.splitlines()[0].split()[1:]
        assert heads == ["Organization", "Date", "Params", "$/M", "in", "Context", "Signature", "W"]
        table.limit_columns(4)
        assert table.text.splitlines()[0].split()[1:-1] == heads[:-3], (
            "what else has room comes after all that is usual"
        )
    table = ModelTable(tiny)
    async with hosted(table, 40, 5):
        shows(table, tiny, asked=("params",))
        assert table.text.splitlines()[0].split() == ["Name", "Params", "W"]
        shows(table, tiny, asked=("license",))
        assert "Apach…2.0" in table.text
    bare = replace(tiny, models=tiny.models[1:])
    table = ModelTable(bare)
    async with hosted(table, 80, 5):
        shows(table, bare)
        assert "Params" not in table.text, "of none of them they are known"


async def test_letters_that_were_met_are_lit_and_another_spelling_stands_beside(tiny: Catalog) -> None:
    table = ModelTable(tiny)
    async with hosted(table, 80, 5) as (app, pilot):
        for query, lit, shown in (
            ("listen", "Listen", "Listener "),
            ("painter2", "", "Painter 2 "),
            ("", "", "Painter 2"),
        ):
            shows(table, tiny, query)
            await pilot.pause()
            segments = [
                segment for y in range(1, 4) for segment in table.render_line(y) if segment.style and segment.style.underline
            ]  # fmt: skip
            assert "".join(segment.text for segment in segments).startswith(lit)
            assert bool(lit) <= bool(segments)
            assert shown in screen_text(app)
    other = replace(tiny, models=(replace(tiny.models[0], aliases=("Quux",)),))
    table = ModelTable(other)
    async with hosted(table, 80, 5):
        shows(table, other, "quux")
        assert "Painter 2 (Quux)" in table.text


async def test_own_records_have_a_sign_that_a_mark_covers(tiny: Catalog) -> None:
    own = replace(tiny, models=(replace(tiny.models[0], sources=(Source("overlay-own"),)),))
    table = ModelTable(own)
    async with hosted(table, 80, 4):
        shows(table, own)
        assert table.text.splitlines()[1].startswith("▌+ ")
        shows(table, own, marked=frozenset({"painter"}))
        assert table.text.splitlines()[1].startswith("▌✓ ")


@pytest.mark.parametrize(
    ("name", "alias", "columns", "shown"),
    [
        ("Painter 2", "Quux", 80, "Painter 2 (Quux) "),
        ("Painter 2", "Quux", 25, "Painter 2 (Quux)  ·"),
        ("Painter 2", "Quuxquux", 25, "Painter 2 (Quu…)  ·"),
        ("Painter 2b", "Quux", 25, "Painter 2b        ·"),  # three cells would say nothing
        ("A painter's name", "Quux", 25, "A painter's name  ·"),
    ],
)
async def test_another_spelling_stands_there_only_where_it_has_room(
    tiny: Catalog, name: str, alias: str, columns: int, shown: str
) -> None:
    other = replace(tiny, models=(replace(tiny.models[-1], name=name, aliases=(alias,)),))
    table = ModelTable(other)
    async with hosted(table, columns, 4):
        shows(table, other, alias)
        row = table.render_line(1).text
        assert shown in row
        assert width(row) == columns


async def test_what_its_maker_offers_no_longer_has_a_quiet_sign_behind_its_name(talkers: Catalog) -> None:
    table = ModelTable(talkers)
    async with hosted(table, 100, 8):
        shows(table, talkers)
        rows = table.text.splitlines()[1:5]
        signed = [row for row in rows if "†" in row]
        assert signed == [row for row in rows if "Talker 1" in row or "Dreamer" in row]
        assert len({row.index("†") for row in signed}) == 1, "one below the other"


@pytest.mark.parametrize(("query", "shown"), [("whisp", "Whisperer "), ("brush", "Painter 2 (House brush)")])
async def test_another_spelling_stands_beside_the_name_and_the_name_itself_does_not(
    query: str, shown: str, tiny: Catalog
) -> None:
    painter, *others = tiny.models
    called = replace(tiny, models=(replace(painter, aliases=("House brush",)), *others))
    table = ModelTable(called)
    async with hosted(table, 110, 6):
        shows(table, called, query)
        row = table.text.splitlines()[1]
        assert shown in row
        assert row.count("(") == shown.count("(")


async def test_another_name_stands_beside_the_name_as_far_as_there_is_room(tiny: Catalog) -> None:
    called = replace(tiny, models=(replace(tiny.models[-1], name="Whisperer", aliases=("Quietly talking",)),))
    table = ModelTable(called)
    async with hosted(table):
        shows(table, called, "quietly")
        told = {}
        for cells in range(5, 40):
            text = "".join(
                piece for piece, _ in table._name_pieces(called.models[0], cells, table._columns(cells))
            )
            assert width(text) == cells
            told[cells] = text.rstrip()
    assert told[15] == "Whisperer"
    assert told[16] == "Whisperer (Qui…)"
    assert told[26] == "Whisperer (Quietly talki…)"
    assert told[27] == told[39] == "Whisperer (Quietly talking)"


async def test_columns_beside_a_long_name_give_way_before_it_is_cut(tiny: Catalog) -> None:
    """Words become shorter, dates are left out whole with a sign, and what was asked for stands."""
    first = tiny.models[0]
    named = replace(
        tiny,
        models=(
            replace(first, name="n" * 16),
            *(replace(first, id=f"m{n}", name="n" * n) for n in range(17, 41)),
        ),
    )
    table = ModelTable(named)
    async with hosted(table, 50, 30) as (_, _):
        shows(table, named)
        rows = {row.count("n"): " ".join(row[3:].split()[1:]) for row in table.text.splitlines()[1:]}
        for cells, beside in (
            (21, "Acm…bs +1 2022-04 ●"), (23, "Ac…s +1 2022-04 ●"), (25, "A… +1 2022-04 ●"), (26, "… 2022-04 ●"),
            (29, "… 2022-04 ●"), (32, "2022-04 ●"), (33, "… ●"), (40, "●"),
        ):  # fmt: skip
            assert rows[cells] == beside
        room = table._columns(table.content_size.width)
        assert room.of_name(50).name == room.name + 11 + 9
        assert room.of_name(room.name) is room
        for asked, told in (("date", "2022-04"), ("org", "Acm…bs +1")):
            shows(table, named, asked=(asked,))
            assert all(told in row for row in table.text.rstrip().splitlines()[1:]), (
                "what was asked for stands"
            )


def test_in_a_wide_table_signature_compute_licence_and_origin_come_in_one_after_the_other() -> None:
    known, layout = ("org", "date", "params"), ModelTable.LAYOUT
    spare: dict[str, tuple[int, int]] = {}
    for cells in range(60, 200):
        shown = columns_in(cells, layout, known, (), NameCells(), spare=layout.spare).shown
        for attribute, size in shown:
            if attribute.name not in known:
                spare.setdefault(attribute.name, (cells, size))
    assert spare == {"signature": (102, 22), "compute": (112, 8), "license": (130, 16), "based": (152, 20)}
