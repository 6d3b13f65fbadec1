"""The subcommands that show how things connect: `graph`, `path` and `neighbors`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import count_of, safe_line
from genai_tui.catalog.ties import Tie, counted_group
from genai_tui.cli import output
from genai_tui.cli.console import tell
from genai_tui.cli.options import Whole, ascii_only, ascii_option, catalog_option, the_catalog
from genai_tui.cli.query_commands import wanted
from genai_tui.cli.record_argument import node_named
from genai_tui.graph.builder import KINDS
from genai_tui.graph.name_merging import NAMES
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json

# Everything of the graph is imported where it is used: networkx alone takes longer than all of `list`.
if TYPE_CHECKING:
    from genai_tui.graph.analysis import Hop, Measures
    from genai_tui.graph.render import Picture
    from genai_tui.graph.types import Graph

_FORMATS = ("text", "twin", "measures", "dot", "graphml", "mermaid", "json", "csv")
_FOR_READERS = ("text", "twin", "measures")

_FEW = 10


def _kind_options(command: Any) -> Any:
    for option in (
        click.option("--kind", type=click.Choice(KINDS), default="organizations", show_default=True,
                     help="What is joined: organizations by models, by ownership, or both; models; or the two."),
        click.option("--names", type=click.Choice(NAMES), default="split", show_default=True,
                     help="Organizations for themselves, under their owners, or so from the take-over on."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@catalog_option
@_kind_options
@click.option(
    "--focus", "center", metavar="NAME", help="Only what lies near this node, by id, name or alias."
)
@click.option("--depth", type=Whole(0, 99), default=2, show_default=True, help="Steps from the focus.")
@click.option("--most", type=Whole(1), help="Nodes around the focus, the strongest first.")
@click.option("--layout", type=click.Choice(("auto", "boxes", "lines", "matrix")), default="auto",
              show_default=True, help="How it is drawn; auto takes what can be followed.")  # fmt: skip
@click.option("--width", type=Whole(20), help="Cells in a row.  [default: the terminal's, or 118]")
@ascii_option
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True,
              help="What to print; twin is the drawing in words, measures who stands between the others.")  # fmt: skip
@click.argument("query", nargs=-1)
def graph(
    kind: Any, names: Any, center: str | None, depth: int, most: int | None, layout: Any, width: int | None,
    form: str, query: tuple[str, ...],
) -> None:  # fmt: skip
    """Draw who works with whom, who owns whom, what is built on what: of all models, or of those of QUERY."""
    from genai_tui.graph.adjacency_matrix import in_blocks
    from genai_tui.view.graph import GraphView
    from genai_tui.view.graph_pictures import Viewer

    catalog, clean = the_catalog()
    models = wanted(catalog, query) if query else None
    if models == () and query[0] == "-":
        tell("nothing found")
    viewer = Viewer(catalog, models, ascii_only(sys.stdout))
    view = GraphView(kind, names, None, depth, layout)
    whole = viewer.whole(view)
    if models and not whole.nodes:
        tell(f"nothing is known of such ties of the {count_of(len(models), 'model')} found")
    if center is not None and (whole.nodes or models is None):
        view = GraphView(kind, names, node_named(catalog, whole, names, center), depth, layout)
    shown = viewer.shown(view, most)
    if form in _FOR_READERS and not shown.nodes:
        raise click.exceptions.Exit(1)
    if form == "text":
        room = width or (os.get_terminal_size().columns if sys.stdout.isatty() else 118)
        drawn = viewer.picture(view, room, most)
        if drawn.why:
            tell(drawn.why)
        # A pipe takes rows of any length; a terminal would break them.
        broken = drawn.layout == "matrix" and sys.stdout.isatty()
        lines: Iterable[str] = in_blocks(drawn.drawing, room) if broken else drawn.drawing.rows
    else:
        lines = _lines(catalog, shown, form, whole)
    for line in lines:
        click.echo(line)
    if form in ("text", "twin"):
        from genai_tui.graph.captions import counts_text

        left = len(whole.nodes) - len(shown.nodes)
        outside = f"; {count_of(left, 'node')} outside" if left else ""
        tell(f"{counts_text(shown)}; {shown.note}{outside}")
    if form == "text":
        _tell_drawing(shown, drawn, ascii_only(sys.stdout))
    if not (shown.nodes and clean):
        raise click.exceptions.Exit(1)


def _tell_drawing(shown: Graph, drawn: Picture, ascii_only: bool) -> None:
    """Say what the lines of a drawing mean, and what of the graph a table leaves out."""
    from genai_tui.graph.captions import legend_of, order_text

    told = (order_text(shown, drawn.drawing), legend_of(shown, drawn.drawing, ascii_only))
    if any(told):
        tell("; ".join(filter(None, told)))
    alone = len(shown.nodes) - len(drawn.drawing.boxes)
    if drawn.layout == "matrix" and alone:
        tell(f"{count_of(alone, 'node')} without a tie not in the table")


def _lines(catalog: Catalog, shown: Graph, form: str, whole: Graph) -> Iterator[str]:
    """Yield a graph in a form that is no drawing."""
    from genai_tui.graph import export
    from genai_tui.graph.text_alternative import twin

    if form == "twin":
        yield from twin(shown, whole=True)
    elif form == "measures":
        yield from _measures(shown, whole)
    elif form == "json":
        yield output.json({"form": FORM, "catalog": catalog_as_json(catalog), **export.as_json(shown)})
    elif form == "csv":
        yield from output.separated([export.ROW, *export.as_rows(shown)])
    else:
        write = {"dot": export.as_dot, "graphml": export.as_graphml, "mermaid": export.as_mermaid}
        text = write[form](shown)
        yield output.xml(text) if form == "graphml" else text


def _measures(shown: Graph, whole: Graph) -> Iterator[str]:
    """Yield every node's measures, whoever stands between most others first; bridges and years in words.

    Partners are counted in the whole graph, since their number is that of every other screen.
    """
    from genai_tui.graph.analysis import bridges, by_year, measures, partner_counts

    labels = {node.id: safe_line(node.label) for node in shown.nodes}
    measured = sorted(
        measures(shown).values(), key=lambda each: (-each.betweenness, -each.degree, labels[each.id], each.id)
    )
    partners_of = partner_counts(whole)
    columns: dict[str, Callable[[Measures], str]] = {
        "Name": lambda each: labels[each.id],
        "Partners": lambda each: str(partners_of[each.id]),
        "Neighbors": lambda each: str(each.degree),
        "Ties": lambda each: f"{each.weight:g}",
        "Between": lambda each: f"{each.betweenness:.3f}",
        "Community": lambda each: str(each.community),
        "Part": lambda each: str(each.part),
    }
    if shown.title == "collaboration":
        del columns["Neighbors"]  # who are the partners
    elif shown.title != "organizations":
        del columns["Partners"]
    rows = [tuple(columns), *(tuple(cell(each) for cell in columns.values()) for each in measured)]
    yield from output.aligned(rows, rows[0][1:])
    if ties := bridges(shown):
        few = "; ".join(f"{labels[one]} – {labels[other]}" for one, other in ties[:_FEW])
        more = f"; {len(ties) - _FEW} more" if len(ties) > _FEW else ""
        tell(f"{count_of(len(ties), 'pair')} without which a part falls in two: {few}{more}")
    years = ", ".join(f"{year or 'not known'} {count}" for year, count in by_year(shown))
    if years:
        tell(f"ties by year: {years}")


@click.command()
@catalog_option
@_kind_options
@click.option("--strongest", is_flag=True, help="Go by strong ties rather than by few.")
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.argument("start")
@click.argument("end")
def path(kind: Any, names: Any, strongest: bool, form: str, start: str, end: str) -> None:
    """Show how START is joined to END, and what proves each step."""
    from genai_tui.graph.analysis import backward, part_sizes
    from genai_tui.graph.analysis import path as path_between
    from genai_tui.graph.builder import build

    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    one, other = node_named(catalog, whole, names, start), node_named(catalog, whole, names, end)
    hops = path_between(whole, one, other, strongest)
    labels = {node.id: safe_line(node.label) for node in whole.nodes}
    if form == "json":
        click.echo(output.json(_hops_as_json(catalog, one, other, hops)))
    elif hops:
        for hop in hops:
            click.echo(f"{labels[hop.from_id]} – {labels[hop.to_id]}: {ties_text(hop.evidence)}")
    if hops and (turn := backward(hops)):
        before, after = (f"{labels[hop.from_id]} – {labels[hop.to_id]}" for hop in turn)
        tell(f"this path goes back in time: {after} lies before {before}")
    if hops is None:
        sizes = part_sizes(whole, one, other)
        tell(f"{labels[one]} and {labels[other]} are in separate parts, of sizes {sizes[0]} and {sizes[1]}")
    if hops is None or not clean:
        raise click.exceptions.Exit(1)


def _hops_as_json(catalog: Catalog, one: str, other: str, hops: tuple[Hop, ...] | None) -> dict[str, Any]:
    from genai_tui.graph.analysis import backward
    from genai_tui.graph.export import tie_as_json

    steps = None if hops is None else [
        {"from": hop.from_id, "to": hop.to_id, "evidence": [tie_as_json(tie) for tie in hop.evidence]}
        for hop in hops
    ]  # fmt: skip
    return {
        "form": FORM, "catalog": catalog_as_json(catalog), "from": one, "to": other,
        "in_order": None if hops is None else backward(hops) is None, "hops": steps,
    }  # fmt: skip


@click.command()
@catalog_option
@_kind_options
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.argument("name")
def neighbors(kind: Any, names: Any, form: str, name: str) -> None:
    """Show what is joined to NAME, the strongest ties first, and its measures."""
    from genai_tui.graph.analysis import groups, measures
    from genai_tui.graph.analysis import neighbors as neighbors_of
    from genai_tui.graph.builder import build

    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    center = node_named(catalog, whole, names, name)
    found = neighbors_of(whole, center)
    measured = measures(whole)[center]
    around = groups(whole, center)
    if form == "json":
        from genai_tui.graph.export import tie_as_json

        click.echo(output.json({
            "form": FORM, "catalog": catalog_as_json(catalog), "id": center, "partners": measured.partners,
            "degree": measured.degree, "weight": measured.weight, "betweenness": measured.betweenness,
            "community": measured.community,
            "neighbors": [
                {"id": node.id, "label": node.label, "weight": len(ties),
                 "is": [group for group, each in around.items() if node.id in each],
                 "evidence": [tie_as_json(tie) for tie in ties]}
                for node, ties in found
            ],
        }))  # fmt: skip
    else:
        for node, ties in found:
            click.echo(f"{safe_line(node.label)}: {ties_text(ties)}")
        if not found:
            tell(
                f"nothing is known of ties of {next(n.label for n in whole.nodes if n.id == center)} in this graph"
            )
        counts = "".join(f"{counted_group(group, len(each))}, " for group, each in around.items())
        tell(f"{counts}betweenness {measured.betweenness:.3f}, community {measured.community}")
    if not (found and clean):
        raise click.exceptions.Exit(1)


def ties_text(ties: Iterable[Tie]) -> str:
    """Return the ties of two nodes that are named already in a line."""
    return "; ".join(safe_line(tie.told(brief=True)) for tie in ties)


ALL = (graph, path, neighbors)
