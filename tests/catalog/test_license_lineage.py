"""Licences along a lineage stand side by side, and what is not known neither differs nor is the same."""

from __future__ import annotations

from msgspec.structs import replace

from genai_tui.catalog.attributes import attribute_called
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.license_lineage import COMPARED, LicensePair, compared_with_bases
from genai_tui.catalog.model import Ancestor, Availability, Catalog, Model
from genai_tui.search.index import SearchIndex

LINE = {
    "base": (None, "LLaMa License (model weights), GPLv3 (code)"), "freed": (("base", "fine_tuned_from"), "Apache 2.0"),
    "kept": (("base", "component"), "LLaMA License"), "silent": (("base", "built_on"), None),
    "grandchild": (("freed", "distilled_from"), "apache-2.0"), "next": (("freed", "successor_of"), "MIT"),
    "vague": (("base", "built_on"), "custom"), "outside": ((None, "built_on"), "MIT"),
}  # fmt: skip


def line_of(tiny: Catalog) -> Catalog:
    """Return a catalog of models that stand on each other, each with its licence."""
    models = []
    for id_, (tie, license_) in LINE.items():
        based = (Ancestor(model=tie[0], name=None if tie[0] else "Elsewhere", how=tie[1]),) if tie else ()
        models.append(
            Model(id=id_, name=id_.title(), category="unplaced", sources=tiny.models[0].sources,
                  availability=Availability(license=license_) if license_ else None, based_on=based)
        )  # fmt: skip
    return replace(tiny, models=tuple(models))


def test_a_licence_is_compared_with_those_of_what_a_model_is_derived_from(tiny: Catalog) -> None:
    catalog = line_of(tiny)
    said = {model.id: compared_with_bases(catalog, model) for model in catalog.models}
    assert said == {
        "base": (), "freed": ("differs",), "kept": ("same",), "silent": (), "grandchild": ("same",), "next": (),
        "vague": (), "outside": (),
    }  # fmt: skip


def test_queries_find_what_differs_and_what_is_the_same_and_never_the_unknown(tiny: Catalog) -> None:
    index = SearchIndex(line_of(tiny))

    def found(query: str) -> set[str]:
        return {model.id for model in index.ask(query).records}

    everything = set(LINE)
    assert found("license!=base") == found("LICENCE!=base") == found("base_license:differs") == {"freed"}
    assert found("licence=base") == found("base_licence:same") == {"kept", "grandchild"}
    assert found("base_license:unknown") == everything - {"freed", "kept", "grandchild"}
    assert found("not:license!=base") == everything - {"freed"}
    assert found("-license!=base has:lineage -base_license:?") == {"kept", "grandchild"}


def test_the_page_of_a_model_has_both_words_and_no_more(tiny: Catalog) -> None:
    catalog = line_of(tiny)
    told = {
        id_: [item.text.strip() for item in model_pages(catalog, catalog.model(id_))[4].items if "licences:" in item.text]  # type: ignore[arg-type]
        for id_ in ("base", "silent", "next", "outside")
    }  # fmt: skip
    words = "licences: LLaMa License (model weights), GPLv3 (code)"
    assert told["base"] == [
        f"{words} → Apache 2.0, differs", f"{words} → LLaMA License, same", f"{words} → not known", f"{words} → custom",
    ]  # fmt: skip
    assert told["silent"] == [f"{words} → not known"]
    assert told["next"] == ["licences: Apache 2.0 → MIT, differs"]
    assert told["outside"] == []


def test_nothing_is_told_where_neither_is_known() -> None:
    assert LicensePair(None, None).text == ""


def test_the_table_of_attributes_has_the_words_of_the_modules_that_read_them() -> None:
    from genai_tui.catalog.license_classes import CLASSES

    for name, words in (("license_class", CLASSES), ("base_license", COMPARED)):
        attribute = attribute_called(name)
        assert attribute is not None
        assert attribute.closed == words
