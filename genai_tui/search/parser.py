"""The parser of the query language: a line of text becomes a Query, or a QueryProblem that says what is wrong where.

`stabel difusion org:openai,google year:2021..2023 params:>10b -weights:closed "exact phrase" license:?`
Words are matched with forgiveness, everything else exactly. All clauses have to hold, and one of the values that
commas divide; a leading `-` or `not:` negates a clause, and `field:?` or `field:unknown` asks for what is not known:
each has a form without signs that a shell reads itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from genai_tui.catalog.attribute import AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.diagnostics import nearest
from genai_tui.catalog.numbers import number
from genai_tui.search.fields import Field, days_of
from genai_tui.search.syntax import Clause, Query, QueryProblem, Range, Text, Unknown, Value

UNKNOWN_WORD = "unknown"
"""Asks for what is not known, as `?` does, which shells read themselves."""
MAX_QUERY = 2_000
"""Characters of a query; a longer one is a pasted file."""

_COMPARED_WITH_BASE = "base_license"
_SAID_OF_BASE = {"!=": "differs", "=": "same"}
"""What `licence!=base` and `licence=base` ask for in that field: neither finds what is not known."""
_TOKEN = re.compile(
    r"""
    (?P<negated>-(?=[^\s-])|not:(?=[^\s-]))?
    (?:
        (?P<differs>slot(?P<sign>!=|=)signature(?=\s|$))
      | (?P<licence>licen[cs]e)(?P<compared>!=|=)base(?=\s|$)
      | (?P<field>[^\W0-9]\w*):(?P<values>(?:"[^"]*"|[^\s"])*)
      | "(?P<phrase>[^"]*)"
      | (?P<word>[^\s"]+)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def parse(text: str, attributes: AttributeTable = MODELS) -> Query:
    """Return the query that a text stands for, about records with these attributes. Raises QueryProblem."""
    if len(text) > MAX_QUERY:
        raise QueryProblem(MAX_QUERY, len(text), f"a query has at most {MAX_QUERY} characters")
    clauses: list[Clause] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise QueryProblem(at, len(text), 'a quotation mark " is not closed')
        clause = _clause(found, attributes)
        if clause is not None:
            clauses.append(clause)
        at = found.end()
        if text[at : at + 1] == '"' and not found["phrase"] and text.count('"', at) % 2:
            raise QueryProblem(at, len(text), 'a quotation mark " is not closed')
    return Query(text, tuple(clauses))


def _clause(found: re.Match[str], attributes: AttributeTable) -> Clause | None:
    negated = found["negated"] is not None
    start, end = found.span()
    if found["differs"]:
        return Clause("differs", start, end, negated != (found["sign"] == "="))
    if found["phrase"] is not None:
        phrase = found["phrase"]
        return Clause("phrase", start, end, negated, text=phrase) if phrase.strip() else None
    if found["word"] is not None:
        word = found["word"]
        has_letters = any(char.isalnum() for char in word)
        return Clause("word", start, end, negated, text=word) if has_letters else None
    if found["licence"]:
        field = attributes.called(_COMPARED_WITH_BASE) or _field(found, "licence", attributes)
        said = _SAID_OF_BASE[found["compared"]]
        return Clause("filter", start, end, negated, field, (Text(said, found.start("licence")),))
    field = _field(found, "field", attributes)
    if found["values"].strip() == _ANY:  # whatever is known
        return Clause("filter", start, end, not negated, field, (Unknown(),))
    values: list[Value] = []
    for part in re.finditer(r'(?:"[^"]*"|[^,"])+', found["values"]):
        at = found.start("values") + part.start()
        written = part[0].strip()
        if written:
            values.append(_value(field, written.replace('"', ""), at, quoted=written.startswith('"')))
    if not values:
        raise QueryProblem(start, end, f"{field.name} wants a value: {field.wants}")
    return Clause("filter", start, end, negated, field, tuple(values))


_ANY = "*"
"""Stands for any value: what shells and other searches take it for."""


def _field(found: re.Match[str], group: str, attributes: AttributeTable) -> Field:
    """Return the field of the name that stands in a group of a token. Raises QueryProblem."""
    name = found[group].casefold()
    if field := attributes.called(name):
        return field
    near = nearest(name, (*attributes.rows, *attributes.other_names))
    known = "" if near else f": fields are {', '.join(_by_likeness(name, attributes.rows))}"
    raise QueryProblem(
        found.start(group), found.end(group), f"there is no field {found[group]!r}{known}", near
    )


def _by_likeness(name: str, fields: Iterable[str]) -> list[str]:
    """Return fields, those most like a name first, since there may be no room for all."""
    from difflib import SequenceMatcher  # imported here: seldom is a field unknown

    return sorted(fields, key=lambda each: -SequenceMatcher(None, name, each).ratio())


def _value(field: Field, written: str, at: int, quoted: bool) -> Value:
    if not quoted and (written == "?" or (written.casefold() == UNKNOWN_WORD and _may_be_unknown(field))):
        return Unknown()
    if field.kind == "text":
        return Text(written, at)
    return _range(field, written, at)


def _may_be_unknown(field: Field) -> bool:
    """Tell whether the word stands for what is not known, and not for a name or id of that spelling."""
    return field.kind != "text" or bool(field.path)


def _range(field: Field, written: str, at: int) -> Range:
    """Return the range for `2021..2023`, `>=2022`, `<10b`, `2022`, or the name of a band (`to $1`)."""
    for band in field.bands:
        if band.label.casefold() == written.casefold():
            return Range(math.nextafter(band.low, math.inf), band.high)
    if ".." in written:
        low, _, high = (part.strip() for part in written.partition(".."))
        if not low and not high:
            raise _wrong(field, written, at)
        ends = [read(field, each, at) if each else None for each in (low, high)]
        if ends[0] and ends[1] and ends[0].first > ends[1].last:  # type: ignore[operator]  # both days, or both numbers
            what = f"{field.name}: {_short(written)} ends before it begins"
            raise QueryProblem(at, at + len(written), what, f"{high}..{low}")
        return Range(ends[0].first if ends[0] else None, ends[1].last if ends[1] else None)
    found = _COMPARED.fullmatch(written)
    sign, rest = (found[1], found[2].strip()) if found else ("", written)
    number = read(field, rest, at)
    match sign:
        case ">=":
            return Range(number.first, None)
        case ">":
            return Range(number.last, None, beyond=True)
        case "<=":
            return Range(None, number.last)
        case "<":
            return Range(None, number.first, beyond=True)
        case _:
            return Range(number.least, number.most)


_COMPARED = re.compile(r"(>=|<=|>|<|=|)(.*)", re.DOTALL)
_NUMBER = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?|\.[0-9]+)(?:e([+-]?[0-9]{1,3}))?\s*([kmgbt]?)(?:(?<=[kmgt])b)?", re.IGNORECASE
)
_LARGEST_POWER = 300
_UNITS = {"": 0, "k": 3, "m": 6, "g": 9, "b": 9, "t": 12}
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


class Written(Struct, frozen=True):
    """A number or date as it was written: the days that it covers, or the numbers that it may be rounded from."""

    first: float | str
    last: float | str
    least: float | str
    most: float | str


def read(field: Field, written: str, at: int) -> Written:
    """Return what one number or date means. Raises QueryProblem."""
    if field.kind == "date":
        found = _DATE.fullmatch(written)
        if found is None:
            raise _wrong(field, written, at)
        parts = [int(part) for part in found.groups() if part]
        try:
            date(*parts, *(1,) * (3 - len(parts)))
        except ValueError:
            raise _wrong(field, written, at) from None
        first, last = days_of("-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]))
        return Written(first, last, first, last)
    if field.kind == "year":
        if not re.fullmatch(r"[0-9]{4}", written):
            raise _wrong(field, written, at)
        return Written(*(int(written),) * 4)
    found = _NUMBER.fullmatch(written)
    if found is None:
        raise _wrong(field, written, at)
    digits = found[1].replace(",", ".")
    power = int(found[2] or 0) + _UNITS[found[3].lower()]
    value = number(f"{digits}e{power}")
    if value is None or power > _LARGEST_POWER:
        raise _wrong(field, written, at)
    # People call 70.4 billion `70b`, so whatever rounds to the number that was typed is meant too.
    half = 0.5 * 10.0 ** (power - len(digits.partition(".")[2])) if power else 0.0
    return Written(value, value, value - half, value + half)


def _wrong(field: Field, written: str, at: int) -> QueryProblem:
    return QueryProblem(
        at, at + len(written), f"{field.name} wants {field.wants}, and not {_short(written)!r}"
    )


def _short(written: str) -> str:
    return written if len(written) <= 40 else written[:39] + "…"
