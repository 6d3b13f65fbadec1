"""Claim cards as Markdown for a thread or an issue, within the same width and lines as the plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from genai_tui.catalog.cells import clip, width, wrap
from genai_tui.catalog.claim_card import CardSource, ClaimCard, FieldStanding, Statement
from genai_tui.catalog.claim_card_text import (
    COLUMNS,
    LINES,
    TOO_LONG,
    Fold,
    command_lines,
    counted,
    data_line,
    folded,
    left_out,
    most_told,
    shown_value,
    sign,
    stated,
    who,
)  # fmt: skip
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.escapes import marked

_MARKUP = re.compile(r"^(?:([0-9]+)(?=[.)])|(?=[-+#=~]))")
"""The place before a sign at the beginning of a line that Markdown would take for its own."""
_BACKSLASH = r"\1\\"


def card_in_markdown(card: ClaimCard) -> tuple[str, ...]:
    """Return a card as lines of Markdown; what does not fit is counted."""
    counts = counted(card.count, len(card.source_ids)) if card.claims else ""
    about = f"**{marked(card.name)}** · " + " · ".join(filter(None, (marked(card.words), card.state, counts)))
    before = [
        clip(about, COLUMNS), "", *_item("", f"shown: {marked(shown_value(card))} {card.mark if card.value else ''}".rstrip(), 2),
    ]  # fmt: skip
    after = [
        *_item("", f"because: {marked(card.reason)}" if card.reason else "", 3),
        *_item("", f"data: {marked(data_line(card))}", 2),
        *_commands(card),
    ]
    return (*before, *most_told(lambda fold: _claims(card, fold), LINES - len(before) - len(after)), *after)


def standings_in_markdown(name: str, fields: Iterable[FieldStanding]) -> Iterator[str]:
    """Yield how each field of a record stands, as a table."""
    yield from (
        f"**{marked(name)}**",
        "",
        "| Field | State | Claims | Sources |",
        "| --- | --- | ---: | ---: |",
    )
    for each in fields:
        yield f"| {each.words} | {each.state} | {each.claims} | {each.sources} |"


def _claims(card: ClaimCard, fold: Fold) -> Iterator[str]:
    for statement, sources in folded(card, fold):
        text = stated(card, statement)
        if text or not sources:
            yield from _item(
                "", f"{sign(statement)} {marked(text) or 'the catalog names no source'}", fold.value_lines
            )
        for source in sources:
            yield from _item(
                "  " if text else "",
                f"{'' if text else f'{sign(statement)} '}{_source(statement, source)}",
                1,
            )
    if more := left_out(card, fold):
        yield f"- {more}"


def _source(statement: Statement, source: CardSource) -> str:
    """Return a source, as a link where that fits into a line."""
    words = marked(who(statement, source))
    address = re.sub(r"[()<>\s\\]", lambda found: f"%{ord(found[0]):02X}", safe_line(source.url or ""))
    room = COLUMNS - 10 - width(address)
    return f"[{_clipped(words, room)}]({address})" if address and room > 12 else words


def _clipped(text: str, cells: int) -> str:
    """Return marked text cut to a width without cutting a sign from its backslash."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\\…$", r"\1…", clip(text, cells))


def _item(indent: str, text: str, most: int) -> Iterator[str]:
    lines = wrap(text, COLUMNS - len(indent) - 4) if text else []
    if len(lines) > most:
        lines = [
            *lines[: most - 1],
            _clipped(" ".join(lines[most - 1 : most + 1]), COLUMNS - len(indent) - 4),
        ]
    for number, line in enumerate(lines):
        yield f"{indent}- {line}" if not number else f"{indent}  {_MARKUP.sub(_BACKSLASH, line)}"


def _commands(card: ClaimCard) -> Iterator[str]:
    """Yield the commands as a block of code, whatever signs are in them."""
    commands = tuple(filter(None, (card.again, card.cite)))
    lines = [line for each in commands for line in command_lines(each) or [f"# {TOO_LONG}"]]
    if lines:
        fence = "`" * max(3, 1 + max(len(run) for run in re.findall("`*", "\n".join(lines))))
        yield from ("", f"{fence}sh", *lines, fence)
