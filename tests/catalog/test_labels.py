"""Labels in the language that is set: of categories, of modalities, and of signatures made of these."""

from __future__ import annotations

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.labels import labels_of, shown_label, shown_signature, speak, speak_as
from genai_tui.catalog.model import Label
from genai_tui.storage.loader import open_catalog


def test_what_is_shown_follows_the_language_and_what_is_found_does_not() -> None:
    catalog, _ = open_catalog("survey")
    flamingo, signature = catalog.model("flamingo"), ATTRIBUTES["signature"]
    assert flamingo is not None
    for language, label, told in (
        ("en", "image → text", "text + image + video → text"),
        ("de", "Bild → Text", "Text + Bild + Video → Text"),
    ):
        speak(catalog, language)
        assert shown_label(catalog, catalog.categories[2].label) == label
        assert shown_signature(catalog, flamingo.signature) == signature.text(catalog, flamingo) == told
        spelt = tuple(signature.spellings(catalog, flamingo.signature))
        assert {"text + image + video → text", "text + image + video to text"} <= set(spelt)
        assert len(spelt) == len(set(spelt))
        assert shown_label(catalog, Label("plain")) == "plain", "English where there is no other"
    part, _ = open_catalog("survey")
    assert shown_signature(part, "") == ""
    speak_as(part, catalog)
    assert shown_signature(part, "brain-signal → text") == "Hirnsignal → Text"
    assert shown_signature(part, "smell → text") == "smell → Text"
    assert labels_of(part, Label("image", "Bild")) == ("Bild", "image")
