"""Plausible models in any number, the same ones from the same seed."""

from __future__ import annotations

import csv
import io
import random

_HEADS = [
    "Alpha",
    "Aqua",
    "Astra",
    "Atlas",
    "Aurora",
    "Blue",
    "Bold",
    "Brain",
    "Bright",
    "Cedar",
    "Chat",
    "Cloud",
    "Code",
    "Cogni",
    "Coral",
    "Crystal",
    "Deep",
    "Delta",
    "Dream",
    "Echo",
    "Ember",
    "Ever",
    "Falcon",
    "Fast",
    "Fire",
    "Flow",
    "Forest",
    "Fusion",
    "Galaxy",
    "Gem",
    "Giga",
    "Glow",
    "Graph",
    "Halo",
    "Harmony",
    "Helio",
    "Hyper",
    "Icarus",
    "Image",
    "Infini",
    "Jade",
    "Jet",
    "Kilo",
    "Lambda",
    "Lang",
    "Lark",
    "Light",
    "Lumen",
    "Lyra",
    "Magic",
    "Maple",
    "Mega",
    "Meta",
    "Mind",
    "Mirror",
    "Mist",
    "Moon",
    "Motion",
    "Multi",
    "Muse",
    "Nano",
    "Neural",
    "Nimbus",
    "Nova",
    "Oak",
    "Ocean",
    "Omni",
    "Open",
    "Opal",
    "Orbit",
    "Orion",
    "Pano",
    "Pearl",
    "Phoenix",
    "Pixel",
    "Polar",
    "Prism",
    "Proto",
    "Quant",
    "Quasar",
    "Rapid",
    "Raven",
    "Red",
    "River",
    "Sage",
    "Scale",
    "Sky",
    "Solar",
    "Sonic",
    "Spark",
    "Star",
    "Stellar",
    "Stone",
    "Storm",
    "Swift",
    "Synth",
    "Terra",
    "Text",
    "Tidal",
    "Titan",
    "True",
    "Turbo",
    "Ultra",
    "Unity",
    "Vast",
    "Vector",
    "Vega",
    "Video",
    "Vision",
    "Vista",
    "Vivid",
    "Voice",
    "Wave",
    "Wind",
    "World",
    "Zen",
]
_TAILS = [
    "Agent",
    "Bard",
    "Bert",
    "Bot",
    "Coder",
    "Craft",
    "Diffusion",
    "Draw",
    "Dreamer",
    "Editor",
    "Engine",
    "Fold",
    "Former",
    "Forge",
    "GAN",
    "Gen",
    "GPT",
    "Instruct",
    "LM",
    "Large",
    "LLM",
    "Loom",
    "Mamba",
    "Mini",
    "Mixer",
    "Net",
    "Painter",
    "Pro",
    "Reason",
    "RNN",
    "Sense",
    "Singer",
    "Small",
    "Speak",
    "Studio",
    "T5",
    "Talker",
    "Translate",
    "Transformer",
    "Turbo",
    "VAE",
    "ViT",
    "Vocoder",
    "Weaver",
    "Writer",
    "XL",
]
_SIZES = ("", "", "", "-1B", "-3B", "-7B", "-8B", " 13B", "-34B", " 70B", "-405B", " 175B", "-350M", " 1.5B")


def names(number: int, seed: int = 20230111) -> list[str]:
    """Return so many names of the shapes that models have: words, versions, sizes, remarks."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        words = [chance.choice(_HEADS)] * (chance.random() < 0.95) or [_invented(chance)]
        words += [chance.choice(_TAILS) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
        name = chance.choice((" ", " ", "", "-")).join(words)
        if chance.random() < 0.6:
            name += chance.choice((" ", "-", "")) + chance.choice(
                ("1", "2", "3", "4", "1.5", "2.5", "3.5", "v2", "v3")
            )
        name += chance.choice(_SIZES)
        if chance.random() < 0.1:
            name += f" ({chance.choice(_HEADS)})"
        made.append(name)
    return made


def _invented(chance: random.Random) -> str:
    pairs = (
        chance.choice("bcdfghjklmnprstvwz") + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
    )
    return "".join(pairs).capitalize()


def table(number: int, seed: int = 20230111) -> str:
    """Return so many rows of a table of models as CSV, of the form that Epoch AI's has."""
    chance = random.Random(seed + 1)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("Model", "Organization", "Organization categorization", "Publication date", "Domain", "Task",
                     "Parameters", "Training compute (FLOP)", "Model accessibility", "Abstract"))  # fmt: skip
    makers = [
        f"{_invented(chance)} {chance.choice(('AI', 'Labs', 'University'))}"
        for _ in range(max(30, number // 40))
    ]
    tasks = (
        "Language modeling",
        "Image generation",
        "Chat",
        "Code generation",
        "Video generation",
        "Translation",
        "",
    )
    for name in names(number, seed):
        made_by = chance.sample(makers, chance.choice((1, 1, 1, 2, 3)))
        date = f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        size = chance.choice(("", f"{chance.randint(1, 900) * 10 ** chance.choice((6, 9))}"))
        flop = chance.choice(("", f"{chance.random():.2f}e{chance.randint(18, 26)}"))
        access = chance.choice(("", "Open weights (unrestricted)", "API access", "Unreleased"))
        words = " ".join(chance.choice(_HEADS).lower() for _ in range(12))
        kinds = ",".join("Academia" if each.endswith("University") else "Industry" for each in made_by)
        writer.writerow((name, ",".join(made_by), kinds, date, "Language", chance.choice(tasks), size, flop, access, words))  # fmt: skip
    return made.getvalue()
