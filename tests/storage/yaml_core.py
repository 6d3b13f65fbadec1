"""YAML as an editor or a schema's judge reads it: the core schema of YAML 1.2, so `2022` is a number and `no` a text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class CoreLoader(yaml.SafeLoader):
    """A loader without dates, without merge keys, and with the truth values of YAML 1.2 alone."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        keys = [str(self.construct_object(key)) for key, _ in node.value]
        if len(set(keys)) < len(keys):
            raise yaml.YAMLError("a key stands twice")
        return dict(
            zip(keys, (self.construct_object(value, deep=True) for _, value in node.value), strict=True)
        )


def _whole(loader: Any, node: Any) -> int:
    return int(node.value, {"0o": 8, "0x": 16}.get(node.value[:2], 10))


def _number(loader: Any, node: Any) -> float:
    return float(re.sub(r"(?i)\.(inf|nan)", r"\1", node.value))


for tag, pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    ),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _whole)
CoreLoader.add_constructor("tag:yaml.org,2002:float", _number)
CoreLoader.add_constructor(
    "tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node, deep=True)
)


def load(text: str) -> Any:
    """Return what one document says; raises yaml.YAMLError where it is none."""
    return yaml.load(text, CoreLoader)
