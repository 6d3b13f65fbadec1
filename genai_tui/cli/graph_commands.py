"""The subcommands `graph`, `path` and `neighbors`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from msgspec.structs import replace

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import Catalog
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import leave
from genai_tui.cli.layout import room
from genai_tui.cli.options import (
    Day,
    Whole,
    as_of_option,
    ascii_only,
    ascii_option,
    catalog_option,
    form_option,
    the_catalog,
)
from genai_tui.cli.query_commands import wanted
from genai_tui.cli.record_argument import node_named
from genai_tui.graph import export
from genai_tui.graph.analysis import neighborhood, path_in_order
from genai_tui.graph.analysis import path as path_between
from genai_tui.graph.builder import build
from genai_tui.graph.export import FORMATS
from genai_tui.graph.kinds import DEFAULT_KIND, GRAPH_KINDS, KINDS
from genai_tui.graph.name_merging import NAMES
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json

_PIPED_WIDTH = 118
"""Cells in a row where the output is no terminal."""

_GRAPHS = {each.name: each for each in FORMATS if each.graph}
_PATHS = {each.name: each.path for each in FORMATS if each.path}
_NEIGHBORS = {each.name: each.neighbors for each in FORMATS if each.neighbors}


def _kind_options(command: Any) -> Any:
    kinds = "; ".join(f"{row.name}: {row.joined}" for row in GRAPH_KINDS.values())
    for option in (
        click.option("--kind", type=click.Choice(KINDS), default=DEFAULT_KIND, show_default=True,
                     help=f"What is joined. {kinds}."),
        click.option("--names", type=click.Choice(NAMES), default="split", show_default=True,
                     help="Show organizations separately, merged into their owners, or merged from the day of the take-over on."),
    ):  # fmt: skip
        command = option(command)
    return command


def _format_option(formats: Iterable[str]) -> Callable[[Any], Any]:
    """Return the option `--format` with the formats that a command can print; the first is the default."""
    names = tuple(formats)
    what = "; ".join(f"{each.name}: {each.what}" for each in FORMATS if each.name in names)
    return form_option(*names, told=f"What to print. {what}.")


@click.command()
@catalog_option
@as_of_option
@_kind_options
@click.option(
    "--focus", "center", metavar="NAME", help="Only what lies near this node, by id, name or alias."
)
@click.option("--depth", type=Whole(0, 99), default=2, show_default=True, help="Steps from the focus.")
@click.option(
    "--path",
    "ends",
    nargs=2,
    metavar="NAME NAME",
    help="Around a focus, draw the path between these two nodes first.",
)
@click.option(
    "--most",
    type=Whole(1),
    help="The most nodes around the focus, strongest ties first; or the most communities, largest first.",
)
@click.option("--layout", type=click.Choice(("auto", "boxes", "lines", "matrix", "communities")), default="auto",
              show_default=True, help="How to draw it; auto chooses what stays readable, communities draws a box for each community.")  # fmt: skip
@click.option("--community", "inside", metavar="NAME", multiple=True,
              help="Only the community of this node; give it again for a community within that one.")  # fmt: skip
@click.option(
    "--width", type=Whole(20), help=f"Cells in a row.  [default: the terminal's, or {_PIPED_WIDTH}]"
)
@click.option(
    "--since",
    metavar="DAY",
    type=Day(),
    help="Draw heavy lines for the ties that are new after a day, and for no others.",
)
@ascii_option
@_format_option(_GRAPHS)
@click.argument("query", nargs=-1)
def graph(
    kind: Any, names: Any, center: str | None, depth: int, ends: tuple[str, str] | None, most: int | None, layout: Any, inside: tuple[str, ...],
    width: int | None, since: str | None, form: str, query: tuple[str, ...],
) -> None:  # fmt: skip
    """Draw who works with whom, who owns whom and what is built on what, for all models or those that meet QUERY."""
    from genai_tui.view.graph import GraphView
    from genai_tui.view.graph_pictures import Viewer  # imported here: `path` and `neighbors` need no view

    catalog, clean = the_catalog()
    models = wanted(catalog, query) if query else None
    if models == () and query[0] == "-":
        tell("nothing found")
    viewer = Viewer(catalog, models, ascii_only(sys.stdout))
    if center is not None and inside:
        raise click.UsageError("--focus and --community do not go together: one is all of a community")
    view = GraphView(kind, names, None, depth, layout, since=since)
    whole = viewer.whole(view)
    if models and not whole.nodes:
        tell(f"no such ties are known of the {count_of(len(models), 'model')} found")
    if center is not None and (whole.nodes or models is None):
        path = tuple(node_named(catalog, whole, names, each) for each in ends or ())
        view = replace(view, focus=node_named(catalog, whole, names, center), path=path)
    if whole.nodes or models is None:
        for name in inside:
            part = viewer.part(view)
            view = replace(view, community=(*view.community, node_named(catalog, part, names, name)))
    terminal = os.get_terminal_size().columns if sys.stdout.isatty() else None
    room = width or terminal or _PIPED_WIDTH
    shown = viewer.shown(view, most, room if form == FORMATS[0].name else None)
    written = _GRAPHS[form]
    assert written.graph is not None
    if shown.nodes or not written.for_readers:
        _print(catalog, written.graph(export.GraphOutput(
            shown, whole, lambda: viewer.picture(view, room, most), ascii_only(sys.stdout),
            # A pipe takes rows of any length; a terminal would break them.
            columns=None if terminal is None else room,
        )))  # fmt: skip
    leave(shown.nodes, clean)


@click.command()
@catalog_option
@as_of_option
@_kind_options
@click.option("--strongest", is_flag=True, help="Prefer strong ties to few steps.")
@click.option("--in-order", is_flag=True, help="Go forward in time: no step earlier than the one before.")
@_format_option(_PATHS)
@click.argument("start")
@click.argument("end")
def path(kind: Any, names: Any, strongest: bool, in_order: bool, form: str, start: str, end: str) -> None:
    """Show how START and END are connected, and what proves each step."""
    if strongest and in_order:
        raise click.UsageError("--strongest and --in-order do not go together: a path has one measure")
    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    one, other = node_named(catalog, whole, names, start), node_named(catalog, whole, names, end)
    hops = path_in_order(whole, one, other) if in_order else path_between(whole, one, other, strongest)
    _print(catalog, _PATHS[form](export.PathOutput(whole, one, other, hops, in_order)))
    leave(hops is not None, clean)


@click.command()
@catalog_option
@as_of_option
@_kind_options
@_format_option(_NEIGHBORS)
@click.argument("name")
def neighbors(kind: Any, names: Any, form: str, name: str) -> None:
    """Show what NAME is tied to, strongest ties first, and its measures in the graph."""
    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    found = neighborhood(whole, node_named(catalog, whole, names, name))
    _print(catalog, _NEIGHBORS[form](export.NeighborsOutput(found)))
    leave(found.neighbors, clean)


def _print(catalog: Catalog, blocks: Iterable[export.Block]) -> None:
    """Print what a writer yields: data to standard output, remarks to standard error."""
    for block in blocks:
        match block:
            case str():
                click.echo(block)
            case export.Remark():
                tell(block.text)
            case export.Table():
                from genai_tui.storage.exporters.text_table import laid_out  # imported here: as the graph

                columns, tabs = room()
                _print_lines(laid_out(block.rows, range(1, len(block.rows[0])), tabs, columns))
            case export.Separated():
                from genai_tui.storage.exporters.separated_values import (
                    separated,
                )  # imported here: as the graph

                _print_lines(separated(block.rows))
            case export.Data():
                head = {"form": FORM, "catalog": catalog_as_json(catalog)}
                click.echo(output.json({**head, **block.fields}))
            case export.Xml():
                click.echo(output.xml(block.text))


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


ALL = (graph, path, neighbors)
