"""Vocabulary of all sources: signatures of the survey's categories, cells that say nothing, countries."""

from __future__ import annotations

import re
from collections.abc import Iterable

CATEGORY_OF = {
    (frozenset({"text"}), frozenset({"image"})): "text-to-image",
    (frozenset({"text"}), frozenset({"3d"})): "text-to-3d",
    (frozenset({"text"}), frozenset({"video"})): "text-to-video",
    (frozenset({"text"}), frozenset({"audio"})): "text-to-audio",
    (frozenset({"text"}), frozenset({"music"})): "text-to-audio",
    (frozenset({"text"}), frozenset({"text"})): "text-to-text",
    (frozenset({"text"}), frozenset({"code"})): "text-to-code",
    (frozenset({"image"}), frozenset({"text"})): "image-to-text",
    (frozenset({"image", "text"}), frozenset({"text"})): "image-to-text",
}
"""The survey's categories by what goes in and comes out."""

CODERS = re.compile(r"code(?!c)|codex|composer|starcoder|codestral|devstral|\bswe\b", re.IGNORECASE)
"""Names of models that are made for code: what their source says of them others have as well."""

_OUT = {"image": "text-to-image", "3d": "text-to-3d", "video": "text-to-video", "audio": "text-to-audio",
        "music": "text-to-audio", "code": "text-to-code"}  # fmt: skip


def categories_besides(
    category: str | None, inputs: Iterable[str], outputs: Iterable[str]
) -> tuple[str, ...]:
    """Return the categories, less its own, in which a model stands as well by what it takes and gives.

    Whatever takes and gives text is also text → text; what sees and writes, or writes and shows, likewise.
    """
    takes, gives = set(inputs), tuple(outputs)
    found = []
    if "text" in gives:
        found += ["text-to-text"] if "text" in takes else []
        found += ["image-to-text"] if "image" in takes else []
    if "text" in takes:
        found += [_OUT[each] for each in gives if each in _OUT]
    return tuple(each for each in dict.fromkeys(found) if each != category)


EMPTY_CELLS = frozenset({
    "", "unspecified unreleased", "unspecified", "unknown", "unknwon", "unknkown", "n/a", "na", "none", "not known", "-", "?",
})  # fmt: skip
"""Cells of other people's tables that say nothing."""

COUNTRIES = {
    "argentina": "AR", "australia": "AU", "austria": "AT", "bangladesh": "BD", "belgium": "BE", "brazil": "BR",
    "bulgaria": "BG", "canada": "CA", "chile": "CL", "china": "CN", "colombia": "CO", "croatia": "HR",
    "cyprus": "CY", "czechia": "CZ", "czech republic": "CZ", "denmark": "DK", "egypt": "EG", "estonia": "EE",
    "finland": "FI", "france": "FR", "germany": "DE", "greece": "GR", "hong kong": "HK", "hungary": "HU",
    "iceland": "IS", "india": "IN", "indonesia": "ID", "iran": "IR", "iran (islamic republic of)": "IR",
    "ireland": "IE", "israel": "IL", "italy": "IT", "japan": "JP", "kenya": "KE", "korea (republic of)": "KR",
    "latvia": "LV", "lithuania": "LT", "luxembourg": "LU", "malaysia": "MY", "mexico": "MX", "morocco": "MA",
    "netherlands": "NL", "new zealand": "NZ", "nigeria": "NG", "norway": "NO", "pakistan": "PK",
    "philippines": "PH", "poland": "PL", "portugal": "PT", "qatar": "QA", "romania": "RO", "russia": "RU",
    "russian federation": "RU", "saudi arabia": "SA", "serbia": "RS", "singapore": "SG", "slovakia": "SK",
    "slovenia": "SI", "south africa": "ZA", "south korea": "KR", "spain": "ES", "sweden": "SE",
    "switzerland": "CH", "taiwan": "TW", "thailand": "TH", "turkey": "TR", "türkiye": "TR", "ukraine": "UA",
    "uae": "AE", "uk": "GB", "usa": "US", "united arab emirates": "AE", "united kingdom": "GB",
    "united kingdom of great britain and northern ireland": "GB", "united states": "US",
    "united states of america": "US", "viet nam": "VN", "vietnam": "VN",
}  # fmt: skip
"""ISO 3166-1 codes by the names that the table uses."""
