"""Makes outside text safe to keep, show and understand, without changing what it says."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls but tab and line feed; surrogates, which cannot be stored as UTF-8;
# marks that turn the reading direction around; invisible fillers and noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
MARKS_PER_LETTER = 4
FRACTION_SLASH = "\u2044"


def clean(text: str) -> str:
    """Normalise to NFC without controls, direction marks and piled-up accents; strip the ends.

    Marks are capped before normalising too, as sorting a long run of them is quadratic.
    """
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    if not text.isascii():
        text = _cap_marks(unicodedata.normalize("NFC", _cap_marks(text)))
    return text.strip()


def for_engine(text: str) -> str:
    """Keep a leading slash from being read as a button's payload: Rasa parses such text as code."""
    return FRACTION_SLASH + text[1:] if text.startswith("/") else text


def _cap_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        if run <= MARKS_PER_LETTER:
            kept.append(character)
    return "".join(kept)
