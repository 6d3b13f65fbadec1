"""Pages of linear mode: what is told at each place, made of the descriptions and the views that the screens show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Item, Page, source_items, tie_lines
from genai_tui.catalog.describe_category import category_pages
from genai_tui.catalog.field_value import record_pages
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.labels import shown_label
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.provenance import slot_differs
from genai_tui.catalog.ties import around_organization, group_heading, joined_organizations, ties_between
from genai_tui.cli.linear_place import Choice, Place, State, Told
from genai_tui.cli.linear_words import spoken, told
from genai_tui.search.syntax import QueryProblem
from genai_tui.view.arrangement import Arranger
from genai_tui.view.browse import BrowseView
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.own_keys import key
from genai_tui.view.record_ref import RecordKind, RecordRef, ref_of

if TYPE_CHECKING:
    from genai_tui.graph.types import Graph
    from genai_tui.search.index import SearchIndex

HELP = (
    "Every page is a list. Type the number before a line and Enter to choose it; 0 goes back.",
    "Words do the same: back, start, again, next, quit, help.",
    "find WORDS looks for models; filters work as in genai-tui list: find cat:text-to-audio weights:open.",
    "What is none of these words is looked for, too. orgs WORDS looks for organizations.",
    "Of the record at hand: why FIELD, sources, connections, path NAME, cite, mark.",
    "compare tells the marked records side by side, in sentences.",
)
"""How the mode works."""

_SECTIONS = {"How": "How it works"}
_FORMS = {"bibtex": "BibTeX", "csl-json": "CSL-JSON"}


def _called(page: Page) -> str:
    """Return what a section is called where there is room for words."""
    return _SECTIONS.get(page.title, page.title)


class Pages:
    """The pages of one catalog; searches and the graph are made when first asked for, and kept."""

    def __init__(self, catalog: Catalog, view: BrowseView) -> None:
        """Tell of `catalog`; commands that are told name the catalogs of `view`."""
        self.catalog = catalog
        self.view = view
        self._indexes: dict[RecordKind, SearchIndex] = {}

    def at(self, state: State) -> Told:
        """Return what is told at the present place."""
        made: Callable[[State], Told] = getattr(self, f"_{state.here.page.replace('-', '_')}")
        return made(state)

    def index(self, kind: RecordKind) -> SearchIndex:
        """Return the search index of a kind of record."""
        if kind not in self._indexes:
            # Imported here: many lists are of all records.
            from genai_tui.search.backends import search_index
            from genai_tui.search.subject import MODELS, ORGANIZATIONS

            self._indexes[kind] = search_index(
                self.catalog, ORGANIZATIONS if kind == "organization" else MODELS
            )
        return self._indexes[kind]

    @cached_property
    def graph(self) -> Graph:
        """Everybody who is tied to anybody."""
        from genai_tui.graph.builder import build  # imported here: networkx takes its time
        from genai_tui.graph.kinds import DEFAULT_KIND

        return build(self.catalog, DEFAULT_KIND, "split")

    def record(self, ref: RecordRef | None) -> Model | Organization | None:
        """Return the record that a reference stands for."""
        return self.catalog.record(ref.kind, ref.id) if ref else None

    # The catalog

    def _start(self, state: State) -> Told:
        catalog, head = self.catalog, self.catalog.head
        models, organizations = len(catalog), len(catalog.organizations)
        disputes = sum(len(model.disputes) for model in catalog)
        misfiled = sum(slot_differs(catalog, model) for model in catalog)
        marked = len(state.marked)
        return Told(
            f"{head.title}: {count_of(models, 'model')}, {count_of(organizations, 'organization')}",
            (f"Data {head.version} of {head.dated}. Type a number, a word, or help.",),
            choices=(
                Choice("Models by category", Place("categories")),
                Choice(f"All models, {models}", Place("list")),
                Choice(f"Organizations, {organizations}", Place("list", kind="organization")),
                Choice("Find models by words or filters", do="find"),
                Choice(f"Compare what is marked, {marked} so far", Place("compare")),
                Choice(f"What sources differ about, {count_of(disputes, 'field')}", Place("disputes")),
                Choice(f"Models in a category that does not fit their data, {misfiled}", Place("slots")),
                Choice("About this catalog", Place("about")),
                Choice("Help", Place("help")),
            ),
        )

    def _categories(self, state: State) -> Told:
        rows = tuple(
            Choice(
                f"{spoken(shown_label(self.catalog, each.label))}, {count_of(self.catalog.count_in(each.id), 'model')}",
                Place("category", other=each.id),
            )
            for each in self.catalog.categories
        )
        return Told("Models by category", rows=rows)

    def _category(self, state: State) -> Told:
        category = self.catalog.category(state.here.other)
        if category is None:
            return Told("There is no such category")
        items = category_pages(self.catalog, category)[0].items
        # Its models, which come last, may be hundreds.
        rows = tuple(each for each in self._items(items) if isinstance(each, Choice))
        body = tuple(each for each in self._items(items) if not isinstance(each, Choice))
        return Told(spoken(shown_label(self.catalog, category.label)), body, rows)

    def _list(self, state: State) -> Told:
        here = state.here
        kind = OrganizationsView if here.kind == "organization" else BrowseView
        try:
            shown = Arranger(self.catalog, lambda: self.index(here.kind), kind).arrange(
                kind(query=here.query)
            )
        except QueryProblem as problem:
            return Told(
                f"Not asked: {problem}",
                (f"The query was: {here.query}",),
                choices=(Choice("Find something else", do="find"),),
            )
        rows = tuple(Choice(self._row(record), Place("record", ref_of(record))) for record in shown.records)
        asked = f" for {here.query}" if here.query else ""
        keys = f"{key('whole', 'w')} shows every"  # which is said of a key that is none here
        why = tuple(spoken(line.strip()) for line in shown.why_empty if not line.startswith(keys))
        return Told(
            f"{kind.NOUN}{asked}: {len(rows)}", why, rows, (Choice("Find something else", do="find"),)
        )

    def _row(self, record: Model | Organization) -> str:
        if isinstance(record, Organization):
            return spoken(", ".join(filter(None, (record.name, record.kind, record.country))))
        catalog = self.catalog
        maker, date, size, weights = (ATTRIBUTES[name] for name in ("org", "date", "params", "weights"))
        parts = (
            record.name, maker.text(catalog, record) or "maker not known", date.text(catalog, record) or "date not known",
            f"{size.text(catalog, record)} parameters" if size.text(catalog, record) else "size not known",
            f"weights {weights.text(catalog, record) or 'not known'}",
        )  # fmt: skip
        return spoken(", ".join(parts))

    def _disputes(self, state: State) -> Told:
        rows = tuple(
            Choice(f"{model.name}: {field_words(each.field)}", Place("why", RecordRef("model", model.id), field=each.field))
            for model in self.catalog for each in model.disputes
        )  # fmt: skip
        return Told(f"What sources differ about: {count_of(len(rows), 'field')} of models", rows=rows)

    def _slots(self, state: State) -> Told:
        catalog = self.catalog
        rows = tuple(
            Choice(
                spoken(f"{model.name}: filed under {ATTRIBUTES['cat'].text(catalog, model)}, really {model.signature}"),
                Place("record", ref_of(model)),
            )
            for model in catalog if slot_differs(catalog, model)
        )  # fmt: skip
        return Told(f"Models in a category that does not fit their data: {len(rows)}", rows=rows)

    def _about(self, state: State) -> Told:
        head = self.catalog.head
        body = [head.about, f"Licence: {head.license or 'not stated'}", head.credit or ""]
        body += [f"{note.title}: {note.text}" for note in head.notes]
        body.append(f"Sources, {len(head.sources)}:")
        sources = self._items(source_items(self.catalog, (source.id for source in head.sources)))
        return Told(f"About {head.title}", (*(spoken(each) for each in body if each), *sources))

    def _help(self, state: State) -> Told:
        return Told("Help", HELP)

    # One record

    def _record(self, state: State) -> Told:
        ref = state.here.record
        record = self.record(ref)
        if record is None or ref is None:
            return Told("There is no record of it")
        pages = record_pages(self.catalog, record)
        sections = [
            Choice(
                f"{_called(page)}, {count_of(len(page.items), 'line')}", Place("section", ref, section=number)
            )
            for number, page in enumerate(pages)
            if page.items
        ]
        is_marked = ref in state.marked
        cite = [Choice("Cite", Place("cite", ref))] if isinstance(record, Model) else []
        about = record.summary if isinstance(record, Model) else record.note
        return Told(
            spoken(record.name),
            (spoken(about),) if about else (),
            choices=(
                *sections,
                Choice("Why: what proves each value", Place("why", ref)),
                Choice("Connections", Place("connections", ref)),
                *cite,
                Choice("Take its mark away" if is_marked else "Mark it, to compare", do="mark"),
            ),
        )

    def _section(self, state: State) -> Told:
        here = state.here
        record = self.record(here.record)
        if record is None:
            return Told("There is no record of it")
        pages: tuple[Page, ...] = record_pages(self.catalog, record)
        page = pages[min(here.section, len(pages) - 1)]
        title = f"{spoken(record.name)}: {_called(page)}"
        others = [(here.section + step) % len(pages) for step in range(1, len(pages))]
        following = next((each for each in others if pages[each].items), here.section)
        more = (
            Choice(
                f"{_called(pages[following])}, the next section",
                Place("section", here.record, section=following),
            ),
        )
        return Told(
            title,
            tuple(self._items(page.items, here.record)),
            choices=more if following != here.section else (),
        )

    def _why(self, state: State) -> Told:
        # Imported here: as the search.
        from genai_tui.catalog.claim_card import claim_card, hashed, standings
        from genai_tui.catalog.claim_card_text import heading
        from genai_tui.cli.linear_words import card_told
        from genai_tui.view.command_line import with_commands

        here = state.here
        record = self.record(here.record)
        if record is None:
            return Told("There is no record of it")
        if here.field:
            card = with_commands(
                self.view, hashed(self.catalog, claim_card(self.catalog, record, here.field))
            )
            return Told(spoken(heading(card)), tuple(card_told(card)))
        fields = sorted(standings(self.catalog, record), key=lambda each: each.state == "unknown")
        rows = tuple(
            Choice(f"{each.words}: {each.state}, {count_of(each.claims, 'claim')}" if each.state != "unknown" else f"{each.words}: not known", Place("why", here.record, field=each.field))
            for each in fields
        )  # fmt: skip
        unknown = sum(each.state == "unknown" for each in fields)
        told = (
            f"{count_of(len(fields) - unknown, 'field')} stated; the {unknown} that nobody states come last."
        )
        return Told(f"{spoken(record.name)}: what proves each value", (told,), rows)

    def _cite(self, state: State) -> Told:
        from genai_tui.storage.exporters import format_called  # imported here: as the search

        here = state.here
        record = self.record(here.record)
        if not isinstance(record, Model) or not record.paper:
            return Told("No paper is known of it, so there is nothing to cite")
        form = here.other or "markdown"
        lines = tuple(
            map(
                spoken if form == "markdown" else str,
                format_called(form).writer().citations(self.catalog, [record]),
            )
        )
        others = tuple(
            Choice(f"As {name}", Place("cite", here.record, other=each)) for each, name in _FORMS.items() if each != form
        )  # fmt: skip
        named = f", as {_FORMS[form]}" if form in _FORMS else ""
        return Told(f"{spoken(record.name)}: the citation{named}", lines, choices=others)

    # What is joined

    def _connections(self, state: State) -> Told:
        ref = state.here.record
        record = self.record(ref)
        if record is None or ref is None:
            return Told("There is no record of it")
        title = f"Connections of {spoken(record.name)}"
        if isinstance(record, Model):
            pages = {page.title: page for page in record_pages(self.catalog, record)}
            items = [
                item
                for item in (*pages["People"].items, *pages["Lineage"].items)
                if item.link or item.look == "heading"
            ]
            return Told(title, tuple(self._connected(items)))
        body: list[str | Choice] = []
        for group, others in around_organization(self.catalog, record.id).items():
            body.append(f"{spoken(group_heading(group, others))}:")
            for other, ties in others.items():
                proofs = ", ".join(dict.fromkeys(tie.model_name or tie.told(brief=True) for tie in ties))
                name = self.catalog.organization_name(other)
                body.append(Choice(spoken(f"{name}: {proofs}"), Place("ties", ref, other=other)))
        path = Choice("Path to another organization", Place("path-to", ref))
        return Told(title, tuple(body) or ("Nothing is known of its ties.",), choices=(path,))

    def _connected(self, items: list[Item]) -> Iterator[str | Choice]:
        """Yield headings with the organizations and models below them; an organization leads to its own connections."""
        for item, after in zip(items, (*items[1:], None), strict=True):
            if item.link and item.link.kind in ("model", "organization"):
                ref = RecordRef("organization" if item.link.kind == "organization" else "model", item.link.id)
                yield Choice(
                    told(item), Place("connections" if ref.kind == "organization" else "record", ref)
                )
            elif item.look == "heading" and after is not None and after.link:
                yield told(item)

    def _ties(self, state: State) -> Told:
        here = state.here
        assert here.record is not None
        names = [self.catalog.organization_name(each) for each in (here.record.id, here.other)]
        body: list[str | Choice] = []
        for tie in ties_between(self.catalog, here.record.id, here.other):
            body += [told(item) for item in tie_lines(tie)]
            if tie.model:
                body.append(Choice(spoken(tie.model_name), Place("record", RecordRef("model", tie.model))))
        other = RecordRef("organization", here.other)
        more = (Choice(f"Connections of {spoken(names[1])}", Place("connections", other)),)
        return Told(f"What ties {spoken(names[0])} and {spoken(names[1])}", tuple(body), choices=more)

    def _path_to(self, state: State) -> Told:
        here = state.here
        assert here.record is not None
        tied = sorted(
            (self.catalog.organization_name(id_), id_) for id_ in joined_organizations(self.catalog)
        )
        rows = tuple(
            Choice(spoken(name), Place("path", here.record, other=id_)) for name, id_ in tied if id_ != here.record.id
        )  # fmt: skip
        name = self.catalog.organization_name(here.record.id)
        return Told(f"Path from {spoken(name)} to", rows=rows, choices=(Choice("Type its name", do="path"),))

    def _path(self, state: State) -> Told:
        from genai_tui.view.graph_pages import path_items  # imported here: networkx takes its time

        here = state.here
        assert here.record is not None
        names = [spoken(self.catalog.organization_name(each)) for each in (here.record.id, here.other)]
        title = f"Path from {names[0]} to {names[1]}"
        known = {node.id for node in self.graph.nodes}
        if missing := [
            name for name, id_ in zip(names, (here.record.id, here.other), strict=True) if id_ not in known
        ]:
            return Told(title, (f"Nothing is known of ties of {' or '.join(missing)}.",))
        return Told(
            title, tuple(self._items(path_items(self.catalog, self.graph, here.record.id, here.other)))
        )

    def _compare(self, state: State) -> Told:
        # Imported here: as the search.
        from genai_tui.catalog.comparison_text import sentences
        from genai_tui.view.compare import CompareView, compare

        ids = tuple(ref.id for ref in state.marked)
        kind: RecordKind = state.marked[0].kind if state.marked else "model"
        if kind == "organization":
            from genai_tui.graph.standings import measure_organizations  # imported here: as the graph

            measure_organizations(self.catalog)
        found = compare(CompareView(of=ids, kind=kind), self.catalog) if ids else "Nothing is marked yet."
        clear = (Choice("Take all marks away", do="clear"),) if ids else ()
        if isinstance(found, str):
            return Told("Compare", (found, "Open a record and mark it; two are needed."), choices=clear)
        body = tuple(spoken(line) for line in sentences(self.catalog, found) if line.strip())
        rows = tuple(Choice(self._row(record), Place("record", ref_of(record))) for record in found.records)
        return Told(f"Compare {len(ids)} records", body, rows, clear)

    def _items(
        self, items: Iterator[Item] | tuple[Item, ...], ref: RecordRef | None = None
    ) -> Iterator[str | Choice]:
        """Yield items as texts, and as choices where they lead to a record, or rest on claims about a field of `ref`."""
        for item in items:
            link = item.link
            if link and link.kind in ("model", "organization"):
                kind: RecordKind = "organization" if link.kind == "organization" else "model"
                yield Choice(told(item), Place("record", RecordRef(kind, link.id)))
            elif ref and item.field and item.look in ("fact", "bullet"):
                yield Choice(told(item), Place("why", ref, field=item.field))
            else:
                yield told(item)
            if link and link.kind == "web" and link.id not in item.text:
                yield f"  {spoken(link.id)}"
