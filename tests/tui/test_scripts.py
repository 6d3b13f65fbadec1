"""Names in the scripts of the world leave the borders of the panes where they are, whatever a terminal makes of them."""

from __future__ import annotations

import sys
import time
import unicodedata
from pathlib import Path

import pytest
import wcwidth

from tests.conftest import MODELS, write_catalog
from tests.pseudo_terminal import PseudoTerminal

NAMES = [
    "क्षमता मैं हिन्दी", "கணினி மொழி", "文心大模型四点五 ERNIE", "น้ำใจ", "ٱللَّهِ نُورٌ", "하이퍼클로바", "Café Müller é̂̃",
    "Flag 🇳🇴🇩🇪 BERT", "Family 👨‍👩‍👧‍👦 LLM", "Wave 👋🏽 GPT", "Heart ❤️ Sun ☀️ 1", "Keycap 1️⃣", "☰ 𝌀 ䷀", "Zero\u200bWidth",
]  # fmt: skip
SIDES = frozenset("┃│")
CORNERS = frozenset("┏┓┗┛╭╮╰╯")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog whose models bear these names, and an organization in Devanagari."""
    models = {
        f"m{number}": MODELS["painter"]
        .replace("id: painter", f"id: m{number}")
        .replace("Painter 2", f'"{name}"')
        for number, name in enumerate(NAMES)
    }
    folder = write_catalog(tmp_path / "scripts", **models)
    path = folder / "organizations.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Acme Labs", "मौलिक प्रयोगशाला"), encoding="utf-8"
    )
    return folder


def _columns(terminal: PseudoTerminal, y: int, signs: frozenset[str]) -> list[int]:
    row = terminal.screen.buffer[y]
    return [x for x in range(terminal.screen.columns) if row[x].data in signs]


def _show_until(terminal: PseudoTerminal, pattern: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and (terminal.waits(0.3) or not terminal.shows(pattern)):
        if terminal.waits(0.1):
            terminal.show(terminal.read())
    assert terminal.shows(pattern), terminal.text


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
@pytest.mark.parametrize("of_marks", [1, 0], ids=["marks beside letters take a cell", "they take none"])
def test_borders_are_straight(
    catalog: Path, monkeypatch: pytest.MonkeyPatch, columns: int, rows: int, of_marks: int
) -> None:
    monkeypatch.setattr(
        "pyte.screens.wcwidth",
        lambda char: of_marks if unicodedata.category(char) == "Mc" else wcwidth.wcwidth(char),
    )
    terminal = PseudoTerminal(
        [sys.executable, "-m", "genai_tui", "--catalog", str(catalog)], columns=columns, rows=rows
    )
    try:
        _show_until(terminal, f"Models · all · {len(NAMES) + 3} of")
        for keys in ("", "\t", "\x1b[B", "\x1b[B\x1b[B", "\x1b[F", "\x1b[H"):
            terminal.send(keys)
            _show_until(terminal, "Models")
            wanted = _columns(terminal, 1, CORNERS)
            assert len(wanted) in (4, 6), terminal.text
            for y in range(2, rows - 2):
                assert _columns(terminal, y, SIDES) == wanted, f"row {y} after {keys!r}:\n{terminal.text}"
    finally:
        terminal.close()
