"""Layout of an answer, by the options `--fields`, `--no-header` and `--width` and by the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import Whole, remember, setting
from genai_tui.storage.exporters import RecordFormat
from genai_tui.storage.exporters.writer import AnswerLayout

if TYPE_CHECKING:  # few answers are of fields that were asked for
    from genai_tui.catalog.attribute import AnyRecord
    from genai_tui.catalog.model import Catalog
    from genai_tui.storage.exporters.record_fields import RecordField

RecordKind = Literal["model", "organization"]
_Command = Callable[..., Any]


class FieldNames(click.ParamType):  # type: ignore[type-arg]
    """Names of fields with commas between them, each one that a record of some kinds has."""

    name = "fields"

    def __init__(self, kinds: Sequence[RecordKind]) -> None:
        self.kinds = kinds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the names; leaves with status 2 where one is no field, or there is none: then all fields are listed."""
        names = tuple(filter(None, map(str.strip, str(value).split(","))))
        if ctx is not None and ctx.resilient_parsing:  # a shell asks what the word can become
            return names
        if not names:
            for line in _listed(self.kinds):
                click.echo(line, err=True)
            raise click.exceptions.Exit(ExitStatus.USAGE)
        if len(self.kinds) == 1:
            fields_called(self.kinds[0], names)
        return names


def layout_options(*kinds: RecordKind) -> Callable[[_Command], _Command]:
    """Return what adds `--fields` of such records, `--no-header` and `--width` to a command."""

    def add(command: _Command) -> _Command:
        for option in (
            width_option,
            header_option,
            click.option("--fields", type=FieldNames(kinds), metavar="NAME[,NAME]", expose_value=False, callback=remember,
                         is_flag=False, flag_value="",
                         help="Print these fields of each record. Without names all fields are listed."),
        ):  # fmt: skip
            command = option(command)
        return command

    return add


def header_option(command: _Command) -> _Command:
    """Add `--no-header`."""
    return click.option("--no-header", is_flag=True, default=None, expose_value=False, callback=remember,
                        help="Leave out the headings of a table.")(command)  # fmt: skip


def width_option(command: _Command) -> _Command:
    """Add `--width`."""
    return click.option("--width", type=Whole(0), expose_value=False, callback=remember,
                        help="Fit a table into so many columns; 0 cuts nothing.  "
                             "[default: the terminal's; in a pipe whole values with tabs between them]")(command)  # fmt: skip


def layout_for(form: RecordFormat, kind: RecordKind, total: int | None = None) -> AnswerLayout:
    """Return how an answer in a format is laid out; leaves with status 2 where it has no such fields."""
    names: tuple[str, ...] = setting("fields", ())
    if names and not form.takes_fields:
        raise click.UsageError(f"--fields goes with other formats, and not with {form.name}")
    columns, tabs = room()
    return AnswerLayout(
        fields_called(kind, names) if names else (), not setting("no_header", False), tabs, columns, total
    )


def room() -> tuple[int | None, bool]:
    """Return the columns that a table is fitted into, and whether it has tabs instead, as pipes take them."""
    asked: int | None = setting("width")
    if asked is not None:
        return asked, False
    return (shutil.get_terminal_size().columns, False) if sys.stdout.isatty() else (None, True)


def fields_called(kind: RecordKind, names: Sequence[str]) -> tuple[RecordField, ...]:
    """Return the fields of some names; leaves with status 2 where one is none."""
    # Imported here, and in what follows: few answers are of fields that were asked for.
    from genai_tui.storage.exporters.record_fields import NoSuchField, field_table

    table = field_table(kind)
    try:
        return tuple(map(table.called, names))
    except NoSuchField as problem:
        near = f"; did you mean `{problem.nearest}`?" if problem.nearest else ""
        tell(f"there is no field `{problem}` of {_many(kind)}{near}")
        if not near:
            tell("--fields without names lists them all")
        raise click.exceptions.Exit(ExitStatus.USAGE) from None


def tell_marks(catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField]) -> None:
    """Say of how many records a field is estimated or disputed, where nothing that is printed says so."""
    from genai_tui.storage.exporters.record_fields import standing

    asked = {each.name for each in fields}
    for field in fields:
        if not field.path or field.name.endswith((".state", ".label")) or f"{field.name}.state" in asked:
            continue
        states = [standing(record, field.path) for record in records]
        told = [f"{states.count(each)} {each}" for each in ("estimated", "disputed") if each in states]
        if told:
            tell(f"{field.name}: {', '.join(told)} of {len(states)}; the field {field.name}.state says which")


def _listed(kinds: Sequence[RecordKind]) -> Iterator[str]:
    """Yield the fields of some kinds of records as lines."""
    from genai_tui.storage.exporters.record_fields import field_table

    for kind in kinds:
        yield f"Fields of {_many(kind)}, also with .state (known, estimated, disputed, unknown) or .label (in words) behind them:"
        table = field_table(kind)
        widest = max(map(len, table.names()))
        for field in table.all():
            yield safe_line(f"  {field.name:<{widest}}  {field.about}")


def _many(kind: RecordKind) -> str:
    return "models" if kind == "model" else "organizations"
