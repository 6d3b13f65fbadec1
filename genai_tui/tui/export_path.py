"""The path of an export: its ending says the format, and Tab completes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


def ending_of(path: Path, endings: Iterable[str]) -> str | None:
    """Return which of some endings, all in lower case, a file's name has after something else; None where it has none."""
    name = path.name.casefold()
    return next((each for each in endings if name.endswith(each) and name != each), None)


def unknown_ending(path: Path, endings: Iterable[str]) -> str:
    """Return what to say of a path without a known ending."""
    ending = path.suffix
    return f"{f'Nothing is written to {ending} files' if ending else 'The ending says the format'}: {', '.join(endings)}"


def completed(typed: str, endings: Iterable[str]) -> Iterator[str]:
    """Yield paths that what was typed can become, one for each ending that it may have begun."""
    folder, slash, name = typed.rpartition("/")
    stem, dot, begun = name.rpartition(".")
    if not dot:
        stem, begun = name, ""
    for ending in endings:
        if stem and ending.startswith(f".{begun.casefold()}"):
            yield f"{folder}{slash}{stem}{ending}"
