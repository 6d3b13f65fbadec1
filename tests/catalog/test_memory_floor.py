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


CHECKPOINTS = (
    # Name, parameters as catalogs state them, and GB of the weights as their makers publish them.
    ("GPT-2", 124e6, 0.548), ("GPT-2 XL", 1.56e9, 6.43), ("BERT-base", 110e6, 0.44), ("T5-11B", 11e9, 45.2), ("Whisper large-v3", 1.55e9, 3.09),
    ("LLaMA-7B", 6.74e9, 13.5), ("LLaMA-65B", 65.2e9, 130.6), ("Llama 2-70B", 69e9, 138), ("Llama 3.1-405B", 405e9, 812),
    ("Mistral 7B", 7.24e9, 14.5), ("Mixtral 8x7B", 46.7e9, 93.4), ("Gemma 2 27B", 27.2e9, 54.5), ("Phi-3-mini", 3.82e9, 7.64),
    ("Qwen2.5-72B", 72.7e9, 145.4), ("BLOOM-176B", 176e9, 352.5), ("Falcon-180B", 179.5e9, 359), ("Yi-34B", 34.4e9, 68.8),
    ("Code Llama-34B", 33.7e9, 67.5), ("Command R+", 103.8e9, 207.6), ("Stable Diffusion (LDM-KL-8-G)", 860e6, 1.72), ("FLUX.1", 11.9e9, 23.8),
    ("Pythia-12b", 11.8e9, 23.9), ("CLIP ViT-L/14", 428e6, 1.71), ("Segment Anything", 636e6, 2.56), ("StarCoder 2 15B", 15.95e9, 31.9),
    ("DeepSeek-V3", 671e9, 688), ("DeepSeek-R1", 671e9, 688), ("gpt-oss-120b", 117e9, 65.2), ("gpt-oss-20b", 20.9e9, 13.8), ("Kimi K2", 1e12, 1030),
    ("Kimi K2 Thinking", 1e12, 594), ("Grok-1", 314e9, 318), ("MiniMax-M2", 230e9, 230), ("DeepSeek-R1-Distill-Llama-70B", 70.6e9, 141.1),
)  # fmt: skip


@pytest.mark.parametrize(("name", "count", "published"), CHECKPOINTS, ids=[each[0] for each in CHECKPOINTS])
def test_it_is_never_above_the_weights_that_are_published(
    talkers: Catalog, name: str, count: float, published: float
) -> None:
    floor = memory_floor(model_of(talkers, name, count=int(count)))
    assert floor
    assert floor.bytes <= published * 1e9 * 1.005, floor.arithmetic


def test_what_is_known_of_the_maker_is_said_and_gives_way_to_what_is_stated(talkers: Catalog) -> None:
    known = memory_floor(model_of(talkers, "gpt-oss-120b", count=117_000_000_000))
    stated = memory_floor(model_of(talkers, "gpt-oss-120b BF16", count=117_000_000_000))
    assert known
    assert stated
    assert known.arithmetic == "58.5 GB = 117B × 0.5 bytes (4 bits, as published)"
    assert stated.arithmetic == "234 GB = 117B × 2 bytes (BF16, as stated)"
