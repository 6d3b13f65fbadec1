"""The view of Between: two days, query, row and tab as one frozen value, and what it shows of a catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.as_of import span_of
from genai_tui.catalog.between import UNKNOWN_WEIGHTS, Activity, Between, between_days
from genai_tui.catalog.between_text import Row, counts, details
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import joined_query
from genai_tui.catalog.day import FIRST_YEAR, LAST_YEAR, DayProblem, day_meant, shortest
from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.partial_date import days_of, year_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.address_fields import Pairs, Reader, day, text
from genai_tui.view.browse import BrowseView
from genai_tui.view.change import Change
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.own_keys import keyed

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.name_index import Stop


class BetweenView(Struct, frozen=True):
    """All of what is looked at in Between. The second of its days is `as_of`, as on every screen."""

    SCREEN: ClassVar[str] = "between"

    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    since: str | None = None
    """The first of the two days, whole; None: the end of the year before the second."""
    query: str = ""
    """Only models that meet it are counted."""
    at: str | None = None
    """What the row under the cursor counts; None: the first row."""
    tab: int = 0
    """The tab of the lists, from 0."""
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""

    def what_stands(self, catalog: Catalog) -> tuple[BetweenView, tuple[str, ...]]:
        """Return the view, of which nothing can be gone."""
        return self, ()

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs, day and tab."""
        if self.since is not None:
            yield "since", shortest(self.since)
        if self.query:
            yield "q", self.query
        if self.at is not None:
            yield "at", self.at

    @staticmethod
    def address_fields() -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {"since": day("since", "since"), "q": text("query"), "at": text("at")}


def first_day(catalog: Catalog, view: BetweenView) -> str:
    """Return the first of the two days: as the view says, else the end of the year before the second."""
    if view.since is not None:
        return view.since
    end = view.as_of or span_of(catalog)[1]
    return f"{year_of(end) - 1:04}-12-31"


class Changes:
    """What changed in one catalog for views, of which the last one is kept; to be asked from one thread at a time."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._last: tuple[tuple[str, str | None, str], Between] | None = None

    def between(self, view: BetweenView, stop: Stop | None = None) -> Between:
        """Return the sheet of a view. Raises QueryProblem, DayProblem, and Stopped as soon as `stop` says so."""
        query = view.query.strip()
        key = first_day(self._catalog, view), view.as_of, query
        if self._last is None or self._last[0] != key:
            meets = _meeting(query, stop) if query else _all
            self._last = key, between_days(self._catalog, key[0], view.as_of, meets)
        return self._last[1]


def _all(state: Catalog) -> tuple[Model, ...]:
    return state.models


def _meeting(query: str, stop: Stop | None) -> Callable[[Catalog], tuple[Model, ...]]:
    from genai_tui.search.index import SearchIndex  # imported here: without a query nothing is searched

    return lambda state: tuple(SearchIndex(state).ask(query, stop).records)


# What there is to look at

Section = tuple[tuple[str, str, str], tuple[Row, ...]]
"""The headings of rows, and the rows."""

TITLES = ("Most active", "New organizations", "New ties", "New models")
"""The tabs of the lists."""


def sections(sheet: Between) -> tuple[Section, ...]:
    """Return the rows of the sheet under their headings."""
    return (("", sheet.before, sheet.after), counts(sheet)), (("released", *sheet.of), details(sheet))


def pages(catalog: Catalog, sheet: Between) -> tuple[Page, ...]:
    """Return the lists of the sheet: organizations lead to their records, ties to the models that prove them."""
    made = (
        _activities(sheet.active, "Nobody released a model."),
        _activities(sheet.new_organizations, "No organization is new."),
        tuple(_ties(sheet)) or (Item("quiet", "No tie is new."),),
        tuple(_models(catalog, sheet)) or (Item("quiet", "No model is new."),),
    )
    return tuple(Page(title, items) for title, items in zip(TITLES, made, strict=True))


def _activities(found: tuple[Activity, ...], none: str) -> tuple[Item, ...]:
    if not found:
        return (Item("quiet", none),)
    return tuple(
        Item(
            "fact",
            each.name,
            label=f"{each.models.before:>3} ▸ {each.models.after:>3}",
            link=Link("organization", each.id),
        )
        for each in found
    )


def _ties(sheet: Between) -> Iterator[Item]:
    for each in sheet.new_ties:
        models = (
            f" · {count_of(len(each.ties), 'model')}"
            if len(each.ties) > 1
            else f" · {safe_line(each.ties[0].model_name)}"
        )
        yield Item("link", " – ".join(map(safe_line, each.names)) + models, ties=each.ties)


def _models(catalog: Catalog, sheet: Between) -> Iterator[Item]:
    for id_ in sheet.new_models:
        model = catalog.model(id_)
        if model:
            makers = ", ".join(
                safe_line(catalog.organization_name(part.id)) for part in model.organizations[:2]
            )
            more = f" +{len(model.organizations) - 2}" if len(model.organizations) > 2 else ""
            told = " · ".join(filter(None, (safe_line(model.name), model.date, f"{makers}{more}")))
            yield Item("link", told, link=Link("model", model.id))


def opened(view: BetweenView, sheet: Between, row: Row) -> Any:
    """Return the view that lists what a row counts, as of the second day; the number of a tab where a list does.

    The models behind a share that states a value are those that do not.
    """
    if row.part == "ties":
        return TITLES.index("New ties")
    if row.part == "organizations":
        return OrganizationsView(view.catalogs, view.overlays, as_of=view.as_of)
    field, _, value = row.part.partition(":")
    clauses = () if row.part == "models" else (f"date:{sheet.of[1].replace(' to ', '..')}",)
    if field == "weights":
        clauses = (*clauses, f"weights:{'?' if value == UNKNOWN_WEIGHTS else value}")
    elif value:
        clauses = (*clauses, f"{field}:{value}")
    elif row.part not in ("models", "released"):
        clauses = (*clauses, f"-{field}:?")
    query = joined_query(view.query, " ".join(clauses))
    return BrowseView(view.catalogs, view.overlays, query=query, as_of=view.as_of)


def titles(view: BetweenView, sheet: Between) -> tuple[str, str]:
    """Return what stands above and below the rows."""
    asked = f" · /{safe_line(view.query.strip())}" if view.query.strip() else ""
    return f"What changed · {sheet.before} ▸ {sheet.after}{asked}", keyed("{changes.choose:Enter} lists them")


# What keys do


def ask(view: BetweenView, query: str) -> BetweenView:
    """Count the models that meet a query."""
    return replace(view, query=query)


def of_days(view: BetweenView, typed: str) -> BetweenView:
    """Return the view between the days that were typed, one or two of them. Raises DayProblem."""
    words = typed.replace(",", " ").split()
    if len(words) > 2:
        raise DayProblem("two days are enough: 2024-12 2025-12")
    one, *rest = [day_meant(word) for word in words]
    if one is None:
        raise DayProblem("the first day cannot be `now`")
    return replace(view, since=one, as_of=rest[0] if rest else view.as_of)


def begin(view: BetweenView, catalog: Catalog, years: int) -> BetweenView:
    """Begin so many years later, or earlier where that is negative."""
    first = first_day(catalog, view)
    year = max(FIRST_YEAR, min(LAST_YEAR, year_of(first) + years))
    return replace(view, since=_same_day(year, first))


def _same_day(year: int, day: str) -> str:
    """Return the same day of another year; the last of a month stays the last of it."""
    last = days_of(f"{year:04}{day[4:7]}")[1]
    return last if days_of(day[:7])[1] == day else f"{year:04}{day[4:]}"


CHANGES: dict[str, Change[BetweenView]] = {
    "whole": Change(lambda view, catalog: replace(view, query="")),
    "begin-earlier": Change(lambda view, catalog: begin(view, catalog, -1), visits=False),
    "begin-later": Change(lambda view, catalog: begin(view, catalog, 1), visits=False),
}
"""What commands do to the view, by their names."""
