"""The header: what a catalog is, and the screens with their keys and titles, as much of both as a line has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from genai_tui.catalog.cells import count_of, width
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.own_keys import key
from genai_tui.view.screens import SCREENS, ScreenRow
from genai_tui.view.titles import Pieces

_MAIN = 6
"""So many screens are told by their titles before less is said of the catalog."""


def header(
    catalog: Catalog,
    here: str,
    cells: int,
    day_told: str = "",
    busy: str = "",
    keys: Mapping[str, str] | None = None,
) -> tuple[Pieces, Pieces]:
    """Return the left and the right part of a line of so many cells, on the screen that is called `here`.

    `day_told` says as of which day the catalog is shown; `busy` what is worked on, where there is room for it beside all else.
    `keys` are those of screens by their names where they are not those of the table. The title of the screen is never left out.
    """
    shown = tuple((keys or {}).get(row.name, row.key) for row in SCREENS)
    left, form = _fitting(tuple(_catalog_pieces(catalog, day_told)), shown, cells)
    right = _screens(shown, here, form)
    work: Pieces = ((f" · {busy}", "warn"),) if busy else ()
    return (*left, *work) if cells_of((*left, *work, *right)) <= cells else left, right


def cells_of(pieces: Pieces) -> int:
    """Return how many cells pieces take."""
    return sum(width(text) for text, _ in pieces)


class _Form(Struct, frozen=True):
    """How the screens are told: so many with titles besides the one that is shown, and whether with short ones."""

    titled: int = 0
    is_short: bool = True
    others: str = " {0}"
    """How those without a title are told."""


def _in_turn(lefts: tuple[Pieces, ...]) -> Iterator[tuple[Pieces, _Form]]:
    """Yield what the two parts can be, the best first: the screens come before what of the catalog can be seen elsewhere."""
    every = len(SCREENS)
    *counted, named, bare = lefts
    for left in counted[:-1]:
        yield left, _Form(every, is_short=False)
        yield left, _Form(every)
    yield from ((left, _Form(titled)) for titled in range(every, _MAIN - 1, -1) for left in counted)
    for left in (counted[-1], named, bare):
        yield from ((left, _Form(titled)) for titled in range(_MAIN - 1, 0, -1))
        yield left, _Form(others=" {0} ")
        yield left, _Form()


@lru_cache(maxsize=32)  # it is asked for with each letter of a query
def _fitting(lefts: tuple[Pieces, ...], keys: tuple[str, ...], cells: int) -> tuple[Pieces, _Form]:
    """Return the first that fits, for the longest title that is shown, so that nothing moves from screen to screen."""
    for left, form in _in_turn(lefts):
        titled, plain = (
            [width(_told(key, row, form, has_title)) for key, row in zip(keys, SCREENS, strict=True)]
            for has_title in (True, False)
        )
        at = form.titled
        more = max(
            (with_title - without for with_title, without in zip(titled[at:], plain[at:], strict=True)),
            default=0,
        )
        if cells_of(left) + sum(titled[:at]) + sum(plain[at:]) + more <= cells:
            break
    return left, form


@lru_cache(maxsize=256)
def _screens(keys: tuple[str, ...], here: str, form: _Form) -> Pieces:
    """Return the screens with their keys, the first ones and the one `here` with titles, too."""
    return tuple(
        (
            _told(key, row, form, place < form.titled or row.name == here),
            "accent" if row.name == here else "dim",
        )
        for place, (key, row) in enumerate(zip(keys, SCREENS, strict=True))
    )


def _told(key: str, row: ScreenRow, form: _Form, has_title: bool) -> str:
    """Return what is told of a screen, with its title or without."""
    if not has_title:
        return form.others.format(key)
    title = row.short_title if form.is_short else row.title
    blank = " " * (not form.is_short or form.others.endswith(" "))
    return f" {key} {title}{blank}"


def _catalog_pieces(catalog: Catalog, day_told: str) -> Iterator[Pieces]:
    """Yield what the header says of a catalog, all of it first; the last two without the models and the day."""
    head = catalog.head
    told = ((day_told, "warn"),) if day_told else ()
    title = (safe_line(head.title), "strong")
    joined = f" + {catalog.joined} joined" if catalog.joined else ""
    models = (f" · {count_of(len(catalog), 'model')}{joined}", "text")
    organizations = (f" · {count_of(len(catalog.organizations), 'organization')}", "text")
    version = (f" · data {safe_line(head.version)} of {head.dated}", "dim")
    day = (f" · data {head.dated}", "dim")
    named = _joined(("genai-tui", "accent"), *told, title)
    if catalog.report:
        lost = (
            f" · {sum(each.count for each in catalog.report)} not carried over ({key('about', 'a')})",
            "warn",
        )
        yield (*named, models, organizations, version, lost)
        yield (*named, models, organizations, day, lost)
    yield (*named, models, organizations, version)
    yield (*named, models, organizations, day)
    yield (*named, models, day)
    short = _joined(*told, title)
    yield (*short, (f" of {head.dated}", "dim"), models)
    yield (*short, (f" of {head.dated}", "dim"))
    yield short


def _joined(*pieces: tuple[str, str]) -> Pieces:
    """Return pieces with a sign between them."""
    return tuple((f"{' · ' if place else ' '}{text}", role) for place, (text, role) in enumerate(pieces))
