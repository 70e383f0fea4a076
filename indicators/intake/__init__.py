"""An uploaded article's text: plain text, Word documents, PDF and web pages; everything else ends in a plain sentence.

Bytes → `kinds` (what is it, by its content) → `word`, `pdf`, `web` (each in a process of its own, `confined`) → text.
"""

from indicators.intake.refused import Reason, Unreadable
from indicators.intake.text import text_of

__all__ = ["Reason", "Unreadable", "text_of"]
