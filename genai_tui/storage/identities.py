"""Table of identities: which records of other people's catalogs are one model, and which only look alike.

The shipped table, `data/identities.yaml`, is a list in YAML whose rows are each one line of JSON, which is YAML
too: so any reader of YAML understands it, and a thousand rows are here in a millisecond. Empty lines and lines
that begin with `#` are passed over.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import msgspec
from msgspec import Struct

from genai_tui.catalog import patterns
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Line, ModelId, Record
from genai_tui.storage import files

_IS_ID = re.compile(patterns.SLUG).fullmatch
_HINT = 'a row is one line: - {"id": "gpt-4o", "models_dev": ["openai/gpt-4o"]}, or - {"apart": [...], "why": "..."}'


class SameModel(Record, frozen=True, kw_only=True):
    """One model: what it is called in each catalog that has it. A row lists at least two records."""

    id: ModelId | None = None
    """Its id in the shipped catalogs."""
    epoch: tuple[Line, ...] = ()
    """Names of rows of Epoch's tables; several where editions spell it differently."""
    models_dev: tuple[Line, ...] = ()
    """models.dev's canonical ids, `maker/model`; where the model has none, the id of the record made of its offers."""
    crfm: tuple[Line, ...] = ()
    """Names in Stanford CRFM's Ecosystem Graphs."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every record of the row, each as one word: `gpt-4o`, `epoch:GPT-4o`, `models-dev:openai/gpt-4o`, `crfm:GPT-4o`."""
        return (
            *((self.id,) if self.id else ()),
            *(f"epoch:{name}" for name in self.epoch),
            *(f"models-dev:{name}" for name in self.models_dev),
            *(f"crfm:{name}" for name in self.crfm),
        )


class Apart(Record, frozen=True, kw_only=True):
    """Records that look alike and are each another model, as keys of the form of `SameModel.keys`, and why."""

    apart: tuple[Line, ...]
    why: Line


class Identities(Struct, frozen=True, gc=False):
    """All rows of a table, in its order."""

    same: tuple[SameModel, ...] = ()
    apart: tuple[Apart, ...] = ()


@functools.cache
def read_identities(path: Path) -> Identities:
    """Return the table in a file; raises CatalogError with the lines that are not right."""
    try:
        lines = files.read(path, files.RECORD_BYTES).split(b"\n")
    except files.Refused as refused:
        raise CatalogError(Problem(str(path), 0, 0, "", str(refused))) from None
    same: list[SameModel] = []
    apart: list[Apart] = []
    problems: list[Problem] = []
    one, other = msgspec.json.Decoder(SameModel), msgspec.json.Decoder(Apart)
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.startswith(b"#"):
            continue
        try:
            row = text.removeprefix(b"- ")
            if row.startswith(b'{"apart"'):
                apart.append(other.decode(row))
            else:
                same.append(one.decode(row))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), number, 1, "", f"is no row of identities: {error}", _HINT))
    problems += _wrong(path, same, apart)
    if problems:
        raise CatalogError(*problems)
    return Identities(tuple(same), tuple(apart))


def _wrong(path: Path, same: list[SameModel], apart: list[Apart]) -> list[Problem]:
    """Return what rows say that cannot be: ids of another form, too few records, one record in two rows, one model said to be two."""
    wrong: list[str] = []
    rows: dict[str, int] = {}
    for number, each in enumerate(same):
        if each.id is not None and not _IS_ID(each.id):
            wrong.append(f"{each.id!r} is no id, expected lower-case letters, digits and single hyphens")
        if len(keys := each.keys) < 2:
            wrong.append(
                f"{', '.join(keys) or 'a row'} stands alone in its row, expected two records or more"
            )
        for key in keys:
            if key in rows:
                wrong.append(f"{key} stands twice, expected each record once")
            rows[key] = number
    for pair in apart:
        if len(pair.apart) < 2:
            wrong.append(f"{', '.join(pair.apart)} is told apart from nothing, expected two records or more")
        joined = [rows[key] for key in pair.apart if key in rows]
        if len(set(joined)) < len(joined):
            wrong.append(f"{', '.join(pair.apart)} are told apart, and are one model in another row")
    return [Problem(str(path), 0, 0, "", each) for each in wrong]
