"""Languages that other programs draw a graph from: Graphviz's DOT, and Mermaid."""

from __future__ import annotations

from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import TOGETHER, sources_text, verb
from genai_tui.graph.types import Graph, Link


def as_dot(graph: Graph) -> str:
    """Return a graph in DOT. A link with three or more ends becomes a point that all of them are joined to."""
    lines = ["digraph {", "  edge [dir=none];"]
    lines += [f"  {_dot(node.id)} [label={_dot(safe_line(node.label))}, shape=box];" for node in graph.nodes]
    for number, link in enumerate(graph.links):
        label = f"label={_dot(_label(link))}{_tooltip(link)}"
        if len(link.ends) == 2:
            arrow = ", dir=forward" if link.directed else ""
            lines.append(f"  {_dot(link.ends[0])} -> {_dot(link.ends[1])} [{label}{arrow}];")
        else:
            lines.append(f"  tie{number} [shape=point, x{label}];")
            lines += [f"  {_dot(end)} -> tie{number};" for end in link.ends]
    return "\n".join([*lines, "}"])


def _label(link: Link) -> str:
    """Return the label of a line: what was done, when, for how much and to what share; or the models and their dates."""
    if not link.evidence:
        return f"{link.kind} {link.weight:g}" if link.weight > 1 else link.kind
    if link.directed:
        tie = link.evidence[0]
        return safe_line(" · ".join((verb(tie.kind), *tie.extent)))
    if link.kind == TOGETHER:
        return safe_line(", ".join(tie.told(brief=True) for tie in link.evidence))
    return verb(link.kind)


def _told(link: Link) -> str:
    """Return every fact that a line stands for, with its note and its sources."""
    told = [
        " · ".join(part for part in (tie.told(), tie.note, sources_text(tie.sources)) if part)
        for tie in link.evidence
    ]
    return safe_line(" | ".join(told))


def _tooltip(link: Link) -> str:
    return f", tooltip={_dot(_told(link))}" if link.evidence else ""


def _dot(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def as_mermaid(graph: Graph) -> str:
    """Return a graph as a Mermaid flowchart, with a comment above each line that says what proves it."""
    place = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["flowchart TD"]
    lines += [f'  {place[node.id]}["{_mermaid(node.label)}"]' for node in graph.nodes]
    for number, link in enumerate(graph.links):
        ends = [place[end] for end in link.ends if end in place]
        lines += [f"  %% {_told(link).translate(_NO_DIRECTIVE)}"] if link.evidence else []
        words = _mermaid(_label(link))
        if len(ends) == 2:
            label = f'|"{words}"|' if words else ""
            lines.append(f"  {ends[0]} {'-->' if link.directed else '---'}{label} {ends[1]}")
        elif len(ends) > 2:
            lines.append(f'  t{number}(("{words or " "}"))')
            lines += [f"  {end} --- t{number}" for end in ends]
    return "\n".join(lines)


_NO_DIRECTIVE = str.maketrans("{}", "()")
"""Braces in a comment would begin an instruction to Mermaid."""


def _mermaid(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .,-+/·" else f"#{ord(char)};" for char in safe_line(text)
    )
