"""A sample of what `python -m tests.trust.hostile_screens` opens on a pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.hostile import catalogs
from tests.trust.hostile_screens import WALK, faults, strange


@pytest.mark.parametrize("number", [1, 3])
def test_nothing_of_a_hostile_catalog_reaches_the_terminal(number: int, tmp_path: Path) -> None:
    _, path = list(catalogs(tmp_path / "c", 2, number + 1))[number]
    assert faults(path, tmp_path / "home", WALK[number // 2 :: 3]) == ([], True)


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b]0;owned\x07",
        "\x1b]8;;file:///etc/passwd\x1b\\",
        "\x9b31m",
        "\x05",
        "\u202e",
        "\x1b]52;c;?\x07",
        "\x1b[6;1y",
        "\u3164",
    ],
)
def test_what_is_not_the_programs_own_is_told(sent: str) -> None:
    own = "\x1b[1;2H\x1b[38;5;3mwords\b\r\x1b]8;id=1;https://example.org/a\x1b\\"
    assert strange(own.encode()) == []
    assert strange((own + sent).encode())
