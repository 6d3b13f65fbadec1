"""The subcommands `spec` and `skill`: the command line itself, for programs and for language models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from genai_tui import __version__
from genai_tui.cli import output
from genai_tui.cli.exit_status import ExitStatus, statuses_of
from genai_tui.cli.help_text import EXAMPLES, first_sentence

STATES = {
    "known": "sources say so", "estimated": "an estimate, shown with ~", "disputed": "sources differ, shown with !",
    "unknown": "nobody says: null in JSON, an empty cell in csv and tsv, · in tables; never 0 and never no",
}  # fmt: skip
"""How a value can stand."""


@click.command("spec")
def spec() -> None:
    """Print the whole command line as JSON: commands, options, fields with their types and units, formats, exit statuses."""
    root = click.get_current_context().find_root().command
    assert isinstance(root, click.Group)
    click.echo(output.json(specification(root)))


@click.command("skill")
def skill() -> None:
    """Print what a language model has to know to use this program, in at most 1,500 tokens."""
    for line in skill_lines():
        click.echo(line)


def specification(root: click.Group) -> dict[str, Any]:
    """Return the command line as plain data, from click's own tree below `root` and the tables of the program."""
    from genai_tui.cli.help_topics import TOPICS
    from genai_tui.storage.exporters import FORMATS
    from genai_tui.storage.exporters.json_form import FORM

    return {
        "program": "genai-tui",
        "version": __version__,
        "form": FORM,
        "about": "The landscape of generative AI models: every fact with its source, and where sources differ, both.",
        "commands": [command_data(name, command) for name, command in commands(root)],
        "fields": {kind: fields_data(kind) for kind in ("model", "organization")},
        "states": STATES,
        "topics": {name: about for name, (_, about) in TOPICS.items()},
        "formats": [
            {"name": each.name, "ending": each.ending, "about": each.about, "contents": list(each.contents),
             "takes_fields": each.takes_fields}
            for each in FORMATS
        ],
        "exit_statuses": [{"status": each.value, "meaning": each.meaning} for each in ExitStatus],
    }  # fmt: skip


def commands(root: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below `root` by its name, those within another behind it: `memory`, `memory export`."""
    context = click.Context(root, info_name="genai-tui", **root.context_settings)
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", each) for inner, each in sorted(command.commands.items()))


def command_data(name: str, command: click.Command) -> dict[str, Any]:
    """Return a command as plain data."""
    from genai_tui.storage.exporters.output_documents import DOCUMENTS

    top = name.partition(" ")[0]
    return {
        "name": name,
        "about": first_sentence(command.help or ""),
        "help": " ".join((command.help or "").split()),
        "usage": " ".join((f"genai-tui {name}", *command.collect_usage_pieces(click.Context(command)))),
        "arguments": [_argument(each) for each in command.params if isinstance(each, click.Argument)],
        "options": [_option(each) for each in command.params if isinstance(each, click.Option)],
        "documents": list(DOCUMENTS.get(name, ())),
        "exit_statuses": [each.value for each in statuses_of(top)],
        "examples": [{"typed": typed, "gives": gives} for typed, gives in EXAMPLES.get(name, ())],
    }


def _argument(argument: click.Argument) -> dict[str, Any]:
    return {
        "name": argument.name, "required": argument.required, "several": argument.nargs == -1, **_values(argument)
    }  # fmt: skip


def _option(option: click.Option) -> dict[str, Any]:
    default = None if option.is_flag or not isinstance(option.default, str | int) else option.default
    return {
        "names": [*option.opts, *option.secondary_opts], "about": option.help, "takes_value": not option.is_flag,
        "repeatable": option.multiple, "default": default, **_values(option),
    }  # fmt: skip


def _values(parameter: click.Parameter) -> dict[str, Any]:
    choices = (
        [str(each) for each in parameter.type.choices] if isinstance(parameter.type, click.Choice) else None
    )
    return {"type": parameter.type.name, "choices": choices}


def fields_data(kind: str) -> list[dict[str, Any]]:
    """Return the fields of a kind of record as plain data: what filters, orders and `--fields` take."""
    from genai_tui.catalog.attributes import MODELS
    from genai_tui.catalog.model import Model, Organization
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS
    from genai_tui.search.counts import countable
    from genai_tui.storage.exporters.record_fields import field_table
    from genai_tui.storage.field_meanings import begun_small, text_at

    record = Model if kind == "model" else Organization
    attributes = MODELS if kind == "model" else ORGANIZATIONS
    counted = {each.name for each in countable(attributes)}
    ordered = {each.name for each in attributes.orders.values()}
    found = []
    for field in field_table(kind).all():
        attribute = attributes.rows.get(field.name)
        meaning = text_at(record, field.name) if field.kind == "record" else ""
        found.append({
            "name": field.name, "about": begun_small(meaning) or field.about, "type": field.kind, "several": field.several,
            "unit": field.unit or None, "other_names": list(attribute.other_names) if attribute else [],
            "values": list(attribute.closed) or None if attribute else None, "filters": attribute is not None,
            "sorts": field.name in ordered, "counts": field.name in counted,
        })  # fmt: skip
    return found


def skill_lines() -> Iterator[str]:
    """Yield the text for a language model, from the same tables."""
    from genai_tui.storage.loader import shipped_names

    yield "# genai-tui: facts about generative AI models, each with its source"
    yield ""
    yield "Use it to look models and their makers up instead of recalling them. It needs no network. Data goes to standard output,"
    yield "words to standard error. Run the commands in a shell; never open the explorer (`genai-tui` alone)."
    yield f"Catalogs: {', '.join(f'`-c {name}`' for name in shipped_names())}; `landscape` is the larger one. A path to a catalog works, too."
    yield ""
    yield "## Commands"
    yield ""
    for typed, gives in SKILL:
        yield f"- `{typed}`: {gives}"
    yield ""
    yield "## Queries"
    yield ""
    yield "Words are forgiving; `field:value` is exact; commas are alternatives; `not:` turns a part round; several parts have to be met"
    yield "together. Ranges: `params:10b..`, `year:2021..2023`, `price:..1`. `field:unknown` asks for what nobody has stated."
    names = [each["name"] for each in fields_data("model") if each["filters"]]
    yield f"Fields of models: {', '.join(names)}."
    names = [each["name"] for each in fields_data("organization") if each["filters"]]
    yield f"Fields of organizations (`genai-tui orgs`): {', '.join(names)}."
    yield ""
    yield "## Reading the answer"
    yield ""
    for state, meaning in STATES.items():
        yield f"- {state}: {meaning}."
    yield "- `--fields id,params,params.state` prints chosen fields; behind any field `.state` says how it stands. `--fields` alone lists all."
    yield "- `-f json` is typed; `genai-tui schema output` is its schema. `left_out` says what `--limit` left out."
    yield "- Say what is disputed or unknown as such. Quote the source: `genai-tui why MODEL FIELD` prints every claim."
    yield ""
    yield f"Exit status: {'; '.join(f'{each.value} {each.meaning}' for each in ExitStatus if each < 70)}."


SKILL = (
    ("genai-tui list -c landscape weights:open year:2024.. --fields id,license,params,params.state", "models that meet a query"),
    ("genai-tui show -c landscape whisper", "everything known of a model, or of an organization"),
    ("genai-tui why -c landscape whisper license", "one value with every claim and source, to be quoted"),
    ("genai-tui compare -c landscape whisper jukebox --fields params,weights,license", "side by side"),
    ("genai-tui count -c landscape --by year,weights", "numbers"),
    ("genai-tui orgs -c landscape country:fr --fields name,kind,models", "organizations"),
    ("genai-tui path -c landscape google cmu", "how two organizations are joined, and what proves it"),
    ("genai-tui cite -c landscape whisper", "BibTeX"),
    ("genai-tui schema output", "the schema of all JSON"),
)  # fmt: skip
"""What a language model is shown, and what it gives."""

ALL = (spec, skill)
