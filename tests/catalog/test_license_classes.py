"""Licences have a class where the table tells it, and two are one or differ only where both are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.license_classes import CLASSES, license_class, license_of_weights, same_license


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Apache 2.0", "permissive"), ("MIT", "permissive"), ("BSD-3-Clause", "permissive"), ("CC BY 4.0", "permissive"),
        ("cc0-1.0", "permissive"), ("WTFPL", "permissive"), ("BSD", "permissive"), ("LicenseRef-OpenMDW-1.1", "permissive"),
        ("GPLv3", "copyleft"), ("AGPL-3.0-or-later", "copyleft"), ("CC-BY-SA-4.0", "copyleft"), ("ODbL", "copyleft"), ("GPL", "copyleft"),
        ("MPL 2.0", "copyleft"), ("EUPL-1.2", "copyleft"), ("CDLA-Sharing-1.0", "copyleft"),
        ("CC-BY-NC-4.0", "non-commercial"), ("CC BY-NC-SA 4.0", "non-commercial"), ("Mistral Research License", "non-commercial"),
        ("Mistral AI Non-Production License", "non-commercial"), ("OPT-175B License", "non-commercial"),
        ("LLaMa License (model weights), GPLv3 (code)", "non-commercial"), ("PolyForm-Noncommercial-1.0.0", "non-commercial"),
        ("custom", "own terms"), ("Llama 2 Community License", "own terms"), ("Modified MIT", "own terms"), ("gemma", "own terms"),
        ("creativeml-openrail-m", "own terms"), ("CC-BY-ND-4.0", "own terms"), ("NVIDIA Open Model License", "own terms"),
        ("MIT OR Apache-2.0", "permissive"), ("MIT AND GPL-3.0-only", None), ("Apche-2.0", None), ("", None),
        ("3D-Slicer-1.0", None), ("unknown (model weights), Apache 2.0 (code)", None), ("specific license unknown", None),
        ("Mistral Research License (MRL), Mistral Commercial License", None),
    ],
)  # fmt: skip
def test_a_licence_has_the_class_of_its_row(text: str, class_: str | None) -> None:
    assert license_class(text) == class_
    assert class_ is None or class_ in CLASSES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LLaMa License (model weights), GPLv3 (code)", "LLaMA License"), ("CC BY NC 4.0 (model weights)", "CC-BY-NC-4.0"),
        ("unknown (model weights), Apache 2.0 (SayCan code)", None), ("Apache 2.0 (code)", None), ("Apache 2.0", "Apache-2.0"),
        ("Gemma (friendly license given by Google)", "Gemma (friendly license given by Google)"),
    ],
)  # fmt: skip
def test_the_licence_of_code_is_not_that_of_weights(text: str, name: str | None) -> None:
    assert license_of_weights(text) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Apache 2.0", "apache-2.0", True), ("CC BY NC 4.0", "CC-BY-NC-4.0", True), ("MIT", "The MIT License", True),
        ("Writer open model", "Writer open model license", True), ("GPLv3", "GNU General Public License v3.0", True),
        ("Apache-2.0", "MIT", False), ("LLaMA License", "Llama 2 Community License", False), ("MIT", "Modified MIT", False),
        ("Llama 3 Community License", "Llama 3.1 Community License", False), ("custom", "Apache-2.0", False),
        ("CC-BY-NC", "CC-BY-NC-4.0", None), ("BSD", "BSD-3-Clause", None), ("GPL", "GPL-3.0-or-later", None),
        ("custom", "custom", None), ("custom", "Llama 2 Community License", None), (None, "MIT", None), (None, None, None),
        ("Noncommercial Use License", "CC-BY-NC-4.0", None), ("Apache 2.0 (code)", "Apache-2.0", None),
    ],
)  # fmt: skip
def test_licences_are_one_or_differ_only_where_both_are_known(
    one: str | None, other: str | None, same: bool | None
) -> None:
    assert same_license(one, other) is same
    assert same_license(other, one) is same


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_taken(one: str, other: str) -> None:
    assert same_license(one, one) in (True, None)
    assert same_license(one, other) == same_license(other, one)
    assert license_class(one) in (*CLASSES, None)
