"""Records as plain text, as `show` prints them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator

from genai_tui.catalog import hyperlink
from genai_tui.catalog.cells import width, wrap
from genai_tui.catalog.describe import Page
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line


def card_of(catalog: Catalog, record: Model | Organization, columns: int | None = None) -> Iterator[str]:
    """Yield everything known of a model or an organization."""
    title = f"{record.name} ({record.id})"
    if isinstance(record, Organization):
        return card_lines(title, organization_pages(catalog, record), columns)
    return card_lines(title, model_pages(catalog, record), columns)


def card_lines(title: str, pages: Iterable[Page], columns: int | None = None) -> Iterator[str]:
    """Yield a record's card as plain text, wrapped to so many columns: 0 for none, None for the terminal's, at most 100."""
    if columns is None:
        columns = min(shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100, 100)
    columns = max(40, columns) if columns else 1_000_000
    links = sys.stdout.isatty() and hyperlink.are_shown(os.environ)
    yield safe_line(title)
    for page in pages:
        yield ""
        yield page.title.upper()
        for item in page.items:
            mark = f" {item.mark}" if item.mark else ""
            match item.look:
                case "fact":
                    first, hanging, text = f"  {item.label:<12}", " " * 14, item.text + mark
                case "bullet" | "link":
                    first, hanging, text = "  - ", "    ", item.text
                case "heading":
                    first, hanging, text = "  ", "  ", f"{item.text}{mark}"
                case _:
                    first, hanging, text = "  ", "  ", item.text
            address = item.link.id if links and item.link and item.link.kind == "web" else ""
            for number, line in enumerate(wrap(text, columns - width(first))):
                yield (hanging if number else first) + (hyperlink.linked(line, address) if address else line)
