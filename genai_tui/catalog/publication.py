"""Publications: the venue of a paper as name, volume, number and award, and the date that counts."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from genai_tui.catalog.address import is_doi_of_arxiv
from genai_tui.catalog.model import Model, Paper
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.partial_date import month_and_day, year_of
from genai_tui.catalog.venues import KINDS_BY_WORD, LIBRARIES, VENUES, Venue, VenueKind

_AWARD = re.compile(
    r"[\s,;]*[(\[]([^()\[\]]*[^\W0-9_][^()\[\]]*)[)\]]$"
    r"|[\s,;:–-]+((?:oral|spotlight|poster|highlight|notable|best|outstanding|distinguished|honou?rable)\b[^()]*)$",
    re.IGNORECASE,
)
"""What is said of a paper after its venue: in brackets, or by the words that conferences use."""
_PAGES = re.compile(r"[\s,:]+(?:pp?\.?\s*)?([0-9]+)\s*[-–—]{1,2}\s*([0-9]+)(?=[\s,;.)]|$)")
_YEAR = re.compile(
    r"[\s,]*(?:(?<![0-9])\((?P<inner>(?:18|19|20)[0-9][0-9])\)|(?<![0-9(])(?P<bare>(?:18|19|20)[0-9][0-9])(?=[\s,;.:)]|$))"
)
"""A year, alone in brackets or not at all in them: `378(2012)` is a volume and its number."""
_SHORT_YEAR = re.compile(r"\s*['’]([0-9][0-9])(?![0-9])")
_VOLUME = re.compile(
    r"[\s,]+(?:vol(?:\.|ume)?\s*)?([0-9]{1,4})(?:\s*\(([0-9]+(?:-[0-9]+)?)\)|[\s,]+no\.?\s*([0-9]+))?$",
    re.IGNORECASE,
)
_WITHOUT_PREFIX = re.compile(r"^(?:in )?(?:proceedings of (?:the )?|proc\. (?:of )?)", re.IGNORECASE)
_BY_WORD = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in KINDS_BY_WORD)
_EVENTS = {"page": ("announcement", "demo", "product", "paper")}


class _Written(Struct, frozen=True):
    """What the venue of a paper says: `text` is what is left of it beside the rest; 0 where it names no year."""

    venue: Venue
    text: str
    note: str
    year: int
    pages: str


class Publication(Struct, frozen=True):
    """How a paper was published. `year`, `month` and `day` are of this publication, 0 where not known.

    `name` is the venue's in full, with neither year nor award; `edition` is what people call a conference of one
    year (`ICLR 2023`); `note` is what the venue adds, such as an award; `doi` is of this publication alone.
    """

    kind: VenueKind
    name: str = ""
    edition: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    note: str = ""
    doi: str = ""
    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def container(self) -> str:
        """The name of the whole that the paper is a part of."""
        return f"{self.name} ({self.edition})" if self.edition and self.edition != self.name else self.name


def published(model: Model) -> Publication | None:
    """Return how the paper of a model was published, or None where no paper is known.

    The year is the one that the venue names; else the paper's; else that of the model's release.
    """
    paper = model.paper
    if paper is None:
        return None
    written = _written(paper)
    venue = written.venue
    year = written.year or paper.year or model.year or 0
    volume = _VOLUME.search(written.text) if venue.kind == "journal" else None
    edition = f"{venue.short} {written.year or ''}".strip() if venue.short else ""
    month, day = _month_and_day(model, paper, written, year)
    return Publication(
        venue.kind,
        venue.name,
        edition,
        volume[1] if volume else "",
        (volume[2] or volume[3] or "") if volume else "",
        written.pages,
        written.note,
        "" if not paper.doi or (is_doi_of_arxiv(paper.doi) and venue.kind != "preprint") else paper.doi,
        year,
        month,
        day,
    )


def where_and_when(paper: Paper) -> str:
    """Return a paper's venue and year in words; where the venue names another year, what the paper's own is."""
    year, venue_year = paper.year, _written(paper).year
    if paper.venue and venue_year and year and year != venue_year:
        told = f"preprint of {year}" if paper.arxiv and year < venue_year else f"paper dated {year}"
    else:
        told = str(year) if year and not venue_year else ""
    return " · ".join(filter(None, (paper.venue, told)))


def _written(paper: Paper) -> _Written:
    """Return what the venue of a paper says."""
    text, pages = " ".join((paper.venue or "").split()), ""
    if span := _PAGES.search(text):
        text, pages = text[: span.start()] + text[span.end() :], f"{span[1]}–{span[2]}"
    text, note = _without_award(text)
    text = _SHORT_YEAR.sub(lambda found: f" {'19' if found[1] > '50' else '20'}{found[1]}", text)
    years = list(_YEAR.finditer(text))
    year = whole(years[-1]["inner"] or years[-1]["bare"]) if years else None
    if years:
        text = " ".join(f"{text[: years[-1].start()]} {text[years[-1].end() :]}".split())
    text, before = _without_award(text.strip(" ,;:'"))
    return _Written(_identified(text, paper), text, note or before, year or 0, pages)


def _without_award(text: str) -> tuple[str, str]:
    """Return a venue without what is said of the paper behind it, and that; an acronym in brackets stays."""
    award = _AWARD.search(text)
    if award is None or award.start() == 0:
        return text, ""
    said = (award[1] or award[2]).strip()
    if _YEAR.sub("", said).strip().casefold() in _known():
        return text, ""
    return text[: award.start()], said


def _identified(text: str, paper: Paper) -> Venue:
    """Return the venue that a text names; without a text, the one that the paper's addresses lead to."""
    if not text:
        return _by_address(paper)
    bare = _WITHOUT_PREFIX.sub("", text)
    for spelling in (text, bare, _VOLUME.sub("", text), re.sub(r"\s*\([^()]*\)$", "", bare)):
        if known := _known().get(spelling.casefold()):
            return known
    if short := re.search(r"\(([^()]+)\)$", text):
        known = _known().get(_YEAR.sub("", short[1]).strip().casefold())
        if known:
            return known
    if text.casefold().startswith("arxiv"):
        return VENUES[0]
    for kind, words in _BY_WORD:
        if words.search(text):
            return Venue(kind, _VOLUME.sub("", text) if kind == "journal" else text)
    if any((known := _known().get(word.casefold())) and known.short == word for word in text.split()):
        return Venue("conference", text)
    if _VOLUME.search(text):
        return Venue("journal", _VOLUME.sub("", text))
    published_elsewhere = paper.doi is not None and not is_doi_of_arxiv(paper.doi)
    return Venue("journal" if published_elsewhere else "unknown", text)


def _by_address(paper: Paper) -> Venue:
    doi = f"https://doi.org/{paper.doi}" if paper.doi and not is_doi_of_arxiv(paper.doi) else None
    for address in filter(None, (doi, paper.url)):
        for pattern, venue in _patterns():
            if pattern.match(address):
                return venue
    if doi is None and (paper.arxiv or paper.doi):
        return VENUES[0]
    return Venue("page" if doi is None and paper.url else "unknown", "")


@functools.cache
def _known() -> dict[str, Venue]:
    return {
        spelling.casefold(): venue
        for venue in VENUES
        for spelling in (venue.name, venue.short, *venue.others)
        if spelling
    }


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Venue], ...]:
    of_many = Venue("unknown", "", addresses=LIBRARIES)
    return tuple(
        (re.compile(rf"https?://(?:[\w-]+\.)*?{address}", re.IGNORECASE), venue)
        for venue in (*VENUES, of_many)
        for address in venue.addresses
    )


def _month_and_day(model: Model, paper: Paper, written: _Written, year: int) -> tuple[int, int]:
    """Return when in its year the paper appeared at its venue, as far as a dated event tells.

    The date of a preprint says nothing of the conference or journal that printed the paper later: of those
    only an event counts that names the venue, or the one date of a paper that never was a preprint.
    """
    releases = [each for each in (model.released, *model.other_dates) if each]
    if releases and paper.year is None and year == year_of(releases[0].date) and not written.year:
        return month_and_day(releases[0].date)  # the year is of this date, so the rest of it is as well
    events = _EVENTS.get(written.venue.kind, ("paper",))
    dated = [each for each in releases if each.event in events and year_of(each.date) == year]
    if written.venue.kind in ("journal", "conference"):
        named = re.escape(_VOLUME.sub("", written.text).casefold())
        told = (
            [each for each in dated if re.search(rf"\bin {named}\b", (each.note or "").casefold())]
            if named
            else []
        )
        dated = told or ([] if paper.arxiv else dated)
    return month_and_day(dated[0].date) if dated else (0, 0)
