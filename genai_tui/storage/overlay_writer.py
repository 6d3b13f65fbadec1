"""The writer of overlays: adds what somebody has decided to the file of a record, and loses nothing that stands there.

Fields are added as text, so that comments and the order of the file stay. What would come out is read back before it
is written; a file that cannot be added to in this way is left as it is.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import msgspec

from genai_tui.catalog.model import Model
from genai_tui.catalog.resolution import Resolution
from genai_tui.catalog.slugs import is_slug
from genai_tui.storage import files, yaml_tree
from genai_tui.storage.decoder import Given, RecordChecker
from genai_tui.storage.files import Folder, Refused

_BEGINNING = "# Own records about {id}, laid over catalogs with --overlay.\n"


def default_folder() -> Path:
    """Return the user's own overlay, where nothing else is open; raises Refused where there is no home."""
    return files.user_folder("data") / "overlay"


def why_not(folder: Path) -> str:
    """Return why nothing can be written into an overlay, in a few words; empty where it can."""
    place = folder / "models" if (folder / "models").is_dir() else folder
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    if not place.is_dir():
        return f"{place} is no folder"
    return "" if os.access(place, os.W_OK | os.X_OK) else f"{place} cannot be written to"


def write_resolution(folder: Path, resolution: Resolution) -> Path:
    """Add a resolution to the file of its record in an overlay, which is made where it is missing; return the file.

    Raises Refused, with the file in its text, where a field stands there already, where the file is not as it should
    be, and where it cannot be written.
    """
    path = folder / "models" / f"{resolution.id}.yaml"
    try:
        if not is_slug(resolution.id):  # it becomes a path, whoever made the catalog
            raise Refused("its name would be no id")
        before = _text(folder, path)
        after = _added(before, resolution)
        _check(before, after, resolution, path)
        _write(path, after)
    except Refused as refused:
        raise Refused(f"{path}: {refused}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise Refused(f"{path}: {reason or 'a text holds what no file can'}") from None
    return path


def _text(folder: Path, path: Path) -> str:
    """Return what stands in the file; empty where there is none."""
    if not os.path.lexists(path):
        return ""
    if path.is_symlink():
        raise Refused("is a link, which is not written through")
    try:
        return files.read(path, files.RECORD_BYTES, Folder(folder)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("is not UTF-8") from None


def _added(text: str, resolution: Resolution) -> str:
    """Return the text of a file with the fields of a resolution added to it."""
    sources = [msgspec.to_builtins(source) for source in resolution.sources]
    fields: dict[str, Any] = {**resolution.fields, **({"sources": sources} if sources else {})}
    if not text.strip():
        return _BEGINNING.format(id=resolution.id) + "".join(_field(*field) for field in fields.items())
    standing = _given(text, Path(resolution.id)).values
    if not yaml_tree.is_block(text):
        raise Refused("is not written a field a line, so nothing is added: write it by hand")
    for name, value in fields.items():
        if name not in standing:
            text = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{_field(name, value)}"
        elif name in resolution.adds and set(value) <= set(standing[name]):
            raise Refused(f"says so already under {name}")
        elif name == "sources" or name in resolution.adds:
            text = _with_items(text, name, value)
        else:
            raise Refused(f"gives {name} already, so nothing is added: decide it there by hand")
    return text


def _field(name: str, value: Any) -> str:
    """Return a field as lines of its own, its sources each on one."""
    if name != "sources":
        return yaml_tree.dump({name: value})
    return f"{name}:\n{''.join(f'  - {_line(item)}{chr(10)}' for item in value)}"


def _line(item: Any) -> str:
    """Return an item as it stands in a list, on one line."""
    return yaml_tree.dump([item], in_line=True).strip()[1:-1]


def _with_items(text: str, name: str, items: list[Any]) -> str:
    """Return the text with items put before those of a list that stands there, in the way that it is written."""
    start = yaml_tree.list_starts(text).get(name)
    if start is None:
        raise Refused(f"gives {name} in a way that nothing is added to: write it by hand")
    lines = [_line(item) for item in items]
    if text[start] == "-":
        column = start - (text.rfind("\n", 0, start) + 1)
        new = "".join(f"- {line}\n{' ' * column}" for line in lines)
        return text[:start] + new + text[start:]
    empty = text[start + 1 :].lstrip().startswith("]")
    return f"{text[: start + 1]}{', '.join(lines)}{'' if empty else ', '}{text[start + 1 :]}"


def _check(before: str, after: str, resolution: Resolution, path: Path) -> None:
    """Refuse a text that does not read back as what stood there with what was decided, and no more."""
    decided: Any = {**resolution.fields, "sources": resolution.sources}
    expected: dict[str, Any] = dict(_given(before, path).values) if before.strip() else {}
    read = _given(after, path)
    if read.wrong:
        raise Refused("would not be right afterwards, so nothing is written")
    for name, value in decided.items():
        value = msgspec.convert(msgspec.to_builtins(value), _TYPES[name])
        if value:
            expected[name] = (
                (*value, *expected.get(name, ())) if name in ("sources", *resolution.adds) else value
            )
    if read.values != expected:
        raise Refused("would say something else afterwards, so nothing is written")


_TYPES: dict[str, Any] = {field.name: field.type for field in msgspec.structs.fields(Model)}


def _given(text: str, path: Path) -> Given:
    """Return the fields that stand in a text; raises Refused with what is wrong with it."""
    checker = RecordChecker()
    try:
        given = checker.partly(yaml_tree.parse(text.encode(), str(path)), Model, str(path))
    except yaml_tree.Unreadable as unreadable:
        raise Refused(f"line {unreadable.problem.line}: {unreadable.problem.message}") from None
    if given.wrong:
        problem = checker.problems[0]
        raise Refused(f"line {problem.line}: {problem.field} {problem.message}".replace("  ", " "))
    return given


def _write(path: Path, text: str) -> None:
    """Write the file whole, under the mode that it had; a new folder is for the user alone."""
    files.make_folder(path.parent)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    files.write(path, text.encode())
    if mode is not None:
        path.chmod(mode)
