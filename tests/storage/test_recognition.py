"""A format is recognized by what only it has, in the content alone; what is refused is told what it lacks."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.provenance import told_fields
from genai_tui.storage import cache, importers
from genai_tui.storage.importers import format_of
from genai_tui.storage.importers.epoch_vocabulary import HEADINGS, OTHER_HEADINGS, SURE
from genai_tui.storage.loader import known_names, open_catalog
from genai_tui.storage.shipped import shipped_names

EPOCH = "Model,Organization,Publication date,Training compute (FLOP)\nAlder,Wood Lab,2024-01-05,1e22\n"
PLAIN = "Model,Organization,Publication date,Parameters\nAlder,Wood Lab,2024-01-05,7000000\n"
TALKS = (
    "name,organization,date,task,link\nHow we moved,Harbour Library,2024-03-05,keynote,https://example.org\n"
)
RENAMED = "Model Name,Developer,Released,Training compute (FLOP)\nAlpha,Lab,2025-01-02,1e21\n"
ASSET = "- {type: model, name: A, organization: B, created_date: 2022-01-01, modality: text; text, dependencies: []}\n"
FOREIGN = ("room", "speaker", "shelf", "colour", "weight", "owner", "ticket", "floor", "phone", "street")
COMMON = ("Model", "Organization", "Publication date", "Domain", "Task", "Parameters", "Confidence", "Link",
          "Reference", "Citations", "Authors", "Abstract", "Country", "Base model")  # fmt: skip


def opened(path: Path, use_cache: bool = True) -> Catalog:
    return open_catalog(str(path), use_cache)[0]


@pytest.mark.parametrize("seed", range(40))
def test_common_headings_and_foreign_ones_are_never_credited(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    heads = [*chance.sample(COMMON, len(COMMON) // 2), *chance.sample(FOREIGN, chance.randint(1, 9))]
    chance.shuffle(heads)
    path = tmp_path / "x.csv"
    path.write_text(",".join(heads) + "\n" + ",".join("x" for _ in heads) + "\n")
    if format_of(path) is None:
        with pytest.raises(CatalogError, match="format that is known here"):
            opened(path)
        return
    catalog = opened(path)
    assert (catalog.head.license, catalog.head.credit, catalog.head.title) == (None, None, "x.csv")
    assert not any("epoch" in source.id for source in catalog.head.sources)


@pytest.mark.parametrize("sure", sorted(SURE))
def test_one_heading_that_only_epoch_has_is_enough(tmp_path: Path, sure: str) -> None:
    path = tmp_path / "x"
    path.write_text(f"Model,Organization,{sure}\nA,B,1\n")
    assert opened(path).head.id == "epoch"
    foreign = ",".join(FOREIGN)
    path.write_text(f"Model,Organization,{sure},{foreign}\nA,B,1\n")
    assert format_of(path) is None or opened(path).head.id == "table"


def test_headings_stand_in_one_list() -> None:
    assert not OTHER_HEADINGS & set(HEADINGS) - {
        "accessibility",
        "base model",
        "confidence",
        "finetune compute notes",
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [(EPOCH, "Epoch AI models"), (ASSET, "Ecosystem Graphs"), (PLAIN, None), (TALKS, ""), (RENAMED, None)],
)
@pytest.mark.parametrize("name", ["x.csv", "x.CSV", "x.tsv", "x", "x.csv.gz", "x.json", "x.yaml"])
def test_the_answer_is_the_same_whatever_the_ending_and_the_cache(
    tmp_path: Path, text: str, title: str | None, name: str
) -> None:
    """`title` is empty for what is refused, None for a table that bears its own file's name."""
    table = not text.startswith("-")
    data = (text.replace(",", "\t") if name == "x.tsv" and table else text).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    if title == "":
        for use_cache in (False, True, True):
            with pytest.raises(CatalogError, match="format that is known here"):
                opened(path, use_cache)
        return
    answers = [opened(path, use_cache) for use_cache in (False, True, True)]
    for entry in cache.cache_folder().glob("*.msgpack"):
        entry.write_bytes(entry.read_bytes()[:-3] + b"xyz")
    answers.append(opened(path))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0].head.title == (name if title is None else title)
    other = tmp_path / "other"
    other.write_bytes(path.read_bytes())
    assert opened(other).head.title == ("other" if title is None else title)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Make,Doors\nA,4\n",
            'no heading for the name among "Make, Doors"; --map name=HEADING,org=HEADING,... says which column is what',
        ),
        ("Model,Manufacturer,Year,Price\nA,B,1999,5\n", "--map name=Model,... opens it all the same"),
        (TALKS, 'among "name, organization, date, task, link"; --map name=name'),
        ("a,b,c\n1,2,3\n", 'no heading for the name among "a, b, c"'),
        ("", "no format that is known here"),
        ("\0\1\2", "no format that is known here"),
        ('{"updated_at": 1, "things": []}', "no format that is known here"),
    ],
)
def test_a_refusal_says_what_was_looked_for_and_found(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(CatalogError) as caught:
        opened(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_folder_that_is_no_catalog_names_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"without anything that could be opened.*Epoch AI's CSV"):
        opened(tmp_path)
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "README.md").write_text("# A card\n")
    (tmp_path / "talks.csv").write_text(TALKS)
    with pytest.raises(CatalogError, match="without anything that could be opened"):
        opened(tmp_path)
    (tmp_path / "notable.csv").write_text(EPOCH)
    (tmp_path / "graphs" / "assets").mkdir(parents=True)
    (tmp_path / "graphs" / "assets" / "one.yaml").write_text(ASSET)
    with pytest.raises(CatalogError, match=r"it holds graphs, notable\.csv, which can be opened"):
        opened(tmp_path)


def test_a_broken_catalog_of_our_own_is_still_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.yaml").write_text("id: a\n")
    assert format_of(tmp_path) is None
    with pytest.raises(CatalogError, match=r"catalog\.yaml"):
        opened(tmp_path)


def test_a_single_file_of_assets_opens(tmp_path: Path) -> None:
    path = tmp_path / "openai.yaml"
    path.write_text(ASSET)
    assert [model.name for model in opened(path)] == ["A"]


PLACEHOLDERS = (
    "unknown",
    "Unknown",
    "UNKNOWN",
    "n/a",
    "N/A",
    "NA",
    "-",
    "?",
    "~",
    "none",
    "null",
    "TBD",
    "todo",
    "undisclosed",
)


@pytest.mark.parametrize("word", PLACEHOLDERS)
def test_a_cell_that_says_nothing_is_not_known_from_the_first_opening(tmp_path: Path, word: str) -> None:
    heads = (
        "Model", "Organization", "Domain", "Task", "Publication date", "Parameters", "Training compute (FLOP)",
        "Training dataset", "Base model", "Model accessibility", "Link", "Reference", "Authors", "Abstract",
        "Training hardware", "Notability criteria",
    )  # fmt: skip
    path = tmp_path / "t.csv"
    path.write_text(
        f"{','.join(heads)}\n{','.join([word] * len(heads))}\nOther,Lab{',' * (len(heads) - 2)}\n"
    )
    catalog, problems = open_catalog(str(path), use_cache=False)
    first = catalog.models[0]
    assert not problems
    assert first.name == word  # somebody may call a model so
    assert told_fields(first) == ()
    assert [each.name for each in catalog.organizations.values()] == ["Lab"]
    (line,) = [line for line in catalog.report if line.what.startswith("placeholders")]
    assert (line.count, line.examples) == (len(heads) - 1, (word,))


def test_every_format_is_a_row_and_a_file() -> None:
    folder = Path(importers.__file__).parent
    known = {each.module for each in importers.FORMATS}
    assert len(known) == len(importers.FORMATS)
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert (path.stem in known) == ("\ndef recognizes(" in text and "\nNAME = " in text), path.name
    for each in importers.FORMATS:
        assert each.importer.NAME


def test_a_name_of_a_package_is_a_catalogs_name() -> None:
    assert set(known_names()) == {
        *shipped_names(),
        *(each.known_as for each in importers.FORMATS if each.known_as),
    }


def test_every_file_that_a_format_reads_in_a_folder_is_part_of_the_key(tmp_path: Path) -> None:
    for number, layout in enumerate(importers.LAYOUTS):
        for inner in layout.folders:
            folder = tmp_path / f"{number}" / inner
            folder.mkdir(parents=True, exist_ok=True)
            keys = set()
            for ending in layout.endings:
                (folder / f"a{ending}").write_text("- name: a", encoding="utf-8")
                keys.add(cache.key_of(tmp_path / f"{number}", (), importers.LAYOUTS))
            (folder / f"a{layout.endings[0]}").write_text("- name: b", encoding="utf-8")
            keys.add(cache.key_of(tmp_path / f"{number}", (), importers.LAYOUTS))
            assert len(keys) == len(layout.endings) + 1
            assert None not in keys
            for ending in layout.endings:
                (folder / f"a{ending}").unlink()
            if inner != ".":
                folder.rmdir()


def test_a_compiled_catalog_imports_no_format(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom genai_tui.storage.loader import known_names, open_catalog\nknown_names()\n"
        "open_catalog('survey')\nopen_catalog('survey')\n"
        "print(*(name for name in sys.modules if 'importers.' in name and 'survey' not in name))"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", program]
    subprocess.run(command, capture_output=True, check=True, env=environment)
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout == "\n"
