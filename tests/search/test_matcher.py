"""How one query meets one name, and which name it meets best."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.search.matcher import match, needle
from genai_tui.search.name_index import NameIndex
from genai_tui.search.normalize import fold


def best(query: str, *names: str) -> list[str]:
    """Return those of `names` that a query meets, best first."""
    met = sorted((found.cost, place) for place, found in NameIndex(names).find(needle(query)))
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
        ("千问", ["通义千问"]), ("lamma 2", ["Llama 2", "Llama 3"]), ("mixttral", ["Mixtral"]),
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
    ("query", "name", "met"),
    [
        ("wihsp", "Whisper", True), ("jkueb", "Jukebox", True), ("satbl", "Stable Diffusion", True),
        ("wihs", "Whisper", False), ("jkue", "Jukebox", False),
    ],
)  # fmt: skip
def test_a_slip_in_the_beginning_of_a_word_is_forgiven_from_five_letters_on(
    query: str, name: str, met: bool
) -> None:
    assert best(query, name) == [name] * met


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
    found = {place for place, _ in NameIndex(names).find(needle(name))}
    plain = {
        place for place, each in enumerate(names)
        if (met := match(needle(name), fold(each), forgiving=False)) and met.plain
    }  # fmt: skip
    assert plain <= found


def best_of(typed: str, *names: str) -> list[str]:
    """Return the names that are found, the nearest first."""
    found = NameIndex(names).find(needle(typed))
    return [names[place] for _, place in sorted((met.cost, place) for place, met in found)]


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("fenaki", "Phenaki", "Fennec"), ("alfago", "AlphaGo Zero", "Alpaca"), ("alfafold 2", "AlphaFold 2", "AlphaFold 3"),
        ("alfa code", "AlphaCode", "AlphaTensor"), ("kodex", "Codex", "Kode"), ("codeks", "Codex", "Code"),
        ("kwen 2", "Qwen 2", "Owen 2"), ("fotogram", "Photogram", "Program"), ("klaude 3", "Claude 3", "Cloud 3"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_sound(typed: str, meant: str, other: str) -> None:
    assert best_of(typed, other, meant)[:1] == [meant]


def test_a_short_beginning_has_no_sound() -> None:
    assert best_of("troo", "Truck Backer", "TRPO")[:1] == ["TRPO"]
    assert best_of("u-neet", "Simple Recurrent Unit", "U-Net")[:1] == ["U-Net"]


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("gptt4", "GPT-4 (Jun 2023)", "GPT-4 Turbo (Apr 2024)"), ("gptt 4", "GPT-4", "GPT-4 Turbo"),
        ("palmm2", "PaLM 2", "PaLM-E 2"), ("genn-2", "Gen-2", "Gemini Nano-2"), ("dallee 3", "DALL·E 3", "DALL·E 2"),
        ("gpr4", "GPT-4", "GPR Toolkit"), ("pakm 2", "PaLM 2", "Pak 3"), ("claudee 3", "Claude 3", "Cloud 3"),
    ],
)  # fmt: skip
def test_a_letter_spoilt_before_a_number_is_forgiven(typed: str, meant: str, other: str) -> None:
    assert best_of(typed, other, meant)[:1] == [meant]


@pytest.mark.parametrize(
    ("typed", "meant", "others"),
    [
        ("sam", "Segment Anything Model", ("Samuel Checkers", "Samsung Gauss", "SAM-Like Net")),
        ("mav", "Make-A-Video", ("Maverick", "Mavis 2")), ("ama", "Aramco Metabrain AI", ("Amazon Titan",)),
        ("svm", "Support Vector Machines", ("SVM-CNN",)), ("sam", "SAM", ("Segment Anything Model",)),
        ("gpt", "GPT-4", ("GPipe (Transformer)",)), ("gan", "GANs", ("GAN-Advancer", "StyleGAN", "GANsformer")),
    ],
)  # fmt: skip
def test_an_acronym_stands_above_what_begins_with_it(typed: str, meant: str, others: tuple[str, ...]) -> None:
    assert best_of(typed, *others, meant)[:1] == [meant]


@pytest.mark.parametrize("query", ["llama2", "2llama", "lama2"])
def test_letters_and_digits_of_a_word_may_stand_apart(query: str) -> None:
    """People write a name and its number as one word, in either order."""
    for name in ("Llama 2", "Llama-v2", "v2 Llama", "2 Llamas"):
        assert match(needle(query), fold(name)) is not None or (query == "2llama" and name == "2 Llamas"), (
            name
        )
    assert best(query, "Llama 3", "Llama 2", "Llama")[0] == "Llama 2"


@pytest.mark.parametrize(
    ("query", "as_typed", "scattered"),
    [("code", ["Codex", "StarCoder"], "Cohere Depth"), ("spa", ["Spade"], "Sum Parts"), ("gole", ["Goledroid"], "Gopher Learn")],
)  # fmt: skip
def test_letters_from_two_words_count_only_where_no_name_has_them_together(
    query: str, as_typed: list[str], scattered: str
) -> None:
    assert sorted(best(query, *as_typed, scattered)) == as_typed
    assert best(query, scattered) == [scattered]


@pytest.mark.parametrize(
    ("typed", "name", "strictly", "forgiving"),
    [
        ("open", "OpenAI", True, True), ("opnai", "OpenAI", False, True), ("stbl", "Stable", False, True),
        ("tb", "Stable", False, False), ("at", "Stable", False, False), ("qqq", "Stable", False, False),
    ],
)  # fmt: skip
def test_mistakes_and_scattered_letters_are_forgiven_where_asked_in_longer_words(
    typed: str, name: str, strictly: bool, forgiving: bool
) -> None:
    assert (match(needle(typed), fold(name), forgiving=False) is not None) == strictly
    assert (match(needle(typed), fold(name)) is not None) == forgiving
