"""What `import` writes of anybody's table `validate` accepts, and it reads back the same."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import MOST_MAKERS, Catalog
from genai_tui.catalog.patterns import PLACEHOLDERS
from genai_tui.cli.main import door
from genai_tui.storage.diff import differences
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.importers.cleanup import well_formed
from genai_tui.storage.inspection import inspect_folder
from genai_tui.storage.loader import open_catalog

HEADS = ("Model", "Organization", "Publication date", "Domain", "Task", "Parameters", "Authors", "Abstract", "Reference",
         "Link", "Training dataset", "Training hardware", "Country (of organization)", "Base model")  # fmt: skip
WORDS = st.one_of(
    st.sampled_from((
        *PLACEHOLDERS, "None", "NULL", "TBD", "N/A", "true", "Yes", "0", "<<", "=", ".nan", "1e3", "012", "", "- x", "# x", "a: b",
        "'", '"', "@x", "`x`", "%x", "*x", "&x", "!x", "x\u0085y", "\u2028", "\ufeff", "\u3164", "\x1b[2J", "https://e.org/\x1b", "10.1/ x",
        "x" * 3000,
    )),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)  # fmt: skip


def check(path: Path, folder: Path) -> None:
    try:
        catalog = well_formed(open_catalog(str(path), use_cache=False)[0])
    except CatalogError:
        return
    write_folder(catalog, folder)
    problems = [str(each) for each in inspect_folder(folder).problems if each.severity == "error"]
    assert problems == []
    again, _ = open_catalog(str(folder), use_cache=False)
    assert list(differences(catalog, again)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(*[WORDS] * len(HEADS)), min_size=1, max_size=4))
def test_any_table_becomes_a_valid_folder(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "t.csv"
        with table.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADS, *rows])
        check(table, Path(place) / "out")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(*[WORDS] * 6), min_size=1, max_size=4))
def test_any_offers_become_a_valid_folder(rows: list[tuple[str, ...]]) -> None:
    models = {
        f"{place}-{id_}": {"id": id_, "name": name, "family": family, "release_date": day, "open_weights": True,
                           "modalities": {"input": ["text", kind], "output": ["text"]}, "cost": {"input": 0}}
        for place, (id_, name, family, day, kind, _) in enumerate(rows)
    }  # fmt: skip
    shop = {"id": "shop", "name": rows[0][5], "npm": "@x/y", "env": [], "models": models}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "api.json"
        path.write_text(json.dumps({"shop": shop}), encoding="utf-8")
        check(path, Path(place) / "out")


def test_what_nobody_means_is_taken_out_and_counted(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "Model,Organization,Publication date,Domain,Task,Parameters,Abstract,Training hardware,Base model\n"
        "unknown,None,2025-01-01,Language,Chat,7,TBD,todo,unknown\n"
    )
    catalog = well_formed(open_catalog(str(table))[0])
    (model,) = catalog.models
    assert (model.name, model.summary, model.based_on) == ("unknown", None, ())
    assert model.training is None or model.training.hardware is None
    assert "summary" not in {name for source in model.sources for name in source.supports}
    assert any("placeholders" in line.what for line in catalog.report)


def test_a_catalog_in_which_all_is_meant_stays_as_it_is(tiny: Catalog) -> None:
    assert well_formed(tiny) is tiny


def test_the_command_counts_and_writes_a_valid_folder(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "Model,Organization,Publication date,Domain,Task,Abstract\nNone,~,2025-01-01,Language,Chat,N/A\n"
    )
    done = CliRunner().invoke(door, ["import", str(table), "-o", str(tmp_path / "out"), "--report"])
    assert done.exit_code == 0
    assert CliRunner().invoke(door, ["validate", "--strict", str(tmp_path / "out")]).exit_code == 0


def test_a_list_is_cut_where_it_is_longer_than_any(tiny: Catalog) -> None:
    painter = tiny.model("painter")
    assert painter is not None
    many = replace(painter, organizations=painter.organizations * 80)
    catalog = Catalog(tiny.head, (many,), tiny.organizations, tiny.relations)
    clean = well_formed(catalog)
    assert len(clean.models[0].organizations) == MOST_MAKERS
    assert "lists that are longer than any is, and were cut" in [line.what for line in clean.report]
