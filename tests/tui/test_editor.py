"""The reader's own editor: which command it is, and what it leaves of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.storage.files import Refused
from genai_tui.tui.editor import edited, editor_command


@pytest.mark.parametrize(
    ("environment", "argv"),
    [
        ({"VISUAL": "sh -x", "EDITOR": "cat"}, ["sh", "-x"]), ({"EDITOR": "cat"}, ["cat"]), ({"VISUAL": "", "EDITOR": "cat"}, ["cat"]),
        ({"VISUAL": "sh 'one word'"}, ["sh", "one word"]), ({"VISUAL": "no-such-editor", "EDITOR": "cat"}, None),
        ({"EDITOR": "'never closed"}, None), ({"EDITOR": "  "}, None), ({}, None), ({"EDITOR": "cat", "GENAI_TUI_KIOSK": "1"}, None),
    ],
)  # fmt: skip
def test_visual_comes_before_editor_and_only_what_can_be_run(
    environment: dict[str, str], argv: list[str] | None
) -> None:
    assert editor_command(environment) == argv


@pytest.mark.parametrize(
    ("script", "text", "left"),
    [
        ("true", "a\nb", "a\nb"), ("echo more >> $0", "a", "a\nmore"), (": > $0", "a", ""), ("wc -c < $0 > $0.n; mv $0.n $0", "", "0"),
        ("printf 'a\\n\\n\\n' > $0", "", "a"), ("printf '\\377' > $0", "", "\N{REPLACEMENT CHARACTER}"),
    ],
)  # fmt: skip
def test_a_text_is_what_the_editor_leaves_without_the_ends_of_lines_after_it(
    script: str, text: str, left: str
) -> None:
    assert edited(["sh", "-c", script], text) == left


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["sh", "-c", "exit 3"], "sh ended with status 3"), (["./no-such-editor"], "No such file or directory"),
        (["sh", "-c", "head -c 70000 /dev/zero > $0"], "64 KiB"),
    ],
)  # fmt: skip
def test_an_editor_that_fails_or_leaves_too_much_is_refused(argv: list[str], why: str) -> None:
    with pytest.raises(Refused) as failed:
        edited(argv, "a")
    assert why in f"{failed.value} {failed.value.strerror}"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert edited(["sh", "-c", 'ls -l "$0" >> "$0"'], "secret").startswith("secret\n-rw-------")
    assert list(tmp_path.iterdir()) == []
