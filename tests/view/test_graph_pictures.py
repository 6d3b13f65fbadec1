"""What part of a graph is seen, and how much of it has room."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from genai_tui.catalog.as_of import as_of
from genai_tui.catalog.model import Catalog, Organization, Part
from genai_tui.storage.loader import open_catalogs
from genai_tui.view import graph_pictures
from genai_tui.view.graph import GraphView, into_community, out_of_community
from genai_tui.view.graph_pictures import Viewer


def star(tiny: Catalog, partners: int) -> Catalog:
    """One organization that made a model with each of so many others."""
    models = tuple(
        replace(tiny.models[0], id=f"by-{n}", organizations=(Part("hub", "developer"), Part(f"p{n:02}", "developer")))
        for n in range(partners)
    )  # fmt: skip
    names = ("hub", *(f"p{n:02}" for n in range(partners)))
    return replace(
        tiny, models=models, organizations={name: Organization(name, name) for name in names}, relations=()
    )


@pytest.mark.parametrize(
    ("cells", "partners", "most"),
    [
        (0, 40, 6),  # however small the terminal
        (100, 40, 6),
        (6 * 60, 40, 6),
        (20 * 60, 40, 8),  # 60 for a box and 2 x 45 for the ends of each line of seven
        (1_000_000, 40, 41),
        (0, 2, 6),
    ],
)
def test_around_a_focus_there_are_as_many_as_have_room_and_six_at_least(
    tiny: Catalog, cells: int, partners: int, most: int
) -> None:
    viewer = Viewer(star(tiny, partners))
    view = GraphView("collaboration", focus="hub", depth=1)
    found = viewer.most_in(view, cells)
    assert found == most
    shown = viewer.shown(view, found)
    assert len(shown.nodes) == min(most, partners + 1)
    assert "hub" in {node.id for node in shown.nodes}
    left_out = partners + 1 - len(shown.nodes)
    assert (f"{left_out} weaker left out" in shown.note) == bool(left_out)


def test_a_view_of_the_whole_or_a_table_leaves_nothing_out(tiny: Catalog) -> None:
    viewer = Viewer(star(tiny, 9))
    assert viewer.most_in(GraphView("collaboration"), 10) is None
    for view in (GraphView("collaboration"), GraphView("collaboration", focus="hub", layout="matrix")):
        assert len(viewer.shown(view, 3).nodes) == 10
    with pytest.raises(KeyError):
        viewer.shown(GraphView("collaboration", focus="nobody"))


def test_pictures_are_made_once_and_the_oldest_let_go(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = Viewer(tiny)
    view = GraphView()
    first = viewer.picture(view, 80)
    assert viewer.picture(view, 80) is first
    assert viewer.picture(view, 90) is not first
    monkeypatch.setattr("genai_tui.view.graph_pictures._KEPT", 2)
    viewer.picture(view, 100)
    viewer.picture(view, 110)
    assert viewer.picture(view, 110) is viewer.picture(view, 110)
    assert viewer.picture(view, 80) is not first


@pytest.mark.parametrize(
    ("focus", "at", "partners", "around"),
    [
        (None, None, 9, None),  # small enough to be seen whole
        (None, None, 40, "hub"),  # the best joined
        (None, "p03", 40, "p03"),
        (None, "nobody", 40, "hub"),
        ("p01", "p03", 40, "p01"),
        ("nobody", None, 9, None),
        ("nobody", "p03", 40, "p03"),
    ],
)
def test_a_large_graph_is_seen_around_one_of_its_nodes(
    tiny: Catalog, focus: str | None, at: str | None, partners: int, around: str | None
) -> None:
    viewer = Viewer(star(tiny, partners))
    assert viewer.focused(GraphView("collaboration", focus=focus, at=at)).focus == around


def everybody(tiny: Catalog, partners: int) -> Catalog:
    """So many organizations of which each two made a model."""
    names = [f"p{n:02}" for n in range(partners)]
    models = tuple(
        replace(tiny.models[0], id=f"{one}-{other}", organizations=(Part(one, "developer"), Part(other, "developer")))
        for one, other in combinations(names, 2)
    )  # fmt: skip
    return replace(
        tiny, models=models, organizations={name: Organization(name, name) for name in names}, relations=()
    )


def test_a_larger_terminal_draws_at_least_what_a_smaller_one_draws(tiny: Catalog) -> None:
    """However many lines there are, it does not become a table."""
    viewer = Viewer(everybody(tiny, 30))
    view = GraphView("collaboration", focus="p00", depth=1)
    before: set[str] = set()
    for room, rows in ((57, 14), (77, 20), (89, 36), (120, 40), (169, 57), (240, 70), (400, 100)):
        drawn = viewer.draw(view, room, rows)
        assert drawn.picture.layout == "boxes"
        now = {node.id for node in drawn.graph.nodes}
        assert now >= before
        assert drawn.most == len(now) < 30
        before = now
    assert viewer.draw(replace(view, layout="matrix"), 89, 36).picture.layout == "matrix"


def test_what_has_no_drawing_is_drawn_with_fewer_nodes(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = Viewer(star(tiny, 40))
    view = GraphView("collaboration", focus="hub", depth=1)
    assert viewer.draw(view, 120, 60).most == 41
    monkeypatch.setattr("genai_tui.graph.render.BOXES", 30)
    monkeypatch.setattr("genai_tui.graph.render.LINES", 0)
    assert Viewer(star(tiny, 40)).draw(view, 120, 60).most == 25


def test_boxes_stay_in_place_as_the_days_go_by() -> None:
    catalog = open_catalogs(("landscape",))[0]
    whole = Viewer(catalog)
    view = GraphView("collaboration", layout="boxes", focus="google", depth=1)
    now = whole.picture(view, 118).places
    for day in ("2024-12-31", "2022-12-31"):
        then = as_of(catalog, day).catalog
        given, made = Viewer(then, everything=whole), Viewer(then)
        shown = given.picture(view, 118)
        assert shown.drawing.rows == made.picture(view, 118).drawing.rows, (
            "the screen and the shell draw the same"
        )
        stayed = sorted(set(shown.places) & set(now), key=lambda node: now[node])
        rows = [shown.places[node].top for node in stayed]
        assert len(stayed) > 3
        assert rows == sorted(rows), "what stood above stands above"


def clusters(tiny: Catalog, sizes: tuple[int, ...]) -> Catalog:
    """Groups of organizations in which each two made a model, the first ones of neighboring groups one together."""
    groups = [[f"{chr(97 + number)}{n:02}" for n in range(size)] for number, size in enumerate(sizes)]
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    pairs += [(one[0], other[0]) for one, other in pairwise(groups)]
    models = tuple(
        replace(tiny.models[0], id=f"{one}-{other}", organizations=(Part(one, "developer"), Part(other, "developer")))
        for one, other in pairs
    )  # fmt: skip
    names = [name for group in groups for name in group]
    return replace(
        tiny, models=models, organizations={name: Organization(name, name) for name in names}, relations=()
    )


def test_a_large_graph_opens_as_its_communities_and_each_of_them_opens(tiny: Catalog) -> None:
    viewer = Viewer(clusters(tiny, (20, 14, 12)))
    drawn = viewer.draw(GraphView("collaboration"), 90, 30)
    assert drawn.view.layout == "communities"
    assert [node.label for node in drawn.graph.nodes] == ["a00 · 20", "b00 · 14", "c00 · 12"]
    assert (len(drawn.ids), drawn.left_out) == (46, 0)
    assert drawn.box_of("b03") == "b00"
    inside = viewer.draw(into_community(drawn.view, "b00"), 90, 30)
    assert inside.view.layout == "auto"
    assert {node.id for node in inside.graph.nodes} == {f"b{n:02}" for n in range(14)}
    assert inside.left_out == 32
    assert "community of b00" in inside.graph.note
    out = out_of_community(inside.view)
    assert (out.community, out.layout, out.at) == ((), "communities", "b00")


def test_a_community_that_is_gone_is_none(tiny: Catalog) -> None:
    viewer = Viewer(clusters(tiny, (20, 14, 12)))
    view = viewer.focused(GraphView("collaboration", community=("nobody",)))
    assert (view.community, view.layout) == ((), "communities")
    stood, gone = GraphView(community=("b00", "nobody")).what_stands(clusters(tiny, (3, 3)))
    assert (stood.community, gone) == ((), ("no node nobody",))


def test_communities_with_too_many_bridges_are_fewer_rather_than_a_table(tiny: Catalog) -> None:
    groups = [[f"{chr(97 + number)}{n}" for n in range(4)] for number in range(18)]
    pairs = [pair for group in groups for pair in combinations(group, 2) for _ in range(6)]
    pairs += [(one[n % 4], other[n % 4]) for n, (one, other) in enumerate(combinations(groups, 2))]
    models = tuple(
        replace(tiny.models[0], id=f"m{n}", organizations=tuple(Part(each, "developer") for each in pair))
        for n, pair in enumerate(pairs)
    )
    names = [name for group in groups for name in group]
    catalog = replace(
        tiny, models=models, organizations={name: Organization(name, name) for name in names}, relations=()
    )
    drawn = Viewer(catalog).draw(GraphView("collaboration"), 90, 30)
    assert drawn.view.layout == "communities"
    assert drawn.picture.layout in ("boxes", "lines")
    assert len(drawn.ids) + len(drawn.graph.left_out) == len(names)


def test_a_path_is_drawn_before_anything_else_around_a_focus() -> None:
    viewer = Viewer(open_catalogs(("landscape",))[0])
    ends = ("openai", "runway")
    view = GraphView(focus="openai", depth=1, path=ends)
    drawn = viewer.draw(view, 40, 10)
    assert len(drawn.path) > 2
    assert (drawn.path[0], drawn.path[-1]) == ends
    assert set(drawn.ids).issuperset(drawn.path)
    assert not set(viewer.draw(GraphView(focus="openai", depth=1), 40, 10).ids).issuperset(drawn.path)
    assert viewer.path(GraphView(path=("openai", "gone"))) == ()
    assert viewer.path(GraphView()) == ()
    stands, gone = GraphView(path=("openai", "gone")).what_stands(open_catalogs(("landscape",))[0])
    assert (stands.path, gone) == ((), ("no node gone",))


@pytest.mark.parametrize(
    ("view", "simpler"),
    [
        (GraphView(names="merged", focus="a", depth=2), GraphView(focus="a", depth=2)),
        (GraphView(focus="a", depth=2), GraphView(focus="a", depth=1)), (GraphView(focus="a", depth=1), None), (GraphView(), None),
        (GraphView(depth=3), None), (GraphView(names="merged", layout="matrix"), None), (GraphView(focus="a", depth=2, layout="twin"), None),
        (GraphView(names="merged", community=("a",)), None), (GraphView("lineage", focus="a", depth=2), None),
    ],
)  # fmt: skip
def test_a_view_is_drawn_upon_the_one_with_a_step_less(view: GraphView, simpler: GraphView | None) -> None:
    assert graph_pictures._simpler(view) == simpler


def test_a_node_is_drawn_as_itself_or_in_the_box_of_its_community(tiny: Catalog) -> None:
    catalog = clusters(tiny, (20, 14, 12))
    viewer = Viewer(catalog)
    large = viewer.draw(GraphView("collaboration"), 120, 40)
    held = large.graph.communities
    assert held
    for box, nodes in held.items():
        assert {large.box_of(node.id) for node in nodes} == {box}
    assert large.box_of("nobody") is None
    small = viewer.draw(GraphView("collaboration", focus="b00", depth=1), 120, 40)
    assert small.ids
    assert [small.box_of(id_) for id_ in small.ids] == list(small.ids)
    assert (small.box_of("nobody"), small.box_of(None)) == (None, None)
