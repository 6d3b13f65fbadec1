"""What a word that is being typed can become, with the number of models that it would leave."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.search.completion import complete, complete_choice
from genai_tui.search.index import SearchIndex


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("org:ac", [("org:acme", 2)]),
        ("org:", [("org:acme", 2), ("org:uni", 2), ("org:?", 0)]),
        ("ORG:UNI", [("ORG:uni", 2)]),
        ("-org:ac", [("-org:acme", 2)]),
        ("org:acme,u", [("org:acme,uni", 2)]),
        ("org:uni year:20", [("year:2022", 2)]),
        ("year:", [("year:2022", 2), ("year:2021", 1), ("year:?", 0)]),
        ("weights:c", [("weights:closed", 0)]),  # nobody has it, and it can be had
        ("role:d", [("role:developer", 3), ("role:deployer", 0)]),
        ("country:xx", []),
        ("nothing:x", []),
        ("weights:", [("weights:open", 1), ("weights:closed", 0), ("weights:disputed", 0), ("weights:restricted", 0), ("weights:?", 2)]),
    ],
)  # fmt: skip
def test_values_that_begin_so_are_offered(tiny: Catalog, text: str, offered: list[tuple[str, int]]) -> None:
    found = complete(SearchIndex(tiny), text, len(text))
    assert [(each.text, each.count) for each in found] == offered
    assert all(text[: each.start] + each.text != text or each.count is not None for each in found)


def test_fields_that_begin_so_are_offered_with_what_they_mean(tiny: Catalog) -> None:
    found = complete(SearchIndex(tiny), "year:2022 we", 12)
    assert [(each.start, each.end, each.text, each.count) for each in found] == [(10, 12, "weights:", None)]
    assert found[0].label


def test_a_space_within_quotes_ends_no_word(tiny: Catalog) -> None:
    text = 'country:no org:"Acme L'
    (found,) = complete(SearchIndex(tiny), text, len(text))
    assert (found.start, found.end, found.count) == (11, len(text), 2)


def test_a_choice_is_found_by_a_part_of_it_and_by_a_word_of_what_it_means() -> None:
    choices = {
        "deepmind": "DeepMind",
        "uc-berkeley": "University of California, Berkeley",
        "berlin": "TU Berlin",
    }
    assert [each.text for each in complete_choice(choices, "path berk", 9)] == ["uc-berkeley"]
    assert [each.text for each in complete_choice(choices, "path ber", 8)] == ["berlin", "uc-berkeley"]
    assert [each.text for each in complete_choice(choices, "path calif", 10)] == ["uc-berkeley"]
    assert complete_choice(choices, "path erl", 8) == ()
