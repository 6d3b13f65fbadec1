"""The lines of every pane in narrow and wide windows, each piece with its role: a change is seen and looked at before it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace
from textual.containers import Vertical
from textual.message import Message

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.between_text import Row
from genai_tui.catalog.comparison import compared
from genai_tui.catalog.count_table import ROUND, SQUARE, CountTable, Head
from genai_tui.catalog.disagreement import SAME, Disagreement, FieldCount, Side
from genai_tui.catalog.model import Catalog, ParameterCount, Release, Training
from genai_tui.catalog.ties import Tie
from genai_tui.graph.render import picture
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.search.grouping import group
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.widgets.change_list import ChangeList
from genai_tui.tui.widgets.comparison_table import ComparisonTable, Grid, grid_of
from genai_tui.tui.widgets.count_grid import CountGrid
from genai_tui.tui.widgets.detail import Detail, shown_record
from genai_tui.tui.widgets.facet_tree import FacetTree
from genai_tui.tui.widgets.field_list import FieldList
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.note_lines import NoteLines
from genai_tui.tui.widgets.organization_table import OrganizationTable
from genai_tui.tui.widgets.pair_table import PairTable
from genai_tui.tui.widgets.plot_canvas import PlotCanvas
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.timeline import TimelineView
from tests.talkers import write_talkers
from tests.tui.host import hosted

SIZES = ((22, 8), (56, 13), (120, 24))


class Scene(Struct):
    """A pane, and what happens to it one after the other."""

    name: str
    pane: LineList
    acts: tuple[Callable[[Any], object], ...]


def lines_of(pane: LineList) -> list[str]:
    """Return every line of a pane, each piece behind its role."""
    cells = pane.content_size.width
    return [
        "".join(f"<{role}>{text}" for text, role in pane.line(index, cells)) for index in range(pane.count)
    ]


def in_words(message: Message) -> str:
    """Return what a pane tells its screen, with the least of what it tells."""
    told = ((name, getattr(message, name)) for name in type(message).__annotations__)
    named = (
        f" {name} {value if isinstance(value, str | int | None) else type(value).__name__}"
        for name, value in told
    )
    return f"-> {type(message).__name__}{''.join(named)}"


def place_in(pane: LineList) -> str:
    """Return where the cursor of a pane is, and where it could be."""
    stands = [index for index in range(pane.count) if pane.can_stand(index)]
    return f"{pane.titles} {pane.content_size} cursor {pane.cursor} of {stands}, from {pane.top}, at {pane.cell_at_hand}"


COUNTS = CountTable(
    "in, out",
    (Head("a", "text"), Head("b", "image and more than that"), Head("c", "·"), Head("all", "all", is_total=True)),
    (
        Head("t", "text", above="language"), Head("c", "code", above="language"), Head("i", "image", above="seen"),
        Head("v", "video"), Head("all", "all", is_total=True),
    ),
    {(0, 0): 1_200, (0, 1): 3, (1, 2): 40, (1, 4): 40, (2, 3): 1, (3, 0): 1_200, (3, 4): 1_243},
    "1,243 models",
    frames={(0, 0): SQUARE, (1, 2): ROUND},
    notes=("A note in rather many words, so that it takes more lines than one.", "Another."),
    most=1_200,
)  # fmt: skip
SHARES = CountTable(
    "field",
    (Head("a", "parameters"), Head("b", "licence")),
    (Head("2021", "2021", "year:2021"), Head("2022", "2022", "year:2022")),
    {(0, 0): 1, (0, 1): 199, (1, 1): 200},
    wholes={(0, 0): 3, (0, 1): 200, (1, 0): 3, (1, 1): 200},
)
LISTED = tuple(
    (f"Model {number}", "Acme Laboratories" * (number % 2), f"20{number:02}-04") for number in range(19)
)


def counts() -> Iterator[Scene]:
    listed = lambda pane: (pane.tell(LISTED), pane.renew())  # noqa: E731
    yield Scene("counts", CountGrid(), (
        lambda pane: pane.show(COUNTS, 0, 0), lambda pane: pane.go_to_column(4), lambda pane: pane.show(COUNTS, 3, 2), listed,
        lambda pane: pane.show(COUNTS, 1, 9), lambda pane: pane.go_to_column(0),
    ))  # fmt: skip
    yield Scene("shares", CountGrid(classes="-ascii"), (
        lambda pane: pane.show(SHARES, 0, 0), lambda pane: pane.show(SHARES, 1, 1), listed, lambda pane: (pane.tell(LISTED[:3]), pane.renew()),
    ))  # fmt: skip


def comparisons(tiny: Catalog) -> Iterator[Scene]:
    side_by_side = compared(tiny, tiny.models)
    wide = Grid(
        tuple(f"Model number {at}" for at in range(6)),
        (("Date", ("2022-04-06", "·", "2021!", "x" * 50, "", "2020")), ("A longer name of an attribute", ("a", "b", "c", "d", "e", "f"))),
    )  # fmt: skip
    for turned in (False, True):
        grid = grid_of(side_by_side, turned)
        yield Scene(f"compared {'turned' if turned else ''}".strip(), ComparisonTable(), (
            lambda pane, grid=grid: pane.show(grid, 0, 0, "Compare", ""), lambda pane, grid=grid: pane.show(grid, 1, 2, "Compare", ""),
        ))  # fmt: skip
    yield Scene("many compared", ComparisonTable(), (
        lambda pane: pane.show(wide, 1, 5, "Compare", ""), lambda pane: pane.action_step(-1), lambda pane: pane.show(wide, 0, 0, "Compare", ""),
        lambda pane: pane.action_step(1), lambda pane: pane.show(Grid(), 0, 0, "Compare", "Nothing to compare yet: mark two models at least."),
    ))  # fmt: skip


def pairs(tiny: Catalog) -> Iterator[Scene]:
    def pair(model: str, one: str, two: str, **more: Any) -> Disagreement:
        sides = (
            Side("One", model, one, key=f"one:{model}"),
            Side(more.pop("second", "Two"), model, two, key=f"two:{model}"),
        )
        return Disagreement(model, more.pop("field", "parameters"), (*sides, *more.pop("rest", ())), **more)

    far = pair("painter", "3.5B", "175B of all that it may have", distance=1.5, apart="x50")
    third = pair("listener", "2021", "", rest=(Side("Three", "Listener", "2020"),))
    same = pair("whisperer", "Whisperer", "Whisperer 2", field=SAME, other="whisperer-2")
    elsewhere = pair("gone", "1", "2", second="A catalog of a very long title indeed")
    yield Scene("pairs", PairTable(tiny), (
        lambda pane: pane.show((far, third, same), 0, ""), lambda pane: pane.show((far, elsewhere), 1, ""), lambda pane: pane.show((same,), 0, ""),
        lambda pane: pane.show((), 0, "Nothing differs."),
    ))  # fmt: skip


def changes() -> Iterator[Scene]:
    rows = (
        Row("models", "23", "24", "+1", part="models"), Row("open weights", "8", "1,009", depth=1, part="weights:open"),
        Row("a licence of a long name", "8", "", "!", depth=2, part="x"),
    )  # fmt: skip
    more = (("organizations", "", ""), (Row("organizations", "1", "2", part="orgs"),))
    days = ("released", "2022-12-21 to 2022-12-31", "2023-01-01 to 2023-01-11")
    told = ("compute: fewer than half state it, so the medians are not of the same kind",)
    yield Scene("changes", ChangeList(), (
        lambda pane: pane.show(((days, rows), more), None, told), lambda pane: pane.show(((days, rows), more), "orgs"),
        lambda pane: pane.action_move(-1), lambda pane: pane.action_move(-3),
    ))  # fmt: skip


def details(tiny: Catalog, talkers: Catalog) -> Iterator[Scene]:
    refs = [(tiny, RecordRef("model", "painter")), (tiny, RecordRef("model", "listener")), (tiny, RecordRef("organization", "acme")),
            (tiny, RecordRef("organization", "nobody")), (tiny, RecordRef("category", "text-to-audio")), (talkers, RecordRef("model", "talker-1"))]  # fmt: skip
    for catalog, ref in refs:
        shown = shown_record(catalog, ref)
        assert shown is not None
        turns = (lambda pane: pane.turn(1),) * (len(shown.pages) - 1)
        yield Scene(f"{ref.kind} {ref.id}", Detail(), (
            lambda pane, shown=shown: pane.show(shown, 0), lambda pane: pane.action_move_to(-1), *turns,
        ))  # fmt: skip


def graphs() -> Iterator[Scene]:
    ties = tuple(Tie("together", date=f"20{number}", model=f"m{number}") for number in range(10, 14))
    names = ("Hub", "One", "Two of a longer name", "Three", "Alone", "Far", "Farther")
    ids = ("hub", "one", "two", "three", "alone", "far", "farther")
    links = [
        ("hub", "one", 1),
        ("hub", "two", 4),
        ("hub", "three", 2),
        ("one", "two", 1),
        ("far", "farther", 1),
        ("three", "far", 3),
    ]
    graph = Graph(
        "collaboration", tuple(map(Node, ids, names)), tuple(Link((one, other), evidence=ties[:count]) for one, other, count in links)
    )  # fmt: skip
    for layout in ("boxes", "lines", "matrix"):
        drawing = picture(graph, layout, 100).drawing  # type: ignore[arg-type]
        walk = tuple(lambda pane, way=way: pane.action_walk(way) for way in ("right", "down", "left", "up"))
        tie = (
            lambda pane: pane.tie(1),
            lambda pane: pane.tie(1),
            lambda pane: pane.tie(-1),
        )
        yield Scene(f"graph as {layout}", GraphCanvas(), (
            lambda pane, drawing=drawing: pane.show(graph, drawing, "hub"), *walk, *tie, lambda pane: pane.action_partner(1),
            lambda pane, drawing=drawing: pane.show(graph, drawing, "farther"),
        ))  # fmt: skip


def tables(tiny: Catalog, talkers: Catalog) -> Iterator[Scene]:
    def found(query: str, **more: Any) -> Callable[[ModelTable], None]:
        def show(pane: ModelTable) -> None:
            answer = SearchIndex(pane._catalog).ask(query)
            pane.show(
                answer.records,
                frozenset({"painter"}),
                answer.hits,
                more.get("at"),
                asked=more.get("asked", ()),
            )

        return show

    long = replace(
        tiny.models[0], name="Painter of pictures in words that no row has room for", aliases=("Longname",)
    )
    more = Catalog(tiny.head, (long, *tiny.models[1:]), tiny.organizations, tiny.relations)
    for name, catalog, columns in (
        ("models", more, ()), ("models of talkers", talkers, ()), ("models by chosen columns", more, ("params", "license", "country")),
    ):  # fmt: skip
        yield Scene(name, ModelTable(catalog, columns=columns), (
            found(""), found("paint", at="painter"), found("longname"), found("", asked=("license", "cat")), lambda pane: pane.limit_columns(1),
        ))  # fmt: skip
    orgs = tuple(talkers.organizations.values())
    yield Scene("organizations", OrganizationTable(talkers), (
        lambda pane: pane.show(orgs, frozenset(), {}, "uni"), lambda pane: pane.show((), frozenset(), {}, None, ("Nothing meets it.", "without it: 3")),
    ))  # fmt: skip


def trees(tiny: Catalog) -> Iterator[Scene]:
    def shows(facet: str, at: str | None, record: str | None = None) -> Callable[[FacetTree], None]:
        return lambda pane: pane.show(facet, group(tiny, tiny.models, facet), len(tiny), at, record)

    yield Scene("tree", FacetTree(tiny), (
        shows("category", None), shows("category", "text-to-audio"), lambda pane: pane.action_unfold(),
            lambda pane: pane.action_toggle_node(), lambda pane: pane.action_enter(), lambda pane: pane.action_fold(), lambda pane: pane.action_move(1),
        shows("year", "2022", "painter"), shows("organization", "acme"),
    ))  # fmt: skip


def many(tiny: Catalog) -> Catalog:
    """Return a catalog of models of many sizes over some years."""
    models = tuple(
        replace(
            tiny.models[0], id=f"m{number}", name=f"Painter {number}", category=tiny.models[number % 2].category,
            released=Release(f"{2018 + number % 6}-{1 + number % 12:02}"), parameters=(ParameterCount(count=3 * 10 ** (6 + number % 7)),),
            training=Training(compute_flop=2.0 * 10 ** (18 + number % 5)) if number % 3 else None,
        )
        for number in range(40)
    )  # fmt: skip
    return Catalog(tiny.head, models, tiny.organizations)


def others(tiny: Catalog) -> Iterator[Scene]:
    fields = (
        FieldCount("released", 12, 3, "none"),
        FieldCount("parameters", 7, 0, "none", decided=2),
        FieldCount(SAME, 0, 5, ""),
    )
    yield Scene("fields", FieldList(), (
        lambda pane: pane.show(fields, None, True), lambda pane: pane.show(fields, SAME, False), lambda pane: pane.show((), None, True),
    ))  # fmt: skip
    notes = [
        ("A note that is longer than a narrow window and takes two lines or more.", "information"),
        ("Mind this.", "warning"),
        ("x " * 90, "error"),
    ]
    yield Scene(
        "notes",
        NoteLines(),
        (
            lambda pane: pane.show(notes[:2]),
            lambda pane: pane.show(notes[:1] * 2),
            lambda pane: pane.show(notes),
        ),
    )
    catalog = many(tiny)
    for y in ("compute", "params"):
        plotted = TimelineView(y=y).plotted(catalog, catalog.models)
        yield Scene(f"plot of {y}", PlotCanvas(), (
            lambda pane, plotted=plotted: pane.show(plotted, 7, lambda number: ("text", "accent", "dim")[number % 3]), lambda pane: pane.action_walk("left"),
            lambda pane: pane.action_walk("up"), lambda pane: pane.action_end(True),
        ))  # fmt: skip


async def test_every_pane_is_drawn_as_before(
    tiny: Catalog, tmp_path: Path, snapshot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    talkers, _ = open_catalog(str(write_talkers(tmp_path / "talkers")))
    starred = frozenset({(tiny.head.id, "model", "painter"), (tiny.head.id, "organization", "acme")})
    annotate(tiny, lambda: Annotations(starred, {}))
    scenes = [
        *counts(), *comparisons(tiny), *pairs(tiny), *changes(), *details(tiny, talkers), *graphs(), *tables(tiny, talkers), *trees(tiny), *others(tiny),
    ]  # fmt: skip
    told: dict[str, list[str]] = {scene.name: [] for scene in scenes}
    assert len(told) == len(scenes)
    async with hosted(Vertical(), *SIZES[0]) as (app, pilot):
        for scene in scenes:
            scene.pane.styles.height = "100%"
            await app.widget.mount(scene.pane)
            heard: list[Message] = []
            post = scene.pane.post_message
            monkeypatch.setattr(
                scene.pane,
                "post_message",
                lambda message, post=post, heard=heard: heard.append(message) or post(message),
            )
            for columns, rows in SIZES:
                await pilot.resize_terminal(columns, rows)
                while scene.pane.outer_size != (columns, rows):
                    await pilot.pause(0.005)
                await pilot.pause()  # the pane has heard of its size, too
                before: list[str] = []
                for act in (*scene.acts, lambda pane: pane.clicked(False), lambda pane: pane.clicked(True)):
                    act(scene.pane)
                    await pilot.pause(0)
                    lines = lines_of(scene.pane)
                    told[scene.name].append(place_in(scene.pane))
                    told[scene.name] += (
                        f"{number}: {line}"
                        for number, line in enumerate(lines)
                        if line not in before[number : number + 1]
                    )
                    before = lines
                    own = (each for each in heard if type(each).__module__.startswith("genai_tui."))
                    told[scene.name] += map(in_words, own)
                    heard.clear()
            await scene.pane.remove()
    for name, lines in told.items():
        assert "\n".join(lines) == snapshot(name=name)
