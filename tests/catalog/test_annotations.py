"""Stars and notes on records of one catalog, of several joined, and of one that includes another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.annotations import (
    Annotations,
    annotate,
    any_annotated,
    is_known,
    is_of,
    is_starred,
    key_of,
    keys_of,
    note_of,
)
from genai_tui.catalog.as_of import catalog_as_of
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.model import Catalog
from genai_tui.search.grouping import facets_of, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.subject import ORGANIZATIONS
from genai_tui.storage.loader import open_catalog, open_catalogs
from tests.conftest import HEAD, MODELS
from tests.conftest import ORGANIZATIONS as ORGANIZATIONS_FILE

STARRED = ("tiny", "model", "painter")


def kept(*starred: tuple[str, str, str], **notes: str) -> Callable[[], Annotations]:
    return lambda: Annotations(
        frozenset(starred), {("tiny", "model", name): text for name, text in notes.items()}
    )


def test_queries_and_groups_know_what_is_starred_and_noted(tiny: Catalog) -> None:
    annotate(
        tiny, kept(STARRED, ("other", "model", "whisperer"), ("tiny", "organization", "uni"), listener="A\nB")
    )
    index = SearchIndex(tiny)
    for query, ids in {
        "is:starred": ["painter"], "-is:starred": ["listener", "whisperer"], "is:noted": ["listener"],
        "has:note": ["listener"], "is:starred,noted": ["painter", "listener"],
    }.items():  # fmt: skip
        assert {record.id for record in index.ask(query).records} == set(ids), query
    assert [each.id for each in SearchIndex(tiny, ORGANIZATIONS).ask("is:starred").records] == ["uni"]
    assert "star" in facets_of(tiny)
    groups = {each.label: [record.id for record in each.records] for each in group(tiny, tiny.models, "star")}
    assert groups == {"starred": ["painter"], "noted": ["listener"], "the others": ["whisperer"]}


def test_a_catalog_without_stars_has_no_group_of_them(tiny: Catalog) -> None:
    assert "star" not in facets_of(tiny)
    annotate(tiny, kept(("other", "model", "painter"), ("tiny", "model", "gone")))
    assert "star" not in facets_of(tiny)
    assert not any_annotated(tiny, "model")


def test_annotations_are_read_once_and_anew_when_they_change(tiny: Catalog) -> None:
    calls: list[int] = []

    def read() -> Annotations:
        calls.append(1)
        return Annotations(frozenset({STARRED}))

    annotate(tiny, read)
    assert calls == []
    assert is_starred(tiny, "model", "painter")
    assert not is_starred(tiny, "organization", "painter")
    assert calls == [1]
    annotate(tiny, Annotations)
    assert not is_starred(tiny, "model", "painter")


def test_a_note_stands_first_on_the_pages_of_its_record(tiny: Catalog) -> None:
    annotate(
        tiny,
        lambda: Annotations(notes={STARRED: "one\n\x1b[31mtwo", ("tiny", "organization", "uni"): "three"}),
    )
    model, organization = tiny.model("painter"), tiny.organization("uni")
    assert model
    assert organization
    first = [(each.look, each.text) for each in model_pages(tiny, model)[0].items[:2]]
    assert first == [("heading", "Your note"), ("prose", "one\n␛[31mtwo")]
    assert organization_pages(tiny, organization)[0].items[1].text == "three"


@pytest.fixture
def joined(folder: Path, tmp_path: Path) -> Catalog:
    other = tmp_path / "other"
    (other / "models").mkdir(parents=True)
    (other / "catalog.yaml").write_text(HEAD.replace("id: tiny", "id: second"))
    (other / "organizations.yaml").write_text(ORGANIZATIONS_FILE)
    (other / "models" / "singer.yaml").write_text(MODELS["whisperer"].replace("whisperer", "singer"))
    return open_catalogs([str(folder), str(other)])[0]


def test_records_of_joined_catalogs_bear_the_stars_of_their_own(joined: Catalog) -> None:
    assert key_of(joined, "model", "painter") == STARRED
    assert key_of(joined, "model", "singer") == ("second", "model", "singer")
    annotate(joined, kept(STARRED, ("second", "model", "singer"), ("third", "model", "listener")))
    starred = {model.id for model in joined if is_starred(joined, "model", model.id)}
    assert starred == {"painter", "singer"}
    assert keys_of(joined, "model", "singer")[0] == ("second", "model", "singer")
    assert is_known(joined, STARRED)
    assert not is_known(joined, ("third", "model", "painter"))
    assert is_of(joined, ("second", "model", "gone"))


def test_what_stood_on_a_day_bears_the_stars_of_now(tiny: Catalog) -> None:
    stood = catalog_as_of(tiny, "2021-12-31")
    assert stood is not tiny
    annotate(tiny, kept(("tiny", "model", "listener")))
    assert [each.id for each in SearchIndex(stood).ask("is:starred").records] == ["listener"]
    annotate(tiny, Annotations)
    assert not is_starred(stood, "model", "listener")


def test_the_landscape_has_the_stars_of_the_survey_that_it_includes() -> None:
    landscape, _ = open_catalog("landscape")
    annotate(landscape, lambda: Annotations(frozenset({("survey", "model", "dall-e-2")})))
    assert is_starred(landscape, "model", "dall-e-2")
    assert note_of(landscape, "model", "dall-e-2") == ""
    assert key_of(landscape, "model", "dall-e-2") == ("landscape", "model", "dall-e-2")
