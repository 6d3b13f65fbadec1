"""The tables that documents take from the program: keys in README.md, files in architecture.md, commands in cli.md.

`python docs/tables.py` writes them between their markers. A test fails where what stands there is out of date.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cli_tables
from man_page import man_page

from genai_tui.catalog.problem_rules import OTHER, RULES
from genai_tui.catalog.relational import TABLES as DATABASE
from genai_tui.storage.settings.table import SETTINGS
from genai_tui.tui.commands import COMMON, Command, keys_text
from genai_tui.tui.commands import TABLES as COMMANDS
from genai_tui.view.own_keys import keyed
from genai_tui.view.screens import SCREENS, ScreenRow

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "genai_tui"
MAN_PAGE = ROOT / "docs" / "genai-tui.1"
"""The man page, which is written whole."""
ROOMS = ("catalog", "storage", "search", "graph", "plot", "view", "tui", "cli")


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring, without a full stop at its end."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].removesuffix(".")


def modules() -> tuple[Path, ...]:
    """Return every module of the package, in the order of rooms, those of no room first."""
    places = {room: number for number, room in enumerate(ROOMS)}
    return tuple(sorted(PACKAGE.rglob("*.py"), key=lambda path: (places.get(_room(path), -1), path.parts)))


def _room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


def files_table() -> Iterator[str]:
    """Yield a table for each room: its files, and what is in each."""
    room = None
    for path in modules():
        if _room(path) not in ROOMS:
            if room is None:
                room = ""
                yield from ("| file | what is in it |", "|---|---|")
        elif _room(path) != room:
            room = _room(path)
            yield from ("", f"### {room}", "", f"{first_line(PACKAGE / room / '__init__.py')}.", "")
            yield from ("| file | what is in it |", "|---|---|")
        if path != PACKAGE / room / "__init__.py":
            name = path.relative_to(PACKAGE / room).as_posix()
            yield f"| `{name}` | {_cell(first_line(path))} |"


def keys_table(commands: tuple[Command, ...], more: tuple[tuple[str, str], ...] = ()) -> Iterator[str]:
    """Yield a table of the keys of commands, and of further keys with what they do."""
    yield from ("| Key | Does |", "|---|---|")
    for command in commands:
        if command.keys:
            yield f"| `{keys_text(command)}` | {_cell(command.help)} |"
    for keys, words in ((keyed(keys), keyed(words)) for keys, words in more):
        yield f"| `{keys}` | {_cell(words[0].upper() + words[1:])} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def screen_keys(row: ScreenRow) -> Iterator[str]:
    """Yield a table of the keys of a screen that mean something else, or nothing, on others."""
    own = tuple(command for command in COMMANDS[row.name] if command not in COMMON)
    yield from keys_table(own, row.screen_type().PANE_HELP)


def _has_own_keys(row: ScreenRow) -> bool:
    """Tell whether no screen before has the very same commands."""
    return next(each for each in SCREENS if COMMANDS[each.name] == COMMANDS[row.name]) is row


def settings_table() -> Iterator[str]:
    """Yield a table of the settings."""
    yield from ("| Setting | Is | Default | In the file |", "|---|---|---|---|")
    for each in SETTINGS:
        choices = f" ({', '.join(each.choices)})" if each.choices else ""
        default = f"`{each.default}`" if each.kind == "choice" else "none"
        yield f"| `{each.name}` | {_cell(each.help)}{choices} | {default} | `{_cell(each.example)}` |"


def rules_table() -> Iterator[str]:
    """Yield a table of the rules that `validate` names in reports for machines."""
    yield from ("| Rule | Says |", "|---|---|")
    yield from (f"| `{each.name}` | {_cell(each.about)} |" for each in (*RULES, OTHER))


def database_tables() -> Iterator[str]:
    """Yield the tables of a database file: what a row is, and a row for each column."""
    for table in DATABASE:
        kind = " Words for FTS5: what was put in cannot be read back." if table.full_text else ""
        yield from (
            f"### {table.name}",
            "",
            f"{table.about}{kind}",
            "",
            "| Column | Declared | What stands there |",
            "|---|---|---|",
        )
        yield from (f"| `{each.name}` | {each.declared} | {_cell(each.about)} |" for each in table.columns)
        yield ""


TABLES: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "keys of every screen": ("README.md", lambda: keys_table(COMMON)),
    **{
        f"keys of {row.title}": ("README.md", partial(screen_keys, row))
        for row in SCREENS
        if _has_own_keys(row)
    },
    "exit statuses": ("docs/cli.md", cli_tables.statuses_table),
    "states": ("docs/cli.md", cli_tables.states_table),
    "fields of models": ("docs/cli.md", lambda: cli_tables.fields_table("model")),
    "fields of organizations": ("docs/cli.md", lambda: cli_tables.fields_table("organization")),
    "commands": ("docs/cli.md", cli_tables.commands_table),
    "documents": ("docs/json.md", cli_tables.documents_table),
    "a model in JSON": ("docs/json.md", lambda: cli_tables.record_table("model")),
    "an organization in JSON": ("docs/json.md", lambda: cli_tables.record_table("organization")),
    "what stands within them": ("docs/json.md", cli_tables.definitions_table),
    "files": ("docs/architecture.md", files_table),
    "tables of a database": ("docs/sqlite.md", database_tables),
    "settings": ("docs/settings.md", settings_table),
    "rules": ("docs/registry.md", rules_table),
}
"""Every table, by the name in its markers: the document that it stands in, and what yields its lines."""


def marked(name: str) -> re.Pattern[str]:
    """Return the pattern of a table between its markers."""
    return re.compile(
        rf"(<!-- {name}: written by docs/tables\.py -->\n)(.*?)(<!-- end of {name} -->)", re.DOTALL
    )


def written(name: str) -> tuple[str, str]:
    """Return the text of a table's document as it stands, and as it should be. Raises ValueError without markers."""
    document, lines = TABLES[name]
    text = (ROOT / document).read_text(encoding="utf-8")
    table = "\n".join(lines())
    new, count = marked(name).subn(lambda found: f"{found[1]}\n{table}\n\n{found[3]}", text)
    if count != 1:
        raise ValueError(f"{document} has {count} places for the table {name!r}, and not one")
    return text, new


def main() -> None:
    """Write every table into its document."""
    MAN_PAGE.write_text(man_page(), encoding="utf-8")
    for name, (document, _) in TABLES.items():
        text, new = written(name)
        if new != text:
            (ROOT / document).write_text(new, encoding="utf-8")
            print(f"{document}: {name}")


if __name__ == "__main__":
    main()
