"""One address of a record, for the detail, citations and what `y` copies."""

from __future__ import annotations

import pytest
from msgspec import structs

from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.model import Catalog, Links, Model, Paper
from genai_tui.storage.exporters.bibliography import bibtex, csl, markdown
from genai_tui.view.record_ref import RecordRef, name_and_address
from tests.storage.citations import epoch_catalogs, needs_epoch, survey, with_paper

URL = "https://example.org/paper"


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper("T", doi="10.1038/x_1", arxiv="2201.00001", url=URL), "https://doi.org/10.1038/x_1"),
        (Paper("T", doi="10.48550/arXiv.2201.00001", url=URL), "https://arxiv.org/abs/2201.00001"),
        (Paper("T", arxiv="2201.00001", url=URL), "https://arxiv.org/abs/2201.00001"),
        (Paper("T", url=URL), URL),
        (Paper("T", doi="10.1002/(SICI)1<1::AID>3.0.CO;2-#%{\\é"),
         "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-%23%25%7B%5C%C3%A9"),
        (Paper("T"), None),
    ],
)  # fmt: skip
def test_a_doi_comes_before_arxiv_before_an_address(paper: Paper, expected: str | None) -> None:
    assert paper.address == expected


def test_links_follow_where_the_paper_has_no_address() -> None:
    model = structs.replace(with_paper(), links=Links(code=URL))
    assert model.address == URL
    assert structs.replace(model, paper=None).address == URL
    assert structs.replace(model, links=None).address is None


def test_what_y_copies_of_papers_without_a_number_at_arxiv() -> None:
    copied = {
        each: name_and_address(survey(), RecordRef("model", each))
        for each in ("chatgpt", "alphatensor", "dall-e-2")
    }
    assert copied == {
        "chatgpt": "ChatGPT https://openai.com/index/chatgpt/",
        "alphatensor": "AlphaTensor https://doi.org/10.1038/s41586-022-05172-4",
        "dall-e-2": "DALL·E 2 https://arxiv.org/abs/2204.06125",
    }


def _linked(model: Model) -> bool:
    paper, links = model.paper, model.links
    known = (paper.doi, paper.arxiv, paper.url) if paper else ()
    return any(known) or bool(links and any((links.homepage, links.code, links.weights, links.demo)))


def _same_everywhere(catalog: Catalog) -> int:
    told = 0
    for model in catalog:
        where = model.address
        assert (where is not None) == _linked(model), model.id
        if where is None:
            continue
        told += 1
        assert name_and_address(catalog, RecordRef("model", model.id)).endswith(f" {where}")
        paper = model.paper.address if model.paper else None
        if paper is not None:
            assert paper == where
            pages = model_pages(catalog, model)
            links = {
                item.link.id for page in pages for item in page.items if item.link and item.link.kind == "web"
            }
            assert where in links
            assert csl([model])[0]["URL"] == where
            assert f"  url = {{{where}}}," in next(bibtex([model]))
            assert next(markdown([model])).endswith(where)
    return told


def test_every_model_of_the_survey_has_one_address() -> None:
    assert _same_everywhere(survey()) == 24


@needs_epoch
def test_every_model_of_real_tables_that_has_a_link_has_one_address() -> None:
    for catalog in epoch_catalogs():
        assert _same_everywhere(catalog) > 950
