"""The age of a catalog: for how many days its data has not been renewed."""

from __future__ import annotations

import datetime

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import UNDATED, Catalog
from genai_tui.catalog.partial_date import day_number, days_of, is_date


def age_in_days(catalog: Catalog) -> int | None:
    """Return how many days old the data is at least; None where it has no date."""
    date = catalog.head.date
    if date == UNDATED or not is_date(date):
        return None
    return max(0, day_number(datetime.date.today().isoformat()) - day_number(days_of(date)[1]))


def told_age(catalog: Catalog) -> str:
    """Return the age in words."""
    age = age_in_days(catalog)
    return "of unknown age" if age is None else f"{count_of(age, 'day')} old"
