"""Topics of `help`: the documents that come with the program, in a wheel or in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import genai_tui
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.environment import variable_lines
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.storage import files

TOPICS: dict[str, tuple[str, str]] = {
    "queries": ("query-language", "the language of `/` and `list`: words, filters, ranges, what is not known"),
    "shell": ("command-line", "formats, pipes, fields, catalogs, addresses, what proves a value, streams"),
    "reference": ("cli", "every command, option, field, state and exit status in tables"),
    "json": ("json", "what `--format json` prints, document by document"),
    "sqlite": ("sqlite", "`export -f sqlite`: its tables, with examples; files of any size"),
    "catalogs": ("catalog-format", "the files of a catalog, overlays, other people's formats, `validate`"),
    "registry": ("registry", "a catalog of your own in CI: `init`, `new`, `validate`, `check`"),
    "graphs": ("graph", "kinds of graph, names, drawings, formats"),
    "copying": ("copy-and-export", "what can be copied, and files that can be written"),
    "looking": ("looking", "screens for counts, times and places"),
    "settings": ("settings", "the settings file: theme, keys, columns, catalog"),
    "kept": ("memory", "stars, notes, saved views and the last place"),
    "terminals": ("terminals", "terminals, tmux, screen, SSH, encodings, clipboard"),
    "shared": ("shared-server", "`--kiosk`: the explorer for visitors of a server, over SSH"),
    "linear": ("linear", "the explorer line by line, for screen readers"),
    "landscape": ("landscape", "how the landscape catalog is kept up to date"),
}  # fmt: skip
"""Each topic with its document and what is in that."""
STATUSES = "exit-status"
"""The topic that the table of exit statuses is printed for."""
ENVIRONMENT = "environment"
"""The topic that the table of variables of the environment is printed for."""
_TABLES = {
    STATUSES: "what the exit statuses mean",
    ENVIRONMENT: "environment variables that the program reads",
}

_MOST = 1024**2


def topic_names() -> tuple[str, ...]:
    """Return the names of all topics."""
    return (*TOPICS, *_TABLES)


def folder() -> Path:
    """Return the folder of the documents."""
    package = Path(genai_tui.__path__[0])
    inside = package / "docs"
    return inside if inside.is_dir() else package.parent / "docs"


def topic_lines(name: str) -> Iterator[str]:
    """Yield the text of a topic; raises KeyError where there is none, OSError where its document is missing."""
    if name == STATUSES:
        yield from (f"{each.value:>4}  {each.meaning}" for each in ExitStatus)
        return
    if name == ENVIRONMENT:
        yield from variable_lines()
        return
    text = files.read(folder() / f"{TOPICS[name][0]}.md", _MOST).decode("utf-8")
    yield from (safe_line(line) for line in text.splitlines() if not line.startswith("<!--"))


def topic_list() -> Iterator[str]:
    """Yield the topics with what is in each."""
    widest = max(map(len, topic_names()))
    for name, (_, about) in TOPICS.items():
        yield f"  {name:<{widest}}  {about}"
    for name, about in _TABLES.items():
        yield f"  {name:<{widest}}  {about}"
