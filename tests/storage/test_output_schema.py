"""Everything that a command prints as JSON is what the published schema says, and the schema is one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import click
import jsonschema
import pytest

from genai_tui.cli.main import door
from genai_tui.graph.types import Frame
from genai_tui.search.expectations import Verdict
from genai_tui.search.hit import Where
from genai_tui.storage.exporters.json_form import FORM
from genai_tui.storage.exporters.output_documents import DOCUMENTS
from genai_tui.storage.exporters.output_schema import output_schema
from genai_tui.storage.exporters.output_shapes import WORDS
from genai_tui.storage.json_schema import schema
from tests.cli.conftest import Run, run

__all__ = ["run"]

PRINTED = [
    "list", "list -c landscape", "list --limit 2", "list weights:open", "search diffusion", "search weights:open",
    "show whisper jukebox", "show openai", "orgs", "orgs -c landscape --limit 3", "export weights:open", "export", "count",
    "count --by year,weights", "count --of orgs --by kind", "list --fields id,params,org,training.data,params.state,org.label",
    "orgs --fields name,country,models,between", "show google --fields url", "export --fields id,url weights:open",
    "compare dall-e-2 imagen", "compare google openai", "compare dall-e-2 imagen --transpose --all", "why visualgpt date",
    "why visualgpt", "why google", "why google deepmind", "why whisper compute", "disagree", "graph",
    "graph --kind lineage -c landscape", "graph --kind two-mode", "path google cmu", "path deepmind google --kind ownership",
    "path google github", "graph --layout communities -c landscape", "list --as-of 2022-06-30", "compare dall-e-2 imagen --as-of 2022-06-30",
    "search openai whisper", "list -c landscape --fields offers,paper,training.compute_flop,availability,parameters,price,context,can",
    "check whisper dall-e-2 --against landscape", "check whisper --against landscape --expect weights:open", "between 2021 now weights:open",
    "graph --kind ownership", "neighbors google --kind two-mode", "disagree -c survey -c landscape", "timeline weights:open",
    "neighbors google", "matrix", "timeline -c landscape", "coverage", "between 2021 2022", "diff survey landscape", "validate survey",
    "check whisper nobody --expect weights:open",
]  # fmt: skip


@cache
def validator(name: str = "") -> Any:
    schema = output_schema()
    if name:
        schema = {**schema, "anyOf": [{"$ref": f"#/$defs/{name}"}]}
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_is_one(run: Run) -> None:
    jsonschema.Draft202012Validator.check_schema(output_schema())
    assert json.loads(run("schema", "output").out) == json.loads(json.dumps(output_schema()))


@pytest.mark.parametrize("line", PRINTED)
def test_a_document_is_what_the_schema_says(run: Run, line: str) -> None:
    words = line.split()
    document = json.loads(run(*words, "-f", "json").out)
    assert document["form"] == FORM
    fitting = [name for name in DOCUMENTS[words[0]] if validator(name).is_valid(document)]
    if len(fitting) != 1:
        problems = (
            f"{name}: {each.json_path}: {each.message[:300]}"
            for name in DOCUMENTS[words[0]]
            for each in validator(name).iter_errors(document)
        )
        pytest.fail(f"fits {fitting}\n" + "\n".join(islice(problems, 5)))
    assert {"$ref": f"#/$defs/{fitting[0]}"} in output_schema()["anyOf"]


@pytest.mark.parametrize(
    "line", ["list -c landscape year:2026", "search diffusion", "orgs", "list --fields id,params"]
)
def test_a_line_of_jsonl_is_what_the_schema_says(run: Run, line: str) -> None:
    kind = "row" if "--fields" in line else "organization" if line == "orgs" else "model"
    for each in run(*line.split(), "-f", "jsonl").out.splitlines():
        record = json.loads(each)
        assert record["form"] == FORM
        validator(kind).validate(record)


def test_each_field_says_what_it_means() -> None:
    fields = dict(_fields(output_schema(), ""))
    assert len(fields) > 500
    assert [path for path, field in fields.items() if not field.get("description")] == []


def test_a_meaning_is_said_in_one_place() -> None:
    told, ours = output_schema()["$defs"], schema("catalog")["properties"]
    assert told["catalog"]["properties"]["id"]["description"] == ours["id"]["description"]
    assert (
        told["card"]["properties"]["data"]["properties"]["title"]["description"]
        == ours["title"]["description"]
    )


def test_only_the_value_of_a_change_can_be_of_any_type() -> None:
    told = [path for path, field in _fields(output_schema(), "") if _is_any(field)]
    assert told == ["/$defs/differences/changes/before", "/$defs/differences/changes/after"]


def _is_any(schema: dict[str, Any]) -> bool:
    inner = [schema[name] for name in ("items", "additionalProperties") if isinstance(schema.get(name), dict)]
    options = [*inner, *schema.get("anyOf", ())]
    return not {"type", "$ref", "enum", "anyOf", "const"} & set(schema) or any(map(_is_any, options))


def _fields(tree: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field of every object within a schema, by its path."""
    if isinstance(tree, list):
        yield from (pair for value in tree for pair in _fields(value, path))
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name in ("properties", "patternProperties"):
                yield from ((f"{path}/{field}", inner) for field, inner in value.items())
                yield from (
                    pair for field, inner in value.items() for pair in _fields(inner, f"{path}/{field}")
                )
            else:
                yield from _fields(value, path if name in ("items", "anyOf") else f"{path}/{name}")


def test_words_are_those_that_are_printed() -> None:
    assert WORDS["node kind"] == get_args(Frame)
    assert WORDS["met"] == get_args(Where)
    assert WORDS["verdict"] == get_args(Verdict)


def test_every_command_that_prints_json_has_a_document() -> None:
    group = click.Context(door)
    for name in door.list_commands(group):
        command = door.get_command(group, name)
        assert command is not None
        formats = [
            each.type.choices
            for each in command.params
            if "--format" in each.opts and isinstance(each.type, click.Choice)
        ]
        assert any("json" in each for each in formats) is (name in DOCUMENTS), name
        assert name not in DOCUMENTS or any(line.split()[0] == name for line in PRINTED)


def test_what_follows_from_the_unknown_is_null(run: Run, tmp_path: Path) -> None:
    document = json.loads(run("list", "-c", "landscape", "-f", "json").out)
    for model in document["models"]:
        assert (model["slot_differs"] is None) >= (not (model["inputs"] and model["outputs"]))
        training = model["training"]
        assert not training or (training["compute_estimated"] is None) is (training["compute_flop"] is None)
    limited = json.loads(run("list", "-c", "landscape", "-f", "json", "--limit", "5").out)
    assert (limited["total"], limited["left_out"]) == (len(document["models"]), len(document["models"]) - 5)
