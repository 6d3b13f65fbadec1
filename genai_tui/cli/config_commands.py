"""The subcommand `config`: every setting with where its value comes from, the schema, the file, ids of keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from msgspec import Struct

from genai_tui.catalog.cells import pad, width
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli import output
from genai_tui.cli.catalog_line import set_by_variable, written
from genai_tui.cli.console import tell_problems
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import catalog_option, form_option, look_options, setting
from genai_tui.cli.settings import the_settings
from genai_tui.storage.files import Refused
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.settings.settings import Settings
from genai_tui.storage.settings.settings_file import settings_path
from genai_tui.storage.settings.table import SETTINGS, Setting


class _Told(Struct, frozen=True):
    """A setting as it is in force, and where that comes from."""

    setting: Setting
    value: Any
    origin: str


@click.group(invoke_without_command=True)
@click.pass_context
def config(ctx: click.Context) -> None:
    """Show each setting, its value, and whether that comes from a file, the environment or an option."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@config.command("show")
@catalog_option
@look_options
@form_option("text", "json")
def show(form: str = "text") -> None:
    """Print every setting, its value, and where that comes from.

    Exit status: 0 shown, 1 the file has mistakes, which are listed with line and column.
    """
    settings = the_settings()
    told = [_in_force(each, settings) for each in SETTINGS]
    if form == "json":
        click.echo(output.json({
            each.setting.name: {"value": each.value, "default": each.setting.default, "from": each.origin, "help": each.setting.help}
            for each in told
        }))  # fmt: skip
    else:
        rows = [(each.setting.name, safe_line(_words(each.value)), safe_line(each.origin)) for each in told]
        name, value = (max(width(row[column]) for row in rows) for column in (0, 1))
        for row in rows:
            click.echo(f"{pad(row[0], name)}  {pad(row[1], min(value, 40))}  {row[2]}")
    if problems := _problems(settings):
        tell_problems(problems)
        raise click.exceptions.Exit(ExitStatus.FAILED)


def _problems(settings: Settings) -> tuple[Problem, ...]:
    """Return what is wrong with the file, keys that clash included."""
    if not (settings.text("keys") or settings.by_name("keymap")):
        return settings.problems
    from genai_tui.tui.keymap import keymap_of  # imported here: most keys are the usual ones

    return (*settings.problems, *keymap_of(settings).problems)


def _in_force(each: Setting, settings: Settings) -> _Told:
    """Return a setting's value: of an option, else of the environment, else of the file, else what is usual."""
    by_option = _by_option(each.name)
    if by_option is not None:
        return _Told(each, by_option, f"option {each.option}")
    if each.name == "catalog" and (names := set_by_variable()):
        return _Told(each, names, f"environment {each.variable}")
    if given := settings.given.get(each.name):
        value = settings.catalogs if each.name == "catalog" else given.value
        return _Told(each, value, f"{settings.path}:{given.line}:{given.column}")
    if each.name == "theme" and (chosen := Memory().chosen("theme")) in each.choices:
        return _Told(each, chosen, "chosen last with c")
    return _Told(each, each.default, "default")


def _by_option(name: str) -> Any:
    if name == "catalog":
        return setting("catalog") or None
    if name == "mouse":
        mouse = setting("mouse")
        return None if mouse is None else "on" if mouse else "off"
    return setting("theme") if name == "theme" else None


def _words(value: Any) -> str:
    """Return a value on a line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(each)}" for name, each in value.items()) or "·"
    return value if isinstance(value, str) else written(value) if value else "·"


@config.command("schema")
def schema() -> None:
    """Print the JSON Schema of the file, for your editor."""
    from genai_tui.storage.settings.json_schema import (
        schema as schema_of,  # imported here: only this needs it
    )

    click.echo(output.json(schema_of()))


@config.command("path")
def path() -> None:
    """Print the path of the settings file, whether it exists or not."""
    try:
        click.echo(settings_path())
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


@config.command("keys")
def keys() -> None:
    """List the command ids that `keymap` takes, with their present keys."""
    from genai_tui.tui.commands import keys_text  # imported here: only this needs them
    from genai_tui.tui.keymap import every_command, keymap_of, pane_keys, remapped

    keymap = keymap_of(the_settings())
    commands = {each.id: each for table in every_command().values() for each in table}
    rows = [
        (id_, keys_text(remapped(each, keymap.keys)), each.help) for id_, each in sorted(commands.items())
    ]
    rows += [
        (id_, " ".join(keymap.keys.get(id_, had)), "in a pane") for id_, had in sorted(pane_keys().items())
    ]
    for line in _table(rows):
        click.echo(line)
    tell_problems(keymap.problems)


def _table(rows: list[tuple[str, str, str]]) -> Iterable[str]:
    widths = [max(width(row[column]) for row in rows) for column in (0, 1)]
    return (f"{pad(row[0], widths[0])}  {pad(row[1], widths[1])}  {row[2]}" for row in rows)


ALL = (config,)
