"""Questions that name nothing of their own, in the light of what was spoken of before."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.language.follow_up_items import Before
from nlu.language.follow_up_labels import CONTEXTS, EXPLAIN, FOLLOW_UP, LIST, OWN
from nlu.language.follow_ups import FollowUps


@pytest.fixture(scope="module")
def follow_ups() -> FollowUps:
    return FollowUps.of_project()


def message(
    text: str,
    intent: str,
    *entities: dict[str, Any],
    mentions: tuple[str, ...] = (),
    asks: str = OWN,
    sure: float = 0.9,
) -> dict[str, Any]:
    """As it is parsed, and what the classifier takes it to ask whatever was spoken of."""
    shares = {asks: sure, OWN: 1.0 - sure} if asks != OWN else {OWN: 0.98, EXPLAIN: 0.02}
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 0.8},
        "entities": list(entities),
        "mentions": list(mentions),
        FOLLOW_UP: dict.fromkeys(CONTEXTS, shares),
    }


def told(*mentions: str, text: str = "They spoke of it.", intent: str = "inform") -> Before:
    return Before(message(text, intent, mentions=mentions))


TALKS = [
    # named before, the question, what it asks -> intent and item
    (told("emg"), "does one feel anything?", EXPLAIN, ("explain_test", "emg")),
    (told("emg"), "do I come hungry to that?", "ask_prepare", ("ask_prepare", "emg")),
    (told("massage"), "is it safe", "ask_urgency", ("explain_treatment", "massage")),
    (
        told("radiculitis"),
        "how's that treated",
        "ask_treatments",
        ("ask_treatments", "radiculitis"),
    ),
    (
        told("myositis"),
        "what is that when it's at home",
        EXPLAIN,
        ("explain_disease", "myositis"),
    ),
    (told("acute"), "and the opposite of that", OWN, ("explain_type", "chronic")),
    (told("mri", "ct"), "what's the first one for?", EXPLAIN, ("explain_test", "mri")),
    (told("mri", "ct"), "and the second one?", OWN, ("explain_test", "ct")),
    (
        told("manual_therapy"),
        "who does that?",
        "ask_specialists",
        ("ask_specialists", "manual_therapy"),
    ),
    (
        told("therapist", "vertebrologist", "rheumatologist", text="my GP has put both down"),
        "what does the second do?",
        EXPLAIN,
        ("explain_specialist", "rheumatologist"),
    ),
    (
        told("therapist", "spondylosis", text="my GP said spondylosis"),
        "what kind of thing is that?",
        EXPLAIN,
        ("explain_disease", "spondylosis"),
    ),
]


@pytest.mark.parametrize(("before", "text", "asks", "expected"), TALKS)
def test_a_question_means_what_was_named_before_it(
    follow_ups: FollowUps, before: Before, text: str, asks: str, expected: tuple[str, str]
) -> None:
    read = follow_ups.read(message(text, "smalltalk", asks=asks), before)
    topics = [one["value"] for one in read["entities"] if one["entity"] == "topic"]
    assert (read["intent"]["name"], topics) == (expected[0], [expected[1]])
    assert read["handling"] == "in_scope"


def test_what_was_explained_last_is_meant_as_well(follow_ups: FollowUps) -> None:
    before = Before(message("what is an EMG", "explain_test", mentions=()), topic="emg")
    read = follow_ups.read(message("and does that hurt?", "ask_overview", asks=EXPLAIN), before)
    assert read["intent"]["name"] == "explain_test"


def test_what_was_named_is_remembered_over_a_follow_up(follow_ups: FollowUps) -> None:
    said = message("what is the first one for?", "explain_test", asks=EXPLAIN)
    first = follow_ups.read(said, told("mri", "complete_blood_count"))
    before = Before(first, topic="mri")
    other = follow_ups.read(message("and the other?", "nlu_fallback", asks=EXPLAIN), before)
    same = follow_ups.read(message("does it hurt?", "ask_overview", asks=EXPLAIN), before)
    assert [one["entities"][-1]["value"] for one in (first, other, same)] == [
        "mri",
        "complete_blood_count",
        "mri",
    ]


def test_what_was_told_may_be_the_cause_that_is_asked_about(follow_ups: FollowUps) -> None:
    crash = {"entity": "finding", "value": "trauma", "status": "present"}
    before = Before(message("I was in a crash", "inform", crash))
    read = follow_ups.read(message("could it be from that?", "ask_causes", asks=EXPLAIN), before)
    assert read["entities"][-1]["value"] == "lower_back_injury"


def test_what_the_question_itself_supposes_is_meant_first(follow_ups: FollowUps) -> None:
    discs = {"entity": "finding", "value": "osteochondrosis", "status": "hypothetical", "start": 0}
    said = message("and if it's my discs?", "explain_disease", discs, asks=EXPLAIN)
    read = follow_ups.read(said, told("nervous_tension"))
    assert read["entities"][-1]["value"] == "osteochondrosis"


def test_what_such_a_question_asks_about_is_no_fact(follow_ups: FollowUps) -> None:
    pain = {"entity": "finding", "value": "pain", "status": "present", "start": 14, "end": 19}
    said = message("which of them hurts more", "explain_test", pain, asks=EXPLAIN)
    part = {"start": 0, "end": 24, "text": said["text"], "intent": said["intent"]}
    read = follow_ups.read(said | {"segments": [part]}, told("mri", "ct"))
    assert [one["status"] for one in read["entities"] if one["entity"] == "finding"] == [
        "hypothetical"
    ]


def test_of_several_things_the_one_that_is_described_is_meant(follow_ups: FollowUps) -> None:
    resting = {"entity": "topic", "value": "static", "confidence_entity": 0.4}
    said = message(
        "which one is the resting one and what is it?", "explain_type", resting, asks=EXPLAIN
    )
    read = follow_ups.read(said, told("static", "kinetic"))
    assert read["entities"][-1]["value"] == "static"


def test_what_else_there_is_asks_for_all_of_its_kind(follow_ups: FollowUps) -> None:
    read = follow_ups.read(
        message("what else is there?", "explain_test", asks=EXPLAIN), told("emg")
    )
    assert (read["intent"]["name"], read["entities"]) == ("ask_tests", [])


def test_one_of_a_list_is_named_by_a_word_of_its_names(follow_ups: FollowUps) -> None:
    before = Before(
        message("which treatments?", "ask_treatments"), listed=("massage", "acupuncture")
    )
    read = follow_ups.read(message("the needle one", "inform"), before)
    assert (read["intent"]["name"], read["entities"][-1]["value"]) == (
        "explain_treatment",
        "acupuncture",
    )
    unlisted = message("the blue one", "inform")
    assert follow_ups.read(unlisted, before) == unlisted


LISTED = Before(
    message("which treatments are there?", "ask_treatments"),
    listed=("surgery", "massage", "medication"),
)


@pytest.mark.parametrize(
    ("text", "likeness", "expected"),
    [
        ("which of those is the last resort?", {"surgery": 0.2, "massage": 0.02}, "surgery"),
        ("which of those is the last resort?", {"surgery": 0.2, "massage": 0.15}, None),
        ("which of those is the best?", {}, None),
        ("I read it is the one with a knife, that frightens me", {"surgery": 0.3}, "surgery"),
    ],
)
def test_one_of_a_list_is_meant_by_its_description_or_the_list_is_given_again(
    follow_ups: FollowUps, text: str, likeness: dict[str, float], expected: str | None
) -> None:
    said = message(text, "ask_overview", asks=EXPLAIN) | {"likeness": likeness}
    read = follow_ups.read(said, LISTED)
    topics = [one["value"] for one in read["entities"]]
    intent = "explain_treatment" if expected else "ask_treatments"
    assert (read["intent"]["name"], topics) == (intent, [expected] if expected else [])


def topic(value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": "topic", "value": value, "start": start, "end": end}


@pytest.mark.parametrize(
    ("asked", "text", "named", "intent"),
    [
        ("ask_treatments", "and a slipped disc?", topic("intervertebral_hernia", 6, 18), None),
        ("ask_prepare", "and for the CT?", topic("ct", 12, 14), None),
        ("ask_tests", "how does a slipped disc feel?", topic("intervertebral_hernia", 11, 23), "x"),
        ("ask_prepare", "and a slipped disc?", topic("intervertebral_hernia", 6, 18), "x"),
        ("explain_disease", "and a slipped disc?", topic("intervertebral_hernia", 6, 18), "x"),
        ("ask_treatments", "what is a slipped disc?", topic("intervertebral_hernia", 10, 22), "x"),
        ("ask_treatments", "what's spondylosis?", topic("spondylosis", 7, 18), "x"),
    ],
)
def test_a_name_alone_takes_over_the_question_before_it(
    follow_ups: FollowUps, asked: str, text: str, named: dict[str, Any], intent: str | None
) -> None:
    said = message(text, "x", named, mentions=(named["value"],))
    read = follow_ups.read(said, Before(message("how is that?", asked)))
    assert read["intent"]["name"] == (intent or asked)
    assert read["entities"][-1]["value"] == named["value"]


def test_both_of_two_are_meant(follow_ups: FollowUps) -> None:
    guessed = {"entity": "activation", "value": "static", "extractor": "MessageReader", "start": 0}
    said = message("can it be both", "ask_overview", {**guessed, "status": "present"})
    read = follow_ups.read(said, told("radiculitis", "intervertebral_hernia"))
    assert [one["value"] for one in read["entities"] if one["entity"] == "topic"] == [
        "radiculitis",
        "intervertebral_hernia",
    ]
    assert read["entities"][0]["status"] == "hypothetical", "only the network saw it, in a question"


def test_the_first_of_what_was_explained_may_be_long_ago(follow_ups: FollowUps) -> None:
    before = Before(
        message("what's a CT?", "explain_test", mentions=("ct",)), "ct", explained=("mri", "ct")
    )
    read = follow_ups.read(
        message("the first one, is it loud?", "ask_overview", asks=EXPLAIN), before
    )
    assert read["entities"][-1]["value"] == "mri"


def test_a_word_of_several_things_means_the_one_that_was_spoken_of(follow_ups: FollowUps) -> None:
    needles = message("needles??", "explain_treatment", mentions=("acupuncture",))
    read = follow_ups.read(needles, told("emg"))
    assert (read["intent"]["name"], read["entities"][-1]["value"]) == ("explain_test", "emg")
    assert follow_ups.read(needles, told("mri")) == needles


def letter(text: str, *parts: tuple[str, str, tuple[str, ...]]) -> dict[str, Any]:
    """A message of parts: the text of each, its intent, what it names."""
    segments = [
        {
            "text": part,
            "start": text.index(part),
            "end": text.index(part) + len(part),
            "intent": {"name": intent, "confidence": 0.9},
            "mentions": list(named),
        }
        for part, intent, named in parts
    ]
    return message(text, parts[-1][1]) | {"segments": segments}


HOME, BUS = "Can I do it at home?", "The bus goes on Tuesdays only."
DISC, WHAT = "A slipped disc, you say.", "And what is that?"


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (letter(f"{HOME} {BUS}", (HOME, "admin", ()), (BUS, "admin", ())), HOME),
        (letter(f"{DISC} {WHAT}", (DISC, "inform", ("x",)), (WHAT, "what_means", ())), None),
        (letter(BUS, (BUS, "admin", ())), None),
        (letter(HOME, (HOME, "admin", ())), None),
    ],
)
def test_the_question_of_a_letter_is_cut_out_where_it_points_back(
    follow_ups: FollowUps, said: dict[str, Any], question: str | None
) -> None:
    assert follow_ups.question_in(said, told("therapeutic_exercise")) == question
    assert follow_ups.question_in(said, Before({})) is None, "nothing was spoken of"


def test_a_letter_is_read_by_its_question_and_keeps_what_it_tells(follow_ups: FollowUps) -> None:
    pain = {"entity": "finding", "value": "pain", "status": "present", "start": 40, "end": 44}
    said = letter(f"{HOME} My knee hurts.", (HOME, "admin", ()), ("My knee hurts.", "inform", ()))
    alone = message(HOME, "ask_self_care", asks=EXPLAIN)
    read = follow_ups.read_question(
        said | {"entities": [pain]}, alone, told("therapeutic_exercise")
    )
    assert (read["intent"]["name"], read["handling"]) == ("explain_treatment", "in_scope")
    assert [one["value"] for one in read["entities"]] == ["pain", "therapeutic_exercise"]
    assert read["entities"][0]["status"] == "present"


EXPLAINED = Before(
    message("what's a CT?", "explain_test", mentions=("ct",)), "ct", explained=("mri", "ct")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so what's the difference between the two?", ["mri", "ct"]),
        ("the former sounds right", ["mri"]),
        ("sorry, too quick, once more", ["ct"]),
        ("and does it take long?", ["ct"]),
    ],
)
def test_one_of_two_that_were_explained_or_both(
    follow_ups: FollowUps, text: str, expected: list[str]
) -> None:
    read = follow_ups.read(message(text, "ask_overview", asks=EXPLAIN), EXPLAINED)
    assert [one["value"] for one in read["entities"]] == expected


def test_a_choice_among_a_list_is_asked_though_one_of_it_was_named(follow_ups: FollowUps) -> None:
    before = Before(
        message("which doctor first?", "ask_specialists"), "therapist", listed=("therapist", "x")
    )
    said = message("and who could come next?", "ask_overview", asks=LIST, sure=0.97)
    assert follow_ups.read(said, before)["intent"]["name"] == "ask_specialists"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("the first", "surgery"),
        ("Number two please", "massage"),
        ("the last", "medication"),
        ("nine", None),
        ("two weeks", None),
    ],
)
def test_a_place_in_the_list_just_given_is_enough(
    follow_ups: FollowUps, text: str, item: str | None
) -> None:
    read = follow_ups.read(message(text, "inform"), LISTED)
    assert next((one["value"] for one in read["entities"]), None) == item


@pytest.mark.parametrize("text", ["the last", "and the last one", "what does the ninth one do"])
def test_a_list_that_does_not_reach_so_far_breaks_nothing(follow_ups: FollowUps, text: str) -> None:
    before = Before(message("what can be done?", "ask_treatments"), listed=())
    assert follow_ups.read(message(text, "inform"), before)["entities"] == []


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("what does the second one do?", "massage"),
        ("and the last one", "medication"),
        ("the first one, does it hurt", "surgery"),
    ],
)
def test_a_place_in_the_list_is_enough_whatever_is_asked_of_it(
    follow_ups: FollowUps, text: str, item: str
) -> None:
    read = follow_ups.read(message(text, "ask_overview", asks=EXPLAIN), LISTED)
    assert [one["value"] for one in read["entities"]] == [item]


def test_a_list_is_given_once_more(follow_ups: FollowUps) -> None:
    read = follow_ups.read(message("all of those again please, once more", "smalltalk"), LISTED)
    assert (read["intent"]["name"], read["entities"]) == ("ask_treatments", [])


@pytest.mark.parametrize(
    ("since", "sure", "item"),
    [(1, 0.55, "ct"), (2, 0.55, None), (2, 0.9, "ct"), (3, 0.99, None)],
)
def test_with_a_message_between_it_must_be_surer_and_later_it_is_forgotten(
    follow_ups: FollowUps, since: int, sure: float, item: str | None
) -> None:
    between = message("I drive a bus", "inform")
    before = Before(between, "ct", explained=("ct",), since=since)
    read = follow_ups.read(
        message("is the radiation bad?", "ask_urgency", asks=EXPLAIN, sure=sure), before
    )
    assert next((one["value"] for one in read["entities"]), None) == item


@pytest.mark.parametrize(
    ("chance", "sure", "kept"), [(0.4, 0.95, 0), (0.4, 0.8, 1), (0.6, 0.95, 1)]
)
def test_an_unlikely_alarm_in_a_sure_question_about_the_thing_is_none(
    follow_ups: FollowUps, chance: float, sure: float, kept: int
) -> None:
    alarm = ALARM | {"chance": chance}
    said = message("how risky, compared with living on?", "x", alarm, asks=EXPLAIN, sure=sure)
    read = follow_ups.read(said, told("surgery"))
    assert sum(one["entity"] == "red_flag" for one in read["entities"]) == kept


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"ask_tests": 0.5, EXPLAIN: 0.3, OWN: 0.2}, "ask_tests"),
        ({"ask_tests": 0.26, "ask_prognosis": 0.24, EXPLAIN: 0.2, OWN: 0.3}, "explain_disease"),
        ({"ask_prepare": 0.9, OWN: 0.1}, "explain_disease"),
        ({OWN: 0.8, EXPLAIN: 0.2}, "x"),
    ],
)
def test_what_is_likely_and_fits_the_thing_is_asked_else_what_it_is(
    follow_ups: FollowUps, shares: dict[str, float], expected: str
) -> None:
    said = message("would a person notice early?", "x") | {
        FOLLOW_UP: dict.fromkeys(CONTEXTS, shares)
    }
    assert follow_ups.read(said, told("spondylosis"))["intent"]["name"] == expected


ALARM = {"entity": "red_flag", "value": "stroke", "status": "present"}
EMG = {"entity": "topic", "value": "emg", "kind": "test", "start": 7, "end": 10}
SURGEON = {"entity": "topic", "value": "orthopedic_surgeon", "kind": "specialist"}
LEFT_ALONE = [
    # a question with a name of its own, an alarm, an answer, a word to the assistant, a mere guess
    (told("mri"), message("and an EMG?", "explain_test", EMG, mentions=("emg",), asks=EXPLAIN)),
    (told("mri"), message("is it loud? my face droops", "explain_test", ALARM, asks=EXPLAIN)),
    (
        Before(message("mri", "inform", mentions=("mri",)), open_question="duration"),
        message("as long as it takes, since May", "inform", asks=EXPLAIN),
    ),
    (told("mri"), message("can I talk to somebody?", "human", asks=EXPLAIN)),
    (told("mri"), message("is it safe?", "ask_urgency", asks=EXPLAIN, sure=0.02)),
    (told("mri"), message("I have had it before", "inform", asks=EXPLAIN, sure=0.5)),
    (
        told("mri"),
        message(
            "and the surgeon one, for bones?",
            "explain_specialist",
            SURGEON | {"confidence_entity": 0.9},
            asks=EXPLAIN,
            sure=0.5,
        ),
    ),
    (
        told("mri"),
        message("is it bad? since Monday", "ask_urgency", {"entity": "duration", "value": 6.0}),
    ),
    (told("mri"), message("which illnesses may hide behind a trembling back?", "ask_diseases")),
    (told("mri"), message("why do you ask that?", "why_asked")),
    (told("mri"), message("это больно?", "non_english")),
    (
        told("acupuncture"),
        message("please send the invoice about my visit, the first one never came", "admin"),
    ),
    (told("mri"), message("???", "stop")),
    (told("surgery"), message("what if I do nothing", "ask_prognosis")),
    (told(), message("and does that hurt?", "ask_overview", asks=EXPLAIN)),
    (Before({}), message("what is that?", "ask_overview", asks=EXPLAIN)),
    (told("kinetic"), message("what causes it?", "ask_causes")),
    (told("therapeutic_exercise"), message("what illnesses can it be", "ask_diseases")),
    (
        Before(message("mri", "inform", mentions=("mri",)), open_question="safety"),
        message("what does that mean?", "what_means"),
    ),
]


@pytest.mark.parametrize(("before", "said"), LEFT_ALONE)
def test_other_questions_stay_what_they_are(
    follow_ups: FollowUps, before: Before, said: dict[str, Any]
) -> None:
    assert follow_ups.read(said, before) == said


def surely(said: dict[str, Any], confidence: float = 0.95) -> dict[str, Any]:
    return said | {"intent": {"name": said["intent"]["name"], "confidence": confidence}}


OF_ITS_OWN = [
    "a lumbar tremor, what actually is it",
    "are there different kinds of this shaking?",
]


@pytest.mark.parametrize("text", OF_ITS_OWN)
def test_what_names_the_trembling_itself_is_about_that(follow_ups: FollowUps, text: str) -> None:
    said = surely(message(text, "ask_types", asks=EXPLAIN))
    assert follow_ups.read(said, told("myositis")) == said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("what will they put a person through for a shaking back", True),
        ("my lower back quivers, whose door do I knock on for it", True),
        ("can it make the lower back shake like this", False),
        ("what do they do about the pain", False),
    ],
)
def test_what_names_the_trembling_before_it_points_asks_hardly_of_the_thing(
    follow_ups: FollowUps, text: str, kept: bool
) -> None:
    said = message(text, "ask_overview", asks=EXPLAIN, sure=0.85)
    assert (follow_ups.read(said, told("myositis")) == said) == kept


@pytest.mark.parametrize(("sure", "kept"), [(0.9, True), (0.97, False)])
def test_another_matter_is_asked_of_the_thing_only_if_that_is_very_sure(
    follow_ups: FollowUps, sure: float, kept: bool
) -> None:
    hiccups = surely(message("what about hiccups?", "other_medical", asks=EXPLAIN, sure=sure))
    assert (follow_ups.read(hiccups, told("mri")) == hiccups) is kept


@pytest.mark.parametrize(("text", "kept"), [("blorf anik tesh umma", True), ("tx?", False)])
def test_mash_of_many_words_asks_nothing_of_the_thing(
    follow_ups: FollowUps, text: str, kept: bool
) -> None:
    said = message(text, "gibberish", asks=EXPLAIN, sure=0.8)
    assert (follow_ups.read(said, told("acupuncture")) == said) == kept


def test_advice_that_points_to_nothing_is_no_question_about_the_thing(
    follow_ups: FollowUps,
) -> None:
    row = {"entity": "topic", "value": "when_same_day", "kind": "expert_advice"}
    asked = "in which cases should I see somebody the very same day?"
    said = surely(message(asked, "ask_urgency", row, asks="ask_urgency"))
    assert follow_ups.read(said, told("heredity")) == said
    of_it = surely(message("and is it dangerous?", "ask_urgency", row, asks="ask_urgency"))
    assert follow_ups.read(of_it, told("heredity")) != of_it


def test_how_soon_is_asked_of_a_person_and_not_of_a_test(follow_ups: FollowUps) -> None:
    said = surely(message("how soon should I be seen?", "ask_urgency", asks="ask_urgency"))
    assert follow_ups.read(said, told("mri")) == said
    read = follow_ups.read(said, told("radiculitis"))
    assert [one["value"] for one in read["entities"]] == ["radiculitis"]


def test_prevention_is_asked_of_the_thing_with_the_advice_beside_it(follow_ups: FollowUps) -> None:
    said = message("how do I keep it from coming back?", "smalltalk", asks="ask_expert_advice")
    read = follow_ups.read(said, told("muscle_strain"))
    assert read["intent"]["name"] == "ask_expert_advice"
    assert [one["value"] for one in read["entities"]] == ["muscle_strain", "prevention"]


def test_a_letter_that_surely_stands_by_itself_is_not_read_by_its_last_words(
    follow_ups: FollowUps,
) -> None:
    text = "I need all diseases behind a tremor of the back. Which ones are they?"
    letter = message(text, "ask_diseases")
    question = message("Which ones are they?", "nlu_fallback", asks=EXPLAIN)
    before = Before(message("heredity?", "explain_cause", mentions=("heredity",)), "heredity")
    assert follow_ups.read_question(letter, question, before) == letter


def test_who_does_a_massage_is_no_list_to_choose_from(follow_ups: FollowUps) -> None:
    """The list of long ago stays known ("the second one?"), but is not what was just said."""
    massage = {"entity": "topic", "value": "massage", "kind": "treatment"}
    asked = message("who does a massage?", "ask_specialists", massage, mentions=("massage",))
    before = Before(asked, "massage", listed=("therapist", "rheumatologist"))
    read = follow_ups.read(message("what would it do for me?", "x", asks=EXPLAIN), before)
    assert [one["value"] for one in read["entities"]] == ["massage"]
