"""The six pages about a model: overview, how it works, numbers, people, lineage, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genai_tui.catalog.attributes import ATTRIBUTES, DISPUTED, ZERO_STATED
from genai_tui.catalog.cells import short_number
from genai_tui.catalog.describe import NOT_KNOWN, Item, Link, Page, chosen_text, note_items, some_of
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.labels import shown_label, shown_signature
from genai_tui.catalog.memory_floor import memory_floor
from genai_tui.catalog.model import Ancestor, Catalog, Model, Offer, ParameterCount, Period, Status
from genai_tui.catalog.provenance import marks_of, slot_differs
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import lineage_tie

ROLES = {"developer": "", "collaborator": "collaborator", "deployer": "deploys it", "funder": "funded it"}
EVENTS = {
    "announcement": "announced", "paper": "paper", "weights": "weights released", "api": "API opened",
    "demo": "demo opened", "product": "product", "listed": "first listed by a provider", "revision": "revised", "withdrawn": "withdrawn", "retired": "retired",
}  # fmt: skip
USES = {
    "any": "for all uses", "noncommercial": "for non-commercial use", "restricted": "for some uses",
}  # fmt: skip
ACCESS = {"weights": "weights", "api": "API", "demo": "demo"}
LINEAGE = {
    "built_on": "built on, kind not said",
    "component": "part of it", "fine_tuned_from": "fine-tuned from", "distilled_from": "distilled from",
    "successor_of": "follows",
}  # fmt: skip


def _standing_on(ancestor: Ancestor) -> str:
    """Return how a model stands on another; where a note says what no kind does, such as `quantized`, the kind is told."""
    return "built on" if ancestor.how == "built_on" and ancestor.note else LINEAGE[ancestor.how]


class _Teller:
    """Makes items about one model, marking those that are disputed or estimated."""

    def __init__(self, catalog: Catalog, model: Model) -> None:
        self.catalog = catalog
        self.model = model

    def mark(self, field: str) -> str:
        return marks_of(self.model, field)

    def fact(self, label: str, text: str | None, field: str, link: Link | None = None) -> Item:
        mark = self.mark(field)
        shown = safe_line(text) if text else DISPUTED if "!" in mark else NOT_KNOWN
        return Item("fact", shown, label, field.partition("|")[0], mark, link)

    def more(self, page: str) -> Iterator[Item]:
        """Yield what attributes say that a page does not word for itself, where it is known or disputed."""
        for attribute in ATTRIBUTES.values():
            if attribute.page == page:
                values = attribute.values(self.catalog, self.model)
                if values or self.mark(attribute.path):
                    text = " · ".join(attribute.label(self.catalog, value) for value in values)
                    yield self.fact(attribute.title, text, attribute.path)

    def listed(self, heading: str, texts: tuple[str, ...], field: str) -> Iterator[Item]:
        if texts:
            yield Item("heading", heading, field=field)
            yield from (Item("bullet", text, field=field) for text in texts)


def model_pages(catalog: Catalog, model: Model) -> tuple[Page, ...]:
    """Return the six pages about a model."""
    tell = _Teller(catalog, model)
    return tuple(Page(title, made(tell)) for title, made in _PAGES.items())


def availability_text(model: Model) -> str | None:
    """Return what can be had of a model in a line: `closed · API · no demo`; None if nothing is known."""
    known = model.availability
    disputed = "!" in marks_of(model, "availability.weights")
    if known is None:
        return DISPUTED if disputed else None
    words: list[str] = [known.weights] if known.weights else [DISPUTED] if disputed else []
    if known.use and known.use != "any":
        words.append(USES[known.use])
    for name, there in (("API", known.api), ("demo", known.demo)):
        if there is not None:
            words.append(name if there else f"no {name}")
    return " · ".join(words) or None


def period_text(period: Period) -> str:
    """Return when something could be had: `API 2022-11-03 to 2024-01-04`, `demo from 2022`, `weights to 2023-05`."""
    if period.begin and period.end:
        time = f"{period.begin} to {period.end}"
    else:
        time = f"from {period.begin}" if period.begin else f"to {period.end}" if period.end else "for a time"
    return " · ".join(filter(None, (f"{ACCESS[period.of]} {time}", period.note)))


def count_text(count: ParameterCount) -> str:
    """Return how many parameters there are, and how many of them are active: `671B, 37B active`."""
    active = f", {short_number(count.active)} active" if count.active else ""
    return f"{short_number(count.count)}{active}"


def status_text(status: Status) -> str:
    """Return whether a model is still offered, and since or from when: `retired · 2025-07-14`."""
    return " · ".join(filter(None, (status.state, status.date, status.note)))


def _overview(tell: _Teller) -> Iterator[Item]:
    model, catalog = tell.model, tell.catalog
    yield from note_items(catalog, "model", model.id)
    if model.summary:
        yield Item("prose", model.summary, field="summary")
    category = catalog.category(model.category)
    slot = shown_label(catalog, category.label) if category else model.category
    yield tell.fact("Category", slot, "category")
    if model.also_in:
        also = ATTRIBUTES["also"]
        yield tell.fact("Also in", ", ".join(also.label(catalog, each) for each in model.also_in), "also_in")
    differs = "  ≠ slot" if slot_differs(catalog, model) else ""
    if model.domains:
        yield tell.fact("Domain", " · ".join(model.domains), "domains")
    if model.tasks:
        yield tell.fact("Tasks", " · ".join(model.tasks), "tasks")
    signature = shown_signature(catalog, model.signature)
    yield tell.fact("Signature", f"{signature}{differs}" if signature else None, "outputs|inputs")
    for number, part in enumerate(model.organizations):
        role = f" · {ROLES[part.role]}" if ROLES[part.role] else ""
        name = catalog.organization_name(part.id) + role
        yield tell.fact("" if number else "Made by", name, "organizations", Link("organization", part.id))
    if not model.organizations:
        yield tell.fact("Made by", None, "organizations")
    if model.family or tell.mark("family"):
        yield tell.fact("Family", model.family, "family")
    released = model.released
    event = f" · {EVENTS[released.event]}" if released and released.event else ""
    yield tell.fact("Released", f"{released.date}{event}" if released else None, "released")
    yield from _status(tell)
    headline = model.headline_parameters
    yield tell.fact("Parameters", count_text(headline) if headline else None, "parameters")
    access = availability_text(model)
    of_weights = access is None or model.weights or "!" in tell.mark("availability.weights")
    yield tell.fact("Weights", access, "availability.weights" if of_weights else "availability")
    for number, period in enumerate(model.availability.periods if model.availability else ()):
        yield tell.fact("" if number else "To be had", period_text(period), "availability.periods")
    if model.availability and model.availability.note:
        yield tell.fact("Access", model.availability.note, "availability.note")
    yield tell.fact(
        "Licence", model.availability.license if model.availability else None, "availability.license"
    )
    if model.context_length or tell.mark("context_length"):
        tokens = f"{model.context_length:,} tokens" if model.context_length else None
        yield tell.fact("Context", tokens, "context_length")
    yield from tell.more("Overview")
    if model.paper:
        address = model.paper.address
        name = f"arXiv:{model.paper.arxiv}" if model.paper.arxiv else model.paper.title
        yield tell.fact("Paper", name, "paper", Link("web", address) if address else None)
    yield from tell.listed("Strengths", model.strengths, "strengths")
    yield from tell.listed("Limitations", model.limitations, "limitations")


def _status(tell: _Teller) -> Iterator[Item]:
    model, catalog = tell.model, tell.catalog
    status = model.status
    if status or tell.mark("status"):
        yield tell.fact("Status", status_text(status) if status else None, "status")
    if status and status.successor:
        known = catalog.model(status.successor)
        link = Link("model", known.id) if known else None
        yield tell.fact("", f"successor: {known.name if known else status.successor}", "status", link)


def _how(tell: _Teller) -> Iterator[Item]:
    model = tell.model
    if model.how_it_works:
        yield Item("prose", model.how_it_works, field="how_it_works")
    built = model.architecture
    if built:
        yield tell.fact("Architecture", built.family, "architecture")
        yield from tell.listed("Built of", built.components, "architecture")
        if built.note:
            yield Item("quiet", built.note, field="architecture")
    yield from tell.more("How")
    if model.training and model.training.data:
        yield Item("heading", "Trained on", field="training.data")
        for data in model.training.data:
            parts = [part for part in (data.name, data.size, data.note) if part]
            yield Item("bullet", " · ".join(parts), field="training.data")
    if not (model.how_it_works or built or model.training):
        yield Item("quiet", "The catalog does not say how it works.")


def _numbers(tell: _Teller) -> Iterator[Item]:
    model = tell.model
    yield Item("heading", "Parameters", field="parameters", mark=tell.mark("parameters"))
    for count in model.parameters:
        parts = [part for part in (count.variant, count.note) if part]
        text = f"{count_text(count)}{'~' if count.estimated else ''}"
        yield Item("bullet", " · ".join([text, *parts]), field="parameters")
    if not model.parameters:
        yield Item("bullet", f"{NOT_KNOWN} not known", field="parameters")
    if floor := memory_floor(model):
        yield Item("quiet", f"weights alone, at least {floor.arithmetic}", field="parameters")
    if model.offers:
        yield Item("heading", f"Offers · {len(model.offers)}, the cheapest first, $ a million tokens")
        lines = Counter(safe_line(offer_text(offer)) for offer in sorted(model.offers, key=_dearness))
        for line, times in lines.items():  # a provider may sell the same under several ids
            yield Item("bullet", f"{line} · under {times} ids" if times > 1 else line, field="offers")
    training = model.training
    yield Item("heading", "Training")
    flop = training.compute_flop if training else None
    yield tell.fact("Compute", f"{flop:.3g} FLOP" if flop else None, "training.compute_flop")
    yield tell.fact("Hardware", training.hardware if training else None, "training.hardware")
    yield tell.fact("Time", training.time if training else None, "training.time")
    yield from tell.more("Numbers")
    if training and training.note:
        yield Item("quiet", training.note, field="training.note")
    yield Item("heading", "Results", field="results", mark=tell.mark("results"))
    for result in model.results:
        value = f" {result.value:g}" if result.value is not None else ""
        unit = (result.unit if result.unit == "%" else f" {result.unit}") if result.unit else ""
        told = (f"{result.metric}{value}{unit}", result.benchmark, result.note)
        yield Item("bullet", " · ".join(part for part in told if part), field="results")
    if not model.results:
        yield Item("bullet", f"{NOT_KNOWN} none in the catalog", field="results")


def _dearness(offer: Offer) -> tuple[int, int, float]:
    """Return a sort key: what is deprecated last, before it what states no price or 0, the cheapest first."""
    price = offer.input_price
    return (offer.standing, 2 if price is None else not price, price or 0)


def offer_text(offer: Offer) -> str:
    """Return what a provider offers in a line: prices in and out, status, limits, what the model can do there."""
    prices = [NOT_KNOWN if each is None else f"{each:g}" for each in (offer.input_price, offer.output_price)]
    free = offer.input_price == 0 and not offer.output_price
    stated = offer.input_price is not None or offer.output_price is not None
    parts = [ZERO_STATED if free else " → ".join(prices) if stated else "no price stated", offer.status]
    parts += [
        f"{name} {price:g}" if price else f"{name} {ZERO_STATED}"
        for name, price in (("cache read", offer.cache_read_price), ("cache write", offer.cache_write_price))
        if price is not None and not (free and not price)
    ]
    parts += [
        f"{short_number(tokens)} {name}"
        for name, tokens in (("context", offer.context), ("output", offer.output_limit))
        if tokens
    ]
    parts += [
        name if there else f"no {name}"
        for name, there in (("reasoning", offer.reasoning), ("tools", offer.tool_call),
                            ("structured output", offer.structured_output))
        if there is not None
    ]  # fmt: skip
    parts.append(f"knowledge to {offer.knowledge}" if offer.knowledge else None)
    return f"{offer.provider}: {' · '.join(part for part in parts if part)}"


def _people(tell: _Teller) -> Iterator[Item]:
    model, catalog = tell.model, tell.catalog
    yield Item("heading", "Organizations", field="organizations", mark=tell.mark("organizations"))
    for part in model.organizations:
        words = [catalog.organization_name(part.id), part.role, part.note]
        link = Link("organization", part.id)
        yield Item("link", " · ".join(word for word in words if word), "", "organizations", link=link)
        if part.unit:
            unit = f"  {safe_line(catalog.organization_name(part.unit))}"
            yield Item("link", unit, "", "organizations", link=Link("organization", part.unit))
    if not model.organizations:
        yield Item("bullet", f"{NOT_KNOWN} not known", field="organizations")
    yield from tell.more("People")
    paper = model.paper
    if paper:
        from genai_tui.catalog.publication import (
            where_and_when,
        )  # imported here: no first frame tells of papers

        yield Item("heading", "Paper", field="paper", mark=tell.mark("paper"))
        yield Item("prose", safe_line(paper.title), field="paper")
        where = where_and_when(paper)
        if where:
            yield Item("quiet", where, field="paper")
        if paper.authors:
            yield Item("heading", f"Authors · {len(paper.authors)}", field="paper.authors")
            yield Item("prose", safe_line(", ".join(paper.authors)), field="paper.authors")


def _lineage(tell: _Teller) -> Iterator[Item]:
    model, catalog = tell.model, tell.catalog
    yield Item("heading", "Built on", field="based_on", mark=tell.mark("based_on"))
    for ancestor in model.based_on:
        known = catalog.model(ancestor.model) if ancestor.model else None
        name = known.name if known else ancestor.name or ancestor.model or ""
        text = " · ".join(part for part in (name, _standing_on(ancestor), ancestor.note) if part)
        link = Link("model", known.id) if known else None
        yield Item("link" if link else "bullet", text, field="based_on", link=link)
        yield from _licenses(catalog, ancestor.model, model.id)
    if not model.based_on:
        yield Item("quiet", "nothing known", field="based_on")
    later = [(m, a) for m in catalog.narrowed("based", model.id) for a in m.based_on if a.model == model.id]
    if later:
        yield Item("heading", "Others built on it")
        for other, ancestor in later:
            kind = f" · {ancestor.note}" if ancestor.how == "built_on" and ancestor.note else ""
            text = safe_line(f"{other.name} · {_standing_on(ancestor)}{kind}")
            tie = lineage_tie(catalog, other, ancestor)
            yield Item(
                "link", text, mark="!" if tie.disputed else "", link=Link("model", other.id), ties=(tie,)
            )
            yield from _licenses(catalog, model.id, other.id)
    after = catalog.narrowed("successor", model.id)
    before = [other for other in after if other.status and other.status.successor == model.id]
    if before:
        yield Item("heading", "Takes the place of")
        for other in before:
            yield Item("link", other.name, link=Link("model", other.id))
    yield from tell.more("Lineage")
    dates = [release for release in (model.released, *model.other_dates) if release]
    if dates:
        yield Item("heading", "Dates", field="released", mark=tell.mark("released"))
        for release in sorted(dates, key=lambda release: release.date):
            parts = [release.date, EVENTS[release.event] if release.event else "", release.note or ""]
            yield Item("bullet", " · ".join(filter(None, parts)), field="released")


def _licenses(catalog: Catalog, base: str | None, derived: str) -> Iterator[Item]:
    """Yield the licences of a base and of what is built on it, side by side, where one of them is known."""
    # Imported here: no first frame shows a lineage.
    from genai_tui.catalog.license_lineage import license_pair

    if base and (text := license_pair(catalog, base, derived).text):
        yield Item("quiet", f"  licences: {text}", field="availability.license")


def _sources(tell: _Teller) -> Iterator[Item]:
    model, catalog = tell.model, tell.catalog
    if model.survey and (model.survey.note or model.survey.section):
        section = f", section {model.survey.section}" if model.survey.section else ""
        yield Item("heading", f"The survey says{section}", field="survey")
        if model.survey.note:
            yield Item("prose", model.survey.note, field="survey")
    for dispute in model.disputes:
        yield Item("heading", f"Disputed: {field_words(dispute.field)}", field=dispute.field, mark="!")
        for stated in dispute.claims:
            cited = catalog.source(model, stated.source)
            name = (cited and cited.title) or stated.source
            who = f"{name}: {some_of(stated.by)}" if stated.by else name
            yield Item("bullet", f"{stated.value} · {who}", field=dispute.field)
        yield Item("quiet", chosen_text(dispute), field=dispute.field)
    yield from tell.more("Sources")
    if model.aliases:
        yield Item("fact", ", ".join(model.aliases), "Also called", "aliases")
    yield from tell.listed("The same in other catalogs", model.same_as, "same_as")
    yield from tell.listed("Not the same, though alike", model.not_same_as, "not_same_as")
    links = model.links
    for name in links.__struct_fields__ if links else ():
        if address := getattr(links, name):
            yield tell.fact(name.capitalize(), address, "links", Link("web", address))
    if members := catalog.members.get(model.id, ()):
        yield Item("heading", f"One model in {len(members)} catalogs")
        for member in members:
            yield Item("bullet", f"{member.catalog} · {member.model.name}")
    yield Item("heading", f"Sources · {len(model.sources)}")
    for source in model.sources:
        known = catalog.source(model, source.id) or source
        link = Link("web", known.url) if known.url else None
        yield Item("link" if link else "bullet", known.title or known.id, link=link)
        if source.supports:
            yield Item("quiet", "  for " + ", ".join(map(field_words, source.supports)))


_PAGES = {
    "Overview": _overview, "How": _how, "Numbers": _numbers, "People": _people, "Lineage": _lineage, "Sources": _sources,
}  # fmt: skip
