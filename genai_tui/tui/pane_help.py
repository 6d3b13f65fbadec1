"""Help beside commands: two sentences about each pane, and the meaning of the marks of each screen."""

from __future__ import annotations

from genai_tui.catalog.attribute import ENDED
from genai_tui.tui.roles import DIFFERS, MARKED, OWN, UNKNOWN, WEIGHTS

Marks = tuple[tuple[str, str], ...]
"""Signs, each with what it means."""

PANES: dict[str, tuple[str, str]] = {
    "tree": (
        "The tree puts the records into groups; the table shows those of the group at the cursor.",
        "Right and left open and close a group, g groups by something else, Enter goes into the table.",
    ),
    "table": (
        "The table has a row for each record that meets the query and is in the group of the tree.",
        "Space marks a row to copy or compare it, s sorts by the next column, Enter opens the record.",
    ),
    "detail": (
        "The detail tells all that is known of one record, a tab at a time.",
        "t turns to the next tab, Enter follows a link, i shows who says what stands at the cursor.",
    ),
    "graph": (
        "The drawing shows who is tied to whom: boxes are nodes, lines are ties that something proves.",
        "Arrows walk from box to box, x goes to a line and its proof, Enter puts a box in the middle.",
    ),
    "side": (
        "This pane tells of the node or the line at the cursor: its ties, their proof, its measures.",
        "t turns to the next tab, Enter follows a link, Esc goes back to the drawing.",
    ),
    "counts": (
        "Each cell counts the models that meet the query and belong to its row and its column.",
        "Arrows move over rows and columns, Enter lists the models of the cell, g counts something else.",
    ),
    "plot": (
        "Each point is a model at its date and its value; what is not known stands in a lane of its own.",
        "Arrows move from point to point, Tab goes to the next lane, s plots another attribute.",
    ),
    "comparison": (
        "The table sets records side by side, a row for each attribute in which they differ.",
        "w shows the rows without a difference as well, Enter opens the record of the cell.",
    ),
    "footnotes": (
        "Here the value at the cursor stands in full, and below it why some values are not alike.",
        "Tab goes back to the table, i shows who says what stands at the cursor.",
    ),
    "changes": (
        "Each row counts something on two days; the second block tells of the models released in between.",
        "Enter lists what a row counts, - begins a year earlier, < and > move the second day by quarters.",
    ),
    "lists": (
        "The lists tell who was most active, and which organizations, ties and models are new.",
        "t turns to the next list, Enter opens the record, or the models that prove a tie.",
    ),
    "fields": (
        "Each row is a field that two sides state, with in how many pairs they differ.",
        "Enter goes to the pairs of the field, / leaves only models that meet a query.",
    ),
    "pairs": (
        "Each row is a model of which two sides say different things in the field.",
        "Enter opens the model, i shows what stands behind the value, D decides what is to be shown.",
    ),
    "sides": (
        "Here each side of the pair says what it states, with its sources.",
        "Enter or D keeps what the side at the cursor says, and asks for a reason first.",
    ),
}
"""What each pane is for, in two sentences, by its id."""

RECORD_MARKS: Marks = (
    (MARKED, "marked with space, to be copied or compared"),
    (UNKNOWN, "not known"),
    ("!", "disputed: sources differ"),
    ("~", "estimated"),
    (OWN, "holds own fields, laid over the catalog"),
)
"""The marks of a table of records."""

MODEL_MARKS: Marks = (
    (" ".join(WEIGHTS.values()), "weights open, restricted, closed, not known"),
    (DIFFERS, "the slot differs from the real inputs and outputs"),
    *RECORD_MARKS,
    (ENDED, "behind a name: its maker offers it no longer"),
)
"""The marks of a table of models."""

COMPARE_MARKS: Marks = (
    (UNKNOWN, "not known, which is neither least nor most"),
    ("!", "disputed: sources differ"),
    ("~", "estimated"),
    ("[1]", "a footnote says why values are not alike"),
)
"""The marks of Compare."""

PAIR_MARKS: Marks = (
    (MARKED, "so many are decided, in an overlay"),
    ("same?", "only the name says that both are one model"),
    (UNKNOWN, "not known"),
)
"""The marks of Disagreements."""
