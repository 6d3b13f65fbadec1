"""A database file, opened so that it is only read and nothing in it can act.

The file may come from strangers. It is opened for reading alone; no extension is loaded; its tables have to be declared to
the letter as this program declares them, so that no view, trigger or expression of its own is ever run.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Model, Organization, Source
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.catalog.relational import APPLICATION, FORM, TABLES
from genai_tui.catalog.slugs import is_slug
from genai_tui.storage import files

_WAL = 2
"""What the bytes 18 and 19 of a file say that is written beside itself first."""
_PATIENCE = 2.0
"""Seconds to wait for another program that writes."""
_CACHE = 16_000
"""Thousands of bytes of the file that each thread keeps in memory."""
_LONGEST = 64 * 1024**2
"""Bytes of one value; a record has some thousands."""
_SHADOWS = ("data", "idx", "content", "docsize", "config")
"""Tables that FTS5 keeps behind one of its own."""
UNREADABLE = "it is damaged in the file"


class DatabaseFile:
    """A database file of this program's own form. Each thread that asks has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open a file, and check what it is; raises CatalogError with what is wrong with it."""
        self.path = path
        self._threads = threading.local()
        self._address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro{self._unwritten()}"
        self._decoders = (
            msgspec.json.Decoder(Model),
            msgspec.json.Decoder(Organization),
        )
        self._check()

    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield what a SELECT finds; raises CatalogError where the file cannot be read."""
        try:
            yield from self._connection.execute(statement, values)
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise self.problem(_told(error)) from None

    def number(self, statement: str, *values: Any) -> int | None:
        """Return the whole number that a SELECT finds first; None where it finds none."""
        found = next(self.rows(statement, *values), (None,))[0]
        return found if isinstance(found, int) else None

    def define(self, name: str, function: Callable[[int], bool]) -> None:
        """Let the SELECTs of this thread call a function of one number by a name."""
        self._connection.create_function(name, 1, function)

    def model(self, record: str, id_: str) -> Model:
        """Return the model that a column holds; where that is damaged, one that says so."""
        try:
            model = self._decoders[0].decode(record)
            if is_slug(model.id) and (model.released is None or is_date(model.released.date)):
                return model
            reason = "an id or a date that is none"
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
            reason = str(error)
        return self.lost(id_, f"{UNREADABLE}: {reason[:200]}")

    def lost(self, id_: str, reason: str) -> Model:
        """Return what stands in place of a model that cannot be read, and says why."""
        source = Source("file", supports=("summary",))
        return Model(
            id=id_,
            name=id_,
            category=UNPLACED,
            summary=f"This record is not shown: {reason}",
            sources=(source,),
        )

    def other(self, record: str) -> Model | None:
        """Return the dataset or application that a column holds; None where that is damaged."""
        model = self.model(record, "other")
        return None if model.id == "other" else model

    def organization(self, record: str) -> Organization | None:
        """Return the organization that a column holds; None where that is damaged."""
        try:
            known = self._decoders[1].decode(record)
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
            return None
        return known if is_slug(known.id) else None

    def problem(self, message: str, hint: str = "") -> CatalogError:
        """Return the error of this file."""
        return CatalogError(Problem(str(self.path), 0, 0, "", message, hint))

    @property
    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if known is None:
            known = self._threads.connection = sqlite3.connect(
                self._address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            known.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            known.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            for setting in (
                "trusted_schema = OFF",
                "query_only = ON",
                "cell_size_check = ON",
                f"cache_size = -{_CACHE}",
            ):
                known.execute(f"PRAGMA {setting}")
        return known

    def _unwritten(self) -> str:
        """Return what says that nobody writes the file, which one in WAL mode has to be, or SQLite would write beside it."""
        try:
            begun = files.beginning(self.path, 100)
        except files.Refused as refused:
            raise self.problem(str(refused)) from None
        if not begun.startswith(files.SQLITE):
            raise self.problem("is no SQLite file")
        if len(begun) < 100:
            raise self.problem("is cut off: a SQLite file has at least 100 bytes")
        if begun[18:20] != bytes((_WAL, _WAL)):
            return ""
        log = self.path.with_name(f"{self.path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise self.problem("is being written by another program", f"{log.name} stands beside it")
        return "&immutable=1"

    def _check(self) -> None:
        """Look whether the file is whole, of this program and of this form."""
        try:
            self._check_form()
        except (sqlite3.Error, ValueError) as error:
            raise self.problem(_told(error)) from None

    def _check_form(self) -> None:
        ask = self._connection.execute
        application, form = (
            ask(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        known = dict(ask("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
        if application != APPLICATION:
            names = ", ".join(sorted(known)[:5]) or "no tables"
            hint = f"it has {names[:100]}; a table of it opens as CSV: sqlite3 -csv -header FILE 'SELECT * FROM ...'"
            raise self.problem("is a SQLite file of another program", hint)
        if form > FORM:
            raise self.problem(
                f"is of form {form}, and this version reads up to {FORM}", "a newer version reads it"
            )
        if form < 1:
            raise self.problem(f"is of form {form}, which no version has written")
        for table in TABLES:
            if table.name not in known:
                raise self.problem(f"has no table {table.name}")
            if _plain(known[table.name]) != _plain(table.statement):
                raise self.problem(f"declares the table {table.name} in another way than this program does")
        self._check_size()

    def _check_size(self) -> None:
        """Look whether as many bytes are there as the file says of itself."""
        ask = self._connection.execute
        pages, size = (ask(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        header = files.beginning(self.path, 32)
        told, there = int.from_bytes(header[28:32], "big"), self.path.stat().st_size
        if max(told, pages) * size > there:
            raise self.problem(f"is cut off: {there:,} of {max(told, pages) * size:,} bytes are there")


def _plain(statement: str | None) -> str:
    """Return a statement with blanks and quotation marks as they do not matter."""
    return re.sub(r"\s+", " ", (statement or "").replace('"', "")).strip()


def _told(error: Exception) -> str:
    """Return in plain words what SQLite says."""
    said = str(error)
    if isinstance(error, UnicodeDecodeError):  # in what SQLite quotes of the file
        return "is damaged"
    if "locked" in said or "busy" in said:
        return "is locked by another program that writes to it"
    if "malformed" in said or "corrupt" in said:
        return "is damaged"
    if "not a database" in said:
        return "is no SQLite file, or an encrypted one"
    if "unable to open" in said or "readonly" in said:
        return "cannot be opened for reading, maybe since another program left a change of it unfinished"
    return f"cannot be read: {said[:200]}"
