"""Comparisons as sentences: whole, without signs that no ear hears."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from genai_tui.catalog.comparison import compared
from genai_tui.catalog.comparison_text import record_sentences, sentences
from genai_tui.catalog.model import Model, ParameterCount, Release
from genai_tui.storage.loader import open_catalog
from tests.catalog.test_comparison import dispute
from tests.storage.joining import catalog, record

X = record("x", date="2022-04-06", count=1000)
# the second model, and the sentence that there has to be
SAID = [
    (record("y", date="2022-05-23", count=1000), "X was released on 2022-04-06 and Y on 2022-05-23."),
    (record("y", date="2022", count=1000), "X was released on 2022-04-06 and Y in 2022."),
    (record("y", date="", count=1000), "X was released on 2022-04-06 and the release date of Y is not known."),
    (replace(record("y", count=1000), released=Release("2023", "listed")),
     "X was released on 2022-04-06 and Y was released by 2023."),
    (record("y"), "Parameters: 1K for X and not known for Y."),
    (replace(record("y"), parameters=(ParameterCount(2000, estimated=True),)), "Parameters: 1K for X and 2K (estimated) for Y."),
    (replace(record("y", count=1000), disputes=(dispute("parameters", "1K", "2K"),)),
     "Parameters: 1K for X; the parameters of Y are disputed: 1K (side 0); 2K (side 1)."),
    (replace(X, id="y", name="Y"), "The same in all: Organization, Date, Params, Category, Maker, Role, Variants."),
]  # fmt: skip


@pytest.mark.parametrize(("other", "sentence"), SAID)
def test_what_a_sentence_says(other: Model, sentence: str) -> None:
    made = catalog("test", X, other)
    assert sentence in list(sentences(made, compared(made, made.models)))


def test_all_models_disputed() -> None:
    both = [
        replace(record(id_, count=at), disputes=(dispute("parameters", "1", "2"),))
        for at, id_ in enumerate("xy", 1)
    ]
    made = catalog("test", *both)
    assert (
        "The parameters of X are disputed: 1 (side 0); 2 (side 1); the parameters of Y are disputed: 1 (side 0); 2 (side 1)."
        in list(sentences(made, compared(made, made.models)))
    )


@pytest.mark.parametrize("write", [sentences, record_sentences])
def test_sentences_end_and_hold_no_sign_of_the_table(write: object) -> None:
    opened, _ = open_catalog("survey")
    chosen = random.Random(3)
    for kind in (list(opened.models), list(opened.organizations.values())):
        for _ in range(20):
            found = compared(opened, chosen.sample(kind, 3))  # type: ignore[arg-type]
            for line in write(opened, found):  # type: ignore[operator]
                assert line.endswith(".")
                assert not line.endswith("..")
                assert "·" not in line.replace("DALL·E", "")
                assert "~" not in line


def test_a_paragraph_for_each_record() -> None:
    made = catalog("test", X, record("y", date="2023", count=1000))
    assert list(record_sentences(made, compared(made, made.models))) == [
        "X: date 2022-04-06.", "Y: date 2023.",
    ]  # fmt: skip
