"""The check of a wheel: `python -m tests.wheel FILE` fails where it holds anything but the program and its data."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from genai_tui.cli.help_topics import TOPICS

MAN_PAGE = ".data/data/share/man/man1/genai-tui.1"
"""What is laid beside the program, where `man` looks for it."""
MOST_BYTES = 1_600_000
"""A wheel may not be larger; catalogs are a third of it."""


def wrong(wheel: Path) -> list[str]:
    """Return what is wrong with a wheel: files that are not the program's, catalogs that are missing, its size."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    found = [
        name
        for name in names
        if not name.startswith("genai_tui/") and ".dist-info/" not in name and not name.endswith(MAN_PAGE)
    ]
    lacks = {f"genai_tui/data/{name}/catalog.yaml" for name in ("survey", "landscape")} - set(names)
    lacks |= {f"genai_tui/docs/{name}.md" for name, _ in TOPICS.values()} - set(names)
    if not any(name.endswith(MAN_PAGE) for name in names):
        lacks.add(MAN_PAGE)
    size = wheel.stat().st_size
    return [
        *(f"{name} is not the program's" for name in found),
        *(f"{name} is missing" for name in sorted(lacks)),
        *([f"{size:,} bytes, at most {MOST_BYTES:,} are allowed"] if size > MOST_BYTES else []),
    ]


if __name__ == "__main__":
    for each in (problems := wrong(Path(sys.argv[1]))):
        print(f"wheel: {each}", file=sys.stderr)
    sys.exit(1 if problems else 0)
