"""The table of commands: bindings, footer, the menu and the README read it."""

from __future__ import annotations

from msgspec import Struct
from textual.binding import Binding, BindingType

from genai_tui.view.screens import SCREENS, ScreenRow


class Command(Struct, frozen=True):
    """One thing the reader can do; `name` is typed after `:`, `action` is the method that does it."""

    id: str
    name: str
    action: str
    keys: tuple[str, ...]
    help: str
    takes: str = ""
    """What may be typed after the name, in a word that the screen knows choices for; empty: nothing."""
    at_once: bool = False
    """Takes its key before any widget, a line that is typed on included."""


EVERYWHERE: tuple[Command, ...] = (
    Command("redraw", "redraw", "app.redraw", ("ctrl+l",), "Draw the screen anew"),
    Command("suspend", "suspend", "app.suspend_process", ("ctrl+z",), "Suspend the program"),
    Command("interrupt", "interrupt", "app.help_quit", ("ctrl+c",), "Leave the program when pressed twice", at_once=True),
    Command("menu", "menu", "app.menu", ("ctrl+p",), "Show what works here, and find records"),
    Command("quit", "quit", "app.quit", ("q",), "Leave the program"),
)  # fmt: skip
"""What means the same on every screen, page and dialog; `q` is a letter where text is typed."""

COMMON: tuple[Command, ...] = (
    *(
        Command(f"screen.{row.name}", row.command or row.name, f"screen('{row.name}')",
                (row.key, *filter(None, (row.other_key,))), f"Go to {row.title}, to {row.leads_to}", takes=row.takes)
        for row in SCREENS
    ),
    Command("back", "back", "travel(-1)", ("b", "backspace"), "Go back to what was shown before"),
    Command("forward", "forward", "travel(1)", ("f",), "Go forward again"),
    Command("day.earlier", "earlier", "earlier", ("<",), "Go back a quarter: the landscape as of that day"),
    Command("day.later", "later", "later", (">",), "Go on a quarter, in the end to now"),
    Command("day", "as-of", "as_of", (), "Show the landscape as of a day, such as 2022-06", takes="day"),
    Command("tab.next", "tab", "tab(1)", ("t",), "Turn the pane to its next tab"),
    Command("tab.previous", "tab-back", "tab(-1)", ("T",), "Turn the pane to its previous tab"),
    Command("copy", "copy", "copy", ("y",), "Copy name, citation, data, or the screen as text", takes="copied"),
    Command("cite", "cite", "cite", (), "Copy a citation, of all marked where some are", takes="citation"),
    Command("mark", "mark", "mark", ("space",), "Mark the record at the cursor, or remove its mark"),
    Command("star", "star", "star", ("*",), "Star the record at the cursor, or remove its star"),
    Command("note", "note", "note", ("N",), "Write a note on the record; empty: no note", takes="text"),
    Command("note.editor", "edit-note", "note_in_editor", (), "Write the note in the editor that EDITOR names"),
    Command("save", "save", "save", ("R",), "Save this view under a name", takes="name"),
    Command("recall", "recall", "recall", ("r",), "Recall views, places, queries, stars and notes", takes="saved"),
    Command("undo", "undo", "undo", ("U",), "Undo your last star, note or saved view"),
    Command("export", "export", "export", ("e",), "Write what is on screen to a file, by its ending", takes="path"),
    Command("open", "open-address", "open_address", ("o",), "Show the address at the cursor, or open it"),
    Command("this.screen", "this-screen", "this_screen", ("Y",), "Show the commands for this screen", at_once=True),
    Command("copy.command", "copy-command", "copy_command", (), "Copy the command that prints what is shown"),
    Command("copy.address", "copy-address", "copy_address", (), "Copy the command that opens this place"),
    Command("about", "about", "about", ("a",), "Show counts, sources and all that is disputed"),
    Command("catalogs", "catalog", "catalogs", ("C",), "Open another catalog, or several as one", takes="catalogs"),
    Command("theme", "theme", "theme", ("c",), "Use the next theme, or the one named", takes="theme"),
    Command("mouse", "mouse", "app.mouse", ("M",), "Take the mouse, or leave it to the terminal"),
    Command("line", "line", "line", (":",), "Type a command, or the name of a record"),
    Command("help", "help", "help", ("?",), "Show what works here, with its keys"),
    Command("explain", "explain", "explain", ("f1",), "Explain the pane, then show what works here"),
    Command("escape", "step-back", "step_back", ("escape",), "Leave the innermost: line, zoom, pane, screen"),
    *EVERYWHERE,
)  # fmt: skip
"""What means the same on every screen."""

BROWSE: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Search: words, and filters such as org:openai"),
    Command("whole", "whole", "change('whole')", ("w",), "Show everything: drop query and group"),
    Command("why", "why", "why", ("W",), "Explain why the row at the cursor was found"),
    Command("group", "group", "change('group')", ("g",), "Group by the next facet, or as named: category,year", takes="facet"),
    Command("then", "then", "change('then')", ("u",), "Divide groups by the next facet, or the one named", takes="facet"),
    Command("sort", "sort", "change('sort')", ("s",), "Sort by the next column, or by the one named", takes="order"),
    Command("reverse", "reverse", "change('reverse')", ("S",), "Reverse the order of the table"),
    Command("sources", "sources", "sources", ("i",), "Show the sources of the value at the cursor"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    Command("pane.next", "next-pane", "pane(1)", ("tab",), "Go to the next pane"),
    Command("pane.previous", "previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous pane"),
    *COMMON,
)  # fmt: skip

GRAPH: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Find a node by name"),
    Command("graph.deeper", "deeper", "change('deeper')", ("+",), "Show what lies a step further from the focus"),
    Command("graph.nearer", "nearer", "change('nearer')", ("-",), "Show only what lies a step nearer"),
    Command("graph.kind", "kind", "change('kind')", ("g",), "Show the next kind of graph, or the one named", takes="kind"),
    Command("graph.names", "names", "change('names')", ("n",), "Split names, merge them, merge them by date", takes="names"),
    Command("graph.path", "path", "path", ("p",), "Show the path from here to the node that is typed", takes="nodes"),
    Command("graph.since", "since", "since", (), "Draw heavy lines for ties new after a day; now: none", takes="day"),
    Command("graph.matrix", "table", "change('matrix')", ("m",), "Show the graph as a table, or as a drawing again"),
    Command("whole", "whole", "change('whole')", ("w",), "Show the whole graph, a large one as its communities"),
    Command("graph.tie", "next-line", "tie(1)", ("x",), "Go to the next line of the node, or of its row"),
    Command("graph.tie_back", "previous-line", "tie(-1)", ("X",), "Go to the previous line of it"),
    Command("graph.side", "side", "side", ("d",), "Go into the pane beside the drawing"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    Command("sources", "sources", "sources", ("i",), "Show what proves the tie, or what the drawing means"),
    *COMMON,
)  # fmt: skip

DISAGREEMENTS: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Compare only models that meet a query"),
    Command("whole", "whole", "change('whole')", ("w",), "Compare every model: drop the query"),
    Command("decide", "decide", "decide", ("D",), "Decide what stands, or if two are one, in an overlay"),
    Command("sources", "sources", "sources", ("i",), "Show the sources of the value at the cursor"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    Command("pane.next", "next-pane", "pane(1)", ("tab",), "Go to the next pane"),
    Command("pane.previous", "previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous pane"),
    *COMMON,
)  # fmt: skip

COUNTS: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Count only models that meet a query"),
    Command("whole", "whole", "change('whole')", ("w",), "Count every model: drop the query"),
    Command("sources", "sources", "sources", ("i",), "Say how to reach the sources of a count"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    *COMMON,
)  # fmt: skip
"""What means the same on every screen that counts the models of a query."""

MATRIX: tuple[Command, ...] = (
    Command("group", "group", "change('group')", ("g",), "Count slots and signatures, or inputs and outputs", takes="face"),
    *COUNTS,
)  # fmt: skip

TIMELINE: tuple[Command, ...] = (
    Command("group", "lanes", "change('lanes')", ("g",), "Use the next lanes, or those named", takes="lanes"),
    Command("timeline.closer", "closer", "change('closer')", ("+",), "Look closer: from years to months"),
    Command("timeline.farther", "farther", "change('farther')", ("-",), "Look from farther away: from months to years"),
    Command("sort", "axis", "change('axis')", ("s",), "Plot the next attribute, or the one named", takes="axis"),
    Command("timeline.scale", "scale", "change('scale')", (), "Plot on a log or a linear axis", takes="scale"),
    Command("timeline.marks", "marks", "change('marks')", (), "Show weights, or how sure values are", takes="marks"),
    Command("pane.next", "next-lane", "lane(1)", ("tab",), "Go to the next lane"),
    Command("pane.previous", "previous-lane", "lane(-1)", ("shift+tab",), "Go to the previous lane"),
    Command("timeline.period", "period", "change('period')", (), "Show releases by month, quarter or year", takes="period"),
    *COUNTS,
)  # fmt: skip

COVERAGE: tuple[Command, ...] = (
    Command("group", "group", "change('group')", ("g",), "Use columns for years, organizations or categories", takes="columns"),
    *COUNTS,
)  # fmt: skip

COUNTS_KEYS: tuple[tuple[str, str], ...] = (
    ("{counts.left+counts.right+move.up+move.down:arrows, h j k l}", "move over rows and columns"),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    ("{counts.choose:enter}", "list the models of the cell in Browse"),
)
"""Keys of the table of counts, for the help screen."""

TIMELINE_KEYS: tuple[tuple[str, str], ...] = (
    (
        "{counts.left+counts.right+move.up+move.down:arrows, h j k l}",
        "move over lanes, or from point to point",
    ),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    ("{counts.choose:enter}", "list the models of the cell in Browse"),
)
"""Keys of the timeline, for the help screen."""

BETWEEN: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Count only models that meet a query", at_once=True),
    Command("whole", "whole", "change('whole')", ("w",), "Count every model: drop the query"),
    Command("between.earlier", "begin-earlier", "change('begin-earlier')", ("-",), "Begin a year earlier"),
    Command("between.later", "begin-later", "change('begin-later')", ("+",), "Begin a year later"),
    Command("sources", "sources", "sources", ("i",), "Show the sources of the line at the cursor"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    Command("pane.next", "next-pane", "pane(1)", ("tab",), "Go to the next pane"),
    Command("pane.previous", "previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous pane"),
    *COMMON,
)  # fmt: skip

COMPARE: tuple[Command, ...] = (
    Command("whole", "whole", "change('whole')", ("w",), "Show every row, or only those that differ"),
    Command("compare.transpose", "transpose", "change('transpose')", ("g",), "Make each record a row, or a column again"),
    Command("sources", "sources", "sources", ("i",), "Show the sources of the value at the cursor"),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or end that"),
    Command("pane.next", "next-pane", "pane(1)", ("tab",), "Go to the next pane"),
    Command("pane.previous", "previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous pane"),
    *COMMON,
)  # fmt: skip

COMPARE_KEYS: tuple[tuple[str, str], ...] = (
    ("{comparison.left+comparison.right+move.up+move.down:arrows, h j k l}", "move over rows and columns"),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    ("{comparison.choose:enter}", "open the record of the cell"),
)
"""Keys of the panes of Compare, for the help screen."""

BETWEEN_KEYS: tuple[tuple[str, str], ...] = (
    ("{move.up+move.down:up down, j k}", "move"),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    (
        "{changes.choose:enter}",
        "rows: list what is counted; of `stated by` the models that do not; lists: open the record, or what proves the tie",
    ),
)
"""Keys of the panes of Between, for the help screen."""

DISAGREEMENTS_KEYS: tuple[tuple[str, str], ...] = (
    ("{move.up+move.down:up down, j k}", "move"),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    ("{pairs.enter:right, l}", "go to the next pane"),
    ("{pairs.choose:enter}", "fields: go to the pairs; pairs: open the model"),
    ("{detail.follow:enter}", "on what a side says: keep it, as {decide:D} does"),
)
"""Keys of the panes of Disagreements, for the help screen."""

GRAPH_KEYS: tuple[tuple[str, str], ...] = (
    (
        "{graph.left+graph.right+graph.up+graph.down:arrows, h j k l}",
        "walk from box to box, or over rows and columns",
    ),
    ("{graph.partner:tab} {graph.partner_back:S-tab}", "go round the neighbors of the node walked to last"),
    (
        "{graph.choose:enter}",
        "node: put it in the middle; line: what proves it; community: open it, {escape:esc} leaves it",
    ),
)
"""Keys of the drawing, for the help screen."""

PANE_KEYS: tuple[tuple[str, str], ...] = (
    ("{move.up+move.down:up down, j k}", "move"),
    ("{move.page_up+move.page_down:pgup pgdn}, {move.first+move.last:home end}", "move far"),
    ("{tree.unfold+tree.fold:right left, l h}", "tree: open and close a node; detail: turn tabs"),
    ("{table.choose:enter}", "tree and table: open; detail: follow a link"),
    ("{table.mark:space}", "tree: open or close a node; table: mark a model"),
)
"""Keys of the panes themselves, for the help screen."""

Footer = dict[str, tuple[tuple[str, str], ...]]
"""By the id of the pane that has the keyboard, the keys that matter most there, each with a word."""

PROMPT_FOOTER: Footer = {
    "query": (("enter", "take"), ("tab", "complete"), ("up", "older"), ("esc", "leave")),
    "command": (("enter", "do"), ("tab", "complete"), ("up down", "choose"), ("pgup pgdn", "far"), ("esc", "leave")),
}  # fmt: skip
"""The same while the prompt is typed on, by what it takes."""
BROWSE_FOOTER: Footer = {
    "tree": (("/", "search"), ("enter", "open"), ("g", "group"), ("6", "graph"), ("?", "help"), ("q", "quit")),
    "table": (("/", "search"), ("enter", "open"), ("space", "mark"), ("s", "sort"), ("y", "copy"), ("?", "help"), ("q", "quit")),
    "detail": (("t", "next tab"), ("enter", "follow"), ("i", "sources"), ("y", "copy"), ("b", "back"), ("?", "help")),
}  # fmt: skip
GRAPH_FOOTER: Footer = {
    "graph": (("/", "find"), ("enter", "focus"), ("+", "deeper"), ("g", "kind"), ("p", "path"), ("y", "copy"), ("?", "help")),
    "side": (("t", "next tab"), ("enter", "follow"), ("i", "sources"), ("esc", "drawing"), ("b", "back"), ("?", "help")),
}  # fmt: skip
COMPARE_FOOTER: Footer = {
    "nothing": (("1", "browse"), ("2", "organizations"), (":", "compare A, B"), ("b", "back"), ("?", "help"), ("q", "quit")),
    "comparison": (("enter", "open"), ("i", "sources"), ("w", "all rows"), ("g", "turn"), ("b", "back"), ("?", "help")),
    "footnotes": (("tab", "table"), ("i", "sources"), ("Y", "command"), ("b", "back"), ("?", "help"), ("q", "quit")),
}  # fmt: skip
COUNTS_FOOTER: Footer = {
    "counts": (("/", "search"), ("enter", "list"), ("y", "copy"), ("e", "export"), ("b", "back"), ("?", "help"), ("q", "quit")),
}  # fmt: skip
MATRIX_FOOTER: Footer = {
    "counts": (("/", "search"), ("enter", "list"), ("g", "slots"), ("y", "copy"), ("e", "export"), ("b", "back"), ("?", "help")),
}  # fmt: skip
COVERAGE_FOOTER: Footer = {
    "counts": (("/", "search"), ("enter", "list"), ("g", "columns"), ("y", "copy"), ("e", "export"), ("b", "back"), ("?", "help")),
}  # fmt: skip
TIMELINE_FOOTER: Footer = {
    "counts": (("/", "search"), ("enter", "list"), ("g", "lanes"), ("s", "plot"), ("+", "closer"), ("y", "copy"), ("?", "help")),
    "plot": (("enter", "list"), ("tab", "lane"), ("s", "axis"), ("+", "closer"), ("-", "farther"), ("y", "copy"), ("?", "help")),
}  # fmt: skip
BETWEEN_FOOTER: Footer = {
    "changes": (("/", "search"), ("enter", "list"), ("-", "year earlier"), ("<", "quarter back"), ("?", "help"), ("q", "quit")),
    "lists": (("t", "next tab"), ("enter", "open"), ("i", "sources"), ("esc", "counts"), ("b", "back"), ("?", "help")),
}  # fmt: skip
DISAGREEMENTS_FOOTER: Footer = {
    "nothing": (("w", "all models"), ("C", "catalogs"), ("1", "browse"), ("b", "back"), ("?", "help"), ("q", "quit")),
    "fields": (("/", "filter"), ("enter", "pairs"), ("tab", "next pane"), ("1", "browse"), ("?", "help"), ("q", "quit")),
    "pairs": (("/", "filter"), ("enter", "model"), ("D", "decide"), ("i", "sources"), ("Y", "command"), ("?", "help")),
    "sides": (("D", "decide"), ("enter", "keep this"), ("i", "sources"), ("esc", "pairs"), ("b", "back"), ("?", "help")),
}  # fmt: skip

_SHOWN = {
    "backspace": "bs", "shift+tab": "S-tab", "ctrl+p": "^p", "ctrl+c": "^c", "ctrl+z": "^z", "ctrl+l": "^l",
    "escape": "esc",
    "question_mark": "?", "f1": "F1",
}  # fmt: skip
_TEXTUAL = {"*": "asterisk", "/": "slash", ":": "colon", "?": "question_mark", "+": "plus", "-": "minus", "<": "less_than_sign", ">": "greater_than_sign",
}  # fmt: skip


_OWN = {
    "browse": BROWSE, "orgs": BROWSE, "matrix": MATRIX, "timeline": TIMELINE, "compare": COMPARE, "graph": GRAPH,
    "disagreements": DISAGREEMENTS, "between": BETWEEN, "coverage": COVERAGE,
}  # fmt: skip
"""The commands of the screens that have more than those that count the models of a query."""

TABLES: dict[str, tuple[Command, ...]] = {row.name: _OWN.get(row.name, COUNTS) for row in SCREENS}
"""The commands of every screen, by its name in the table of screens."""


def screen_of(command: Command) -> ScreenRow | None:
    """Return the screen that a command goes to; None where it does something else."""
    return next((row for row in SCREENS if command.id == f"screen.{row.name}"), None)


def elsewhere(commands: tuple[Command, ...]) -> dict[Command, str]:
    """Return the commands that a screen with these does not have, each with the screens that do."""
    own = {command.id for command in commands}
    others: dict[str, Command] = {}
    titles: dict[str, list[str]] = {}
    for row in SCREENS:
        for command in TABLES[row.name]:
            if command.id not in own:
                others.setdefault(command.id, command)
                titles.setdefault(command.id, []).append(row.title)
    return {command: joined(titles[id_]) for id_, command in others.items()}


def called_elsewhere(commands: tuple[Command, ...], line: str) -> tuple[ScreenRow, ...]:
    """Return the screens, other than one with these commands, that have the command that a line begins with."""
    found = ((row, *called(TABLES[row.name], line)) for row in SCREENS)
    return tuple(
        row
        for row, command, choice in found
        if command and command not in commands and (command.takes or not choice)
    )


def joined(names: list[str]) -> str:
    """Return names as a sentence has them: `Browse, Organizations and Graph`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def screen_bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Return the bindings of a screen: those of its commands, and one that says why for each key that other screens have."""
    taken = {key for command in commands for key in command.keys}
    free = {
        key: command for command in reversed(elsewhere(commands)) for key in command.keys if key not in taken
    }
    return bindings(commands) + [
        Binding(_TEXTUAL.get(key, key), f"elsewhere('{command.id}')", command.help, show=False, id=f"elsewhere.{key}")
        for key, command in free.items()
    ]  # fmt: skip


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Return Textual's bindings for a table of commands."""
    return [
        Binding(
            ",".join(_TEXTUAL.get(key, key) for key in command.keys),
            command.action,
            command.help,
            show=False,
            priority=command.at_once,
            id=command.id,
        )
        for command in commands
        if command.keys
    ]


def textual_key(shown: str) -> str:
    """Return what Textual calls a key that the footer and the help show."""
    key = next((key for key, text in _SHOWN.items() if text == shown), shown)
    return _TEXTUAL.get(key, key)


def shown_key(key: str) -> str:
    """Return a key as the footer and the help show it."""
    return _SHOWN.get(key, key)


def keys_text(command: Command) -> str:
    """Return a command's keys as the help shows them."""
    return " ".join(map(shown_key, command.keys))


def called(commands: tuple[Command, ...], line: str) -> tuple[Command | None, str]:
    """Return the command that a line begins with, and what stands after its name; None where it is no command."""
    name, _, rest = line.strip().partition(" ")
    return next((each for each in commands if name in (each.name, each.id)), None), rest.strip()
