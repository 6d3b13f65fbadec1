"""The pictures that the README shows are what the program shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scripts import script

FOLDER = Path(__file__).parents[2] / "screenshots"


DRAW = script("screenshots/draw.py")


SAYS = {
    "browse": "Models · text → image", "browse-80x24": "DALL·E 2", "browse-light": "By organization",
    "browse-high-contrast": "24 of 24", "search": "/stabel", "organization": "Models · Google Research", "numbers": "Imagen",
    "sources": "What stands behind it · VisualGPT", "compare": "Compare · 3 models", "graph": "Graph · organizations",
    "graph-80x24": "around Google", "matrix": "╲ itself, · no tie", "inputs-outputs": "Inputs and outputs", "timeline": "Releases by year",
    "coverage": "Coverage by year", "plot": "Training compute in FLOP · 340 of 594", "between": "What changed",
    "lineage": "Graph · lineage around LLaMA", "large": "10 of 976", "large-graph": "around OpenAI", "disagreements": "Results · 3",
    "about": "nine categories", "help": "Recall views, places", "menu": "organization · company",
}  # fmt: skip
"""What a picture is shown for."""


@pytest.mark.parametrize("name", DRAW.SCREENS)
def test_a_picture_shows_what_it_is_called(name: str) -> None:
    assert SAYS[name] in " ".join(DRAW.words((FOLDER / f"{name}.svg").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", DRAW.SCREENS)
def test_a_picture_is_fresh(name: str) -> None:
    if not DRAW.can_draw(name):
        pytest.skip("what this shows is not part of the project")
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert DRAW.words(kept) == DRAW.words(DRAW.draw(name)), "run: python screenshots/draw.py"


def test_the_drawing_in_the_readme_is_fresh() -> None:
    assert DRAW.graph_as_text() == DRAW.in_readme(), "run: python screenshots/draw.py"
    assert "Carnegie Mellon University" in DRAW.in_readme()


def test_the_readme_shows_only_pictures_that_exist() -> None:
    readme = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    assert "screenshots/browse.svg" in readme
    for line in readme.splitlines():
        if "](screenshots/" in line:
            assert (FOLDER.parent / line.split("](")[1].split(")")[0]).exists()
