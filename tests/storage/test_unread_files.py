"""Files of a catalog's folder that are not read: how far they are looked for, and how many are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.storage import unread_files as module
from genai_tui.storage.unread_files import unread_files


@pytest.mark.parametrize(("within", "is_found"), [(0, True), (1, True), (7, True), (8, False), (12, False)])
@pytest.mark.parametrize("top", ["drafts", "models"])
def test_folders_within_folders_are_looked_into_down_to_a_bound(
    tmp_path: Path, top: str, within: int, is_found: bool
) -> None:
    if (top, within) == ("models", 0):
        return  # there it is read
    folder = tmp_path.joinpath("catalog", top, *map(str, range(within)))
    folder.mkdir(parents=True)
    (folder / "note.yaml").write_text("")
    told = [problem.file for problem in unread_files(tmp_path / "catalog")]
    assert told == ([str(folder / "note.yaml")] if is_found else [])


@pytest.mark.parametrize(("count", "more"), [(0, False), (3, False), (4, True), (9, True)])
def test_a_few_are_told_and_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, more: bool
) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(count):
        (tmp_path / f"{number}.yaml").write_text("")
    problems = list(unread_files(tmp_path))
    assert all((each.line, each.column) == (0, 0) for each in problems), "a file has no place"
    told = [problem.message for problem in problems]
    assert len(told) == min(count, 3) + more
    assert ("holds more than 3 files that are not read" in told) == more
