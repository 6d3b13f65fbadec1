"""No network, ever: neither a command nor the explorer opens a socket to anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.trust.streams import Place

_WATCHED = """
import asyncio, contextlib, io, os, sys
NET = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
       "socket.gethostbyaddr", "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect")
met = []
def watch(event, given):
    if event in NET or (event == "socket.__new__" and int(given[1]) in (2, 10)):  # INET, INET6
        met.append((event, str(given[1:])))
        raise PermissionError(event)
sys.addaudithook(watch)

import click
from genai_tui.cli.main import door
from tests.trust.streams import commands
catalog, broken = sys.argv[1:3]
ran = 0
for words in commands():
    words = [{"CATALOG": catalog, "BROKEN": broken}.get(word, word) for word in words]
    sys.stdin = io.StringIO("painter\\n")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        with contextlib.suppress(click.ClickException, click.exceptions.Exit, SystemExit, Exception):
            door.main(["-c", catalog, *words], standalone_mode=False, obj={})
    ran += 1

from genai_tui.storage.loader import open_catalog
from genai_tui.storage.memory.session_memory import SessionMemory
from genai_tui.tui.app import GenaiApp

async def explore():
    app = GenaiApp(open_catalog("survey")[0], memory=SessionMemory(), load=lambda line: None)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("down", "o", "y", "escape", "Y", "escape", *"2345678916", "o", "a", "escape", "C", "escape", "r", "escape",
                    "slash", "g", "enter", "question_mark", "escape", "i", "escape", "1"):
            await pilot.press(key)
        await pilot.pause()

asyncio.run(explore())
print(ran, met)
"""


def test_neither_a_command_nor_the_explorer_opens_a_socket(tmp_path: Path) -> None:
    place = Place.made_in(tmp_path)
    told = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(place.catalog), str(place.broken)],
        env=place.environment | {"SSH_CONNECTION": "1 2 3 4"}, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-2000:]
    ran, _, met = told.stdout.partition(" ")
    assert met.strip() == "[]"
    assert int(ran) > 60
