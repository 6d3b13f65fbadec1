"""Options that several commands share, and the settings that they make up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

import click

from genai_tui.catalog.annotations import Annotations, annotate
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.encoding import carries_signs
from genai_tui.catalog.labels import speak
from genai_tui.catalog.model import CUT, GUESSED, Catalog
from genai_tui.cli import streams
from genai_tui.cli.catalog_line import VARIABLE, blaming, blaming_variable, set_by_variable
from genai_tui.cli.console import tell, tell_problems
from genai_tui.cli.progress_bar import waiting
from genai_tui.cli.settings import tell_mistakes, the_settings
from genai_tui.storage.loader import DEFAULT, known_names, open_catalogs
from genai_tui.storage.progress import silent
from genai_tui.storage.settings.settings import THEMES

_Command = Callable[..., Any]
_FOR_READERS = (None, "table", "text", "markdown")
"""Formats whose labels are in the language of the reader. What programs read is the same for everybody."""


class Whole(click.IntRange):
    """A whole number within bounds, typed with the digits 0 to 9."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; leaves with what is wrong with it in one line."""
        # Imported here: most commands are given no number.
        from genai_tui.catalog.numbers import LARGEST, whole

        number = whole(value) if isinstance(value, str) else value
        if number is None or abs(number) > LARGEST:
            self.fail(f"{short_quote(value)} is not a whole number, or is too large.", param, ctx)
        return super().convert(number, param, ctx)


def short_quote(value: str) -> str:
    """Return what was typed in quotes, as much of it as a line of words has room for."""
    return repr(value if len(value) <= 40 else f"{value[:39]}…")


def map_option(command: _Command) -> _Command:
    """Add `--map`, which says which column of a table says what."""
    return click.option("--map", "columns", metavar="COLUMNS", expose_value=False, callback=remember,
                        help="Which column of a table says what: name=Model,org=Lab,params=Size. Kept beside the table, "
                             "as TABLE.columns.  [default: what is kept there, or else guessed from the headings]")(command)  # fmt: skip


def catalog_option(command: _Command) -> _Command:
    """Add `--catalog`, `--map` and `--overlay`, good before and after the subcommand, each as often as one likes."""
    for option in (
        click.option("--overlay", metavar="DIR", multiple=True, expose_value=False, callback=_gather,
                     help="A folder of your own records, laid over the catalog. May be given more than once."),
        map_option,
        click.option("-c", "--catalog", metavar="PATH|NAME", multiple=True, expose_value=False, callback=_gather,
                     help=f"A catalog's folder or file, - for standard input, or a name: {', '.join(known_names())}. "
                          f"Give it more than once to show several as one.  [default: ${VARIABLE}, or else {DEFAULT}]"),
    ):  # fmt: skip
        command = option(command)
    return command


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, written 2022-06-30, or 2022-06 or 2022 for the last one of it; None for `now`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the whole day; leaves with what is wrong with it in one line."""
        from genai_tui.catalog.day import DayProblem, day_meant  # imported here: most commands take no day

        try:
            return day_meant(value)
        except DayProblem as problem:
            self.fail(f"{short_quote(value)}: {problem}.", param, ctx)


def as_of_option(command: _Command) -> _Command:
    """Add `--as-of`, good before and after the subcommand; `the_catalog` gives what stood on that day."""
    return click.option("--as-of", metavar="DAY", type=Day(), expose_value=False, callback=remember,
                        help="The catalog as of a day: 2022-06-30; 2022-06 and 2022 mean their last day.")(command)  # fmt: skip


def look_options(command: _Command) -> _Command:
    """Add the options that say how the explorer looks."""
    for option in (
        click.option("--theme", type=click.Choice(THEMES), expose_value=False, callback=remember,
                     help="Colours of the explorer; ansi keeps the terminal's own 16.  [default: dark]"),
        ascii_option,
        click.option("--mouse/--no-mouse", default=None, expose_value=False, callback=remember,
                     help="Take the mouse, or leave it to the terminal; M changes it.  [default: not over SSH, nor in GNU screen]"),
        click.option("--fresh", is_flag=True, default=None, expose_value=False, callback=remember,
                     help="Start from the beginning, not where the last session with this catalog ended."),
        click.option("--linear", is_flag=True, default=None, expose_value=False, callback=remember,
                     help="Numbered lists and a prompt instead of a screen, for screen readers; ACCESSIBLE=1 does the same."),
        click.option("--partial", is_flag=True, default=None, expose_value=False, callback=remember,
                     help="Open a catalog that has errors, with only the records that are right."),
    ):  # fmt: skip
        command = option(command)
    return command


def kiosk_options(command: _Command) -> _Command:
    """Add the options for visitors of a shared server."""
    for option in (
        click.option("--visitors", metavar="DIR", expose_value=False, callback=remember,
                     help="With --kiosk: where each visitor's stars, notes and places are kept, told apart by SSH key.  [default: nowhere]"),
        click.option("--sessions", type=Whole(1, 1000), expose_value=False, callback=remember,
                     help="With --kiosk: the most sessions at a time.  [default: 20]"),
        click.option("--minutes", type=Whole(1, 10_000), expose_value=False, callback=remember,
                     help="With --kiosk: minutes after which a session ends.  [default: 60]"),
        click.option("--kiosk", is_flag=True, default=None, expose_value=False, callback=remember,
                     help="For sshd's ForceCommand: visitors can look and change nothing; see `help shared`."),
    ):  # fmt: skip
        command = option(command)
    return command


def ascii_option(command: _Command) -> _Command:
    """Add `--ascii` and `--no-ascii`, which overrule what encoding, locale and terminal say."""
    return click.option("--ascii/--no-ascii", default=None, expose_value=False, callback=_choose_ascii,
                        help="Write only ASCII characters, or all characters.  [default: what the terminal shows]")(command)  # fmt: skip


def form_option(
    *forms: str, default: str | None = None, told: str = "What to print."
) -> Callable[[_Command], _Command]:
    """Return what adds `--format` with these choices, of which the first is the default where none is named."""
    return click.option("-f", "--format", "form", type=click.Choice(forms), default=default or forms[0],
                        show_default=True, help=told)  # fmt: skip


def ids_option(command: _Command) -> _Command:
    """Add `--ids`, which is short for a choice of `--format`."""
    return click.option("--ids", "form", flag_value="ids", help="Print only ids, as --format ids does.")(
        command
    )


def format_option(command: _Command) -> _Command:
    """Add `--format` with what can be written of models, and `--ids`."""
    from genai_tui.storage.exporters import formats_of  # imported here: the explorer prints nothing

    return ids_option(form_option(*formats_of("models"), default="table")(command))


def remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep what an option says as a setting."""
    settings = ctx.ensure_object(dict)
    if value is not None and param.name:
        settings[param.name] = value


def _choose_ascii(ctx: click.Context, param: click.Parameter, value: bool | None) -> None:
    remember(ctx, param, value)
    if value is not None:
        streams.carry(value)


def _gather(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> None:
    settings = ctx.ensure_object(dict)
    if param.name:
        settings[param.name] = (*settings.get(param.name, ()), *value)


def setting(name: str, default: Any = None) -> Any:
    """Return what an option said, wherever on the command line it stood; outside of any command the default."""
    context = click.get_current_context(silent=True)
    return context.ensure_object(dict).get(name, default) if context else default


def note_unknown() -> None:
    """Keep that some of what was asked for by name is not known, which the exit status says."""
    click.get_current_context().ensure_object(dict)["some_unknown"] = True


def ascii_only(stream: TextIO) -> bool:
    """Return whether drawings on a standard stream are of ASCII: as an option said, else where signs are lacking."""
    return bool(setting("ascii", not carries_signs(streams.carried_by(stream))))


_OF_ANY_SIZE = frozenset(
    {
        "list",
        "search",
        "count",
        "show",
        "why",
        "cite",
        "compare",
        "check",
        "export",
        "explore",
        "open",
        "door",
    }
)
"""Commands that answer from a catalog whose models stay in a database."""


def the_catalog() -> tuple[Catalog, bool]:
    """Return the catalog that was asked for, as of the day that was, and whether it is clean; problems go to standard error."""
    catalog, problems = the_catalog_and_problems()
    if day := setting("as_of"):
        from genai_tui.catalog.as_of import as_of  # imported here: as above

        found = as_of(catalog, day)
        if found.told:
            tell(f"as of {day}: models left out: {', '.join(found.told)}")
        catalog = found.catalog
    return catalog, not problems


def the_catalog_and_problems() -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the catalog that was asked for and its problems, having told those."""
    with _blaming():
        catalog, problems = opened(*catalog_names(), overlays=setting("overlay", ()))
    if problems:
        click.get_current_context().ensure_object(dict)["unclean"] = True
    return catalog, problems


def _blaming() -> AbstractContextManager[None]:
    """Return what names whatever names the catalog, where that is not the command itself."""
    if setting("catalog"):
        return nullcontext()
    if set_by_variable():
        return blaming_variable()
    settings = the_settings()
    if settings.catalogs:
        return blaming(settings.path)
    tell_mistakes()  # the default may not be what the file was meant to say
    return nullcontext()


def is_linear() -> bool:
    """Return whether lists on a prompt are wanted: by the option, or on a terminal by `ACCESSIBLE=1`, as others have it."""
    if setting("linear"):
        return True
    asked = os.environ.get("ACCESSIBLE", "").strip().lower() not in ("", "0", "false", "no", "off")
    return asked and sys.stdin.isatty() and sys.stdout.isatty()


def catalog_names() -> tuple[str, ...]:
    """Return the names and paths of the catalogs that were asked for: by options, else by the variable, else in the settings."""
    return setting("catalog") or set_by_variable() or the_settings().catalogs or (DEFAULT,)


def to_be_named(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the catalogs that a view, and so every command and address made of it, has to name: not the default alone."""
    return () if names == (DEFAULT,) and not (set_by_variable() or the_settings().catalogs) else names


def opened(*names: str, overlays: Iterable[str] = ()) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return catalogs as one, and their problems, having told those; a long first reading shows how far it is."""
    shown = waiting if not is_linear() else lambda name: nullcontext(silent)  # a bar moves the cursor
    columns = setting("columns", "")
    if columns and len(names) > 1:
        raise click.UsageError(
            "--map describes one table: open each table once by itself, and its columns are kept beside it"
        )
    catalog, problems = open_catalogs(names, overlays, shown, columns)
    if not catalog.is_whole and (name := click.get_current_context().command.name or "") not in _OF_ANY_SIZE:
        from genai_tui.catalog.whole import needed_whole  # imported here: most catalogs are in memory

        needed_whole(catalog, f"`{name}`")
    if columns:
        _keep(columns, names[0])
    for how in told_of_tables(catalog, names):
        tell(how)
    tell_problems(problems)
    annotate(catalog, _annotations)
    if click.get_current_context().params.get("form") in _FOR_READERS:
        speak(catalog, the_settings().text("labels"))
    return catalog, problems


def told_of_tables(catalog: Catalog, names: Iterable[str]) -> list[str]:
    """Return how the columns of tables were read where nobody said how, and what of them was too much to be read.

    A folder that was made of a table keeps these notes, and has nothing left to be said otherwise.
    """
    if all(Path(name).is_dir() for name in names):
        return []
    ways = {GUESSED: "{} (--map says otherwise)", CUT: "{}"}
    return [ways[each.title].format(each.text) for each in catalog.head.notes if each.title in ways]


def _keep(columns: str, name: str) -> None:
    """Keep the columns of a table beside it, and say so."""
    from genai_tui.storage.columns_file import columns_path, keep_columns
    from genai_tui.storage.files import Refused, typed
    from genai_tui.storage.pipes import is_pipe  # imported here: most commands map no columns

    if is_pipe(name):
        return
    path = columns_path(typed(name))
    try:
        if keep_columns(typed(name), columns):
            tell(f"columns kept in {path}: the next command needs no --map")
    except Refused as refused:
        tell(f"columns not kept in {path}: {refused}")


def _annotations() -> Annotations:
    """Return the reader's stars and notes, for a query that asks for them or a record that is shown.

    Those that cannot be read are told of: that nothing is found then, says nothing.
    """
    from genai_tui.storage.memory.memory import Memory  # imported here: most commands never ask

    memory = Memory()
    known = memory.annotations()
    if words := memory.trouble():
        tell(words)
        click.get_current_context().ensure_object(dict)["unclean"] = True
    return known
