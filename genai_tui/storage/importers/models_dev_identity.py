"""Identity in models.dev: which offers are of one model.

Offers belong together when they name the same canonical model, or when the last part of their ids is the same
however it is punctuated (`qwen2-5`, `qwen-2.5`), without variants such as `:free`, regions such as `@eu`, ways to be
served such as `-fp8`, and a namespace that stands before it with a hyphen; or when they go by the same name since the
same day, and no provider has both. Two offers whose ids or names state different sizes are never one model. Models that
providers call by one name are told apart by what their ids state besides: a snapshot, a version, another name.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.text_cache import text_cache
from genai_tui.storage.importers.import_report import line
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.names import folded


class Found(Struct, frozen=True, eq=False, dict=True):
    """An offer as it was found: its provider, its id there, and what is said of it."""

    provider_id: str
    provider: str
    id: str
    entry: Entry

    @functools.cached_property
    def name(self) -> str:
        """The model's name in the words of the provider; empty if it gives none."""
        return line(self._text("name"), 200)

    @functools.cached_property
    def canonical(self) -> str:
        """The id of the model that models.dev says it is an offer of, `maker/model`; empty if it says none."""
        return line(self._text("canonical_model_id") or self._text("base_model"), 200).lower()

    def _text(self, key: str) -> str:
        return self.entry.get(key) if isinstance(self.entry.peek(key), str) else ""


_SIZE = re.compile(r"(?<![a-z0-9.])(?:[0-9]+x|e)?[0-9]+(?:\.[0-9]+)?[bmt](?![a-z0-9])")
_DASHED = re.compile(r"(?<![a-z0-9.])([0-9]+)[-_]([0-9]+[bmt])(?![a-z0-9])")
_SNAPSHOT = re.compile(r"[0-9]{4,8}")
_QUANTIZED = re.compile(r"[-_](?:q[0-9]\w*|fp[0-9]+|bf16|int[0-9]|qat)\b.*")
_SERVED = re.compile(
    r"(?<=[^-_])(?:[-_](?:free|maas|tee|dynamic|mlx|gguf|awq|gptq|fp[48]|bf16|int[48]|4bit|i?q[2-8](?:[-_](?:k|m|s|xs|[01]))*))+$"
)
"""How a host serves it: for nothing, in a sealed machine, as Google's "model as a service", in fewer bits."""
_PARTS = re.compile(r"[0-9]+|[^\W0-9_]+")


def sizes(text: str) -> frozenset[str]:
    """Return the sizes that an id or name states: `4b`, `8x7b`, `e4b`; not the active part of one, `a3b`.

    `2-4t` may be 2.4t where points are written as hyphens, so it is both.
    """
    text = text.lower()
    dashed = (f"{whole}.{rest}" for whole, rest in _DASHED.findall(text))
    return frozenset((*_SIZE.findall(text), *dashed))


def parts_of(offer_id: str) -> list[str]:
    """Return the namespaces of an id and what stands behind them: of `host/lab/model`, or of `lab--model`."""
    before, _, last = offer_id.rpartition("/")
    lab, sign, model = last.partition("--")
    return [*filter(None, before.split("/")), *([lab, model] if sign and lab and model else [last])]


def key_of(offer_id: str) -> str:
    """Return what the ids of one model have in common: the last part, with a size or a snapshot behind `:` or `@`.

    `gemma3:4b` and `gemma3:12b` are two models; `:free`, `:thinking` and `@eu` are ways to be served.
    """
    stem, *variants = re.split(r"[:@]", parts_of(offer_id)[-1].lower())
    for variant in variants[:1]:  # what stands behind a second one is a limit: `:thinking:1024`
        if sizes(variant) or _SNAPSHOT.fullmatch(variant):
            stem += "-" + _QUANTIZED.sub("", variant)
    return line(_SERVED.sub("", stem), 100) or "unnamed"


@text_cache(50_000)
def punctuated(text: str) -> str:
    """Return an id with a hyphen wherever numbers, words and signs meet: `qwen2.5` and `Qwen-2-5` are one."""
    return "-".join(_PARTS.findall(text.casefold())) or text


def models_of(offers: Iterable[Found]) -> dict[str, list[Found]]:
    """Return the offers of each model, by a name that tells the models apart."""
    offers = list(offers)
    keys = _keys(offers)
    canonical = _canonical_by_key(offers, keys)
    together: dict[str, list[Found]] = {}
    for offer, key in zip(offers, keys, strict=True):
        together.setdefault(
            punctuated(offer.canonical) if offer.canonical else canonical.get(key) or key, []
        ).append(offer)
    parted: dict[str, list[Found]] = {}
    for key, group in together.items():
        spelled = [key_of(each.id) for each in group]
        name = (
            _most_used(each.canonical for each in group)
            or _most_used(each for each in spelled if punctuated(each) == key)
            or _most_used(spelled)
        )
        for stated, part in _by_size(group):
            parted[f"{name} {stated}" if stated else name] = part
    return _joined(parted)


def _keys(offers: Iterable[Found]) -> list[str]:
    """Return the key of each offer, punctuated; of `anthropic-claude-3` it is that of `anthropic/claude-3`."""
    keys = []
    spaced: dict[str, str] = {}
    for offer in offers:
        keys.append(key := punctuated(key_of(offer.id)))
        *before, _ = parts_of(offer.id)
        if before:
            spaced.setdefault(f"{punctuated(before[-1])}-{key}", key)
    return [spaced.get(key, key) for key in keys]


def _canonical_by_key(offers: Sequence[Found], keys: Sequence[str]) -> dict[str, str]:
    """Return the canonical model of the keys of which only one is named, or one that is called by the key itself."""
    named: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    for offer, key in zip(offers, keys, strict=True):
        if model := punctuated(offer.canonical) if offer.canonical else "":
            named[key].add(model)
            called[punctuated(offer.canonical.rpartition("/")[2])].add(model)
    return {
        key: next(iter(models))
        for key in (*named, *called)
        if len(models := called.get(key) or named[key]) == 1
    }


def _most_used(words: Iterable[str]) -> str:
    """Return the word that stands most often; of equals the first in the alphabet. Empty where there is none."""
    counted = Counter(filter(None, words))
    return min(counted, key=lambda word: (-counted[word], word), default="")


def _by_size(group: list[Found]) -> list[tuple[str, list[Found]]]:
    """Return the offers of a group by stated size, each with a word for it; empty where there is but one.

    An offer that states no size is of the only one, or else stands for itself.
    """
    parts: list[tuple[frozenset[str], list[Found]]] = []
    unsaid: list[Found] = []
    for offer in group:
        stated = sizes(offer.id) or sizes(offer.name)
        if not stated:
            unsaid.append(offer)
            continue
        same = next((part for part in parts if part[0] & stated), None)
        if same:
            same[1].append(offer)
        else:
            parts.append((stated, [offer]))
    if len(parts) < 2:
        return [("", group)]
    return [(min(stated), part) for stated, part in parts] + ([("", unsaid)] if unsaid else [])


class _Joined(Struct):
    """A model in the making: its offers, and what it must share with those that are to join it."""

    offers: list[Found]
    canonical: frozenset[str]
    sizes: frozenset[str]
    dates: frozenset[str]

    def takes(self, other: _Joined) -> bool:
        """Return whether both may be one model: nothing that is said of the two speaks against it."""
        return (
            bool(self.dates & other.dates)
            and not (self.canonical and other.canonical and self.canonical != other.canonical)
            and not (self.sizes and other.sizes and not self.sizes & other.sizes)
            and {each.provider_id for each in self.offers}.isdisjoint(
                each.provider_id for each in other.offers
            )
        )


def _joined(together: dict[str, list[Found]]) -> dict[str, list[Found]]:
    """Return groups of offers with those joined that providers spell differently: `claude-4-6-sonnet`.

    A canonical id stays, else the key of the largest group. A provider that lists two under one name means two, so they stay apart.
    """
    joined: dict[str, _Joined] = {}
    known: dict[str, list[_Joined]] = {}
    for key, offers in sorted(
        together.items(), key=lambda item: ("/" not in item[0], -len(item[1]), item[0])
    ):
        model = _Joined(
            list(offers),
            frozenset(each.canonical for each in offers if each.canonical),
            frozenset().union(*(sizes(each.id) or sizes(each.name) for each in offers)),
            frozenset(date for each in offers if is_date(date := str(each.entry.peek("release_date")))),
        )
        called = _most_used(each.name for each in offers)
        spelled = "".join(filter(str.isalnum, called.casefold()))
        alike = known.setdefault(spelled, []) if spelled else []
        into = next((each for each in alike if each.takes(model)), None)
        if into is None:
            joined[key] = model
            alike.append(model)
        else:
            into.offers += model.offers
            into.canonical |= model.canonical
            into.sizes |= model.sizes
    return {key: joined[key].offers for key in together if key in joined}


def name_of(offers: Iterable[Found]) -> str:
    """Return the name that most of the offers use; of equals the first in the alphabet. Empty if none has one.

    A name that spells the canonical id comes before others: `DeepSeek V4 Pro` may be two models, one of them 0813.
    """
    named = [(each.name, each.canonical.rpartition("/")[2]) for each in offers]
    exact = (name for name, id_ in named if id_ and punctuated(name) == punctuated(id_))
    return _most_used(exact) or _most_used(name for name, _ in named)


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return a name for each id, other than that of every other: `Qwen3 Max` and `Qwen3 Max (2026-01-23)`.

    A name stays as it is where no other id has it, or where the id spells it. Else what the id states besides stands
    behind it, or the whole id where that alone would not tell two apart.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for id_, name in names.items():
        alike[_compared(name)].append(id_)
    apart, taken = dict(names), set(alike)
    for same in alike.values():
        spelled = [id_ for id_ in same if punctuated(id_) == punctuated(names[id_])]
        for id_ in same if len(same) > 1 else ():
            if id_ in spelled[:1]:
                continue
            for besides in (
                _besides(id_, names[id_]),
                id_,
                *(f"{id_}, {number}" for number in range(2, 100)),
            ):
                apart[id_] = f"{names[id_]} ({besides})"
                if _compared(apart[id_]) not in taken:
                    break
            taken.add(_compared(apart[id_]))
    return apart


def _compared(name: str) -> str:
    """Return a name as readers compare it; a plus counts: Command R+ is not Command R."""
    return folded(name.replace("+", "plus")) or name


def _besides(id_: str, name: str) -> str:
    """Return what an id states before or behind the parts of a name, or the id where it does not hold them."""
    parts = list(_PARTS.finditer(id_.casefold()))
    spelled, wanted = [part[0] for part in parts], _PARTS.findall(name.casefold())
    more = len(spelled) - len(wanted)
    if more > 0 and spelled[: len(wanted)] == wanted:
        return id_[parts[-more].start() :]
    if more > 0 and spelled[more:] == wanted:
        return id_[: parts[more - 1].end()]
    return id_
