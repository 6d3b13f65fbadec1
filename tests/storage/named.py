"""Names of catalogs for tests that read one, write it and read it back."""

from __future__ import annotations

from pathlib import Path

from tests.talkers import write_talkers


def named(name: str, folder: Path, table: str) -> str:
    """Return what opens a catalog by that name; for `talkers` and a `table` the path of what is written into a folder."""
    if name == "talkers":
        return str(write_talkers(folder / "talkers"))
    if name == "table":
        path = folder / "t.csv"
        path.write_text(table)
        return str(path)
    return name
