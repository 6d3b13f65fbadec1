"""Ways out at moments: a sample of the table that `python -m tests.trust.ways` tries whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.late_answers import start
from tests.trust.ways import try_out

SAMPLE = [
    ("first bytes", "SIGTERM"), ("first bytes", "hang-up"), ("first bytes", "SIGTERM twice"),
    ("browse", "hang-up"), ("browse", "hang-up in a shell"), ("browse", "full"), ("browse", "SIGINT"),
    ("browse", "stopped, SIGTERM, fg"), ("browse", "ctrl+z, fg, q"), ("query", "shell killed"), ("help", "hang-up"),
    ("menu", "SIGHUP"), ("graph", "stopped, hang-up"), ("graph", "full"),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "way"), SAMPLE)
def test_the_program_is_gone_within_a_second_and_the_terminal_as_before(
    moment: str, way: str, tmp_path: Path
) -> None:
    assert try_out(moment, way, "modern", str(tmp_path)).faults == ()


@pytest.mark.parametrize(
    ("late", "answers"), [(0.0, 1), (0.01, 2), (0.02, 1), (0.02, 2), (0.08, 1), (0.0, 0)]
)
def test_a_terminal_may_answer_when_it_likes(late: float, answers: int, tmp_path: Path) -> None:
    assert start(str(tmp_path), late, answers) == ""
