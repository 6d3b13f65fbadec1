"""Identity in models.dev: which offers are of one model.

Offers belong together when they name the same canonical model, or when the last part of their ids is the same
without variants such as `:free` and regions such as `@eu`; or when they go by the same name since the same day,
and no provider has both. Two offers whose ids or names state different sizes are never one model.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from genai_tui.catalog.partial_date import is_date
from genai_tui.storage.importers.import_report import line
from genai_tui.storage.importers.unread_fields import Entry


class Found(Struct, frozen=True, eq=False):
    """An offer as it was found: its provider, its id there, and what is said of it."""

    provider_id: str
    provider: str
    id: str
    entry: Entry

    @property
    def name(self) -> str:
        """The model's name in the words of the provider; empty if it gives none."""
        return line(self._text("name"), 200)

    @property
    def canonical(self) -> str:
        """The id of the model that models.dev says it is an offer of, `maker/model`; empty if it says none."""
        return line(self._text("canonical_model_id") or self._text("base_model"), 200).lower()

    def _text(self, key: str) -> str:
        return self.entry.get(key) if isinstance(self.entry.peek(key), str) else ""


_SIZE = re.compile(r"(?<![a-z0-9.])(?:[0-9]+x|e)?[0-9]+(?:\.[0-9]+)?[bmt](?![a-z0-9])")
_DASHED = re.compile(r"(?<![a-z0-9.])([0-9]+)[-_]([0-9]+[bmt])(?![a-z0-9])")
_SNAPSHOT = re.compile(r"[0-9]{4,8}")
_QUANTIZED = re.compile(r"[-_](?:q[0-9]\w*|fp[0-9]+|bf16|int[0-9]|qat)\b.*")


def sizes(text: str) -> frozenset[str]:
    """Return the sizes that an id or name states: `4b`, `8x7b`, `e4b`; not the active part of one, `a3b`.

    `2-4t` may be 2.4t where points are written as hyphens, so it is both.
    """
    text = text.lower()
    dashed = (f"{whole}.{rest}" for whole, rest in _DASHED.findall(text))
    return frozenset((*_SIZE.findall(text), *dashed))


def key_of(offer_id: str) -> str:
    """Return what the ids of one model have in common: the last part, with a size or a snapshot behind `:` or `@`.

    `gemma3:4b` and `gemma3:12b` are two models; `:free`, `:thinking` and `@eu` are ways to be served.
    """
    last = offer_id.rsplit("/", 1)[-1].lower()
    stem, *variants = re.split(r"[:@]", last)
    for variant in variants[:1]:  # what stands behind a second one is a limit: `:thinking:1024`
        if sizes(variant) or _SNAPSHOT.fullmatch(variant):
            stem += "-" + _QUANTIZED.sub("", variant)
    return line(stem, 100) or "unnamed"


def models_of(offers: Iterable[Found]) -> dict[str, list[Found]]:
    """Return the offers of each model, by a name that tells the models apart."""
    offers = list(offers)
    canonical = _canonical_by_key(offers)
    together: dict[str, list[Found]] = {}
    for offer in offers:
        key = key_of(offer.id)
        together.setdefault(offer.canonical or canonical.get(key) or key, []).append(offer)
    parted: dict[str, list[Found]] = {}
    for name, group in together.items():
        for stated, part in _by_size(group):
            parted[f"{name} {stated}" if stated else name] = part
    return _joined(parted)


def _canonical_by_key(offers: Sequence[Found]) -> dict[str, str]:
    """Return the canonical model of the keys of which only one is named, or one that is called by the key itself."""
    named: dict[str, set[str]] = defaultdict(set)
    for offer in offers:
        if offer.canonical:
            named[key_of(offer.id)].add(offer.canonical)
    found = {}
    for key, models in named.items():
        own = [model for model in models if model.rpartition("/")[2] == key]
        if len(own or models) == 1:
            found[key] = next(iter(own or models))
    return found


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
        """Tell whether both may be one model: nothing that is said of the two speaks against it."""
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

    The largest group keeps its key. A provider that lists two under one name means two, so they stay apart.
    """
    joined: dict[str, _Joined] = {}
    known: dict[str, list[_Joined]] = {}
    for key, offers in sorted(together.items(), key=lambda item: (-len(item[1]), item[0])):
        model = _Joined(
            list(offers),
            frozenset(each.canonical for each in offers if each.canonical),
            frozenset().union(*(sizes(each.id) or sizes(each.name) for each in offers)),
            frozenset(date for each in offers if is_date(date := str(each.entry.peek("release_date")))),
        )
        spelled = "".join(filter(str.isalnum, name_of(offers).casefold()))
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
    """Return the name that most of the offers use; of equals the first in the alphabet. Empty if none has one."""
    names = Counter(name for each in offers if (name := each.name))
    return min(names, key=lambda name: (-names[name], name), default="")
