"""A checked catalog, compiled and kept in the user's cache folder.

The key is the content of every file, the place it was read from and everything of this program that
shapes the result, so a stale entry is never found. What is found is still not trusted: its bytes must have
the checksum that was written before them, and fit the record types; else the catalog is read anew from its own
files. The form is MessagePack, which runs nothing.
"""

# Annotations stand as types here, not as text: msgspec would have to evaluate each at every start.
import contextlib
import hashlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from genai_tui import __version__
from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Relation, ReportLine
from genai_tui.catalog.pooling import Places, Pool, fill, pooled

if TYPE_CHECKING:
    from _hashlib import HASH

FORM = 9
"""Counts up whenever the records or the checks change between two versions of the program."""

MAX_FILES = 20_100
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


def key_of(path: Path, beside: Sequence[Path] = ()) -> str | None:
    """Return the key of the present content of a folder or file; None where it cannot be read whole.

    `beside` are files of this program that shape what is read from data in other people's formats.
    """
    if (path / "catalog.yaml").exists():
        return _key_of_folder(path)
    digest = _version()
    try:
        for each in beside:
            digest.update(each.read_bytes())
    except OSError:
        return None
    return _key_of_assets(path, digest) if path.is_dir() else _key_of_file(path, digest)


def _key_of_assets(path: Path, digest: "HASH") -> str | None:
    """Return the key of a folder in another format: of every YAML file in it or in its `assets`."""
    folder = path / "assets" if (path / "assets").is_dir() else path
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml"))
        for each in files[:MAX_FILES]:
            digest.update(f"{each.name}\0".encode("utf-8", "surrogateescape"))
            digest.update(each.read_bytes() if each.is_file() else b"")
    except OSError:
        return None
    return digest.hexdigest() if files else None


def _key_of_file(path: Path, digest: "HASH") -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: digest).hexdigest()  # in pieces, never held whole
    except OSError:
        return None


def _version() -> "HASH":
    """Return a digest of this program, to go on with; processors have instructions for this kind of digest."""
    return hashlib.sha256(f"{__version__} {FORM} {msgspec.__version__}".encode())


def _checksum(data: bytes | memoryview) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big")


def _key_of_folder(folder: Path) -> str | None:
    digest = _version()
    try:
        names = ["catalog.yaml", "organizations.yaml", "relations.yaml"]
        with os.scandir(folder / "models") as entries:
            models = sorted(entry.name for entry in entries if entry.name.endswith((".yaml", ".yml")))
        names += [f"models/{name}" for name in models]
        if len(names) > MAX_FILES:
            return None
        for name in names:
            path = folder / name
            if not path.is_file():
                if name in ("organizations.yaml", "relations.yaml") and not path.exists():
                    continue
                return None
            data = path.read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return the user's cache folder for this program."""
    from platformdirs import user_cache_path  # imported here: only an uncached start writes, most only read

    return user_cache_path("genai-tui")


def find(key: str, folder: Path) -> Catalog | None:
    """Return the compiled catalog under `key`; None where there is none or it is damaged."""
    try:
        whole = memoryview((folder / f"{key}.msgpack").read_bytes())
        written, data = whole[:_SUM], whole[_SUM:]
        if written != _checksum(data):
            return None
        compiled = msgspec.msgpack.decode(data, type=_Compiled)
        fill(compiled.models, compiled.pool, compiled.places)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
    organizations = {organization.id: organization for organization in compiled.organizations}
    return Catalog(
        compiled.head, compiled.models, organizations, compiled.relations, compiled.others, compiled.report
    )


def keep(key: str, folder: Path, catalog: Catalog) -> None:
    """Write the catalog under `key`, whole or not at all; a folder that cannot be written is passed over."""
    compiled = _Compiled(
        catalog.head,
        *pooled(catalog.models),
        tuple(catalog.organizations.values()),
        catalog.relations,
        catalog.others,
        catalog.report,
    )
    import tempfile  # imported here: a catalog is compiled once and read ever after

    data = msgspec.msgpack.encode(compiled)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(data) + data)
            os.replace(name, folder / f"{key}.msgpack")  # noqa: PTH105 - `name` comes from mkstemp
        except OSError:
            os.unlink(name)  # noqa: PTH108
            raise


def clear(folder: Path) -> int:
    """Remove every compiled catalog; returns how many there were."""
    removed = 0
    for path in folder.glob("*.msgpack"):
        with contextlib.suppress(OSError):
            path.unlink()
            removed += 1
    return removed
