"""Organizations of several catalogs: which are one, under which id, and what is known of them then."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog, Organization, Part, Relation, Source
from genai_tui.storage.organization_merge import Organizations
from tests.storage.joining import catalog


def of(*organizations: Organization, relations: tuple[Relation, ...] = ()) -> Catalog:
    made = catalog("x")
    return Catalog(made.head, (), {each.id: each for each in organizations}, relations)


def org(id_: str, name: str = "", *aliases: str, **more: object) -> Organization:
    return Organization(id=id_, name=name or id_, aliases=aliases, **more)  # type: ignore[arg-type]


def ids(*catalogs: Catalog) -> list[list[str]]:
    """Return by catalog the ids that its organizations have among all."""
    joined = Organizations(catalogs)
    return [[joined.id_of(number, id_) for id_ in each.organizations] for number, each in enumerate(catalogs)]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ([org("a", "Lab", "X"), org("b", "Other", "X")], [org("c", "X")], [["a", "b"], ["c"]]),
        ([org("a")], [org("a")], [["a"], ["a"]]), ([org("a", "Lab")], [org("b", "lab")], [["a"], ["a"]]), ([org("a", "Lab")], [org("b", "Labs")], [["a"], ["b"]]),
        ([org("a", "Lab", "The Lab")], [org("b", "the lab")], [["a"], ["a"]]), ([org("a", "Lab", "L")], [org("b", "Other", "l")], [["a"], ["a"]]),
        ([org("a", "Lab"), org("b", "LAB")], [org("c", "Lab")], [["a", "a"], ["a"]]),
        ([org("a", "Lab"), org("b", "Workshop", "Lab")], [org("c", "Lab")], [["a", "a"], ["a"]]),
        ([org("a", "Lab")], [org("b", "Lab"), org("a", "Elsewhere")], [["a"], ["b", "a"]]),
        ([org("a", "Lab")], [org("a", "Elsewhere")], [["a"], ["a"]]),
        ([org("a", "One"), org("b", "Two")], [org("c", "One", "Two")], [["a", "a"], ["a"]]),
    ],
)  # fmt: skip
def test_organizations_of_one_id_or_name_are_one(
    one: list[Organization], other: list[Organization], told: list[list[str]]
) -> None:
    assert ids(of(*one), of(*other)) == told


def test_two_of_one_id_that_are_not_one_have_two_ids() -> None:
    first, second = of(org("a", "Lab"), org("b", "Other")), of(org("c", "lab"), org("b", "Lab of its own"))
    assert ids(first, second, of(org("b", "Third", "third"))) == [["a", "b"], ["a", "b"], ["b"]]


def test_what_only_later_catalogs_know_is_added() -> None:
    source, more = Source("s", title="S"), Source("t", title="T")
    one = org("a", "Lab", "L", kind="company", sources=(source,))
    other = org(
        "b", "lab", "Laboratory", "L", kind="startup", country="NO", founded=1999, sources=(source, more)
    )
    (found,) = Organizations((of(one), of(other))).all().values()
    assert (found.id, found.name, found.aliases) == ("a", "Lab", ("L", "lab", "Laboratory"))
    assert (found.kind, found.country, found.founded, found.city) == ("company", "NO", 1999, None)
    assert found.sources == (source, more)


def test_parts_have_the_ids_of_all() -> None:
    joined = Organizations((of(org("a", "Lab"), org("u", "Unit")), of(org("b", "Lab"), org("v", "unit"))))
    own = (Part("a", "developer"), Part("none", "developer", unit="u"))
    assert joined.parts(0, own) is own
    assert joined.parts(1, (Part("b", "developer", unit="v"), Part("a", "developer", unit="u"))) == (
        Part("a", "developer", unit="u"),
    )  # fmt: skip
    assert joined.parts(1, (Part("a", "developer", unit="v"),)) == (Part("a", "developer", unit="u"),)
    assert joined.id_of(1, "nobody") == "nobody"


def test_a_relation_stands_once_with_the_most_exact_date() -> None:
    def tie(one: str, other: str, date: str | None = None, kind: str = "acquired") -> Relation:
        return Relation(from_id=one, to_id=other, kind=kind, date=date)  # type: ignore[call-arg,arg-type]

    one = of(
        org("a", "Lab"),
        org("c", "Co"),
        relations=(
            tie("a", "c", "2022-05"),
            tie("a", "c", "2023"),
            tie("a", "c", "2023"),
            tie("a", "c", kind="stake"),
        ),
    )
    other = of(
        org("b", "lab"), org("d", "co"),
        relations=(tie("b", "d", "2022-05"), tie("b", "d", "2022"), tie("b", "d"), tie("b", "d", "2022-05-03"), tie("b", "d", "2024"), tie("d", "b", "2022"), tie("b", "d", kind="stake")),
    )  # fmt: skip
    itself = of(org("e", "Solo"), relations=(tie("e", "e", "2020"),))
    told = [
        (each.from_id, each.to_id, each.kind, each.date)
        for each in Organizations((one, other, itself)).relations()
    ]
    assert told == [
        ("a", "c", "acquired", "2022-05"), ("a", "c", "acquired", "2023"), ("a", "c", "acquired", "2023"), ("a", "c", "stake", None),
        ("a", "c", "acquired", "2022-05-03"), ("a", "c", "acquired", "2024"), ("c", "a", "acquired", "2022"),
    ]  # fmt: skip
