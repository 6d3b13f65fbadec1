"""The command that prints what stands at an address, without a screen to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from genai_tui.catalog.model import Catalog

if TYPE_CHECKING:
    from genai_tui.view.command_line import View

ROOM = 100
"""Cells of width for drawings where nobody knows the reader's."""


def printing_command(view: View, catalog: Catalog) -> str:
    """Return the command that prints a view of a catalog, as `Y` does on its screen."""
    # Imported here: each of them brings the rooms that its view looks into.
    from genai_tui.view import command_line as lines

    known: Any = view
    match view.SCREEN:
        case "graph":
            return lines.graph_command(known, ROOM, None, False)
        case "between":
            from genai_tui.view.between import first_day

            return lines.between_command(known, first_day(catalog, known))
        case "compare":
            return lines.compare_command(known)
        case "disagreements":
            return lines.disagree_command(known)
        case "browse" | "orgs":
            return _listing(known, catalog)
        case name:
            return lines.table_command(known, name)


def _listing(view: Any, catalog: Catalog) -> str:
    # Imported here: as above.
    from genai_tui.catalog.as_of import catalog_as_of
    from genai_tui.search.backends import search_index
    from genai_tui.search.subject import MODELS, ORGANIZATIONS
    from genai_tui.search.syntax import QueryProblem
    from genai_tui.view import command_line as lines
    from genai_tui.view.arrangement import Arranger

    if view.record is not None and view.record.kind != "category" and not (view.query.strip() or view.group):
        return lines.show_command(view, view.record)
    if view.as_of:
        catalog = catalog_as_of(catalog, view.as_of)
    subject = MODELS if view.KIND == "model" else ORGANIZATIONS
    arranger = Arranger(catalog, lambda: search_index(catalog, subject), type(view))
    try:
        view = lines.ungrouped(view, arranger.arrange(view), arranger.arrange)
    except QueryProblem:
        pass  # the command says what is wrong with it
    return lines.list_command(replace(view, group=None, part=None), ())
