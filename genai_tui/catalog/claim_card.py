"""Claim cards: the value of one field with its state, every claim about it, their sources and the reason of the choice.

A tie of two organizations is told by the same card: each thing that one did to the other is a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog import agreement
from genai_tui.catalog.claim_fields import claim_fields, told_claims, told_leaves
from genai_tui.catalog.claim_hash import Claimed, Kind, hashes_of
from genai_tui.catalog.claim_wording import says
from genai_tui.catalog.describe import chosen_text
from genai_tui.catalog.field_value import value_text
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import UNDATED, Catalog, Model, Organization, Source, value_at
from genai_tui.catalog.provenance import State, disputes_of, speaking_fields, state_of
from genai_tui.catalog.ties import Tie, ties_between


class CardSource(Struct, frozen=True):
    """A source as its own words name it, and where it is to be found."""

    id: str
    title: str | None = None
    url: str | None = None
    note: str | None = None


class Statement(Struct, frozen=True):
    """What one or more sources say of the field, in their words, and whether that is what is shown.

    `by` names who says so within the source; `field` is the part of the field that it is about, where it is about one;
    `catalog` is the title of the catalog that has it, where several are open.
    """

    value: str | None
    agrees: bool
    sources: tuple[CardSource, ...] = ()
    by: tuple[str, ...] = ()
    field: str | None = None
    catalog: str | None = None


class DataVersion(Struct, frozen=True):
    """Which data a card is of."""

    title: str
    edition: str
    version: str
    date: str | None
    license: str | None = None


class ClaimCard(Struct, frozen=True):
    """One claim with its proof.

    `value` is as the detail shows it, None where there is none. `hash` names the claim once `hashed` has looked it up,
    and stays None where nothing is claimed. `again` and `cite` are the commands that print the card and the citation of
    the claim, where somebody has added them.
    """

    kind: Kind
    id: str
    """That of the record; of a tie the ids of both ends, with a space between them."""
    name: str
    field: str
    words: str
    """The field as readers call it."""
    value: str | None
    state: State
    claims: tuple[Statement, ...]
    reason: str | None
    data: DataVersion
    hash: str | None = None
    again: str | None = None
    cite: str | None = None

    @property
    def mark(self) -> str:
        """`~` where the value is estimated, `!` where it is disputed."""
        return {"estimated": "~", "disputed": "!"}.get(self.state, "")

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of all sources, each once."""
        return tuple(dict.fromkeys(source.id for each in self.claims for source in each.sources))

    @property
    def count(self) -> int:
        """How many claims there are: one for each source of a statement."""
        return sum(max(1, len(each.sources)) for each in self.claims)


class FieldStanding(Struct, frozen=True):
    """How a field of a record stands: its state, and how many claims of how many sources there are."""

    field: str
    words: str
    state: State
    claims: int
    sources: int


def claim_card(catalog: Catalog, record: Model | Organization, field: str) -> ClaimCard:
    """Return the card of a field, a dotted path of the record's field names."""
    state = state_of(record, field)
    value = (value_text(catalog, record, field) if state != "unknown" else "") or None
    return ClaimCard(
        "model" if isinstance(record, Model) else "organization",
        record.id,
        record.name,
        field,
        field_words(field),
        value,
        state,
        tuple(_statements(catalog, record, field, value)),
        _reason(record, field),
        data_version(catalog),
    )


def tie_card(catalog: Catalog, one: Organization, other: Organization) -> ClaimCard:
    """Return the card of all that ties two organizations: who did what to whom, when, for how much, and who says so."""
    ties = ties_between(catalog, one.id, other.id)
    disputed = any(tie.disputed for tie in ties)
    return ClaimCard(
        "tie",
        f"{one.id} {other.id}",
        f"{one.name} and {other.name}",
        "",
        "ties",
        "; ".join(tie.told() for tie in ties) or None,
        "disputed" if disputed else "known" if ties else "unknown",
        tuple(Statement(_told(tie), True, _card_sources(tie.sources)) for tie in ties),
        None,
        data_version(catalog),
    )


def hashed(catalog: Catalog, card: ClaimCard) -> ClaimCard:
    """Return a card with the hash of its claim; the first one of a catalog takes all its claims to be read."""
    ids = tuple(sorted(card.id.split(" "))) if card.kind == "tie" else (card.id,)
    return replace(card, hash=hashes_of(catalog).short(Claimed(card.kind, ids, card.field)) or None)


def card_of(catalog: Catalog, claimed: Claimed) -> ClaimCard:
    """Return the card of a claim that was found by its hash."""
    if claimed.kind == "tie":
        one, other = map(catalog.organization, claimed.ids)
        assert one is not None
        assert other is not None
        return hashed(catalog, tie_card(catalog, one, other))
    record = catalog.record(claimed.kind, claimed.ids[0])
    assert record is not None
    return hashed(catalog, claim_card(catalog, record, claimed.field))


def standings(catalog: Catalog, record: Model | Organization) -> tuple[FieldStanding, ...]:
    """Return how each field of a record stands: the parts of a field in its place where the record has them."""
    paths = claim_fields(type(record))
    told = tuple(told_claims(record))
    leaves = {*told_leaves(told), *(path for path in paths if path not in told and "." not in path)}
    return tuple(_standing(catalog, record, path) for path in paths if path in leaves)


def data_version(catalog: Catalog) -> DataVersion:
    """Return which data a catalog holds."""
    head = catalog.head
    return DataVersion(
        head.title, head.edition, head.version, None if head.date == UNDATED else head.date, head.license
    )


def _standing(catalog: Catalog, record: Model | Organization, field: str) -> FieldStanding:
    card_claims = tuple(_statements(catalog, record, field, None))
    sources = {source.id for each in card_claims for source in each.sources}
    count = sum(max(1, len(each.sources)) for each in card_claims)
    return FieldStanding(field, field_words(field), state_of(record, field), count, len(sources))


def _statements(
    catalog: Catalog, record: Model | Organization, field: str, value: str | None
) -> Iterator[Statement]:
    """Yield every claim about a field: what agrees with the value that is shown, then what differs from it."""
    found = list(_all_statements(catalog, record, field, value))
    named = {source.id for each in found for source in each.sources}
    left = tuple(source for source in speaking_fields(catalog, record)(field) if source.id not in named)
    if left or (not found and state_of(record, field) != "unknown"):
        found.insert(0, Statement(value, bool(value), _card_sources(left)))
    yield from sorted(found, key=lambda each: not each.agrees)


def _all_statements(
    catalog: Catalog, record: Model | Organization, field: str, value: str | None
) -> Iterator[Statement]:
    """Yield the sides of disputes, and what each of several catalogs states."""
    if not isinstance(record, Model):
        return
    members = catalog.members.get(record.id, ())
    if not members:
        yield from _sides(catalog, record, record, field, value)
    for member in members:
        sides = tuple(_sides(catalog, record, member.model, field, value))
        named = {source.id for each in sides for source in each.sources}
        sources = speaking_fields(catalog, member.model)(field)
        if state_of(member.model, field) != "unknown" and not (
            named and named >= {each.id for each in sources}
        ):
            stated = Statement(
                value_text(catalog, member.model, field) or None,
                _agree(record, member.model, field),
                _card_sources(source for source in sources if source.id not in named),
            )
            yield replace(stated, catalog=member.catalog)
        yield from (replace(side, catalog=member.catalog) for side in sides)


def _sides(
    catalog: Catalog, shown: Model, record: Model, field: str, value: str | None
) -> Iterator[Statement]:
    """Yield the sides of the disputes of a record about a field, held against what is chosen in the one that is shown."""
    for dispute in disputes_of(record, field):
        own = tuple(each.chosen for each in disputes_of(shown, dispute.field) if each.chosen)
        right = (*own, *((value,) if value and (own or shown is not record) else ()))
        for side in dispute.claims:
            source = catalog.source(record, side.source) or Source(side.source)
            yield Statement(
                side.value,
                any(says(dispute.field, side.value, each) for each in right),
                _card_sources((source,)),
                side.by,
                None if dispute.field == field else dispute.field,
            )


def _agree(shown: Model, other: Model, field: str) -> bool:
    """Return whether two records of one model say the same in a field, within the tolerance of merging."""
    compared = next((each for each in agreement.FIELDS if each.path == field), None)
    if compared and compared.both_state(shown, other):
        return compared.agree(shown, other)
    return bool(value_at(shown, field) == value_at(other, field))


def _reason(record: Model | Organization, field: str) -> str | None:
    """Return why the value is the one that is shown."""
    disputes = disputes_of(record, field) if isinstance(record, Model) else ()
    return " ".join(chosen_text(dispute) for dispute in disputes) or None


def _told(tie: Tie) -> str:
    return " · ".join(part for part in (tie.told(), tie.note) if part)


def _card_sources(sources: Iterable[Source]) -> tuple[CardSource, ...]:
    return tuple(CardSource(each.id, each.title, each.url, each.note) for each in sources)
