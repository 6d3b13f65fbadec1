"""The sheet of the change between two states, as rows of text: for a terminal, for Markdown and for the screen."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from genai_tui.catalog.attributes import UNKNOWN
from genai_tui.catalog.between import UNKNOWN_WEIGHTS, Between, JoinedPair, Median, Pair
from genai_tui.catalog.cells import count_of, pad, short_number, width
from genai_tui.catalog.sanitize import safe_line

_WIDEST = 40
"""Cells of a name in a list at most."""
MOST_ACTIVE = 10
"""Organizations of a list that the sheet prints; how many more there are is said."""


class Row(Struct, frozen=True):
    """A row of the sheet: what is counted, earlier, later, and what is to be said of the two."""

    label: str
    before: str
    after: str
    note: str = ""
    depth: int = 0
    """How far the label is set in."""
    part: str = ""
    """What the row counts, for whoever lists it: `models`, `organizations`, `ties`, `released`, a kind of weights or the
    field of a median."""


def heads(sheet: Between) -> tuple[str, str]:
    """Return the headings of both columns of the counts."""
    return sheet.before, sheet.after


def counts(sheet: Between) -> tuple[Row, ...]:
    """Return what there was in both states."""
    return (
        _count("models", sheet.models, sheet.gone_models),
        _count("organizations", sheet.organizations, sheet.gone_organizations),
        _count("ties", sheet.ties, sheet.gone_ties),
    )


def details(sheet: Between) -> tuple[Row, ...]:
    """Return what is told of the models released in each period, or of those of each edition."""
    rows = [Row("models", str(sheet.released.before), str(sheet.released.after), part="released")]
    for kind, pair in sheet.weights:
        label = kind if kind == UNKNOWN_WEIGHTS else f"{kind} weights"
        rows.append(Row(label, str(pair.before), str(pair.after), depth=1, part=f"weights:{kind}"))
    for median in sheet.medians:
        doubt = "!" if median.doubt else ""
        rows.append(
            Row(
                f"{median.title}, median", _value(median.before), _value(median.after), doubt, 1, median.field
            )
        )
        rows.append(Row("stated by", *_of(median), depth=2, part=f"{median.field}:?"))
    return tuple(rows)


def doubts(sheet: Between) -> tuple[str, ...]:
    """Return why medians are not of the same kind, a line for each reason."""
    told: dict[str, list[str]] = {}
    for median in sheet.medians:
        if median.doubt:
            told.setdefault(median.doubt, []).append(median.title)
    return tuple(
        f"! {' and '.join(of)}: {why}, so the medians are not of the same kind" for why, of in told.items()
    )


def left_out(sheet: Between) -> tuple[str, ...]:
    """Return how many models of each state are in no count, because nobody can say whether they were released by then."""
    names = (sheet.before, sheet.after)
    return tuple(
        f"left out as of {name}: models {', '.join(words)}"
        for name, words in zip(names, sheet.left_out, strict=True)
        if words
    )


def tie_line(pair: JoinedPair) -> str:
    """Return two organizations and the models that prove their tie: `A – B · M, N`."""
    names = " – ".join(map(safe_line, pair.names))
    return f"{names} · {', '.join(safe_line(tie.model_name) for tie in pair.ties)}"


def text_lines(sheet: Between, title: str) -> Iterator[str]:
    """Yield the whole sheet as plain text, in reading order."""
    yield f"{title} · {sheet.before} ▸ {sheet.after}"
    yield ""
    yield from _columns(("", *heads(sheet), ""), counts(sheet))
    yield ""
    yield from _columns(("released" if _is_of_days(sheet) else "of all", *sheet.of, ""), details(sheet))
    yield from doubts(sheet)
    yield from left_out(sheet)
    for heading, lines, more in lists(sheet):
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)
        if more:
            yield f"  and {more} more"


def markdown_lines(sheet: Between, title: str) -> Iterator[str]:
    """Yield the whole sheet as Markdown."""
    yield f"## {_escaped(title)}: {sheet.before} to {sheet.after}"
    for head, rows in (
        (("", *heads(sheet), ""), counts(sheet)),
        (("released", *sheet.of, ""), details(sheet)),
    ):
        yield ""
        yield f"| {' | '.join(map(_escaped, head))} |"
        yield "| --- | ---: | ---: | --- |"
        for row in rows:
            yield f"| {'&nbsp;' * 2 * row.depth}{row.label} | {row.before} | {row.after} | {row.note} |"
    for line in (*doubts(sheet), *left_out(sheet)):
        yield ""
        yield line
    for heading, lines, more in lists(sheet):
        yield ""
        yield f"**{heading}**"
        yield ""
        yield from (f"- {_escaped(line)}" for line in lines)
        if more:
            yield f"- and {more} more"


def lists(sheet: Between) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield heading, lines and how many more there are of each list of the sheet that holds anything."""
    active = [(safe_line(each.name), each.models) for each in sheet.active[:MOST_ACTIVE]]
    if active:
        cells = min(_WIDEST, max(width(name) for name, _ in active))
        lines = tuple(f"{pad(name, cells)}  {of.before:>4} ▸ {of.after:>3}" for name, of in active)
        yield f"Most active · {sheet.of[0]} ▸ {sheet.of[1]}", lines, len(sheet.active) - len(active)
    new = tuple(
        f"{safe_line(each.name)} · {count_of(each.models.after, 'model')}" for each in sheet.new_organizations
    )
    if new:
        yield f"New organizations · {len(new)}", new, 0
    if sheet.new_ties:
        yield f"New ties · {len(sheet.new_ties)}", tuple(map(tie_line, sheet.new_ties)), 0
    for noun, gone in (
        ("models", sheet.gone_models),
        ("organizations", sheet.gone_organizations),
        ("ties", tuple(map(" – ".join, sheet.gone_ties))),
    ):
        if gone:
            yield (
                f"No longer there · {count_of(len(gone), noun.removesuffix('s'))}",
                tuple(map(safe_line, gone)),
                0,
            )


def _is_of_days(sheet: Between) -> bool:
    return sheet.of != (sheet.before, sheet.after)


def _count(name: str, pair: Pair, gone: tuple[object, ...]) -> Row:
    left = f" ({len(gone)} gone)" if gone else ""
    return Row(name, str(pair.before), str(pair.after), f"{pair.grown:+}{left}", part=name)


def _value(value: float | None) -> str:
    return UNKNOWN if value is None else short_number(value)


def _of(median: Median) -> tuple[str, str]:
    stated, whole = median.stated, median.of
    return f"{stated.before} of {whole.before}", f"{stated.after} of {whole.after}"


def _columns(head: tuple[str, ...], rows: tuple[Row, ...]) -> Iterator[str]:
    table = [head, *((f"{'  ' * row.depth}{row.label}", row.before, row.after, row.note) for row in rows)]
    sizes = [max(len(row[column]) for row in table) for column in range(3)]
    for label, before, after, note in table:
        yield f"{label:<{sizes[0]}}  {before:>{sizes[1]}}  {after:>{sizes[2]}}  {note}".rstrip()


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("[", "\\[")
        .replace("<", "&lt;")
        .replace("*", "\\*")
    )
