"""What views of every screen are, say and become by each of their commands: a change is seen before it is accepted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.between_text import Row
from genai_tui.catalog.count_table import CountTable
from genai_tui.catalog.describe import Page
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.search.subject import MODELS, ORGANIZATIONS
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog, open_catalogs
from genai_tui.view import between, disagreement_pages, disagreements, graph_pages
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.arrangement import Arranger
from genai_tui.view.command_line import open_command
from genai_tui.view.graph_pictures import Viewer
from genai_tui.view.header import header
from genai_tui.view.printed_view import printing_command
from genai_tui.view.record_ref import RecordRef, address_of, name_and_address, record_name, stands
from genai_tui.view.screens import SCREENS
from genai_tui.view.table_view import TableView
from genai_tui.view.titles import table_titles, tree_titles
from tests.conftest import write_catalog, write_differing
from tests.talkers import write_talkers

ADDRESSES = """
browse
browse?q=weights:open&sort=-date&at=painter
browse?q=paint&group=year/2022&sort=name
browse?by=category&group=text-to-audio&at=listener&tab=2
browse?by=year&group=2022&mark=painter&mark=whisperer
browse?by=organization,year&group=acme&part=2022
browse?by=,year&group=text-to-audio&part=2021&org=acme
browse?by=weights&group=&sort=parameters
browse?group=nothing&at=nobody&mark=nobody
browse?org=acme
browse?category=text-to-image
browse?q=year:2030
browse?q=nonsense:1
browse?q=year:2030+weights:open&group=text-to-image
browse?asof=2022-06
orgs
orgs?q=kind:company&sort=-name&at=acme
orgs?by=country&group=NO
orgs?q=kind:lab
matrix
matrix?by=slots&row=text&column=image
matrix?q=weights:open
coverage
coverage?by=organization&row=params&column=known
coverage?by=category
timeline
timeline?by=month&lanes=organization&q=weights:open
timeline?by=quarter&lanes=none
timeline?by=year&lanes=family
timeline?y=params&scale=linear&marks=state&from=2021-01&to=2022-12&at=painter
compare
compare?of=painter&of=listener&rows=all&as=rows&at=released&record=listener
compare?kind=organization&of=acme&of=uni
compare?of=painter&of=acme
compare?of=painter&of=nobody
graph
graph?kind=lineage&focus=listener&depth=1
graph?kind=collaboration&layout=matrix
graph?kind=two-mode&focus=painter&since=2022-01
graph?kind=ownership&names=merged&layout=lines
graph?kind=ownership&names=dated&layout=communities&focus=acme
graph?focus=nobody&path=acme&path=uni&at=acme
disagreements
disagreements?field=released&q=painter
disagreements?field=parameters&at=painter
between
between?since=2021-06-30&q=weights:open&at=models&asof=2022-12
"""
WRONG = """
nowhere
browse?nothing=1
browse?sorrt=name
browse?sort=wrong
browse?by=wrong
browse?by=year,wrong
browse?tab=0
browse?tab=1
browse?tab=20
browse?tab=21
browse?tab=x
browse?asof=soon
browse?asof=2022
graph?depth=0
graph?depth=100
graph?kind=wrong
graph?layout=wrong
timeline?by=day
timeline?y=name
timeline?from=2021
timeline?from=2021-13
matrix?by=wrong
coverage?by=wrong
compare?rows=maybe
compare?as=maybe
compare?kind=category
browse?by=,
browse?by=
between?since=now
between?since=1900
"""


def pages_of(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield f"    [{page.title}]"
        for item in page.items:
            link = f" -> {item.link.kind} {item.link.id}" if item.link else ""
            yield f"    {item.look} {item.label} | {item.text} {item.mark}{link}{f' ({len(item.ties)} ties)' if item.ties else ''}"


def table_of(table: CountTable) -> Iterator[str]:
    yield f"  {table.title} / {table.corner} / most {table.most}"
    yield from (f"  row {head.key} | {head.name} | {head.clause} {head.is_total}" for head in table.rows)
    yield from (
        f"  column {head.key} | {head.name} | {head.clause} {head.is_total}" for head in table.columns
    )
    for row in range(len(table.rows)):
        cells = (
            f"{table.frame(row, column)[0]}{table.text(row, column)}{table.shade(row, column)}"
            for column in range(len(table.columns))
        )
        yield f"  {row}: {' '.join(cells)}"
    yield from (f"  note {note}" for note in table.notes)


def browse_of(catalog: Catalog, view: Any) -> Iterator[str]:
    index = SearchIndex(catalog, MODELS if view.KIND == "model" else ORGANIZATIONS)
    try:
        shown = Arranger(catalog, lambda: index, type(view)).arrange(view)
    except QueryProblem as problem:
        yield f"  wrong: {problem}"
        return
    yield f"  {table_titles(view, shown, len(catalog))} {tree_titles(view, shown)}"
    yield f"  here {shown.here and shown.here.id!r} part {shown.part and shown.part.id!r} of {shown.division and shown.division.facet}"
    yield from (
        f"  group {each.id!r} {each.label} {[record.id for record in each.records]}" for each in shown.groups
    )
    yield f"  records {[record.id for record in shown.records]}"
    yield from (f"  empty: {line}" for line in shown.why_empty)


def graph_of(catalog: Catalog, view: Any) -> Iterator[str]:
    viewer = Viewer(catalog)
    for room, rows in ((60, 14), (110, 40)):
        drawn = viewer.draw(view, room, rows)
        yield f"  {drawn.view.focus} {drawn.view.layout} most {drawn.most} left out {drawn.left_out} path {drawn.path} ids {drawn.ids}"
        yield f"  {graph_pages.drawing_titles(drawn.view, drawn, False)} {drawn.picture.why}"
        yield from (f"  {''.join(row)}" for row in drawn.picture.drawing.rows)
    for node in drawn.graph.nodes[:2]:
        if drawn.graph.communities:
            told = graph_pages.community_pages(catalog, drawn.graph, node)
        else:
            told = graph_pages.node_pages(catalog, viewer.whole(view), node, viewer.measures(view))
        yield f"  node {told.name} | {told.tags}"
        yield from pages_of(told.pages)
    yield from pages_of(
        (Page("Legend", graph_pages.legend_items(drawn.graph, drawn.picture.drawing, False)),)
    )
    ids = [node.id for node in viewer.whole(view).nodes]
    yield from pages_of(
        (Page("Path", graph_pages.path_items(catalog, viewer.whole(view), ids[0], ids[-1])),) if ids else ()
    )


def between_of(catalog: Catalog, view: Any) -> Iterator[str]:
    sheet = between.Changes(catalog).between(view)
    yield f"  {between.titles(view, sheet)} {between.first_day(catalog, view)}"
    for head, rows in between.sections(sheet):
        yield f"  {head}"
        for row in rows:
            opened = between.opened(view, sheet, row)
            yield f"  {row} opens {opened if isinstance(opened, int) else address(opened)}"
    yield from pages_of(between.pages(catalog, sheet))


def disagreements_of(catalog: Catalog, view: Any) -> Iterator[str]:
    comparer = disagreements.Comparer(catalog, lambda: SearchIndex(catalog))
    assert not comparer.has(view)
    found = comparer.compare(view)
    assert comparer.has(view)
    assert comparer.compare(view) is found
    shown = disagreements.settled(view, found)
    yield f"  {disagreement_pages.pairs_titles(shown, found)} {disagreement_pages.fields_titles(found)} joined {disagreement_pages.is_joined(found)}"
    yield f"  at {shown.field} {shown.at} place {disagreements.place(found, shown)}"
    for row in disagreements.rows(found):
        told = [
            disagreements.at_place(replace(shown, field=row.field), found, at).at
            for at in range(len(found.of(row.field)))
        ]
        yield f"  {row} {disagreements.title(row.field)} {disagreements.keys(found, row.field)} {told}"
    if pair := disagreements.pair(found, shown):
        yield from pages_of((Page("Sides", disagreement_pages.side_items(catalog, pair)),))
    for record in (
        RecordRef("model", "painter"),
        RecordRef("model", "nobody"),
        RecordRef("organization", "acme"),
    ):
        led = disagreements.at_record(shown, found, record)
        yield f"  {record.id} leads to {led and address(led)}"


SHOWN: dict[str, Callable[[Catalog, Any], Iterator[str]]] = {
    "browse": browse_of, "orgs": browse_of, "graph": graph_of, "between": between_of, "disagreements": disagreements_of,
}  # fmt: skip


def commands_of(catalog: Catalog, view: Any) -> Iterator[str]:
    """Yield the address that a view becomes by each of its commands, alone and with each choice."""
    changes = sys.modules[type(view).__module__].CHANGES
    for name, change in changes.items():
        asked = [("", lambda change=change: change.next(view, catalog))]
        for choice in change.choices(catalog)[:8] if change.to else ():
            asked.append((choice, lambda change=change, choice=choice: change.to(view, change.meant(choice))))
        for choice, ask in asked:
            try:
                told = address(ask())
            except (ValueError, IndexError, KeyError) as problem:
                told = f"{type(problem).__name__}: {problem}"
            yield f"  :{name} {choice} {change.meaning(choice) if choice else ''} = {told}"


@pytest.fixture(scope="module")
def catalogs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Catalog]:
    folder = tmp_path_factory.mktemp("catalogs")
    write_catalog(folder / "tiny")
    write_differing(folder / "other")
    made = {
        "tiny": open_catalog(str(folder / "tiny"))[0],
        "talkers": open_catalog(str(write_talkers(folder / "talkers")))[0],
        "joined": open_catalogs((str(folder / "tiny"), str(folder / "other")))[0],
    }
    annotate(made["tiny"], lambda: Annotations(frozenset({("tiny", "model", "painter")}), {}))
    return made


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        *((name, row.name) for name in ("tiny", "talkers") for row in SCREENS),
        *(("joined", screen) for screen in ("browse", "between", "disagreements")),
    ],
)
def test_views_are_as_before(catalogs: dict[str, Catalog], name: str, screen: str, snapshot: Any) -> None:
    catalog = catalogs[name]
    told: list[str] = []
    for line in ADDRESSES.split():
        if line.partition("?")[0] != screen or (
            name != "tiny" and "painter" in line and screen != "disagreements"
        ):
            continue
        view, gone = view_at(line).what_stands(catalog)
        told += (f"{line} = {address(view)} gone {gone}", f"  {open_command(view)}")
        try:
            told.append(f"  {printing_command(view, catalog)}")
            if isinstance(view, TableView):
                told += table_of(view.table(catalog, catalog.models)) if hasattr(view, "table") else ()
            told += SHOWN.get(screen, lambda catalog, view: iter(()))(catalog, view)
        except CatalogError as problem:
            told.append(f"  {problem}")
        told += commands_of(catalog, view)
    assert "\n".join(told) == snapshot


def test_what_is_no_address_says_why(snapshot: Any) -> None:
    told = []
    for line in WRONG.split():
        try:
            told.append(f"{line} = {address(view_at(line))}")
        except AddressProblem as problem:
            told.append(f"{line}: {problem}")
    assert "\n".join(told) == snapshot


def test_the_header_says_what_there_is_room_for(catalogs: dict[str, Catalog], snapshot: Any) -> None:
    told = []
    for name, here, day, busy in (
        ("tiny", "browse", "", ""),
        ("talkers", "coverage", "as of 2023", ""),
        ("joined", "graph", "", "searching"),
    ):
        for cells in range(30, 200, 10):
            left, right = header(catalogs[name], here, cells, day, busy)
            told.append(
                f"{cells} {'|'.join(text for text, _ in left)} :: {'|'.join(text for text, _ in right)}"
            )
        told.append(f"{left} {right}")
    assert "\n".join(told) == snapshot


def test_records_are_named_by_their_references(catalogs: dict[str, Catalog]) -> None:
    tiny = catalogs["tiny"]
    references = [
        RecordRef(kind, id_)
        for kind in ("model", "organization", "category")
        for id_ in ("painter", "acme", "text-to-audio", "nobody")
    ]
    told = [
        (
            ref.kind,
            ref.id,
            stands(tiny, ref),
            record_name(tiny, ref),
            address_of(tiny, ref),
            name_and_address(tiny, ref),
        )
        for ref in references
    ]
    painter = "https://arxiv.org/abs/2204.06125"
    assert told == [
        ("model", "painter", True, "Painter 2", painter, f"Painter 2 {painter}"), ("model", "acme", False, "acme", None, "acme"),
        ("model", "text-to-audio", False, "text-to-audio", None, "text-to-audio"), ("model", "nobody", False, "nobody", None, "nobody"),
        ("organization", "painter", False, "painter", None, "painter"), ("organization", "acme", True, "Acme Labs", None, "Acme Labs"),
        ("organization", "text-to-audio", False, "text-to-audio", None, "text-to-audio"), ("organization", "nobody", False, "nobody", None, "nobody"),
        ("category", "painter", False, "painter", None, "painter"), ("category", "acme", False, "acme", None, "acme"),
        ("category", "text-to-audio", True, "text → audio", None, "text → audio"), ("category", "nobody", False, "nobody", None, "nobody"),
    ]  # fmt: skip


def test_days_are_typed_one_or_two() -> None:
    view = between.BetweenView()
    assert between.of_days(view, "2021") == replace(view, since="2021-12-31")
    assert between.of_days(view, "2021, 2022-06") == replace(view, since="2021-12-31", as_of="2022-06-30")
    assert between.of_days(replace(view, as_of="2022-01-01"), "2021 now") == replace(view, since="2021-12-31")
    for typed, told in (
        ("2020 2021 2022", "two days are enough"),
        ("now", "the first day cannot be `now`"),
        ("soon", "a day is written"),
    ):
        with pytest.raises(ValueError, match=told):
            between.of_days(view, typed)


@pytest.mark.parametrize(
    ("first", "years", "begun"),
    [("2021-06-30", -1, "2020-06-30"), ("2020-02-29", 1, "2021-02-28"), ("2021-02-28", -1, "2020-02-29"), ("2021-03-15", 2, "2023-03-15"), ("1950-01-31", -1, "1950-01-31"), ("2199-12-31", 1, "2199-12-31")],
)  # fmt: skip
def test_the_first_day_goes_by_years(
    catalogs: dict[str, Catalog], first: str, years: int, begun: str
) -> None:
    view = between.BetweenView(since=first)
    assert between.begin(view, catalogs["tiny"], years).since == begun


def test_a_row_of_numbers_opens_what_it_counts(catalogs: dict[str, Catalog]) -> None:
    view = between.BetweenView(since="2021-12-31", query="acme")
    sheet = between.Changes(catalogs["tiny"]).between(view)
    opened = {
        part: between.opened(view, sheet, Row("x", "", "", part=part))
        for part in ("ties", "models", "released", "weights:open", "params")
    }
    assert opened.pop("ties") == 2
    dates = f"date:{sheet.of[1].replace(' to ', '..')}"
    assert {part: each.query for part, each in opened.items()} == {
        "models": "acme", "released": f"acme {dates}", "weights:open": f"acme {dates} weights:open", "params": f"acme {dates} -params:?",
    }  # fmt: skip
