"""A record's card says everything that is known of it."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.cells import width
from genai_tui.catalog.claim_card import claim_card
from genai_tui.catalog.claim_fields import field_names, folded
from genai_tui.catalog.describe import Item, Link, Look, chosen_text, some_of
from genai_tui.catalog.describe_category import category_pages
from genai_tui.catalog.describe_model import model_pages, offer_text, period_text
from genai_tui.catalog.describe_organization import organization_pages
from genai_tui.catalog.field_value import record_pages
from genai_tui.catalog.model import Catalog, Dispute, Model, Offer, Paper, Part, Period
from genai_tui.catalog.provenance import claim, marks_of, state_of
from genai_tui.catalog.sanitize import safe_block, safe_line
from genai_tui.cli.output import models_in
from genai_tui.cli.record_text import card_lines
from genai_tui.storage.exporters.columns import cells, columns
from genai_tui.storage.loader import open_catalog


def test_the_card_of_a_model_has_its_addresses_and_other_names() -> None:
    survey, _ = open_catalog("survey")
    for model in survey:
        told = " ".join(" ".join(card_lines(model.name, model_pages(survey, model))).split())
        links = model.links
        addresses = [getattr(links, name) for name in links.__struct_fields__] if links else []
        for known in (*filter(None, addresses), *model.aliases):
            assert " ".join(known.split()) in told or known.replace(" ", "") in told.replace(" ", ""), known


TOLD = {
    "talker-1": [
        ("Family", "Talker", "family", ""), ("Status", "retired · 2024-01-04 · gone from the API", "status", ""),
        ("", "successor: Talker 2", "status", ""), ("Parameters", "671B, 37B active", "parameters", "~"),
        ("To be had", "API 2022-11-03 to 2024-01-04", "availability.periods", ""),
        ("", "demo to 2023", "availability.periods", ""), ("Context", "4,096 tokens", "context_length", ""),
        ("Cut-off", "2021-09", "knowledge_cutoff", ""), ("Can", "no reasoning · tools", "capabilities", ""),
    ],
    "talker-2": [("Status", "deprecated · 2099-06", "status", "")],
    "dreamer": [("Signature", "nothing → image", "outputs", "")],
    "open-one": [
        ("Status", "active", "status", ""), ("To be had", "weights from 2023-07-18", "availability.periods", ""),
        ("Cut-off", "disputed", "knowledge_cutoff", "!"),
    ],
}  # fmt: skip
"""Label, text, field and mark of facts of the first page, by the model's id."""


def items(talkers: Catalog, id_: str) -> list[Item]:
    model = talkers.model(id_)
    assert model
    return [item for page in model_pages(talkers, model) for item in page.items]


@pytest.mark.parametrize("id_", TOLD)
def test_the_pages_tell_what_begins_and_ends(talkers: Catalog, id_: str) -> None:
    model = talkers.model(id_)
    assert model
    told = [(each.label, each.text, each.field, each.mark) for each in items(talkers, id_)]
    assert [fact for fact in TOLD[id_] if fact not in told] == []
    for each in items(talkers, id_):
        if each.label in ("Family", "Status", "Context", "Cut-off", "Can") and each.text != "disputed":
            assert claim(talkers, model, each.field).sources, each


def test_what_is_not_stated_of_a_time_is_not_told(talkers: Catalog) -> None:
    labels = {each.label for each in items(talkers, "dreamer")}
    assert labels.isdisjoint({"Family", "Status", "To be had", "Context", "Cut-off", "Can"})


def test_a_successor_is_a_link_both_ways(talkers: Catalog) -> None:
    links = {each.text: each.link for each in items(talkers, "talker-1")}
    assert links["successor: Talker 2"] == Link("model", "talker-2")
    texts = [each.text for each in items(talkers, "talker-2")]
    assert texts[texts.index("Takes the place of") + 1] == "Talker 1"


def test_keys_in_other_catalogs_stand_among_the_sources(talkers: Catalog) -> None:
    (page,) = (page for page in model_pages(talkers, talkers.models[0]) if page.title == "Sources")
    texts = [each.text for each in page.items]
    assert texts[:5] == [
        "The same in other catalogs", "epoch:Talker (Nov 2022)", "models-dev:acme/talker-1",
        "Not the same, though alike", "talker",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(of="api", begin="2022-11-03", end="2024-01-04"), "API 2022-11-03 to 2024-01-04"),
        (Period(of="weights", begin="2023"), "weights from 2023"),
        (
            Period(of="demo", end="2022-11-17", note="after three days"),
            "demo to 2022-11-17 · after three days",
        ),
        (Period(of="api"), "API for a time"),
    ],
)
def test_a_period_in_words(period: Period, text: str) -> None:
    assert period_text(period) == text


def test_an_organization_has_its_addresses_in_registers(talkers: Catalog) -> None:
    (page,) = organization_pages(talkers, talkers.organizations["acme"])
    links = {item.label: item.link for item in page.items if item.label}
    assert links["ROR"] == Link("web", "https://ror.org/05dxps055")
    assert links["Wikidata"] == Link("web", "https://www.wikidata.org/wiki/Q21708200")
    texts = [item.text for item in page.items]
    assert (
        texts[texts.index("Held stakes in · 1") + 1] == "Acme held a stake in Bright Lab · 2025-10-28 · 27 %"
    )
    assert texts[texts.index("Hired from · 1") + 1] == (
        "Acme took a licence of and hired from Bright Lab · 2024-03 · USD 650M"
    )


@pytest.mark.parametrize(
    ("field", "state", "marks"),
    [
        ("parameters.active", "estimated", "~"), ("parameters", "estimated", "~"), ("parameters.variant", "unknown", ""),
        ("status.date", "known", ""), ("availability.periods", "known", ""), ("context_length|offers", "", ""),
    ],
)  # fmt: skip
def test_the_standing_of_a_field_within_a_list(talkers: Catalog, field: str, state: str, marks: str) -> None:
    model = talkers.model("talker-1")
    assert model
    assert not state or state_of(model, field) == state
    assert marks_of(model, field) == marks


def test_a_model_that_ended_has_a_sign_by_its_name(talkers: Catalog) -> None:
    assert {model.id for model in talkers if model.ended} == {"talker-1", "dreamer"}
    for form in ("table", "markdown"):
        rows = list(models_in(form, talkers, talkers.models))
        assert {name for name in ("Talker 1", "Talker 2", "Dreamer", "Open One") if f"{name} †" in "".join(rows)} == {
            "Talker 1", "Dreamer",
        }  # fmt: skip
    assert "†" not in "".join(models_in("csv", talkers, talkers.models))
    longest = structs.replace(talkers.models[0], name="A name that is longer than any column " * 3)
    assert f"{longest.name} †" in "".join(models_in("table", talkers, (longest,))), "a pipe is given it whole"
    _, name, *_ = cells(talkers, longest, columns(talkers, ()), 40)
    assert name.endswith("… †"), "where it is cut the sign stays"


@pytest.mark.parametrize(
    ("id_", "name", "path"),
    [
        ("talker-1", "status", "status"), ("talker-1", "ends", "status"), ("talker-1", "successor", "status"),
        ("talker-1", "active", "parameters"), ("talker-1", "context", "context_length"), ("talker-2", "context", "offers"),
        ("talker-1", "cutoff", "knowledge_cutoff"), ("talker-1", "can", "capabilities"), ("talker-1", "family", "family"),
        ("talker-1", "signature", "outputs"), ("talker-1", "maker", "organizations"),
        ("talker-1", "To be had", "availability.periods"), ("acme", "ror", "ror"), ("acme", "Wikidata", "wikidata"),
    ],
)  # fmt: skip
def test_a_card_answers_for_every_name_of_a_field(talkers: Catalog, id_: str, name: str, path: str) -> None:
    record = talkers.model(id_) or talkers.organization(id_)
    assert record
    found = field_names(record, record_pages(talkers, record))[folded(name)]
    assert found == path
    card = claim_card(talkers, record, found)
    assert card.value
    assert card.state == ("estimated" if name == "active" else "known")


def test_a_status_is_proven_with_its_successor(talkers: Catalog) -> None:
    card = claim_card(talkers, talkers.models[0], "status")
    assert card.value == "retired · 2024-01-04 · gone from the API; successor: Talker 2"


def test_a_category_says_what_it_means_in_both_languages_and_how_much_is_known() -> None:
    survey, _ = open_catalog("survey")
    category = survey.category("text-to-audio")
    assert category
    assert category.about
    assert category.about.de
    (page,) = category_pages(survey, category)
    facts = {item.label: item.text for item in page.items if item.look == "fact"}
    texts = [item.text for item in page.items]
    assert facts["Name"] == "text → audio"  # in German, too, but for capitals
    assert (facts["Takes"], facts["Gives"]) == ("text", "audio")
    assert facts["Parameters"] == "2 known · 1 disputed"
    assert facts["Licence"] == "2 known · 1 not known"
    assert category.about.de in texts
    assert texts[0] == category.about.en
    assert "Whisper · 2022-09-21 · ≠ really audio → text" in texts
    assert [item.link.id for item in page.items if item.link and item.link.kind == "model"] == [
        model.id for model in survey if model.category == "text-to-audio"
    ]


def test_every_category_of_the_survey_explains_itself_with_a_source() -> None:
    survey, _ = open_catalog("survey")
    for category in survey.categories:
        assert category.about, category.id
        assert category.about.de, category.id
        assert category.sources, category.id


@pytest.mark.parametrize(
    ("is_terminal", "term", "linked"),
    [(True, "xterm-256color", True), (True, "linux", False), (False, "xterm-256color", False)],
)
def test_addresses_are_links_on_a_terminal_and_never_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, term: str, linked: bool
) -> None:
    survey, _ = open_catalog("survey")
    model = survey.model("dall-e-2")
    assert model
    monkeypatch.setattr("sys.stdout.isatty", lambda: is_terminal)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("STY", raising=False)
    told = "\n".join(card_lines(model.name, model_pages(survey, model), 80))
    assert ("\x1b]8;id=" in told) is linked
    without = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", told)
    assert "\x1b" not in without
    assert all(width(line) <= 80 for line in without.split("\n"))


@pytest.mark.parametrize(
    ("count", "most", "told"),
    [(1, 6, "a"), (6, 6, "a, b, c, d, e, f"), (7, 6, "a, b, c, d, e, f and 1 more"), (5, 3, "a, b, c and 2 more")],
)  # fmt: skip
def test_of_many_names_the_first_are_told_and_how_many_more(count: int, most: int, told: str) -> None:
    assert some_of(tuple("abcdefgh"[:count]), most) == told


def test_the_side_that_was_chosen_is_told_with_the_reason() -> None:
    dispute = Dispute(field="category", claims=(), why="They differ.")
    assert chosen_text(dispute) == "None chosen. They differ."
    assert chosen_text(structs.replace(dispute, chosen="text")) == "Chosen: text. They differ."


def page(catalog: Catalog, title: str, **fields: Any) -> list[tuple[str, str]]:
    model = Model(id="x", name="X", category="other", sources=(), **fields)
    return [
        (item.look, item.text)
        for each in model_pages(catalog, model)
        if each.title == title
        for item in each.items
    ]


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        (Paper("On it"), [("heading", "Paper"), ("prose", "On it")]),
        (Paper("On it", year=2022), [("heading", "Paper"), ("prose", "On it"), ("quiet", "2022")]),
        (
            Paper("On it", authors=("A", "B")),
            [("heading", "Paper"), ("prose", "On it"), ("heading", "Authors · 2"), ("prose", "A, B")],
        ),
    ],
)
def test_a_paper_is_told_with_where_and_when_and_by_whom(
    tiny: Catalog, paper: Paper, told: list[tuple[str, str]]
) -> None:
    assert page(tiny, "People", paper=paper)[-len(told) :] == told
    assert page(tiny, "People", paper=paper)[: -len(told)] == page(tiny, "People")


def test_a_unit_stands_below_its_organization(tiny: Catalog) -> None:
    told = page(tiny, "People", organizations=(Part("acme", "developer", unit="uni", note="two of them"),))
    assert told == [
        ("heading", "Organizations"),
        ("link", "Acme Labs · developer · two of them"),
        ("link", "  University of Somewhere"),
    ]
    assert page(tiny, "People") == [("heading", "Organizations"), ("bullet", "· not known")]


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer(provider="a"), "a: no price stated"),
        (Offer(provider="a", input_price=1, output_price=2.5, status="beta"), "a: 1 → 2.5 · beta"),
        (Offer(provider="a", input_price=0, output_price=0), "a: 0 stated"),
        (Offer(provider="a", input_price=0), "a: 0 stated"),
        (Offer(provider="a", input_price=0, output_price=2), "a: 0 → 2"),
        (Offer(provider="a", input_price=1, output_price=2, cache_read_price=0.5, cache_write_price=0),
         "a: 1 → 2 · cache read 0.5 · cache write 0 stated"),
        (Offer(provider="a", input_price=0, output_price=0, cache_read_price=0, cache_write_price=3), "a: 0 stated · cache write 3"),
        (Offer(provider="a", context=128_000, output_limit=4_096), "a: no price stated · 128K context · 4.1K output"),
        (Offer(provider="a", reasoning=True, tool_call=False, structured_output=True, knowledge="2024-01"),
         "a: no price stated · reasoning · no tools · structured output · knowledge to 2024-01"),
    ],
)  # fmt: skip
def test_an_offer_in_a_line(offer: Offer, told: str) -> None:
    assert offer_text(offer) == told


def test_what_a_provider_sells_alike_under_several_ids_stands_once(tiny: Catalog) -> None:
    offers = (
        Offer(provider="a", name="x", input_price=1),
        Offer(provider="b", input_price=0.5),
        Offer(provider="a", name="y", input_price=1),
    )
    model = structs.replace(tiny.models[0], offers=offers)
    numbers = [item.text for item in model_pages(tiny, model)[2].items]
    start = numbers.index("Offers · 3, the cheapest first, $ a million tokens")
    assert numbers[start + 1 : start + 3] == ["b: 0.5 → ·", "a: 1 → · · under 2 ids"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((), [("Made by", "·")]),
        ((Part("acme", "developer"),), [("Made by", "Acme Labs")]),
        (
            (Part("acme", "developer"), Part("uni", "collaborator")),
            [("Made by", "Acme Labs"), ("", "University of Somewhere · collaborator")],
        ),
    ],
)
def test_who_made_a_model_stands_on_its_first_page(
    tiny: Catalog, parts: tuple[Part, ...], told: list[tuple[str, str]]
) -> None:
    model = Model(id="x", name="X", category="other", sources=(), organizations=parts)
    first = model_pages(tiny, model)[0]
    assert [(each.label, each.text) for each in first.items if each.field == "organizations"] == told


@given(st.sampled_from(get_args(Look)), st.text(max_size=40), st.text(max_size=10))
def test_an_item_holds_safe_text_whatever_it_is_made_of(look: Look, text: str, label: str) -> None:
    item = Item(look, text, label)
    assert item.text == (safe_block(text) if look == "prose" else safe_line(text))
    assert item.label == safe_line(label)
