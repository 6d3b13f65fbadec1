"""The table of settings, one row each: name, kind, default, help. Reader, schema, documents and `config show` follow it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.storage.settings.settings import THEMES, Value

Kind = Literal["choice", "columns", "colours", "keys", "catalogs"]

COLOURS = (
    "primary", "secondary", "accent", "warning", "error", "success", "foreground", "background", "surface", "panel",
    "quiet", "cursor", "cursor-quiet", "frame", "ti", "t3", "it", "tv", "ta", "tt", "tc", "ts", "ot",
)  # fmt: skip
"""What has a colour of its own: parts of the screen, and the nine categories by their two letters."""
SIXTEEN = tuple(
    f"ansi_{shade}{name}"
    for shade in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
"""The terminal's own colours."""


class Setting(Struct, frozen=True):
    """One setting; without a file, a variable or an option it has its default."""

    name: str
    kind: Kind
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    """What it is one of, where it is a choice."""
    option: str = ""
    """The option that says it for one session."""
    variable: str = ""
    """The variable of the environment that says it before the file does."""
    example: str = ""
    """A line of a file that sets it."""


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "choice", "dark", "colours of the explorer; ansi keeps the terminal's own 16. Without this line the theme that was chosen last is taken",
            THEMES, option="--theme", example="theme: light"),
    Setting("colours", "colours", {}, "own colours in that theme, as #rrggbb or a name such as ansi_red",
            example='colours: {accent: "#d08000", ti: ansi_red}'),
    Setting("keys", "choice", "default", "set of keys that the keymap changes", ("default", "vim", "plain"), example="keys: vim"),
    Setting("keymap", "keys", {}, "keys of commands by their ids, a list where there are several",
            example='keymap: {star: u, then: "*", screen.graph: [F, "6"]}'),
    Setting("columns", "columns", (), "columns of the table of models, in order, as far as they fit; none: as suits the catalog",
            example="columns: [date, params, license]"),
    Setting("organization-columns", "columns", (), "the same of the table of organizations",
            example="organization-columns: [country, models]"),
    Setting("labels", "choice", "en", "language of the labels of categories and modalities", ("en", "de"), example="labels: de"),
    Setting("mouse", "choice", "auto", "whether the explorer takes the mouse; auto: not over SSH, nor in GNU screen", ("auto", "on", "off"),
            option="--mouse, --no-mouse", example="mouse: off"),
    Setting("catalog", "catalogs", (), "catalog that opens where none is named, or several as one; a path counts from the folder of the file",
            option="--catalog", variable="GENAI_TUI_CATALOG", example="catalog: landscape"),
)  # fmt: skip
"""Every setting, in the order in which they are told."""

BY_NAME = {each.name: each for each in SETTINGS}


def columns_offered(setting: str) -> tuple[str, ...]:
    """Return the attributes that a setting of columns may name."""
    # Imported here: every command reads this table, and few name a column.
    from genai_tui.catalog.attributes import MODELS
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS

    table = ORGANIZATIONS if setting.startswith("organization") else MODELS
    return tuple(name for name, row in table.rows.items() if not row.no_column and name != "name")
