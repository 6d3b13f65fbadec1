"""Every reader of the program on bytes that nobody meant: only its declared errors come out, in bounded time.

Where something is read, it is written and read back: what comes then has to be the same.

python -m tests.trust.readers [--examples 1000] [--seed 1] [READER ...]     by hypothesis, all readers or some
python -m tests.trust.readers --fuzz SECONDS READER                         by atheris, where it is installed
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from msgspec import Struct

from genai_tui.catalog import numbers, partial_date
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.search.index import SearchIndex
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage import cache, yaml_tree
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.importers import table_cells
from genai_tui.storage.importers.cleanup import well_formed
from genai_tui.storage.importers.table_columns import MapProblem, read_map
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.memory import entry_file, transfer
from genai_tui.storage.memory.entries import KINDS
from genai_tui.storage.settings.reader import parsed
from genai_tui.tui.keymap import keymap_of
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import AddressProblem
from tests.conftest import HEAD, MODELS, ORGANIZATIONS, RELATIONS, write_catalog
from tests.trust.hostile import NASTY, acting

SECONDS = 5.0
"""What reading and writing back may take of the processor."""


class Reader(Struct, frozen=True):
    """What reads bytes; `read` raises one of `refuses` where it refuses them, and AssertionError where it is wrong."""

    samples: tuple[bytes, ...]
    read: Callable[[bytes, Path], object]
    refuses: tuple[type[Exception], ...] = ()
    is_json: bool = False
    """Whether the samples are JSON, in which values can be exchanged."""


# What a file holds


def _catalog(name: str) -> Callable[[bytes, Path], object]:
    """Return what reads a catalog from a file of a name in a folder, and writes it in the forms that are read again."""

    def read(data: bytes, folder: Path) -> object:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        top = folder / Path(name).parts[0] if "/" in name else path
        return _read_back(top, folder)

    return read


def _own(name: str) -> Callable[[bytes, Path], object]:
    """Return what reads a catalog of the program's own form of which one file holds the bytes."""

    def read(data: bytes, folder: Path) -> object:
        return _read_back(write_catalog(folder / "own", **{name: data}), folder)

    return read


def _overlay(data: bytes, folder: Path) -> object:
    base = write_catalog(folder / "base")
    (folder / "over" / "models").mkdir(parents=True, exist_ok=True)
    (folder / "over" / "models" / "painter.yaml").write_bytes(data)
    catalog, _ = open_catalog(str(base), False, (str(folder / "over"),))
    return catalog.models


def _read_back(path: Path, folder: Path) -> Catalog:
    catalog, problems = open_catalog(str(path), use_cache=False)
    # From the cache comes what was kept.
    if key := cache.key_of(path):
        cache.keep(key, folder / "cache", catalog, path, problems)
        if known := cache.find(key, folder / "cache", path):
            assert (known[0].models, known[0].head, known[1]) == (catalog.models, catalog.head, problems)
    # As a folder of the program's own form, unless records are missing that others name.
    if not problems:
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            again = Path(inside) / "again"
            meant = well_formed(catalog)  # as `import` does
            write_folder(meant, again)
            written, wrong = open_catalog(str(again), use_cache=False)
            assert not wrong, [str(each) for each in wrong][:3]
            before = sorted(meant.models, key=lambda model: model.id)
            for one, other in zip(before, sorted(written.models, key=lambda model: model.id), strict=True):
                assert one == other, (one, other)
    # In every format that records are exported in; two of them are read again.
    for form in ("jsonl", "csv", "markdown", "bibtex"):
        ran = CliRunner().invoke(door, ["-c", str(path), "export", "-f", form], standalone_mode=False)
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        assert not acting(ran.stdout), (form, acting(ran.stdout))
        if form in ("jsonl", "csv") and catalog.models:
            out = folder / f"out.{form}"
            out.write_text(ran.stdout, encoding="utf-8", newline="")
            models = open_catalog(str(out), use_cache=False)[0].models
            assert [each.id for each in models] == [each.id for each in catalog.models], form
    return catalog


def _compiled(data: bytes, folder: Path) -> object:
    """Read what stands in the cache, where somebody has made the checksum right."""
    (folder / "k.msgpack").write_bytes(cache._checksum(data) + data)
    (folder / "k.msgpack").chmod(0o600)
    return cache.find("k", folder, folder)


def _compiled_sample() -> bytes:
    with tempfile.TemporaryDirectory() as inside:
        folder = Path(inside)
        catalog, problems = open_catalog(str(write_catalog(folder / "c")), use_cache=False)
        cache.keep("k", folder, catalog, folder / "c", problems)
        return (folder / "k.msgpack").read_bytes()[len(cache._checksum(b"")) :]


# What a line says


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _query(data: bytes, folder: Path) -> object:
    if "tiny" not in _INDEX:
        _INDEX["tiny"] = SearchIndex(open_catalog(str(write_catalog(folder / "tiny")), use_cache=False)[0])
    index = _INDEX["tiny"]
    return index.relaxations(index.ask(_text(data)).query)


_INDEX: dict[str, SearchIndex] = {}


def _address(data: bytes, folder: Path) -> object:
    view = view_at(_text(data))
    again = view_at(address(view))
    assert again == view, (again, view)
    return view


def _date(data: bytes, folder: Path) -> object:
    text = _text(data)
    if partial_date.is_date(text):
        first, last = partial_date.days_of(text)
        assert first <= last
        assert partial_date.is_date(first)
        assert partial_date.is_date(last)
    day = table_cells.day(text)
    assert day is None or partial_date.is_date(day), day
    return day


def _number(data: bytes, folder: Path) -> object:
    text = _text(data)
    heading, _, cell = text.partition("|")
    measured = table_cells.measured(cell)
    read = [numbers.number(text), numbers.whole(text), table_cells.count(cell, heading), table_cells.price(cell, heading),
            measured[0] if measured else None]  # fmt: skip
    for each in read:
        assert each is None or math.isfinite(each), each
    return read


def _map(data: bytes, folder: Path) -> object:
    headings = ("Model", "Org", "Date", "a=b", "Größe", "")
    found = read_map(_text(data), headings)
    assert all(0 <= place < len(headings) for _, place in found.places)
    return found


# What is kept


def _settings(data: bytes, folder: Path) -> object:
    read = parsed(data, "settings.toml")
    for each in read.problems:
        assert not acting(str(each)), str(each)
    return keymap_of(read)


def _memory(data: bytes, folder: Path) -> object:
    for kind in KINDS:
        content = entry_file.parsed(data, kind)
        again = entry_file.parsed(entry_file.written(content.entries, kind), kind)
        assert again.entries == content.entries
        assert not again.damage
    return None


def _memory_document(data: bytes, folder: Path) -> object:
    entries = transfer.read_document(data, "memory.json")
    written = json.dumps(transfer.written_entries(entries)).encode()
    assert set(transfer.read_document(written, "again")) == set(entries)
    return entries


def _yaml(data: bytes, folder: Path) -> object:
    plain = yaml_tree.plain_data(yaml_tree.parse(data, "x"))
    try:
        text = yaml_tree.dump(plain)
    except ValueError:  # half a character, which no file can hold
        return None
    again = yaml_tree.plain_data(yaml_tree.parse(text.encode(), "x"))
    assert again == plain
    return plain


# All of them

_EPOCH = (
    b"Model,Organization,Publication date,Domain,Task,Parameters,Authors,Link,Abstract,Country (of organization),Training compute (FLOP),"
    b"Base model,Model accessibility\n"
    b'GPT-9,"OpenAI,Google",2022-04-06,Language,"Chat,Code generation",1.75e11,"A. B,C. D",https://arxiv.org/abs/2204.06125,"It, well",'
    b"United States of America,3.1e23,,API access\nB,,,,,,,,,,,GPT-9,Open weights (unrestricted)\n"
)
_ASSETS = b"""- type: model
  name: Painter
  organization: OpenAI
  description: It paints.
  created_date: {value: 2022-04-06, explanation: said}
  url: https://example.org
  modality: {value: text; image}
  size: 3.5B parameters (dense)
  dependencies: [Other, {name: Base}]
  access: {value: open}
  license: {value: Apache 2.0}
- {type: dataset, name: Other, organization: Google}
"""
_COLLATED = (
    b"name,organization,created_date,type,modality,size,dependencies,url,license,description,access\n"
    b'"Painter",OpenAI,2022-04-06,model,text; image,3.5B parameters,"[\'Base\']",https://e.org,MIT,It paints,open\n'
)
_OFFERS = json.dumps({"openai": {"id": "openai", "name": "OpenAI", "models": {"painter-1": {
    "id": "painter-1", "name": "Painter", "release_date": "2024-01-01", "last_updated": "2024-01", "attachment": True, "reasoning": False,
    "knowledge": "2023-10", "modalities": {"input": ["text", "image"], "output": ["text"]}, "cost": {"input": 1.5, "output": 2},
    "limit": {"context": 1000, "output": 10}, "open_weights": True, "temperature": True, "tool_call": True}}}}).encode()  # fmt: skip
_LITELLM = json.dumps({"sample_spec": {"litellm_provider": "x", "mode": "chat"}, "gpt-alder": {
    "litellm_provider": "openai", "mode": "chat", "max_input_tokens": 128000, "max_output_tokens": 4096, "input_cost_per_token": 2.5e-06,
    "supports_vision": True, "deprecation_date": "2026-01-31"}}).encode()  # fmt: skip
_OLLAMA = json.dumps({"models": [{"name": "alder3.1:8b", "modified_at": "2025-10-03T23:34:03-07:00", "size": 4920753328, "digest": "46e0", "details": {
    "format": "gguf", "family": "alder", "families": ["alder"], "parameter_size": "8.0B", "quantization_level": "Q4_K_M"}}]}).encode()  # fmt: skip
_LISTED = (
    b"NAME ID SIZE MODIFIED\n".replace(b" ", b"    ")
    + b"alder3.1:8b    46e0c10c039e    4.9 GB    2 weeks ago\n"
)
_CARD = b"""---
license: apache-2.0
language: [en, de]
library_name: transformers
pipeline_tag: text-generation
base_model: [acme/base]
tags: [chat]
datasets: [acme/data]
model-index: [{name: Alder, results: [{task: {type: text-generation}, dataset: {name: D, type: d}, metrics: [{type: acc, value: 0.5}]}]}]
---
# Alder

It speaks.
"""
_TABLE = b"Name,Lab,Released,Params,Licence,Context\nAlder,Acme,3 May 2022,7B,MIT,128k\nOak,,2023-11,1.5 billion,,\n"
_LINES = b'{"name": "Alder", "lab": {"name": "Acme"}, "params": "7B", "released": "2022-05"}\n{"name": "Oak", "tags": ["a", "b"]}\n'
_TOML = b'name = "Painter"\nrelease_date = "2024-01-01"\nopen_weights = true\n[cost]\ninput = 1.5\n[limit]\ncontext = 1000\n[modalities]\ninput = ["text"]\noutput = ["text"]\n'
_SETTINGS = b'catalog = "survey"\ntheme = "light"\nmouse = false\ncolumns = ["name", "date"]\n[keys]\nsort = "x"\nback = ["b", "ctrl+b"]\n[colours]\naccent = "#ff0000"\n'
_MEMORY = b"# genai-tui stars, form 1\nmodel\tdalle2\t2024-01-01\n# genai-tui notes\nmodel\tdalle2\tWords \\n more\n2024-01-01T10:00:00.000000Z\tpainter\n"
_KEPT = json.dumps({"form": 1, "stars": [{"kind": "model", "id": "dalle2"}], "notes": [{"kind": "model", "id": "dalle2", "text": "words"}],
                    "views": [{"name": "mine", "address": "browse?q=org:openai"}]}).encode()  # fmt: skip


def _exported(form: str) -> bytes:
    with tempfile.TemporaryDirectory() as inside:
        path = write_catalog(Path(inside) / "tiny")
        return CliRunner().invoke(door, ["-c", str(path), "export", "-f", form]).stdout.encode()


def readers() -> dict[str, Reader]:
    """Return all readers by name."""
    catalog = (CatalogError,)
    return {
        "YAML": Reader((_ASSETS, MODELS["painter"].encode(), b"a: &x [1, *x]\n", b"{a: !!int 3, b: |\n  c}\n"), _yaml, (yaml_tree.Unreadable,)),
        "own model": Reader(tuple(each.encode() for each in MODELS.values()), _own("painter"), catalog),
        "own head": Reader((HEAD.encode(),), _own("catalog"), catalog),
        "own organizations": Reader((ORGANIZATIONS.encode(),), _own("organizations"), catalog),
        "own relations": Reader((RELATIONS.encode(),), _own("relations"), catalog),
        "overlay": Reader((b"id: painter\nname: Other\n", MODELS["painter"].encode()), _overlay, catalog),
        "Epoch": Reader((_EPOCH, _EPOCH.decode().encode("utf-16")), _catalog("epoch.csv"), catalog),
        "Epoch, packed": Reader((gzip.compress(_EPOCH),), _catalog("epoch.csv.gz"), catalog),
        "Ecosystem Graphs": Reader((_ASSETS,), _catalog("graphs/assets/a.yaml"), catalog),
        "Ecosystem Graphs, collated": Reader((_COLLATED,), _catalog("assets.csv"), catalog),
        "models.dev": Reader((_OFFERS,), _catalog("api.json"), catalog, is_json=True),
        "models.dev, checkout": Reader((_TOML,), _catalog("dev/providers/openai/models/painter.toml"), catalog),
        "LiteLLM": Reader((_LITELLM,), _catalog("prices.json"), catalog, is_json=True),
        "Ollama": Reader((_OLLAMA,), _catalog("tags.json"), catalog, is_json=True),
        "Ollama, printed": Reader((_LISTED,), _catalog("list"), catalog),
        "model card": Reader((_CARD,), _catalog("card.md"), catalog),
        "table": Reader((_TABLE, _TABLE.replace(b",", b"\t"), _TABLE.replace(b",", b";")), _catalog("table.csv"), catalog),
        "JSON lines": Reader((_LINES,), _catalog("table.jsonl"), catalog),
        "own export": Reader((_exported("json"),), _catalog("own.json"), catalog, is_json=True),
        "own export, CSV": Reader((_exported("csv"),), _catalog("own.csv"), catalog),
        "cache": Reader((_compiled_sample(),), _compiled),
        "query": Reader((b"org:openai year:2021..2023 -params:? sort", b'name:"a b" (x | y) date:>=2022-04', b"license!=base params:>7B"), _query, (QueryProblem,)),
        "address": Reader((b"browse?q=org%3Aopenai&by=year&at=dalle2&tab=2", b"graph?focus=google&depth=2&kind=lineage", b"timeline?asof=2022-06",
                           b"compare?of=dalle2&of=codex", b"between?from=2021&to=2022", b"matrix?face=signatures", b"disagreements", b"orgs?q=kind:lab"),
                          _address, (AddressProblem,)),
        "date": Reader((b"2022-04-06", b"2022-04", b"3 May 2022", b"05/03/2022", b"Q2 2022", b"2022-04-06T10:00:00Z"), _date),
        "number": Reader((b"params|1.5 billion", b"|~7B", b"cost|$3.50 per 1M", b"size (B)|8x7", b"|1,234,567", b"|1e400", b"|85.2%"), _number),
        "--map": Reader((b"name=Model,org=Org,date=Date", b"name=Model\nresult=a=b\n# words\n", "params=Größe,name=Model".encode()), _map, (MapProblem,)),
        "settings": Reader((_SETTINGS,), _settings),
        "memory": Reader((_MEMORY,), _memory),
        "memory document": Reader((_KEPT,), _memory_document, catalog, is_json=True),
    }  # fmt: skip


# Inputs

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(NASTY[:60]) | st.sampled_from([10**400, -1, 1e308]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
_PIECES = st.binary(max_size=12) | st.sampled_from([
    *(each.encode("utf-8", "surrogatepass") for each in NASTY if len(each) < 400), b"[" * 300, b"{a: " * 200, b"- " * 200, b"(" * 500, b"9" * 400, b"\n", b"\r", b"\t",
    b",", b'"', b"'", b":", b"=", b"&x ", b"*x", b"|", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"\0", b"-", b"..", b"%", b"nan", b"inf", b"-1e308",
])  # fmt: skip


@st.composite
def _edited(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """Return a sample in which some places hold something else."""
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, max(0, len(data))))
        end = min(len(data), at + draw(st.sampled_from((0, 0, 1, 2, 5, 20, 100))))
        piece = draw(_PIECES | st.just(data[at : at + 40]))
        data = data[:at] + piece + data[end:]
    return data


@st.composite
def _exchanged(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """Return JSON in which some values or keys are others."""
    tree = json.loads(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 4))):
        holders = [tree]
        for each in holders:
            inner = each.values() if isinstance(each, dict) else each
            holders += [part for part in inner if isinstance(part, dict | list) and part]
        holder = draw(st.sampled_from(holders))
        if isinstance(holder, dict):
            key = draw(st.sampled_from(list(holder)))
            holder[draw(st.just(key) | st.just(key) | st.text(max_size=8) | st.sampled_from(NASTY[:60]))] = (
                draw(_JSON)
            )
        else:
            holder[draw(st.integers(0, len(holder) - 1))] = draw(_JSON)
    return json.dumps(tree).encode("utf-8", "replace")


def inputs(reader: Reader) -> st.SearchStrategy[bytes]:
    """Return what a reader is tried on: samples that were edited, values that were exchanged, and any bytes."""
    kinds = [_edited(reader.samples), _edited(reader.samples), st.binary(max_size=200)]
    kinds += [_exchanged(reader.samples)] * 2 if reader.is_json else []
    return st.one_of(kinds)


def tried(reader: Reader, data: bytes, folder: Path) -> None:
    """Read some bytes; raises AssertionError where that is wrong, and what the reader should not have raised."""
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        began = time.process_time()
        try:
            reader.read(data, Path(inside))
        except reader.refuses as refused:
            told = "\n".join(map(str, getattr(refused, "problems", ()) or (refused,)))
            assert told.strip(), "refused without a word"
        took = time.process_time() - began
    assert took < SECONDS, f"{took:.1f} s"


def check(reader: Reader, examples: int, folder: Path, number: int | None = None) -> None:
    """Try a reader on so many inputs, the same ones each time, or others by the number of a seed; raises what is wrong."""

    @settings(max_examples=examples, deadline=None, database=None, derandomize=number is None, print_blob=False,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(inputs(reader))
    def holds(data: bytes) -> None:
        tried(reader, data, folder)

    (seed(number)(holds) if number is not None else holds)()


def _fuzzed(name: str, seconds: int, folder: Path) -> None:
    """Have atheris look for inputs that reach further; it ends the process, with a status other than 0 where one fails."""
    try:
        import atheris  # of no environment of ours: `pip install atheris`, Linux alone
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris")
    for module in [each for each in sys.modules if each.partition(".")[0] in ("genai_tui", "tests")]:
        del sys.modules[module]
    with atheris.instrument_imports(
        include=["genai_tui"]
    ):  # the program anew, and nothing else, so as to be told its branches
        again = importlib.import_module("tests.trust.readers")
    reader = again.readers()[name]
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, sample in enumerate(reader.samples):
        (corpus / str(number)).write_bytes(sample)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=8192", "-rss_limit_mb=3000", str(corpus)],
                  lambda data: again.tried(reader, data, folder))  # fmt: skip
    atheris.Fuzz()


def main() -> int:
    """Try all readers or those that are named; returns 1 where one has failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--examples", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--fuzz", type=int, metavar="SECONDS", default=0)
    asked.add_argument("reader", nargs="*")
    given_ = asked.parse_args()
    known, failed = readers(), 0
    chosen = given_.reader or list(known)
    with tempfile.TemporaryDirectory(prefix="readers-") as work:
        os.environ |= {
            f"XDG_{name}_HOME": f"{work}/{name.lower()}" for name in ("CACHE", "STATE", "CONFIG", "DATA")
        }
        for name in chosen:
            if given_.fuzz:
                _fuzzed(name, given_.fuzz, Path(work))
            began = time.monotonic()
            try:
                check(known[name], given_.examples, Path(work), given_.seed)
                told = "ok"
            except BaseException as error:
                failed += 1
                error = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error
                told = f"FAIL {type(error).__name__}: {str(error)[:600]} {getattr(error, '__notes__', '')}"
            print(f"{name:28}{time.monotonic() - began:7.1f} s  {told}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} readers are right, {given_.examples} inputs each")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
