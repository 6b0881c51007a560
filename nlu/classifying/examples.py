"""What Rasa's examples tell of red flags: most hold none, whatever they are about."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import yaml

from nlu.classifying.corpus import NLU

# Talk in which no finding of the person is told, and no red flag either.
TALK = frozenset(
    (
        "greet",
        "goodbye",
        "thank",
        "why_asked",
        "why_result",
        "skip",
        "go_back",
        "restart",
        "stop",
        "help",
        "human",
        "what_known",
        "forget_me",
        "how_long",
        "source",
        "summary",
        "repeat",
        "bot_challenge",
        "feedback",
        "smalltalk",
        "admin",
        "gibberish",
        "injection",
    )
)
# Another complaint, an insult or a foreign line tells of itself, and none is a red flag but those
# that are left undecided.
_OTHER_MATTERS = frozenset(("other_medical", "abuse", "non_english"))
_QUESTION = re.compile(r"^(ask_|explain_|what_means)")
_DOSE = "medication_dose"
# What was already taken, missed or left off may be an emergency; a question about a dose is none.
_ALREADY = re.compile(
    r"\b(took|taken|swallowed|stopped|quit|missed|forgot\w*|accident\w*|mistake|(run|ran) out)\b",
    re.IGNORECASE,
)


def is_question(intent: str) -> bool:
    """Whether examples of the intent ask about the content."""
    return bool(_QUESTION.match(intent))


def undecided_texts(nlu: Path = NLU) -> frozenset[str]:
    """Examples of other matters that may be for today all the same (red_flags_examples.yml)."""
    path = nlu / "data" / "red_flags_examples.yml"
    if not path.is_file():
        return frozenset()
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["undecided"])


def holds_no_flag(text: str, intent: str, undecided: Collection[str]) -> bool:
    """Whether an example of an intent surely states no red flag."""
    if intent == _DOSE:
        return not _ALREADY.search(text)
    if intent in _OTHER_MATTERS:
        return text not in undecided
    return intent in TALK or is_question(intent)
