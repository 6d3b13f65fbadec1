"""The shapes of the documents that commands print as JSON: of every field what it holds and what that means.

A shape is a dict of fields, a list of one shape, `Map` of one shape, the name of another shape, or the name of a type or of
a list of words; a question mark behind a name lets null stand for what is not known. A field is a shape and its meaning, or
`Same` where a record has it; a question mark behind a field's name lets it be left out.
"""

from __future__ import annotations

from typing import Any, get_args

from msgspec import Struct

from genai_tui.catalog.claim_hash import Kind as ClaimKind
from genai_tui.catalog.diagnostics import Severity
from genai_tui.catalog.model import CatalogHead, LineageKind, Record, RelationKind, Role, Source
from genai_tui.catalog.provenance import State
from genai_tui.catalog.ties import GROUPS, TOGETHER
from genai_tui.storage.diff import Kind as DifferenceKind


class Map(Struct, frozen=True):
    """The shape of an object whose names are values themselves."""

    shape: Any


class Same(Struct, frozen=True):
    """A field that is one of a record, with its type and its meaning."""

    record: type[Record]
    name: str


class Either(Struct, frozen=True):
    """One of several shapes; None stands for null."""

    shapes: tuple[Any, ...]


def _or_null(shape: Any) -> Either:
    return Either((shape, None))


def _same(record: type[Record], *names: str) -> dict[str, Any]:
    return {name: Same(record, name) for name in names}


WORDS: dict[str, tuple[str, ...]] = {
    "state": get_args(State), "record kind": ("model", "organization"), "claim kind": get_args(ClaimKind),
    "difference kind": get_args(DifferenceKind), "severity": get_args(Severity),
    "tie kind": (*get_args(RelationKind), TOGETHER, *get_args(Role), *get_args(LineageKind)),
    "verdict": ("ok", "changed", "unknown"), "noun": ("models", "organizations"),
    "node kind": (
        "company", "lab", "university", "startup", "nonprofit", "government", "model", "outside", "community", "plain",
    ),
    "met": ("name", "alias", "organization", "text"), "group": GROUPS,
}  # fmt: skip
"""Words of which a value is one, by what they are called."""

_CATALOG_FIELDS = _same(CatalogHead, "id", "title", "edition", "version")
_LICENSE = _same(CatalogHead, "license")
_DATE = ("string?", "Date of the data, a day, month or year; null where its origin tells none")
_CLAIM = {
    "state": ("state", "How the field stands: known, estimated, disputed or unknown"),
    "sources": (_or_null(["string"]), "Ids of the sources that speak for it, in the order of the record; null where there is none"),
}  # fmt: skip
_EVIDENCE = {
    "id": ("string?", "Id of the model that proves it; null for what one organization did to another"),
    "kind": ("tie kind", "What joins its ends: the word of the catalog, or `together` for a model that they made together"),
    "name": ("string", "Name of the model that was made together, else the fact in words"),
    "fact": ("string", "The fact in words, with the names of its ends"),
    "from": ("string?", "Id of the end that it leads from: who did it, or what was built on; null where it has no direction"),
    "to": ("string?", "Id of the end that it leads to; null where it has no direction"),
    "ends": (["string"], "Ids of all that it joins; `model:` stands before a model that is joined to an organization, `outside:` "
             "before the name of a model outside the catalog"),
    "names": (["string"], "What they are called, in the order of `ends`"),
    "date": ("string?", "Day, month or year on which it happened; of a model, of its first release"),
    "amount_usd": ("number?", "Amount in US dollars"),
    "share_percent": ("number?", "Share in percent"),
    "note": ("string?", "More about it"),
    "disputed": ("boolean", "Whether sources differ about it"),
    "sources": ([_same(Source, "id", "title", "url")], "Sources that say so, in the order of the record"),
}  # fmt: skip
_TIES = {
    "directed": ("boolean", "Whether it leads from the first end to the last"),
    "weight": ("number", "How many ties there are, at least 1"),
    "evidence": (["evidence"], "The ties that prove it"),
}  # fmt: skip
_LINK_KIND = ("string", "Kind of its ties, of the first where they differ; `bridge` between two communities")
_SHEET = {
    "before": ("string", "What the earlier state is called: a day, or an edition"),
    "after": ("string", "What the later state is called: a day, `now`, or an edition"),
    "models": ("pair", "How many models there are"),
    "organizations": ("pair", "How many organizations have a part in one of them"),
    "ties": ("pair", "How many pairs of organizations made one of them together"),
    "new_models": (["string"], "Ids of the models that only the later state has, the oldest first"),
    "gone_models": (["string"], "Ids of the models that only the earlier state has, in their order"),
    "new_organizations": (["activity"], "Organizations that only the later state has, the most active first"),
    "gone_organizations": (["string"], "Ids of the organizations that only the earlier state has, in their order"),
    "new_ties": ([{
        "ends": (["string"], "Ids of the two organizations"),
        "names": (["string"], "Their names, in the order of `ends`"),
        "models": (["string"], "Ids of the models that they made together, in order of time"),
    }], "Pairs that only the later state has, those with most models first"),
    "gone_ties": ([["string"]], "Ids of the two organizations of each pair that only the earlier state has, in their order"),
    "of": (["string"], "Of which models the rest tells, earlier and later: those released in a time, or those of an edition"),
    "released": ("pair", "How many models these are"),
    "weights": (Map("pair"), "How many of them have weights of each kind: open, restricted, closed, disputed, not known"),
    "medians": ([{
        "field": ("string", "Name of the field in queries: compute, params"),
        "title": ("string", "What readers call it"),
        "before": ("number?", "Median of the earlier models, in floating-point operations or parameters; null where none states it"),
        "after": ("number?", "Median of the later models, likewise"),
        "stated": ("pair", "How many models state it"),
        "of": ("pair", "Of how many"),
        "doubt": ("string?", "Why the two medians are not of the same kind; null where they are"),
    }], "Medians of what these models state"),
    "active": (["activity"], "Organizations with a part in one of them, the most active later first"),
    "left_out": ([["string"]], "Of the earlier and of the later state, how many models nobody can place, in words for each reason"),
}  # fmt: skip
_LISTED = {
    "total": ("integer", "How many were found"),
    "left_out": ("integer", "How many of them `--limit` left out"),
}  # fmt: skip
_CELL = {
    "text": ("string?", "What a table shows: the first value and how many more, `~` for an estimate and `!` for a dispute; null where nothing is known"),
    "values": ([Either(("string", "number"))], "All values, the one that counts first; empty where nothing is known"),
    "estimated": ("boolean", "Whether it is an estimate"),
    "disputed": ("boolean", "Whether sources differ about it"),
}  # fmt: skip
_RECORD_KIND = ("record kind", "Whether it is a model or an organization")
_FIELD_PATH = ("string", "The field, as a path of the record: `training.compute_flop`")
_WORDS = ("string", "The field as readers call it")
_STATE = ("state", "How it stands: known, estimated, disputed or unknown")
_DISAGREEMENT = {
    "model": ("string", "Id of the model; of two that may be one, of the first"),
    "field": ("string", "The field, as a path of the record; `same_as` where the question is whether two are one model"),
    "sides": ([{
        "catalog": ("string", "Title of the catalog that says so; where only one is open, the source or who says so within it"),
        "name": ("string", "What the model is called there"),
        "value": ("string", "What it says, in words"),
        "sources": (["string"], "Titles of the sources that say so, in the order of the record"),
        "key": ("string", "What `same_as` would call the record; empty where only one catalog is open"),
    }], "Those that differ, in the order of the catalogs; of a single catalog, in the order of the record"),
    "distance": ("number", "How far apart they are: a ratio of numbers, or days between dates; 0 or 1 where words differ"),
    "apart": ("string", "The distance in words; empty where words differ"),
    "other": ("string", "Id of the other model where nobody has said that the two are one; else empty"),
    "reasons": (["string"], "What speaks for and against their being one model, why they were joined, or what was chosen, in words"),
}  # fmt: skip

SHAPES: dict[str, Any] = {
    "catalog": {
        **_CATALOG_FIELDS, "date": _DATE, **_LICENSE, **_same(CatalogHead, "credit"),
        "as_of?": ("string", "The day whose state of the catalog it is, with `--as-of`, if that leaves anything out"),
    },
    "claim": _CLAIM,
    "evidence": _EVIDENCE,
    "sheet": _SHEET,
    "pair": {
        "before": ("integer", "How many in the earlier state"),
        "after": ("integer", "How many in the later state"),
    },
    "activity": {
        "id": ("string", "Id of the organization"),
        "name": ("string", "Its name"),
        "models": ("pair", "How many models it has a part in"),
    },
    "place": {
        "key": ("string", "What cells and addresses call it"),
        "label": ("string", "What readers call it"),
        "total": ("boolean", "Whether it stands for several of the others together"),
    },
    "cell": _CELL,
    "disagreement": _DISAGREEMENT,
    "hit": {
        "score": ("number", "How well words meet the model: 100 for a name met exactly, less for all that is off"),
        "field": ("met", "Where they meet it"),
        "matched": ("string", "The name that they meet, or the words themselves where they stand in a text"),
        "spans": ([["integer"]], "Where the letters that were met begin in `matched`, from 0, and where they end, in their order; empty for a text"),
        "organization": ("string?", "Name of the organization that some of the words meet; null where none does"),
        "parts": ([{
            "what": ("string", "What the points are for"),
            "points": ("number", "How many, negative for what is off"),
        }], "What adds up to the score"),
    },
    "models": {**_LISTED, "models": (["model"], "The models, in the order that was asked for")},
    "export": {
        **_LISTED,
        "query": ("string?", "The query that found the models; null where all were asked for"),
        "models": (["model"], "The models, in the order of the catalog"),
        "organizations": (["Organization"], "Organizations with a part in these models, of a whole catalog all, in the order of the catalog"),
        "relations": (["Relation"], "What these organizations did to each other, in the order of the catalog"),
        "others": (["model"], "Datasets and applications that these models are built on, of a whole catalog all, in the order of the catalog"),
        "about": Same(CatalogHead, "about"),
        "modalities": (["Modality"], "Kinds of data that go into and come out of models, in the order of the catalog"),
        "categories": (["Category"], "The taxonomy, in its order"),
        "sources": (["Source"], "Sources of the catalog that organizations, relations and categories name"),
    },
    "organizations": {**_LISTED, "organizations": (["organization"], "The organizations, in the order that was asked for")},
    "rows": {
        **_LISTED,
        "query?": ("string", "The query that `export` was given; left out where it was given none, and by other commands"),
        "rows": (["row"], "The fields that were asked for of each record, in the order that was asked for"),
    },
    "counts": {
        "of": ("noun", "What is counted"),
        "total": ("integer", "How many records were found"),
        "by": (_or_null(["string"]), "Names of the fields that are counted by, as in queries; null where none was given"),
        "counts": (_or_null([{
            "values": (["string?"], "A value of each field, in the order of `by`; null is not known"),
            "labels": (["string?"], "What readers call them"),
            "count": ("integer", "How many records have them; a record with several values of a field counts for each"),
        }]), "A row for each combination of their values; null where no field was given"),
    },
    "comparison": {
        "kind": ("record kind", "Whether models or organizations are compared"),
        "records": ([{
            "id": ("string", "Id of the record"),
            "name": ("string", "Its name"),
            "cells?": (Map("cell"), "With `--transpose`, its cells by the fields of the rows"),
        }], "What is compared, in the order that was asked for"),
        "rows": ([{
            "field": ("string", "Name of the field in queries"),
            "title": ("string", "What readers call it"),
            "cells?": (["cell"], "Without `--transpose`, a cell for each record, in their order"),
            "differs": ("boolean", "Whether the records do not all say the same, or sources differ"),
            "notes": (["string"], "What has to be known to compare the values, in words"),
        }], "The fields that are shown, in their order"),
        "same": (["string"], "Titles of the rows that are left out because nothing differs in them"),
    },
    "card": {
        "kind": ("claim kind", "What it is a claim about; `tie`: two organizations"),
        "id": ("string", "Id of the record; of a tie both ids with a space between them"),
        "name": ("string", "Name of the record; of a tie both names"),
        "field": ("string", "The field, as a path of the record; empty for a tie"),
        "words": _WORDS,
        "value": ("string?", "The value that is shown, in words; null where there is none"),
        "state": _STATE,
        "claims": ([{
            "value": ("string?", "What is said, in words"),
            "agrees": ("boolean", "Whether that is what is shown"),
            "sources": ([_same(Source, "id", "title", "url", "note")], "Sources that say so; empty where the catalog names none"),
            "by": (["string"], "Who says so within the source, such as providers in a list of offers"),
            "field": ("string?", "The field that the claim is about, as a path of the record, where that is another; else null"),
            "catalog": ("string?", "Title of the catalog that has it; null where only one has the record"),
        }], "Everything that is said of it, what agrees with the value that is shown first; of a tie in order of time"),
        "reason": ("string?", "Why the value was chosen where sources differ; null where they do not"),
        "data": ({
            **_same(CatalogHead, "title", "edition", "version"), "date": _DATE, **_LICENSE,
        }, "Which data it is from"),
        "hash": ("string?", "What names the claim as long as value and sources are the same; null where nothing is claimed"),
        "again": ("string?", "The command that prints this again"),
        "cite": ("string?", "The command that cites it; null where nothing is claimed"),
    },
    "standings": {
        "kind": _RECORD_KIND,
        "id": ("string", "Id of the record"),
        "name": ("string", "Its name"),
        "fields": ([{
            "field": _FIELD_PATH,
            "words": _WORDS,
            "state": _STATE,
            "claims": ("integer", "How many claims there are about it, one for each source of a statement"),
            "sources": ("integer", "How many sources they have, each counted once"),
        }], "Every field in the order of the record, or its parts where the record has them"),
    },
    "disagreements": {
        "catalogs": ("string", "Title of the catalog, or those of all that are open"),
        "joined": ("integer", "How many pairs of records are one model"),
        "alike": ("integer", "How many pairs of records only go by one name"),
        "counts": ([{
            "field": _FIELD_PATH,
            "both": ("integer", "How many pairs state it on both sides; of a single catalog, how many models were looked at"),
            "differ": ("integer", "How many of them differ"),
            "tolerance": ("string", "What is no difference, in words; empty where only one catalog is open"),
            "decided": ("integer", "How many more differed until an overlay decided"),
        }], "How often each field differs; of a single catalog the most disputed first"),
        "found": (["disagreement"], "What differs, by field in the order of `counts`; of each the farthest apart first, pairs that only go by one name last"),
        "lookalikes": (["disagreement"], "Pairs of records that only go by one name, whether they differ or not"),
    },
    "graph": {
        "title": ("string", "What the graph shows"),
        "note": ("string?", "Which names are merged, or what was left out; null where nothing is to be said"),
        "nodes": ([{
            "id": ("string", "Id of an organization or a model; `model:` stands before a model beside organizations, `outside:` "
                   "before the name of a model outside the catalog"),
            "label": ("string", "What it is called"),
            "kind": ("node kind", "What it is; `outside`: a model outside the catalog, `plain`: an organization of no known kind"),
            "holds?": (["string"], "Ids of what a community holds, organizations first, of these the strongest"),
        }], "What is joined"),
        "not_drawn?": (["string"], "Ids of what stands in none of the communities that are shown"),
        "links": ([{
            "ends": (["string"], "Ids of the nodes that it joins: two, or more that made a model together"),
            "kind": _LINK_KIND, **_TIES,
        }], "What joins them, with all ends of each"),
        "edges": ([{
            "source": ("string", "Id of the node that it leads from; without a direction, of one of the two"),
            "target": ("string", "Id of the node that it leads to; without a direction, of the other"),
            "kind": _LINK_KIND, **_TIES,
        }], "The same in pairs, in order of their ids"),
    },
    "path": {
        "from": ("string", "Id of the node where it begins"),
        "to": ("string", "Id of the node where it ends"),
        "in_order": ("boolean?", "Whether no step is surely earlier than the one before; null where there is no path"),
        "hops": (_or_null([{
            "from": ("string", "Id of the node that the step leads from"),
            "to": ("string", "Id of the node that it leads to"),
            "evidence": (["evidence"], "The ties between the two, which have directions of their own"),
        }]), "The steps, in order; null where there is no path"),
    },
    "neighborhood": {
        "id": ("string", "Id of the node"),
        "partners": ("integer", "How many of its neighbors made a model together with it"),
        "degree": ("integer", "How many neighbors it has"),
        "weight": ("number", "How many ties it has with all of them"),
        "betweenness": ("number", "Share, from 0 to 1, of the shortest paths between two others that lead over it"),
        "community": ("integer", "Number of its community, 1 the largest"),
        "neighbors": ([{
            "id": ("string", "Id of the neighbor"),
            "label": ("string", "What it is called"),
            "weight": ("integer", "How many ties the two have"),
            "is": (["group"], "What the neighbor is to it, in a fixed order"),
            "evidence": (["evidence"], "The ties between the two"),
        }], "What it is joined to, those with most ties first"),
    },
    "table": {
        "query": ("string?", "The query that found the models; null where all are counted"),
        "title": ("string", "What is counted, with how many there are"),
        "rows": (["place"], "The rows, in their order"),
        "columns": (["place"], "The columns, in their order"),
        "cells": ([{
            "row": ("string", "Key of its row"),
            "column": ("string", "Key of its column"),
            "count": ("integer", "How many models it has"),
            "of": ("integer?", "Of how many; null where it is no share"),
            "framed": ("boolean", "Whether it is pointed out, as a pair of which a slot of the taxonomy consists"),
            "query": ("string", "The query that finds its models; of a share, those that it leaves out"),
        }], "The cells that have a model or are a share, row by row"),
        "notes": (["string"], "What has to be known to read it, a sentence each"),
    },
    "between": _SHEET,
    "differences": {
        "before": ("catalog", "The catalog before"),
        "after": ("catalog", "The catalog after, with overlays"),
        "summary": ("sheet", "What changed as a whole"),
        "changes": ([{
            "kind": ("difference kind", "What the record is; `catalog`: what the catalog says of itself"),
            "id": ("string", "Id of the record; of a relation its ends, kind and date in words"),
            "field": ("string?", "Path of the field; null where only one side has the record"),
            "before": ("any", "Value before, in the types of the record, lists whole; null is not known. Where `field` is null: the record's "
                       "name or the relation, and null on the side that lacks it"),
            "after": ("any", "Value after, likewise"),
        }], "What differs: first the catalog itself, then organizations, relations and the rest, each kind in order of ids"),
    },
    "checks": {
        "expected": ("string?", "What was expected, in the query language; null without `--expect`"),
        "against": ("catalog?", "The older edition that was compared with; null without `--against`"),
        "age_days": ("integer?", "How many days old the data is at least; null where its date is not known"),
        "results": ([{
            "id": ("string", "Id or name as it was given"),
            "state": ("verdict", "How it stands: the worst of its findings"),
            "model": ("string?", "Id of the model; null where there is none"),
            "file": ("string?", "File that the id was read from; null where it was typed"),
            "line": ("integer?", "Line in that file, from 1; null where it was typed or read from standard input"),
            "findings": ([{
                "state": ("verdict", "Whether it is as expected; is not, or is no longer what it was; or nobody can tell"),
                "field": ("string?", "Name of the field in queries; without `--expect` its path in the record; null for the record as a whole"),
                "expected": ("string?", "What was expected of it; null without `--expect`"),
                "found": ("string?", "What is known now, in words; null where nothing is, and without `--expect`"),
                "before": ("string?", "What the older edition knew, in words; null where nothing, and unless `--expect` and `--against` are both given"),
                "message": ("string", "The finding in words"),
            }], "What there is to say of it, in the order of what was expected, or else of the record"),
        }], "A result for each id, in the order that they were given"),
    },
    "problems": {
        "errors": ("integer", "How many errors there are"),
        "warnings": ("integer", "How many warnings there are"),
        "problems": ([{
            "rule": ("string", "Name of the rule"),
            "severity": ("severity", "Whether it is wrong, or only probably not meant"),
            "file": ("string", "The file, from the working folder where it lies below that"),
            "line": ("integer?", "Line in the file, from 1; null for the file as a whole"),
            "column": ("integer?", "Column in the line, from 1; null for the file as a whole"),
            "field": ("string?", "Path of the field; null where it is about none"),
            "message": ("string", "What is wrong"),
            "suggestion": ("string?", "What was probably meant, or what to do; null where that cannot be said"),
        }], "The problems, in order of file and line"),
    },
}  # fmt: skip
"""What stands beside the version of the form and the catalog, by name."""
INNER = ("catalog", "claim", "evidence", "sheet", "pair", "activity", "place", "cell", "disagreement", "hit")
"""Shapes that stand within others and are no documents."""
WITHOUT_CATALOG = ("card", "differences", "problems")
"""Documents that do not say in one place which catalog they come from."""
