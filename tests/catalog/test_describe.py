"""A record's card says everything that is known of it."""

from __future__ import annotations

from genai_tui.catalog.describe_model import model_pages
from genai_tui.cli.show import card_lines
from genai_tui.storage.loader import open_catalog


def test_the_card_of_a_model_has_its_addresses_and_other_names() -> None:
    survey, _ = open_catalog("survey")
    for model in survey:
        told = " ".join(" ".join(card_lines(model.name, model_pages(survey, model))).split())
        links = model.links
        addresses = [getattr(links, name) for name in links.__struct_fields__] if links else []
        for known in (*filter(None, addresses), *model.aliases):
            assert " ".join(known.split()) in told or known.replace(" ", "") in told.replace(" ", ""), known
