"""Addresses read back as the views that they are of, and commands that print what a view shows."""

from __future__ import annotations

import random
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.graph.kinds import KINDS
from genai_tui.graph.name_merging import NAMES
from genai_tui.search.grouping import FACETS, facets_of, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.sorting import ORDERS, orders_of
from genai_tui.storage.loader import open_catalogs
from genai_tui.view import browse, graph
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from genai_tui.view.arrangement import Arranger
from genai_tui.view.browse import BrowseView
from genai_tui.view.command_line import graph_command, list_command, open_command, show_command, ungrouped
from genai_tui.view.compare import CompareView
from genai_tui.view.disagreements import DisagreementsView
from genai_tui.view.graph import DEEPEST, GraphView
from genai_tui.view.graph_pictures import Viewer
from genai_tui.view.record_ref import RecordRef

SHARED = Path(__file__).parents[3] / "shared" / "datasets"
words = st.text(max_size=12)
ids = st.text("abc-019", min_size=1, max_size=6)
paths = st.lists(st.text(min_size=1, max_size=10), max_size=2).map(tuple)
records = st.none() | st.builds(RecordRef, st.sampled_from(["model", "organization"]), ids)

browse_views = st.builds(
    BrowseView, catalogs=paths, overlays=paths, query=words, facet=st.none() | st.sampled_from(FACETS),
    then=st.none() | st.sampled_from(FACETS), group=st.none() | words, part=st.none() | words, order=st.sampled_from(ORDERS), reverse=st.booleans(), record=records,
    marked=st.lists(ids, max_size=3, unique=True).map(tuple), tab=st.integers(0, 9),
)  # fmt: skip
graph_views = st.builds(
    GraphView, kind=st.sampled_from(KINDS), names=st.sampled_from(NAMES), focus=st.none() | words,
    depth=st.integers(1, DEEPEST), layout=st.sampled_from(["auto", "boxes", "lines", "matrix", "twin"]),
    at=st.none() | words, tab=st.integers(0, 2), catalogs=paths, overlays=paths,
)  # fmt: skip
disagreements_views = st.builds(
    DisagreementsView, catalogs=paths, overlays=paths, query=words, field=st.none() | words, at=st.none() | words,
)  # fmt: skip


compare_views = st.builds(
    CompareView, catalogs=paths, overlays=paths, of=st.lists(ids, max_size=8, unique=True).map(tuple),
    kind=st.sampled_from(["model", "organization"]), every=st.booleans(), transposed=st.booleans(),
    at=st.none() | words, record=st.none() | words,
)  # fmt: skip


@given(browse_views | graph_views | disagreements_views | compare_views)
def test_an_address_reads_back_as_its_view(
    view: BrowseView | GraphView | DisagreementsView | CompareView,
) -> None:
    text = address(view)
    assert view_at(text) == view
    assert text.isprintable()
    assert " " not in text
    assert shlex.split(open_command(view)) == ["genai-tui", "open", text]


def test_an_address_is_readable_and_says_only_what_differs() -> None:
    assert address(BrowseView()) == "browse"
    assert address(GraphView()) == "graph"
    view = BrowseView(query="weights:open", order="date", record=RecordRef("model", "audiogen"))
    assert address(view) == "browse?q=weights:open&sort=-date&at=audiogen"
    assert address(BrowseView(order="date", reverse=True)) == "browse?sort=date"
    parts = BrowseView(facet="category", then="year", group="text-to-image", part="2022")
    assert address(parts) == "browse?by=category,year&group=text-to-image&part=2022"
    assert address(BrowseView(then="year")) == "browse?by=,year"
    assert address(BrowseView(order="name")) == "browse?sort=name"
    assert address(BrowseView(order="name", reverse=True)) == "browse?sort=-name"
    assert address(GraphView("lineage", focus="clip", depth=1)) == "graph?kind=lineage&focus=clip&depth=1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "there is no screen called ''"), ("bowse?q=x", "there is no screen called 'bowse'"), ("browse?q", "this is not an address"),
     ("browse?a=1&q", "this is not an address"), ("browse?querry=1", "an address has no field 'querry'"),
     ("browse?makr=1", "did you mean mark?"), ("browse?sort=size", "no order is called 'size'"),
     ("browse?by=colour", "no facet is called 'colour'"), ("browse?by=", "no facet is called ''"),
     ("browse?by=year,colour", "no facet is called 'colour'"), ("browse?by=year,", "no facet is called ''"),
     ("browse?by=year,category,weights", "no facet is called 'category,weights'"), ("browse?tab=0", "tab is a number from 1"),
     ("browse?tab=x", "tab is a number"), ("browse?tab=٣", "tab is a number"), ("graph?depth=9", "depth is a number from 1 to 3"),
     ("graph?kind=linage", "no kind of graph is called 'linage'"), ("graph?layout=x", "no layout is called 'x'"),
     ("graph?names=x", "no way of naming is called 'x'"), pytest.param("browse?" + "q=1&" * 20_000 + "q=1", "this is not an address", id="too long")],
)  # fmt: skip
def test_what_is_wrong_with_an_address_is_said(text: str, reason: str) -> None:
    with pytest.raises(AddressProblem) as problem:
        view_at(text)
    assert reason in str(problem.value)
    assert len(str(problem.value)) < 300


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_problem(text: str) -> None:
    for tried in (text, f"browse?{text}", f"graph?{text}"):
        try:
            view_at(tried)
        except AddressProblem as problem:
            told = str(problem)
        else:
            told = ""
        assert not told or told.isprintable()


def _catalogs() -> list[tuple[str, ...]]:
    epoch = sorted(SHARED.glob("epoch_notable*.csv"))[:1]
    return [(), *((str(path),) for path in epoch), *(("survey", str(path)) for path in epoch)]


@pytest.fixture(
    scope="module", params=_catalogs(), ids=lambda names: "+".join(Path(n).stem for n in names) or "survey"
)
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[BrowseView, Catalog]:
    """A catalog, or two as one, with an overlay, and the view that it opens with."""
    overlay = tmp_path_factory.mktemp("an overlay") / "models"
    overlay.mkdir()
    (overlay / "ours.yaml").write_text(
        "id: ours\nname: Ours; rm -rf\ncategory: text-to-text\norganizations: [{id: google, role: developer}]\nreleased: {date: 2024, event: announcement}\n"
    )
    names: tuple[str, ...] = request.param
    catalog, problems = open_catalogs(names or ("survey",), (str(overlay.parent),))
    assert problems == ()
    return BrowseView(names, (str(overlay.parent),)), catalog


QUERIES = (
    "",
    "gpt",
    "weights:open",
    "year:>=2022 image",
    "org:google",
    "stabel difusion",
    '"language model"',
    "zzzzzz",
)


@pytest.mark.parametrize("seed", range(6))
def test_a_command_prints_the_ids_that_a_view_shows(opened: tuple[BrowseView, Catalog], seed: int) -> None:
    chance = random.Random(seed)
    view, catalog = opened
    view = browse.ask(view, chance.choice(QUERIES))
    view = browse.sort_by(
        browse.group_by(view, chance.choice(facets_of(catalog))),
        chance.choice(orders_of(catalog)),
        chance.random() < 0.5,
    )
    if chance.random() < 0.5:
        view = browse.divide_by(view, chance.choice(browse.seconds_of(catalog)))
        here = chance.choice(group(catalog, catalog.models, browse.facet_of(view, catalog)))
        division = browse.division_of(view, catalog, here)
        part = chance.choice(division.parts).id if division and chance.random() < 0.7 else None
        view = browse.enter_group(view, catalog, here.id, None, part)
    shown = Arranger(catalog, lambda: SearchIndex(catalog)).arrange(view)
    if len(shown.records) > 400:
        return  # too long for a test that starts programs
    view = browse.settled(view, shown.here, shown.records, shown.part)
    arrange = Arranger(catalog, lambda: SearchIndex(catalog)).arrange
    command = list_command(chance.choice((view, ungrouped(view, shown, arrange))), shown.records)
    first, _, rest = command.partition(" | ")
    given = "\n".join(shlex.split(first)[2:]) if rest else None
    words = shlex.split(rest or first)
    assert words[0] == "genai-tui"
    ran = CliRunner().invoke(door, [words[1], "--ids", *words[2:]], input=given)
    assert ran.stdout.split() == [model.id for model in shown.records], command
    assert view_at(address(view)) == view


@pytest.mark.parametrize("query", ["", "image", "weights:open"])
def test_a_group_is_printed_by_a_query_where_one_says_it(query: str) -> None:
    catalog, _ = open_catalogs(("survey",))
    index = SearchIndex(catalog)
    arrange = Arranger(catalog, lambda: index).arrange
    asked, tried = 0, 0
    for facet in facets_of(catalog):
        for each in arrange(BrowseView(query=query, facet=facet)).groups:
            view = BrowseView(query=query, facet=facet, group=each.id, order="date")
            shown = arrange(view)
            printed = ungrouped(view, shown, arrange)
            assert arrange(printed).records == shown.records
            tried += 1
            asked += printed.group is None
    assert asked > 0.9 * tried
    view = BrowseView(query=query, facet="category", then="year", group="text-to-text", part="2022")
    shown = arrange(view)
    if shown.part:
        assert ungrouped(view, shown, arrange) == BrowseView(
            query=f"{query} cat:text-to-text year:2022".strip(), facet="category", then="year"
        )


def test_a_command_prints_the_record(opened: tuple[BrowseView, Catalog]) -> None:
    view, catalog = opened
    for model in catalog.models[:: max(1, len(catalog) // 5)]:
        words = shlex.split(show_command(view, RecordRef("model", model.id)))
        ran = CliRunner().invoke(door, [*words[1:], "--format", "json"])
        assert f'"id": "{model.id}"' in ran.stdout


@pytest.mark.parametrize("seed", range(4))
def test_a_command_prints_the_nodes_that_a_view_shows(opened: tuple[BrowseView, Catalog], seed: int) -> None:
    import json

    chance = random.Random(seed)
    start, catalog = opened
    view = GraphView(
        chance.choice(KINDS), chance.choice(NAMES), catalogs=start.catalogs, overlays=start.overlays
    )
    viewer = Viewer(catalog)
    nodes = [node.id for node in viewer.whole(view).nodes]
    if nodes and chance.random() < 0.7:
        view = graph.deeper(graph.around(view, chance.choice(nodes)), chance.choice([-1, 0, 1]))
    view = viewer.focused(view)
    most = viewer.most_in(view, 4_000)
    words = shlex.split(graph_command(view, 100, most, ascii_only=False))
    ran = CliRunner().invoke(door, [*words[1:], "--format", "json"])
    shown = [node.id for node in viewer.shown(view, most).nodes]
    assert [node["id"] for node in json.loads(ran.stdout)["nodes"]] == shown
    assert view_at(address(view)) == view


def test_what_a_changed_catalog_does_not_have_is_said_and_the_rest_stays(tiny: Catalog) -> None:
    view = BrowseView(
        query="painter", facet="provider", group="x", order="price", reverse=True, marked=("painter", "gone"),
        record=RecordRef("model", "lost"), tab=2,
    )  # fmt: skip
    left, gone = view.what_stands(tiny)
    assert left == BrowseView(query="painter", marked=("painter",), tab=2)
    assert gone == (
        "nothing to group by provider", "nothing to sort by price", "no model lost", "no model gone, which was marked",
    )  # fmt: skip
    assert left.what_stands(tiny) == (left, ())
    assert BrowseView(group="nowhere", part="2022").what_stands(tiny) == (BrowseView(), ("no group nowhere",))
    parted = BrowseView(then="year", group="text-to-audio", part="2022")
    assert parted.what_stands(tiny) == (parted, ())
    assert replace(parted, part="1999").what_stands(tiny) == (
        replace(parted, part=None), ("no part 1999 of group text → audio",),
    )  # fmt: skip
    asked = replace(parted, part="1999", query="image")
    assert asked.what_stands(tiny) == (asked, ()), "whether a query has the part is what it asks"
    assert replace(parted, then="provider").what_stands(tiny) == (
        BrowseView(group="text-to-audio"), ("nothing to group by provider",),
    )  # fmt: skip
    seen = GraphView(focus="acme", at="lost")
    assert seen.what_stands(tiny) == (GraphView(focus="acme"), ("no node lost",))
