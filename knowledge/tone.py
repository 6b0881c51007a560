"""What no text may say: diagnoses, doses, advice on medicines, words that cannot be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PLACEHOLDERS: Final = frozenset({"you", "your", "have", "are", "do"})
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)")

# pattern -> what to do instead. The assistant informs; it never diagnoses and never doses.
_REFUSED: Final = (
    (
        re.compile(
            r"(\byou|\{you\}) ((really|probably|certainly) )?(have|\{have\})(?! to\b)", re.I
        ),
        "sounds like a diagnosis ('you have'); say 'can be linked with' or 'may be behind it'",
    ),
    (
        re.compile(r"\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|g|ml|tablets?|pills?|drops)\b", re.I),
        "names a dose; leave doses to the doctor",
    ),
    (
        re.compile(r"(?<!not )\b(stop|start) taking\b", re.I),
        "tells somebody to start or stop a medicine; say 'ask the doctor before any change'",
    ),
    (
        # Filled with "she" it must still read right: "she can", never "she feel" or "ask she".
        re.compile(
            r"(?<!\{do\} )(?<!\{are\} )(?<!\{have\} )(?<!\bdid )(?<!\bcan )"
            r"\{you\}(?! \{(?:have|are|do)\}| (?:can|could|may|might|must|should|will)\b)",
            re.I,
        ),
        "has {you} where 'she' would read wrong; write '{you} {are}', '{do} {you}' or '{you} can'",
    ),
)


def faults(text: str) -> Iterator[str]:
    """Everything in `text` that must not be said, each with what to do."""
    for name in re.findall(r"\{([^{}]*)\}", text):
        if name not in PLACEHOLDERS:
            known = " ".join(f"{{{known}}}" for known in sorted(PLACEHOLDERS))
            yield f"has the unknown placeholder {{{name}}}; use only {known}"
    for pattern, what in _REFUSED:
        if pattern.search(text):
            yield what


def sentences(text: str) -> int:
    """How many sentences `text` has."""
    return len(_SENTENCE_END.findall(text))
