"""The cache of compiled catalogs in the user's cache folder.

The key is the content of every file, its name and everything of this program that shapes the result, so a stale
entry is never found. Of the files that come with the program, which are hundreds and change only when it is installed
anew, the key takes the stamps instead, as far as they can be trusted: see `files.stamp`. What is found is still not trusted: its bytes must have
the checksum that was written before them, and fit the record types; else the catalog is read anew from its own
files. An entry is written as MessagePack, which runs no code when it is read.
"""

# Annotations stand as types here, not as text: msgspec would have to evaluate each at every start.
import contextlib
import hashlib
import os
import re
import sys
import time
import zlib
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from genai_tui import __version__
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Record, Relation, ReportLine
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.slugs import are_slugs
from genai_tui.storage import files
from genai_tui.storage.files import Folder, FolderLayout
from genai_tui.storage.value_pool import Places, Pool, fill, pooled

if TYPE_CHECKING:
    from _hashlib import HASH

CACHE_VERSION = 30
"""Counts up whenever the checks, what importers read or the type of a field change between two versions of the program.

A field that is new, has gone or is called something else is noticed without that.
"""

MOST_PROBLEMS = 1_000
"""A catalog with more is read anew each time."""
MAX_FILES = 20_100
_ID = attrgetter("id")
MOST = 20
"""Entries that are kept, the newest."""
MAX_BYTES = 2 * files.TABLE_BYTES
_SUM = 4
"""Bytes of a checksum."""


class _Compiled(msgspec.Struct, frozen=True, array_like=True, gc=False):
    head: CatalogHead
    models: tuple[Model, ...]
    pool: Pool
    places: Places
    organizations: tuple[Organization, ...]
    relations: tuple[Relation, ...]
    others: tuple[Model, ...] = ()
    report: tuple[ReportLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with its files, which are named by their paths within it."""


def key_of(
    path: Path, beside: Sequence[Path] = (), layouts: Sequence[FolderLayout] = (), columns: str = ""
) -> str | None:
    """Return the key of the present content of a folder or file; None where it cannot be read whole.

    `beside` are files of this program that shape what is read from data in other people's formats, `layouts` say which
    files of a folder those formats read, `columns` which column of a table says what.
    """
    try:
        if os.path.lexists(path / "catalog.yaml"):
            return _key_of_folder(Folder(path))
        digest = _version()
        for each in beside:
            digest.update(files.read(each, files.RECORD_BYTES))
        digest.update(f"{len(columns)} {columns}".encode("utf-8", "surrogateescape"))
        return _key_of_layouts(Folder(path), layouts, digest) if path.is_dir() else _key_of_file(path, digest)
    except files.Refused:
        return None


def _key_of_layouts(folder: Folder, layouts: Sequence[FolderLayout], digest: "HASH") -> str | None:
    """Return the key of a folder in another format: of every file in it that any of the formats reads."""
    found = list(dict.fromkeys(path for layout in layouts for path in layout.files(folder)))
    for each in found[:MAX_FILES]:
        digest.update(f"{each.relative_to(folder.path)}\0".encode("utf-8", "surrogateescape"))
        with contextlib.suppress(files.Refused):  # left out when the folder is read, and said so
            digest.update(folder.read(each, files.RECORD_BYTES))
    return digest.hexdigest() if found else None


def _key_of_file(path: Path, digest: "HASH") -> str:
    digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))  # a plain table bears its file's name
    for piece in files.pieces(path, files.TABLE_BYTES):
        digest.update(piece)
    return digest.hexdigest()


def _version() -> "HASH":
    """Return a digest of this program, to go on with; processors have instructions for this kind of digest."""
    shape = [each.__struct_fields__ for each in _records()]
    return hashlib.sha256(
        f"{__version__} {CACHE_VERSION} {msgspec.__version__} {sys.byteorder} {shape}".encode()
    )


def _records() -> list[type[msgspec.Struct]]:
    """Return the records of the model, whatever else of the program is imported."""
    return [Catalog, *(each for each in Record.__subclasses__() if each.__module__ == Record.__module__)]


def _checksum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big")


def _key_of_folder(folder: Folder, above: frozenset[Path] = frozenset()) -> str | None:
    digest = _version()
    models = folder.files(folder.path / "models", (".yaml", ".yml"))
    if len(models) > MAX_FILES:
        return None
    for name in ("catalog.yaml", "organizations.yaml", "relations.yaml"):
        path = folder.path / name
        if name == "catalog.yaml" or os.path.lexists(path):
            data = folder.read(path, files.RECORD_BYTES)
            _add(digest, name, data)
            if name == "catalog.yaml" and b"includes" in data:
                _add_included(digest, folder.path, data, above)
    now = time.time_ns()
    for path in models:
        data = (b"" if folder.bounded else files.stamp(path, now)) or folder.read(path, files.RECORD_BYTES)
        _add(digest, f"models/{path.name}", data)
    return digest.hexdigest()


def _add_included(digest: "HASH", folder: Path, head: bytes, above: frozenset[Path]) -> None:
    """Add the catalogs beside `folder` whose names stand in its head, which are those that it may include.

    To know them for certain the head would have to be read as YAML, which is what a compiled catalog spares.
    """
    words = sorted(set(re.findall(rb"[a-z0-9-]+", head[head.index(b"includes") :])))
    folder = folder.resolve()
    for word in files.folders_with(folder.parent, map(bytes.decode, words), "catalog.yaml"):
        beside = folder.parent / word
        if beside not in above and beside != folder:
            _add(digest, word, (_key_of_folder(Folder(beside), above | {folder}) or "").encode())


def _add(digest: "HASH", name: str, data: bytes) -> None:
    digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
    digest.update(data)


def cache_folder() -> Path:
    """Return the user's cache folder for this program; raises Refused where there is no home."""
    return files.user_folder("cache")


def find(key: str, folder: Path, place: Path) -> tuple[Catalog, tuple[Problem, ...]] | None:
    """Return the compiled catalog under `key`, with the problems of its files, which stand at a `place` by now.

    None where there is none, it is damaged, or not the user's own.
    """
    path = folder / f"{key}.msgpack"
    try:
        whole = memoryview(files.read_own(path, MAX_BYTES))
        written, data = whole[:_SUM], whole[_SUM:]
        if written != _checksum(data):
            return None
        compiled = msgspec.msgpack.decode(data, type=_Compiled)
        fill(compiled.models, compiled.pool, compiled.places)
        if not _is_sound(compiled):
            return None
        os.utime(path)  # the newest are kept
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    organizations = {organization.id: organization for organization in compiled.organizations}
    catalog = Catalog(
        compiled.head, compiled.models, organizations, compiled.relations, compiled.others, compiled.report
    )
    return catalog, tuple(replace(each, file=f"{place}{each.file}") for each in compiled.problems)


def _is_sound(compiled: _Compiled) -> bool:
    """Return whether ids and days are what files may say, by which records are looked up, named and reckoned with.

    The decoder has seen to kinds, lengths and ranges.
    """
    head, pool = compiled.head, compiled.pool
    ids = chain(
        (head.id,),
        map(_ID, chain(compiled.models, compiled.others, compiled.organizations)),
        map(_ID, chain(head.modalities, head.categories, head.sources)),
        pool.category,
        chain.from_iterable(chain(pool.inputs, pool.outputs)),
    )
    released = chain(pool.released, (model.released for model in compiled.others))
    days = chain(
        (head.date,), (each.date for each in chain(released, compiled.relations) if each and each.date)
    )
    return are_slugs(ids) and all(map(is_date, days))


def keep(key: str, folder: Path, catalog: Catalog, place: Path, problems: tuple[Problem, ...] = ()) -> None:
    """Write the catalog under `key`, whole or not at all; a folder that cannot be written is passed over.

    So is one with problems that are very many, or that are of files elsewhere than at its `place`.

    The newest entries stay, and what an interrupted writing left behind goes.
    """
    start = str(place)
    if len(problems) > MOST_PROBLEMS or not all(each.file.startswith(start) for each in problems):
        return
    compiled = _Compiled(
        catalog.head,
        *pooled(catalog.models),
        tuple(catalog.organizations.values()),
        catalog.relations,
        catalog.others,
        catalog.report,
        tuple(replace(each, file=each.file.removeprefix(start)) for each in problems),
    )
    data = msgspec.msgpack.encode(compiled)
    if len(data) + _SUM > MAX_BYTES:
        return
    with contextlib.suppress(files.Refused):
        files.make_folder(folder)
        files.make_private(folder)
        files.write(folder / f"{key}.msgpack", _checksum(data) + data)
        files.sweep(folder)
        files.keep_newest(folder, ".msgpack", MOST)


def clear(folder: Path) -> int:
    """Remove every compiled catalog; returns how many there were."""
    removed = 0
    for path in folder.glob("*.msgpack"):
        with contextlib.suppress(OSError):
            path.unlink()
            removed += 1
    return removed
