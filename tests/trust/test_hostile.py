"""A sample of the hostile catalogs that `python -m tests.trust.hostile` makes and tries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.hostile import FORMATS, catalogs, doors, faults


@pytest.mark.parametrize("seed", [11, 12])
def test_nothing_of_a_hostile_catalog_acts_or_breaks(seed: int, tmp_path: Path) -> None:
    wrong = {
        (name, words): told
        for number, (name, path) in enumerate(catalogs(tmp_path, seed, len(FORMATS)))
        for words in doors(number + seed, 8)
        if (told := faults(path, words, seconds=60))
    }
    assert wrong == {}
