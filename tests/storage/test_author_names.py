"""Authors as family and given names, groups whole, and others that are not named."""

from __future__ import annotations

import pytest

from genai_tui.storage.exporters.author_names import Author, authors_of
from genai_tui.storage.exporters.bibliography import bibtex, csl
from tests.storage.citations import with_paper


@pytest.mark.parametrize(
    ("name", "given", "particle", "family", "suffix"),
    [
        ("Ben Poole", "Ben", "", "Poole", ""),
        ("Jonathan T. Barron", "Jonathan T.", "", "Barron", ""),
        ("Daniel De Freitas", "Daniel", "", "De Freitas", ""),
        ("Nando de Freitas", "Nando", "de", "Freitas", ""),
        ("Aäron van den Oord", "Aäron", "van den", "Oord", ""),
        ("Laurens van der Maaten", "Laurens", "van der", "Maaten", ""),
        ("KEA Van De Sande", "KEA", "", "Van De Sande", ""),
        ("Leandro von Werra", "Leandro", "von", "Werra", ""),
        ("Cyprien de Masson d’Autume", "Cyprien", "de", "Masson d’Autume", ""),
        ("Tom Dupré la Tour", "Tom", "", "Dupré la Tour", ""),
        ("Vincent J. Della Pietra", "Vincent J.", "", "Della Pietra", ""),
        ("Quoc V. Le", "Quoc V.", "", "Le", ""),
        ("Wei-Ning To", "Wei-Ning", "", "To", ""),
        ("Qi Ai", "Qi", "", "Ai", ""),
        ("A. Joseph Hoane Jr.", "A. Joseph", "", "Hoane", "Jr."),
        ("Robert Downey, Jr.", "Robert", "", "Downey", "Jr."),
        ("Downey, Jr., Robert", "Robert", "", "Downey", "Jr."),
        ("de Souza, III, Ana", "Ana", "de", "Souza", "III"),
        ("Rumelhart, David E.", "David E.", "", "Rumelhart", ""),
        ("van den Oord, Aäron", "Aäron", "van den", "Oord", ""),
        ("Susan Zhang∗", "Susan", "", "Zhang", ""),
        ("Zihan Wang (汪子涵)", "Zihan", "", "Wang", ""),
        ("Chun-Fu (Richard) Chen", "Chun-Fu (Richard)", "", "Chen", ""),
        ("and Quoc V. Le", "Quoc V.", "", "Le", ""),
        ("William El Sayed.", "William", "", "El Sayed", ""),
        ("Konrad Żołna", "Konrad", "", "Żołna", ""),
    ],
)
def test_a_person_has_a_family_and_given_names(
    name: str, given: str, particle: str, family: str, suffix: str
) -> None:
    assert authors_of([name]).named == (Author(family, given, particle, suffix),)


@pytest.mark.parametrize(
    "name",
    [
        "OpenAI", "Gemini Team", "LG AI Research", "Upstage AI", "Procter and Gamble", "Michie and Chambers",
        "Saudi Data and Artificial Intelligence Authority", "Institute of Light and Sound", "Google DeepMind",
        "Black Forest Labs and Stability AI", "Bam4d", "汪子涵", "Writer", "Acme, Inc.", "Bell {Labs}",
        "Open X-Embodiment Collaboration", "University of Oslo",
    ],
)  # fmt: skip
def test_a_group_is_kept_whole(name: str) -> None:
    assert authors_of([name]).named == (Author(literal=name),)


def test_the_braces_around_a_group_and_its_literal() -> None:
    model = with_paper(authors=("Procter and Gamble", "Ann Lee"), year=2020)
    assert "author = {{Procter and Gamble} and Lee, Ann}" in "".join(bibtex([model]))
    assert csl([model])[0]["author"] == [{"literal": "Procter and Gamble"}, {"family": "Lee", "given": "Ann"}]


def test_an_organization_of_the_catalog_is_a_group_whatever_it_is_called() -> None:
    assert authors_of(["Saudi Aramco"]).named == (Author("Aramco", "Saudi"),)
    assert authors_of(["Saudi Aramco"], {"saudi aramco"}).named == (Author(literal="Saudi Aramco"),)


def test_a_team_before_its_first_member_and_a_pair_are_two_authors() -> None:
    assert authors_of(["Tencent Hunyuan Team: Ao Liu"]).named == (
        Author(literal="Tencent Hunyuan Team"),
        Author("Liu", "Ao"),
    )
    assert authors_of(["John Jumper and Demis Hassabis"]).named == (
        Author("Jumper", "John"),
        Author("Hassabis", "Demis"),
    )


@pytest.mark.parametrize(
    "last",
    ["Ke Shen et al. (97 additional authors not shown)", "Ke Shen et al.", "Ke Shen and others", "Ke Shen, et al"],
)  # fmt: skip
def test_others_are_no_author(last: str) -> None:
    authors = authors_of(["Ann Lee", last])
    assert authors.named == (Author("Lee", "Ann"), Author("Shen", "Ke"))
    assert authors.others
    model = with_paper(authors=("Ann Lee", last), year=2020)
    assert "author = {Lee, Ann and Shen, Ke and others}" in "".join(bibtex([model]))
    assert csl([model])[0]["author"][-1] == {"literal": "others"}


def test_others_alone() -> None:
    assert authors_of(["Ann Lee", "et al."]).others
    assert authors_of(["Ann Lee", "others"]).others
    assert not authors_of(["Ann Lee", "Ethan Al"]).others
