"""Wording of claims: which words of a source say what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.claim_wording import says


@pytest.mark.parametrize(
    ("field", "claim", "shown", "agrees"),
    [("released", "2021-02-20, first arXiv version", "2021-02-20", True),
     ("released", "2021, the exception among models of 2022", "2021-05-18", True),
     ("released", "2022, like all models of the survey", "2021-05-18", False),
     ("released", "2023-02-01", "2022-10-05 · paper", False),
     ("released", "some day", "2022-10-05", False),
     ("parameters", "14 billion", "3 billion in three models", False),
     ("parameters", "1.45 billion", "860 million", False),
     ("parameters", "1,450 million", "1.45B", True),
     ("parameters", "175B", "180 billion", True),
     ("parameters", "175B", "190 billion", False),
     ("parameters", "1.2.3", "1.2", False),
     ("training.compute_flop", "3e23", "3.1e+23 FLOP", True),
     ("organizations", "KAUST, Carnegie Mellon and Nanyang in one place, OpenAI in another",
      "KAUST as developer, Carnegie Mellon and Nanyang as collaborators", True),
     ("organizations", "OpenAI, in the survey's section 3.3", "KAUST as developer", False),
     ("organizations", "Stability AI", "LMU Munich and Stability AI", False),
     ("organizations", "OpenAI; Google", "Google · collaborator; OpenAI", True),
     ("inputs", "text + image + audio", "text + image", False),
     ("inputs", "image + text", "text + image", True),
     ("training.hardware", "512 V100", "512 V100 for the 5B prior", True),
     ("training.hardware", "510 V100", "512 V100 for the 5B prior", False),
     ("category", "text to audio", "text to audio", True), ("category", "audio to text", "text to audio", False),
     ("category", "text-to-audio, though the text calls it otherwise", "text-to-audio", True),
     ("availability.weights", "OPEN", "open", True),
     ("availability.weights", "closed", "open", False),
     ("availability.weights", "closed", "", False)],
)  # fmt: skip
def test_what_says_the_same(field: str, claim: str, shown: str, agrees: bool) -> None:
    assert says(field, claim, shown) is agrees


@given(st.sampled_from(["released", "parameters", "organizations", "inputs"]), st.text(), st.text())
def test_any_words_are_held_against_any(field: str, one: str, other: str) -> None:
    assert says(field, one, other) in (True, False)
    assert says(field, one, one) is bool(one)
