"""One table of formats: every row writes what it says it can, and commands, help and documents take it from there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

from genai_tui.cli.main import door
from genai_tui.cli.query_commands import count, list_models, search
from genai_tui.cli.show_command import show
from genai_tui.cli.transfer_commands import cite, export
from genai_tui.search.counts import count_by
from genai_tui.search.fields import FIELDS
from genai_tui.storage.exporters import FORMATS, Content, RecordFormat, format_called, formats_of
from genai_tui.storage.exporters.writer import Counted, Writer
from genai_tui.storage.loader import open_catalog

ROOT = Path(__file__).parents[2]
SURVEY, _ = open_catalog("survey", use_cache=False)
COMMANDS = {
    "list": list_models,
    "search": search,
    "show": show,
    "count": count,
    "export": export,
    "cite": cite,
}
WRITES: dict[str, tuple[Content, ...]] = {
    "list": ("models",), "search": ("models",), "show": ("models",), "count": ("counts",), "export": ("export", "file"),
    "cite": ("citations",),
}  # fmt: skip
EVERY = pytest.mark.parametrize("form", FORMATS, ids=[each.name for each in FORMATS])
TEXTS = pytest.mark.parametrize(
    "form", (each for each in FORMATS if each.is_text), ids=lambda each: each.name
)


@EVERY
@pytest.mark.parametrize("content", [each for each in get_args(Content) if each != "file"])
def test_a_format_writes_what_its_row_says(form: RecordFormat, content: Content) -> None:
    writer = form.writer()
    assert isinstance(writer, Writer)
    with_paper = tuple(model for model in SURVEY if model.paper)
    by = ("weights", "year")
    rows = count_by(SURVEY, SURVEY.models, tuple(FIELDS[name] for name in by))
    written = {
        "models": lambda: (writer.models(SURVEY, SURVEY.models, ("license",)), writer.found(SURVEY, SURVEY.models, {})),
        "organizations": lambda: (writer.organizations(SURVEY, SURVEY.organizations.values()),),
        "counts": lambda: (
            writer.counts(SURVEY, Counted(by, rows, len(SURVEY))), writer.counts(SURVEY, Counted((), (), len(SURVEY))),
        ),
        "export": lambda: (
            writer.export(SURVEY, SURVEY.models, "x") if "models" in form.contents else writer.citations(SURVEY, with_paper),
        ),
        "citations": lambda: (writer.citations(SURVEY, with_paper),),
    }[content]  # fmt: skip
    if content in form.contents:
        assert all("".join(lines) for lines in written())
    elif content != "export":  # whatever writes rows could export them
        with pytest.raises(NotImplementedError):
            [list(lines) for lines in written()]


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_take_the_formats_that_can_write_what_they_print(name: str) -> None:
    option = next(each for each in COMMANDS[name].params if "--format" in each.opts)
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == formats_of(*WRITES[name])


@TEXTS
def test_a_format_is_written_in_ascii_where_nothing_else_can_be(form: RecordFormat) -> None:
    command = ["export", "-f", form.name] if "export" in form.contents else ["list", "-f", form.name]
    ran = subprocess.run([sys.executable, "-m", "genai_tui", *command], cwd=ROOT, capture_output=True, check=True,
                         env={"PYTHONIOENCODING": "ascii", "HOME": "/nowhere", "LC_ALL": "C"})  # fmt: skip
    text = ran.stdout.decode("ascii")
    if form.ending == ".json":
        whole = json.loads(text)
        models = whole if isinstance(whole, list) else whole["models"]
        assert any("é" in str(each) or "ä" in str(each) or "ö" in str(each) for each in models)


def test_names_are_each_one_formats() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert all(re.fullmatch(r"\.[a-z]+", each.ending) for each in FORMATS)
    assert all(format_called(each.name) is each for each in FORMATS)


def test_the_document_has_the_table_of_formats() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for form in FORMATS:
        by = ", ".join(f"`{name}`" for name, each in WRITES.items() if {*each} & {*form.contents})
        assert f"| `{form.name}` | `{form.ending}` | {form.about} | {by} |" in text


def test_a_format_is_imported_when_it_is_written() -> None:
    program = (
        "import sys\nfrom genai_tui.cli.main import main\nsys.argv = ['genai-tui', 'list', '-f', 'ids']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*(name for name in sys.modules if 'exporters.' in name))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.splitlines()[-1]
    assert "id_list" in loaded
    for module in ("separated_values", "text_table", "markdown_table", "bibliography", "json_document"):
        assert module not in loaded


def test_commands_decide_nothing_by_the_name_of_a_format() -> None:
    """But for `show`, whose pages are no format, and `diff`, which prints no records."""
    found = []
    for name in (
        "query_commands",
        "organization_commands",
        "show_command",
        "transfer_commands",
        "output",
        "layout",
    ):
        text = (ROOT / "genai_tui" / "cli" / f"{name}.py").read_text(encoding="utf-8")
        found += re.findall(r"\bform (?:==|!=|in|not in) .*", text)
    assert sorted(found) == ['form == "json":', 'form == "table":']


def test_an_unknown_format_is_a_line() -> None:
    ran = CliRunner().invoke(door, ["list", "-f", "yaml"])
    assert ran.exit_code == 2
    assert "'yaml' is not one of" in ran.stderr
