"""The relational form of a catalog: the tables of a database file, their columns, and where each attribute stands.

Files are written by this description, read by it, searched by it and documented by it. A record stands whole in one
column, as JSON of its type; everything else says the same once more, so that a database can look it up.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from genai_tui.catalog.attribute import Attribute
from genai_tui.catalog.attributes import ATTRIBUTES

FORM = 1
"""The version of the form, which stands in `user_version`; counts up when a table or a column changes its meaning."""
APPLICATION = 0x67656E61
"""What stands in `application_id` and tells these files from those of other programs: `gena`."""
ANNOTATED = ("is",)
"""Attributes that stand in no file, since they are the reader's own."""
BY_NAME = ("name", "id")
"""Attributes whose values are looked up among names and ids, and not in the vocabulary."""


class DatabaseColumn(Struct, frozen=True):
    """A column: its name, what SQL declares of it, and what stands in it."""

    name: str
    declared: str
    about: str


class DatabaseTable(Struct, frozen=True):
    """A table, what one of its rows is, and its columns."""

    name: str
    about: str
    columns: tuple[DatabaseColumn, ...]
    ending: str = ""
    """What SQL says of the table as a whole, behind the columns."""
    indexes: tuple[tuple[str, str], ...] = ()
    """Names of indexes, and what each is on."""
    full_text: str = ""
    """The options of FTS5, where it is a table of words and not of values."""

    @property
    def statement(self) -> str:
        """The statement that makes the table."""
        if self.full_text:
            names = ", ".join(each.name for each in self.columns)
            return f"CREATE VIRTUAL TABLE {self.name} USING fts5({names}, {self.full_text})"
        told = [f"{each.name} {each.declared}" for each in self.columns]
        key = f", {self.ending.partition(' WITHOUT')[0]}" if self.ending.startswith("PRIMARY") else ""
        rowid = " WITHOUT ROWID" if self.ending.endswith("WITHOUT ROWID") else ""
        return f"CREATE TABLE {self.name} ({', '.join(told)}{key}){rowid}"

    @property
    def statements(self) -> Iterator[str]:
        """The statements that make the table and its indexes."""
        yield self.statement
        for name, on in self.indexes:
            yield f"CREATE INDEX {name} ON {on}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(each.name for each in self.columns)


def in_column(attribute: Attribute) -> bool:
    """Tell whether a number, a year or a date has a column of `models`, since a model has one at most."""
    return attribute.kind != "text" and not attribute.several


def in_vocabulary(attribute: Attribute) -> bool:
    """Tell whether the values of a text stand in the vocabulary."""
    return attribute.kind == "text" and attribute.name not in (*ANNOTATED, *BY_NAME)


COLUMN_ATTRIBUTES = tuple(each for each in ATTRIBUTES.values() if in_column(each))
"""Attributes with a column of `models`."""
NUMBER_ATTRIBUTES = tuple(each for each in ATTRIBUTES.values() if each.kind != "text" and each.several)
"""Attributes of which a model may have several numbers."""
VOCABULARY_ATTRIBUTES = tuple(each for each in ATTRIBUTES.values() if in_vocabulary(each))
"""Attributes whose values stand in the vocabulary."""
ORDER_ATTRIBUTES = tuple(each for each in ATTRIBUTES.values() if each.order and each.kind == "text")
"""Texts that a list can be in order of."""
PLAIN_TEXTS = ("family", "weights", "license", "status")
"""Texts of which the first stands in `models` as well, for readers of the file."""


def order_column(attribute: Attribute) -> str:
    """Return the column of `models` that an order goes by."""
    return f"by_{attribute.name}" if attribute.kind == "text" else attribute.name


def _declared(attribute: Attribute) -> str:
    return "TEXT" if attribute.kind == "date" else "INTEGER" if attribute.kind == "year" else "NUMERIC"


_MODELS = DatabaseTable(
    "models",
    "A model. NULL is not known.",
    (
        DatabaseColumn(
            "place", "INTEGER PRIMARY KEY", "its place in the catalog, from 0; other tables call it `model`"
        ),
        DatabaseColumn("id", "TEXT NOT NULL UNIQUE", "its id"),
        DatabaseColumn("name", "TEXT NOT NULL", "its name"),
        DatabaseColumn("standing", "INTEGER NOT NULL", "its place among all, the best known first, from 0"),
        DatabaseColumn("category", "TEXT NOT NULL", "the id of the category whose slot it has"),
        *(DatabaseColumn(name, "TEXT", ATTRIBUTES[name].help) for name in PLAIN_TEXTS),
        *(DatabaseColumn(each.name, _declared(each), each.help) for each in COLUMN_ATTRIBUTES),
        *(
            DatabaseColumn(
                order_column(each),
                "INTEGER" if each.rank else "TEXT",
                f"what a list in order of {each.called} goes by",
            )
            for each in ORDER_ATTRIBUTES
        ),
    ),
    indexes=(
        ("models_by_standing", "models (standing)"),
        ("models_by_category", "models (category)"),
        *(
            (f"models_{column}", f"models ({column}) WHERE {column} IS NOT NULL")
            for column in (
                *(each.name for each in COLUMN_ATTRIBUTES),
                *(order_column(each) for each in ORDER_ATTRIBUTES),
            )
        ),
    ),
)

TABLES = (
    DatabaseTable(
        "catalog",
        "What the catalog says of itself, a row each.",
        (
            DatabaseColumn("name", "TEXT PRIMARY KEY NOT NULL", "id, title, edition, version, date, license, credit, about; "
                   "`head`: all of it as JSON, with taxonomy and notes; `report`: what an importer left behind, as JSON"),
            DatabaseColumn("value", "TEXT NOT NULL", "what it says"),
        ),
        "WITHOUT ROWID",
    ),
    _MODELS,
    DatabaseTable(
        "records",
        "A model as a whole.",
        (
            DatabaseColumn("model", "INTEGER PRIMARY KEY", "the place of the model"),
            DatabaseColumn("record", "TEXT NOT NULL", "all that is said of it, as JSON: the fields of the catalog format"),
        ),
    ),
    DatabaseTable(
        "claims",
        "A field of which something is claimed of a model. There is no row where nothing is known.",
        (
            DatabaseColumn("model", "INTEGER NOT NULL", "the place of the model"),
            DatabaseColumn("field", "TEXT NOT NULL", "the field, as a path of the record: `training.compute_flop`"),
            DatabaseColumn("state", "TEXT NOT NULL", "known, estimated or disputed"),
            DatabaseColumn("sources", "TEXT NOT NULL", "the ids of the sources that say so, as a JSON list"),
        ),
        "PRIMARY KEY (model, field) WITHOUT ROWID",
    ),
    DatabaseTable(
        "sources",
        "A source of a model, or one that the catalog lists for all.",
        (
            DatabaseColumn("model", "INTEGER NOT NULL", "the place of the model; -1 for those that the catalog lists"),
            DatabaseColumn("id", "TEXT NOT NULL", "the id of the source"),
            DatabaseColumn("title", "TEXT", "its title"),
            DatabaseColumn("url", "TEXT", "its address"),
            DatabaseColumn("kind", "TEXT", "what kind of source it is"),
            DatabaseColumn("note", "TEXT", "a note on it"),
            DatabaseColumn("supports", "TEXT NOT NULL", "the fields that it speaks for, as a JSON list"),
        ),
        "PRIMARY KEY (model, id) WITHOUT ROWID",
    ),
    DatabaseTable(
        "fields",
        "A field, and of how many models it is known in which way.",
        (
            DatabaseColumn("field", "TEXT PRIMARY KEY NOT NULL", "the field, as a path of the record"),
            DatabaseColumn("stated", "INTEGER NOT NULL", "of so many models there is a value"),
            DatabaseColumn("known", "INTEGER NOT NULL", "of so many models it is known"),
            DatabaseColumn("estimated", "INTEGER NOT NULL", "of so many it is an estimate"),
            DatabaseColumn("disputed", "INTEGER NOT NULL", "of so many sources differ"),
        ),
        "WITHOUT ROWID",
    ),
    DatabaseTable(
        "attributes",
        "A field of the query language, and of how many models it is known.",
        (
            DatabaseColumn("field", "TEXT PRIMARY KEY NOT NULL", "the field, as queries call it: `org`, `params`"),
            DatabaseColumn("models", "INTEGER NOT NULL", "how many models have a value"),
        ),
        "WITHOUT ROWID",
    ),
    DatabaseTable(
        "vocabulary",
        "A value of a field of the query language whose values are texts.",
        (
            DatabaseColumn("value", "INTEGER PRIMARY KEY", "its number; those of a field follow each other"),
            DatabaseColumn("field", "TEXT NOT NULL", "the field, as queries call it: `org`, `weights`"),
            DatabaseColumn("key", "TEXT NOT NULL", "the value: a word, or the id of what is named"),
            DatabaseColumn("label", "TEXT NOT NULL", "the value in words"),
            DatabaseColumn("models", "INTEGER NOT NULL", "how many models have it"),
        ),
        indexes=(("vocabulary_keys", "vocabulary (field, key)"),),
    ),
    DatabaseTable(
        "model_values",
        "A value that a model has.",
        (
            DatabaseColumn("value", "INTEGER NOT NULL", "the number of the value in the vocabulary"),
            DatabaseColumn("model", "INTEGER NOT NULL", "the place of the model"),
        ),
        "PRIMARY KEY (value, model) WITHOUT ROWID",
    ),
    DatabaseTable(
        "numbers",
        "A number of a field of which a model may have several.",
        (
            DatabaseColumn("field", "TEXT NOT NULL", "the field, as queries call it: `variant`"),
            DatabaseColumn("number", "NUMERIC NOT NULL", "the number"),
            DatabaseColumn("model", "INTEGER NOT NULL", "the place of the model"),
        ),
        "PRIMARY KEY (field, number, model) WITHOUT ROWID",
    ),
    DatabaseTable(
        "names",
        "A name, an alias, or an id that is spelled otherwise, of a model; those of the best known first.",
        (
            DatabaseColumn("place", "INTEGER PRIMARY KEY", "its place among the names, from 0"),
            DatabaseColumn("text", "TEXT NOT NULL", "the name as it is written"),
            DatabaseColumn("letters", "TEXT NOT NULL", "its letters and digits without case, accents and signs"),
            DatabaseColumn("standing", "INTEGER NOT NULL", "the standing of the model"),
            DatabaseColumn("kind", "TEXT NOT NULL", "name, alias or id"),
        ),
        indexes=(("names_letters", "names (letters)"),),
    ),
    DatabaseTable(
        "name_pairs",
        "The pairs of letters in a name (rowid: its place), by which names are found that are typed with mistakes.",
        (DatabaseColumn("pairs", "", "numbers of pairs, as `search/ngram_index.py` counts them"),),
        full_text="content='', tokenize='ascii', detail=none, columnsize=0",
    ),
    DatabaseTable(
        "texts",
        "The words of all that a record says (rowid: the standing of the model, plus 1).",
        (DatabaseColumn("words", "", "words without case and accents, from names, organizations, categories and sentences"),),
        full_text="content='', tokenize='ascii', columnsize=0, prefix='3'",
    ),
    DatabaseTable(
        "organizations",
        "An organization. NULL is not known.",
        (
            DatabaseColumn("place", "INTEGER PRIMARY KEY", "its place in the catalog, from 0"),
            DatabaseColumn("id", "TEXT NOT NULL UNIQUE", "its id"),
            DatabaseColumn("name", "TEXT NOT NULL", "its name"),
            DatabaseColumn("kind", "TEXT", "company, lab, university, startup, nonprofit or government"),
            DatabaseColumn("country", "TEXT", "its country, two letters"),
            DatabaseColumn("city", "TEXT", "its city"),
            DatabaseColumn("founded", "INTEGER", "the year in which it was founded"),
            DatabaseColumn("homepage", "TEXT", "its address"),
            DatabaseColumn("ror", "TEXT", "its id at ROR"),
            DatabaseColumn("wikidata", "TEXT", "its id at Wikidata"),
            DatabaseColumn("record", "TEXT NOT NULL", "all that is said of it, as JSON"),
        ),
    ),
    DatabaseTable(
        "relations",
        "A tie from one organization to another.",
        (
            DatabaseColumn("place", "INTEGER PRIMARY KEY", "its place in the catalog, from 0"),
            DatabaseColumn("from_id", "TEXT NOT NULL", "the id of the one"),
            DatabaseColumn("to_id", "TEXT NOT NULL", "the id of the other"),
            DatabaseColumn("kind", "TEXT NOT NULL", "invested_in, acquired, parent_of, renamed_to, licensed_and_hired or stake"),
            DatabaseColumn("date", "TEXT", "when"),
            DatabaseColumn("amount_usd", "NUMERIC", "US dollars"),
            DatabaseColumn("share_percent", "NUMERIC", "per cent"),
            DatabaseColumn("record", "TEXT NOT NULL", "all that is said of it, as JSON"),
        ),
        indexes=(("relations_from", "relations (from_id)"), ("relations_to", "relations (to_id)")),
    ),
    DatabaseTable(
        "others",
        "A dataset or an application that models are built on.",
        (
            DatabaseColumn("place", "INTEGER PRIMARY KEY", "its place in the catalog, from 0"),
            DatabaseColumn("id", "TEXT NOT NULL UNIQUE", "its id"),
            DatabaseColumn("name", "TEXT NOT NULL", "its name"),
            DatabaseColumn("type", "TEXT NOT NULL", "dataset or application"),
            DatabaseColumn("record", "TEXT NOT NULL", "all that is said of it, as JSON"),
        ),
    ),
)  # fmt: skip
"""Every table, in the order in which they are documented."""
BY_TABLE = {each.name: each for each in TABLES}
OF_CATALOG = -1
"""Stands for a model where a source is one that the catalog lists."""
