"""Hashes of claims: the same for the same words, others where a value or a source is another."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog import claim_hash
from genai_tui.catalog.claim_card import card_of, claim_card, hashed
from genai_tui.catalog.claim_fields import claim_fields
from genai_tui.catalog.claim_hash import SHORTEST, Claimed, _claims, hashes_of
from genai_tui.catalog.model import Catalog, Model, ParameterCount
from genai_tui.catalog.provenance import state_of
from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalog, shipped_names
from tests.conftest import HEAD, MODELS

EPOCH = [
    str(path)
    for path in [Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"]
    if path.exists()
]


def hash_in(catalog: Catalog, id_: str = "painter", field: str = "parameters") -> str | None:
    return hashes_of(catalog).short(Claimed("model", (id_,), field)) or None


def whole_hashes(catalog: Catalog) -> dict[Claimed, str]:
    return dict(chain.from_iterable(_claims(catalog)))


def loaded(folder: Path) -> Catalog:
    catalog, problems = load_folder(folder)
    assert catalog is not None
    assert problems == ()
    return catalog


def test_a_hash_is_the_same_wherever_it_is_taken(folder: Path) -> None:
    here = hash_in(loaded(folder))
    code = (
        "import sys; from pathlib import Path; from genai_tui.storage.folder import load_folder;"
        "from genai_tui.catalog.claim_hash import Claimed, hashes_of;"
        "print(hashes_of(load_folder(Path(sys.argv[1]))[0]).short(Claimed('model', ('painter',), 'parameters')))"
    )
    for seed in ("1", "2"):
        ran = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True,
                             env={"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"})  # fmt: skip
        assert ran.stdout.strip() == here


def test_the_hash_of_a_known_claim_stays_what_it_is() -> None:
    """Of a claim that somebody has cited: a change here breaks what has been printed."""
    catalog = Catalog(head=open_catalog("survey")[0].head, models=(), organizations={})
    model = Model(id="x", name="X", category="text-to-image", parameters=(ParameterCount(5),), sources=())
    assert hash_in(replace(catalog, models=(model,)), "x") == "b89a18"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("painter", "3500000000", "3600000000"), ("painter", ", estimated: true", ""),
     ("painter", "released, parameters]}", "released, parameters]}\n  - {id: more, title: More, supports: [parameters]}"),
     ("catalog", "title: A paper", "title: Another paper"), ("catalog", "example.org/paper", "example.org/other")],
)  # fmt: skip
def test_a_hash_changes_with_a_value_and_with_a_source(tiny: Catalog, make: Callable[..., Path], file: str, old: str, new: str) -> None:  # fmt: skip
    text = {"catalog": HEAD, **MODELS}[file]
    assert old in text
    assert hash_in(loaded(make(**{file: text.replace(old, new)}))) != hash_in(tiny)


def test_a_hash_changes_with_a_side_of_a_dispute(tiny: Catalog, make: Callable[..., Path]) -> None:
    changed = loaded(
        make(listener=MODELS["listener"].replace("value: audio to text", "value: audio to words"))
    )
    assert hash_in(changed, "listener", "category") != hash_in(tiny, "listener", "category")
    assert hash_in(changed, "listener", "released") == hash_in(tiny, "listener", "released")


def test_a_hash_does_not_change_with_what_it_is_not_of(tiny: Catalog, make: Callable[..., Path]) -> None:
    changed = loaded(
        make(
            painter=MODELS["painter"].replace("Paints.", "Draws.").replace("weights: open", "weights: closed")
        )
    )
    assert hash_in(changed) == hash_in(tiny)


@pytest.mark.parametrize("name", shipped_names())
def test_every_claim_is_found_by_its_hash(name: str) -> None:
    catalog, _ = open_catalog(name)
    hashes = hashes_of(catalog)
    seen = set()
    for record in (*catalog.models[:12], *list(catalog.organizations.values())[:8]):
        for field in claim_fields(type(record)):
            card = hashed(catalog, claim_card(catalog, record, field))
            assert (card.hash is None) == (state_of(record, field) == "unknown")
            if card.hash:
                (found,) = hashes.found(card.hash)
                assert card_of(catalog, found) == card
                seen.add(card.hash)
                assert len(card.hash) >= SHORTEST
                assert set(card.hash) <= set("0123456789abcdef")
    assert len(seen) > 100


def test_hashes_that_begin_alike_are_longer_until_they_differ(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {"parameters": "aaaaaaaab1" + "0" * 54, "released": "aaaaaaaac2" + "0" * 54}
    monkeypatch.setattr(
        "genai_tui.catalog.claim_hash._of_record",
        lambda catalog, kind, record, alone=None: (
            (Claimed("model", ("painter",), field), digest)
            for field, digest in whole.items()
            if record.id == "painter"
        ),
    )
    hashes = hashes_of(replace(tiny))
    assert hashes.short(Claimed("model", ("painter",), "parameters")) == "aaaaaaaab"
    assert hashes.short(Claimed("model", ("painter",), "released")) == "aaaaaaaac"
    assert len(hashes.found("aaaaaa")) == 2
    assert [each.field for each in hashes.found("aaaaaaaac")] == ["released"]
    assert hashes.found("aaaaab") == ()
    assert hashes.short(Claimed("model", ("painter",), "summary")) == ""


@pytest.mark.parametrize("name", [*shipped_names(), *EPOCH])
def test_a_compiled_catalog_has_the_hashes_of_its_files(name: str) -> None:
    read, _ = open_catalog(name, use_cache=False)
    for _ in range(2):
        compiled, _ = open_catalog(name)
    assert whole_hashes(compiled) == whole_hashes(read)


def test_a_whole_number_and_the_same_with_a_point_are_one_value(tiny: Catalog) -> None:
    relation = replace(tiny.relations[0], amount_usd=1_000_000)
    written = replace(tiny, relations=(relation,))
    pointed = replace(tiny, relations=(replace(relation, amount_usd=1_000_000.0),))
    assert whole_hashes(written) == whole_hashes(pointed)


def test_hashes_are_kept_in_few_bytes() -> None:
    """Of a claim 16 bytes are kept; with texts and records of its own it took some 500."""
    catalog, _ = open_catalog("survey")
    count = len(whole_hashes(catalog))
    tracemalloc.start()
    try:
        hashes_of(catalog).short(Claimed("model", (catalog.models[0].id,), "category"))
        gc.collect()
        held = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, claim_hash.__file__)])
    finally:
        tracemalloc.stop()
    assert sum(trace.size for trace in held.traces) < 40 * count
