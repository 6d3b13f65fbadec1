"""The quarterly look at the landscape: `python tools/landscape.py --epoch FILE --models-dev FILE` prints what is new.

Four lists: candidates, differences, keys that name nothing any more, a sum. It writes nothing: what of it is taken into
`data/landscape`, and what into the list of refusals, a person decides. See docs/landscape.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from landscape_comparison import Candidate, Comparison, Difference, compared

from genai_tui.catalog.cells import clip, count_of, pad, short_number
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.partial_date import days_of, is_date
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.identities import read_identities
from genai_tui.storage.importers.csv_reader import read_bytes, read_rows
from genai_tui.storage.importers.import_report import Report
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.shipped import identities_path

REFUSED = Path(__file__).with_name("refused.tsv")
HEADINGS = ["key", "why", "date"]
"""The columns of the list of refusals: a candidate's key, why it is none for the landscape, the day it was looked at."""
COLUMNS = (
    "list", "id", "name", "date", "makers", "size", "offers", "citations", "category", "keys", "field", "landscape",
    "newer", "file", "apart", "note",
)  # fmt: skip
"""The columns of the table, one for all lists."""


@click.command()
@click.option("--epoch", metavar="FILE", help="A newer file of Epoch: its table as CSV.")
@click.option("--models-dev", metavar="FILE", help="A newer file of models.dev: its api.json.")
@click.option("--since", metavar="DATE", default="", help="Only candidates that came out on or after a date.")
@click.option(
    "--refused",
    metavar="FILE",
    default=str(REFUSED),
    help="The list of refusals; tools/refused.tsv if not given.",
)
@click.option(
    "--catalog", metavar="NAME", default="landscape", help="The catalog to look at, if not the landscape."
)
@click.option("--format", "form", type=click.Choice(("text", "tsv")), default="text", show_default=True)
def main(
    epoch: str | None, models_dev: str | None, since: str, refused: str, catalog: str, form: str
) -> None:
    """Show what newer files have that the landscape lacks or tells otherwise; changes nothing."""
    if epoch is None and models_dev is None:
        raise click.UsageError("nothing to compare with: give --epoch FILE, --models-dev FILE or both")
    if since and not is_date(since):
        raise click.UsageError(f"--since {safe_line(since)} is no date: 2026-10-01, 2026-10 or 2026")
    try:
        landscape = _opened(catalog)
        newer = [
            _newer(path, id_, what)
            for path, id_, what in ((epoch, "epoch", "Epoch"), (models_dev, "models-dev", "models.dev"))
            if path is not None
        ]
        refusals = read_refusals(Path(refused))
        table = read_identities(identities_path())
    except CatalogError as error:
        raise click.ClickException(safe_line(str(error.problems[0]))) from None
    found = compared(landscape, newer, table, refusals, days_of(since)[0] if since else "")
    for line in _table(found) if form == "tsv" else _text(landscape, newer, found, len(refusals)):
        click.echo(line)


def _opened(name: str) -> Catalog:
    """Return a catalog as the importers of today read it; raises CatalogError where anything of it is wrong."""
    catalog, problems = open_catalog(name, use_cache=False)
    if problems:
        raise CatalogError(*problems)
    return catalog


def _newer(path: str, id_: str, what: str) -> Catalog:
    """Return a newer file as a catalog; raises CatalogError where it cannot be read, or is of another source."""
    catalog = _opened(path)
    if catalog.head.id != id_:
        raise CatalogError(Problem(path, 0, 0, "", f"is no file of {what}, but of {catalog.head.title}"))
    return catalog


def read_refusals(path: Path) -> tuple[str, ...]:
    """Return the keys that a list of refusals holds; raises CatalogError with the first line that is not right."""
    heads, rows = read_rows(path, read_bytes(path), Report())
    if heads != HEADINGS:
        raise CatalogError(Problem(str(path), 1, 1, "", f"has not the columns {', '.join(HEADINGS)}"))
    keys: dict[str, None] = {}
    for number, cells in enumerate(rows, 1):
        key, why, date = (*(cell.strip() for cell in cells), "", "", "")[:3]
        source, _, name = key.partition(":")
        wrong = (
            f"refusal {number} has no key: epoch:NAME or models-dev:MAKER/MODEL" if not (source and name)
            else f"{key} is refused twice" if key in keys
            else f"{key} is refused without a reason" if not why
            else f"{key} is refused without a date" if not is_date(date)
            else ""
        )  # fmt: skip
        if wrong:
            raise CatalogError(Problem(str(path), 0, 0, "", wrong))
        keys[key] = None
    return tuple(keys)


def _text(landscape: Catalog, newer: list[Catalog], found: Comparison, refusals: int) -> Iterator[str]:
    """Yield the four lists for readers."""
    files = ", ".join(f"{each.head.title} to {each.head.date}" for each in newer)
    yield safe_line(
        f"{landscape.head.title} {landscape.head.version} of {landscape.head.date} beside {files}"
    )
    yield f"\nCANDIDATES · {len(found.candidates)}, the newest first"
    for candidate in found.candidates:
        yield from _lines(candidate)
    yield f"\nDIFFERENCES · {len(found.differences)}, by field, the farthest apart first"
    for count in found.counts:
        if count.differ:
            yield f"{field_words(count.field)} · {count.differ} of {count.both} differ; no difference: {count.tolerance}"
            for each in found.differences:
                if each.found.field == count.field:
                    mine, theirs = each.found.sides
                    more = "".join(f" · {word}" for word in _notes(each))
                    yield safe_line(
                        f"  {pad(each.found.model, 28)}  {mine.value} · {theirs.value} ({theirs.catalog}){more}"
                    )
    yield f"\nKEYS THAT NAME NOTHING · {len(found.lost)}"
    for lost in found.lost:
        still = f"  (still found as {', '.join(lost.still)})" if lost.still else ""
        yield safe_line(f"  {pad(lost.id, 28)}  {lost.key}{still}")
    if found.refused_keys:
        yield f"\nKEYS THAT JOIN NOTHING · {len(found.refused_keys)}"
        for key, why in found.refused_keys:
            yield safe_line(f"  {key}: {why}")
    yield "\nSUM"
    yield f"  {'':<24}{'rows':>7}{'keyed':>7}{'alike':>7}{'new':>7}{'refused':>9}{'earlier':>9}  without canonical id"
    for row in found.sums:
        yield safe_line(
            f"  {pad(row.title, 24)}{row.rows:>7}{row.keyed:>7}{row.alike:>7}{row.new:>7}{row.refused:>9}"
            f"{row.earlier:>9}{row.without_canonical_id:>22}"
        )
    idle = f", {len(found.idle_refusals)} of them name nothing in these files" if found.idle_refusals else ""
    yield f"  {count_of(refusals, 'key is refused', 'keys are refused')}{idle}"


def _lines(candidate: Candidate) -> Iterator[str]:
    """Yield a candidate in a line, and below it what it may be already."""
    makers = clip(", ".join(candidate.makers) or "maker not known", 32)
    told = [_reach(candidate), candidate.category, ", ".join(candidate.keys)]
    yield safe_line(
        f"  {_date(candidate):<12} {pad(candidate.name, 32)}  {pad(makers, 32)}  {_size(candidate):>7}  "
        + " · ".join(filter(None, told))
    )
    for id_, reasons in candidate.alike:
        yield safe_line(f"  {'':<12} same? {id_}: {reasons}")


def _date(candidate: Candidate) -> str:
    """Return the date, with a sign where it is only that of a listing, which is no later than the release."""
    released = candidate.released
    if released is None:
        return "no date"
    return f"≤{released.date}" if released.event == "listed" else released.date


def _size(candidate: Candidate) -> str:
    size = candidate.size
    return f"{short_number(size.count)}{'~' if size.estimated else ''}" if size else ""


def _reach(candidate: Candidate) -> str:
    cited = candidate.citations
    told = (
        count_of(candidate.offers, "offer") if candidate.offers else "",
        count_of(cited, "citation") if cited else "",
    )
    return ", ".join(filter(None, told))


def _notes(difference: Difference) -> Iterable[str]:
    return filter(None, (difference.found.apart, "disputed already" if difference.known else ""))


def _table(found: Comparison) -> Iterator[str]:
    """Yield the four lists as one table."""
    yield "\t".join(COLUMNS)
    for each in found.candidates:
        yield _row(
            list="candidate", name=each.name, date=_date(each), makers=", ".join(each.makers),
            size=str(each.size.count) if each.size else "", offers=str(each.offers or ""),
            citations="" if each.citations is None else str(each.citations), category=each.category,
            keys=", ".join(each.keys), id=", ".join(id_ for id_, _ in each.alike),
            note=" | ".join(f"same? {id_}: {reasons}" for id_, reasons in each.alike),
        )  # fmt: skip
    for difference in found.differences:
        mine, theirs = difference.found.sides
        yield _row(
            list="difference", id=difference.found.model, name=theirs.name, field=difference.found.field,
            landscape=mine.value, newer=theirs.value, file=theirs.catalog, apart=difference.found.apart,
            note="disputed already" if difference.known else "",
        )  # fmt: skip
    for lost in found.lost:
        yield _row(list="lost key", id=lost.id, keys=lost.key, note=", ".join(lost.still))
    for key, why in found.refused_keys:
        yield _row(list="key that joins nothing", keys=key, note=why)
    for key in found.idle_refusals:
        yield _row(list="idle refusal", keys=key)
    for count in found.sums:
        for name in ("rows", "keyed", "alike", "new", "refused", "earlier", "without_canonical_id"):
            yield _row(list="sum", file=count.title, field=name, newer=str(getattr(count, name)))


def _row(**cells: str) -> str:
    return "\t".join(safe_line(cells.get(column, "")) for column in COLUMNS)


if __name__ == "__main__":
    main()
