"""Citations say what they mean, as read by the programs that people cite with."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.publication import published
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters import bibliography
from genai_tui.storage.exporters.author_names import authors_of
from tests.storage.citations import (
    by_bibtexparser,
    by_citeproc,
    by_pybtex,
    epoch_catalogs,
    families,
    groups_of,
    needs_epoch,
    plain,
    survey,
    with_paper,
)

ARXIV, NEURIPS, ICML = "arXiv", "Neural Information Processing Systems", "Conference on Machine Learning"
ICLR, CVPR = "Conference on Learning Representations", "Computer Vision and Pattern Recognition"
SPEECH = "IEEE/ACM Transactions on Audio, Speech, and Language Processing"

SURVEY = {
    "dall-e-2": ("misc", ARXIV, 2022, ""),
    "imagen": ("inproceedings", NEURIPS, 2022, ""),
    "stable-diffusion": ("inproceedings", CVPR, 2022, ""),
    "muse": ("inproceedings", ICML, 2023, ""),
    "dreamfusion": ("inproceedings", ICLR, 2023, ""),
    "magic3d": ("inproceedings", CVPR, 2023, ""),
    "visualgpt": ("inproceedings", CVPR, 2022, ""),
    "flamingo": ("inproceedings", NEURIPS, 2022, ""),
    "soundify": ("inproceedings", "User Interface Software and Technology", 2023, ""),
    "phenaki": ("inproceedings", ICLR, 2023, ""),
    "jukebox": ("misc", ARXIV, 2020, "April"),
    "audiolm": ("article", SPEECH, 2023, ""),
    "whisper": ("inproceedings", ICML, 2023, ""),
    "lamda": ("misc", ARXIV, 2022, "*"),
    "peer": ("inproceedings", ICLR, 2023, ""),
    "speech-from-brain": ("article", "Nature Machine Intelligence", 2023, "*"),
    "chatgpt": ("misc", "OpenAI blog", 2022, "November"),
    "codex": ("misc", ARXIV, 2021, "July"),
    "alphacode": ("article", "Science", 2022, "December"),
    "minerva": ("inproceedings", NEURIPS, 2022, ""),
    "galactica": ("misc", ARXIV, 2022, "November"),
    "gato": ("article", "Transactions on Machine Learning Research", 2022, ""),
    "human-motion-diffusion-model": ("inproceedings", ICLR, 2023, ""),
    "alphatensor": ("article", "Nature", 2022, "October"),
}
"""Type, venue, year and month of each; `*` where the catalog may come to know the month."""
ITEM_TYPES = {"misc": "article", "inproceedings": "paper-conference", "article": "article-journal"}
CONTAINERS = {"misc": ("publisher", "howpublished"), "inproceedings": ("booktitle",), "article": ("journal",)}
LONGER_FAMILIES = {
    "Burcu Karagol Ayan": "Karagol Ayan",
    "Rapha Gontijo Lopes": "Gontijo Lopes",
    "Daniel De Freitas": "De Freitas",
    "Renelito Delos Santos": "Delos Santos",
    "Henrique Ponde de Oliveira Pinto": "Ponde de Oliveira Pinto",
    "Agustin Dal Lago": "Dal Lago",
    "Cyprien de Masson d'Autume": "de Masson d'Autume",
    "Esme Sutherland Robson": "Sutherland Robson",
    "Nando de Freitas": "de Freitas",
    "Sergio Gómez Colmenarejo": "Gómez Colmenarejo",
}
"""Family names of the survey's authors that are more than the last word."""


def test_every_entry_of_the_survey_has_its_type_venue_year_and_month() -> None:
    entries, parsed = by_pybtex(survey()), by_bibtexparser(survey())
    assert list(entries) == list(parsed) == list(SURVEY)
    for key, (kind, venue, year, month) in SURVEY.items():
        entry = entries[key]
        container = next(entry.fields[field] for field in CONTAINERS[kind] if field in entry.fields)
        assert (key, entry.type, entry.fields["year"]) == (key, kind, str(year))
        assert venue in container
        assert "(" not in container or str(year) in container, "no award stands in a venue"
        assert month == "*" or entry.fields.get("month", "") == month
        assert parsed[key]["ENTRYTYPE"] == kind
        assert parsed[key]["year"] == str(year)
        assert entry.fields["url"].startswith("https://")
    assert entries["dreamfusion"].fields["note"] == "Outstanding Paper"
    assert [entries["alphatensor"].fields[field] for field in ("volume", "number")] == ["610", "7930"]


def test_every_item_of_the_survey_has_its_type_venue_and_date() -> None:
    for item in bibliography.csl(survey()):
        kind, venue, year, _ = SURVEY[item["id"]]
        expected = "post-weblog" if item["id"] == "chatgpt" else ITEM_TYPES[kind]
        assert (item["id"], item["type"]) == (item["id"], expected)
        assert venue in (item["publisher"] if expected == "article" else item["container-title"])
        assert item["issued"]["date-parts"][0][0] == year


def test_every_author_of_the_survey_is_a_family_and_given_names_in_order() -> None:
    entries = by_pybtex(survey())
    items = {item["id"]: item for item in bibliography.csl(survey())}
    for model in survey():
        assert model.paper is not None
        names = model.paper.authors
        expected = [LONGER_FAMILIES.get(name, name.split()[-1]) for name in names]
        assert families(entries[model.id]) == expected
        written = [
            " ".join(
                filter(None, (each.get("non-dropping-particle"), each.get("family"), each.get("literal")))
            )
            for each in items[model.id]["author"]
        ]
        assert written == expected
        given = [
            " ".join([*person.first_names, *person.middle_names])
            for person in entries[model.id].persons["author"]
        ]
        together = [f"{first} {family}".strip() for first, family in zip(given, expected, strict=True)]
        assert together == list(names)


def test_a_style_sorts_by_family_and_prints_no_award() -> None:
    printed = by_citeproc(bibliography.csl(survey()))
    assert len(printed) == 24
    assert printed[0].startswith("Alayrac, J.-B. ")
    assert any(line.startswith("Ramesh, A. ") for line in printed)
    assert any(line.startswith("OpenAI (2022)") for line in printed)
    poole = next(line for line in printed if line.startswith("Poole"))
    assert "(2023)" in poole
    assert "ICLR 2023" in poole
    assert "Outstanding" not in poole
    assert "Preprint" not in poole


@needs_epoch
def test_every_row_of_real_tables_is_read_with_its_authors_and_year() -> None:
    for catalog in epoch_catalogs():
        groups = groups_of(catalog)
        models, _ = bibliography.cited(catalog)
        entries = by_pybtex(models, groups)
        assert len(entries) == len(models) > 900
        for model in models:
            paper, publication, entry = model.paper, published(model), entries[model.id]
            assert paper is not None
            assert publication is not None
            assert entry.fields.get("year") == (str(model.year) if model.year else None)
            authors = authors_of(paper.authors, groups)
            read = families(entry) if paper.authors else []
            known = [f"{each.particle} {each.family}".strip() or each.literal for each in authors.named]
            assert read == known + ["others"] * authors.others
            assert not any("et al" in name or "not shown" in name for name in read)
            if "arxiv.org/" in (paper.url or ""):
                assert (entry.type, entry.fields["publisher"]) == ("misc", "arXiv")
                assert entry.fields.get("eprint") == paper.arxiv


@needs_epoch
@pytest.mark.parametrize(
    ("address", "kind", "venue"),
    [
        ("proceedings.neurips.cc/", "inproceedings", "Advances in Neural Information Processing Systems (NeurIPS)"),
        ("papers.nips.cc/", "inproceedings", "Advances in Neural Information Processing Systems (NeurIPS)"),
        ("nature.com/articles/s41586-", "article", "Nature"),
        ("biorxiv.org/", "misc", "bioRxiv"),
        ("jmlr.org/papers", "article", "Journal of Machine Learning Research"),
        ("pnas.org/", "article", "Proceedings of the National Academy of Sciences"),
    ],
)  # fmt: skip
def test_rows_without_a_venue_have_the_one_that_their_address_tells(
    address: str, kind: str, venue: str
) -> None:
    rows = 0
    for catalog in epoch_catalogs():
        for entry in by_pybtex(
            [model for model in catalog if model.paper and address in (model.paper.url or "")]
        ).values():
            container = (
                entry.fields.get("booktitle") or entry.fields.get("journal") or entry.fields["publisher"]
            )
            assert (entry.type, container) == (kind, venue)
            rows += 1
    assert rows


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("{}\\%#@\"'$&_^~,;:()[]<>|` \t\n\x1b\u202eéŻ李aAzZ.-=*"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(safe_line(text).strip()))


@given(HOSTILE)
@example("}, author = {Mallory")
@example("@string{x = {y}}")
@example("a\\")
@example("{\\input{x}")
@example('50 % of #1 & "x" jan # feb')
def test_any_title_is_read_back_as_it_is(title: str) -> None:
    model = with_paper(title=title, authors=("Ann Lee",), year=2022, venue=title, doi=f"10.1234/{title}")
    expected = " ".join(safe_line(title).split())
    entry = by_pybtex([model])[model.id]
    assert plain(" ".join(entry.fields["title"][1:-1].split())) == expected
    assert families(entry) == ["Lee"]
    assert entry.fields["year"] is not None
    (parsed,) = by_bibtexparser([model]).values()
    assert plain(" ".join(parsed["title"][1:-1].split())) == expected


@given(st.lists(HOSTILE, min_size=1, max_size=4))
@example(["A and B", "et al. and C", "Smith, Jr, X", "O {and} P"])
@example(["van der Berg", "de", "x, y, z, w", "and", "others"])
def test_any_authors_are_read_back_whole_and_in_order(names: list[str]) -> None:
    authors = authors_of(names)
    model = with_paper(authors=tuple(names))
    entry = by_pybtex([model])[model.id]
    people = entry.persons.get("author", [])
    assert len(people) == len(authors.named) + authors.others
    for person, author in zip(people, authors.named, strict=False):
        if author.literal:
            (read,) = person.last_names
            assert not [*person.first_names, *person.prelast_names, *person.lineage_names]
            assert plain(" ".join(read[1:-1].split())) == " ".join(safe_line(author.literal).split())
        else:
            family = " ".join(person.last_names).removeprefix("{").removesuffix("}")
            assert (" ".join(person.prelast_names), family) == (author.particle, author.family)
            assert " ".join([*person.first_names, *person.middle_names]) == author.given
    assert len(by_bibtexparser([model])) == 1


def test_markdown_shows_a_title_as_it_stands() -> None:
    model = with_paper(title="[x](http://e.example) *y* <b>", authors=("A_B_C",), year=2020)
    (line,) = bibliography.markdown([model])
    assert line.startswith(r"- A\_B\_C. *\[x\](http://e.example) \*y\* \<b\>*. ")
    assert "2020" in line


def test_a_model_without_a_paper_is_not_cited() -> None:
    bare = structs.replace(survey().models[0], paper=None)
    assert bibliography.cited([bare]) == ([], [bare])
    assert not list(bibliography.bibtex([bare]))
    assert bibliography.csl([bare]) == []


@pytest.mark.parametrize(
    ("authors", "told"),
    [
        (("Ann Lee",), "Ann Lee."), (("Ann Lee", "Bo Li", "Cy Ma"), "Ann Lee, Bo Li, Cy Ma."),
        (("Ann Lee", "Bo Li", "Cy Ma", "Di Xu"), "Ann Lee, Bo Li, Cy Ma and others."),
        (("Ann Lee", "et al."), "Ann Lee and others."), ((), "*T*"),
    ],
)  # fmt: skip
def test_three_authors_are_named_in_markdown_and_the_others_told(authors: tuple[str, ...], told: str) -> None:
    (line,) = bibliography.markdown([with_paper(title="T", authors=authors, year=2020)])
    assert line.startswith(f"- {told}")


@pytest.mark.parametrize(
    ("venue", "kind", "degree", "school"),
    [
        ("PhD thesis, Somewhere", "phdthesis", "PhD thesis", "Somewhere"),
        ("Master's thesis, ETH Zurich, 2019", "mastersthesis", "Master's thesis", "ETH Zurich"),
        ("M.Sc. thesis, TUM", "mastersthesis", "M.Sc. thesis", "TUM"),
        ("Doctoral dissertation at Somewhere", "phdthesis", "Doctoral dissertation", "Somewhere"),
        ("PhD thesis", "phdthesis", "PhD thesis", None),
    ],
)  # fmt: skip
def test_a_thesis_is_no_article(venue: str, kind: str, degree: str, school: str | None) -> None:
    model = with_paper(title="T", authors=("Ann Lee",), year=2019, venue=venue)
    entry = by_pybtex([model])[model.id]
    assert (entry.type, entry.fields["type"], entry.fields.get("school")) == (kind, degree, school)
    (item,) = bibliography.csl([model])
    assert (item["type"], item["genre"], item.get("publisher")) == ("thesis", degree, school)
    assert "container-title" not in item
