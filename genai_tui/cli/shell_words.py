"""Words of a query as a shell hands them over: those that begin with a minus, and those that it has taken a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

_FILTER = re.compile(r'-(?P<field>[^\W0-9]\w*):|-"')
"""A filter, or a phrase, that is turned round."""
_LOST = re.compile(r"(?:^|\s)(-|not:)?(?P<field>[^\W0-9]\w*):$")


def with_negations(command: click.Command, words: Sequence[str]) -> list[str]:
    """Return the words behind a command, with `not:` in place of the minus of those that are parts of its query.

    Such is a word that is no option: a filter (`-org:google`), or letters of which the first is no short option
    (`-openai`). What stands behind `--`, or is the value of an option, stays as it is.
    """
    if not any(isinstance(each, click.Argument) and each.name == "query" for each in command.params):
        return list(words)
    options = {name: each for each in command.params if isinstance(each, click.Option)
               for name in (*each.opts, *each.secondary_opts)}  # fmt: skip
    return list(_turned(options, words))


def _turned(options: dict[str, click.Option], words: Sequence[str]) -> Iterator[str]:
    is_value = False
    for place, word in enumerate(words):
        if word == "--" and not is_value:
            yield from words[place:]
            return
        if is_value or not _is_negated(word, options):
            option = None if is_value else options.get(word)
            alone = option is not None and _stands_alone(option, words, place)
            yield f"{word}=" if alone and word.startswith("--") else word
            is_value = option is not None and not option.is_flag and not alone
        else:
            yield f"not:{word[1:]}"


def _stands_alone(option: click.Option, words: Sequence[str], place: int) -> bool:
    """Tell whether an option whose value may be left out has none here."""
    following = words[place + 1 : place + 2]
    return option.flag_value == "" and (not following or following[0].startswith("-"))


def _is_negated(word: str, options: dict[str, click.Option]) -> bool:
    if len(word) < 3 or word[0] != "-" or word[1] == "-" or word in options:
        return False
    found = _FILTER.match(word)
    if found is not None and found["field"] is None:
        return True
    if found is not None:
        from genai_tui.catalog.attributes import MODELS  # imported here: few words begin with a minus
        from genai_tui.catalog.organization_attributes import ORGANIZATIONS

        name = found["field"].casefold()
        if MODELS.called(name) or ORGANIZATIONS.called(name):
            return True
    return f"-{word[1]}" not in options and word[1] != "h" and word[1].isalpha()


def lost_to_shell(text: str) -> str:
    """Return what to say of a query whose last filter has no value; empty where that is not so.

    Of `params:>10b` without quotes a shell leaves `params:`, and writes what is printed into a file `10b`.
    """
    found = _LOST.search(text)
    if found is None:
        return ""
    name = found["field"]
    return f"a shell reads < > and ? itself: write {name}:LOW.. or {name}:..HIGH, {name}:unknown, or put the query in quotes"
