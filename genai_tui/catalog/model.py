"""The records of a catalog: what a file may say, and what the rest of the program reads.

These types are the one definition of the catalog's form. The checker walks them to judge a file,
`genai-tui schema` prints them as JSON Schema, and the compiled cache stores them as they are. The text below a field
says what it means, in schemas and documents as well.
An absent value is None or an empty tuple and always means "not known", never 0, free or "no".
"""

# Annotations stand as types here, not as text: msgspec would have to evaluate each at every start.
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct
from msgspec import field as renamed

from genai_tui.catalog import patterns, slugs
from genai_tui.catalog.address import address_of_paper
from genai_tui.catalog.partial_date import year_of


def _like(
    pattern: str,
    expected: str,
    form: str = "",
    max_length: int | None = None,
    read_as: dict[str, Any] | None = None,
) -> Meta:
    """Return what a text has to match. The checker holds files to it, and the schema tells it.

    `expected` says in words how it is written; what it means stands below the field that holds it.
    `read_as` says, in words of JSON Schema, which values other than text it may be where YAML reads one without
    quotes as such: 2022 as a number. Not msgspec's own `pattern`: that is matched anew in every text of a compiled
    catalog, which the checker has seen already, and takes three quarters of the time of reading one.
    """
    return Meta(
        max_length=max_length,
        extra={"expected": expected, **({"form": form} if form else {})},
        extra_json_schema={"pattern": pattern, **(read_as or {})},
    )


_ANYTHING = {"type": ["string", "number", "boolean"]}
"""What a text can be to a reader who takes `12` for a number and `true` for a truth value."""

Slug = Annotated[
    str,
    _like(
        patterns.SLUG,
        "lower-case letters, digits and single hyphens",
        max_length=slugs.LONGEST,
        read_as={"type": ["string", "integer"], "minimum": 0},
    ),
]
Line = Annotated[
    str,
    Meta(min_length=1, max_length=2_000, extra={"expected": "one line of text"}, extra_json_schema=_ANYTHING),
]
Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=2_000,
        extra={"form": "name", "expected": "a name"},
        extra_json_schema=_ANYTHING,
    ),
]
"""As somebody else gave it, so it may be any text, `None` and `?` as well."""
Prose = Annotated[
    str,
    Meta(
        min_length=1, max_length=100_000, extra={"expected": "text, own words"}, extra_json_schema=_ANYTHING
    ),
]
PartialDate = Annotated[
    str,
    _like(
        patterns.DATE,
        "ISO day, month or year: 2022-04-06, 2022-04 or 2022",
        form="date",
        read_as={"type": ["string", "integer"], "minimum": 1000, "maximum": 9999},
    ),
]
Year = Annotated[int, Meta(ge=1000, le=2200, extra={"text": patterns.YEAR, "form": "year"})]
WebAddress = Annotated[
    str, _like(patterns.WEB_ADDRESS, "an http or https address", form="web", max_length=2_000)
]
CountryCode = Annotated[str, _like(patterns.COUNTRY, "ISO 3166-1 alpha-2 code", form="country")]
ArxivNumber = Annotated[
    str,
    _like(
        patterns.ARXIV,
        "arXiv number: 2204.06125",
        max_length=100,
        read_as={
            "type": ["string", "number"],
            "minimum": 701,
            "exclusiveMaximum": 10_000,
            "not": {"type": "integer"},
        },
    ),
]
MOST_MAKERS = 100
"""Organizations with a part in one model: every pair of them counts as a tie."""
Doi = Annotated[str, _like(patterns.DOI, "DOI: 10.1038/...", max_length=500)]
CategoryCode = Annotated[str, _like(patterns.CATEGORY_CODE, "two letters for narrow places")]
Count = Annotated[int, Meta(ge=1, extra={"text": patterns.POSITIVE_WHOLE})]
NonNegative = Annotated[int, Meta(ge=0, extra={"text": patterns.WHOLE})]
Amount = Annotated[float, Meta(gt=0, extra={"text": patterns.POSITIVE_NUMBER})]
Price = Annotated[float, Meta(ge=0, extra={"text": rf"\+?{patterns.NUMBER}"})]
Number = Annotated[float, Meta(extra={"text": f"[-+]?{patterns.NUMBER}"})]
License = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=2_000,
        extra={"form": "license", "expected": "SPDX id or name"},
        extra_json_schema=_ANYTHING,
    ),
]
FieldPath = Annotated[
    str,
    Meta(min_length=1, max_length=200, extra={"form": "field", "expected": "a field's name"}),
]
"""A field of the record in whose file it stands: `released`, `training.compute_flop`."""

IdentityKey = Annotated[
    str,
    _like(
        patterns.IDENTITY_KEY,
        "an id, or a catalog's id and what the model is called there: epoch:GPT-4o (May 2024)",
        max_length=500,
        read_as={"type": ["string", "integer"], "minimum": 0},
    ),
]
"""The same model in another catalog, by its id or name there, or by the id it has in the catalog's own source."""
RorId = Annotated[
    str,
    _like(
        patterns.ROR,
        "ROR id: 05dxps055",
        read_as={"type": ["string", "integer"], "minimum": 1_000_000, "maximum": 99_999_999},
    ),
]
WikidataId = Annotated[str, _like(patterns.WIKIDATA, "Wikidata id: Q21708200")]
Percent = Annotated[float, Meta(gt=0, le=100, extra={"text": patterns.PERCENT})]

OrganizationId = Annotated[Slug, Meta(extra={"refers_to": "organization"})]
CategoryId = Annotated[Slug, Meta(extra={"refers_to": "category"})]
ModalityId = Annotated[Slug, Meta(extra={"refers_to": "modality"})]
ModelId = Annotated[Slug, Meta(extra={"refers_to": "model"})]
SourceId = Annotated[Slug, Meta(extra={"refers_to": "source"})]

Note = Annotated[Line | None, Meta(description="More about it, such as the source's own words.")]
Reasoning = Annotated[bool | None, Meta(description="Whether it can reason step by step before it answers.")]
ToolCall = Annotated[bool | None, Meta(description="Whether it can call tools.")]
StructuredOutput = Annotated[
    bool | None, Meta(description="Whether it can answer in a structure that is asked for, such as JSON.")
]

Role = Literal["developer", "collaborator", "deployer", "funder"]
OrganizationKind = Literal["company", "lab", "university", "startup", "nonprofit", "government"]
RelationKind = Literal["invested_in", "acquired", "parent_of", "renamed_to", "licensed_and_hired", "stake"]
"""`licensed_and_hired` is a licence together with the hiring of an organization's people, which is no purchase;
`stake` is a share that was held on that day, however it came about."""
ReleaseEvent = Literal[
    "announcement", "paper", "weights", "api", "demo", "product", "listed", "revision", "withdrawn", "retired"
]
"""`listed` is the first day on which a provider is known to have listed the model, which was released no later."""
ENDINGS = frozenset({"withdrawn", "retired"})
"""Events that end something, so none of them can be the first release."""
Weights = Literal["open", "restricted", "closed"]
"""Open: anyone may download and use them. Restricted: to be had, but only for some uses or on request."""
Use = Literal["any", "noncommercial", "restricted"]
"""What those who have the weights may do."""
LineageKind = Literal["built_on", "component", "fine_tuned_from", "distilled_from", "successor_of"]
"""`built_on` is for a source that does not say how."""
AssetType = Literal["model", "dataset", "application"]
StatusWord = Literal["active", "deprecated", "retired"]
"""Active: its maker offers it. Deprecated: its end is announced. Retired: its maker offers it no longer."""
Access = Literal["weights", "api", "demo"]

NOTHING = "nothing"
"""The modality of what a model takes that draws without a prompt; every catalog has it."""

GONE = frozenset({"deprecated", "retired", "removed", "discontinued", "sunset"})
"""Words of providers for an offer that has ended or is about to end."""


def value_at(record: object, path: str) -> Any:
    """Return what stands at a dotted path of a record, None where nothing does; of a list what its entries say there."""
    value = record
    for name in path.split("."):
        if isinstance(value, tuple):
            inner = (getattr(each, name, None) for each in value)
            value = tuple(each for each in inner if each is not None and each != ())
        else:
            value = getattr(value, name, None)
    return value


class Record(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A frozen, slotted value."""

    ONE_OF: ClassVar[tuple[str, ...]] = ()
    """Fields of which exactly one has to stand."""
    NEEDED: ClassVar[tuple[str, ...]] = ()
    """Fields that may be empty only if the head of the catalog allows it."""
    NEEDED_WITHOUT: ClassVar[tuple[str, tuple[str, ...]]] = ("", ())
    """A field, and the fields that are required where it is missing."""


class Source(Record, frozen=True):
    """Where something is known from.

    Inside a model a source may be just the id of one in `catalog.yaml`, with what it supports.
    """

    id: Slug
    """By which claims name the source."""
    title: Name | None = None
    """Title of the page, paper or data set."""
    url: WebAddress | None = None
    """Where it is to be found."""
    kind: Line | None = None
    """What kind of source it is: paper, news, dataset; `decision` is a reader's own, in an overlay."""
    note: Note = None
    supports: tuple[FieldPath, ...] = ()
    """Names of the record's fields that it speaks for."""


class Part(Record, frozen=True):
    """An organization's part in a model."""

    id: OrganizationId
    """Whose part it is."""
    role: Role
    """What part it has in the model."""
    unit: OrganizationId | None = None
    """The lab within it."""
    note: Note = None


class Release(Record, frozen=True):
    """A dated public event in a model's life; `released` is the first of any kind."""

    date: PartialDate
    """When it happened."""
    event: ReleaseEvent | None = None
    """What happened; `listed`: the first day on which a provider is known to have had the model, which came out no later."""
    note: Note = None


class ParameterCount(Record, frozen=True):
    """How many parameters a variant or a component has; the first of a list is the headline."""

    count: Count
    """Number of parameters."""
    active: Count | None = None
    """How many of them work on one token, of a mixture of experts."""
    variant: Name | None = None
    """The variant or component that has so many."""
    note: Note = None
    estimated: bool = False
    """Whether the count is an estimate."""


class Architecture(Record, frozen=True):
    """What a model is built of."""

    family: Line | None = None
    """What kind of architecture it is: diffusion, transformer."""
    components: tuple[Name, ...] = ()
    """What it is built of, such as other models."""
    note: Note = None


class TrainingData(Record, frozen=True):
    """A set of data that a model was trained on."""

    name: Name
    """What the data is called."""
    size: Line | None = None
    """How much of it there is, with the unit."""
    note: Note = None


class Training(Record, frozen=True):
    """How a model came to be: data, floating-point operations, machines, time."""

    data: tuple[TrainingData, ...] = ()
    """Sets of data that it was trained on."""
    compute_flop: Amount | None = None
    """Training compute in floating-point operations."""
    compute_estimated: bool = False
    """Whether the training compute is an estimate."""
    hardware: Line | None = None
    """Machines that it was trained on, in the words of the source."""
    time: Line | None = None
    """How long it was trained, in words."""
    note: Note = None


class Result(Record, frozen=True):
    """A measured value on a benchmark."""

    metric: Name
    """What was measured: FID, accuracy."""
    value: Number | None = None
    """The measured value, in `unit`."""
    unit: Line | None = None
    """Unit of the value: %, points."""
    benchmark: Name | None = None
    """What it was measured on."""
    note: Note = None
    source: SourceId | None = None
    """The source that says so."""


class Period(Record, frozen=True, kw_only=True):
    """A time in which the weights, the API or the demo of a model could be had. A missing begin or end is not known."""

    of: Access
    """What could be had."""
    begin: PartialDate | None = renamed(default=None, name="from")
    """Since when."""
    end: PartialDate | None = renamed(default=None, name="until")
    """Until when."""
    note: Note = None


class Availability(Record, frozen=True):
    """What of a model can be had, and when it could."""

    weights: Weights | None = None
    """Whether the weights can be had; open: by anyone under an open licence; restricted: only for some uses or on request; closed: not at all."""
    use: Use | None = None
    """What anyone who downloads the weights may use them for."""
    api: bool | None = None
    """Whether there is an API today."""
    demo: bool | None = None
    """Whether there is a demo today."""
    license: License | None = None
    """Licence of the model."""
    periods: tuple[Period, ...] = ()
    """When weights, API or demo could be had."""
    note: Note = None


class Status(Record, frozen=True, kw_only=True):
    """Whether the maker of a model still offers it, since when or from when on, and what is to take its place."""

    state: StatusWord
    """Whether its maker still offers it: active; deprecated, its end is announced; retired, no longer."""
    date: PartialDate | None = None
    """Since when it is so, or from when on."""
    successor: ModelId | None = None
    """The model that is to take its place."""
    note: Note = None


class Capabilities(Record, frozen=True):
    """What a model can do besides answering in words; what is not said is not known."""

    reasoning: Reasoning = None
    tool_call: ToolCall = None
    structured_output: StructuredOutput = None


class Ancestor(Record, frozen=True, kw_only=True):
    """A model that this one stands on: an id, or a name when it is outside the catalog."""

    ONE_OF: ClassVar[tuple[str, ...]] = ("model", "name")

    model: ModelId | None = None
    """The model that it stands on."""
    name: Name | None = None
    """Name of the model that it stands on, where that is outside the catalog."""
    how: LineageKind
    """In which way it stands on it; `built_on`: the source does not say."""
    note: Note = None


class Paper(Record, frozen=True):
    """The publication that introduces a model."""

    title: Name
    """Title of the paper."""
    authors: tuple[Name, ...] = ()
    """Who wrote it: groups, `Given Family` or `Family, Given`."""
    year: Year | None = None
    """Year in which it appeared, which counts where the venue names none."""
    venue: Line | None = None
    """Where it appeared: `ICLR 2023 (Oral)`, `Nature 610(7930)`."""
    arxiv: ArxivNumber | None = None
    """Its preprint."""
    doi: Doi | None = None
    """Its lasting identifier."""
    url: WebAddress | None = None
    """Its address."""

    @property
    def address(self) -> str | None:
        """Where it is to be had: by its DOI, else at arXiv, else at its own address."""
        return address_of_paper(self.doi, self.arxiv, self.url)


class Links(Record, frozen=True):
    """Addresses to follow."""

    homepage: WebAddress | None = None
    """Page about the model."""
    code: WebAddress | None = None
    """Where its code is."""
    weights: WebAddress | None = None
    """Where its weights are."""
    demo: WebAddress | None = None
    """Where it can be tried."""


class DisputedClaim(Record, frozen=True, kw_only=True):
    """One side of a dispute; `by` names who says so within the source, such as providers in a list of offers."""

    value: Name
    """What the source says, in words."""
    source: SourceId
    """The source that says so."""
    by: tuple[Line, ...] = ()
    """Who says so within the source, such as providers in a list of offers."""


class Dispute(Record, frozen=True, kw_only=True):
    """Sources that differ about a field, the value chosen (none where nobody's word counts more) and the reason."""

    field: FieldPath
    """What the sources differ about."""
    claims: Annotated[tuple[DisputedClaim, ...], Meta(min_length=2)]
    """What they say, a claim for each side."""
    chosen: Name | None = None
    """The value that is shown; none where nobody's word counts more."""
    why: Line
    """Why that value was chosen, or none."""


class SurveyNote(Record, frozen=True):
    """What the survey says of a model, and where."""

    section: Line | None = None
    """Section of the survey."""
    note: Line | None = None
    """What the survey says of it."""


class Offer(Record, frozen=True, kw_only=True):
    """A provider that sells the use of a model. Prices are US dollars for a million tokens.

    A price of 0 is what the provider states, be it a subscription, a trial or a gift. `status` is its own word
    for an offer that is not simply there: deprecated, beta.
    """

    provider: Name
    """Who offers the use of it."""
    name: Name | None = None
    """What the model is called there."""
    input_price: Price | None = None
    """US dollars for a million input tokens; 0 where the provider states 0."""
    output_price: Price | None = None
    """US dollars for a million output tokens; 0 where the provider states 0."""
    cache_read_price: Price | None = None
    """US dollars for a million input tokens read from a cache; 0 where the provider states 0."""
    cache_write_price: Price | None = None
    """US dollars for a million input tokens written to a cache; 0 where the provider states 0."""
    context: Count | None = None
    """Tokens of context there."""
    output_limit: Count | None = None
    """Most tokens that an answer can have there."""
    status: Line | None = None
    """The provider's own word for an offer that is not simply there: deprecated, beta."""
    reasoning: Reasoning = None
    tool_call: ToolCall = None
    structured_output: StructuredOutput = None
    knowledge: PartialDate | None = None
    """Day to which its knowledge reaches, as the provider states it."""

    @property
    def standing(self) -> int:
        """Whether the offer counts for what a model costs: 0 simply there, 1 with a status, 2 deprecated or gone."""
        if self.status is None:
            return 0
        return 2 if self.status.casefold() in GONE else 1


class Model(Record, frozen=True, kw_only=True):
    """A generative AI model (or, by `type`, a dataset or application that models descend from)."""

    NEEDED: ClassVar[tuple[str, ...]] = ("organizations", "released")

    id: Slug
    """Id of the model; its file is called so."""
    name: Name
    """Name that is shown."""
    type: AssetType = "model"
    """Whether it is a model, or a dataset or application that models descend from."""
    aliases: tuple[Name, ...] = ()
    """Other names, and spellings that people type."""
    family: Line | None = None
    """The line of models that it is of: GPT, Claude, Llama."""
    category: CategoryId
    """The slot in the taxonomy."""
    also_in: tuple[CategoryId, ...] = ()
    """Further slots."""
    inputs: Annotated[
        tuple[ModalityId, ...],
        Meta(
            extra={"empty": (NOTHING,)},
        ),
    ] = ()
    """What goes in; `nothing`, in files also `[]`, where it draws without a prompt."""
    outputs: tuple[ModalityId, ...] = ()
    """What comes out."""
    domains: tuple[Line, ...] = ()
    """Fields of work, in the source's own words."""
    tasks: tuple[Line, ...] = ()
    """What it is made for, in the source's own words."""
    organizations: Annotated[tuple[Part, ...], Meta(max_length=MOST_MAKERS)] = ()
    """Who has a part in it."""
    released: Release | None = None
    """The first release, of any kind."""
    other_dates: tuple[Release, ...] = ()
    """Further dated events."""
    parameters: tuple[ParameterCount, ...] = ()
    """How many parameters it has, the count that is shown first."""
    architecture: Architecture | None = None
    """What it is built of, and how."""
    training: Training | None = None
    """How it came to be."""
    results: tuple[Result, ...] = ()
    """Values measured on benchmarks."""
    context_length: Count | None = None
    """Tokens of context as the maker states them."""
    knowledge_cutoff: PartialDate | None = None
    """Day to which its knowledge reaches."""
    capabilities: Capabilities | None = None
    """What it can do besides answering in words."""
    availability: Availability | None = None
    """What of it can be had, and when it could."""
    status: Status | None = None
    """Whether its maker still offers it."""
    based_on: tuple[Ancestor, ...] = ()
    """Models that it stands on."""
    paper: Paper | None = None
    """The publication that introduces it."""
    links: Links | None = None
    """Addresses to follow."""
    summary: Prose | None = None
    """What it is, in a sentence or more."""
    how_it_works: Prose | None = None
    """How it works."""
    strengths: tuple[Prose, ...] = ()
    """What it does well, a phrase each."""
    limitations: tuple[Prose, ...] = ()
    """What it does not do, or not well, a phrase each."""
    citations: NonNegative | None = None
    """Citations of the paper, where the catalog counts them."""
    offers: tuple[Offer, ...] = ()
    """Providers that sell the use of it."""
    sources: Annotated[tuple[Source, ...], Meta(min_length=1)]
    """Where what is said here is known from."""
    disputes: tuple[Dispute, ...] = ()
    """What sources differ about."""
    same_as: tuple[IdentityKey, ...] = ()
    """What the same model is called in other catalogs."""
    not_same_as: tuple[IdentityKey, ...] = ()
    """What models are called that only look alike."""
    survey: SurveyNote | None = None
    """What the survey says of it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the other names."""
        return (self.name, *self.aliases)

    @property
    def address(self) -> str | None:
        """Where to read on: the address of the paper, else the first of the links; None where nothing is known."""
        found = self.paper.address if self.paper else None
        links = self.links
        if found or links is None:
            return found
        return links.homepage or links.code or links.weights or links.demo

    @property
    def date(self) -> str | None:
        """The day, month or year of the first release."""
        return self.released.date if self.released else None

    @property
    def year(self) -> int | None:
        """Year of the first release."""
        return year_of(self.released.date) if self.released else None

    @property
    def organization_ids(self) -> tuple[str, ...]:
        """Every organization with a part in the model, then their units, each once."""
        if len(self.organizations) == 1 and not self.organizations[0].unit:  # as it mostly is
            return (self.organizations[0].id,)
        units = (part.unit for part in self.organizations if part.unit)
        return tuple(dict.fromkeys([*(part.id for part in self.organizations), *units]))

    @property
    def signature(self) -> str:
        """The real inputs and outputs, as `text + image → text`; empty where not known."""
        if not (self.inputs and self.outputs):
            return ""
        return f"{' + '.join(self.inputs)} → {' + '.join(self.outputs)}"

    @property
    def ended(self) -> bool:
        """Whether its maker offers it no longer: it is retired, or was withdrawn and nobody states its status."""
        if self.status is not None:
            return self.status.state == "retired"
        return any(each.event in ENDINGS for each in self.other_dates)

    @property
    def weights(self) -> Weights | None:
        """Whether the weights can be had."""
        return self.availability.weights if self.availability else None

    @property
    def weights_kinds(self) -> tuple[Weights, ...]:
        """What the weights count as: both open and restricted if all may download them, but not for every use."""
        known = self.availability
        if known is None or known.weights is None:
            return ()
        return ("restricted", "open") if known.weights == "restricted" and known.use else (known.weights,)

    @property
    def headline_parameters(self) -> ParameterCount | None:
        """The parameter count that stands for the model."""
        return self.parameters[0] if self.parameters else None

    @property
    def price(self) -> float | None:
        """What a million input tokens cost in dollars where they cost least; 0 where nothing but 0 is stated.

        Deprecated offers do not count, and those with another status only where all have one. Providers say 0 of what a
        subscription includes, so a stated 0 is never the cheapest.
        """
        known = [each for each in self.offers if each.input_price is not None and each.standing < 2]
        standing = min((each.standing for each in known), default=0)
        prices = [each.input_price for each in known if each.standing == standing]
        return min(filter(None, prices), default=0 if prices else None)

    @property
    def context(self) -> int | None:
        """Tokens of context as the maker states them, else where there are most."""
        if self.context_length is not None:
            return self.context_length
        return max((each.context for each in self.offers if each.context is not None), default=None)


class Organization(Record, frozen=True):
    """A company, lab, university, start-up, nonprofit or government body."""

    id: Slug
    """Id of the organization."""
    name: Name
    """Name that is shown."""
    aliases: tuple[Name, ...] = ()
    """Other names, and spellings that people type."""
    kind: OrganizationKind | None = None
    """Kind of organization."""
    country: CountryCode | None = None
    """Its country."""
    city: Line | None = None
    """Its city."""
    founded: Year | None = None
    """Year in which it was founded."""
    homepage: WebAddress | None = None
    """Its homepage."""
    ror: RorId | None = None
    """Its id at ROR."""
    wikidata: WikidataId | None = None
    """Its id at Wikidata."""
    note: Note = None
    sources: tuple[Source, ...] = ()
    """Where what is said here is known from."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then the other names."""
        return (self.name, *self.aliases)


class Relation(Record, frozen=True, kw_only=True):
    """A tie from one organization to another. Reads as "`from` `kind` `to`"."""

    from_id: OrganizationId = renamed(name="from")
    """Who did it."""
    to_id: OrganizationId = renamed(name="to")
    """To whom it was done."""
    kind: RelationKind
    """What it did; `invested_in`: put money into it; `acquired`: bought it; `parent_of`: owns it; `renamed_to`: goes by the other's name now; `licensed_and_hired`: took a licence of it and hired its people, which is no purchase; `stake`: held a share of it on that day."""
    date: PartialDate | None = None
    """When it happened; of a stake a day on which it was held."""
    amount_usd: Amount | None = None
    """Amount in US dollars."""
    share_percent: Percent | None = None
    """Share in percent, of a stake or an investment."""
    note: Note = None
    sources: tuple[Source, ...] = ()
    """Where what is said here is known from."""


class Label(Record, frozen=True):
    """A name in English and, where there is one, in German."""

    en: Name
    """In English."""
    de: Name | None = None
    """In German."""


class Modality(Record, frozen=True):
    """A kind of data that goes into or comes out of a model."""

    id: Slug
    """Id of the modality."""
    label: Label
    """What it is called."""


class Explanation(Record, frozen=True):
    """What something means, in English and, where there is one, in German."""

    en: Prose
    """In English."""
    de: Prose | None = None
    """In German."""


class Category(Record, frozen=True):
    """A class of the taxonomy, with a slot for each model."""

    id: Slug
    """Id of the category."""
    label: Label
    """What it is called."""
    code: CategoryCode | None = None
    """Short name."""
    aliases: tuple[Name, ...] = ()
    """Other names, and spellings that people type."""
    inputs: tuple[ModalityId, ...] = ()
    """What goes into its models."""
    outputs: tuple[ModalityId, ...] = ()
    """What comes out of them."""
    about: Explanation | None = None
    """What it means."""
    note: Note = None
    sources: tuple[SourceId, ...] = ()
    """Shared sources of what it means."""


GUESSED = "Columns, guessed"
"""The title of the note that says how the columns of a table were read where nobody said how."""
CUT = "Rows left out"
"""The title of the note that says how many rows of a table were not read, since they are too many."""


class CatalogNote(Record, frozen=True):
    """Something to know about the catalog as a whole, such as how its counts came about."""

    title: Name
    """What it is about."""
    text: Prose
    """What there is to know."""
    sources: tuple[SourceId, ...] = ()
    """Shared sources of it."""


UNDATED = "1950"
"""The date of a catalog whose origin tells none: before all that could be in it."""


class CatalogHead(Record, frozen=True, kw_only=True):
    """What `catalog.yaml` says: the catalog's name, age, words and sources."""

    NEEDED_WITHOUT: ClassVar[tuple[str, tuple[str, ...]]] = ("includes", ("modalities", "categories"))

    id: Slug
    """By which other catalogs name the records of this one."""
    title: Name
    """Name that is shown."""
    edition: Line
    """Short name of the data: survey, epoch, own."""
    version: Line
    """Version of the data."""
    date: PartialDate
    """Date of the data."""
    about: Prose
    """What the catalog holds."""
    license: Line | None = None
    """Licence of the data."""
    credit: Line | None = None
    """Whom to name when the data is used."""
    may_lack: tuple[Literal["organizations", "released"], ...] = ()
    """Required fields that this catalog's origin does not always tell."""
    includes: tuple[Slug, ...] = ()
    """Catalogs in the folder beside this one whose records are this catalog's as well."""
    modalities: Annotated[tuple[Modality, ...], Meta(min_length=1)] = ()
    """Kinds of data that go into and come out of models."""
    categories: Annotated[tuple[Category, ...], Meta(min_length=1)] = ()
    """The taxonomy, in the order in which it is shown."""
    sources: tuple[Source, ...] = ()
    """Sources that records name by their ids alone."""
    notes: tuple[CatalogNote, ...] = ()
    """What to know about the catalog as a whole."""

    @property
    def dated(self) -> str:
        """The day, month or year of the data, or that its origin tells none."""
        return "no known date" if self.date == UNDATED else self.date


class ReportLine(Record, frozen=True):
    """A kind of thing that an importer could not carry over, how often, and some examples."""

    what: Line
    count: Count
    examples: tuple[str, ...] = ()
    field: str | None = None
    """The query field that finds less because of it."""


class Member(Struct, frozen=True):
    """A record of one of several catalogs, as it stands there, of which a model of the joined catalog is made."""

    catalog: str
    """The title of its catalog."""
    model: Model
    key: str = ""
    """What `same_as` would call it: the id of its catalog, and its own."""


class Lookalike(Struct, frozen=True):
    """Two models of one name that may be one, and what speaks for and against it; nobody has joined them."""

    ids: tuple[str, str]
    catalogs: tuple[str, str]
    """The titles of the catalogs that the two records are of."""
    reasons: tuple[str, ...]
    keys: tuple[str, str] = ("", "")
    """What `same_as` would call the two."""


class Catalog(Struct, frozen=True, dict=True):
    """A set of records with its taxonomy: frozen, with look-ups by id.

    `models` holds what is browsed; `others` holds datasets and applications, which appear in lineage.
    `report` tells what an importer did not understand. Of several catalogs joined, `members` holds by id the
    records of each model that more than one of them has, the one whose values are shown first, `lookalikes` what
    may be one model besides, and `refused_keys` what should have joined records and did not, each with the reason.
    """

    head: CatalogHead
    models: tuple[Model, ...]
    organizations: Mapping[str, Organization]
    relations: tuple[Relation, ...] = ()
    others: tuple[Model, ...] = ()
    report: tuple[ReportLine, ...] = ()
    members: Mapping[str, tuple[Member, ...]] = {}
    lookalikes: tuple[Lookalike, ...] = ()
    refused_keys: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _models_by_id(self) -> dict[str, Model]:
        own = {model.id: model for model in (*self.others, *self.models)}
        if not self.members:
            return own
        return {
            member.model.id: own[id_] for id_, members in self.members.items() for member in members
        } | own

    @cached_property
    def joined(self) -> int:
        """How many records of models were joined into the record of an earlier catalog."""
        return sum(len(members) - 1 for members in self.members.values() if members[0].model.type == "model")

    @cached_property
    def _categories_by_id(self) -> dict[str, Category]:
        return {category.id: category for category in self.head.categories}

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.head.sources}

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What other modules have derived from the catalog and keep with it, by a name of their choice."""
        return {}

    @cached_property
    def _told(self) -> dict[tuple[str, bool], bool]:
        return {}

    def tells(self, path: str, of_organizations: bool = False) -> bool:
        """Return whether any model, or any organization, has a value at a dotted path; for `a|b`, at either."""
        key = path, of_organizations
        if key not in self._told:
            self._told[key] = any(
                value is not None and value != ()
                for name in path.split("|")
                for value in self._values(name, of_organizations)
            )
        return self._told[key]

    def _values(self, name: str, of_organizations: bool) -> Iterator[object]:
        first, _, inner = name.partition(".")
        values = map(attrgetter(first), self.organizations.values() if of_organizations else self.models)
        return (value_at(value, inner) for value in values) if inner else values

    @cached_property
    def _counts_by_category(self) -> Counter[str]:
        return Counter(model.category for model in self.models)

    def count_in(self, category_id: str) -> int:
        """Return how many models stand in a category."""
        return self._counts_by_category[category_id]

    @cached_property
    def category_places(self) -> dict[str, int]:
        """Where each category stands in the taxonomy."""
        return {category.id: place for place, category in enumerate(self.head.categories)}

    @property
    def is_whole(self) -> bool:
        """Whether all of its models are in memory; else they are read from a database when they are asked for."""
        return True

    def narrowed(self, attribute: str, key: str) -> Sequence[Model]:
        """Return the models among which those that have a value of an attribute are.

        Of a database it is these alone, and of very many the first: see `left_out`.
        """
        return self.models

    def left_out(self, attribute: str, key: str) -> int:
        """Return how many of the models that have a value of an attribute `narrowed` leaves out."""
        return 0

    def __len__(self) -> int:
        return len(self.models)

    def __iter__(self) -> Iterator[Model]:
        return iter(self.models)

    @property
    def categories(self) -> tuple[Category, ...]:
        """The taxonomy, in its own order."""
        return self.head.categories

    def model(self, model_id: str) -> Model | None:
        """Return the model with this id, if there is one; or the one into which the record of that id was joined."""
        return self._models_by_id.get(model_id)

    def organization(self, organization_id: str) -> Organization | None:
        """Return the organization with this id, if there is one."""
        return self.organizations.get(organization_id)

    def record(self, kind: str, record_id: str) -> Model | Organization | None:
        """Return the model or the organization with this id, if there is one; None of any other kind."""
        if kind == "model":
            return self.model(record_id)
        return self.organization(record_id) if kind == "organization" else None

    def organization_name(self, organization_id: str) -> str:
        """Return the organization's name, or the id where no record stands behind it."""
        known = self.organizations.get(organization_id)
        return known.name if known else organization_id

    def organization_names(self, organization_id: str) -> tuple[str, ...]:
        """Return all that the organization is called, or the id where no record stands behind it."""
        known = self.organizations.get(organization_id)
        return known.names if known else (organization_id,)

    def category(self, category_id: str) -> Category | None:
        """Return the category with this id, if there is one."""
        return self._categories_by_id.get(category_id)

    def source(self, model: Model | None, source_id: str) -> Source | None:
        """Return a source by id: the model's own entry completed from the catalog's list."""
        shared = self._sources_by_id.get(source_id)
        own = next((s for s in model.sources if s.id == source_id), None) if model else None
        if own is None or shared is None:
            return own or shared
        return Source(
            id=source_id,
            title=own.title or shared.title,
            url=own.url or shared.url,
            kind=own.kind or shared.kind,
            note=own.note or shared.note,
            supports=own.supports,
        )
