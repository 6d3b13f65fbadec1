"""Model cards of Hugging Face: Markdown with front matter in YAML, one file or a folder of them, the Hub's cache too.

Only the front matter is read. What a card says is the word of whoever publishes the model there; a card has no day of
release and no number of parameters, so these are not known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.licenses import spdx
from genai_tui.catalog.model import (
    UNDATED,
    Ancestor,
    Availability,
    Catalog,
    CatalogHead,
    LineageKind,
    Model,
    Organization,
    Part,
    Result,
    Source,
    Training,
    TrainingData,
)
from genai_tui.catalog.numbers import number
from genai_tui.catalog.patterns import PLACEHOLDERS, WEB_ADDRESS
from genai_tui.storage import files
from genai_tui.storage.files import Folder, Refused
from genai_tui.storage.importers import CARDS
from genai_tui.storage.importers.csv_reader import beginning, read_bytes
from genai_tui.storage.importers.import_report import (
    UNPLACED,
    Ids,
    Modalities,
    Report,
    categories_of,
    line,
    sourced,
)
from genai_tui.storage.importers.signature_categories import placed
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.importers.vocabulary import categories_besides
from genai_tui.storage.progress import Progress, counted
from genai_tui.storage.yaml_tree import Mapping as Tree
from genai_tui.storage.yaml_tree import Unreadable, parse, plain_data

NAME = "Hugging Face model cards"
SOURCE = "model-card"
_LAYOUT = files.FolderLayout(endings=(".md",), patterns=CARDS)
_MOST = 20_000
_LOOKED_AT = 40
_START = 20_000
_TELLING = re.compile(
    r"^(?:license|base_model|pipeline_tag|model-index|library_name|datasets)[ \t]*:", re.MULTILINE
)
"""Keys that tell a model card from any other Markdown with front matter."""
_OF_DATA = ("task_categories", "dataset_info", "size_categories")
"""Keys of the cards of data sets."""
_FENCE = re.compile(r"-{3}[ \t]*\r?$", re.MULTILINE)
_CACHED = re.compile(r"models--(?:(?P<maker>[^/]+?)--)?(?P<name>[^/]+)")
_WEB = re.compile(WEB_ADDRESS)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)

_TASKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text-generation": (("text",), ("text",)), "text2text-generation": (("text",), ("text",)),
    "summarization": (("text",), ("text",)), "translation": (("text",), ("text",)),
    "image-text-to-text": (("image", "text"), ("text",)), "visual-question-answering": (("image", "text"), ("text",)),
    "document-question-answering": (("image", "text"), ("text",)), "image-to-text": (("image",), ("text",)),
    "video-text-to-text": (("video", "text"), ("text",)), "audio-text-to-text": (("audio", "text"), ("text",)),
    "text-to-image": (("text",), ("image",)), "image-to-image": (("image",), ("image",)),
    "text-to-video": (("text",), ("video",)), "image-to-video": (("image",), ("video",)), "video-to-video": (("video",), ("video",)),
    "text-to-3d": (("text",), ("3d",)), "image-to-3d": (("image",), ("3d",)),
    "text-to-speech": (("text",), ("audio",)), "text-to-audio": (("text",), ("audio",)), "audio-to-audio": (("audio",), ("audio",)),
    "automatic-speech-recognition": (("audio",), ("text",)),
}  # fmt: skip
"""What the Hub's words for tasks say of what goes in and comes out; of the others nothing is concluded."""
_HOW: dict[str, tuple[LineageKind, str]] = {
    "finetune": ("fine_tuned_from", ""), "quantized": ("built_on", "quantized"), "adapter": ("built_on", "adapter"),
    "merge": ("component", "merged"),
}  # fmt: skip


class _Card(Struct, frozen=True):
    """A card: what it is called, who publishes it, and what its front matter says."""

    name: str
    maker: str
    entry: Entry

    @property
    def called(self) -> str:
        """What other cards call it, in small letters."""
        return f"{self.maker}/{self.name}".strip("/").casefold()


class _NoCard(Exception):
    """A file is no card that can be read; its text says why."""


def recognizes(path: Path) -> bool:
    """Return whether a file begins with the front matter of a model card, or a folder holds such a file."""
    if path.is_file():
        return _begins_as_card(beginning(path, _START))
    if not path.is_dir() or (path / "catalog.yaml").exists():
        return False
    folder = Folder(path)
    return any(_begins_as_card(beginning(each, _START, folder)) for each in _cards(folder)[:_LOOKED_AT])


def lacks(path: Path) -> str | None:
    """Return what keeps a file of Markdown from being a card; None where it is no Markdown."""
    if path.suffix.lower() != ".md":
        return None
    try:
        _front_matter(beginning(path, _START).decode("utf-8", "replace"))
    except _NoCard as why:
        return f"a model card {why}"
    return (
        "its front matter has none of license, base_model, pipeline_tag, model-index, library_name, datasets"
    )


def _begins_as_card(start: bytes) -> bool:
    text = start.decode("utf-8", "ignore").removeprefix("\ufeff")
    if not _FENCE.match(text):
        return False
    front = text[3:]
    end = _FENCE.search(front)
    return _TELLING.search(front[: end.start()] if end else front) is not None


def _cards(folder: Folder) -> list[Path]:
    return _LAYOUT.files(folder)


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the cards; raises CatalogError where a single file is no card, or no file of a folder is."""
    report, digest = Report(), hashlib.blake2b(digest_size=4)
    cards = [_one(path, digest)] if path.is_file() else list(_of_folder(path, digest, report, progress))
    if not cards:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no model cards that can be read"))
    reading = _Reading(cards, taxonomy, report)
    models = tuple(reading.model(card) for card in cards)
    for card in cards:
        report.unread("fields of cards not carried over", card.entry)
    title = cards[0].name if len(cards) == 1 else f"Model cards in {line(path.resolve().name, 100)}"
    head = CatalogHead(
        id="model-cards",
        title=title,
        edition="model-cards",
        version=digest.hexdigest(),
        date=UNDATED,
        about="What model cards say in their front matter: licence, bases, data, results. Days of release and numbers of parameters "
        "have no place there, so they are not known here. Who publishes a model on the Hub need not have made what it is built on.",
        may_lack=("organizations", "released"),
        sources=(Source(SOURCE, "The model's card", kind="model card"),),
        modalities=reading.modalities.all(),
        categories=categories_of(taxonomy),
    )
    return Catalog(head, models, reading.organizations, report=report.lines())


def _one(path: Path, digest: Any) -> _Card:
    data = read_bytes(path)
    digest.update(data)
    try:
        return _card(path, data, path.resolve().parent.name if path.name.casefold() == "readme.md" else "")
    except (_NoCard, Unreadable) as error:
        problem = (
            error.problem
            if isinstance(error, Unreadable)
            else Problem(str(path), 0, 0, "", f"a model card {error}")
        )
        raise CatalogError(problem) from None


def _of_folder(path: Path, digest: Any, report: Report, progress: Progress) -> Iterator[_Card]:
    folder = Folder(path)
    found = _cards(folder)
    for each in found[_MOST:]:
        report.note(f"files after the first {_MOST:,}", each.name)
    for each in counted(found[:_MOST], progress):
        within = each.relative_to(path)
        try:
            data = folder.read(each, files.RECORD_BYTES)
            digest.update(f"{within}\0".encode("utf-8", "surrogateescape") + data)
            yield _card(within, data, path.resolve().name)
        except (_NoCard, Unreadable, Refused) as error:
            why = str(error.problem) if isinstance(error, Unreadable) else str(error)
            report.note("files that are no model card", f"{within}: {why}")


def _card(path: Path, data: bytes, around: str) -> _Card:
    """Return a card; `path` as it stands in the folder, `around` the name of what stands around that."""
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise _NoCard("is text in UTF-8") from None
    front, begin, rest = _front_matter(text)
    tree = parse(("\n" * begin + front).encode(), str(path))
    if not isinstance(tree, Tree):
        raise _NoCard("has fields in its front matter, and no list or text")
    told = plain_data(tree)
    if any(key in told for key in _OF_DATA):
        raise _NoCard("is of a model, and this one is of a data set")
    maker, name = _named(path, around, told, rest)
    return _Card(name, maker, Entry(told))


def _front_matter(text: str) -> tuple[str, int, str]:
    """Return the front matter, the number of lines before it, and what stands behind it; raises _NoCard without exactly one."""
    text = text.removeprefix("\ufeff")
    if not _FENCE.match(text):
        raise _NoCard("begins with front matter between two lines of ---, and this file does not")
    begin = text.index("\n") + 1 if "\n" in text else len(text)
    end = _FENCE.search(text, begin)
    if end is None:
        raise _NoCard("ends its front matter with a line of ---, and this one has none")
    rest = text[end.end() :]
    second = rest.lstrip()
    if (
        _FENCE.match(second)
        and (more := _FENCE.search(second, 4))
        and _TELLING.search(second[: more.start()])
    ):
        place = text.count("\n", 0, len(text) - len(second)) + 1
        raise _NoCard(f"has one front matter, and this file has a second one at line {place}")
    return text[begin : end.start()], 1, rest


def _named(path: Path, around: str, told: Mapping[str, Any], rest: str) -> tuple[str, str]:
    """Return who publishes a model, empty where that is not known, and what the model is called."""
    for part in reversed(path.parts):
        if cached := _CACHED.fullmatch(part):
            return cached["maker"] or "", cached["name"]
    if path.suffix.lower() == ".md" and path.name.casefold() != "readme.md":
        return "", path.stem
    folders = [each for each in path.parts[:-1] if each not in ("/", ".", "..")]
    if path.is_absolute() or not folders:
        index = told.get("model-index")
        called = (
            {each.get("name") for each in index if isinstance(each, Mapping)}
            if isinstance(index, list)
            else set()
        )
        heading = _HEADING.search(rest)
        name = around or (called.pop() if len(called) == 1 else "") or (heading[1] if heading else "")
        return "", line(str(name or "model"), 200)
    return folders[-2] if len(folders) > 1 else "", folders[-1]


def _listed(value: Any) -> list[str]:
    """Return what a field lists, or the one thing that it says; of objects their names."""
    several = value if isinstance(value, list) else [value]
    told = [each.get("name") or each.get("id") if isinstance(each, Mapping) else each for each in several]
    return [
        text
        for each in told
        if isinstance(each, str) and (text := line(each, 300)) and text.casefold() not in PLACEHOLDERS
    ]


class _Reading:
    """Makes models of cards, and keeps what they have in common."""

    def __init__(self, cards: list[_Card], taxonomy: CatalogHead, report: Report) -> None:
        self.modalities = Modalities(taxonomy)
        self.organizations: dict[str, Organization] = {}
        self._report = report
        self._ids, self._organization_ids = Ids(), Ids()
        self._makers: dict[str, str] = {}
        self._own = {id(card): self._ids.new(card.name) for card in cards}
        self._known: dict[str, str] = {}
        for card in cards:
            self._known.setdefault(card.called, self._own[id(card)])

    def model(self, card: _Card) -> Model:
        """Return the model of a card."""
        entry, own = card.entry, self._own[id(card)]
        inputs, outputs, tasks = self._work(entry)
        category = placed(card.name, inputs, outputs)
        pages = _Pages()
        results = tuple(self._results(entry, pages))
        datasets = _listed(entry.get("datasets"))
        made = sourced(
            Model(
                id=own,
                name=card.name,
                aliases=(f"{card.maker}/{card.name}",) if card.maker else (),
                category=category or UNPLACED.id,
                also_in=categories_besides(category, inputs, outputs) if category else (),
                inputs=inputs,
                outputs=outputs,
                domains=tuple(f"language: {each}" for each in dict.fromkeys(_listed(entry.get("language")))),
                tasks=tasks,
                organizations=(Part(self._organization(card.maker), "developer"),) if card.maker else (),
                training=Training(data=tuple(map(TrainingData, dict.fromkeys(datasets))))
                if datasets
                else None,
                results=results,
                availability=self._availability(entry),
                based_on=tuple(self._bases(entry, own)),
                sources=(),
            ),
            SOURCE,
        )
        card_source = replace(
            made.sources[0], title=line(f"Model card of {card.maker}/{card.name}".replace(" /", " "), 200)
        )
        return replace(made, sources=(card_source, *pages.sources()))

    def _organization(self, name: str) -> str:
        if name not in self._makers:
            id_ = self._makers[name] = self._organization_ids.new(name)
            self.organizations[id_] = Organization(id_, line(name, 200), sources=(Source(SOURCE),))
        return self._makers[name]

    def _work(self, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        tasks = tuple(_listed(entry.get("pipeline_tag")))
        takes, gives = _TASKS.get(tasks[0], ((), ())) if tasks else ((), ())
        return self.modalities.ids(takes), self.modalities.ids(gives), tasks

    def _availability(self, entry: Entry) -> Availability | None:
        said = _listed(entry.get("license"))
        named = _listed(entry.get("license_name"))
        license_ = (
            named[0]
            if named and (not said or said[0].casefold() == "other")
            else " OR ".join(map(spdx, said))
        )
        gated = [key for key in entry.names() if key.startswith("extra_gated_")]
        for key in gated:  # on the Hub one has to ask for the weights
            entry.get(key)
        license_ = "" if license_.casefold() == "other" else license_
        known = Availability(weights="restricted" if gated else None, license=license_ or None)
        return known if known != Availability() else None

    def _bases(self, entry: Entry, own: str) -> Iterator[Ancestor]:
        relation = entry.get("base_model_relation")
        how, note = _HOW.get(str(relation).casefold(), ("built_on", "")) if relation else ("built_on", "")
        if relation and str(relation).casefold() not in _HOW:
            self._report.note("relations to a base not understood", str(relation))
        for name in dict.fromkeys(_listed(entry.get("base_model"))):
            known = self._known.get(name.casefold())
            if known == own:
                self._report.note("models that are said to be built on themselves", name)
            elif known:
                yield Ancestor(model=known, how=how, note=note or None)
            else:
                yield Ancestor(name=name, how=how, note=note or None)

    def _results(self, entry: Entry, pages: _Pages) -> Iterator[Result]:
        index = entry.get("model-index")
        for told in index if isinstance(index, list) else ():
            for each in _objects(told, "results"):
                source = found if isinstance(found := each.get("source"), Mapping) else {}
                address = source.get("url")
                page = (
                    pages.id_of(address, source.get("name"))
                    if isinstance(address, str) and _WEB.fullmatch(address)
                    else None
                )
                for metric in _objects(each, "metrics"):
                    yield from self._result(each, metric, page)

    def _result(
        self, told: Mapping[str, Any], metric: Mapping[str, Any], page: str | None
    ) -> Iterator[Result]:
        data = told.get("dataset")
        data = data if isinstance(data, Mapping) else {}
        called = _text(metric.get("name")) or _text(metric.get("type"))
        written = str(metric.get("value", "")).strip()
        value = number(written.removesuffix("%").strip())
        if not called or value is None:
            self._report.note("results without a name or a number", f"{called}: {written}")
            return
        settings = (
            f"{key} {text}" for key in ("config", "split", "revision") if (text := _text(data.get(key)))
        )
        shot = data.get("args")
        few = shot.get("num_few_shot") if isinstance(shot, Mapping) else None
        note = " · ".join([*settings, *([f"{line(str(few), 20)} shots"] if few is not None else [])])
        yield Result(
            metric=called,
            value=1.0 * value,
            unit="%" if written.endswith("%") else None,
            benchmark=_text(data.get("name")) or _text(data.get("type")) or None,
            note=note or None,
            source=page or SOURCE,
        )


def _objects(told: Any, key: str) -> list[Mapping[str, Any]]:
    listed = told.get(key) if isinstance(told, Mapping) else None
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []


def _text(value: Any) -> str:
    return line(value, 300) if isinstance(value, str) else ""


class _Pages:
    """The pages that results are from, each a source of its own."""

    def __init__(self) -> None:
        self._ids = Ids({SOURCE})
        self._known: dict[str, Source] = {}

    def id_of(self, address: str, title: Any) -> str:
        """Return the id of a page as a source of results."""
        if address not in self._known:
            named = _text(title) or address.split("/")[2]
            self._known[address] = Source(
                self._ids.new(named), named, address, "web page", supports=("results",)
            )
        return self._known[address].id

    def sources(self) -> tuple[Source, ...]:
        """Return the pages."""
        return tuple(self._known.values())
