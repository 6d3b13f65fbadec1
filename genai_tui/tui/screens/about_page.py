"""The page about a catalog as a whole: counts, disputes, categories that do not fit, what was left behind, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from genai_tui.catalog.as_of import state_of, whole_of
from genai_tui.catalog.cells import count_of, count_of_kind
from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.labels import shown_label
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.provenance import slot_differs
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part here
    from genai_tui.view.command_line import View


class AboutPage(TextPage):
    """What there is to know of a catalog; behind a dispute stands its claim."""

    HINT = "{detail.follow:Enter} opens · {sources:i} what proves it · Esc closes"

    def __init__(
        self, catalog: Catalog, view: View, items: tuple[Item, ...], ascii_only: bool = False
    ) -> None:
        self._catalog = catalog
        self._view = view
        super().__init__(safe_line(catalog.head.title), items, ascii_only)

    def action_sources(self) -> None:
        """Show the claims about the disputed field at the cursor."""
        from genai_tui.tui.screens.claim_page import claim_page  # imported here: seldom asked for

        item = self.query_one(Detail).item
        if item and item.link and item.field:
            ref = RecordRef("model", item.link.id)
            if page := claim_page(self._catalog, self._view, ref, item.field, self._ascii):
                self.app.push_screen(page)
        else:
            super().action_sources()


def about_page(catalog: Catalog, view: View, ascii_only: bool = False) -> AboutPage:
    """Return what there is to know of the catalog as a whole."""
    head = catalog.head
    items = [Item("prose", head.about)]
    differing = [model for model in catalog if slot_differs(catalog, model)]
    items += [
        Item("fact", f"{head.version} of {head.dated}", "Data"),
        Item("fact", str(len(catalog)), "Models"),
        Item("fact", str(len(catalog.organizations)), "Organizations"),
        Item(
            "fact",
            f"differ from the signature in {len(differing)} of {count_of(len(catalog), 'model')}",
            "Slots",
        ),
    ]
    if head.includes:
        items.append(Item("fact", f"the records of {', '.join(head.includes)} as its own", "Includes"))
    disputes = [(model, dispute) for model in catalog for dispute in model.disputes]
    items.append(Item("fact", f"{count_of(len(disputes), 'field')} of models", "Disputed"))
    if disputes or catalog.members or catalog.lookalikes:
        words = (
            "what catalogs differ about"
            if catalog.members or catalog.lookalikes
            else "what sources differ about"
        )
        items.append(Item("link", f"Disagreements: {words} (7)", link=Link("screen", "disagreements")))
    if head.license:
        items.append(Item("fact", head.license, "Licence"))
    if head.credit:
        items.append(Item("quiet", head.credit))
    items += _of_a_day(catalog)
    items += _joining(catalog)
    if catalog.report:
        items.append(Item("heading", "What could not be carried over"))
        for told in catalog.report:
            such = f": {', '.join(told.examples)}" if told.examples else ""
            items.append(Item("bullet", f"{count_of_kind(told.count, told.what)}{such}"))
    items += _listed_models(
        "Disputed", ((model, field_words(dispute.field), dispute.field) for model, dispute in disputes)
    )
    items += _listed_models(
        "In a slot that differs from the signature",
        ((model, f"{_slot(catalog, model)}, really {model.signature}", "category") for model in differing),
    )
    for note in head.notes:
        items += [Item("heading", note.title), Item("prose", note.text)]
    items.append(Item("heading", f"Sources · {len(head.sources)}"))
    for source in head.sources:
        link = Link("web", source.url) if source.url else None
        items.append(Item("link" if link else "bullet", source.title or source.id, link=link))
    return AboutPage(catalog, view, tuple(items), ascii_only)


def _of_a_day(catalog: Catalog) -> Iterator[Item]:
    """Yield what is left out of the state of a catalog on a day, by name where nobody can say whether it stood."""
    state, whole = state_of(catalog), whole_of(catalog)
    if state is None or whole is None:
        return
    yield Item("heading", f"As of {state.day}")
    for noun, left in (
        ("model", state.models), ("organization", state.organizations), ("relation", state.relations),
    ):  # fmt: skip
        unclear = len(left.coarse) + len(left.undated)
        if left.later:
            yield Item("bullet", f"{count_of(len(left.later), noun)} came later")
        if unclear:
            yield Item("bullet", f"{count_of(unclear, noun)} dated too coarsely to tell, or not at all")
    for id_ in (*state.models.coarse, *state.models.undated):
        model = whole.model(id_)
        if model:
            yield Item("quiet", f"left out: {model.name} · {model.date or 'no date'}")


_MOST_ALIKE = 100
"""Pairs that look alike of which the page tells; more are for `genai-tui disagree`."""


def _joining(catalog: Catalog) -> Iterator[Item]:
    """Yield which records of several catalogs are one model, which only look alike, and which keys joined nothing."""
    if catalog.members:
        yield Item("heading", "Joined of several catalogs")
        told = f"{len(catalog) + catalog.joined} = {len(catalog)} shown + {catalog.joined} joined with them"
        yield Item("fact", told, "Records")
        held = Counter(member.catalog for members in catalog.members.values() for member in members[1:])
        for title, count in held.most_common():
            yield Item(
                "bullet",
                f"{count_of(count, 'record')} of {title} joined with those of an earlier catalog",
            )
    if catalog.refused_keys:
        yield Item("heading", f"Keys that join nothing · {len(catalog.refused_keys)}")
        yield from (Item("bullet", f"{key}: {why}") for key, why in catalog.refused_keys)
    if catalog.lookalikes:
        yield Item(
            "heading",
            f"The same? · {count_of(len(catalog.lookalikes), 'pair')} of one name, joined by nobody",
        )
        for alike in catalog.lookalikes[:_MOST_ALIKE]:
            yield Item("link", " · ".join(alike.reasons), link=Link("model", alike.ids[1]))
        if len(catalog.lookalikes) > _MOST_ALIKE:
            yield Item(
                "quiet", f"and {len(catalog.lookalikes) - _MOST_ALIKE} more: genai-tui disagree lists all"
            )


def _listed_models(heading: str, told: Iterable[tuple[Model, str, str]]) -> Iterator[Item]:
    """Yield a heading with a count, and a link for each model with what is to be said of it, and of which field that is."""
    links = [
        Item("link", f"{model.name} · {words}", field=field, link=Link("model", model.id))
        for model, words, field in told
    ]
    if links:
        yield Item("heading", f"{heading} · {len(links)}")
        yield from links


def _slot(catalog: Catalog, model: Model) -> str:
    category = catalog.category(model.category)
    return shown_label(catalog, category.label) if category else model.category
