"""The command `genai-tui` itself: its options, its subcommands, and what ends it early.

Data goes to standard output, words to standard error; how a command ends, `exit_status` lists. A closed
pipe ends in silence.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from genai_tui import __version__
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.cli import streams
from genai_tui.cli.console import tell, tell_mistake, tell_problems
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import as_of_option, catalog_option, kiosk_options, look_options, setting
from genai_tui.shortage import end_in_silence, shortage_in

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MODULES = {
    "list": "query_commands", "search": "query_commands", "count": "query_commands", "orgs": "organization_commands",
    "graph": "graph_commands", "path": "graph_commands", "neighbors": "graph_commands",
    "import": "transfer_commands", "export": "transfer_commands", "cite": "transfer_commands", "diff": "transfer_commands",
    "show": "show_command", "schema": "help_commands", "doctor": "doctor_command", "help": "help_commands",
    "why": "why_command", "disagree": "disagree_command", "compare": "compare_command",
    "matrix": "matrix_command", "coverage": "coverage_command", "timeline": "timeline_command",
    "memory": "memory_commands", "config": "config_commands", "between": "between_command",
    "spec": "spec_command", "skill": "spec_command",
    "init": "registry_commands", "new": "registry_commands", "check": "check_command",
    "explore": "explore", "open": "explore", "validate": "validate_command",
}  # fmt: skip
"""The module of each subcommand. Only the one that is asked for is imported."""


class Door(click.Group):
    """A group whose first word may be a model's name where it is no subcommand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands, in order."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand by name."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        commands: tuple[click.Command, ...] = import_module(f"genai_tui.cli.{module}").ALL
        found = next(command for command in commands if command.name == cmd_name)
        if _asked_by_shell():
            from genai_tui.cli.completion import with_completion

            return with_completion(found, cmd_name)
        return _explained_when_asked(found, cmd_name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what the first word can become: a command, or a model or organization to open the explorer at."""
        from genai_tui.cli.completion import first_word  # imported here: as shells ask

        return [*super().shell_complete(ctx, incomplete), *first_word(ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with a whole sentence."""
        from genai_tui.cli.help_text import first_sentence  # imported here: as above

        named = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, first_sentence(command.help or "")) for name, command in named if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and exit statuses."""
        from genai_tui.cli.help_text import explained  # imported here: as above

        explained(self, "")
        super().format_epilog(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a word that is no subcommand for the name of a model to open the explorer at."""
        if args[0] in _MODULES or args[0].startswith("-"):
            name, command, rest = super().resolve_command(ctx, args)
            if command is None or not any(word[:1] == "-" for word in rest):
                return name, command, rest
            from genai_tui.cli.shell_words import with_negations  # imported here: not every query has a minus

            return name, command, with_negations(command, rest)
        return "explore", self.get_command(ctx, "explore"), args


def _asked_by_shell() -> bool:
    """Tell whether a shell asks what a word can become, and nobody runs a command."""
    return any(name.endswith("_COMPLETE") for name in os.environ)


def _explained_when_asked(command: click.Command, name: str) -> click.Command:
    """Return a command that tells examples and exit statuses in its help."""

    def format_help(ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from genai_tui.cli.help_text import explained  # imported here: only help tells examples

        type(command).format_help(explained(command, name), ctx, formatter)

    command.format_help = format_help  # type: ignore[method-assign]
    for inner_name, inner in command.commands.items() if isinstance(command, click.Group) else ():
        _explained_when_asked(inner, f"{name} {inner_name}")
    return command


@click.group(
    cls=Door,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[MODEL | COMMAND ...]",
)
@catalog_option
@as_of_option
@look_options
@kiosk_options
@click.version_option(__version__, prog_name="genai-tui")
@click.pass_context
def door(ctx: click.Context, /, **_: object) -> None:
    """Explore the landscape of generative AI models.

    With no command the explorer opens; with the name of a model it opens there. Where the output is not a terminal, a
    summary is printed instead.
    """
    if setting("as_of") and ctx.invoked_subcommand is not None:
        command = door.get_command(ctx, ctx.invoked_subcommand)
        if command is not None and all("--as-of" not in param.opts for param in command.params):
            raise click.UsageError(f"`{command.name}` does not depend on a day: it takes no --as-of")
    if setting("kiosk"):
        from genai_tui.cli.kiosk import serve  # imported here: only a shared server has visitors

        if ctx.invoked_subcommand is not None:
            raise click.UsageError(
                "--kiosk takes no command: sshd hands on in SSH_ORIGINAL_COMMAND what a visitor asks for"
            )
        serve()
    elif ctx.invoked_subcommand is None:
        explore = door.get_command(ctx, "explore")
        assert explore is not None
        ctx.invoke(explore)


def main() -> None:
    """Run the command line and leave with its exit status."""
    streams.prepare()
    if _asked_by_shell():
        from genai_tui.cli.completion import with_completion  # imported here: as shells ask

        with_completion(door, "")
    try:
        status = _status()
        streams.finish()
    except (click.Abort, KeyboardInterrupt):
        status = ExitStatus.INTERRUPTED
    except streams.ReaderGone:
        status = ExitStatus.DONE
    except streams.StreamFailure as failure:
        tell(str(failure))
        status = ExitStatus.USAGE
    except Exception as fault:
        status = _told(fault)
    sys.exit(status)


def _told(fault: Exception) -> int:
    """Tell what has ended the program in one line, and return its exit status; a fault of the program gets a report."""
    if short := shortage_in(fault):
        end_in_silence()
        tell(short)
        return ExitStatus.USAGE
    from genai_tui import crash_report  # imported here: it is hoped that nobody needs it

    tell(crash_report.summary(fault, crash_report.report(fault)))
    return ExitStatus.FAULT


def _status() -> int:
    """Run the command line and return its exit status; raises what no command is meant to end in."""
    try:
        status = door.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as mistake:
        tell_mistake(mistake)
        return ExitStatus.USAGE
    except CatalogError as error:
        tell_problems(error.problems)
        return ExitStatus.USAGE
    except OSError as error:  # the machine's fault, not the program's
        tell(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return ExitStatus.USAGE
    except SystemExit as leaving:  # as click leaves after it has completed a word for the shell
        status = leaving.code
    return status if isinstance(status, int) else ExitStatus.DONE
