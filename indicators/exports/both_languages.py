"""Texts in Chinese and English at once, for forms in which one file serves every reader."""

from __future__ import annotations

from django.utils.translation import gettext, override

LANGUAGES = {"zh": "zh-hans", "en": "en"}  # BCP 47, short as the standards ask; as Django writes them


def in_both(message: object) -> dict[str, str]:
    """A message id, or a lazy text, by language tag."""
    texts = {}
    for tag, language in LANGUAGES.items():
        with override(language):
            texts[tag] = gettext(str(message))
    return texts
