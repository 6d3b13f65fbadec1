"""The formats in which records are written: one table, with the file that holds each writer.

A new format is a row here and a file beside this one with its writer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:  # a writer is imported when it is to write
    from genai_tui.storage.exporters.writer import AnswerLayout, Writer

Content = Literal["models", "organizations", "counts", "export", "citations", "file"]
"""What there is to write: rows of models as `list`, `search` and `show` print them; organizations; counts;
an export, which says what catalog it comes from; the papers of models; an export that is a file of its own and no text."""


class RecordFormat(Struct, frozen=True):
    """A format: its name on the command line, what a file in it ends with, what it is, what it can write."""

    name: str
    ending: str
    about: str
    contents: tuple[Content, ...]
    place: str
    """The module of this folder that holds the writer, and the name of its class there."""

    names_only: bool = False
    """Whether it writes ids alone, so that nothing else has to be computed."""

    @property
    def takes_fields(self) -> bool:
        """Whether fields of records can be chosen in it."""
        return "models" in self.contents and not self.names_only

    @property
    def is_text(self) -> bool:
        """Whether it is lines of text, and no file of its own."""
        return "file" not in self.contents

    def writer(self, layout: AnswerLayout | None = None) -> Writer:
        """Return what writes it, laid out in a way."""
        module, _, name = self.place.partition(":")
        made: type[Writer] = getattr(import_module(f"{__name__}.{module}"), name)
        return made(layout)


FORMATS = (
    RecordFormat("table", ".txt", "columns of text for readers", ("models", "organizations", "counts"), "text_table:TextTable"),
    RecordFormat("json", ".json", "one JSON document, null for what is not known",
                 ("models", "organizations", "counts", "export"), "json_document:JsonDocument"),
    RecordFormat("jsonl", ".jsonl", "JSON, a record a line", ("models", "organizations", "export"),
                 "json_document:JsonLines"),
    RecordFormat("csv", ".csv", "values separated by commas", ("models", "organizations", "counts", "export"),
                 "separated_values:Csv"),
    RecordFormat("tsv", ".tsv", "values separated by tabs", ("models", "organizations", "counts", "export"),
                 "separated_values:Tsv"),
    RecordFormat("bibtex", ".bib", "papers for BibTeX and biber", ("export", "citations"), "bibliography:Bibtex"),
    RecordFormat("csl-json", ".json", "papers for Zotero, Pandoc and citeproc", ("export", "citations"),
                 "bibliography:CslJson"),
    RecordFormat("markdown", ".md", "a table in Markdown; of papers a list",
                 ("models", "organizations", "counts", "export", "citations"), "markdown_table:MarkdownTable"),
    RecordFormat("sqlite", ".sqlite", "a database with full text, which opens again at any size", ("file",),
                 "database:DatabaseExport"),
    RecordFormat("ids", ".txt", "ids alone, one a line", ("models", "organizations"), "id_list:IdList", names_only=True),
)  # fmt: skip
"""Every format, in the order in which help names them."""


def formats_of(*contents: Content) -> tuple[str, ...]:
    """Return the names of the formats that can write something, or one of several things."""
    return tuple(each.name for each in FORMATS if not set(contents).isdisjoint(each.contents))


ORGANIZATION_FORMATS = formats_of("organizations")
"""The formats that can write organizations."""


def format_called(name: str) -> RecordFormat:
    """Return the format of a name; raises KeyError where there is none."""
    return {each.name: each for each in FORMATS}[name]
