"""Own records over a catalog: their fields stand, are marked as own, and leave no trace when taken away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogNotFound
from genai_tui.catalog.model import Catalog, value_at
from genai_tui.catalog.provenance import NO_CLAIMS, claim, overlaid
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog, open_catalogs
from genai_tui.storage.overlay import lay_over
from tests.conftest import HEAD, MODELS, write_catalog

NEW = """\
name: House Model
category: text-to-image
organizations: [{id: house, role: developer}]
released: {date: 2026-01}
based_on: [{model: painter, how: distilled_from}]
"""


def lay(folder: Path, **files: str) -> Path:
    (folder / "models").mkdir(parents=True)
    for name, text in files.items():
        top = name in ("catalog", "organizations", "relations")
        (folder / ("" if top else "models") / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_own_fields_stand_and_name_their_source(tiny: Catalog, tmp_path: Path) -> None:
    folder = lay(
        tmp_path / "ours",
        painter="availability: {weights: closed, license: house rules}\n",
        house_model="id: house_model\n",
        **{"house-model": NEW},
        organizations="- {id: house, name: The House}\n- {id: acme, city: Berlin}\n",
        relations="- {from: house, to: acme, kind: invested_in}\n",
    )
    laid, problems = lay_over(tiny, folder)
    assert {Path(problem.file).name for problem in problems} == {
        "house_model.yaml"
    }  # no slug, and all else missing
    painter, house = laid.model("painter"), laid.model("house-model")
    before = tiny.model("painter")
    assert painter
    assert house
    assert before
    assert painter.availability
    assert (painter.weights, painter.availability.license) == ("closed", "house rules")
    assert painter.name == before.name
    assert painter.parameters == before.parameters
    own, old = claim(laid, painter, "availability.weights"), claim(laid, painter, "parameters")
    assert [source.title for source in own.sources] == ["own records: ours"]
    assert old.sources == claim(tiny, before, "parameters").sources
    assert overlaid(painter)
    assert overlaid(house)
    assert not overlaid(before)
    assert laid.organizations["acme"].city == "Berlin"
    assert laid.organizations["acme"].name == tiny.organizations["acme"].name
    assert laid.relations[-1].from_id == "house"
    assert laid.head.title == f"{tiny.head.title} + ours"
    assert {each.id for each in SearchIndex(laid).ask("has:overlay").records} == {"painter", "house-model"}


def test_a_folder_that_nobody_may_look_into_is_not_an_empty_one(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(tmp_path / "closed")
    assert lay_over(tiny, folder)[1] == ()
    monkeypatch.setattr(
        os, "access", lambda path, mode: False
    )  # whoever runs the tests may be let in everywhere
    with pytest.raises(CatalogNotFound, match="no permission"):
        lay_over(tiny, folder)


def test_without_the_overlay_nothing_of_it_is_left(folder: Path, tmp_path: Path) -> None:
    before, _ = open_catalog(str(folder))
    ours = lay(tmp_path / "ours", painter="summary: Ours.\n")
    laid, problems = open_catalog(str(folder), overlays=[str(ours)])
    assert problems == ()
    assert laid != before
    assert open_catalog(str(folder))[0] == before
    assert open_catalog(str(folder), use_cache=False)[0] == before


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("sumary: x\n", ":1:1: sumary:", "did you mean summary?"),
        ("category: text-to-imagine\n", ":1:11: category:", "did you mean text-to-image?"),
        ("based_on: [{model: paintre, how: component}]\n", "based_on[1].model:", "did you mean painter?"),
        ("id: other\n", ":1:5: id:", "expected the file's name"),
        ("- list\n", ":1:1:", "expected fields with values"),
    ],
)
def test_a_mistake_is_told_and_the_catalog_stays(
    tiny: Catalog, tmp_path: Path, text: str, place: str, words: str
) -> None:
    laid, problems = lay_over(tiny, lay(tmp_path / "ours", painter=text))
    assert len(problems) == 1
    assert place in str(problems[0])
    assert words in str(problems[0])
    assert laid.models == tiny.models


def test_a_new_record_needs_what_every_record_needs(tiny: Catalog, tmp_path: Path) -> None:
    laid, problems = lay_over(tiny, lay(tmp_path / "ours", newcomer="name: Newcomer\n"))
    assert {problem.field for problem in problems} == {"category", "organizations", "released"}
    assert laid.models == tiny.models
    with pytest.raises(CatalogNotFound):
        lay_over(tiny, tmp_path / "nowhere")


def test_an_id_given_twice_is_told(tiny: Catalog, tmp_path: Path) -> None:
    folder = lay(
        tmp_path / "ours",
        painter="summary: One.\n",
        organizations="- {id: acme, city: A}\n- {id: acme, city: B}\n",
    )
    laid, problems = lay_over(tiny, folder)
    assert [str(problem.file).rpartition("/")[2] for problem in problems] == ["organizations.yaml"]
    assert "stands already" in problems[0].message
    assert laid.organizations["acme"].city == "A"


def test_a_whole_catalog_can_be_laid_over_another(tiny: Catalog, folder: Path) -> None:
    laid, problems = lay_over(tiny, folder)
    assert problems == ()
    assert len(laid) == len(tiny)
    twice, problems = lay_over(laid, folder)
    assert problems == ()
    assert len({source.id for source in twice.head.sources}) == len(twice.head.sources)


def test_an_own_field_is_no_longer_what_the_source_of_an_import_says(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "Model,Organization,Training compute (FLOP),Model accessibility,Domain\nA,Lab,1e22,API access,Language\n"
    )
    catalog, _ = open_catalog(str(table))
    laid, _ = lay_over(
        catalog, lay(tmp_path / "ours", a="availability: {weights: open}\ndomains: [Speech]\n")
    )
    model = laid.model("a")
    assert model
    for field in ("availability", "availability.weights", "domains"):
        assert [
            overlaid_by.id.startswith("overlay-") for overlaid_by in claim(laid, model, field).sources
        ] == [True]
    assert [source.id for source in claim(laid, model, "training.compute_flop").sources] == ["epoch"]


def test_an_overlay_decides_what_is_one_model(tiny: Catalog, tmp_path: Path) -> None:
    write_catalog(tmp_path / "tiny")
    write_catalog(
        tmp_path / "huge",
        catalog=HEAD.replace("id: tiny", "id: huge").replace("title: Tiny", "title: Huge"),
        painter=MODELS["painter"],
        other=MODELS["painter"].replace("id: painter", "id: other").replace("name: Painter 2", "name: Other"),
    )
    names = [str(tmp_path / "tiny"), str(tmp_path / "huge")]
    both, _ = open_catalogs(names)
    assert {len(each) for each in both.members.values()} == {2}
    assert "other" in {model.id for model in both}
    ours = lay(
        tmp_path / "ours",
        painter="same_as: ['huge:Other']\nsummary: Ours.\n",
        whisperer="not_same_as: ['huge:whisperer']\n",
    )
    decided, problems = open_catalogs(names, [str(ours)])
    assert problems == ()
    assert {member.model.id for member in decided.members["painter"]} == {"painter", "other"}
    assert "whisperer" not in decided.members
    assert decided.model("whisperer-huge")
    laid = decided.model("painter")
    assert laid
    assert laid.summary == "Ours."
    by_other_id = lay(tmp_path / "theirs", other="summary: Theirs.\n")
    found, problems = open_catalogs(names, [str(ours), str(by_other_id)])
    assert problems == ()
    assert found.model("painter") == found.model("other")
    assert found.model("other").summary == "Theirs."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("status: {state: deprecated, date: 2023}", "status.state", "deprecated"),
        ("family: Chatter", "family", "Chatter"),
        ("parameters: [{count: 9, active: 3}]", "parameters.active", (3,)),
        ("context_length: 9000", "context_length", 9000),
        ("knowledge_cutoff: 2020", "knowledge_cutoff", "2020"),
        ("capabilities: {structured_output: false}", "capabilities.structured_output", False),
        ("availability: {periods: [{of: demo, from: 2021}]}", "availability.periods.begin", ("2021",)),
        ("other_dates: [{date: 2025, event: withdrawn}]", "other_dates.event", ("withdrawn",)),
        ("inputs: []", "inputs", ("nothing",)),
        ("same_as: [speaker]", "same_as", ("speaker",)),
        ("not_same_as: [speaker]", "not_same_as", ("speaker",)),
    ],
)
def test_what_begins_and_ends_is_laid_over(
    talkers: Catalog, tmp_path: Path, text: str, path: str, value: object
) -> None:
    laid, problems = lay_over(talkers, lay(tmp_path / "ours", **{"talker-1": f"{text}\n"}))
    assert problems == ()
    model = laid.model("talker-1")
    assert model
    assert value_at(model, path) == value
    field = path.partition(".")[0]
    assert field in NO_CLAIMS or [source.kind for source in claim(laid, model, field).sources] == ["overlay"]


def test_ids_and_shares_are_laid_over(talkers: Catalog, tmp_path: Path) -> None:
    relation = "- {from: uni, to: acme, kind: stake, date: 2026, share_percent: 1.5}\n"
    folder = lay(tmp_path / "ours", organizations="- {id: acme, ror: 012345678}\n", relations=relation)
    laid, problems = lay_over(talkers, folder)
    assert problems == ()
    assert laid.organizations["acme"].ror == "012345678"
    assert laid.organizations["acme"].wikidata == "Q21708200"
    assert [each.share_percent for each in laid.relations] == [27, None, 2.5, 1.5]


def test_two_files_about_one_model_that_is_known_by_two_ids_are_both_laid(tmp_path: Path) -> None:
    write_catalog(tmp_path / "tiny")
    write_catalog(
        tmp_path / "huge",
        catalog=HEAD.replace("id: tiny", "id: huge").replace("title: Tiny", "title: Huge"),
        other=MODELS["painter"].replace("id: painter", "id: other").replace("name: Painter 2", "name: Other"),
    )
    names = [str(tmp_path / "tiny"), str(tmp_path / "huge")]
    ours = lay(
        tmp_path / "ours",
        painter="same_as: ['huge:other']\nsummary: Ours.\n",
        other="released: {date: 2020}\n",
    )
    both, problems = open_catalogs(names, [str(ours)])
    assert problems == ()
    painter = both.model("painter")
    assert painter is not None
    assert both.model("other") is painter
    assert (painter.summary, painter.date) == ("Ours.", "2020")
    own = claim(both, painter, "released").sources
    assert [source.title for source in own] == ["own records: ours"]
    assert claim(both, painter, "summary").sources == own
