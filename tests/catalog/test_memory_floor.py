"""The memory of weights: parameters times the bytes of a stated precision, and unknown where the parameters are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.describe import Item
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.memory_floor import gigabytes, memory_floor
from genai_tui.catalog.model import Availability, Catalog, Model, ParameterCount


def model_of(catalog: Catalog, name: str = "Alder", access_note: str | None = None, **count: object) -> Model:
    counts = (ParameterCount(**count),) if count else ()  # type: ignore[arg-type]
    access = Availability(note=access_note) if access_note else None
    return replace(catalog.models[0], name=name, parameters=counts, availability=access)


@pytest.mark.parametrize(
    ("count", "told", "bits", "words"),
    [
        (7_000_000_000, {}, 16, "14 GB = 7B × 2 bytes (16 bits, none stated)"),
        (70_000_000_000, {"name": "Alder 70B FP8"}, 8, "70 GB = 70B × 1 byte (FP8, as stated)"),
        (8_000_000_000, {"note": "4.9 GB on this machine; Q4_K_M"}, 4, "4 GB = 8B × 0.5 bytes (Q4_K_M, as stated)"),
        (117_000_000_000, {"variant": "MXFP4"}, 4, "58.5 GB = 117B × 0.5 bytes (MXFP4, as stated)"),
        (340_000_000, {"count_note": "float32 weights"}, 32, "1.36 GB = 340M × 4 bytes (float32, as stated)"),
        (1_000_000, {"name": "bf16 and int8"}, 8, "1 MB = 1M × 1 byte (int8, as stated)"),
        (7_000_000_000, {"name": "Alder-32bit-tokens4"}, 32, "28 GB = 7B × 4 bytes (32bit, as stated)"),
        (7_000_000_000, {"name": "Q4 results of a bf161 kind"}, 16, "14 GB = 7B × 2 bytes (16 bits, none stated)"),
        (900, {}, 16, "1.8 KB = 900 × 2 bytes (16 bits, none stated)"),
    ],
)  # fmt: skip
def test_the_reckoning(talkers: Catalog, count: int, told: dict[str, str], bits: int, words: str) -> None:
    model = model_of(
        talkers, told.get("name", "Alder"), told.get("note"),
        count=count, variant=told.get("variant"), note=told.get("count_note"),
    )  # fmt: skip
    floor = memory_floor(model)
    assert floor
    assert (floor.bits, floor.bytes, floor.arithmetic) == (bits, count * bits / 8, words)
    assert ATTRIBUTES["needs"].values(talkers, model) == (floor.bytes,)
    told_on_page = [
        each.text for page in model_pages(talkers, model) for each in page.items if isinstance(each, Item)
    ]
    assert f"weights alone, at least {words}" in told_on_page


def test_what_is_not_known_stays_so(talkers: Catalog) -> None:
    model = model_of(talkers, "Alder 7B FP8")
    assert memory_floor(model) is None
    assert ATTRIBUTES["needs"].cell(talkers, model) == "·"
    assert not [
        each for page in model_pages(talkers, model) for each in page.items if "weights alone" in each.text
    ]


def test_an_estimate_makes_an_estimate(talkers: Catalog) -> None:
    model = model_of(talkers, count=7_000_000_000, estimated=True)
    assert ATTRIBUTES["needs"].cell(talkers, model) == "14 GB~"


@pytest.mark.parametrize(
    ("value", "words"), [(14e9, "14 GB"), (999.6e6, "1 GB"), (999.4e6, "999 MB"), (1.08e12, "1.08 TB"), (12, "0.012 KB")]
)  # fmt: skip
def test_gigabytes(value: float, words: str) -> None:
    assert gigabytes(value) == words
