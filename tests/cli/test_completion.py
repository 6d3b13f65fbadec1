"""Completion: every argument and option completes to something that is right, or nobody can know what it takes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest

from genai_tui.cli import completion
from genai_tui.cli.completion import FREE, completer_of, with_completion
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import commands
from genai_tui.search.parser import parse
from tests.pseudo_terminal import PseudoTerminal

PARAMETERS = [
    (name, parameter)
    for name, command in [("", door), *commands(door)]
    for parameter in command.params
    if not (isinstance(parameter, click.Option) and parameter.is_flag) and parameter.name != "version"
]


def offered(command: str, parameter: click.Parameter, incomplete: str, **given: Any) -> list[Any]:
    top = click.Context(door, info_name="genai-tui", obj={"catalog": ("survey",)})
    name = command.partition(" ")[0]
    found = door.get_command(top, name) if name else door
    assert found is not None
    context = click.Context(found, parent=top, info_name=name, obj=top.obj)
    context.params = given
    completer = completer_of(command, parameter)
    with context.scope(cleanup=False):
        return list(
            completer(context, incomplete)
            if completer
            else parameter.type.shell_complete(context, parameter, incomplete)
        )


@pytest.mark.parametrize(
    ("command", "parameter"), PARAMETERS, ids=[f"{name} {each.name}".strip() for name, each in PARAMETERS]
)
def test_every_parameter_completes_or_is_free(command: str, parameter: click.Parameter) -> None:
    found = offered(command, parameter, "")
    free = parameter.name in FREE or f"{command} {parameter.name}" in FREE
    assert bool(found) is not free


def parameter_of(command: str, name: str) -> click.Parameter:
    return next(each for known, each in PARAMETERS if known == command and each.name == name)


@pytest.mark.parametrize(
    ("command", "name", "typed", "first"),
    [
        ("show", "name", "dal", "dall-e-2"), ("show", "name", "goo", "google"), ("compare", "record", "imag", "imagen"),
        ("neighbors", "name", "deepm", "deepmind"), ("path", "start", "goo", "google"), ("graph", "center", "open", "openai"),
        ("list", "query", "wei", "weights:"), ("list", "query", "weights:o", "weights:open"), ("list", "query", "not:wei", "not:weights:"),
        ("list", "query", "params:", "params:unknown"), ("orgs", "query", "kind:uni", "kind:university"),
        ("list", "fields", "id,lice", "id,license"), ("orgs", "fields", "cou", "country"), ("count", "by", "year,wei", "year,weights"),
        ("disagree", "field", "wei", "weights"), ("list", "catalog", "land", "landscape"), ("diff", "before", "sur", "survey"),
        ("open", "address", "gra", "graph"), ("help", "command", "lis", "list"), ("list", "sort", "da", "date"),
        ("cite", "query", "org:ope", "org:openai"),
    ],
)  # fmt: skip
def test_a_word_becomes_what_was_begun(command: str, name: str, typed: str, first: str) -> None:
    found = [
        each.value for each in offered(command, parameter_of(command, name), typed) if each.type == "plain"
    ]
    assert found[0] == first
    assert all(each.casefold().startswith(typed.partition(":")[0].casefold()[:1]) for each in found)


def test_behind_a_record_why_completes_fields() -> None:
    found = [each.value for each in offered("why", parameter_of("why", "words"), "lic", words=("whisper",))]
    assert found == ["license", "license_class"]


@pytest.mark.parametrize("typed", ["", "w", "weights:", "org:", "year:", "in:", "has:", "params:", "status:"])
def test_a_completed_query_is_one_and_no_shell_reads_it(typed: str) -> None:
    for each in offered("list", parameter_of("list", "query"), typed):
        assert not set(each.value) & set("<>?*!\"'$&|; ()"), each.value
        if not each.value.endswith(":"):
            parse(each.value)


def test_a_catalog_that_cannot_be_read_offers_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    show = with_completion(dict(commands(door))["show"], "show")
    top = click.Context(door, info_name="genai-tui", obj={"catalog": (str(tmp_path / "nowhere"),)})
    context = click.Context(show, parent=top, info_name="show", obj=top.obj)
    assert show.params[-1].shell_complete(context, "") == []
    assert capsys.readouterr().err == ""


_ASKED = {
    "show dal": "dall-e-2", "list --fields id,lice": "id,license", "-c land": "landscape", "list org:openai wei": "weights:",
    "wh": "whisper", "show -c landscape gpt-4-t": "gpt-4-turbo", "list weights:ope": "open",
    "list -c board.csv --map name=Mo": "name=Model",
}  # fmt: skip
"""What is typed, and what is among what the shell offers; bash replaces only what stands behind a colon or `=`."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell that finds the program, in a home of its own."""
    program = tmp_path / "genai-tui"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.argv[0] = 'genai-tui'\nfrom genai_tui.cli.main import main\nmain()\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    (tmp_path / "board.csv").write_text("Model,Organization,License\nAlder,Lab,MIT\n", encoding="utf-8")
    return {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOME": str(tmp_path),
    }


def shell_called(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def test_bash_completes(environment: dict[str, str], tmp_path: Path) -> None:
    lines = ['eval "$(_GENAI_TUI_COMPLETE=bash_source genai-tui)"', "compopt() { :; }"]
    asked = {typed: wanted for typed, wanted in _ASKED.items() if "--map" not in typed}
    for typed in asked:
        words = typed.replace("weights:ope", "weights : ope")
        lines.append(f"COMP_WORDS=(genai-tui {words}); COMP_CWORD={len(words.split())}; COMPREPLY=(); "
                     '_genai_tui_completion genai-tui; echo "${COMPREPLY[*]}"')  # fmt: skip
    ran = subprocess.run(
        [shell_called("bash"), "-c", "\n".join(lines)],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    for (typed, wanted), answer in zip(asked.items(), ran.stdout.splitlines(), strict=True):
        assert wanted in answer.split(), typed


def test_fish_completes(environment: dict[str, str], tmp_path: Path) -> None:
    lines = ["_GENAI_TUI_COMPLETE=fish_source genai-tui | source"]
    for typed in _ASKED:
        lines += [f"complete -C 'genai-tui {typed}'", "echo ENDED"]
    ran = subprocess.run(
        [shell_called("fish"), "--no-config", "-c", "\n".join(lines)],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    for (typed, wanted), answer in zip(_ASKED.items(), ran.stdout.split("ENDED\n")[:-1], strict=True):
        offered_here = [line.partition("\t")[0] for line in answer.splitlines()]
        assert any(each.endswith(wanted) for each in offered_here), typed
    assert "id,license\tlicence, SPDX id or name\n" in ran.stdout


def test_zsh_completes(environment: dict[str, str], tmp_path: Path) -> None:
    """As somebody types: the line is what Tab has made of it."""
    terminal = PseudoTerminal([shell_called("zsh"), "-f", "-i"], environment={**environment, "PS1": "$ "})
    try:
        terminal.send(f"cd {tmp_path}; autoload -Uz compinit; compinit -u -D; "
                      'eval "$(_GENAI_TUI_COMPLETE=zsh_source genai-tui)"; clear; echo READ""Y\n')  # fmt: skip
        waits_for(terminal, r"READY\s")
        for typed, wanted in _ASKED.items():
            if typed == "wh":  # a command begins so, too, and zsh lists both
                continue
            terminal.send("\x15" + f"genai-tui {typed}\t")
            before = (
                typed.removesuffix(typed.split()[-1].rpartition(":")[2])
                if ":ope" in typed
                else typed.rpartition(" ")[0] + " "
            )
            waits_for(terminal, rf"(?m)^\$ genai-tui {re.escape(before)}{re.escape(wanted)}\s*$")
    finally:
        terminal.close()


def waits_for(terminal: PseudoTerminal, pattern: str) -> None:
    """Read on until the screen shows a pattern."""
    until = time.monotonic() + 30
    while not terminal.shows(pattern):
        assert time.monotonic() < until, f"{pattern} is not on the screen:\n{terminal.text}"
        if terminal.waits(0.5):
            terminal.show(terminal.read())


@pytest.mark.parametrize(
    ("words", "at", "incomplete", "found"),
    [
        ("genai-tui list wei", "2", "wei", ("", "wei")),
        ("genai-tui list weights : o", "4", "o", ("weights:", "weights:o")),
        ("genai-tui list weights :", "3", ":", ("weights:", "weights:")),
        ("genai-tui list weights : open year : 2022", "7", "2022", ("year:", "year:2022")),
        ("genai-tui list weights : open year", "5", "year", ("", "year")),
        ("genai-tui list weights:o", "2", "weights:o", ("", "weights:o")),  # a shell that ends no word there
        (": o", "1", "o", ("", "o")),
        ("", "", "o", ("", "o")),
        ("genai-tui list weights : o", "x", "o", ("", "o")),
    ],
)
def test_bash_ends_a_word_at_a_colon(
    words: str, at: str, incomplete: str, found: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", at)
    assert completion._broken_at_colons(incomplete) == found
