"""Topics of `help`: each document can be printed from a checkout and from a wheel, and a topic that is none is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from genai_tui.cli import help_topics
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.help_topics import ENVIRONMENT, STATUSES, TOPICS, topic_names
from genai_tui.cli.main import door
from tests.cli.conftest import Run

DOCS = Path(__file__).parents[2] / "docs"
PACKAGE = Path(__file__).parents[2] / "genai_tui"


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_is_its_document(run: Run, name: str) -> None:
    ran = run("help", name)
    assert name not in door.list_commands(None), "the command would be told"  # type: ignore[arg-type]
    assert ran.status == 0
    text = (DOCS / f"{TOPICS[name][0]}.md").read_text(encoding="utf-8")
    assert ran.out.splitlines()[0] == text.splitlines()[0]
    assert "<!--" not in ran.out


def test_help_lists_commands_and_topics(run: Run) -> None:
    out = run("help").out
    for name in topic_names():
        assert f"\n  {name} " in out
    assert [line.split()[0] for line in run("help", STATUSES).out.splitlines()] == [
        str(int(each)) for each in ExitStatus
    ]


def test_every_document_for_users_is_a_topic() -> None:
    of_authors = {"architecture"}
    assert {path.stem for path in DOCS.glob("*.md")} - of_authors == {name for name, _ in TOPICS.values()}


def test_a_topic_that_is_none_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run("help", "catalgs")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `catalogs`" in ran.err
    monkeypatch.setattr(help_topics, "folder", lambda: tmp_path)
    assert run("help", "queries").status == 2


def test_the_environment_is_what_the_program_reads(run: Run) -> None:
    """Every name of a variable that stands in the source is told, and none that does not."""
    told = {line.split()[0] for line in run("help", ENVIRONMENT).out.splitlines()}
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "environment.py"
    )
    by_platform = {"XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"}
    for name in told - by_platform:
        assert f'"{name}"' in source, name
    asked = set(re.findall(r'environ(?:ment)?(?:\.get\(|\[)"([A-Z_]+)"', source))
    asked |= set(re.findall(r'"([A-Z]+_CONNECTION|SSH_[A-Z]+|[A-Z_]*DISPLAY|GENAI_TUI_[A-Z]+)"', source))
    assert asked - {"COMP_WORDS", "COMP_CWORD"} <= told
