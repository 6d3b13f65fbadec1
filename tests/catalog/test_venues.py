"""What kind of venue a text names, in what year and volume, and which of two years an entry has."""

from __future__ import annotations

import pytest
from msgspec import structs

from genai_tui.catalog.model import Paper, Release
from genai_tui.catalog.publication import published, where_and_when
from genai_tui.catalog.venues import VENUES, Venue
from tests.storage.citations import with_paper

NEURIPS = "Advances in Neural Information Processing Systems"


@pytest.mark.parametrize(
    ("venue", "kind", "container", "volume", "number", "note", "year"),
    [
        ("NeurIPS 2022", "conference", f"{NEURIPS} (NeurIPS 2022)", "", "", "", 2022),
        ("NIPS'17", "conference", f"{NEURIPS} (NeurIPS 2017)", "", "", "", 2017),
        ("Neural Information Processing Systems 2019 (Spotlight)", "conference", f"{NEURIPS} (NeurIPS 2019)", "", "", "Spotlight", 2019),
        ("ICLR 2023 (notable, top 25%)", "conference", "International Conference on Learning Representations (ICLR 2023)", "", "", "notable, top 25%", 2023),
        ("International Conference on Machine Learning (ICML 2023)", "conference", "International Conference on Machine Learning (ICML 2023)", "", "", "", 2023),
        ("International Conference on Machine Learning (ICML) 2021", "conference", "International Conference on Machine Learning (ICML 2021)", "", "", "", 2021),
        ("Proceedings of CVPR 2020", "conference", "IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR 2020)", "", "", "", 2020),
        ("Nature 610(7930)", "journal", "Nature", "610", "7930", "", 2000),
        ("Nature 378(2012)", "journal", "Nature", "378", "2012", "", 2000),
        ("CVPR (2021)", "conference", "IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR 2021)", "", "", "", 2021),
        ("Nature, vol. 521", "journal", "Nature", "521", "", "", 2000),
        ("Science 378(6624), 2022", "journal", "Science", "378", "6624", "", 2022),
        ("IEEE/ACM Transactions on Audio, Speech, and Language Processing 31", "journal", "IEEE/ACM Transactions on Audio, Speech, and Language Processing", "31", "", "", 2000),
        ("ICLR (Oral) 2023", "conference", "International Conference on Learning Representations (ICLR 2023)", "", "", "Oral", 2023),
        ("ICLR 2023 Oral", "conference", "International Conference on Learning Representations (ICLR 2023)", "", "", "Oral", 2023),
        ("CVPR 2022, Best Paper Finalist", "conference", "IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR 2022)", "", "", "Best Paper Finalist", 2022),
        ("37th Conference on Neural Information Processing Systems (NeurIPS 2023)", "conference", f"{NEURIPS} (NeurIPS 2023)", "", "", "", 2023),
        ("NeurIPS 2021 Workshop on Odd Things", "conference", "NeurIPS Workshop on Odd Things", "", "", "", 2021),
        ("Findings of EMNLP 2020", "conference", "Findings of EMNLP", "", "", "", 2020),
        ("arXiv preprint arXiv:2204.06125", "preprint", "arXiv", "", "", "", 2000),
        ("Nature 610, 47–53 (2022)", "journal", "Nature", "610", "", "", 2022),
        ("TMLR", "journal", "Transactions on Machine Learning Research", "", "", "", 2000),
        ("Journal of Odd Things 7", "journal", "Journal of Odd Things", "7", "", "", 2000),
        ("Workshop on Odd Things 2018", "conference", "Workshop on Odd Things", "", "", "", 2018),
        ("arXiv", "preprint", "arXiv", "", "", "", 2000),
        ("bioRxiv 2021", "preprint", "bioRxiv", "", "", "", 2021),
        ("OpenAI blog", "page", "OpenAI blog", "", "", "", 2000),
        ("Google technical report", "report", "Google technical report", "", "", "", 2000),
        ("Somewhere", "unknown", "Somewhere", "", "", "", 2000),
        ("PhD thesis, Somewhere 2019", "thesis", "PhD thesis, Somewhere", "", "", "", 2019),
        ("GitHub", "page", "GitHub", "", "", "", 2000),
    ],
)  # fmt: skip
def test_a_venue_is_parted_into_what_it_says(
    venue: str, kind: str, container: str, volume: str, number: str, note: str, year: int
) -> None:
    told = published(with_paper(venue=venue, year=2000))
    assert told is not None
    assert (told.kind, told.container, told.volume, told.number, told.note, told.year) == (
        kind, container, volume, number, note, year,
    )  # fmt: skip


@pytest.mark.parametrize("known", VENUES, ids=lambda known: known.short or known.name)
def test_every_spelling_in_the_table_means_its_venue(known: Venue) -> None:
    for spelling in (known.name, known.short, *known.others):
        for text in (spelling, f"{spelling} 2021", f"{spelling} (Best Paper)", spelling.upper()):
            if not spelling:
                continue
            told = published(with_paper(venue=text))
            assert told is not None
            assert (told.kind, told.name) == (known.kind, known.name)
            assert told.note == ("Best Paper" if "(" in text else "")


def test_pages_are_no_year_and_no_volume() -> None:
    told = published(with_paper(venue="Nature 610(7930), pp. 1905-1910"))
    assert told is not None
    assert (told.volume, told.number, told.pages, told.year) == ("610", "7930", "1905–1910", 0)


def test_a_doi_of_a_preprint_is_not_that_of_the_printed_paper() -> None:
    preprint = "10.48550/arXiv.2209.14988"
    printed = published(with_paper(venue="ICLR 2023", arxiv="2209.14988", doi=preprint))
    unprinted = published(with_paper(venue="arXiv", arxiv="2209.14988", doi=preprint))
    assert printed is not None
    assert unprinted is not None
    assert (printed.doi, unprinted.doi) == ("", preprint)


def test_the_month_of_a_preprint_is_not_that_of_the_conference() -> None:
    event = Release("2022-03-04", "paper")
    for venue, arxiv, month in (
        ("arXiv", "2203.00001", 3),
        ("NeurIPS 2022", "2203.00001", 0),
        ("Nature", "2203.00001", 0),
        ("Nature", None, 3),
        ("arXiv 2021", "2203.00001", 0),
    ):
        told = published(structs.replace(with_paper(venue=venue, arxiv=arxiv, year=2022), released=event))
        assert told is not None
        assert told.month == month, venue


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        (Paper("T", year=2022, venue="ICLR 2023 (Outstanding Paper)", arxiv="2209.14988"),
         "ICLR 2023 (Outstanding Paper) · preprint of 2022"),
        (Paper("T", year=2024, venue="ICLR 2023"), "ICLR 2023 · paper dated 2024"),
        (Paper("T", year=2022, venue="CVPR 2022"), "CVPR 2022"),
        (Paper("T", year=2022, venue="Nature 610(7930)"), "Nature 610(7930) · 2022"),
        (Paper("T", year=2022), "2022"),
        (Paper("T", venue="Nature"), "Nature"),
        (Paper("T"), ""),
    ],
)  # fmt: skip
def test_a_year_beside_a_venue_says_what_it_is(paper: Paper, told: str) -> None:
    assert where_and_when(paper) == told


@pytest.mark.parametrize(
    ("doi", "url", "arxiv", "kind"),
    [
        (None, "https://example.org/paper", None, "page"),
        ("10.9999/odd", "https://example.org/paper", None, "unknown"),  # printed somewhere, and nobody knows where
        ("10.9999/odd", None, None, "unknown"),
        (None, None, None, "unknown"),
        (None, None, "2209.14988", "preprint"),
        (None, "https://example.org/paper", "2209.14988", "preprint"),
        ("10.48550/arXiv.2209.14988", None, None, "preprint"),
        ("10.9999/odd", None, "2209.14988", "unknown"),
        ("10.1038/s41586-022-00001-1", None, None, "journal"),
    ],
)  # fmt: skip
def test_without_a_venue_the_address_says_what_kind_it_is(
    doi: str | None, url: str | None, arxiv: str | None, kind: str
) -> None:
    told = published(with_paper(doi=doi, url=url, arxiv=arxiv))
    assert told is not None
    assert told.kind == kind
