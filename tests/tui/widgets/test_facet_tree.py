"""The tree of groups: what opens and closes, what it tells, what it shows of nothing."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.search.grouping import Facet, Group, group
from genai_tui.tui.widgets.facet_tree import FacetTree, Node, _around, _cells_of
from tests.tui.host import hosted


def shows(
    tree: FacetTree,
    catalog: Catalog,
    facet: Facet = "category",
    at: str | None = None,
    model: str | None = None,
) -> None:
    tree.show(facet, group(catalog, catalog.models, facet), len(catalog), at, model)


CLOSED = ["▌▾ All           3", "  ▸ text → image 1", "  ▸ text → audio 2"]
OPEN = ["▌▾ All           3", "  ▸ text → image 1", "  ▾ text → audio 2", "    · Listener", "    · Whisperer"]


def rows(tree: FacetTree) -> list[str]:
    return tree.text.rstrip().splitlines()


async def test_groups_open_to_their_models_and_close(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 19, 8) as (app, pilot):
        shows(tree, tiny)
        assert rows(tree) == CLOSED
        await pilot.press("end")
        for key, place in (
            ("right", ("text-to-audio", None, None)),  # opens
            ("right", ("text-to-audio", None, "listener")),  # goes in
            ("right", ("text-to-audio", None, "listener")),
            ("l", ("text-to-audio", None, "listener")),
            ("down", ("text-to-audio", None, "whisperer")),
            ("left", ("text-to-audio", None, None)),  # closes around the model
            ("left", (None, None, None)),  # goes to the top
            ("h", (None, None, None)),
            ("right", (None, None, None)),
        ):
            await pilot.press(key)
            assert tree.node.place == place, key
        assert rows(tree) == CLOSED
        highlighted = [each for each in app.told if isinstance(each, FacetTree.Highlighted)]
        assert len(highlighted) == len(app.told) == 5, "of each move, and of nothing else"


async def test_space_opens_and_closes_and_enter_opens_and_chooses(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 19, 8) as (app, pilot):
        shows(tree, tiny)
        await pilot.press("space")
        assert rows(tree) == CLOSED, "all of it cannot be closed"
        await pilot.press("end", "space", "home")
        assert rows(tree) == OPEN
        await pilot.press("end", "space", "home")
        assert rows(tree) == OPEN, "a model has nothing to close"
        await pilot.press("down", "down", "space", "home")
        assert rows(tree) == CLOSED
        app.told.clear()
        for keys in (("enter",), ("end", "enter"), ("down", "enter")):
            await pilot.press(*keys)
        chosen = [(each.group_id, each.record_id) for each in app.told if isinstance(each, FacetTree.Chosen)]
        assert chosen == [(None, None), ("text-to-audio", None), ("text-to-audio", "listener")]


async def test_a_click_goes_there_and_a_second_one_opens(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 19, 8) as (_, pilot):
        shows(tree, tiny)
        await pilot.click(tree, offset=(4, 2))
        assert tree.node.place == ("text-to-audio", None, None)
        assert len(rows(tree)) == 3
        await pilot.click(tree, offset=(4, 2))
        assert len(rows(tree)) == 5


async def test_the_cursor_stands_where_it_is_told_to(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 24, 8) as (_, pilot):
        shows(tree, tiny)
        await pilot.press("end", "right", "right", "down")
        assert tree.node.record_id == "whisperer"
        shows(tree, tiny, at="text-to-audio", model="whisperer")
        assert tree.node.record_id == "whisperer", "on the model where it stands on that already"
        shows(tree, tiny, at="text-to-audio", model="listener")
        assert tree.node.place == ("text-to-audio", None, None), "else on its group"
        shows(tree, tiny, at="nowhere")
        assert tree.node.place == (None, None, None), "without the group on all"
        shows(tree, tiny, "year", "2022")
        assert tree.node.place == ("2022", None, None)
        assert len(rows(tree)) == 1 + len(group(tiny, tiny.models, "year")), "another facet opens nothing"


async def test_it_follows_a_model_that_is_shown_elsewhere(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 24, 8) as (app, pilot):
        shows(tree, tiny)
        await pilot.press("end")
        tree.follow("listener")
        assert tree.node.place == ("text-to-audio", None, None), "on a group it stays"
        await pilot.press("right", "right")
        app.told.clear()
        tree.follow("whisperer")
        assert tree.node.place == ("text-to-audio", None, "whisperer")
        tree.follow("painter")
        assert tree.node.place == ("text-to-audio", None, None), "not a model of the group"
        assert app.told == []


async def test_an_empty_group_neither_opens_nor_points(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 19, 8) as (app, pilot):
        tree.show("category", (Group("text-to-image", "text → image", ()),), 0, None, None)
        assert rows(tree) == ["▌▾ All           0", "    text → image 0"]
        await pilot.press("end")
        for key in ("right", "space", "enter"):
            await pilot.press(key)
            assert len(rows(tree)) == 2
        assert isinstance(app.told[-1], FacetTree.Chosen)
        tree.show("category", (), 0, None, None)
        assert rows(tree) == ["▌▾ All           0"]


@pytest.mark.parametrize("columns", [1, 4, 8, 12, 80])
async def test_narrow(tiny: Catalog, columns: int) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, columns, 3) as (_, pilot):
        shows(tree, tiny)
        await pilot.press("end", "right", "end")
        assert all(len(row) <= columns for row in rows(tree))
        assert tree.node.record_id == "whisperer"
        if columns >= 8:
            await pilot.press("home")
            assert rows(tree)[0].rstrip("▐").rstrip().endswith("3") or columns < 12


async def test_categories_have_their_hues_and_other_groups_none(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 30, 8):
        shows(tree, tiny)
        assert tree.line(1, 30)[1] == ("text → image", "ti")
        tree.show(
            "category",
            (Group("", "not known", tiny.models), Group("text-to-image", "text → image", ())),
            3,
            None,
            None,
        )
        assert [tree.line(index, 30)[1] for index in (1, 2)] == [
            ("not known", "text"),
            ("text → image", "dim"),
        ]
        shows(tree, tiny, "year")
        assert {tree.line(index, 30)[1][1] for index in (1, 2)} == {"text"}


async def test_a_group_opens_to_its_parts_and_these_to_their_models(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    groups = group(tiny, tiny.models, "category")
    async with hosted(tree, 22, 10) as (app, pilot):
        tree.show("category", groups, 3, None, None, "year")
        await pilot.press("end")
        for key, place in (
            ("right", ("text-to-audio", None, None)),  # opens
            ("right", ("text-to-audio", "2022", None)),  # goes in
            ("right", ("text-to-audio", "2022", None)),
            ("right", ("text-to-audio", "2022", "whisperer")),
        ):
            await pilot.press(key)
            assert tree.node.place == place, key
        assert rows(tree)[2:] == [
            "  ▾ text → audio    2",
            "    ▾ 2022          1",
            "▌     · Whisperer",
            "    ▸ 2021          1",
        ]
        app.told.clear()
        for place in (("text-to-audio", "2022", None), ("text-to-audio", None, None), (None, None, None)):
            await pilot.press("left")
            assert tree.node.place == place
        assert [type(each) for each in app.told] == [FacetTree.Highlighted] * 3
        assert len(rows(tree)) == 3


async def test_a_part_stands_open_where_the_cursor_is_told_to_stand_on_it(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    groups = group(tiny, tiny.models, "category")
    async with hosted(tree, 22, 10) as (_, pilot):
        tree.show("category", groups, 3, "text-to-audio", None, "year", "2021")
        assert tree.node.place == ("text-to-audio", "2021", None)
        await pilot.press("right", "right")
        assert tree.node.place == ("text-to-audio", "2021", "listener")
        tree.show("category", groups, 3, "text-to-audio", "listener", "year", "2021")
        assert tree.node.place == ("text-to-audio", "2021", "listener"), "on the model where it stands on it"
        tree.show("category", groups, 3, "text-to-audio", None, "organization", None)
        assert tree.node.place == ("text-to-audio", None, None)
        assert "acme" in {node.part_id for node in tree._rows}, "the group stays open, divided anew"
        tree.show("category", groups, 3, "text-to-audio", None, "organization", "nowhere")
        assert tree.node.place == ("text-to-audio", None, None), "without the part on its group"


async def test_another_facet_closes_what_was_open(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 19, 8) as (_, pilot):
        shows(tree, tiny, at="text-to-audio")
        await pilot.press("right")
        assert len(rows(tree)) == len(OPEN)
        shows(tree, tiny, at="text-to-audio")
        assert len(rows(tree)) == len(OPEN), "the same facet keeps it"
        shows(tree, tiny, "year")
        shows(tree, tiny)
        assert rows(tree) == CLOSED


async def test_the_tree_needs_what_its_labels_and_its_title_need(tiny: Catalog) -> None:
    tree = FacetTree(tiny)
    async with hosted(tree, 40, 8):
        shows(tree, tiny)
        assert tree.needed == len("  ▸ text → image 1") + 1
        tree.retitle("By a facet with a long name")
        assert tree.needed == len("By a facet with a long name") + 4


@pytest.mark.parametrize(
    ("node", "before", "after"),
    [
        (Node(None, None, "All", 3), "   ", " 3 "), (Node("g", None, "G", 12), "    ", " 12 "),
        (Node("g", None, "P", 2, part_id="p"), "      ", " 2 "), (Node("g", "m", "M"), "    · ", " "),
        (Node("g", "m", "M", part_id="p"), "      · ", " "),
    ],
)  # fmt: skip
def test_a_label_is_indented_by_its_depth_and_has_its_count_behind_it(
    node: Node, before: str, after: str
) -> None:
    assert _around(node) == (before, after)
    assert _cells_of(node) == len(before) + len(node.label) + len(after)
