"""The man page genai-tui(1), from the same tables as `--help`, docs/cli.md and `genai-tui spec`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click

from genai_tui import __version__
from genai_tui.cli.environment import VARIABLES
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.help_text import EXAMPLES
from genai_tui.cli.help_topics import TOPICS
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import STATES, command_data, commands

_SHARED = ("--help", "--catalog", "--map", "--overlay", "--as-of")
"""Options that stand once, with the program's own."""
_FILES = (
    ("~/.config/genai-tui/config.yaml", "the settings"),
    ("~/.local/state/genai-tui", "stars, notes, saved views, the last place; reports of faults"),
    ("~/.cache/genai-tui", "compiled catalogs, which may be removed at any time"),
    ("TABLE.columns", "which column of a table says what, as --map has said it"),
)
_SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}


def man_page() -> str:
    """Return the page as roff."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    about = "explore the landscape of generative AI models from the keyboard, in a terminal"
    yield '.\\" Written by docs/tables.py from the tables of the program.'
    yield f'.TH GENAI\\-TUI 1 "" "genai\\-tui {_text(__version__)}" "User Commands"'
    yield from (".nh", ".ad l")  # no word is broken, and none is pushed to the margin
    yield from (".SH NAME", f"genai\\-tui \\- {_text(about)}", ".SH SYNOPSIS")
    for usage in ("[OPTIONS] [MODEL]", "COMMAND [OPTIONS] [ARGUMENTS ...]"):
        yield from (".B genai\\-tui", _text(usage), ".br")
    yield from (".SH DESCRIPTION", *_paragraphs(door.help or ""))
    yield from (
        ".PP",
        _text("Every fact has its source, and where sources differ, both stand. A value is one of these:"),
    )
    yield from _definitions(STATES.items())
    yield from (".SH OPTIONS", *_options(each for each in door.params if isinstance(each, click.Option)))
    yield ".SH COMMANDS"
    for name, command in commands(door):
        if not command.hidden and name != "explore":
            yield from _command(name, command)
    yield from (".SH QUERIES", _text("Words are forgiving; field:value is exact; commas are alternatives; not: turns a part round; several parts have to "
                                     "be met together. Ranges are params:10b.., year:2021..2023, price:..1; field:unknown asks for what nobody has stated."))  # fmt: skip
    yield from (
        _text("`genai-tui help queries` has every form, `genai-tui spec` every field."),
        ".SH ENVIRONMENT",
    )
    yield from _definitions(VARIABLES)
    yield from (".SH FILES", *_definitions(_FILES))
    yield from (".SH EXIT STATUS", *_definitions((str(each.value), each.meaning) for each in ExitStatus))
    yield from (".SH EXAMPLES", *_examples(EXAMPLES[""]), ".SH SEE ALSO")
    yield _text("`genai-tui help TOPIC` prints these documents:")
    yield from _definitions((name, what) for name, (_, what) in TOPICS.items())


def _command(name: str, command: click.Command) -> Iterator[str]:
    told = command_data(name, command)
    yield from (f".SS {_text(told['usage'])}", *_paragraphs(command.help or ""))
    own = [
        each for each in command.params if isinstance(each, click.Option) and not {*each.opts} & {*_SHARED}
    ]
    yield from _options(own)
    if told["examples"]:
        yield from (
            ".PP",
            "Examples:",
            *_examples((each["typed"], each["gives"]) for each in told["examples"]),
        )
    yield from (".PP", f"Exit status: {', '.join(map(str, told['exit_statuses']))}.")


def _options(options: Iterable[click.Option]) -> Iterator[str]:
    for option in options:
        names = ", ".join(f"\\fB{_text(each)}\\fR" for each in (*option.opts, *option.secondary_opts))
        takes = "" if option.is_flag else f" \\fI{_text(option.metavar or _choices(option))}\\fR"
        yield from (".TP", f"{names}{takes}", _text(" ".join((option.help or "").split())) or "\\&")


def _choices(option: click.Option) -> str:
    kind: Any = option.type
    return "|".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else str(kind.name).upper()


def _definitions(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, what in rows:
        yield from (".TP", f"\\fB{_text(name)}\\fR", _text(what))


def _examples(examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    for typed, gives in examples:
        yield from (".TP", f"\\fB{_text(typed)}\\fR", _text(gives))


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.replace("\b", "").split("\n\n"):
        if words := " ".join(part.split()):
            yield from (".PP", _text(words))


def _text(text: str) -> str:
    """Return a text in which no sign commands anything; what stands between backquotes is bold."""
    plain = "".join(_SIGNS.get(sign, sign) for sign in text)
    # Where a long word may be broken, without a hyphen.
    plain = re.sub(r"([,|/&])(?=[^\s\\])", r"\1\\:", plain)
    plain = re.sub("`([^`]+)`", r"\\fB\1\\fR", plain).replace("`", r"\(ga")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
