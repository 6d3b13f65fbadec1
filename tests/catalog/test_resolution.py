"""A decision about a dispute within one catalog keeps the value that a side states, where it is one of the field."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.disagreement import disagreements
from genai_tui.catalog.model import Availability, Dispute, DisputedClaim, Model, Status
from genai_tui.catalog.resolution import choices
from genai_tui.storage.merge import join
from tests.storage.joining import catalog, record


def disputed(field: str, one: str, other: str, **fields: object) -> Model:
    claims = (DisputedClaim(value=one, source="page"), DisputedClaim(value=other, source="leaflet"))
    return replace(
        replace(record("x"), **fields), disputes=(Dispute(field=field, claims=claims, why="They differ."),)
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (disputed("status", "active", "retired", status=Status(state="active")), "status", {"state": "retired"}),
        (disputed("released", "2022-04-06", "2022-05"), "released", {"date": "2022-05"}),
        (disputed("knowledge_cutoff", "2022", "2023", knowledge_cutoff="2022"), "knowledge_cutoff", "2023"),
        (disputed("availability.license", "MIT", "Apache-2.0", availability=Availability(license="MIT")), "availability", {"license": "Apache-2.0"}),
    ],
)  # fmt: skip
def test_the_other_side_can_be_kept(model: Model, field: str, value: object) -> None:
    one = catalog("one", model)
    (about,) = disagreements(one).found
    made = [choice.make("because") for choice in choices(one, about)]
    assert value in [each.fields.get(field) for each in made], [each.fields for each in made]


def test_a_sentence_is_no_value() -> None:
    one = catalog("one", disputed("status", "still sold by some", "nobody knows"))
    (about,) = disagreements(one).found
    assert not any("status" in choice.make("").fields for choice in choices(one, about))


def test_what_is_one_is_filed_under_an_id_that_means_one_record() -> None:
    x = [record("x", name="X", by=by) for by in ("acme", "uni", "lab")]
    joined = join(
        [
            catalog("one", x[0]),
            catalog("two", x[1]),
            catalog("three", x[2], record("y", name="X", by="studio")),
        ]
    )
    asked = [
        each for each in disagreements(joined).lookalikes if "three:y" in {side.key for side in each.sides}
    ]
    assert asked
    for about in asked:
        files = {choice.make("").id for choice in choices(joined, about)}
        assert files == {"y"}, "three records are called x"


def test_each_field_has_the_side_that_was_chosen_for_it() -> None:
    status, released = (
        Dispute(field=field, claims=tuple(DisputedClaim(value=each, source="page") for each in sides), chosen=sides[0], why="")
        for field, sides in (("status", ("active", "retired")), ("released", ("2022-04-06", "2022-05")))
    )  # fmt: skip
    model = replace(record("x"), status=Status(state="active"), disputes=(status, released))
    one = catalog("one", model)
    words = {about.field: [each.words for each in choices(one, about)] for about in disagreements(one).found}
    assert words == {
        "status": ["active (The page of one)", "retired (The page of one)"],
        "released": ["2022-04-06 (The page of one)", "2022-05 (The page of one)"],
    }
    worded = replace(status, chosen="still sold", claims=(*status.claims[1:], *status.claims[1:]))
    one = catalog("one", replace(model, disputes=(worded,)))
    (about,) = disagreements(one).found
    assert [each.words for each in choices(one, about)][-1] == "still sold (as the catalog has it)"
