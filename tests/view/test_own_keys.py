"""Words on screen name the keys that the reader has set, and the usual ones where none are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from genai_tui.view import own_keys


@pytest.fixture
def _set() -> Iterator[None]:
    own_keys.use(
        {
            "quit": ("x", "q"),
            "leave": ("escape",),
            "on": ("pagedown",),
            "mark": ("ctrl+p",),
            "left": ("a",),
            "right": ("d",),
        }
    )
    yield
    own_keys.use({})


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize(
    ("id_", "usual", "shown"),
    [
        ("quit", "q", "x"), ("other", "space", "space"),
        ("leave", "esc", "esc"), ("leave", "Esc", "Esc"), ("leave", "E", "esc"),  # a word begins as the usual word does
        ("quit", "Esc", "x"), ("on", "Space", "Pgdn"), ("mark", "Space", "^p"),  # a single sign is a key as it is
    ],
)  # fmt: skip
def test_a_key_is_told_as_its_usual_one_would_be(id_: str, usual: str, shown: str) -> None:
    assert own_keys.key(id_, usual) == shown


def test_without_own_keys_the_usual_ones_are_told() -> None:
    assert own_keys.key("quit", "q") == "q"
    assert own_keys.keyed("{quit:q} leaves, {left+right:← →} walks") == "q leaves, ← → walks"


@pytest.mark.usefixtures("_set")
def test_keys_in_a_text_are_those_that_are_set() -> None:
    assert own_keys.keyed("{quit:q} leaves, {left+right:← →} walks, {other:o}") == "x leaves, a d walks, o"
