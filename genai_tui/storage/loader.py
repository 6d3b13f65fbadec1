"""The loader: a path or a known name to a catalog in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from genai_tui.catalog.annotations import keep_parts
from genai_tui.catalog.cells import clip
from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound, Problem
from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.storage import cache
from genai_tui.storage.files import Refused, begins_as_database, shipped_folder, typed
from genai_tui.storage.importers import LAYOUTS, PACKAGES, TABLE, format_of, refusal
from genai_tui.storage.pipes import is_pipe, is_standard_input, laid_down
from genai_tui.storage.progress import Progress, silent
from genai_tui.storage.shipped import DEFAULT, aliases_path, identities_path, shipped_names, taxonomy_path

if TYPE_CHECKING:
    from genai_tui.storage.identity import Decision

__all__ = [
    "DEFAULT", "known_names", "locate", "open_catalog", "open_catalogs", "shipped_names", "whole_name",
]  # fmt: skip


def known_names() -> tuple[str, ...]:
    """Return every name that stands for a catalog: those that come with the program, and packages it knows."""
    return (*shipped_names(), *PACKAGES)


def locate(name: str) -> Path:
    """Return the folder or file for a path or the name of a shipped catalog; raises CatalogNotFound."""
    if name in shipped_names():
        return shipped_folder() / name
    path = typed(name)
    try:
        if path.is_dir() or path.is_file() or is_pipe(name):
            return path
        if path.exists():
            raise CatalogNotFound(Problem(name, 0, 0, "", "is neither a folder nor a regular file"))
    except OSError as error:  # a name that is too long for any file, a folder that may not be entered
        reason = (error.strerror or str(error)).lower()
        raise CatalogNotFound(Problem(clip(name, 60), 0, 0, "", reason)) from error
    if name in PACKAGES:
        return PACKAGES[name].packaged()
    hint = f"names: {', '.join(known_names())}"
    raise CatalogNotFound(Problem(name, 0, 0, "", "there is no such folder or file", hint))


def whole_name(name: str) -> str:
    """Return a catalog's name, or its path as it is good from any folder."""
    if name not in shipped_names() and not is_pipe(name):
        with suppress(OSError):  # a name too long for any file
            if (path := typed(name)).exists():
                return str(path.resolve())
    return name


def open_catalog(
    name: str = DEFAULT,
    use_cache: bool = True,
    overlays: Iterable[str] = (),
    progress: Progress = silent,
    columns: str = "",
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the catalog and whatever is wrong with single records.

    A catalog is compiled on first sight and read from the cache from then on; `progress` hears how far
    a first reading has come. `overlays` are folders of own records to lay over it; a later one counts before an
    earlier one. `columns` say which column of a plain table says what, in place of those that are kept beside it.
    Raises CatalogError where nothing usable stands there.
    """
    path, kept = locate(name), False
    if is_pipe(name):
        return _laid(*_read_pipe(name, progress, columns), overlays)
    if path.is_file():
        if begins_as_database(path):
            return _laid(*_read_database(path, progress, columns), overlays)
        from genai_tui.storage.columns_file import kept_columns  # imported here: a folder has no columns

        kept = not columns
        columns = columns or kept_columns(path)
    elif columns:
        what = "is a folder; --map says which column of a table is what"
        raise CatalogError(Problem(str(path), 0, 0, "--map", what))
    folder = _cache() if use_cache else None
    key = cache.key_of(path, (aliases_path(), taxonomy_path()), LAYOUTS, columns) if folder else None
    known = cache.find(key, folder, path) if key and folder else None
    with _blaming_columns(path) if kept and columns else nullcontext():
        catalog, problems = known or _read(path, progress, columns)
    if known is None and key and folder:
        cache.keep(key, folder, catalog, path, problems)
    return _laid(catalog, problems, overlays)


@contextmanager
def _blaming_columns(path: Path) -> Iterator[None]:
    """Name the file of columns beside a table in what is wrong with them, since nobody has typed --map."""
    from genai_tui.storage.columns_file import columns_path

    try:
        yield
    except CatalogError as error:
        file = str(columns_path(path))
        told = (
            replace(each, file=file, field="") if each.field == "--map" else each for each in error.problems
        )
        raise type(error)(*told) from None


def open_catalogs(
    names: Sequence[str],
    overlays: Iterable[str] = (),
    waiting: Callable[[str], AbstractContextManager[Progress]] = lambda name: nullcontext(silent),
    columns: str = "",
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return one or more catalogs as one, an earlier one's records before a later one's; else as `open_catalog`.

    The overlays, and after them the shipped table, say which records are one model.
    `waiting` gives for the name of a catalog the function that hears how far its reading has come.
    """
    catalogs: list[Catalog] = []
    problems: tuple[Problem, ...] = ()
    for name in names:
        with waiting(name) as progress:
            catalog, more = open_catalog(name, progress=progress, columns=columns)
        catalogs.append(catalog)
        problems += more
    decisions = _decisions(overlays)
    if len(catalogs) > 1 or decisions:
        for name, catalog in zip(names, catalogs, strict=True):
            if not catalog.is_whole:
                raise _not_whole(catalog, name, "joining with others")
        # Imported here: seldom asked for.
        from genai_tui.storage.identities import read_identities
        from genai_tui.storage.merge import join

        joined = join(catalogs, read_identities(identities_path()), decisions)
        catalog, problems = _laid(joined, problems, overlays)
        keep_parts(catalog, catalogs)
        return catalog, problems
    return _laid(catalogs[0], problems, overlays)


def _decisions(overlays: Iterable[str]) -> list[Decision]:
    """Return what overlays decide about which records are one model."""
    if not overlays:
        return []
    from genai_tui.storage.overlay import decisions  # imported here: as the checker in `_read`

    return [each for overlay in overlays for each in decisions(typed(overlay))]


def _laid(
    catalog: Catalog, problems: tuple[Problem, ...], overlays: Iterable[str]
) -> tuple[Catalog, tuple[Problem, ...]]:
    for overlay in overlays:
        if not catalog.is_whole:
            raise _not_whole(catalog, overlay, "an overlay")
        from genai_tui.storage.overlay import lay_over  # imported here: as the checker in `_read`

        catalog, more = lay_over(catalog, typed(overlay))
        problems += more
    return catalog, problems


def _cache() -> Path | None:
    with suppress(Refused):
        return cache.cache_folder()
    return None


def _not_whole(catalog: Catalog, name: str, what: str) -> CatalogError:
    """Return why something is not done with a catalog whose models stay in a file."""
    told = f"stays in its file with its {len(catalog):,} models; {what} needs a catalog in memory"
    hint = "a part of it can be: genai-tui export -c FILE -f sqlite -o PART QUERY"
    return CatalogError(Problem(name, 0, 0, "", told, hint))


def _read_database(path: Path, progress: Progress, columns: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a file of SQLite, which needs no cache: it is read record by record."""
    # Imported here: most catalogs are none.
    from genai_tui.storage.sqlite.reader import open_database

    if columns:
        raise CatalogError(
            Problem(str(path), 0, 0, "--map", "is a SQLite file, whose columns say what they are")
        )
    return open_database(path, progress)


def _is_own(path: Path) -> bool:
    """Return whether a folder is meant to be a catalog of this program's own form, however broken."""
    own = ("catalog.yaml", "organizations.yaml", "relations.yaml")
    return any(os.path.lexists(path / name) for name in own) or any((path / "models").glob("*.y*ml"))


def _read_pipe(name: str, progress: Progress, columns: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a catalog out of a pipe; problems bear the name of that."""
    shown = "standard input" if is_standard_input(name) else name
    try:
        with laid_down(name) as path:
            try:
                return _read(path, progress, columns)
            except CatalogError as error:
                told = (
                    replace(each, file=shown) if each.file == str(path) else each for each in error.problems
                )
                raise type(error)(*told) from None
    except Refused as refused:
        raise CatalogNotFound(Problem(shown, 0, 0, "", str(refused))) from None


def _read(path: Path, progress: Progress, columns: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a catalog from its own files."""
    # Imported here: a compiled catalog needs neither the checker nor pyyaml.
    from genai_tui.storage.folder import load_folder, load_record
    from genai_tui.storage.organization_aliases import read_aliases, with_known_names

    source = TABLE if columns else format_of(path)
    if source is None and _is_own(path):
        catalog, problems = load_folder(path, progress)
        if catalog is None:
            raise CatalogError(*problems)
        return catalog, problems
    if source is None:
        raise CatalogNotFound(refusal(path))
    taxonomy, problems = load_record(taxonomy_path(), CatalogHead)
    if taxonomy is None:
        raise CatalogError(*problems)
    # What the categories mean stands in the survey's sources, which other people's data do not have.
    categories = tuple(replace(each, sources=()) for each in taxonomy.categories)
    catalog = source.read(path, replace(taxonomy, categories=categories), progress, columns)
    if source.brings_names(catalog):
        return catalog, ()
    return with_known_names(catalog, read_aliases(aliases_path())), ()
