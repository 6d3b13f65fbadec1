"""Decisions written into an overlay: read back they have their effect, and nothing that stood there is lost."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.disagreement import Disagreement, disagreements
from genai_tui.catalog.model import Availability, Model, ParameterCount, Release, Source, value_at
from genai_tui.catalog.provenance import claim
from genai_tui.catalog.resolution import Resolution, choices
from genai_tui.catalog.sanitize import can_be_seen
from genai_tui.cli.main import door
from genai_tui.storage import overlay_writer
from genai_tui.storage.files import Refused
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.loader import open_catalogs
from genai_tui.storage.overlay_writer import default_folder, why_not, write_resolution
from tests.storage.joining import catalog, record

DATA = Path(__file__).parents[3] / "shared" / "datasets"
words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("#:{}[]&*!|>'\"%@`-?,~"),
    min_size=1, max_size=30,
).map(str.strip).filter(lambda text: text.lower() not in ("", "~", "?", "-", "none", "null", "na", "n/a", "tbd", "todo", "unknown", "undisclosed")).filter(can_be_seen)  # fmt: skip
"""What a reader of catalogs lets through."""
dates = st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 1, 1)).map(str) | st.integers(1990, 2030).map(
    str
)
reasons = st.text(max_size=60) | st.sampled_from(
    ["a: b # c", "- [x]", "{a: 1}", "'", '"', "*x &y !z", "null", "\\e[31m"]
)


def sides(one: Model, other: Model, folder: Path) -> list[str]:
    """Two catalogs on disk, each with one of two records."""
    names = []
    for name, model in (("here", one), ("there", other)):
        write_folder(catalog(name, model), folder / name)
        names.append(str(folder / name))
    return names


def found(names: list[str], *overlays: Path) -> tuple[Disagreement, ...]:
    joined, problems = open_catalogs(names, list(map(str, overlays)))
    assert problems == ()
    return disagreements(joined).found


def decide(names: list[str], overlay: Path, number: int, field: str = "", why: str = "") -> Resolution:
    """Decide the first disagreement, or that about a field."""
    joined, _ = open_catalogs(names, [str(overlay)] if overlay.exists() else [])
    every = disagreements(joined)
    about = next(
        each
        for each in (*every.found, *every.lookalikes)
        if field in ("", each.field) and len(choices(joined, each)) > number
    )
    resolution = choices(joined, about)[number].make(why)
    write_resolution(overlay, resolution)
    return resolution


def is_clean(names: list[str], overlay: Path) -> bool:
    told = CliRunner().invoke(
        door, ["validate", *(each for name in names for each in ("-c", name)), "--overlay", str(overlay)]
    )
    assert told.exit_code == 0, told.output
    return "0 problems" in told.stderr


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=dates, other=dates, licenses=st.tuples(words, words), counts=st.tuples(st.integers(1, 10**15), st.integers(1, 10**15)),
       weights=st.permutations(["open", "closed"]), number=st.integers(0, 1), why=reasons, noted=words)  # fmt: skip
def test_a_decision_is_read_back_and_has_its_effect(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str, licenses: tuple[str, str],
    counts: tuple[int, int], weights: list[Any], number: int, why: str, noted: str,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("decision")
    pair = [
        replace(
            record("x", date=date),
            released=Release(date, note=noted),
            parameters=(ParameterCount(count, variant=noted),),
            availability=Availability(weights=weight, license=license_, api=True),
            sources=(Source("page", supports=("released", "parameters", "availability")),),
            same_as=("here:x",),
        )
        for date, license_, count, weight in zip((one, other), licenses, counts, weights, strict=True)
    ]
    names = sides(*pair, folder)
    overlay = folder / "mine"
    for field in dict.fromkeys(each.field for each in found(names)):
        before = found(names, *([overlay] if overlay.exists() else []))
        if field.startswith("availability") and any(
            each in overlay_fields(overlay) for each in ("availability",)
        ):
            with pytest.raises(Refused, match="gives availability already"):
                decide(names, overlay, number, field, why)
            continue
        decide(names, overlay, number, field, why)
        joined, problems = open_catalogs(names, [str(overlay)])
        assert problems == ()
        shown = joined.model("x")
        assert shown is not None
        assert value_at(shown, field) == value_at(pair[number], field)
        after = disagreements(joined).found
        assert {each.field for each in before} - {each.field for each in after} == {field}
        told = {source.title for source in claim(joined, shown, field).sources}
        assert any(title and title.startswith("decided: ") for title in told)
        assert shown.availability is not None
        assert shown.availability.api is True
    if overlay.exists():
        assert is_clean(names, overlay)


def overlay_fields(overlay: Path) -> set[str]:
    path = overlay / "models" / "x.yaml"
    return {line.partition(":")[0] for line in path.read_text().splitlines()} if path.exists() else set()


@pytest.mark.parametrize("same", [True, False])
def test_two_of_one_name_are_decided_to_be_one_or_two(tmp_path: Path, same: bool) -> None:
    names = sides(record("goat", name="GOAT", count=10), record("goat-7b", name="Goat", count=7000), tmp_path)
    overlay = tmp_path / "mine"
    assert len(found(names)) == 1
    decide(names, overlay, 0 if same else 1, why="they say so")
    joined, problems = open_catalogs(names, [str(overlay)])
    assert problems == ()
    assert joined.lookalikes == ()
    assert bool(joined.members) is same
    assert "they say so" in (overlay / "models" / "goat.yaml").read_text()
    if same:
        assert {each.field for each in disagreements(joined).found} == {"parameters"}
        assert disagreements(joined).found[0].reasons == ("own records say so (same_as)",)
    assert is_clean(names, overlay)


STANDING = {
    "block": "# mine\nsummary: Mine.   # so\nsources:\n  # from them\n  - {id: page, supports: [summary]} # yes\nsame_as:\n- here:other\n",
    "flow": "sources: [{id: page, supports: [summary]}]  # kept\nsame_as: [ 'here:other' ]\nsummary: Mine.\n",
    "without a last line break": "summary: Mine.\nsame_as: []",
    "another encoding of the beginning": "\ufeffsummary: Mine.\n",
}


@pytest.mark.parametrize("text", STANDING.values(), ids=STANDING)
def test_what_stands_in_the_file_stays(tmp_path: Path, text: str) -> None:
    names = sides(record("x"), record("x", date="2024", same_as=("here:x",)), tmp_path)
    path = tmp_path / "mine" / "models" / "x.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    path.chmod(0o640)
    decide(names, tmp_path / "mine", 1)
    after = path.read_text()
    for line in filter(None, text.lstrip("\ufeff").splitlines()):
        assert (line in after) or line.startswith(("sources: [", "same_as: ["))
    for comment in ("# mine", "# so", "# from them", "# yes", "# kept"):
        assert (comment in text) == (comment in after)
    assert path.stat().st_mode & 0o777 == 0o640
    joined, problems = open_catalogs(names, [str(tmp_path / "mine")])
    assert problems == ()
    shown = joined.model("x")
    assert shown is not None
    assert (shown.summary, shown.date) == ("Mine.", "2024")
    assert list(path.parent.iterdir()) == [path], "nothing is left beside it"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("released: {date: 2023}\n", "gives released already"),
        ("{summary: Mine.}\n", "not written a field a line"),
        ("sumary: Mine.\n", "line 1: sumary"),
        ("summary: 'Mine.\n", "line 2: a quoted text is never closed"),
        ("summary: Mine.\nsources: &all\n- {id: page}\n", "in a way that nothing is added to"),
        ("- list\n", "expected fields"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_as_it_is(tmp_path: Path, text: str, why: str) -> None:
    names = sides(record("x"), record("x", date="2024", same_as=("here:x",)), tmp_path)
    joined, _ = open_catalogs(names)
    resolution = choices(joined, disagreements(joined).found[0])[0].make("")
    path = tmp_path / "mine" / "models" / "x.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(Refused, match=why) as refused:
        write_resolution(tmp_path / "mine", resolution)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_text() == text


def test_nothing_is_written_through_a_link_or_where_a_name_would_lead_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("summary: Not mine.\n")
    models = tmp_path / "mine" / "models"
    models.mkdir(parents=True)
    (models / "x.yaml").symlink_to(outside)
    for id_ in ("x", "../y", "a/b", ""):
        with pytest.raises(Refused):
            write_resolution(tmp_path / "mine", Resolution(id_, {"summary": "Ours."}))
    assert outside.read_text() == "summary: Not mine.\n"
    with pytest.raises(Refused, match="no file can"):
        write_resolution(tmp_path / "mine", Resolution("half", {"summary": "\ud800"}))
    assert not (models / "half.yaml").exists()


def test_it_is_told_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why_not(tmp_path / "not" / "yet") == ""
    (tmp_path / "file").write_text("")
    assert "is no folder" in why_not(tmp_path / "file" / "mine")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "cannot be written to" in why_not(tmp_path)
    assert default_folder() == tmp_path / "data" / "genai-tui" / "overlay"


def test_a_dispute_of_one_catalog_is_decided(tmp_path: Path) -> None:
    names = ["survey"]
    before = found(names)
    resolution = decide(names, tmp_path / "mine", 1, "released", "the conference counts")
    after = found(names, tmp_path / "mine")
    assert len(before) - len(after) == 1
    assert resolution.id not in {each.model for each in after if each.field == "released"}
    joined, _ = open_catalogs(names, [str(tmp_path / "mine")])
    shown = joined.model(resolution.id)
    assert shown is not None
    told = next(each for each in shown.disputes if each.field == "released")
    assert told.why == "decided: the conference counts"
    assert told.chosen == shown.date
    assert is_clean(names, tmp_path / "mine")


@pytest.mark.skipif(not DATA.exists(), reason="real catalogs are not part of the project")
@pytest.mark.usefixtures("one_cache")
@pytest.mark.parametrize("last", [False, True])
def test_every_disagreement_of_real_catalogs_can_be_decided(tmp_path: Path, last: bool) -> None:
    names = [
        "survey",
        str(DATA / "epoch_notable_2026-01.csv"),
        str(DATA / "ecosystem-graphs"),
        str(DATA / "models_dev_2026-09.json"),
    ]
    joined, _ = open_catalogs(names)
    overlay = tmp_path / "mine"
    every = disagreements(joined)
    refused = 0
    for about in (*every.found, *every.lookalikes):
        offered = choices(joined, about)
        assert len(offered) >= 2, about
        resolution = offered[-1 if last else 0].make("a: # b")
        path = overlay / "models" / f"{resolution.id}.yaml"
        given = {line.partition(":")[0] for line in path.read_text().splitlines()} if path.exists() else set()
        if given.isdisjoint(resolution.fields.keys() - resolution.adds) and decided_once(about, path):
            write_resolution(overlay, resolution)
        else:
            with pytest.raises(Refused, match="already"):
                write_resolution(overlay, resolution)
            refused += 1
    left = disagreements(open_catalogs(names, [str(overlay)])[0])
    assert left.alike == 0 or not last
    assert is_clean(names, overlay)
    assert len(left.found) <= len(every.found)
    if last:  # nothing was joined anew, so nothing but a second pair about a field that is given can be left
        assert len(left.found) <= refused


def decided_once(about: Disagreement, path: Path) -> bool:
    """Whether a pair that may be one model is not decided yet: it stands in every field in which it differs."""
    return not about.other or not any(
        f"- {side.key}\n" in path.read_text() or f"'{side.key}'" in path.read_text()
        for side in about.sides
        if path.exists()
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("id: a\nsources:\n- {id: old}\n", "id: a\nsources:\n- {id: new}\n- {id: old}\n"),
        ("id: a\nsources:\n  - {id: old}\n  - {id: older}\n", "id: a\nsources:\n  - {id: new}\n  - {id: old}\n  - {id: older}\n"),
        ("sources: [{id: old}]\n", "sources: [{id: new}, {id: old}]\n"), ("sources: []\n", "sources: [{id: new}]\n"),
        ("sources: [ ]\n", "sources: [{id: new} ]\n"),
    ],
)  # fmt: skip
def test_an_item_is_put_before_the_others_as_these_are_written(text: str, written: str) -> None:
    assert overlay_writer._with_items(text, "sources", [{"id": "new"}]) == written
