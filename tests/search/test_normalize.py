"""Letters of every script that people type plainly: found as a word and in a filter alike."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.search.normalize import fold, without_accents
from genai_tui.storage.loader import open_catalog

SHARED = Path(__file__).parents[3] / "shared"
STRANGE = (
    "Łódź",
    "København",
    "Đorđe",
    "Ħal Għaxaq",
    "Ŧåŋ",
    "ışık",
    "Æther",
    "Œuvre",
    "Straße",
    "Þórr",
    "Eiður",
    "ǿre",
)
PLAIN = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ŋ": "n",
    "ɨ": "i", "ƙ": "k", "ƶ": "z",
}  # fmt: skip


def plainly(text: str) -> str:
    """Return a text as one types it who has only the letters of ASCII."""
    typed = "".join(PLAIN.get(char, char) for char in unicodedata.normalize("NFKD", text))
    return "".join(char for char in typed if not unicodedata.combining(char))


@pytest.mark.parametrize(("letter", "typed"), PLAIN.items())
def test_a_letter_is_typed_plainly(letter: str, typed: str) -> None:
    assert without_accents(letter) == typed


@pytest.mark.parametrize("text", STRANGE)
def test_matched_letters_are_those_of_the_original(text: str) -> None:
    folded = fold(text)
    assert folded.letters == "".join(filter(str.isalnum, plainly(text).casefold()))
    assert folded.spans(((0, len(folded.letters)),))[-1][1] == len(text)


@pytest.mark.parametrize("text", ["文心", "データ", "Σ", "ไทย", "々", "ー"])
def test_other_scripts_stay(text: str) -> None:
    assert fold(text).letters == "".join(filter(str.isalnum, without_accents(text).casefold()))
    assert without_accents(text) in (text, unicodedata.normalize("NFKD", text), "テータ")


def _catalogs() -> list[object]:
    real = [SHARED / "datasets" / "epoch_notable_2026-01.csv", SHARED / "cases" / "strokes"]
    marked = [
        pytest.param(
            str(path), marks=pytest.mark.skipif(not path.exists(), reason="the real data is not there")
        )
        for path in real
    ]
    return ["survey", *marked]


@pytest.fixture(params=_catalogs())
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return open_catalog(request.param)[0]


def test_every_name_and_author_is_found_as_it_is_typed(catalog: Catalog) -> None:
    index = SearchIndex(catalog)
    for model in catalog:
        authors = model.paper.authors if model.paper else ()
        makers = [catalog.organization_name(id_) for id_ in model.organization_ids]
        for field, text in [
            ("name", model.name),
            *(("author", each) for each in authors),
            *(("org", each) for each in makers),
        ]:
            if text.isascii() and field != "name":
                continue
            typed = plainly(text).replace('"', " ")
            if typed.isascii() and fold(typed).letters:
                met = index.ask(f'{field}:"{typed}"').records
                assert model in met, (field, typed)
                if field != "author":  # words look into names and makers
                    assert model.id in {hit.id for hit in index.find(typed)}, typed
