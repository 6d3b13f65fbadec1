"""One row an attribute: whatever a row says is true of queries, groups, orders, columns, files and pages alike."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog import attributes, describe_model
from genai_tui.catalog.attributes import (
    ATTRIBUTES,
    COLUMNS,
    IN_FILES,
    MODELS,
    OTHER_NAMES,
    UNKNOWN,
    Attribute,
)
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.model import Availability, Capabilities, Catalog, Model, ParameterCount
from genai_tui.catalog.provenance import state_of
from genai_tui.cli.output import models_in
from genai_tui.search.completion import complete
from genai_tui.search.counts import count_by, countable
from genai_tui.search.fields import field_called
from genai_tui.search.grouping import FACETS, facets_of
from genai_tui.search.index import SearchIndex
from genai_tui.search.sorting import ORDERS, attribute_in, order_called, ordered, orders_of
from genai_tui.storage.exporters.json_form import HEADINGS, model_as_json, values_row
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.widgets.model_table import ModelTable
from tests.talkers import write_talkers

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "datasets"
SURVEY, _ = open_catalog("survey", use_cache=False)
INDEX = SearchIndex(SURVEY)
with tempfile.TemporaryDirectory() as _folder:
    TALKERS, _ = open_catalog(str(write_talkers(Path(_folder) / "talkers")), use_cache=False)
EVERY = pytest.mark.parametrize("attribute", ATTRIBUTES.values(), ids=ATTRIBUTES)


@EVERY
def test_every_attribute_is_a_field(attribute: Attribute) -> None:
    for name in (attribute.name, *attribute.other_names):
        assert field_called(name) is attribute
    assert attribute.help
    assert attribute.wants
    assert f"{attribute.name}:" in [
        each.text for each in complete(INDEX, attribute.name, len(attribute.name))
    ]


@EVERY
def test_every_attribute_has_an_order_or_is_words(attribute: Attribute) -> None:
    order = order_called(attribute.name)
    assert order or attribute.kind == "text"
    assert (order is not None) == bool(attribute.order or attribute.ordered_by)
    if order:
        assert attribute_in(order) is ATTRIBUTES[attribute.ordered_by or attribute.name]


@EVERY
def test_every_attribute_has_a_column_or_says_why_not(attribute: Attribute) -> None:
    heads = next(models_in("markdown", SURVEY, SURVEY.models, (attribute.name,)))
    title = ATTRIBUTES[attribute.column_of or attribute.name].title
    assert (f" {title} " in heads) is not bool(attribute.no_column)
    assert (
        ModelTable.LAYOUT.column_of(attribute.name)
        or attribute.no_column
        or attribute.name in ("name", "weights", "cat")
    )


@EVERY
def test_every_attribute_is_told_on_a_page(attribute: Attribute) -> None:
    assert not attribute.page or attribute.page in describe_model._PAGES
    if not attribute.path:
        return
    for catalog, model in ((each, model) for each in (SURVEY, TALKERS) for model in each):
        if not attribute.values(catalog, model):
            continue
        told = {item.field for page in model_pages(catalog, model) for item in page.items}
        # One item may tell several fields of one part: what goes in and comes out, what is to be had.
        parts = {field.replace("inputs", "outputs").partition(".")[0] for field in told}
        known = [path for path in attribute.path.split("|") if state_of(model, path) != "unknown"]
        assert parts.issuperset(path.replace("inputs", "outputs").partition(".")[0] for path in known)


@EVERY
def test_every_attribute_that_sources_speak_of_has_a_claim_in_json(attribute: Attribute) -> None:
    claims = model_as_json(SURVEY, SURVEY.models[0])["claims"]
    left_out = {"also_in", "citations", "offers", "paper.venue", "paper.authors"}  # of the first form
    for path in filter(None, attribute.path.split("|")):
        assert (path in claims) is not (path in left_out)


def test_names_and_turns_are_each_one_attributes() -> None:
    names = [*ATTRIBUTES, *OTHER_NAMES]
    assert len(set(names)) == len(names)
    for turn in ("grouping", "order", "column"):
        turns = Counter(getattr(each, turn) for each in ATTRIBUTES.values())
        assert max(count for number, count in turns.items() if number) == 1, turn
    assert len(set(HEADINGS)) == len(HEADINGS)
    assert {each.heading for each in IN_FILES} == {each.heading for each in ATTRIBUTES.values()} - {""}
    assert [each.name for each in COLUMNS] == ["org", "date", "params", "weights", "cat", "price", "context"]


def test_groupings_and_orders_are_those_that_keys_and_documents_name() -> None:
    assert FACETS == (
        "category", "organization", "year", "family", "signature", "domain", "weights", "maker", "status", "provider",
        "price", "context", "disputed", "slot", "star", "licence-class",
    )  # fmt: skip
    assert ORDERS == (
        "best", "name", "organization", "date", "parameters", "weights", "category", "price", "context", "compute",
        "citations", "active", "cutoff", "ends",
    )  # fmt: skip
    assert all(MODELS.groupings[facet].grouping for facet in FACETS)


@pytest.mark.parametrize(
    "name", ["survey", "talkers", "epoch_notable_2026-07.csv", "models_dev_2026-09.json"]
)
@EVERY
def test_filter_column_order_and_count_say_the_same(name: str, attribute: Attribute) -> None:
    catalog, index = opened(name)
    shown = {model.id: attribute.text(catalog, model) for model in catalog}
    known = {id_ for id_, text in shown.items() if text}
    if not attribute.never_unknown:
        keys = {model.id: attribute.keys(catalog, model) for model in catalog}
        stated = {id_ for id_ in known if keys[id_] != (attribute.unknown_key,)}
        assert {model.id for model in index.ask(f"{attribute.name}:?").records} == set(shown) - stated
    assert attribute.known_in(catalog) or not known
    if attribute.heading:
        rows = {model.id: values_row(catalog, model)[attribute.heading] for model in catalog}
        assert {id_ for id_, value in rows.items() if value is not None} == known
    if order := order_called(attribute.name):
        own = attribute_in(order)
        assert own
        for reverse in (False, True):
            cells = [own.text(catalog, model) for model in ordered(catalog, catalog.models, order, reverse)]
            assert cells == sorted(cells, key=lambda text: text == ""), "what is not known comes last"
    if attribute in countable():
        rows_ = count_by(catalog, catalog.models, (attribute,))
        unknown = [row.count for row in rows_ if row.values == (None,)]
        assert unknown == ([len(shown) - len(known)] if len(known) < len(shown) else [])


_OPENED: dict[str, tuple[Catalog, SearchIndex]] = {
    "survey": (SURVEY, INDEX), "talkers": (TALKERS, SearchIndex(TALKERS)),
}  # fmt: skip


def test_what_the_survey_does_not_state_is_offered_nowhere_in_it() -> None:
    new = ("family", "status", "active", "cutoff", "ends")
    assert not [name for name in new if ATTRIBUTES[name].offered(SURVEY)]
    assert [name for name in new if ATTRIBUTES[name].offered(TALKERS)] == list(new)
    assert {"family", "status"}.isdisjoint(facets_of(SURVEY))
    assert {"family", "maker", "status"} <= set(facets_of(TALKERS))
    assert {"active", "cutoff", "ends"}.isdisjoint(orders_of(SURVEY))


def test_every_capability_of_a_record_can_be_asked_for() -> None:
    assert tuple(attributes._CAN) == Capabilities.__struct_fields__


def opened(name: str) -> tuple[Catalog, SearchIndex]:
    if name not in _OPENED:
        if not (REAL / name).exists():
            pytest.skip(f"{name} is not here")
        catalog, _ = open_catalog(str(REAL / name))
        _OPENED[name] = catalog, SearchIndex(catalog)
    return _OPENED[name]


def test_a_model_without_anything_is_unknown_in_every_column(tiny: Catalog) -> None:
    bare = Model(id="bare", name="Bare", category="unplaced", sources=tiny.models[0].sources)
    for attribute in ATTRIBUTES.values():
        known = attribute.name in ("name", "id", "cat")
        assert (attribute.cell(tiny, bare) == UNKNOWN) is not known, attribute.name


NEW_ROWS = """
    Attribute("count", "Sources", lambda catalog, model: (len(model.sources),), "number", "sources",
              help="how many sources there are", largest_first=True, bands=(Band(0, 3, "few"), Band(3, math.inf, "many")), grouping=90,
              order=90, column=90, heading="number_of_sources", page="Sources"),
    Attribute("later", "Later", lambda catalog, model: _once(each.date for each in model.other_dates), "date",
              "other_dates", help="a later date", order=91, page="Lineage"),
    Attribute("event", "Event", lambda catalog, model: _optional(model.released.event if model.released else None),
              path="released", help="what came out first", closed=("announcement", "paper", "weights"), grouping=91),
    Attribute("metric", "Metric", lambda catalog, model: _once(each.metric for each in model.results),
              path="results", help="what was measured", page="Numbers", heading="metrics", lists_all=True),
    Attribute("demo", "Demo", _yes_or_no(lambda model: model.availability.demo if model.availability else None),
              path="availability.demo", help="whether there is a demo", closed=_YES_OR_NO, heading="demo",
              read_back=lambda cell, estimated: cell == "yes", page="Overview"),
"""
"""A row of every kind: a number in bands, a date, words of a closed list, words of an open list, yes or no."""

PROGRAM = """
import sys, types
from pathlib import Path
import genai_tui.catalog
source = Path("genai_tui/catalog/attributes.py").read_text(encoding="utf-8")
module = types.ModuleType("genai_tui.catalog.attributes")
sys.modules[module.__name__] = genai_tui.catalog.attributes = module
begin = "_ALL = (\\n    *_ROWS,\\n"
assert begin in source
exec(compile(source.replace(begin, begin + sys.argv.pop(1)), "attributes.py", "exec"), module.__dict__)
from genai_tui.cli.main import main
sys.argv[0] = "genai-tui"
main()
"""


@pytest.fixture
def with_new_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def run(*arguments: str) -> str:
        ran = subprocess.run([sys.executable, "-c", PROGRAM, NEW_ROWS, *arguments], cwd=ROOT, check=False,
                             capture_output=True, text=True, encoding="utf-8")  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    return run


def test_a_new_row_is_all_that_a_new_attribute_needs(with_new_rows, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run = with_new_rows
    many = [model for model in SURVEY if len(model.sources) > 3]
    assert run("list", "-f", "ids", "count:>3").split() == [model.id for model in many]
    assert run("list", "-f", "ids", "count:many").split() == [model.id for model in many]
    most = max(SURVEY, key=lambda model: len(model.sources))
    assert run("list", "-f", "ids", "--sort", "count", "--limit", "1").split() == [most.id]
    heads, *_ = run("list", "metric:fid").splitlines()
    assert heads.split()[-2:] == ["Sources", "Metric"]
    assert f"{len(many)}\tmany" in run("count", "--by", "count").splitlines()
    assert run("count", "--by", "event,demo", "-f", "csv").startswith("event,demo,count\n")
    assert "later" in run("show", most.id).lower() or not most.other_dates
    shown = next(model for model in SURVEY if model.availability and model.availability.demo)
    assert "  Demo        yes" in run("show", shown.id).splitlines()
    head, *_ = run("export", "-f", "csv").splitlines()
    assert ",context,number_of_sources,family," in head  # beside the columns that are always shown
    assert head.endswith(",metrics,demo,availability_note,estimated,disputed")
    assert '"other_dates": {' in run("export", shown.id, "-f", "json")
    table = tmp_path / "own.csv"
    table.write_text(run("export", "-f", "csv"), encoding="utf-8")
    wanted = [model.id for model in SURVEY if model.availability and model.availability.demo]
    assert run("list", "-c", str(table), "-f", "ids", "demo:yes").split() == wanted


def test_a_table_of_an_earlier_version_opens_under_new_rows(with_new_rows, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "own.csv"
    table.write_text("\n".join(models_in("csv", SURVEY, SURVEY.models)) + "\n", encoding="utf-8")
    assert with_new_rows("list", "-c", str(table), "-f", "ids").split() == [model.id for model in SURVEY]


def test_the_tables_beside_the_rows_hold_no_names() -> None:
    """What is derived from the rows stands in no other file as a list of names."""
    names = {each.called for each in attributes.ATTRIBUTES.values()} | set(ATTRIBUTES)
    for path in (ROOT / "genai_tui" / "search").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named = {name for name in names if f'"{name}", "' in text and f'", "{name}"' in text}
        assert len(named) < 2, (path.name, named)


@pytest.mark.parametrize(
    ("name", "fields", "text"),
    [
        ("category", {"also_in": ("text-to-audio",)}, "text → image +1"),
        ("category", {}, "text → image"),
        ("weights", {"availability": Availability(weights="restricted", use="any")}, "restricted"),
        ("params", {"parameters": (ParameterCount(7 * 10**9), ParameterCount(13 * 10**9))}, "7B"),
        ("params", {"parameters": ()}, ""),
        ("org", {}, "Acme Labs +1"),
    ],
)
def test_of_several_values_the_first_is_shown_and_how_many_more(
    tiny: Catalog, name: str, fields: dict[str, Any], text: str
) -> None:
    (painter,) = (model for model in tiny if model.id == "painter")
    attribute = MODELS.called(name)
    assert attribute
    assert attribute.text(tiny, replace(painter, **fields)) == text


@pytest.mark.parametrize("name", [name for name, row in ATTRIBUTES.items() if row.bands])
def test_every_number_above_nothing_is_in_one_band(name: str) -> None:
    bands = sorted(ATTRIBUTES[name].bands, key=lambda band: band.low)
    assert bands[0].low in (0, -math.inf)
    assert [band.high for band in bands[:-1]] == [band.low for band in bands[1:]]
    assert bands[-1].high == math.inf
