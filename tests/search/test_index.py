"""What people type finds what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.opening import open_catalog
from genai_tui.search.facets import FACETS, group
from genai_tui.search.index import SearchIndex
from genai_tui.search.matching import fold, match, match_with_typos


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dalle2", "dall-e-2"), ("DALL·E 2", "dall-e-2"), ("dalle 2", "dall-e-2"), ("wisper", "whisper"),
        ("stabel difusion", "stable-diffusion"), ("mdm", "human-motion-diffusion-model"), ("chat", "chatgpt"),
        ("magic 3d", "magic3d"), ("dreem fusion", "dreamfusion"), ("gato", "gato"), ("visual gpt", "visualgpt"),
        ("alphatensr", "alphatensor"), ("Tel Aviv", "human-motion-diffusion-model"), ("juke box", "jukebox"),
    ],
)  # fmt: skip
def test_the_survey_is_found(query: str, first: str) -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    hits = SearchIndex(catalog).find(query)
    assert hits
    assert hits[0].model_id == first


def test_nothing_and_nonsense_find_nothing(tiny: Catalog) -> None:
    index = SearchIndex(tiny)
    assert [index.find(query) for query in ("", "  ", "--", "zzzzqqqq", "\x1b[")] == [(), (), (), (), ()]


def test_names_come_before_organizations(tiny: Catalog) -> None:
    assert [hit.field for hit in SearchIndex(tiny).find("acme")] == ["organization", "organization"]
    assert SearchIndex(tiny).find("Listener")[0].field == "name"


@given(st.text(max_size=40), st.text(max_size=40))
def test_spans_lie_in_the_name(query: str, name: str) -> None:
    found = [match(query, fold(name)), *(near for _, near in match_with_typos(query, [fold(name)]))]
    for each in found:
        if each is None:
            continue
        ends = [end for span in each.spans for end in span]
        assert ends == sorted(ends)
        assert all(0 <= end <= len(name) for end in ends)


@given(st.text(min_size=1, max_size=40).filter(lambda text: any(char.isalnum() for char in text)))
def test_a_name_finds_itself(name: str) -> None:
    found = match(name, fold(name))
    assert found is not None
    assert found.rank == 0


@pytest.mark.parametrize("facet", FACETS)
def test_every_model_stands_in_a_group(tiny: Catalog, facet: str) -> None:
    groups = group(tiny, tiny.models, facet)  # type: ignore[arg-type]
    assert {model.id for each in groups for model in each.models} == {"listener", "painter", "whisperer"}
    assert all(each.id for each in groups[:-1])  # what is not known comes last
