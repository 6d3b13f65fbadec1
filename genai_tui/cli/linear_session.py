"""The session of linear mode as a value: what was typed leads from one state to the next, and to the lines that tell it."""

from __future__ import annotations

from collections.abc import Callable
from string import digits

from msgspec.structs import replace

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import Model
from genai_tui.catalog.numbers import whole
from genai_tui.cli.linear_pages import Pages
from genai_tui.cli.linear_place import Choice, Place, State, Told
from genai_tui.cli.linear_words import lines_of, spoken
from genai_tui.view.record_ref import RecordRef

AT_ONCE = 20
"""Rows of a list that are told at once; what is left out is said, and a number goes on."""

ASKED = {
    "find": "Words or filters, or nothing to leave it:",
    "path": "Name of the other organization, or nothing to leave it:",
}
"""What is asked for, by what is done with it."""

_Step = tuple[State | None, tuple[str, ...]]
"""The next state, None at the end, and what is told."""


def lines(pages: Pages, state: State) -> tuple[str, ...]:
    """Return what is told in a state: the title, texts, and choices with their numbers; or what is asked for."""
    if state.asking:
        return (ASKED[state.asking],)
    told = pages.at(state)
    found = ["", *lines_of(told.title)]
    number = 0
    for each in _in_order(told, state.here):
        if isinstance(each, Choice):
            number += 1
            first = f"{number:>3}  "
            found += lines_of(each.words, first, len(first))
        elif each:
            for part in each.split("\n"):
                indent = len(part) - len(part.lstrip(" "))
                found += lines_of(part.strip(), " " * indent, indent)
    found.append("  0  Quit" if len(state.places) == 1 else "  0  Back")
    return tuple(found)


def _in_order(told: Told, here: Place) -> tuple[str | Choice, ...]:
    """Return texts and choices as they are numbered: a long list in parts, with what goes on after them."""
    rows = told.rows[here.start : here.start + AT_ONCE]
    after, before = len(told.rows) - here.start - len(rows), here.start
    more = [Choice(f"Next {min(AT_ONCE, after)}, {after} more", replace(here, start=before + AT_ONCE))] * (
        after > 0
    )
    more += [Choice(f"Previous {AT_ONCE}", replace(here, start=max(0, before - AT_ONCE)))] * (before > 0)
    body = told.body if not here.start else ()  # what stands before a list is told once
    return (*body, *rows, *more, *told.choices)


def step(pages: Pages, state: State, typed: str) -> _Step:
    """Return the state that a line leads to, and what is told of it; a line that means nothing leaves the state."""
    typed = " ".join(typed.split())
    if state.asking:
        return _answered(pages, state, typed)
    number = whole(typed) if set(typed) <= set(digits) else None
    if number is not None:
        return _chosen(pages, state, number)
    word, _, rest = typed.partition(" ")
    if typed.startswith("/"):
        word, rest = "find", typed[1:].strip()
    if act := _WORDS.get(word.casefold()):
        return act(pages, state, rest)
    return _find(pages, state, typed) if typed else _told(pages, state)


def _said(state: State | None, words: str) -> _Step:
    """Return the state with words alone."""
    return state, tuple(lines_of(words))


def _told(pages: Pages, state: State) -> _Step:
    return state, lines(pages, state)


def _go(pages: Pages, state: State, place: Place) -> _Step:
    """Go to a place; another part of the same list takes its place, so that one step back leaves the list."""
    here = state.here
    places = state.places[:-1] if replace(here, start=place.start) == place else state.places
    return _told(pages, replace(state, places=(*places, place), asking=""))


def _chosen(pages: Pages, state: State, number: int) -> _Step:
    if number == 0:
        return _back(pages, state, "")
    offered = [each for each in _in_order(pages.at(state), state.here) if isinstance(each, Choice)]
    if number > len(offered):
        known = f"1 to {len(offered)}, or 0" if offered else "only 0, which goes back"
        return _said(state, f"There is no {number} here: {known}.")
    choice = offered[number - 1]
    if choice.to is not None:
        return _go(pages, state, choice.to)
    if choice.do == "find" or choice.do == "path":
        return _told(pages, replace(state, asking=choice.do))
    if choice.do == "mark":
        return _mark(pages, state, "")
    return _clear(pages, state) if choice.do == "clear" else _quit(pages, state, "")


def _answered(pages: Pages, state: State, typed: str) -> _Step:
    asked, state = state.asking, replace(state, asking="")
    if not typed:
        return _told(pages, state)
    return _find(pages, state, typed) if asked == "find" else _path(pages, state, typed)


# What words do


def _back(pages: Pages, state: State, rest: str) -> _Step:
    if len(state.places) == 1:
        return _quit(pages, state, "")
    return _told(pages, replace(state, places=state.places[:-1]))


def _start(pages: Pages, state: State, rest: str) -> _Step:
    return _told(pages, replace(state, places=(Place("start"),)))


def _quit(pages: Pages, state: State, rest: str) -> _Step:
    return None, ("Goodbye.",)


def _help(pages: Pages, state: State, rest: str) -> _Step:
    return _go(pages, state, Place("help"))


def _again(pages: Pages, state: State, rest: str) -> _Step:
    return _told(pages, state)


def _next(pages: Pages, state: State, rest: str) -> _Step:
    start = state.here.start + AT_ONCE
    if start >= len(pages.at(state).rows):
        return _said(state, "That was the end of the list.")
    return _go(pages, state, replace(state.here, start=start))


def _previous(pages: Pages, state: State, rest: str) -> _Step:
    if not state.here.start:
        return _said(state, "That is the beginning of the list.")
    return _go(pages, state, replace(state.here, start=max(0, state.here.start - AT_ONCE)))


def _find(pages: Pages, state: State, query: str) -> _Step:
    if not query:
        return _told(pages, replace(state, asking="find"))
    return _go(pages, state, Place("list", query=query))


def _organizations(pages: Pages, state: State, query: str) -> _Step:
    return _go(pages, state, Place("list", kind="organization", query=query))


def _models(pages: Pages, state: State, query: str) -> _Step:
    return _go(pages, state, Place("list", query=query))


def _compare(pages: Pages, state: State, rest: str) -> _Step:
    return _go(pages, state, Place("compare"))


_NO_RECORD = "Open a model or an organization first: find WORDS, or start."


def _of_record(make: Callable[[Pages, RecordRef, str], Place | str]) -> Callable[[Pages, State, str], _Step]:
    """Return what a word does that acts on the record at hand."""

    def act(pages: Pages, state: State, rest: str) -> _Step:
        if state.record is None:
            return _said(state, _NO_RECORD)
        made = make(pages, state.record, rest)
        return _said(state, made) if isinstance(made, str) else _go(pages, state, made)

    return act


def _why(pages: Pages, ref: RecordRef, field: str) -> Place | str:
    if not field:
        return Place("why", ref)
    # Imported here: the field is mostly chosen by its number.
    from genai_tui.catalog.claim_fields import field_names, folded
    from genai_tui.catalog.field_value import record_pages

    record = pages.record(ref)
    path = field_names(record, record_pages(pages.catalog, record)).get(folded(field)) if record else None
    return Place("why", ref, field=path) if path else f"There is no field {spoken(field)}; why lists all."


def _sources(pages: Pages, ref: RecordRef, rest: str) -> Place:
    return Place("section", ref, section=5 if ref.kind == "model" else 0)


def _path(pages: Pages, state: State, name: str) -> _Step:
    ref = state.record
    record = pages.record(ref)
    if isinstance(record, Model):  # its maker is meant
        makers = record.organization_ids
        ref = RecordRef("organization", makers[0]) if makers else None
    if ref is None:
        return _said(state, "Open an organization, or a model whose maker is known, first.")
    if not name:
        return _go(pages, state, Place("path-to", ref))
    from genai_tui.search.record_lookup import organization_called  # imported here: as above

    other = organization_called(pages.catalog, name)
    if other is None:
        return _said(state, f"There is no organization {spoken(name)}; orgs WORDS looks for one.")
    return _go(pages, state, Place("path", ref, other=other.id))


def _mark(pages: Pages, state: State, rest: str) -> _Step:
    ref = state.record
    if ref is None:
        return _said(state, _NO_RECORD)
    if ref in state.marked:
        marked = tuple(each for each in state.marked if each != ref)
    else:  # what is compared is of one kind
        marked = (*(each for each in state.marked if each.kind == ref.kind), ref)
    state = replace(state, marked=marked)
    return state, (f"{count_of(len(marked), 'mark')} now.", *lines(pages, state))


def _clear(pages: Pages, state: State) -> _Step:
    return _told(pages, replace(state, marked=()))


_WORDS: dict[str, Callable[[Pages, State, str], _Step]] = {
    "back": _back, "b": _back, "quit": _quit, "q": _quit, "exit": _quit, "help": _help, "h": _help, "?": _help,
    "start": _start, "home": _start, "again": _again, "next": _next, "n": _next, "previous": _previous, "p": _previous,
    "find": _find, "search": _find, "list": _models, "models": _models, "orgs": _organizations,
    "organizations": _organizations, "why": _of_record(_why), "sources": _of_record(_sources),
    "connections": _of_record(lambda pages, ref, rest: Place("connections", ref)),
    "neighbors": _of_record(lambda pages, ref, rest: Place("connections", ref)),
    "sections": _of_record(lambda pages, ref, rest: Place("record", ref)),
    "cite": _of_record(lambda pages, ref, rest: Place("cite", ref)),
    "path": _path, "mark": _mark, "compare": _compare,
}  # fmt: skip
"""What each word does; all else is looked for."""
