"""Help beside commands: two sentences about each pane, and the meaning of the marks of each screen."""

from __future__ import annotations

from genai_tui.catalog.attribute import ENDED
from genai_tui.tui.roles import DIFFERS, MARKED, OWN, UNKNOWN, WEIGHTS

Marks = tuple[tuple[str, str], ...]
"""Signs, each with what it means."""

PANES: dict[str, tuple[str, str]] = {
    "tree": (
        "The tree puts the records into groups; the table shows those of the group at the cursor.",
        "{tree.unfold:Right} and {tree.fold:left} open and close a group, {group:g} groups by something else, {tree.enter:Enter} goes into the table.",
    ),
    "table": (
        "The table has a row for each record that meets the query and is in the group of the tree.",
        "{table.mark:Space} marks a row to copy or compare it, {sort:s} sorts by the next column, {table.choose:Enter} opens the record.",
    ),
    "detail": (
        "The detail shows everything known of one record, a tab at a time.",
        "{tab.next:t} turns to the next tab, {detail.follow:Enter} follows a link, {sources:i} shows the sources of the value at the cursor.",
    ),
    "graph": (
        "The drawing shows who is tied to whom: boxes are nodes, lines are ties that something proves.",
        "Arrows walk from box to box, {graph.tie:x} goes to a line and its proof, {graph.choose:Enter} puts a box in the middle.",
    ),
    "side": (
        "This pane is about the node or the line at the cursor: its ties, their proof, its measures.",
        "{tab.next:t} turns to the next tab, {detail.follow:Enter} follows a link, {escape:Esc} goes back to the drawing.",
    ),
    "counts": (
        "Each cell counts the models that meet the query and belong to its row and its column.",
        "Arrows move over rows and columns, {counts.choose:Enter} lists the models of the cell, {group:g} counts something else.",
    ),
    "plot": (
        "Each point is a model at its date and its value; models without the value are in a lane below.",
        "Arrows move from point to point, {pane.next:Tab} goes to the next lane, {sort:s} plots another attribute.",
    ),
    "comparison": (
        "The table sets records side by side, a row for each attribute in which they differ.",
        "{whole:w} shows the rows without a difference as well, {comparison.choose:Enter} opens the record of the cell.",
    ),
    "footnotes": (
        "Here is the whole value at the cursor, and below it why some values cannot be compared.",
        "{pane.next:Tab} goes back to the table, {sources:i} shows the sources of the value at the cursor.",
    ),
    "changes": (
        "Each row counts something on two days; the second block is about models released in between.",
        "{changes.choose:Enter} lists what a row counts, {between.earlier:-} begins a year earlier, {day.earlier:<} and {day.later:>} move the second day by quarters.",
    ),
    "lists": (
        "The lists show who was most active, and which organizations, ties and models are new.",
        "{tab.next:t} turns to the next list, {detail.follow:Enter} opens the record, or the models that prove a tie.",
    ),
    "fields": (
        "Each row is a field that both sides state, with the number of pairs that differ.",
        "{fields.choose:Enter} goes to the pairs of the field, {search:/} leaves only models that meet a query.",
    ),
    "pairs": (
        "Each row is a model of which two sides say different things in the field.",
        "{pairs.choose:Enter} opens the model, {sources:i} shows the sources of the value, {decide:D} chooses which value to show.",
    ),
    "sides": (
        "Here is what each side of the pair says, with its sources.",
        "{detail.follow:Enter} or {decide:D} keeps what the side at the cursor says, and asks for a reason first.",
    ),
}
"""What each pane is for, in two sentences, by its id."""

RECORD_MARKS: Marks = (
    (MARKED, "marked with {table.mark:space}, to be copied or compared"),
    (UNKNOWN, "not known"),
    ("!", "disputed: sources differ"),
    ("~", "estimated"),
    (OWN, "has fields of your own, laid over the catalog"),
)
"""The marks of a table of records."""

MODEL_MARKS: Marks = (
    (" ".join(WEIGHTS.values()), "weights open, restricted, closed, not known"),
    (DIFFERS, "the slot differs from the real inputs and outputs"),
    *RECORD_MARKS,
    (ENDED, "after a name: its maker no longer offers it"),
)
"""The marks of a table of models."""

COMPARE_MARKS: Marks = (
    (UNKNOWN, "not known, which is neither least nor most"),
    ("!", "disputed: sources differ"),
    ("~", "estimated"),
    ("[1]", "a footnote says why values cannot be compared"),
)
"""The marks of Compare."""

PAIR_MARKS: Marks = (
    (MARKED, "so many are decided, in an overlay"),
    ("same?", "only the name says that both are one model"),
    (UNKNOWN, "not known"),
)
"""The marks of Disagreements."""
