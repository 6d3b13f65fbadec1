"""The program with a log of what it is asked for: which commands of which screens a walk has reached.

python -m tests.trust.reached LOG [ARGUMENT ...] runs the explorer in a folder of its own beside the log.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from textual import actions
from textual.app import App
from textual.screen import Screen

import genai_tui.tui.screens
from genai_tui.tui.commands import EVERYWHERE, TABLES, Command, called
from genai_tui.tui.screens.command_screen import CommandScreen

NOT_TRIED = frozenset({"quit"})
"""Commands that end a walk, which it keeps away from."""


def pairs() -> tuple[tuple[str, Command], ...]:
    """Return every command of every screen that a walk has to reach."""
    return tuple(
        (screen, command)
        for screen, table in TABLES.items()
        for command in table
        if command.id not in NOT_TRIED
    )


def screens() -> set[str]:
    """Return the names of all screens, pages and dialogs."""
    package = genai_tui.tui.screens
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {kind}.union(*(below(each) for each in kind.__subclasses__()))

    own = {each for each in below(Screen) if each.__module__.startswith(package.__name__)}
    return {
        each.__name__ for each in own if not any(other is not each and issubclass(other, each) for other in own)
    } | {"BrowseScreen"}  # fmt: skip


def counted(log: Path) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Return how often each command of each screen was asked for, and how often each screen was on top."""
    by_action = {
        (screen, actions.parse(command.action)[1:]): command.id
        for screen, table in TABLES.items()
        for command in table
    }
    asked: Counter[tuple[str, str]] = Counter()
    shown: Counter[str] = Counter()
    for line in log.read_text(encoding="utf-8").splitlines():
        kind, name, screen, what = line.split("\t")
        shown[kind] += 1
        command = by_action.get((screen, actions.parse(what)[1:])) if name == "action" else what
        if command:
            asked[screen, command] += 1
    return asked, shown


def missed(log: Path) -> list[str]:
    """Return what a walk has not reached, in words."""
    asked, shown = counted(log)
    once = {command.id for command in EVERYWHERE}  # what means the same everywhere has to be met somewhere
    known = {command for _, command in asked}
    wrong = [f"{screen}: {command.name}" for screen, command in pairs()
             if (command.id not in known if command.id in once else not asked[screen, command.id])]  # fmt: skip
    return [*dict.fromkeys(wrong), *sorted(f"never shown: {each}" for each in screens() - shown.keys())]


def _watch(log: Path) -> None:
    file = log.open("a", encoding="utf-8", buffering=1)

    def note(app: App[Any], name: str, what: str) -> None:
        view = next((each for each in reversed(app.screen_stack) if isinstance(each, CommandScreen)), None)
        kind = type(app.screen).__name__
        file.write(f"{kind}\t{name}\t{view.view.SCREEN if view else ''}\t{what}\n")

    dispatch, run_line = App._dispatch_action, CommandScreen.run_line

    async def noted_dispatch(self: App[Any], namespace: Any, name: str, given: Any) -> bool:
        note(self, "action", f"{name}({', '.join(map(repr, given))})")
        return await dispatch(self, namespace, name, given)

    async def noted_line(self: CommandScreen[Any, Any], line: str) -> None:
        command, _ = called(self.TABLE, line)
        if command:
            note(self.app, "line", command.id)
        await run_line(self, line)

    App._dispatch_action = noted_dispatch  # type: ignore[method-assign]
    CommandScreen.run_line = noted_line  # type: ignore[method-assign]


def main() -> None:
    """Run the program so."""
    log = Path(sys.argv[1])
    _watch(log)
    folder = log.parent / "here"
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    sys.argv[:2] = ["genai-tui"]
    from genai_tui.__main__ import start

    start()


if __name__ == "__main__":
    main()
