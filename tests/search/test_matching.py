"""How one query meets one name, and which name it meets best."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.search.folding import fold
from genai_tui.search.matching import match, needle
from genai_tui.search.names import Names


def best(query: str, *names: str) -> list[str]:
    """Return those of `names` that a query meets, best first."""
    met = sorted((found.cost, place) for place, found in Names(names).find(needle(query)))
    return [names[place] for _, place in met]


@pytest.mark.parametrize(
    ("text", "letters", "parts"),
    [
        ("DALL·E 2", "dalle2", ["dall", "e", "2"]),
        ("DINOv2", "dinov2", ["dino", "v", "2"]),
        ("AlphaFold 3", "alphafold3", ["alpha", "fold", "3"]),
        ("GPTNeo-20B", "gptneo20b", ["gpt", "neo", "20", "b"]),
        ("wav2vec 2.0", "wav2vec20", ["wav", "2", "vec", "2", "0"]),
        ("ＧＰＴ－４", "gpt4", ["gpt", "4"]),
        ("Café Ⅷ", "cafeviii", ["cafe", "viii"]),
        ("通义千问", "通义千问", ["通义千问"]),
        ("--", "", []),
    ],
)
def test_folding(text: str, letters: str, parts: list[str]) -> None:
    folded = fold(text)
    assert folded.letters == letters
    assert [letters[start:end] for start, end in zip(folded.starts, folded.ends, strict=True)] == parts


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("gpt4", ["GPT-4", "GPT-4V"]),
        ("gpt4", ["GPT-4 (Mar 2023)", "GPT-4o mini"]),
        ("llama 3 70b", ["Llama 3-70B", "Llama 3.3 70B"]),
        ("gpt3", ["GPT-3 175B (davinci)", "GPT-3.5 Turbo"]),
        ("ldm", ["LDM-1.45B", "AR-LDM"]),
        ("sd3", ["Stable Diffusion 3"]),
        ("af3", ["AlphaFold 3"]),
        ("mt nlg", ["Megatron-Turing NLG 530B"]),
        ("imagn", ["Imagen", "ImageNet"]),
        ("audio lm", ["AudioLM"]),
        ("deepseekv3", ["DeepSeek-V3"]),
        ("o3mini", ["o3-mini"]),
        ("coder qwen3", ["Qwen3-Coder-480B"]),
        ("gtp4", ["GPT-4"]),
        ("stabeldifusion", ["Stable Diffusion"]),
        ("千问", ["通义千问"]),
    ],
)  # fmt: skip
def test_the_first_is_best(query: str, names: list[str]) -> None:
    for order in (names, names[::-1]):
        assert best(query, *order)[:1] == names[:1]


@pytest.mark.parametrize(
    ("query", "name"),
    [("gpt4", "GPT-3"), ("gemini 1.5", "Gemini 2.5 Pro"), ("gpt4", "GPT-40"), ("phi3", "Phi-2"), ("4", "40")],
)
def test_numbers_are_strict(query: str, name: str) -> None:
    assert best(query, name) == []


@pytest.mark.parametrize(
    ("query", "name", "lit"),
    [
        ("dalle2", "DALL·E 2", ["DALL", "E", "2"]),
        ("sd3", "Stable Diffusion 3", ["S", "D", "3"]),
        ("cafe", "Le Café", ["Café"]),
        ("b a", "A B", ["A", "B"]),
    ],
)
def test_spans_show_what_was_met(query: str, name: str, lit: list[str]) -> None:
    folded = fold(name)
    found = match(needle(query), folded)
    assert found is not None
    assert [name[start:end] for start, end in found.spans(folded)] == lit


@given(st.text(max_size=40), st.text(max_size=60))
def test_any_text_has_spans_in_the_name_and_parts_that_add_up(query: str, name: str) -> None:
    folded = fold(name)
    found = match(needle(query), folded)
    if found is None:
        return
    ends = [end for span in found.spans(folded) for end in span]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(name) for end in ends)
    assert found.cost == pytest.approx(found.left_over + sum(met.cost for met in found.words))


@given(st.text(min_size=1, max_size=40))
def test_a_name_meets_itself_at_no_cost(name: str) -> None:
    if needle(name).words:
        found = match(needle(name), fold(name))
        assert found is not None
        assert found.cost == 0


_WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "fold", "net", "2", "3", "70b", "v2", "GPT", "LM"]),
    min_size=1,
    max_size=4,
)


@given(st.lists(_WORDS.map(" ".join), min_size=1, max_size=30), st.integers(0, 29))
def test_narrowing_loses_no_name_that_is_met_as_typed(names: list[str], which: int) -> None:
    name = names[which % len(names)]
    found = {place for place, _ in Names(names).find(needle(name))}
    plain = {
        place for place, each in enumerate(names)
        if (met := match(needle(name), fold(each), forgiving=False)) and met.plain
    }  # fmt: skip
    assert plain <= found
