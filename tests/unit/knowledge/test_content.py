"""The content itself: complete, in plain words, kind, and each word of the people in one place."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from knowledge.models import Condition
from knowledge.schema import Content
from knowledge.shapes import ITEM_KINDS
from knowledge.store import KnowledgeStore
from tests.unit.knowledge.readability import grade, without_names

# Every bullet of the clinic's article, by list.
BULLETS = {
    "disease": "intervertebral_hernia osteochondrosis inflammatory_joint_disease parkinson"
    " multiple_sclerosis restless_legs spondylosis myositis",
    "test": "complete_blood_count mri ct emg lumbar_xray soft_tissue_ultrasound"
    " neurologist_consultation muscle_imbalance_assessment",
    "specialist": "therapist neurologist orthopedic_surgeon vertebrologist rheumatologist"
    " physiotherapist",
    "type": "acute chronic static kinetic",
    "cause": "nervous_tension osteochondrosis radiculitis lower_back_injury neurological_disorder"
    " joint_problem endocrine_disease",
    "pathology": "osteochondrosis intervertebral_hernia radiculitis degenerative_changes"
    " sports_injury neurological_disorder",
    "treatment": "medication physiotherapy manual_therapy therapeutic_exercise surgery acupuncture"
    " massage",
    "complication": "chronic_pain limited_mobility muscle_dystrophy muscle_spasms"
    " psychological_disorders",
}
# What its paragraphs say besides: row -> words that it must hold.
PARAGRAPHS = {
    "what_it_is": "by itself, muscles, nerves",
    "how_it_shows": "flicker, strong, at rest, moves",
    "what_brings_it_on": "stress, tired, sports injuries, multiple sclerosis, parkinson",
    "quality_of_life": "sleep, movement",
    "listen_to_the_body": "body",
    "about_diseases": "spine, joints, nervous system",
    "why_not_ignore": "lasts, worse, pain, moves less",
    "how_doctors_diagnose": "talk, stress, effort, another illness, always there, situations",
    "about_tests": "mri, x-ray, blood tests, rule things out",
    "early_diagnosis": "first signs, treatment",
    "which_doctor_first": "therapist, family doctor, first tests",
    "about_specialists": "neurologist, orthopedic surgeon, vertebrologist",
    "about_types": "acute, chronic, static, kinetic",
    "about_causes": "stress, lack of sleep, cramp",
    "hereditary_factors": "family, injury, mental illness",
    "about_related": "blood flow, nerves, pain, stiffness",
    "how_common": "posture, injury, common",
    "do_not_ignore": "not to ignore, light",
    "every_case_differs": "full examination",
    "mood_matters": "pain, mind",
    "root_cause": "root cause",
    "regular_activity": "stronger, supple",
    "about_treatments": "fit the person, medicines, operation",
    "medication": "relax, blood flow",
    "physiotherapy": "movement, pain, exercises",
    "surgery": "spine",
    "about_complications": "pain, stiff, cramps, low mood",
    "limited_mobility": "posture",
    "muscle_spasms": "nerves, treatment",
}
ADVICE = [
    "when_to_worry",
    "when_same_day",
    "when_appointment",
    "prognosis",
    "self_care",
    "exercise_meanwhile",
    "prevention",
    "drug_tremor",
    "prepare_visit",
]
MEDICAL_SOURCES = [
    *(f"S{n}" for n in (1, 2, 3, 4, 7, 8, *range(10, 14), *range(15, 38), 39, 40, 41)),
    *("S5a", "S5b", "S8a", "S8b", "S38a", "S38b", "S38c", "S38d", "S38e", "S38f", "GK"),
]
SPOKEN = (
    "text", "gloss", "plain", "why_linked", "why_against", "prepare", "feels_like", "who", "does",
    "when_first", "how", "evidence", "notes",
)  # fmt: skip
HARDEST = 8.0  # school grade


@pytest.mark.parametrize("kind", BULLETS)
def test_every_bullet_of_the_article_is_there(store: KnowledgeStore, kind: str) -> None:
    assert {item.id for item in store.items(kind)} >= set(BULLETS[kind].split())


@pytest.mark.parametrize("row", PARAGRAPHS)
def test_what_the_paragraphs_of_the_article_say_is_there(store: KnowledgeStore, row: str) -> None:
    text = store.item(row).text.lower()
    missing = [words for words in PARAGRAPHS[row].split(", ") if words not in text]
    assert not missing, text


@pytest.mark.parametrize("row", ADVICE)
def test_the_questions_that_everybody_asks_have_an_answer(store: KnowledgeStore, row: str) -> None:
    assert store.item(row).kind == "expert_advice"


def test_every_section_of_the_article_is_cited(content: Content) -> None:
    cited = {source for file in ITEM_KINDS for row in content[file] for source in row["source"]}
    sections = {row["id"] for row in content["sources"] if row["id"].startswith("article:")}
    assert len(sections) == 10
    assert sections <= cited


def test_every_source_of_the_clinical_notes_is_listed(content: Content) -> None:
    assert {row["id"] for row in content["sources"]} >= set(MEDICAL_SOURCES)


def test_every_row_can_be_read_by_somebody_of_thirteen(content: Content) -> None:
    names = _names(content)
    hard = [
        (round(level, 1), file, row.get("id"), row["text"])
        for file in ITEM_KINDS
        for row in content[file]
        if (level := grade(without_names(row["text"], names))) > HARDEST
    ]
    assert not hard


def test_nothing_is_said_to_you_where_a_mother_is_meant(content: Content) -> None:
    """Texts speak of {you} or of nobody, so that they fit a relative and an agent too."""
    flags = [row[key] for row in content["red_flags"] for key in ("why", "do", "do_not")]
    asked = [text for row in content["questions"] for text in (*row["text"], row["why"])]
    texts = (*_spoken(content), *flags, *asked)
    assert [t for t in texts if re.search(r"(?<!\{)\byou(r|rs|rself)?\b", t, re.I)] == []


def test_no_text_frightens(content: Content) -> None:
    words = re.compile(r"\b(fatal|deadly|death|die|paralysed|paralyzed|cripple|doomed)\b", re.I)
    assert [text for text in _spoken(content) if words.search(text)] == []


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("therapist", "family doctor"),
        ("vertebrologist", "spine"),
        ("osteochondrosis", "wear of the discs"),
        ("static", "at rest"),
        ("kinetic", "on movement"),
        ("therapeutic_exercise", "guided exercise"),
        ("muscle_dystrophy", "not the inherited disease"),
    ],
)
def test_words_that_patients_do_not_know_have_a_gloss(
    store: KnowledgeStore, id_: str, words: str
) -> None:
    assert words in (store.item(id_).gloss or "")


def test_every_item_has_at_least_eight_synonyms(content: Content) -> None:
    words = {row["id"]: row["words"] for row in content["synonyms"]}
    items = [row["id"] for file in ITEM_KINDS for row in content[file]]
    assert [id_ for id_ in items if len(words.get(id_, [])) < 8] == []


def test_a_synonym_means_one_thing_only(content: Content) -> None:
    names = {row["id"]: row["name"] for file in ITEM_KINDS for row in content[file]}
    said = [(word.casefold(), row["id"]) for row in content["synonyms"] for word in row["words"]]
    said += [(name.casefold(), id_) for id_, name in names.items()]
    count = Counter(word for word, _ in set(said))
    assert {(word, id_) for word, id_ in said if count[word] > 1} == set()


def test_no_everyday_word_is_taken_for_a_medical_one(content: Content) -> None:
    """Short forms such as US or ER would be found in "tell us" and "er, my back"."""
    rows = [*content["synonyms"], *content["glossary"]]
    words = {word.casefold() for row in rows for word in row.get("words", ())}
    assert words.isdisjoint({"us", "er", "it", "or", "am", "is", "all", "back", "doctor", "pain"})


def test_acupuncture_and_manual_therapy_say_what_the_evidence_is(store: KnowledgeStore) -> None:
    assert "mixed" in store.item("acupuncture").text
    assert "together with exercise" in store.item("manual_therapy").text
    assert "together with exercise" in store.item("massage").text


def test_each_condition_says_what_links_it_and_what_speaks_against(store: KnowledgeStore) -> None:
    for item in store.items("condition"):
        assert isinstance(item, Condition)
        assert item.why_linked.endswith(".")
        assert item.why_against.endswith(".")


def _names(content: Content) -> set[str]:
    """Medical names, which cannot be made simpler: those of the glossary and of the items."""
    terms = {row["term"] for row in content["glossary"]}
    spellings = {word for row in content["glossary"] for word in row.get("words", ())}
    named = {row["name"] for file in ITEM_KINDS if file != "overview" for row in content[file]}
    return terms | spellings | named


def _spoken(content: Content) -> list[str]:
    return [
        row[field]
        for file in (*ITEM_KINDS, "care", "glossary")
        for row in content[file]
        for field in SPOKEN
        if field in row
    ]
