"""Claim cards as plain text: at most 100 columns and 20 lines, whatever a catalog has written into them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from genai_tui.catalog.cells import clip, count_of, pad, width, wrap
from genai_tui.catalog.claim_card import CardSource, ClaimCard, FieldStanding, Statement
from genai_tui.catalog.describe import some_of
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.sanitize import safe_line

COLUMNS = 100
LINES = 20

_INDENT = 13
_ROOM = COLUMNS - _INDENT
_COMMAND_LINES = 3
"""A command that takes more is left to JSON."""
TOO_LONG = "too long for a card: --format json has it"
NOTHING = {
    "unknown": "· not known: no source of the catalog says it",
    "disputed": "nothing: none of the claims was chosen",
}
"""Shown where there is no value."""


class Fold(Struct, frozen=True):
    """How much of the claims is shown: sources a statement, statements, lines a statement, and whether with addresses."""

    sources: int
    statements: int
    value_lines: int
    addresses: bool


FOLDS = (
    Fold(99, 99, 3, True), Fold(99, 99, 2, False), Fold(6, 99, 2, False), Fold(3, 99, 1, False), Fold(2, 99, 1, False),
    *(Fold(1, most, 1, False) for most in range(7, 0, -1)),
)  # fmt: skip
"""From everything down to what always fits, to be tried in turn."""


def card_lines(card: ClaimCard) -> tuple[str, ...]:
    """Return a card as lines of text; what does not fit is counted."""
    before = [
        clip(heading(card), COLUMNS),
        "",
        *_labelled("shown", f"{shown_value(card)} {card.mark if card.value else ''}".rstrip(), 2),
    ]
    after = [
        *_labelled("because", safe_line(card.reason or ""), 3),
        *_labelled("data", data_line(card), 2),
        *_command("again", card.again),
        *_command("cite", card.cite),
    ]
    return (*before, *most_told(lambda fold: _claims(card, fold), LINES - len(before) - len(after)), *after)


def most_told(claims: Callable[[Fold], Iterable[str]], room: int) -> list[str]:
    """Return as much of the claims as `room` lines hold; the least that can be told where even that is too much."""
    for fold in FOLDS:
        lines = list(claims(fold))
        if len(lines) <= room:
            break
    return lines


def standing_lines(name: str, fields: Iterable[FieldStanding]) -> Iterator[str]:
    """Yield how each field of a record stands, what is not known of it in the last lines."""
    every = tuple(fields)
    told = [each for each in every if each.state != "unknown"]
    yield clip(f"{safe_line(name)} · {count_of(len(told), 'field')}", COLUMNS)
    yield ""
    for each in told:
        yield f"  {pad(each.words, 28)}  {pad(each.state, 9)}  {counted(each.claims, each.sources)}"
    unknown = ", ".join(each.words for each in every if each.state == "unknown")
    if unknown:
        yield from _labelled("not known", unknown, 9)


def heading(card: ClaimCard) -> str:
    """Return what a card is about, how it stands and how much speaks of it, in a line."""
    counts = counted(card.count, len(card.source_ids)) if card.claims else ""
    return safe_line(" · ".join(filter(None, (card.name, card.words, card.state.upper(), counts))))


def counted(claims: int, sources: int) -> str:
    """Return how many claims of how many sources there are, in words."""
    return f"{count_of(claims, 'claim')} of {count_of(sources, 'source')}" if sources else "no source named"


def shown_value(card: ClaimCard) -> str:
    """Return the value of a card, or why there is none."""
    return safe_line(card.value) if card.value else NOTHING.get(card.state, "")


def data_line(card: ClaimCard) -> str:
    """Return in a line which data a card is of, the hash of its claim and the licence."""
    data = card.data
    edition = clip(safe_line(f"{data.title}, {data.version} of {data.date or 'no known date'}"), _ROOM + 30)
    parts = (edition, f"claim {card.hash}" if card.hash else "", clip(safe_line(data.license or ""), 20))
    return " · ".join(filter(None, parts))


def sign(statement: Statement) -> str:
    """Return `=` where a statement says what is shown, else `≠`."""
    return "=" if statement.agrees else "≠"


def stated(card: ClaimCard, statement: Statement) -> str:
    """Return a statement in words: what it is about and whose it is; empty where it only repeats what is shown."""
    repeats = statement.value == card.value and card.kind != "tie"
    about = f"{field_words(statement.field)}: " if statement.field else ""
    where = f" · {statement.catalog}" if statement.catalog else ""
    return safe_line(f"{about}{'' if repeats else statement.value or ''}{where}".removeprefix(" · "))


def who(statement: Statement, source: CardSource) -> str:
    """Return who says something: the source in its own words, and those within it who do."""
    title = f"{source.id} · {source.title}" if source.title else source.id
    return safe_line(f"{title}{f' · {source.note}' if source.note else ''}" if not statement.by else f"{some_of(statement.by)} in {title}")  # fmt: skip


def folded(card: ClaimCard, fold: Fold) -> Iterator[tuple[Statement, tuple[CardSource, ...]]]:
    """Yield the statements that are told, each with the sources that are named."""
    for statement in card.claims[: fold.statements]:
        yield statement, statement.sources[: fold.sources]


def left_out(card: ClaimCard, fold: Fold) -> str:
    """Return how many claims are not told, in words; empty if all are."""
    told = sum(max(1, len(sources)) for _, sources in folded(card, fold))
    return f"and {card.count - told} more: --format json has all" if card.count > told else ""


def _claims(card: ClaimCard, fold: Fold) -> Iterator[str]:
    label = "claims"
    for statement, sources in folded(card, fold):
        first, text = f"{sign(statement)} ", stated(card, statement)
        for line in _cut(text, _ROOM - 2, fold.value_lines) if text else ():
            yield f"  {label:<{_INDENT - 2}}{first}{line}"
            label, first = "", "  "
        indent = "  " if text else ""
        for source in sources:
            for line in _source_lines(statement, source, _ROOM - 2 - len(indent), fold.addresses):
                yield f"  {label:<{_INDENT - 2}}{first}{indent}{line}"
                label, first = "", "  "
        if not text and not sources:
            yield f"  {label:<{_INDENT - 2}}{first}the catalog names no source for this field"
            label = ""
    if more := left_out(card, fold):
        yield f"  {label:<{_INDENT - 2}}  {more}"


def _source_lines(statement: Statement, source: CardSource, cells: int, whole: bool) -> Iterator[str]:
    """Yield a source in one line, or, as a whole, in up to two and with its address where that fits."""
    said = who(statement, source)
    address = safe_line(source.url or "") if whole else ""
    if address and width(said) + width(address) + 3 <= cells:
        yield f"{said} · {address}"
        return
    yield from _cut(said, cells, 2 if whole else 1)
    if address and width(address) <= cells:
        yield address


def _labelled(label: str, text: str, most: int) -> Iterator[str]:
    for number, line in enumerate(_cut(text, _ROOM, most) if text else ()):
        yield f"  {'' if number else label:<{_INDENT - 2}}{line}"


def _cut(text: str, cells: int, most: int) -> list[str]:
    """Return the first lines of a text, the last of them ending in an ellipsis where something is left out."""
    lines = wrap(text, cells)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], clip(" ".join(lines[most - 1 : most + 1]), cells)]


def command_lines(command: str, indent: int = 0) -> list[str]:
    """Return a shell's command in lines that it reads as one, none where a word is too long for that.

    A word that is too long for an indented line stands at the beginning of one.
    """
    lines: list[str] = []
    line = ""
    for word in map(shlex.quote, shlex.split(command)):
        if line and width(line) + width(word) + 3 > COLUMNS:
            lines.append(f"{line} \\")
            line = ""
        line = (
            f"{line} {word}" if line else word if indent + width(word) + 2 > COLUMNS else " " * indent + word
        )
    lines.append(line)
    return lines if all(width(line) <= COLUMNS for line in lines) and len(lines) <= _COMMAND_LINES else []


def _command(label: str, command: str | None) -> Iterator[str]:
    if command:
        lines = command_lines(command, _INDENT) or [TOO_LONG]
        yield f"  {label:<{_INDENT - 2}}{lines[0].lstrip()}"
        yield from lines[1:]
