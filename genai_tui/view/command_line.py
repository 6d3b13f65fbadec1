"""A view as the command that prints what it shows, and as the one that opens the explorer on it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from genai_tui.catalog.day import NOW, shortest
from genai_tui.catalog.model import Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.grouping import group_clause
from genai_tui.search.syntax import QueryProblem
from genai_tui.view.address import address
from genai_tui.view.arrangement import Arrangement
from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # neither cards nor the graph have a part in the first frame
    from genai_tui.catalog.claim_card import ClaimCard
    from genai_tui.view.between import BetweenView
    from genai_tui.view.compare import CompareView
    from genai_tui.view.disagreements import DisagreementsView
    from genai_tui.view.graph import GraphView
    from genai_tui.view.table_view import TableView
    from genai_tui.view.timeline import TimelineView

    View = BetweenView | BrowseView | CompareView | GraphView | DisagreementsView | TableView

# Commands, which print what is on screen from any folder, in a shell of POSIX, as they stand


def list_command(view: BrowseView, records: Iterable[Model | Organization]) -> str:
    """Return the command that prints the ids of these records in this order: by its query, or else each by its id."""
    if view.group is not None:
        ids = _shell(("printf", "%s\\n", *(record.id for record in records)))
        return f"{ids} | {_command(view, view.COMMAND, '-')}"
    words = ["--sort", view.order] if view.order != "best" else []
    words += ["--reverse"] if view.reverse else []
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(view, view.COMMAND, *words)


def ungrouped(
    view: BrowseView, shown: Arrangement, arrange: Callable[[BrowseView], Arrangement]
) -> BrowseView:
    """Return a view without a group that shows the same records in the same order, by a query that a reader understands.

    It is the view itself where no such query can be written: `arrange` tells, being asked for it.
    """
    grouped = [(shown.facet, shown.here)] if shown.here else []
    grouped += [(shown.division.facet, shown.part)] if shown.division and shown.part else []
    clauses = [group_clause(view.ATTRIBUTES.groupings[facet], each.id) for facet, each in grouped]
    query = " ".join(filter(None, (view.query.strip(), *clauses)))
    asked = replace(view, query=query, group=None, part=None)
    try:
        return asked if arrange(asked).records == shown.records else view
    except QueryProblem:
        return view


def show_command(view: View, record: RecordRef) -> str:
    """Return the command that prints a model or an organization."""
    return _command(view, "show", record.id)


def with_commands(view: View, card: ClaimCard) -> ClaimCard:
    """Return a card with the commands that print it again and that cite its claim."""
    again = _command(view, "why", *card.id.split(" "), *filter(None, (card.field,)))
    cite = _command(view, "cite", f"claim:{card.hash}") if card.hash else None
    return replace(card, again=again, cite=cite)


def graph_command(view: GraphView, room: int, most: int | None, ascii_only: bool) -> str:
    """Return the command that prints a drawing of so many cells of width, with so many nodes at most."""
    words = ["--kind", view.kind, "--names", view.names]
    if view.focus is not None:
        words += ["--focus", view.focus, "--depth", str(view.depth)]
        words += ["--path", *view.path] if view.path else []
    words += ["--most", str(most)] if most is not None else []
    for each in view.community:
        words += ["--community", each]
    words += ["--since", shortest(view.since)] if view.since else []
    words += ["--layout", view.layout, "--width", str(room)]
    words += ["--ascii"] if ascii_only else []
    return _command(view, "graph", *words)


def disagree_command(view: DisagreementsView) -> str:
    """Return the command that prints what differs in the view's field among the models of its query."""
    words = ["--field", view.field] if view.field is not None else []
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(view, "disagree", *words)


def table_command(view: TableView, name: str) -> str:
    """Return the subcommand that prints the table of counts of a view."""
    words = list(view.command_words())
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(view, name, *words)


def plot_command(view: TimelineView, room: tuple[int, int], ascii_only: bool) -> str:
    """Return the command that prints the plot of a view, drawn in so many cells and rows, or the least there can be."""
    # Imported here: little else is said of plots.
    from genai_tui.view.plot_sheet import LEAST_CELLS, LEAST_ROWS

    cells, rows = max(LEAST_CELLS, room[0]), max(LEAST_ROWS, room[1])
    words = [*view.command_words(), "--width", str(cells), "--height", str(rows)]
    words += ["--ascii"] if ascii_only else []
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(view, "timeline", *words)


def between_command(view: BetweenView, first: str) -> str:
    """Return the command that prints what changed from the `first` day to that of a view."""
    words = [shortest(first), shortest(view.as_of) if view.as_of else NOW]
    words += ["--", view.query.strip()] if view.query.strip() else []
    return _command(replace(view, as_of=None), "between", *words)


def compare_command(view: CompareView) -> str:
    """Return the command that prints the comparison of a view."""
    words = ["--all"] if view.every else []
    words += ["--transpose"] if view.transposed else []
    return _command(view, "compare", *words, *view.of)


def open_command(view: View) -> str:
    """Return the command that opens the explorer on a view."""
    return _shell(("genai-tui", "open", address(view)))


def _command(view: View, name: str, *words: str) -> str:
    options: list[str] = []
    for catalog in view.catalogs:
        options += ["--catalog", catalog]
    for folder in view.overlays:
        options += ["--overlay", folder]
    options += ["--as-of", shortest(view.as_of)] if view.as_of else []
    return _shell(("genai-tui", name, *options, *words))


def _shell(words: Iterable[str]) -> str:
    """Return words as a line of a shell, each for itself whatever a catalog has put into it.

    The only way from words to a command. A word with control characters, which a terminal might act on when it
    is pasted, is made harmless: a name is found without them.
    """
    return shlex.join(safe_line(word) if _CONTROL.search(word) else word for word in words)


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
