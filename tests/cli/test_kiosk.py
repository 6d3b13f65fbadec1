"""The kiosk: what a visitor may ask for, and what is kept of one."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from genai_tui.catalog.catalog_age import told_age
from genai_tui.cli import kiosk
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.memory.session_memory import SessionMemory
from genai_tui.view.address import view_at
from genai_tui.view.printed_view import printing_command
from genai_tui.view.screens import SCREENS

NAMES = ("survey", "/srv/own")


@pytest.mark.parametrize(
    "asked",
    ["graph?focus=google", "browse?q=weights%3Aopen&catalog=survey", "genai-tui open 'browse?q=a+b'", "orgs?catalog=/srv/own"],
)  # fmt: skip
def test_addresses_of_the_servers_catalogs_are_answered(asked: str) -> None:
    view = kiosk.asked_view(asked, NAMES)
    assert view is not None
    assert set(view.catalogs) <= set(NAMES)


@pytest.mark.parametrize(
    "asked",
    ["sh", "id; ls", "browse?catalog=/etc/passwd", "browse?overlay=/etc", "browse?catalog=-", "'", "browse?x=1", "a" * 5000,
     "genai-tui list", "browse?catalog=survey&catalog=/etc", "\x1b[31m", "graph?focus=a&depth=x"],
)  # fmt: skip
def test_everything_else_is_refused_in_one_safe_line(asked: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        kiosk.asked_view(asked, NAMES)
    told = str(refused.value)
    assert told.isprintable()
    assert len(told) < 400


def test_who_asks_for_nothing_gets_the_explorer() -> None:
    assert kiosk.asked_view("  ", NAMES) is None


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_every_screen_has_a_command_that_prints_it(name: str) -> None:
    catalog, _ = open_catalog("survey")
    view = view_at("compare?of=dalle2&of=codex" if name == "compare" else name)
    assert re.fullmatch(r"genai-tui [a-z]+( .*)?", printing_command(view, catalog))


def test_a_group_is_printed_by_a_query() -> None:
    catalog, _ = open_catalog("survey")
    view = view_at("browse?group=text-to-image&q=org:openai")
    assert printing_command(view, catalog).endswith("-- 'org:openai cat:text-to-image'")


def test_the_age_of_the_data_is_told() -> None:
    catalog, _ = open_catalog("survey")
    assert re.fullmatch(r"\d+ days old", told_age(catalog))
    assert "2023-01-11" in kiosk.banner_of(catalog)
    assert "Not answered" not in kiosk.banner_of(catalog)
    told = kiosk.banner_of(catalog, "only addresses such as browse are answered")
    assert told == f"{kiosk.banner_of(catalog)} Not answered: only addresses such as browse are answered"


def test_what_a_session_alone_keeps_stands_in_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    memory = SessionMemory()
    memory.star(("model", "arxiv", "1"), "One")
    memory.remember("org:openai")
    for number in range(300):
        memory.remember(f"q{number}")
    memory.choose("theme", "light")
    assert memory.annotations().starred == {("model", "arxiv", "1")}
    assert memory.chosen("theme") == "light"
    assert memory.undo()
    assert not memory.annotations().starred
    assert 0 < len(memory.history()) <= 200
    assert list(tmp_path.iterdir()) == []


def test_a_visitor_is_known_by_the_key_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "auth"
    told.write_text("publickey ssh-ed25519 AAAA\n")
    monkeypatch.setattr(kiosk, "setting", {"visitors": str(tmp_path / "visitors")}.get)
    assert isinstance(kiosk.visitor_memory(), SessionMemory)
    monkeypatch.setenv(kiosk.WHO, str(told))
    memory = kiosk.visitor_memory()
    assert type(memory) is Memory
    assert memory.folder.parent == tmp_path / "visitors"
    assert re.fullmatch("[0-9a-f]{32}", memory.folder.name)
    told.write_text("password\n")
    assert isinstance(kiosk.visitor_memory(), SessionMemory)


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "genai_tui", *arguments], env=os.environ | environment, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def test_the_kiosk_takes_no_command(tmp_path: Path) -> None:
    ran = _run("--kiosk", "list", XDG_STATE_HOME=str(tmp_path))
    assert ran.returncode == 2
    assert "SSH_ORIGINAL_COMMAND" in ran.stderr


@pytest.mark.parametrize("named", ["variable", "settings"])
def test_a_view_of_the_survey_is_printed_of_it_where_the_server_names_another(
    named: str, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("catalog: landscape\n")
    elsewhere = (
        {"GENAI_TUI_CATALOG": "landscape"}
        if named == "variable"
        else {"GENAI_TUI_CONFIG": str(tmp_path / "config.yaml")}
    )
    asked = {"XDG_STATE_HOME": str(tmp_path), "SSH_ORIGINAL_COMMAND": "browse?catalog=survey", **elsewhere}
    ran = _run("--kiosk", **asked)
    assert ran.stderr.startswith("Survey 2023")
    assert len(ran.stdout.splitlines()) == 1 + 24


_STARTS = """
import os, subprocess, sys
from genai_tui.cli import kiosk
kiosk._forbid()
for start in (lambda: subprocess.run(["true"]), lambda: os.system("true"), lambda: os.execv("/bin/true", ["true"]), os.fork):
    try:
        start()
    except PermissionError:
        continue
    sys.exit(1)
"""


def test_a_kiosk_can_start_no_program() -> None:
    assert subprocess.run([sys.executable, "-c", _STARTS], check=False).returncode == 0


_GIVES_BACK = """
import sys
from genai_tui import heap
from genai_tui.cli import kiosk
kiosk._forbid()
heap.keep_little()
heap.give_back()
sys.exit(heap.find_allocator() is None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this allocator has to be asked")
def test_a_kiosk_gives_free_memory_back() -> None:
    assert subprocess.run([sys.executable, "-c", _GIVES_BACK], check=False).returncode == 0
