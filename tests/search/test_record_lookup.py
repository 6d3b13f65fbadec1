"""A name means the record that is called so, or none: never one that merely begins with it or looks like it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.search.normalize import fold
from genai_tui.search.record_lookup import Entry, look_up, look_up_model, look_up_record
from genai_tui.storage.loader import open_catalog

EPOCH = Path(__file__).parents[3] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
CATALOGS = [
    "survey",
    pytest.param(
        str(EPOCH), marks=pytest.mark.skipif(not EPOCH.exists(), reason="the real table is not there")
    ),
]
NONSENSE = (
    "foo",
    "xyzzy plugh",
    "qqqq",
    "?",
    "...",
    "",
    " ",
    "0",
    "ls",
    "validat",
    "comapre",
    "cit",
    "*",
)


@pytest.fixture(scope="module", params=CATALOGS)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return open_catalog(request.param, use_cache=False)[0]


def spellings(catalog: Catalog) -> dict[str, set[str]]:
    """Return the letters of everything that a record is called, with the ids of the records."""
    called: dict[str, set[str]] = {}
    records = (*catalog.models, *catalog.others, *catalog.organizations.values())
    for record in records:
        for spelling in (record.id, record.name, *record.aliases):
            called.setdefault(fold(spelling).letters, set()).add(record.id)
    return called


WRITTEN: list[Callable[[str], str]] = [
    str.lower, str.upper, str.title, lambda name: re.sub(r"[-·_ ]+", " ", name), lambda name: name.replace(" ", "-"),
    lambda name: f"  {name} ",
]  # fmt: skip


def test_a_record_is_found_by_its_id_and_its_name_however_it_is_written(catalog: Catalog) -> None:
    for model in catalog.models:
        assert look_up_model(catalog, model.id).found == (
            Entry("model", model.id, model.name, model.aliases),
        )
    for model in catalog.models[::7]:
        for write in WRITTEN:
            found = look_up_record(catalog, write(model.name)).found
            assert model.id in {entry.id for entry in found}, write(model.name)
    for known in list(catalog.organizations.values())[::5]:
        found = look_up_record(catalog, known.name.upper()).found
        assert known.id in {entry.id for entry in found} or found[0].kind == "model", known.name


def test_the_beginning_of_a_name_is_no_name(catalog: Catalog) -> None:
    called = spellings(catalog)
    begun = {" ".join(model.name.split()[:count]) for model in catalog for count in (1, 2)}
    begun |= {re.split(r"[\W\d]", model.name)[0] for model in catalog}
    begun |= {model.name[:-1] for model in catalog}
    some = sorted(begun)[
        :: max(1, len(begun) // 80)
    ]  # each is looked for in every name, which takes its time
    for text in some:
        lookup = look_up_record(catalog, text)
        meant = called.get(fold(text).letters, set()) if fold(text).letters else set()
        assert {entry.id for entry in lookup.found} <= meant, text
        assert bool(lookup.found) == bool(meant) or not fold(text).letters or text.endswith("+"), text


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_means_nothing(catalog: Catalog, text: str) -> None:
    lookup = look_up_record(catalog, text)
    assert lookup.found == ()
    assert lookup.meant is None


@pytest.mark.usefixtures("one_cache")
@pytest.mark.skipif(not EPOCH.exists(), reason="the real table is not there")
@pytest.mark.parametrize(
    ("family", "first", "member"),
    [("LLaMA", "LLaMA-65B", "Llama Guard"), ("PaLM", "PaLM (540B)", "PaLM-E"), ("Qwen", "Qwen2.5-72B", "Qwen-VL"),
     ("Gemini", "Gemini Nano-1", "Gemini Embedding"), ("GPT", "GPT-2 (1.5B)", "GPT-1"),
     ("GPT-4", "GPT-4 (Jun 2023)", "GPT-4.5"), ("Stable Diffusion", "Stable Diffusion 3", "Stable Diffusion XL (SDXL)")],
)  # fmt: skip
def test_a_family_is_listed_plain_members_first(family: str, first: str, member: str) -> None:
    lookup = look_up_record(open_catalog(str(EPOCH))[0], family)
    names = [entry.name for entry in lookup.family]
    assert lookup.found == ()
    assert names[0] == first
    assert names.index(member) > 0


def test_an_id_means_its_record_whoever_else_is_called_so(tiny: Catalog) -> None:
    painter, listener, _ = tiny.models
    namesake = replace(listener, id="other", name="Painter")
    acme = tiny.organizations["acme"]
    called_acme = replace(listener, id="third", name="Acme")
    both = replace(
        tiny, models=(namesake, painter, called_acme), organizations={"acme": acme, "uni": replace(acme, id="uni", name="acme")}
    )  # fmt: skip
    for look in (look_up_model, look_up_record):
        assert [entry.id for entry in look(both, "painter").found] == ["painter"]
    assert [(entry.kind, entry.id) for entry in look_up_record(both, "acme").found] == [
        ("organization", "acme")
    ]


def entries(*names: str) -> tuple[Entry, ...]:
    return tuple(Entry("model", f"m{place}", name) for place, name in enumerate(names))


@pytest.mark.parametrize(
    ("typed", "names", "found"),
    [
        ("gpt 3.5", ("GPT-3.5", "GPT-35"), ("GPT-3.5",)),
        ("gpt35", ("GPT-3.5", "GPT-35"), ("GPT-35",)),
        ("gpt35", ("GPT-3.5",), ("GPT-3.5",)),
        ("gemma 3 12b", ("Gemma 3 12B", "Gemma 31 2B"), ("Gemma 3 12B",)),
        ("codet5", ("CodeT5+",), ()),
        ("codet5+", ("CodeT5+", "CodeT5"), ("CodeT5+",)),
        ("Łódź-net", ("Lodz Net",), ("Lodz Net",)),
        ("lodz net", ("Łódź-Net",), ("Łódź-Net",)),
        ("twin", ("Twin", "TWIN", "Twin 2"), ("Twin", "TWIN")),
        ("文心", ("文心",), ("文心",)),
        ("?", ("?!",), ()),
    ],
)
def test_case_accents_and_separators_are_forgiven_and_nothing_else(
    typed: str, names: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert tuple(entry.name for entry in look_up(entries(*names), typed).found) == found


@pytest.mark.parametrize(
    ("typed", "names", "meant"),
    [
        ("whispr", ("Whisper", "Codex"), "Whisper"),
        ("whispr", ("Whisper", "Whisper v3"), "Whisper"),
        ("whispr", ("Whisper", "Whispers"), "Whisper"),
        ("lama", ("LaMDA", "LLaMA-65B"), None),  # the other begins as nearly
        ("gpt4", ("GPT-3", "GPT-5"), None),  # numbers are strict
        ("foo", ("Foobar",), None),
        ("ab", ("AC",), None),
        ("whispr", ("Whisper", "Whispar"), None),  # two are as near
        ("whispr", ("Whispar", "Whisper Two"), None),
        ("whisprr", ("Whisper", "Whisprer"), None),
    ],
)
def test_one_near_spelling_is_meant_where_it_is_clear(
    typed: str, names: tuple[str, ...], meant: str | None
) -> None:
    lookup = look_up(entries(*names), typed)
    assert (lookup.meant and lookup.meant.name) == meant


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("05dxps055", "acme"), ("05DXPS055", "acme"), ("https://ror.org/05dxps055", "acme"), ("Q42", "uni"), ("q42", "uni"),
        ("https://www.wikidata.org/wiki/Q42", "uni"), ("Q4", None), ("None", None), ("", None),
    ],
)  # fmt: skip
def test_an_organization_goes_by_its_ids_in_registers(talkers: Catalog, typed: str, id_: str | None) -> None:
    record = look_up_record(talkers, typed).record
    assert (record.id if record else None) == id_


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("paintr 2", ["painter"]), ("paintr", ["painter"]), ("paintr 3", []), ("paintr 22", []), ("1istener", []),
        ("umi", ["uni"]), ("ani", []), ("unn", ["uni"]), ("listner", ["listener"]), ("kistener", ["listener"]),
        ("lstnr", []),
    ],
)  # fmt: skip
def test_what_is_near_has_the_same_digits_and_what_is_short_the_same_first_letter(
    tiny: Catalog, typed: str, near: list[str]
) -> None:
    found = look_up_record(tiny, typed)
    assert not found.found
    assert [entry.id for entry in found.near] == near
