"""The subcommand `why`, and `cite` with the hash of a claim."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.claim_card import ClaimCard, claim_card, hashed
from genai_tui.catalog.claim_fields import claim_fields
from genai_tui.catalog.model import Catalog
from genai_tui.cli.why_command import _organizations
from genai_tui.storage.exporters import formats_of
from genai_tui.view.browse import BrowseView
from genai_tui.view.command_line import with_commands
from tests.cli.conftest import Run
from tests.conftest import MODELS, ORGANIZATIONS, write_catalog


def test_a_card_says_value_state_claims_data_and_commands(run: Run, folder: Path) -> None:
    ran = run("why", "listener", "category", "-c", folder)
    lines = ran.out.splitlines()
    assert (ran.status, ran.err) == (4, "")
    assert lines[:3] == [
        "Listener · category · DISPUTED · 2 claims of 2 sources", "", "  shown      text → audio !",
    ]  # fmt: skip
    text = ran.out
    assert "  claims     = text to audio" in text
    assert "             ≠ audio to text" in text
    assert "                 other · Another" in text
    assert "  because    Chosen: text to audio. The slot stays as the survey has it." in text
    assert "  data       Tiny, 1 of 2023-01-11 · claim " in text


@pytest.mark.parametrize(
    ("words", "field"),
    [(["painter", "date"], "released"), (["Painter", "2", "Release", "date"], "released"), (["PAINTER2", "params"], "parameters"),
     (["painter", "training.compute_flop"], "training.compute_flop"), (["painter", "Made by"], "organizations"),
     (["painter", "made", "by"], "organizations"), (["painter", "weights"], "availability.weights"),
     (["ACME", "country"], "country"), (["Acme", "Labs", "kind"], "kind"), (["acme", "Place"], "country")],
)  # fmt: skip
def test_a_field_may_be_called_as_anywhere_else(run: Run, folder: Path, words: list[str], field: str) -> None:
    card = json.loads(run("why", *words, "-c", folder, "-f", "json").out)
    assert card["field"] == field


@pytest.mark.parametrize(
    "words", [["acme", "uni"], ["Acme", "Labs", "University", "of", "Somewhere"], ["uni", "ACME"]]
)
def test_two_organizations_show_what_ties_them(run: Run, folder: Path, words: list[str]) -> None:
    ran = run("why", *words, "-c", folder)
    assert ran.status == 0
    assert "Acme Labs invested in University of Somewhere · 2022-04-06 · USD 1M" in ran.out
    assert "made Painter 2 together" in ran.out


def test_two_organizations_go_before_one_of_both_names_and_a_quoted_name_does_not(
    run: Run, make: Callable[..., Path]
) -> None:
    folder = make(organizations=ORGANIZATIONS.replace("aliases: [ACME]", "aliases: [ACME, acme uni]"))
    assert "ties" in run("why", "acme", "uni", "-c", folder).out.splitlines()[0]
    assert run("why", "acme uni", "-c", folder).out.startswith("Acme Labs · ")


def test_organizations_that_nothing_ties_are_not_known_to(run: Run, make: Callable[..., Path]) -> None:
    more = "- {id: alone, name: Alone, kind: startup}\n"
    ran = run("why", "acme", "alone", "-c", make(organizations=ORGANIZATIONS + more))
    assert ran.status == 3
    assert "UNKNOWN" in ran.out


def test_a_record_alone_lists_its_fields(run: Run, folder: Path) -> None:
    ran = run("why", "painter", "-c", folder)
    assert ran.status == 0
    assert "  parameters                    estimated  1 claim of 1 source" in ran.out.splitlines()
    assert "not known" in ran.out
    listed = json.loads(run("why", "painter", "-c", folder, "-f", "json").out)
    states = {each["field"]: (each["state"], each["claims"], each["sources"]) for each in listed["fields"]}
    assert states["parameters"] == ("estimated", 1, 1)
    assert states["summary"] == ("known", 1, 0)
    assert "| parameters | estimated | 1 | 1 |" in run("why", "painter", "-c", folder, "-f", "markdown").out


def test_json_reads_back_as_the_same_card(run: Run, folder: Path, tiny: Catalog) -> None:
    view = BrowseView((str(folder),))
    for record in (*tiny.models, *tiny.organizations.values()):
        for field in claim_fields(type(record))[::4]:
            ran = run("why", record.id, field, "-c", folder, "-f", "json")
            card = with_commands(view, hashed(tiny, claim_card(tiny, record, field)))
            assert msgspec.json.decode(ran.out, type=ClaimCard) == card
            assert ran.status == {"unknown": 3, "disputed": 4}.get(card.state, 0)


def test_what_nobody_claims_has_neither_a_hash_nor_a_command_to_cite_it(run: Run) -> None:
    unknown, known = (
        json.loads(run("why", "whisper", field, "-f", "json").out) for field in ("offers", "license")
    )
    assert (unknown["state"], unknown["hash"], unknown["cite"]) == ("unknown", None, None)
    assert unknown["again"].endswith("whisper offers")
    assert known["hash"] in known["cite"]


@pytest.mark.parametrize("name", ["tiny", "a folder; rm -rf", "it's", "$(x) `y`", "x" * 150, "y" * 60])
def test_the_command_on_a_card_prints_the_card_again(run: Run, tmp_path: Path, name: str) -> None:
    own = tmp_path / "own records"
    (own / "models").mkdir(parents=True)
    (own / "models" / "painter.yaml").write_text("id: painter\nparameters: [{count: 4000000000}]\n")
    folder = write_catalog(tmp_path / name)
    first = run("why", "painter", "params", "-c", folder, "--overlay", own, "-f", "json")
    card = json.loads(first.out)
    assert card["value"] == "4B"
    assert run(*shlex.split(card["again"])[1:], "-f", "json").out == first.out
    cited = run(*shlex.split(card["cite"])[1:])
    assert cited.status == 0
    assert card["hash"] in cited.out
    text = run(*shlex.split(card["again"])[1:]).out
    assert all(width(line) <= 100 for line in text.splitlines())
    assert len(text.splitlines()) <= 20


@pytest.mark.parametrize("form", formats_of("citations"))
def test_a_claim_is_cited_in_every_format(run: Run, folder: Path, form: str) -> None:
    claim = json.loads(run("why", "painter", "params", "-c", folder, "-f", "json").out)["hash"]
    ran = run("cite", f"claim:{claim}", "-c", folder, "-f", form)
    assert (ran.status, ran.err) == (0, "")
    for told in (
        "Painter 2: parameters",
        "Tiny",
        "3.5B (estimated)",
        claim,
        "A paper",
        "https://example.org/paper",
    ):
        assert told in ran.out, told
    whole = run("cite", f"CLAIM:{claim.upper()}", "-c", folder, "-f", form)
    assert whole.out == ran.out
    if form == "csl-json":
        (item,) = json.loads(ran.out)
        assert item["container-title"] == "Tiny"
        assert item["issued"] == {"date-parts": [[2023, 1, 11]]}


def test_several_claims_are_cited_and_the_one_that_is_none_is_named(run: Run, folder: Path) -> None:
    claims = [
        json.loads(run("why", "painter", field, "-c", folder, "-f", "json").out)["hash"]
        for field in ("params", "date")
    ]
    ran = run("cite", *(f"claim:{claim}" for claim in claims), "-c", folder)
    assert (ran.status, ran.out.count("@misc{claim-")) == (0, 2)
    ran = run("cite", f"claim:{claims[0]}", "claim:zzzzzz", "-c", folder)
    assert (ran.status, ran.out.count("@misc{claim-")) == (1, 1)
    assert ran.err == "no claim of Tiny has the hash zzzzzz\n"


def test_a_strangers_words_are_no_markup_in_a_citation(run: Run, make: Callable[..., Path]) -> None:
    name = '"50% {of} \\\\input{x} [a](b) <i> _x_"'
    folder = make(painter=MODELS["painter"].replace("name: Painter 2", f"name: {name}"))
    claim = json.loads(run("why", "painter", "params", "-c", folder, "-f", "json").out)["hash"]
    tex = run("cite", f"claim:{claim}", "-c", folder).out
    assert r"50\% \textbraceleft{}of\textbraceright{} \textbackslash{}input" in tex
    assert r"\[a\](b) \<i\> \_x\_" in run("cite", f"claim:{claim}", "-c", folder, "-f", "markdown").out
    assert r"\[a\](b) \<i\> \_x\_" in run("why", "painter", "params", "-c", folder, "-f", "markdown").out


@pytest.mark.parametrize(
    "words", [["Paintr", "Two", "released"], ["Paintr", "released"], ["No", "such", "one", "released"]]
)
def test_of_a_mistyped_record_all_words_but_the_field_are_named(
    run: Run, folder: Path, words: list[str]
) -> None:
    ran = run("why", "-c", folder, *words)
    assert (ran.status, ran.out) == (1, "")
    assert f"`{' '.join(words[:-1])}`" in ran.err


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("acme uni", ("acme", "uni")), ("uni acme", ("uni", "acme")), ("Acme Labs uni", ("acme", "uni")), ("acme acme", None),
        ("acme Acme Labs", None), ("acme nobody", None), ("acme", None), ("painter acme", None),
        ("uni University of Somewhere", None), ("Acme Labs University of Somewhere", ("acme", "uni")),
    ],
)  # fmt: skip
def test_words_name_two_organizations_that_are_not_one(
    tiny: Catalog, words: str, ends: tuple[str, str] | None
) -> None:
    found = _organizations(tiny, words.split())
    assert (found and tuple(each.id for each in found)) == ends
