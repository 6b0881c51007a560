"""Kinds of messages, coarser than intents: what the confusion matrix counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.sets import Item
from knowledge.models import Condition
from knowledge.store import KnowledgeStore

TELLING = "telling"
OUT_OF_SCOPE = (
    "smalltalk",
    "other_medical",
    "admin",
    "abuse",
    "non_english",
    "gibberish",
    "medication_dose",
    "injection",
)
# Diseases, causes and related conditions are one kind: they hold the same items.
KIND_OF_INTENT: Mapping[str, str] = {
    "inform": TELLING,
    "correct": TELLING,
    "ask_overview": "overview",
    "ask_types": "types",
    "explain_type": "types",
    "ask_diseases": "conditions",
    "ask_causes": "conditions",
    "ask_related": "conditions",
    "explain_disease": "conditions",
    "explain_cause": "conditions",
    "ask_tests": "tests",
    "explain_test": "tests",
    "ask_prepare": "tests",
    "ask_specialists": "specialists",
    "explain_specialist": "specialists",
    "ask_treatments": "treatments",
    "explain_treatment": "treatments",
    "ask_complications": "complications",
    "explain_complication": "complications",
    "ask_expert_advice": "advice",
    "ask_urgency": "advice",
    "ask_prognosis": "advice",
    "ask_self_care": "advice",
    "nlu_fallback": "not understood",
    **{kind: kind for kind in OUT_OF_SCOPE},
}
_KIND_OF_ITEM: Mapping[str, str] = {
    "overview": "overview",
    "type": "types",
    "test": "tests",
    "specialist": "specialists",
    "treatment": "treatments",
    "complication": "complications",
    "expert_advice": "advice",
}
_KIND_OF_SECTION: Mapping[str, str] = {
    "types": "types",
    "diseases": "conditions",
    "causes": "conditions",
    "related": "conditions",
    "tests": "tests",
    "specialists": "specialists",
    "treatments": "treatments",
    "complications": "complications",
}
ROWS: Sequence[str] = (
    TELLING,
    *dict.fromkeys([*_KIND_OF_ITEM.values(), "conditions"]),
    *OUT_OF_SCOPE,
)


def kind_of_intent(intent: str) -> str:
    """The kind of an intent; small words of a conversation are `talk`."""
    return KIND_OF_INTENT.get(intent, "talk")


def kind_of_item(item: Item, store: KnowledgeStore) -> str | None:
    """The kind that a labelled message is; None if it holds several or stands in a context."""
    if item.set == "facts":
        return None if "?" in item.text else TELLING
    if item.set == "out_of_scope":
        return str(item.labels["handling"])
    if item.set == "questions" and item.kind == "single":
        return _kind_of_question(item, store)
    return None


def _kind_of_question(item: Item, store: KnowledgeStore) -> str | None:
    if "prepare" in item.labels:
        return "tests"
    if len(item.labels.get("answered", ())) != 1:
        return None
    kinds = {_kind_of_key(key, store) for key in item.labels["answered"][0]}
    kinds = kinds - {"overview"} or kinds  # overview rows repeat what the sections say
    return kinds.pop() if len(kinds) == 1 else None


def _kind_of_key(key: str, store: KnowledgeStore) -> str:
    section, _, name = key.rpartition(":")
    if section:
        return _KIND_OF_SECTION[name]
    found = store.item(key)
    return "conditions" if isinstance(found, Condition) else _KIND_OF_ITEM[found.kind]
