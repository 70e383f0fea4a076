"""A pasted text, figure by figure, beside what the portal publishes. Nothing of the text is kept.

text → `reading.article` (figures) → `places` (whose they may be) → `held` (published figures) → `matching` (which of
them are meant) → `reading.quoting.verdicts` → `sentences`.
"""
