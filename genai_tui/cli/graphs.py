"""The subcommands that show how things connect: `graph`, `path` and `neighbors`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from genai_tui.catalog.export import FORM, catalog_as_json
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.spelling import nearest
from genai_tui.catalog.text import safe_line
from genai_tui.cli import formats
from genai_tui.cli.finding import wanted
from genai_tui.cli.options import catalog_option, the_catalog
from genai_tui.cli.telling import tell
from genai_tui.graph.building import KINDS
from genai_tui.graph.naming import NAMES

# Everything of the graph is imported where it is used: networkx alone takes longer than all of `list`.
if TYPE_CHECKING:
    from genai_tui.graph.analysis import Hop
    from genai_tui.graph.figures import Evidence, Graph

_FORMATS = ("text", "twin", "measures", "dot", "graphml", "mermaid", "json", "csv")


_MEASURES = ("Name", "Partners", "Ties", "Between", "Community", "Part")
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
@click.option("--focus", "center", metavar="ID", help="Only what lies near this node.")
@click.option("--depth", type=click.IntRange(0), default=2, show_default=True, help="Steps from the focus.")
@click.option("--most", type=click.IntRange(1), help="Nodes around the focus, the strongest first.")
@click.option("--layout", type=click.Choice(("auto", "boxes", "lines", "matrix")), default="auto",
              show_default=True, help="How it is drawn; auto takes what can be followed.")  # fmt: skip
@click.option("--width", type=click.IntRange(20), help="Cells in a row.  [default: the terminal's, or 118]")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True,
              help="What to print; twin is the drawing in words, measures who stands between the others.")  # fmt: skip
@click.argument("query", nargs=-1)
def graph(
    kind: Any, names: Any, center: str | None, depth: int, most: int | None, layout: Any, width: int | None,
    ascii_only: bool, form: str, query: tuple[str, ...],
) -> None:  # fmt: skip
    """Draw who works with whom, who owns whom, what is built on what: of all models, or of those of QUERY."""
    from genai_tui.graph.viewing import View, Viewer

    catalog, clean = the_catalog()
    viewer = Viewer(catalog, wanted(catalog, query) if query else None, ascii_only)
    view = View(kind, names, None, depth, layout)
    whole = viewer.whole(view)
    if center is not None:
        view = View(kind, names, _node(catalog, whole, names, center), depth, layout)
    shown = viewer.shown(view, most)
    if form == "text":
        room = width or (os.get_terminal_size().columns if sys.stdout.isatty() else 118)
        drawn = viewer.picture(view, room, most)
        if drawn.why:
            tell(drawn.why)
        lines: Iterable[str] = drawn.drawing.rows
    else:
        lines = _lines(catalog, shown, form)
    for line in lines:
        click.echo(line)
    if form in ("text", "twin"):
        left = len(whole.nodes) - len(shown.nodes)
        tell(f"{len(shown.nodes)} nodes, {len(shown.links)} ties, {shown.note}"
             f"{f'; {left} nodes outside' if left else ''}")  # fmt: skip
    if not (shown.nodes and clean):
        raise click.exceptions.Exit(1)


def _lines(catalog: Catalog, shown: Graph, form: str) -> Iterator[str]:
    """Yield a graph in a form that is no drawing."""
    from genai_tui.graph import exporting
    from genai_tui.graph.twin import twin

    if form == "twin":
        yield from twin(shown)
    elif form == "measures":
        yield from _measures(shown)
    elif form == "json":
        yield formats.json({"form": FORM, "catalog": catalog_as_json(catalog), **exporting.as_json(shown)})
    elif form == "csv":
        rows = exporting.as_rows(shown)
        yield from formats.separated([exporting.ROW, *((*row[:-1], " ".join(row[-1])) for row in rows)])
    else:
        write = {"dot": exporting.as_dot, "graphml": exporting.as_graphml, "mermaid": exporting.as_mermaid}
        yield write[form](shown)


def _measures(shown: Graph) -> Iterator[str]:
    """Yield every node's measures, whoever stands between most others first; bridges and years in words."""
    from genai_tui.graph.analysis import bridges, by_year, measures

    labels = {node.id: safe_line(node.label) for node in shown.nodes}
    measured = sorted(
        measures(shown).values(), key=lambda each: (-each.betweenness, -each.degree, labels[each.id], each.id)
    )
    rows = [_MEASURES] + [
        (labels[each.id], str(each.degree), f"{each.weight:g}", f"{each.betweenness:.3f}", str(each.community),
         str(each.part))
        for each in measured
    ]  # fmt: skip
    yield from formats.aligned(rows, _MEASURES[1:])
    if ties := bridges(shown):
        few = "; ".join(f"{labels[one]} – {labels[other]}" for one, other in ties[:_FEW])
        more = f"; {len(ties) - _FEW} more" if len(ties) > _FEW else ""
        tell(f"{len(ties)} ties without which a part falls in two: {few}{more}")
    years = ", ".join(f"{year or 'not known'} {count}" for year, count in by_year(shown))
    if years:
        tell(f"evidence by year: {years}")


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
    from genai_tui.graph.analysis import part_sizes
    from genai_tui.graph.analysis import path as path_between
    from genai_tui.graph.building import build

    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    one, other = _node(catalog, whole, names, start), _node(catalog, whole, names, end)
    hops = path_between(whole, one, other, strongest)
    labels = {node.id: safe_line(node.label) for node in whole.nodes}
    if form == "json":
        click.echo(formats.json(_hops_as_json(catalog, one, other, hops)))
    elif hops:
        for hop in hops:
            click.echo(f"{labels[hop.from_id]} – {labels[hop.to_id]}: {proofs_text(hop.evidence)}")
    if hops is None:
        sizes = part_sizes(whole, one, other)
        tell(f"{labels[one]} and {labels[other]} are in separate parts, of sizes {sizes[0]} and {sizes[1]}")
    if hops is None or not clean:
        raise click.exceptions.Exit(1)


def _hops_as_json(catalog: Catalog, one: str, other: str, hops: tuple[Hop, ...] | None) -> dict[str, Any]:
    steps = None if hops is None else [
        {"from": hop.from_id, "to": hop.to_id,
         "evidence": [{"id": proof.id, "name": proof.name, "date": proof.date} for proof in hop.evidence]}
        for hop in hops
    ]  # fmt: skip
    return {"form": FORM, "catalog": catalog_as_json(catalog), "from": one, "to": other, "hops": steps}


@click.command()
@catalog_option
@_kind_options
@click.option(
    "-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.argument("name")
def neighbors(kind: Any, names: Any, form: str, name: str) -> None:
    """Show what is joined to NAME, the strongest ties first, and its measures."""
    from genai_tui.graph.analysis import measures, partners
    from genai_tui.graph.building import build

    catalog, clean = the_catalog()
    whole = build(catalog, kind, names)
    center = _node(catalog, whole, names, name)
    found = partners(whole, center)
    measured = measures(whole)[center]
    if form == "json":
        click.echo(formats.json({
            "form": FORM, "catalog": catalog_as_json(catalog), "id": center, "degree": measured.degree,
            "weight": measured.weight, "betweenness": measured.betweenness, "community": measured.community,
            "neighbors": [
                {"id": node.id, "label": node.label, "weight": len(proofs), "evidence": [each.id for each in proofs]}
                for node, proofs in found
            ],
        }))  # fmt: skip
    else:
        for node, proofs in found:
            click.echo(f"{safe_line(node.label)}: {proofs_text(proofs)}")
        tell(
            f"degree {measured.degree}, betweenness {measured.betweenness:.3f}, community {measured.community}"
        )
    if not (found and clean):
        raise click.exceptions.Exit(1)


def proofs_text(proofs: Iterable[Evidence]) -> str:
    """Return evidence in a line."""
    return ", ".join(f"{safe_line(proof.name)}{f' ({proof.date})' if proof.date else ''}" for proof in proofs)


def _node(catalog: Catalog, whole: Graph, names: Any, name: str) -> str:
    """Return the node that is meant by an id, a label or something near; leaves with status 2 otherwise."""
    ids = {node.id for node in whole.nodes}
    if name in ids:
        return name
    from genai_tui.graph.naming import Naming
    from genai_tui.search.names import nearest_ids

    naming = Naming(catalog, names)
    named = [(text, node.id) for node in whole.nodes for text in (node.label, node.id)]
    for known in catalog.organizations.values():
        if (owner := naming.of(known.id, None)) in ids:
            named += [(text, owner) for text in (known.id, known.name, *known.aliases)]
    costs = nearest_ids(named, name)
    near = list(costs)
    if near and (len(near) == 1 or costs[near[0]] < _SURE or costs[near[0]] + _CLEARLY <= costs[near[1]]):
        return near[0]
    near = near[:5] or list(filter(None, [nearest(name, ids)]))
    meant = f" Near: {', '.join(near)}." if near else ""
    raise click.UsageError(f"this graph has no node {safe_line(name)!r}.{meant}")


_SURE, _CLEARLY = 0.6, 1.0
"""A name written whole, and one that is clearly nearer than the next."""

ALL = (graph, path, neighbors)
