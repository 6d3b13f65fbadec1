"""`validate` names every file that is not read, and warns of what is well-formed but hardly meant."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.problem_rules import rule_of
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.folder import load_folder
from genai_tui.storage.inspection import (
    inspect_files,
    inspect_folder,
    inspect_loose_file,
    inspect_overlay,
    nearest_folder,
)
from genai_tui.storage.unread_files import unread_files
from tests.conftest import MODELS, ORGANIZATIONS
from tests.talkers import TALKERS, write_talkers

PAINTER = MODELS["painter"]

# the file that is not read, what was probably meant
UNREAD = [
    ("relation.yaml", "relations.yaml"),
    ("Relations.yaml", "relations.yaml"),
    ("relations.yml", "relations.yaml"),
    ("relations.json", "relations.yaml"),
    ("organisations.yaml", "organizations.yaml"),
    ("organization.yaml", "organizations.yaml"),
    ("Catalog.yml", "catalog.yaml"),
    ("models/sub/x.yaml", "models/x.yaml"),
    ("models/deep/er/x.yaml", "models/x.yaml"),
    ("models/x.YAML", "models/x.yaml"),
    ("models/x.yml", "models/x.yaml"),
    ("models/x.json", "models/x.yaml"),
    ("models/x", "models/x.yaml"),
    ("model/x.yaml", "models/x.yaml"),
    ("speech/x.yaml", ""),
    ("sources.yaml", ""),
]
FINE = (
    "README.md", "readme", "LICENSE", "LICENCE.txt", ".git/config.yaml", ".hidden.yaml", ".github/workflows/ci.yml",
    "models/.keep", "models/README.md", "CHANGELOG.md", "Makefile", "models/#x.yaml#", "models/x.yaml~", "docs/use.md",
)  # fmt: skip


@pytest.mark.parametrize(("name", "meant"), UNREAD)
def test_a_file_that_is_not_read_is_an_error_with_the_right_name(folder: Path, name: str, meant: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("nonsense: 1\n")
    problems = inspect_folder(folder).problems
    assert [(Path(each.file), each.message, each.severity) for each in problems] == [
        (path, "is not read", "error")
    ]
    assert problems[0].hint == (f"did you mean {meant}?" if meant else "")


@pytest.mark.parametrize("name", FINE)
def test_files_about_a_folder_and_hidden_ones_are_left_alone(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x: 1\n")
    assert inspect_folder(folder).problems == ()


def test_every_file_found_is_read_named_or_about_the_folder(folder: Path) -> None:
    for name in (*(name for name, _ in UNREAD), *FINE, "table.csv", "package.json"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x: 1\n")
    found = {path for path in folder.rglob("*") if path.is_file()}
    read = {folder / f"{name}.yaml" for name in ("catalog", "organizations", "relations")}
    read |= set((folder / "models").glob("*.yaml"))
    named = {Path(each.file) for each in inspect_folder(folder).problems}
    assert found - read - named == {folder / name for name in FINE}
    assert not named & read


def test_very_many_files_are_not_all_told(folder: Path) -> None:
    for number in range(300):
        (folder / "models" / f"{number}.json").write_text("")
    told = list(unread_files(folder))
    assert len(told) == 201
    assert "more than 200" in told[-1].message


# what changes in painter.yaml, the place of the warning, what its text says
DOUBTS = [
    ("license: Apache-2.0", "license: Apche-2.0", "availability.license:", "did you mean Apache-2.0?"),
    ("license: Apache-2.0", "license: apache-2.0", "availability.license:", "did you mean Apache-2.0?"),
    ("license: Apache-2.0", "license: MIT OR Apache-2", "availability.license:", "did you mean Apache-2.0?"),
    ("license: Apache-2.0", "license: Foo-7.0", "availability.license:", "no licence that SPDX lists"),
    ("2022-04-06", "3023-04-06", "released.date:", "lies in the future"),
    ("2022-04-06", "2999", "released.date:", "lies in the future"),
    ("arxiv: 2204.06125", "year: 2199", "paper.year:", "lies in the future"),
    ("name: Painter 2", "name: whisperer", "name:", "the name of another model as well"),
    ("name: Painter 2", "name: TBD", "name:", "looks like a placeholder"),
    ("api: false", "api: False", "availability.api:", "did you mean false?"),
    ("sources:", "based_on: [{model: listener, how: component}]\nsources:", "based_on:", "listener → painter → listener"),
]  # fmt: skip
PLAIN = (
    "Apache-2.0", "MIT", "GPL-2.0+", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-ours",
    "house rules", "CreativeML Open RAIL-M", "OpenRAIL++", "proprietary", "Llama 2 Community License",
)  # fmt: skip


@pytest.mark.parametrize(("before", "after", "place", "words"), DOUBTS)
def test_what_is_hardly_meant_is_a_warning(
    make: Callable[..., Path], before: str, after: str, place: str, words: str
) -> None:
    assert before in PAINTER
    folder = make(painter=PAINTER.replace(before, after, 1))
    problems = inspect_folder(folder).problems
    assert [problem.severity for problem in problems] == ["warning"], problems
    assert f" warning: {place}" in str(problems[0])
    assert words in str(problems[0])
    assert problems[0].line > 0
    catalog, errors = load_folder(folder)
    assert errors == ()
    assert catalog is not None
    assert len(catalog) == 3


@pytest.mark.parametrize("license_", PLAIN)
def test_a_licence_may_go_by_an_id_or_a_name(make: Callable[..., Path], license_: str) -> None:
    folder = make(painter=PAINTER.replace("license: Apache-2.0", f"license: {license_}"))
    assert inspect_folder(folder).problems == ()


@pytest.mark.parametrize(
    ("code", "hint"), [("UK", "did you mean GB?"), ("XX", ""), ("SP", "did you mean ES?")]
)
def test_a_country_that_iso_does_not_have(make: Callable[..., Path], code: str, hint: str) -> None:
    problems = inspect_folder(make(organizations=ORGANIZATIONS.replace("NO", code))).problems
    assert [(each.severity, each.field, each.hint) for each in problems] == [("warning", "country", hint)]


@pytest.mark.parametrize(
    ("many_models", "told"),
    [
        (5, "m0 → m1 → m2 → m3 → m4 → m0"),
        (20, "m0 → m1 → m2 → m3 → m4 → m5 → m6 → m7 → m8 → m9 → m10 → … → m0"),
    ],
)
def test_a_long_circle_is_told_once(make: Callable[..., Path], many_models: int, told: str) -> None:
    many = {
        f"m{number}": MODELS["whisperer"]
        .replace("whisperer", f"m{number}")
        .replace("Whisperer", f"M {number}")
        + f"based_on: [{{model: m{(number + 1) % many_models}, how: successor_of}}]\n"
        for number in range(many_models)
    }
    problems = inspect_folder(make(**many)).problems
    assert [problem.message for problem in problems] == [f"goes round in a circle: {told}"]


def test_who_owns_itself_or_its_owner_is_doubted(make: Callable[..., Path]) -> None:
    ties = (
        ("acme", "acme", "acquired"),
        ("acme", "uni", "acquired"),
        ("uni", "acme", "parent_of"),
        ("uni", "acme", "stake"),
    )
    told = "".join(f"- {{from: {one}, to: {other}, kind: {kind}}}\n" for one, other, kind in ties)
    problems = inspect_folder(make(relations=told)).problems
    assert [(each.severity, each.line, each.field, each.message) for each in problems] == [
        ("warning", 1, "to", "`acme` stands at both ends"),
        ("warning", 3, "to", "goes round in a circle: acme → uni → acme"),
    ]
    assert [rule_of(each).name for each in problems] == ["self-reference", "circle"]


def test_the_shipped_catalogs_leave_no_doubt() -> None:
    for head in shipped_folder().glob("*/catalog.yaml"):
        assert inspect_folder(head.parent).problems == ()


def test_single_files(make: Callable[..., Path], tmp_path: Path) -> None:
    folder = make(painter=PAINTER.replace("summary", "sumary"), relations="- {from: acme}\n")
    for name, many in (("models/painter.yaml", 1), ("models/listener.yaml", 0), ("relations.yaml", 2)):
        assert (
            len([e for e in inspect_files(folder, [folder / name]).problems if e.severity == "error"]) == many
        )
    loose = tmp_path / "loose.yaml"
    loose.write_text(PAINTER.replace("id: painter", "id: loose").replace("weights: open", "weights: opened"))
    assert [problem.hint for problem in inspect_loose_file(loose).problems] == ["did you mean open?"]


def test_the_nearest_catalog_upwards(folder: Path, tmp_path: Path) -> None:
    assert nearest_folder(folder / "models") == folder
    assert nearest_folder(tmp_path) is None


# what stands in a file, and what is said of it, each problem in a line
SAID = [
    ("models/painter", "availability: {weights: open, api: false, license: Apache-2.0}", "availability:",
     ["availability: found no value, expected fields with values (leave the field out where it is not known)"]),
    ("models/painter", "name: Painter 2", "name: Painter 2\n<<: {summary: x}",
     ["<<: a merge key is not read, expected every field to be written out"]),
    ("models/painter", "inputs: [text]", "inputs:",
     ["inputs: found no value, expected a list (leave the field out where it is not known)"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after", "said"), SAID)
def test_messages_say_what_to_do(
    make: Callable[..., Path], file: str, before: str, after: str, said: list[str]
) -> None:
    folder = make(painter=PAINTER.replace(before, after, 1))
    assert [str(each).partition(": ")[2] for each in inspect_folder(folder).problems] == said


def test_organizations_as_a_mapping_are_one_mistake(make: Callable[..., Path]) -> None:
    for text in ("acme: {name: Acme}\nuni: {name: Uni}\n", "- {id: acme\n"):
        problems = inspect_folder(make(organizations=text)).problems
        assert len(problems) == 1, problems


def test_a_file_whose_name_can_be_no_id(folder: Path) -> None:
    text = MODELS["whisperer"].replace("id: whisperer", "id: mixtral-8x7b").replace("Whisperer", "Mixtral")
    (folder / "models" / "Mixtral-8x7B.yaml").write_text(text)
    (problem,) = inspect_folder(folder).problems
    assert "`Mixtral-8x7B` can be no id (rename the file to mixtral-8x7b.yaml)" in str(problem)


# the file of the small catalog, what changes in it, the place of the warning, what its text says
DOUBTS_OF_TIME = [
    ("talker_1", "until: 2024-01-04", "until: 2022-11-02", "availability.periods[1]", "before it begins on 2022-11-03"),
    ("talker_1", "until: 2024-01-04", "until: 2021", "availability.periods[1]", "ends on 2021"),
    ("talker_1", "state: retired, date: 2024-01-04", "state: retired, date: 2999-01", "status.date", "until then the model is not retired"),
    ("talker_1", "active: 37000000000", "active: 672000000000", "parameters[1].active", "672,000,000,000 of 671,000,000,000"),
    ("talker_1", "successor: talker-2", "successor: dreamer", "status.successor", "dreamer is older: of 2018"),
    ("talker_2", "2024-01-04, event: api", "2021, event: api", "based_on[1]", "talker-1 came out later: on 2022-11-03"),
    ("talker_1", "epoch:Talker (Nov 2022)", "talkers:talker-1", "same_as[1]", "is this model itself"),
    ("talker_1", "epoch:Talker (Nov 2022)", "talkers: talker-1", "same_as[1]", "is this model itself"),
    ("talker_1", "models-dev:acme/talker-1", "talker-1", "same_as[2]", "is this model itself"),
    ("talker_1", "epoch:Talker (Nov 2022)", "talker", "same_as[1]", "stands under `not_same_as` as well"),
    ("relations", "kind: stake", "kind: acquired", "share_percent", "this is `acquired`"),
    ("relations", "kind: invested_in", "kind: parent_of", "share_percent", "this is `parent_of`"),
]  # fmt: skip
WELL = [
    ("talker_1", "until: 2024-01-04", "until: 2022-11"),  # which may be the last day of it
    ("talker_1", "until: 2024-01-04", "until: 2999"),  # announced
    ("talker_2", "2024-01-04, event: api", "2022, event: api"),  # maybe after the base
    ("talker_2", "how: successor_of", "how: component"),
    ("talker_1", "active: 37000000000", "active: 671000000000"),
    ("talker_1", "{date: 2022-11-03, event: api}", "{date: 2025, event: listed}"),  # by then it was there
    ("talker_2", "state: deprecated", "state: active"),
    ("talker_1", "models-dev:acme/talker-1", "models-dev:talker-1"),
    ("relations", "share_percent: 27", "share_percent: 100"),
]


def talkers_with(folder: Path, name: str, before: str, after: str) -> Path:
    file = "relations.yaml" if name == "relations" else f"models/{name.replace('_', '-')}.yaml"
    assert before in TALKERS[file]
    text = TALKERS[file].replace(before, after, 1)
    if name == "talker_2" and "event: api" in before:  # its base came out before all the same
        return write_talkers(folder, **{name: text, "talker_1": TALKERS["models/talker-1.yaml"].replace(", successor: talker-2", "")})  # fmt: skip
    return write_talkers(folder, **{name: text})


@pytest.mark.parametrize(("name", "before", "after", "place", "words"), DOUBTS_OF_TIME)
def test_times_that_do_not_go_together_are_a_warning(
    tmp_path: Path, name: str, before: str, after: str, place: str, words: str
) -> None:
    folder = talkers_with(tmp_path / "talkers", name, before, after)
    (problem,) = inspect_folder(folder).problems
    assert (problem.severity, problem.field) == ("warning", place)
    assert words in str(problem)
    assert problem.line > 1 or name == "relations"
    catalog, errors = load_folder(folder)
    assert errors == ()
    assert catalog is not None
    assert len(catalog) == 4


@pytest.mark.parametrize(("name", "before", "after"), WELL)
def test_times_that_may_go_together_are_none(tmp_path: Path, name: str, before: str, after: str) -> None:
    assert inspect_folder(talkers_with(tmp_path / "talkers", name, before, after)).problems == ()


def test_a_record_laid_over_is_compared_with_those_below(tmp_path: Path, talkers: Catalog) -> None:
    ours = tmp_path / "ours"
    (ours / "models").mkdir(parents=True)
    (ours / "models" / "older.yaml").write_text(
        "id: older\nname: Older\ncategory: other\norganizations: [{id: acme, role: developer}]\n"
        "released: {date: 2019}\nbased_on: [{model: talker-1, how: fine_tuned_from}]\n"
    )
    (problem,) = inspect_overlay(talkers, ours).problems
    assert (problem.severity, problem.field) == ("warning", "based_on[1]")


def test_the_record_of_the_document_is_a_good_one(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "catalog-format.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    # models/talker-2\.yaml\n((?:    .*\n)+)", text, re.MULTILINE)
    record = textwrap.dedent(shown[0]).replace("successor: talker-3", "successor: open-one")
    record = record.replace("date: 2025-02-27", "date: 2022-12")
    folder = write_talkers(tmp_path / "talkers", talker_2=record)
    assert inspect_folder(folder).problems == ()
    new = ("family", "context_length", "knowledge_cutoff", "capabilities", "status", "same_as", "not_same_as")
    assert all(f"\n{name}: " in record for name in new)
    assert all(words in record for words in ("periods:", "active:", "event: revision", "event: retired"))
