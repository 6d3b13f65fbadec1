"""The table of graph formats: one row says what a format writes of a graph, of a path and of neighbors.

To add a format, write its writer and add a row to `FORMATS`. The command line offers what the table holds.
A writer yields blocks, and whoever prints them knows each type of block: plain lines, remarks, tables, JSON, XML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie, counted_group
from genai_tui.graph.types import Graph

# What a writer needs is imported where it writes: all writers together take longer to import than one takes to write.
if TYPE_CHECKING:
    from genai_tui.graph.analysis import Hop, Neighborhood
    from genai_tui.graph.render import Picture


class Remark(Struct, frozen=True):
    """A line about what is written, for the reader and not for a program."""

    text: str


class Table(Struct, frozen=True):
    """Rows of text for a reader, the heading first; all but the first column are numbers."""

    rows: list[tuple[str, ...]]


class Separated(Struct, frozen=True):
    """Rows of values for a program, the heading first."""

    rows: list[tuple[str | int | None, ...]]


class Data(Struct, frozen=True):
    """Typed data."""

    fields: dict[str, Any]


class Xml(Struct, frozen=True):
    """A document of XML."""

    text: str


Block = str | Remark | Table | Separated | Data | Xml


class GraphOutput(Struct, frozen=True):
    """A graph to be written.

    `shown` is cut from `whole`. `picture` draws it, and is called only by formats that show a drawing. Tables wider
    than `columns` cells are broken into blocks; None leaves them whole.
    """

    shown: Graph
    whole: Graph
    picture: Callable[[], Picture]
    ascii_only: bool = False
    columns: int | None = None


class PathOutput(Struct, frozen=True):
    """A path to be written; `hops` are None where no path leads from `start` to `end`."""

    whole: Graph
    start: str
    end: str
    hops: tuple[Hop, ...] | None
    in_order: bool = False
    """Whether only a path was looked for on which no step is earlier than the one before."""


class NeighborsOutput(Struct, frozen=True):
    """What a node is joined to, to be written."""

    found: Neighborhood


class Format(Struct, frozen=True):
    """One format: its name, the ending of its files, what it writes, and a writer for each thing that it can write.

    A format for readers writes nothing of an empty graph.
    """

    name: str
    ending: str
    what: str
    graph: Callable[[GraphOutput], Iterable[Block]] | None = None
    path: Callable[[PathOutput], Iterable[Block]] | None = None
    neighbors: Callable[[NeighborsOutput], Iterable[Block]] | None = None
    for_readers: bool = False


def _drawing(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.adjacency_matrix import in_blocks
    from genai_tui.graph.captions import legend_of, order_text

    picture = output.picture()
    if picture.why:
        yield Remark(picture.why)
    broken = picture.layout == "matrix" and output.columns is not None
    yield from in_blocks(picture.drawing, output.columns or 0) if broken else picture.drawing.rows
    yield _count(output)
    shown = output.shown
    captions = (
        order_text(shown, picture.drawing), legend_of(shown, picture.drawing, output.ascii_only),
    )  # fmt: skip
    if any(captions):
        yield Remark("; ".join(filter(None, captions)))
    alone = len(shown.nodes) - len(picture.drawing.boxes)
    if picture.layout == "matrix" and alone:
        yield Remark(f"{count_of(alone, 'node')} without a tie not in the table")


def _text_alternative(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.text_alternative import twin

    yield from twin(output.shown, whole=True)
    yield _count(output)


def _count(output: GraphOutput) -> Remark:
    from genai_tui.graph.captions import counts_text

    shown = output.shown
    drawn = sum(map(len, shown.communities.values())) if shown.communities else len(shown.nodes)
    left_out = len(output.whole.nodes) - drawn - len(shown.left_out)
    outside = f"; {count_of(left_out, 'node')} outside" if left_out else ""
    return Remark(f"{counts_text(output.shown)}; {output.shown.note}{outside}")


def _measures(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.measures_table import bridges_and_years, measures_table

    shown = output.whole if output.shown.communities else output.shown  # nothing is measured of a community
    yield Table(measures_table(shown, output.whole))
    yield from map(Remark, bridges_and_years(shown))


def _dot(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.diagrams import as_dot

    yield as_dot(output.shown)


def _mermaid(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.diagrams import as_mermaid

    yield as_mermaid(output.shown)


def _graphml(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.graphml import as_graphml

    yield Xml(as_graphml(output.shown))


def _data(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.json_form import as_json

    yield Data(as_json(output.shown))


def _edges(output: GraphOutput) -> Iterator[Block]:
    from genai_tui.graph.edges import ROW, as_rows

    yield Separated([ROW, *as_rows(output.shown)])


def _path_text(output: PathOutput) -> Iterator[Block]:
    labels = _labels(output.whole)
    for hop in output.hops or ():
        yield f"{labels[hop.from_id]} – {labels[hop.to_id]}: {_ties_text(hop.evidence)}"
    yield from _path_remarks(output)


def _path_data(output: PathOutput) -> Iterator[Block]:
    from genai_tui.graph.json_form import path_as_json

    yield Data(path_as_json(output.start, output.end, output.hops))
    yield from _path_remarks(output)


def _path_remarks(output: PathOutput) -> Iterator[Remark]:
    """Yield that a path goes back in time, or that there is none."""
    from genai_tui.graph.analysis import backward, part_sizes, path

    labels = _labels(output.whole)
    if output.hops is None and output.in_order and path(output.whole, output.start, output.end):
        yield Remark("every path between them goes back in time; without --in-order the shortest is shown")
    elif output.hops is None:
        one, other = part_sizes(output.whole, output.start, output.end)
        ends = f"{labels[output.start]} and {labels[output.end]}"
        yield Remark(f"{ends} are in separate parts, of sizes {one} and {other}")
    elif turn := backward(output.hops):
        before, after = (f"{labels[hop.from_id]} – {labels[hop.to_id]}" for hop in turn)
        yield Remark(f"this path goes back in time: {after} lies before {before}")


def _neighbors_text(output: NeighborsOutput) -> Iterator[Block]:
    found = output.found
    for node, ties in found.neighbors:
        yield f"{safe_line(node.label)}: {_ties_text(ties)}"
    if not found.neighbors:
        yield Remark(f"nothing is known of ties of {found.center.label} in this graph")
    counts = "".join(f"{counted_group(group, len(each))}, " for group, each in found.groups.items())
    measured = found.measures
    yield Remark(f"{counts}betweenness {measured.betweenness:.3f}, community {measured.community}")


def _neighbors_data(output: NeighborsOutput) -> Iterator[Block]:
    from genai_tui.graph.json_form import neighbors_as_json

    yield Data(neighbors_as_json(output.found))


def _labels(graph: Graph) -> dict[str, str]:
    return {node.id: safe_line(node.label) for node in graph.nodes}


def _ties_text(ties: Iterable[Tie]) -> str:
    """Return ties in a line that names their ends already."""
    return "; ".join(safe_line(tie.told(brief=True)) for tie in ties)


FORMATS = (
    Format("text", ".txt", "a drawing; a path and neighbors in words, a line each",
           _drawing, _path_text, _neighbors_text, for_readers=True),
    Format("twin", ".txt", "the drawing in words", _text_alternative, for_readers=True),
    Format("measures", ".txt", "who connects the others", _measures, for_readers=True),
    Format("dot", ".dot", "Graphviz's language", _dot),
    Format("graphml", ".graphml", "the XML of graphs", _graphml),
    Format("mermaid", ".mmd", "a flowchart for Markdown", _mermaid),
    Format("json", ".json", "typed data", _data, _path_data, _neighbors_data),
    Format("csv", ".csv", "a row for each edge", _edges),
)  # fmt: skip
"""The formats, in the order in which the command line offers them; the first is the default."""
