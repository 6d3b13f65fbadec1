"""The one table of commands. Bindings, footer, palette, help, the `:` line and the README all read it."""

from __future__ import annotations

from msgspec import Struct
from textual.binding import Binding, BindingType


class Command(Struct, frozen=True):
    """One thing the reader can do: `name` is typed after `:`, `footer` orders it there (0: not shown)."""

    id: str
    name: str
    action: str
    keys: tuple[str, ...]
    help: str
    footer: int = 0
    at_once: bool = False
    """Takes its key before any widget: what is typed right after it must not act as keys."""


EVERYWHERE: tuple[Command, ...] = (
    Command("redraw", "redraw", "app.redraw", ("ctrl+l",), "Draw the screen anew"),
    Command("suspend", "suspend", "app.suspend_process", ("ctrl+z",), "Suspend the program"),
    Command(
        "interrupt",
        "interrupt",
        "app.help_quit",
        ("ctrl+c",),
        "Leave the program when pressed twice",
        0,
        True,
    ),
    Command("quit", "quit", "app.quit", ("q",), "Leave the program", 7),
)
"""What means the same on every screen, page and dialog; `q` is a letter where text is typed."""

BROWSE: tuple[Command, ...] = (
    Command("search", "search", "search", ("/",), "Search: words, and filters such as org:openai", 1, True),
    Command("why", "why", "why", ("W",), "Explain why the row at the cursor was found", 0),
    Command("save", "save", "save", ("w",), "Save the query under a name", 0),
    Command("saved", "saved", "saved", ("o",), "Open a saved query", 0),
    Command("regroup", "regroup", "regroup", ("g",), "Group the tree by the next facet", 2),
    Command("sort", "sort", "sort", ("s",), "Sort the table by the next column", 0),
    Command("reverse", "reverse", "reverse", ("S",), "Turn the order of the table round", 0),
    Command("tab.next", "tab", "tab(1)", ("t",), "Turn the detail to its next tab", 3),
    Command("tab.previous", "tab-back", "tab(-1)", ("T",), "Turn the detail to its previous tab", 0),
    Command("sources", "sources", "sources", ("i",), "Show what stands behind the value at the cursor", 4),
    Command("back", "back", "back", ("b", "backspace"), "Go back to what was shown before", 0),
    Command("forward", "forward", "forward", ("f",), "Go forward again", 0),
    Command("zoom", "zoom", "zoom", ("z",), "Give the whole screen to one pane, or take it back", 0),
    Command("pane.next", "next-pane", "pane(1)", ("tab",), "Go to the next pane", 0),
    Command("pane.previous", "previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous pane", 0),
    Command("graph", "graph", "graph", ("6",), "Go to the graph, to the organization at hand", 0),
    Command("copy.name", "copy", "copy", ("y",), "Copy the name and address of what is shown", 0),
    Command("copy.command", "copy-command", "copy_command", ("Y",), "Copy the command that prints this", 0),
    Command("about", "about", "about", ("a",), "About this catalog: counts, sources, what is disputed", 0),
    Command("catalogs", "catalogs", "catalogs", ("C",), "Go on to another catalog (also :catalog PATH)", 0),
    Command("theme", "theme", "theme", ("c",), "Change to the next theme", 0),
    Command("line", "line", "line", (":",), "Type a command or the name of a model", 0, True),
    Command("palette", "palette", "app.command_palette", ("ctrl+p",), "Open the palette", 0),
    Command("help", "help", "help", ("?", "f1"), "Show all keys", 5),
    Command("escape", "step-back", "step_back", ("escape",), "Step back: close, clear, return", 0),
    *EVERYWHERE,
)

GRAPH: tuple[Command, ...] = (
    Command("graph.find", "find", "find", ("/",), "Find a node by name", 1, True),
    Command("graph.deeper", "deeper", "depth(1)", ("+",), "Show what lies a step further from the focus", 2),
    Command("graph.nearer", "nearer", "depth(-1)", ("-",), "Show only what lies a step nearer", 0),
    Command("graph.kind", "kind", "kind", ("g",), "Go on to the next kind of graph", 3),
    Command("graph.names", "names", "names", ("n",), "Split names, merge them, merge them by date", 0),
    Command("graph.path", "path", "path", ("p",), "Show the path from here to another node", 4),
    Command(
        "graph.matrix", "matrix", "matrix", ("m",), "Show the graph as a table, or as a drawing again", 5
    ),
    Command("graph.whole", "whole", "whole", ("w",), "Show the whole graph", 0),
    Command("graph.side", "side", "side", ("d",), "Go into the pane beside the drawing", 0),
    Command("graph.tab", "tab", "tab(1)", ("t",), "Turn the pane beside the drawing", 0),
    Command(
        "graph.legend",
        "legend",
        "legend",
        ("i",),
        "What proves the tie at the cursor, or what boxes and lines mean",
        0,
    ),
    Command("graph.back", "back", "travel(-1)", ("b", "backspace"), "Go back to the view before", 0),
    Command("graph.forward", "forward", "travel(1)", ("f",), "Go forward again", 0),
    Command(
        "graph.copy", "copy-command", "copy_command", ("Y",), "Copy the command that prints this drawing", 0
    ),
    Command("graph.browse", "browse", "browse", ("1",), "Go to Browse", 0),
    Command("graph.line", "line", "line", (":",), "Type a command", 0, True),
    Command("graph.palette", "palette", "app.command_palette", ("ctrl+p",), "Open the palette", 0),
    Command("graph.help", "help", "help", ("?", "f1"), "Show all keys of the graph", 6),
    Command("graph.escape", "step-back", "step_back", ("escape",), "Step back: pane, view, screen", 0),
    *EVERYWHERE,
)

GRAPH_KEYS: tuple[tuple[str, str], ...] = (
    ("arrows, h j k l", "walk from box to box, in a table over its rows and columns"),
    ("tab S-tab", "go round what is joined to the node walked to last"),
    ("x X", "go round the lines of the node, or the ties of its row"),
    ("enter", "on a node: put it in the middle; on a line: what proves it"),
)
"""Keys of the drawing, for the help screen."""

PANE_KEYS: tuple[tuple[str, str], ...] = (
    ("up down, j k", "move"),
    ("pgup pgdn, home end", "move far"),
    ("right left, l h", "tree: open and close a node; detail: turn tabs"),
    ("enter", "tree and table: open; detail: follow a link"),
    ("space", "tree: open or close a node; table: mark a model"),
)
"""Keys of the panes themselves, for the help screen."""

_SHOWN = {
    "backspace": "bs", "shift+tab": "S-tab", "ctrl+p": "^p", "ctrl+c": "^c", "ctrl+z": "^z", "ctrl+l": "^l",
    "escape": "esc",
    "question_mark": "?", "f1": "F1",
}  # fmt: skip
_TEXTUAL = {"/": "slash", ":": "colon", "?": "question_mark", "+": "plus", "-": "minus"}


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
    ]


def keys_text(command: Command) -> str:
    """Return a command's keys as the help shows them."""
    return " ".join(_SHOWN.get(key, key) for key in command.keys)
