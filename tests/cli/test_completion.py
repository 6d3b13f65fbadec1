"""Completion: every argument and option completes to something that is right, or nobody can know what it takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from genai_tui.cli.completion import FREE, completer_of, with_completion
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import commands
from genai_tui.search.parser import parse

PARAMETERS = [
    (name, parameter)
    for name, command in [("", door), *commands()]
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
    show = with_completion(dict(commands())["show"], "show")
    top = click.Context(door, info_name="genai-tui", obj={"catalog": (str(tmp_path / "nowhere"),)})
    context = click.Context(show, parent=top, info_name="show", obj=top.obj)
    assert show.params[-1].shell_complete(context, "") == []
    assert capsys.readouterr().err == ""


_ASKED = {
    "show dal": "dall-e-2", "list --fields id,lice": "id,license", "-c land": "landscape", "list org:openai wei": "weights:",
    "wh": "whisper", "show -c landscape gpt-4-t": "gpt-4-turbo", "list weights:ope": "open",
}  # fmt: skip
"""What is typed, and what is among what the shell offers; of the last bash replaces only what stands behind the colon."""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    program = tmp_path / "genai-tui"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.argv[0] = 'genai-tui'\nfrom genai_tui.cli.main import main\nmain()\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    if shell != "bash":  # how those two ask; bash is asked as its readline would
        for typed, wanted in _ASKED.items():
            words = typed.replace("weights:ope", "weights:ope")
            asked = {"COMP_WORDS": f"genai-tui {words}", "COMP_CWORD": str(len(words.split()))}
            asked |= {"COMP_CWORD": words.split()[-1]} if shell == "fish" else {}
            ran = subprocess.run([program], env={**environment, **asked, "_GENAI_TUI_COMPLETE": f"{shell}_complete"},
                                 capture_output=True, text=True, check=False)  # fmt: skip
            assert wanted in ran.stdout
        return
    lines = ['eval "$(_GENAI_TUI_COMPLETE=bash_source genai-tui)"', "compopt() { :; }"]
    for typed in _ASKED:
        words = typed.replace("weights:ope", "weights : ope")
        lines.append(f"COMP_WORDS=(genai-tui {words}); COMP_CWORD={len(words.split())}; COMPREPLY=(); "
                     '_genai_tui_completion genai-tui; echo "${COMPREPLY[*]}"')  # fmt: skip
    ran = subprocess.run(
        ["bash", "-c", "\n".join(lines)], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    for (typed, wanted), answer in zip(_ASKED.items(), ran.stdout.splitlines(), strict=True):
        assert wanted in answer.split(), typed
