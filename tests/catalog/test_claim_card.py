"""Cards of claims: what they say, and that they name every source of a claim and no other."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from genai_tui.catalog.cells import width
from genai_tui.catalog.claim_card import ClaimCard, card_of, claim_card, hashed, standings, tie_card
from genai_tui.catalog.claim_card_text import COLUMNS, LINES, card_lines, standing_lines
from genai_tui.catalog.claim_fields import claim_fields
from genai_tui.catalog.claim_hash import hashes_of
from genai_tui.catalog.describe_claim import claim_items
from genai_tui.catalog.model import Catalog, Member, Model, Organization, ParameterCount, Source
from genai_tui.catalog.provenance import state_of
from genai_tui.storage.exporters.claim_card_markdown import card_in_markdown
from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalogs, shipped_names
from tests.conftest import MODELS

REAL = Path(__file__).parents[3] / "shared" / "datasets"
LARGE = [REAL / "epoch_notable_2026-01.csv", REAL / "ecosystem-graphs"]
OPENED = [
    *((name,) for name in shipped_names()),
    *((str(path),) for path in LARGE if path.exists()),
    *((("survey", *map(str, LARGE)),) if all(path.exists() for path in LARGE) else ()),
]
MOST = 120
"""Records of a large catalog that are tried, by a fixed seed."""


def _speaks_for(path: str, field: str) -> bool:
    return path == field or path.startswith(f"{field}.") or field.startswith(f"{path}.")


def sources_of_record(record: Model | Organization, field: str) -> set[str]:
    """The sources that a record has for a field, read anew."""
    if isinstance(record, Organization):
        return {source.id for source in record.sources}
    found = {each.id for each in record.sources if any(_speaks_for(path, field) for path in each.supports)}
    for dispute in record.disputes:
        if _speaks_for(dispute.field, field):
            found |= {side.source for side in dispute.claims}
    if field == "results":
        found |= {result.source for result in record.results if result.source}
    return found


def records_of(catalog: Catalog) -> list[Model | Organization]:
    every: list[Model | Organization] = [*catalog.models, *catalog.others, *catalog.organizations.values()]
    return random.Random(17).sample(every, MOST) if len(every) > 700 else every


def told(record: Model | Organization) -> Iterator[str]:
    return (field for field in claim_fields(type(record)) if state_of(record, field) != "unknown")


@pytest.mark.usefixtures("one_cache")
@pytest.mark.parametrize("names", OPENED, ids=lambda names: "+".join(Path(name).stem for name in names))
def test_a_card_names_every_source_of_a_claim_and_no_other(names: tuple[str, ...]) -> None:
    catalog, _ = open_catalogs(names)
    number = itertools.count()
    for record in records_of(catalog):
        members = catalog.members.get(record.id, ()) if isinstance(record, Model) else ()
        for field in told(record):
            card = claim_card(catalog, record, field)
            named = set(card.source_ids)
            due = sources_of_record(record, field)
            theirs = set().union(*(sources_of_record(each.model, field) for each in members))
            assert due <= named, (record.id, field)
            assert named <= due | theirs, (record.id, field)
            assert card.state == state_of(record, field)
            if next(number) % 21:
                continue
            for lines in (card_lines(card), card_in_markdown(card)):
                assert len(lines) <= LINES, (record.id, field)
                assert all(width(line) <= COLUMNS for line in lines), (record.id, field)
            in_text = "\n".join(card_lines(card))
            assert "--format json has all" in in_text or all(id_ in in_text for id_ in named), (
                record.id,
                field,
            )


@pytest.mark.parametrize("name", shipped_names())
def test_a_tie_names_every_source_of_its_relations(name: str) -> None:
    catalog, _ = open_catalogs((name,))
    for relation in catalog.relations:
        one, other = catalog.organization(relation.from_id), catalog.organization(relation.to_id)
        if one and other and one is not other:
            card = tie_card(catalog, one, other)
            assert {source.id for source in relation.sources} <= set(card.source_ids)
            assert set(tie_card(catalog, other, one).source_ids) == set(card.source_ids)
            assert (
                hashed(catalog, card).hash == hashed(catalog, tie_card(catalog, other, one)).hash is not None
            )
            assert len(card_lines(card)) <= LINES


def test_a_card_of_what_is_disputed_tells_the_sides_and_the_reason(tiny: Catalog) -> None:
    card = claim_card(tiny, _model(tiny, "listener"), "category")
    assert (card.state, card.value, card.words) == ("disputed", "text → audio", "category")
    assert [(each.value, each.agrees, [s.id for s in each.sources]) for each in card.claims] == [
        ("text to audio", True, ["paper"]), ("audio to text", False, ["other"]),
    ]  # fmt: skip
    assert card.reason == "Chosen: text to audio. The slot stays as the survey has it."
    assert card.claims[0].sources[0].title == "A paper"
    assert (card.data.title, card.data.version, card.data.date) == ("Tiny", "1", "2023-01-11")
    assert card_lines(card)[0] == "Listener · category · DISPUTED · 2 claims of 2 sources"


def test_a_card_of_what_is_estimated_or_not_known(tiny: Catalog) -> None:
    painter = _model(tiny, "painter")
    card = claim_card(tiny, painter, "parameters")
    assert (card.state, card.value, card.mark) == ("estimated", "3.5B", "~")
    assert "= paper · A paper · https://example.org/paper" in "\n".join(card_lines(card))
    unknown = hashed(tiny, claim_card(tiny, painter, "training.compute_flop"))
    assert (unknown.state, unknown.value, unknown.claims, unknown.hash) == ("unknown", None, (), None)
    unnamed = claim_card(tiny, painter, "summary")
    assert (unnamed.state, unnamed.value, unnamed.source_ids) == ("known", "Paints.", ())
    assert any("names no source" in line for line in card_lines(unnamed))


def test_a_card_of_two_organizations_tells_who_did_what_when(tiny: Catalog) -> None:
    acme, uni = _organization(tiny, "acme"), _organization(tiny, "uni")
    card = hashed(tiny, tie_card(tiny, acme, uni))
    values = [each.value for each in card.claims]
    assert "Acme Labs invested in University of Somewhere · 2022-04-06 · USD 1M" in values
    assert "Acme Labs and University of Somewhere made Painter 2 together · 2022-04-06" in values
    assert card.hash is not None
    (found,) = hashes_of(tiny).found(card.hash)
    assert set(card_of(tiny, found).source_ids) == set(card.source_ids)


def test_rival_claims_of_several_catalogs_stand_each_with_catalog_and_source(tiny: Catalog) -> None:
    painter = _model(tiny, "painter")
    elsewhere = replace(
        painter,
        parameters=(ParameterCount(9_000_000_000),),
        sources=(Source("blog", "A blog", "https://example.org/blog", supports=("parameters", "released")),),
    )
    joined = replace(tiny, members={"painter": (Member("Tiny", painter), Member("Elsewhere", elsewhere))})
    card = claim_card(joined, painter, "parameters")
    assert [(each.catalog, each.value, each.agrees, [s.id for s in each.sources]) for each in card.claims] == [
        ("Tiny", "3.5B", True, ["paper"]), ("Elsewhere", "9B", False, ["blog"]),
    ]  # fmt: skip
    same = claim_card(joined, painter, "released")
    assert [(each.catalog, each.agrees) for each in same.claims] == [("Tiny", True), ("Elsewhere", True)]
    assert "≠ 9B · Elsewhere" in "\n".join(card_lines(card))
    assert hashed(joined, card).hash != hashed(tiny, claim_card(tiny, painter, "parameters")).hash


def test_counts_within_the_tolerance_of_merging_agree(tiny: Catalog) -> None:
    painter = replace(_model(tiny, "painter"), parameters=(ParameterCount(3_500_000_000),))
    for count, agrees in ((3_600_000_000, True), (4_000_000_000, False)):
        other = replace(painter, parameters=(ParameterCount(count),))
        joined = replace(
            tiny, models=(painter,), members={"painter": (Member("A", painter), Member("B", other))}
        )
        card = claim_card(joined, painter, "parameters")
        assert [each.agrees for each in card.claims if each.catalog == "B"] == [agrees]


def test_json_gives_the_same_card_back(tiny: Catalog) -> None:
    for record in (*tiny.models, *tiny.organizations.values()):
        for field in claim_fields(type(record)):
            card = hashed(tiny, claim_card(tiny, record, field))
            assert msgspec.json.decode(msgspec.json.encode(card), type=ClaimCard) == card


def test_the_fields_of_a_record_stand_in_its_order_parts_in_place_of_the_whole(tiny: Catalog) -> None:
    fields = {each.field: each for each in standings(tiny, _model(tiny, "painter"))}
    assert fields["organizations"].sources == 1
    assert fields["parameters"].state == "estimated"
    assert "availability" not in fields
    assert fields["availability.weights"].state == "known"
    assert fields["training"].state == "unknown"
    lines = list(standing_lines("Painter 2", fields.values()))
    assert all(width(line) <= COLUMNS for line in lines)
    unknown = next(number for number, line in enumerate(lines) if "not known" in line)
    assert "training" in " ".join(lines[unknown:])


@pytest.mark.parametrize(
    "bad", ["\x1b[31mred\x07", "a\nb\tc", "\u202eright", "[bold]x[/bold] `rm -rf`", "長" * 90, "x" * 1500]
)
def test_what_a_stranger_wrote_is_safe_on_every_card(bad: str, make: Callable[..., Path]) -> None:
    quoted = msgspec.json.encode(bad).decode()
    folder = make(listener=MODELS["listener"].replace("text to audio", quoted).replace("A paper", quoted).replace(
        "The slot stays as the survey has it.", quoted).replace("title: Another", f"title: {quoted}"))  # fmt: skip
    catalog, problems = load_folder(folder)
    assert catalog is not None
    model = catalog.model("listener")
    if model is None:
        assert problems  # refused as a whole
        return
    card = hashed(catalog, claim_card(catalog, model, "category"))
    for line in (*card_lines(card), *card_in_markdown(card), *(item.text for item in claim_items(card))):
        assert line.isprintable(), repr(line)
    assert all(width(line) <= COLUMNS for line in (*card_lines(card), *card_in_markdown(card)))
    assert len(card_lines(card)) <= LINES


@pytest.mark.parametrize("sides", [2, 7, 30, 400])
@pytest.mark.parametrize("long", [False, True])
def test_a_card_of_many_claims_is_folded_and_says_how_many_are_left_out(
    tiny: Catalog, sides: int, long: bool
) -> None:
    card = claim_card(tiny, _model(tiny, "listener"), "category")
    one, other = card.claims
    text = "a very long statement " * 30 if long else "short"
    many = replace(card, claims=(one, *(replace(other, value=f"{number} {text}") for number in range(sides))),
                   reason=text * 9, again=f"genai-tui why --catalog {'/x' * 40} listener category",
                   cite="genai-tui cite claim:123456")  # fmt: skip
    for lines in (card_lines(many), card_in_markdown(many)):
        assert len(lines) <= LINES
        assert all(width(line) <= COLUMNS for line in lines)
        whole = "\n".join(lines)
        shown = sum(f"≠ {number} " in whole for number in range(sides))
        assert shown
        assert shown == sides or f"and {sides - shown} more: --format json has all" in whole


def test_a_folded_command_is_still_the_same_for_a_shell(tiny: Catalog) -> None:
    import shlex

    card = claim_card(tiny, _model(tiny, "listener"), "category")
    words = [
        "genai-tui",
        "why",
        "--catalog",
        "/some where/" + "long-folder/" * 6,
        "--overlay",
        "/it's",
        "listener",
        "category",
    ]
    lines = card_lines(replace(card, again=shlex.join(words)))
    at = next(number for number, line in enumerate(lines) if line.startswith("  again"))
    command = "\n".join(lines[at:]).replace("  again", "", 1)
    assert shlex.split(command.replace("\\\n", "")) == words
    assert all(width(line) <= COLUMNS for line in lines)
    too_long = card_lines(replace(card, again=shlex.join(["genai-tui", "why", "x" * 300])))
    assert too_long[-1].endswith("too long for a card: --format json has it")


def _model(catalog: Catalog, id_: str) -> Model:
    model = catalog.model(id_)
    assert model is not None
    return model


def _organization(catalog: Catalog, id_: str) -> Organization:
    organization = catalog.organization(id_)
    assert organization is not None
    return organization
