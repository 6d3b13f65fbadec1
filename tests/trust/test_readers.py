"""A few of the inputs that `python -m tests.trust.readers` tries every reader on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.readers import check, readers

READERS = readers()
FEW = {
    "own model",
    "own head",
    "own organizations",
    "own relations",
    "Epoch",
    "table",
    "models.dev",
    "LiteLLM",
    "own export",
    "own export, CSV",
}
"""Readers whose inputs are written and read back in all forms, which takes longer."""


@pytest.mark.parametrize("name", READERS)
def test_any_bytes_are_read_whole_or_refused_in_words(name: str, tmp_path: Path) -> None:
    check(READERS[name], 6 if name in FEW else 20, tmp_path)
