"""Help of the commands: whole sentences, examples, and the exit statuses of each."""

from __future__ import annotations

import re

import click

from genai_tui.cli.exit_status import ExitStatus, statuses_of

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "list": (
        ("genai-tui list weights:open", "what can be downloaded"),
        ("genai-tui list year:2022.. params:10b.. --sort date", "large ones since 2022, newest first"),
        ("genai-tui list -c landscape --fields id,license,url -f csv", "chosen fields of a larger catalog"),
    ),
    "search": (
        ("genai-tui search stabel difusion", "typing mistakes are forgiven"),
        ("genai-tui search latent diffusion -f json", "with every part of the score"),
    ),
    "count": (
        ("genai-tui count weights:open", "one number"),
        ("genai-tui count --by year,weights", "years down, weights across"),
        ("genai-tui count --of orgs --by country -f csv", "organizations by country"),
    ),
    "orgs": (
        ("genai-tui orgs kind:university --sort partners", "universities, those with most partners first"),
        ("genai-tui orgs --fields name,country,models", "chosen fields"),
    ),
    "show": (
        ("genai-tui show dall-e-2", "everything known of one model"),
        ("genai-tui show whisper jukebox --fields id,license", "one field of two"),
        ("genai-tui show whisper --fields license --no-header", "one value alone"),
    ),
    "why": (
        ("genai-tui why visualgpt date", "every claim, its sources, and why one was chosen"),
        ("genai-tui why google deepmind", "what ties two organizations"),
    ),
    "compare": (
        ("genai-tui compare dall-e-2 imagen", "what differs"),
        ("genai-tui compare dall-e-2 imagen muse --fields params,license,weights", "chosen rows"),
    ),
    "disagree": (
        ("genai-tui disagree", "where the sources of one catalog differ"),
        ("genai-tui disagree -c survey -c epoch.csv --field params", "where two catalogs differ"),
    ),
    "graph": (
        ("genai-tui graph --focus google --depth 1", "an organization and those next to it"),
        ("genai-tui graph --kind lineage -f dot", "what is built on what, for Graphviz"),
    ),
    "between": (("genai-tui between 2021 2022", "what came in a year"),),
    "path": (("genai-tui path google cmu", "how two are connected, and what proves each step"),),
    "neighbors": (("genai-tui neighbors deepmind", "who made models with it"),),
    "matrix": (("genai-tui matrix year:2022..", "what goes in against what comes out"),),
    "coverage": (("genai-tui coverage --by category", "how much is known of each field, by category"),),
    "timeline": (("genai-tui timeline --lanes organization", "releases over time, a lane each"),),
    "cite": (
        ("genai-tui cite imagen", "BibTeX of a paper"),
        ("genai-tui cite org:openai -f markdown", "a list of several"),
    ),
    "export": (
        ("genai-tui export -f csv", "every model, flat"),
        ("genai-tui export weights:open", "JSON with version, licence and credit"),
    ),
    "import": (("genai-tui import epoch.csv -o epoch", "a table as a folder of YAML"),),
    "diff": (("genai-tui diff survey landscape", "what one has and the other lacks"),),
    "validate": (
        ("genai-tui validate", "the catalog around the working folder"),
        ("genai-tui validate survey --strict", "warnings count, too"),
        ("genai-tui validate -f github", "annotations in a GitHub workflow"),
    ),
    "init": (("genai-tui init registry", "a catalog of your own that validates"),),
    "new": (
        ("genai-tui new model GPT-4o -c registry", "the file of a model, with what is missing marked"),
        ("genai-tui new organization 'Acme Labs' -c registry", "an entry in organizations.yaml"),
    ),
    "check": (
        ("genai-tui check whisper --expect 'weights:open license:MIT'", "is what we rely on still so?"),
        ("genai-tui check whisper jukebox -c landscape --expect weights:open -f github", "annotations for a workflow"),
        ("genai-tui check whisper -c landscape --expect weights:open --max-age 90", "nothing is ok if the data is old"),
    ),
    "schema": (
        ("genai-tui schema model", "for an editor that completes and checks"),
        ("genai-tui schema output", "of what -f json prints"),
    ),
    "open": (("genai-tui open 'browse?q=weights:open&sort=-date'", "the explorer on a view"),),
    "new model": (("genai-tui new model 'Mixtral 8x7B' -c registry", "a file in models/, with what is missing marked"),),
    "new organization": (("genai-tui new organization 'Acme Works' -c registry", "an entry in organizations.yaml"),),
    "memory export": (("genai-tui memory export", "a document to carry to another machine"),),
    "memory import": (("genai-tui memory import kept.json", "add what another machine has kept"),),
    "memory forget": (("genai-tui memory forget stars --all", "`memory import -` restores what is printed"),),
    "memory path": (("genai-tui memory path", "the folder of the files"),),
    "config show": (("genai-tui config show -f json", "every setting, for a program"),),
    "config keys": (("genai-tui config keys", "ids of commands, with the keys that they have"),),
    "config path": (("genai-tui config path", "the file to change"),),
    "config schema": (("genai-tui config schema", "for an editor that completes and checks"),),
    "memory": (("genai-tui memory path", "where stars, notes and views are kept"),),
    "config": (("genai-tui config show", "every setting, and where it comes from"),),
    "spec": (("genai-tui spec", "commands, options and fields for a program"),),
    "skill": (("genai-tui skill", "a page for a language model"),),
    "doctor": (("genai-tui doctor", "versions, terminal, folders"),),
    "help": (
        ("genai-tui help list", "one command"),
        ("genai-tui help queries", "the query language"),
    ),
    "": (
        ("genai-tui", "the explorer, on the survey"),
        ("genai-tui -c landscape whisper", "the explorer on a larger catalog, at a model"),
        ("genai-tui list weights:open", "the same question in the shell"),
    ),
}  # fmt: skip
"""What is typed, and what it gives, by the name of the command; under no name for the program itself."""

_SENTENCE = re.compile(r"\.(?=\s|$)")


def explained(command: click.Command, name: str) -> click.Command:
    """Return a command whose help ends in examples and exit statuses, and whose own commands are told in whole sentences."""
    command.epilog = "\n\n".join(_epilog(name))
    if isinstance(command, click.Group):
        for each in command.commands.values():
            each.short_help = first_sentence(each.help or "")
    return command


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text, with its full stop."""
    begun = " ".join(text.partition("\n\n")[0].split())
    end = _SENTENCE.search(begun)
    return begun[: end.end()] if end else begun


def _epilog(name: str) -> list[str]:
    parts = []
    if examples := EXAMPLES.get(name):
        parts.append(
            "\n".join(
                ("\b", "Examples:", *(line for typed, gives in examples for line in _example(typed, gives)))
            )
        )
    statuses = statuses_of(name.partition(" ")[0]) if name else tuple(ExitStatus)
    told = (f"  {status.value:<3} {status.meaning}" for status in statuses)
    return [*parts, "\n".join(("\b", "Exit status:", *told))]


def _example(typed: str, gives: str) -> tuple[str, ...]:
    line = f"  {typed:<38}  {gives}"
    return (line,) if len(line) <= 78 else (f"  {typed}", f"      {gives}")
