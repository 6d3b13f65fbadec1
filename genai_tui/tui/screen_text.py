"""The table or the drawing on a screen as text, and as the file that an ending asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters import FORMATS, RecordFormat, format_called
from genai_tui.view.browse import BrowseView
from genai_tui.view.copy_choices import Content, Record
from genai_tui.view.record_ref import RecordKind

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.graph.export import Block, Format
    from genai_tui.view.graph_pictures import Drawn


class Written(Struct, frozen=True):
    """The text of a file, and in a few words what it holds."""

    text: str
    told: str


class ScreenText(Protocol):
    """What stands on a screen, and can be taken along as text."""

    @property
    def noun(self) -> str:
        """What it is called: a table, a drawing."""

    def text(self) -> str:
        """Return it as lines for readers."""

    def endings(self) -> dict[str, str]:
        """Return the endings of files that can be written, each with what such a file is."""

    def written(self, ending: str) -> Written:
        """Return what a file with an ending holds; raises KeyError for one that is none of `endings`."""


def write_records(catalog: Catalog) -> Callable[[str, Content, Sequence[Record]], str]:
    """Return what writes records of a catalog in the format of a name."""

    def write(form: str, content: Content, records: Sequence[Record]) -> str:
        writer: Any = format_called(form).writer()
        return "\n".join(getattr(writer, content)(catalog, records))

    return write


class TableText(Struct, frozen=True):
    """The records of a table, in its order; what is `asked` for by name has a column for readers."""

    catalog: Catalog
    kind: RecordKind
    records: Sequence[Any]
    query: str = ""
    """What finds just these; empty: all, or none that is known."""
    asked: tuple[str, ...] = ()
    which: str = ""
    """Which records they are, said before their kind."""

    @property
    def noun(self) -> str:
        """What it is called."""
        return "table"

    def text(self) -> str:
        """Return the table in columns."""
        return "\n".join(self._rows(format_called("table")))

    def endings(self) -> dict[str, str]:
        """Return the endings of the formats, of several with one ending the first."""
        return {ending: form.about for ending, form in self._formats().items()}

    def written(self, ending: str) -> Written:
        """Return the records in the format of an ending, or the papers of those that have one; raises KeyError."""
        form = self._formats()[ending]
        told = count_of(len(self.records), f"{self.which}{self.kind}")
        if self._is_rows(form):
            lines = list(self._rows(form))
        else:
            cited = [record for record in self.records if record.paper]
            lines = list(form.writer().citations(self.catalog, cited))
            told = f"{count_of(len(cited), 'paper')} of {told}"
        # What a format has no place for is told, as the shell does.
        license_ = "" if form.writer().CREDITS else safe_line(self.catalog.head.license or "")
        return Written(as_file(lines), " · ".join(filter(None, (told, license_))))

    def _formats(self) -> dict[str, RecordFormat]:
        found: dict[str, RecordFormat] = {}
        for form in FORMATS:
            if self._is_rows(form) or (self.kind == "model" and "citations" in form.contents):
                found.setdefault(form.ending, form)
        return found

    def _is_rows(self, form: RecordFormat) -> bool:
        return f"{self.kind}s" in form.contents

    def _rows(self, form: RecordFormat) -> Iterator[str]:
        writer = form.writer()
        if self.kind == "organization":
            return writer.organizations(self.catalog, self.records, self.asked)
        if writer.CREDITS:
            return writer.export(self.catalog, self.records, self.query)
        return writer.models(self.catalog, self.records, self.asked)


def marked_table(catalog: Catalog, view: BrowseView, asked: tuple[str, ...]) -> TableText | None:
    """Return the marked records as a table, in the order in which they were marked; None where there are none."""
    if view.KIND == "model":
        records = tuple(filter(None, map(catalog.model, view.marked)))
    else:
        by_id = {record.id: record for record in view.records(catalog)}
        records = tuple(by_id[each] for each in view.marked if each in by_id)
    return TableText(catalog, view.KIND, records, asked=asked, which="marked ") if records else None


class DrawingText(Struct, frozen=True):
    """The graph on a screen, and its drawing."""

    catalog: Catalog
    drawn: Drawn
    ascii_only: bool = False

    @property
    def noun(self) -> str:
        """What it is called."""
        return "drawing"

    def text(self) -> str:
        """Return the rows of the drawing."""
        return "\n".join(row.rstrip() for row in self.drawn.picture.drawing.rows)

    def endings(self) -> dict[str, str]:
        """Return the endings of the formats, of several with one ending the first."""
        return {ending: form.what for ending, form in self._formats().items()}

    def written(self, ending: str) -> Written:
        """Return the graph in the format of an ending; raises KeyError."""
        from genai_tui.graph.export import GraphOutput  # imported here: with the graph

        form, drawn = self._formats()[ending], self.drawn
        assert form.graph is not None, "only such formats are offered"
        output = GraphOutput(drawn.graph, drawn.whole, lambda: drawn.picture, self.ascii_only)
        lines = [line for block in form.graph(output) for line in self._lines(block, form.for_readers)]
        nodes, ties = count_of(len(drawn.graph.nodes), "node"), count_of(len(drawn.graph.links), "tie")
        return Written(as_file(lines), f"{nodes}, {ties}")

    @staticmethod
    def _formats() -> dict[str, Format]:
        from genai_tui.graph.export import FORMATS as GRAPHS  # imported here: with the graph

        found: dict[str, Format] = {}
        for form in GRAPHS:
            if form.graph:
                found.setdefault(form.ending, form)
        return found

    def _lines(self, block: Block, for_readers: bool) -> Iterable[str]:
        """Yield a block as lines; a remark is for readers, and would make other files unreadable."""
        # Imported here: each with the format that it writes.
        from genai_tui.graph import export
        from genai_tui.storage.exporters.json_document import indented
        from genai_tui.storage.exporters.json_form import FORM, catalog_as_json
        from genai_tui.storage.exporters.separated_values import separated
        from genai_tui.storage.exporters.text_table import aligned

        match block:
            case str():
                return (block.rstrip() if for_readers else block,)
            case export.Remark():
                return (safe_line(block.text),) if for_readers else ()
            case export.Table():
                return aligned(block.rows, block.rows[0][1:])
            case export.Separated():
                return separated(block.rows)
            case export.Data():
                head = {"form": FORM, "catalog": catalog_as_json(self.catalog)}
                return (indented({**head, **block.fields}),)
            case export.Xml():
                return (block.text,)


def as_file(lines: Iterable[str]) -> str:
    """Return lines as the text of a file."""
    return "".join(f"{line}\n" for line in lines)
