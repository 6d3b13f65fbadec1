"""The monkey's small form: no random key may end the program or leave a process behind."""

from __future__ import annotations

import pytest

from tests.trust.monkey import Monkey


@pytest.mark.parametrize("seed", [3, 14])
def test_nothing_that_is_typed_clicked_or_pasted_ends_the_program(seed: int) -> None:
    found = Monkey(seed, mouse=True, pause=0.01).play(250)
    assert not found.crashes, found.crashes[0]
    assert not found.children
    assert found.keys >= 250
