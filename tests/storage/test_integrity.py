"""Integrity: each rule between records has its words and its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.storage.folder import load_folder, load_record
from tests.conftest import MODELS, ORGANIZATIONS, RELATIONS

PAINTER = MODELS["painter"]


def told(folder: Path) -> list[str]:
    _, problems = load_folder(folder)
    return [
        f"{Path(each.file).name}:{each.line} {each.field}: {each.message}{f' ({each.hint})' if each.hint else ''}"
        for each in problems
        if each.severity == "error"
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (PAINTER, []),
        (PAINTER.replace("{id: uni,", "{id: unii,"), ["painter.yaml:11 organizations[2].id: there is no organization `unii` (did you mean uni?)"]),
        (PAINTER.replace("category: text-to-image", "category: zzz"), ["painter.yaml:4 category: there is no category `zzz`"]),
        (PAINTER.replace("inputs: [text]", "inputs: [txt]"), ["painter.yaml:5 inputs[1]: there is no modality `txt` (did you mean text?)"]),
        (PAINTER + "based_on: [{model: listner, how: component}]\n", ["painter.yaml:19 based_on[1].model: there is no model `listner` (did you mean listener?)"]),
        (PAINTER + "based_on: [{name: X, how: component}, {model: painter, how: component}]\n", ["painter.yaml:19 based_on[2]: the model is based on itself"]),
        (PAINTER + "status: {state: deprecated, successor: painter}\n", ["painter.yaml:19 status.successor: the model is its own successor"]),
        (PAINTER.replace("event: announcement", "event: retired"), ["painter.yaml:12 released.event: `retired` is no first release, expected it under `other_dates`"]),
        (PAINTER.replace("sources:\n  - {id: paper,", "sources:\n  - {id: papre,"), ["painter.yaml:18 sources[1].id: there is no source `papre` in catalog.yaml, expected one, or a title here (did you mean paper?)"]),
        (PAINTER.replace("sources:\n  - {id: paper,", "sources:\n  - {id: own, title: Own,"), []),
        (PAINTER.replace("released, parameters]", "released, paramters]"), ["painter.yaml:18 sources[1].supports: there is no field `paramters` (did you mean parameters?)"]),
        (PAINTER + "disputes: [{field: nme, why: x, claims: [{value: a, source: paper}, {value: b, source: paper}]}]\n", ["painter.yaml:19 disputes[1].field: there is no field `nme` (did you mean name?)"]),
        (PAINTER + "disputes: [{field: name, why: x, claims: [{value: a, source: paper}, {value: b, source: none}]}]\n", ["painter.yaml:19 disputes[1].claims[2].source: there is no source `none`"]),
        (PAINTER.replace("released: {date: 2022-04-06, event: announcement}\n", ""), ["painter.yaml:1 released: is missing, and every model needs it"]),
        ("\n".join(line for line in PAINTER.splitlines() if not line.startswith(("organizations", "  - {id: acme", "  - {id: uni"))) + "\norganizations: []\n", ["painter.yaml:1 organizations: is missing, and every model needs it"]),
    ],
)  # fmt: skip
def test_what_a_model_names_is_there(make: Callable[..., Path], text: str, problems: list[str]) -> None:
    assert told(make(painter=text)) == problems


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        ({"organizations": ORGANIZATIONS + "- {id: acme, name: Again}\n"}, "organizations.yaml:3 id: `acme` stands already in "),
        ({"relations": RELATIONS.replace("to: uni", "to: uno")}, "relations.yaml:1 to: there is no organization `uno` (did you mean uni?)"),
        ({"relations": RELATIONS.replace("from: acme", "from: acne")}, "relations.yaml:1 from: there is no organization `acne` (did you mean acme?)"),
        ({"organizations": ORGANIZATIONS.replace("{id: paper}", "{id: nowhere}")}, "organizations.yaml:1 sources[1].id: there is no source `nowhere` in catalog.yaml, expected one, or a title here"),
        ({"organizations": ORGANIZATIONS.replace("{id: paper}", "{id: paper, supports: [cty]}")}, "organizations.yaml:1 sources[1].supports: there is no field `cty` (did you mean city?)"),
    ],
)  # fmt: skip
def test_what_organizations_and_ties_name_is_there(
    make: Callable[..., Path], files: dict[str, str], problems: str
) -> None:
    (problem,) = told(make(**files))
    assert problem.startswith(problems)


def test_ids_of_organizations_that_could_not_be_read_are_not_missed(make: Callable[..., Path]) -> None:
    problems = told(make(organizations="- [broken"))
    assert all("there is no organization" not in each for each in problems)
    assert len(problems) == 1


def test_a_file_by_itself_is_checked_for_what_it_can_be(tmp_path: Path) -> None:
    from genai_tui.catalog.model import Model
    from genai_tui.storage.inspection import inspect_loose_file

    path = tmp_path / "painter.yaml"
    path.write_text(
        PAINTER.replace("released, parameters]", "nothing]")
        + "based_on: [{model: painter, how: component}, {model: nobody, how: component}]\n"
    )
    found = [each.message for each in inspect_loose_file(path).problems if each.severity == "error"]
    assert found == ["there is no field `nothing`", "the model is based on itself"]
    value, problems = load_record(path, Model)
    assert value is not None
    assert not problems
