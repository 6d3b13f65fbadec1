"""The landscape: clean, as large as it promises, each claim with its source, and the survey's records within it."""

from __future__ import annotations

from collections import Counter

import pytest

from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.partial_date import surely_before
from genai_tui.catalog.provenance import claim, told_fields
from genai_tui.search.index import SearchIndex
from genai_tui.storage.files import shipped_folder
from genai_tui.storage.folder import load_folder

LANDSCAPE, PROBLEMS = load_folder(shipped_folder() / "landscape")
SURVEY, _ = load_folder(shipped_folder() / "survey")

RECALLED = "recalled"
"""The survey's source for what is from memory: nothing new may rest on it."""
STATED = {
    # Sizes of closed models that their makers stated elsewhere than in a paper.
    "fugatto",
    "jurassic-1",
    "mimo-v2-pro",
    "step-5-preview",
}


@pytest.fixture(scope="module")
def landscape() -> Catalog:
    assert LANDSCAPE is not None
    return LANDSCAPE


@pytest.fixture(scope="module")
def survey() -> Catalog:
    assert SURVEY is not None
    return SURVEY


@pytest.fixture(scope="module")
def new(landscape: Catalog, survey: Catalog) -> list[Model]:
    """Return the models that the survey does not have."""
    return [model for model in landscape if survey.model(model.id) is None]


def test_it_is_clean() -> None:
    assert PROBLEMS == ()


def test_it_is_as_large_as_it_promises(landscape: Catalog) -> None:
    assert len(landscape) >= 430
    assert len(landscape.organizations) >= 160
    assert len(landscape.relations) >= 50
    assert sum(any(base.model for base in model.based_on) for model in landscape) >= 150
    assert sum(bool(model.how_it_works) for model in landscape) >= 80


def test_each_of_the_nine_categories_is_filled(landscape: Catalog, survey: Catalog) -> None:
    assert [each.id for each in landscape.categories] == [each.id for each in survey.categories]
    few = {each.id: landscape.count_in(each.id) for each in landscape.categories}
    assert min(few.values()) >= 15, few


@pytest.mark.parametrize(
    "name",
    ["Claude Opus 5.5", "Sora 2", "AlphaFold 3", "FLUX.2", "GPT-6.1 Sol", "Gemini 4 Argon", "Llama 3.1", "DeepSeek-R1"],
)  # fmt: skip
def test_a_model_is_found_by_its_name(landscape: Catalog, name: str) -> None:
    first = landscape.model(SearchIndex(landscape).find(name)[0].id)
    assert first is not None
    assert first.name == name


def test_every_claim_has_a_source(landscape: Catalog, new: list[Model]) -> None:
    bare = [
        f"{model.id}: {field}"
        for model in new
        for field in told_fields(model)
        if not claim(landscape, model, field).sources
    ]
    assert bare == []


def test_every_source_speaks_for_something(new: list[Model]) -> None:
    for model in new:
        named = {each.source for dispute in model.disputes for each in dispute.claims}
        for source in model.sources:
            assert source.supports or source.id in named, f"{model.id}: {source.id}"
            assert source.id != RECALLED, model.id


def test_every_organization_and_relation_has_a_source(landscape: Catalog) -> None:
    assert [each.id for each in landscape.organizations.values() if not each.sources] == []
    assert [(each.from_id, each.to_id) for each in landscape.relations if not each.sources] == []
    known = {source.id for source in landscape.head.sources}
    for each in (*landscape.organizations.values(), *landscape.relations):
        assert {source.id for source in each.sources} <= known


def test_every_shared_source_is_used(landscape: Catalog, survey: Catalog) -> None:
    used = {source.id for model in landscape for source in model.sources}
    used |= {each.source for model in landscape for dispute in model.disputes for each in dispute.claims}
    used |= {source.id for each in landscape.organizations.values() for source in each.sources}
    used |= {source.id for each in landscape.relations for source in each.sources}
    own = {source.id for source in landscape.head.sources} - {source.id for source in survey.head.sources}
    assert sorted(own - used) == []


def test_no_model_is_older_than_what_it_stands_on(landscape: Catalog) -> None:
    younger = []
    for model in landscape:
        for base in model.based_on:
            other = landscape.model(base.model) if base.model else None
            if other and surely_before(model.date or "", other.date or ""):
                younger.append(f"{model.id} of {model.date} stands on {other.id} of {other.date}")
    assert younger == []


def test_nobody_else_states_the_size_of_a_closed_model(new: list[Model]) -> None:
    for model in new:
        if model.weights != "closed" or model.id in STATED:
            continue
        for count in model.parameters:
            assert count.estimated or model.paper, f"{model.id}: {count.count:,} is nobody's estimate"
        assert all(count.note for count in model.parameters if count.estimated), model.id


def test_no_slip_of_a_source_is_repeated(landscape: Catalog) -> None:
    grok = landscape.model("grok-4-7")
    assert grok is not None
    assert [each.count for each in grok.parameters] == [2_100_000_000_000]
    assert grok.parameters[0].estimated
    for model in landscape:
        for count in model.parameters:
            assert count.active is None or count.active < count.count
        cutoff = model.knowledge_cutoff
        assert not cutoff or not surely_before(model.date or "", cutoff), f"{model.id}: {cutoff}"


def test_the_survey_is_in_it_as_it_is(landscape: Catalog, survey: Catalog) -> None:
    """Each record of the survey is the same, but for fields that it lacks and bases that have become records here."""
    for model in survey:
        here = landscape.model(model.id)
        assert here is not None
        for field in Model.__struct_fields__:
            before, now = getattr(model, field), getattr(here, field)
            if field == "sources":
                assert {source.id for source in before} <= {source.id for source in now}, model.id
            elif field == "based_on":
                assert [(base.how, base.note) for base in before] == [(base.how, base.note) for base in now]
                same = zip(before, now, strict=True)
                assert all(each == other or (each.name and other.model) for each, other in same), model.id
            elif before not in (None, ()):
                assert before == now, f"{model.id}: {field}"


def test_the_lines_of_models_have_members(landscape: Catalog) -> None:
    sizes = Counter(model.family for model in landscape if model.family)
    assert min(sizes.values()) >= 2, sizes
    assert {"GPT", "Claude", "Gemini", "Llama", "Qwen", "FLUX", "AlphaFold"} <= set(sizes)


def test_gpt_goes_back_to_its_first_by_lineage(landscape: Catalog) -> None:
    way = ["gpt-6-1-sol"]
    while way[-1] != "gpt-1":
        model = landscape.model(way[-1])
        assert model is not None
        bases = [base.model for base in model.based_on if base.model and base.model.startswith("gpt-")]
        assert bases, f"the way back to the first ends at {model.id}"
        way.append(bases[0])
    assert len(way) >= 12


def test_a_disputed_date_is_one_that_was_chosen(new: list[Model]) -> None:
    for model in new:
        for dispute in model.disputes:
            values = {each.value for each in dispute.claims}
            if dispute.field == "released":
                assert dispute.chosen == model.date
                assert dispute.chosen in values, model.id


def test_what_is_over_says_since_when_and_who_says_so(landscape: Catalog) -> None:
    ended = [model for model in landscape if model.status]
    assert len(ended) >= 15
    for model in ended:
        assert model.status is not None
        over = (model.status.date or "") <= landscape.head.date
        assert (model.status.state == "retired") is over, model.id
        assert any(source.url for source in model.sources if "status" in source.supports), model.id


def test_licences_with_hiring_and_stakes_are_told_as_such(landscape: Catalog) -> None:
    ties = {(each.from_id, each.kind, each.to_id) for each in landscape.relations}
    for maker, owner in (
        ("inflection-ai", "microsoft"),
        ("adept", "amazon"),
        ("character-ai", "google"),
        ("windsurf", "google"),
        ("groq", "nvidia"),
    ):
        assert (owner, "licensed_and_hired", maker) in ties
        assert (owner, "acquired", maker) not in ties
    stake = next(each for each in landscape.relations if each.kind == "stake")
    assert (stake.from_id, stake.to_id, stake.share_percent) == ("microsoft", "openai", 27)
