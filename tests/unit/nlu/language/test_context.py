"""Denials and what ends them, symptoms with "can't", doubts, fears, questions, the past, others."""

from __future__ import annotations

import pytest

from tests.unit.nlu.language.conftest import Read

CASES = [
    # text, present, absent
    ("no numbness, weakness or fever", "", "numbness weakness fever"),
    ("no pain, numbness in my left foot", "numbness", "pain"),
    ("no numbness but my legs hurt", "leg_pain", "numbness"),
    ("no pain just numbness", "numbness", "pain"),
    ("no fever no chills no weight loss just stiffness", "stiffness", "fever weight_loss"),
    ("apart from stiffness no pain", "stiffness", "pain"),
    ("I have no other symptoms apart from stiffness", "stiffness", ""),
    ("no numbness my back just hurts", "pain", "numbness"),
    ("no longer any numbness", "", "numbness"),
    ("numbness: no, weakness: no, fever: yes", "fever", "numbness weakness"),
    ("Any numbness? Nope.", "", "numbness"),
    ("fever nil, numbness -ve", "", "fever numbness"),
    ("nope all normal downstairs", "", "bladder_bowel saddle_numbness"),
    ("bladder and bowels are fine", "", "bladder_bowel"),
    ("I can pee fine and my legs are strong", "", "bladder_bowel weakness"),
    ("My balance, sight and speech are all fine", "", "balance vision speech"),
    ("bladder, bowels, power and sensation NAD", "", "bladder_bowel weakness numbness"),
    ("no fever; night sweats I do have, though", "sweating", "fever"),
    ("numbness I do not have", "", "numbness"),
    ("painless", "", "pain"),
    ("it is not painless", "pain", ""),
    ("not without pain", "pain", ""),
    ("I don't have no pain", "", "pain"),
    ("I sleep well", "", "sleep_loss"),
    ("I don't sleep well", "sleep_loss", ""),
    ("I can't feel my foot", "numbness", ""),
    ("I can't pee", "bladder_bowel", ""),
    ("no strength in my right leg", "weakness", ""),
    ("no feeling in my left foot", "numbness", ""),
    ("I have no control over my bladder", "bladder_bowel", ""),
    ("I can't feel any pain", "", "pain"),
    ("not only pain but numbness too", "pain numbness", ""),
    ("no wonder I have pain", "pain", ""),
    ("no pain until yesterday", "pain", ""),
    ("no pain except when I bend", "pain", ""),
    ("Neither my legs nor my arms are weak", "", "weakness"),
    ("I don't have any pain, apart from a bit of stiffness", "stiffness", "pain"),
    ("no no fever now", "", "fever"),
    ("no known injury", "", "trauma"),
    ("never had any trouble with my thyroid", "", "thyroid"),
    ("there's nothing wrong with my kidneys", "", "kidney"),
    ("my doctor ruled out a slipped disc and arthritis", "", "hernia arthritis"),
    ("they ruled out MS and a prolapsed disc", "", "ms hernia"),
    ("osteochondrosis confirmed by MRI, hernia not found", "osteochondrosis", "hernia"),
    ("the lads say slipped disc but never had one", "", "hernia"),
    ("bloods cleared the thyroid and the diabetes", "", "thyroid diabetes"),
    ("the scan ruled out a hernia and I have pain", "pain", "hernia"),
    ("no numbness and a dull ache", "pain", "numbness"),
    ("bladder? fine. sleep? terrible.", "sleep_loss", "bladder_bowel"),
    ("I've got full feeling between my legs", "", "saddle_numbness"),
    ("do my hands shake? I honestly don't know", "", ""),
    ("can't say for sure if it's numb", "", ""),
    ("had a spell of stiffness when I did night shifts five years back, all gone", "", ""),
    ("my toes were numb for a week in 2011, fine ever since", "", ""),
    ("had anxiety at university, over it for decades", "", ""),
    ("my left foot has gone tingly", "numbness", ""),
    ("I used to drink years ago, gave it up in 2009", "", ""),
    ("my back trembles at rest, and my right hand too", "hand_tremor", ""),
    ("lost 6 kilos without dieting", "weight_loss", ""),
    ("I don't drink alcohol and take no medication", "", "alcohol medication"),
    ("I take no pills except ibuprofen", "medication", ""),
    ("no problems with bladder, no problems down there", "", "bladder_bowel saddle_numbness"),
    ("could stress cause this?", "", ""),
    ("is numbness dangerous?", "", ""),
    ("I'm afraid it could be cancer", "", ""),
    ("when should I go to A&E if I get weakness in my legs?", "", ""),
    ("why is my leg numb?", "numbness", ""),
    ("is it normal that my leg is numb?", "numbness", ""),
    ("I had a fever last week but it is gone now", "", ""),
    ("my mother's lower back trembles and she has numbness in her feet", "numbness", ""),
    ("my dog's legs shake", "", ""),
    ("my father had Parkinson's and my hands shake", "hand_tremor", ""),
    ("my gran had essential tremor", "family_tremor", ""),
    ("my wife says my leg is weak", "weakness", ""),
    ("caller reports husband w/ lower back tremor, denies numbness", "", "numbness"),
    ("he doesn't touch coffee, tea or cola", "", "caffeine"),
    ("I stay off the booze", "", "alcohol"),
    ("I've yet to feel any pain", "", "pain"),
    ("I haven't had more than three hours a night", "sleep_loss", ""),
    ("my weight hasn't budged", "", "weight_loss"),
    ("my hands have joined in", "hand_tremor", ""),
    ("my hands aren't involved", "", "hand_tremor"),
    ("on steroid tablets for two years", "medication steroids", ""),
    ("my fever broke two days ago", "", ""),
    ("the tingling went once I changed my chair", "", ""),
    ("It was stiff as well, up to Wednesday, not since", "", ""),
    ("Pain for the first three days, none since", "", ""),
    ("the cramps have eased off completely", "", ""),
    ("the cramps have eased off a bit", "spasm", ""),
    ("my numb toes came back to life weeks ago", "", ""),
    ("the pins and needles stopped last week", "", ""),
    ("had pain in my leg but it went numb", "leg_pain numbness", ""),
    ("she has been stressed at work but not lately", "", ""),
    ("I ached for two days, then it wore off", "", ""),
    ("leg pain: gone since Easter", "", ""),
    ("leg pain has gone to my foot since Easter", "leg_pain", ""),
    ("stress: can't tell", "", ""),
    ("the thyroid report is awaited", "", ""),
    ("diagnosed with MS in 2019", "ms", ""),
    ("Parkinson's confirmed in 2023", "parkinson", ""),
    ("his balance isn't what it was", "balance", ""),
    ("teetotal, non diabetic", "", "alcohol diabetes"),
    ("Whether she has cramps I couldn't get out of her", "", ""),
    ("Roofer. Humped slates up for ten days", "exertion", ""),
    ("if I took up drinking coffee, would it get worse?", "", ""),
    ("next door's lad has epilepsy, and I twitch", "", ""),
]


@pytest.mark.parametrize(("text", "present", "absent"), CASES, ids=[text for text, *_ in CASES])
def test_present_and_absent(read: Read, text: str, present: str, absent: str) -> None:
    reading = read(text)
    assert reading.findings("present") == set(present.split())
    assert reading.findings("absent") == set(absent.split())


@pytest.mark.parametrize(
    ("text", "kind", "relation", "pronoun"),
    [
        ("my son says he shakes in the lower back when he sits at school", "relative", "son", "he"),
        ("my daughter told me her lower back trembles at night", "relative", "daughter", "she"),
        ("My mother's back trembles", "relative", "mother", "she"),
        ("I'm writing for my husband, his lower back shakes", "relative", "husband", "he"),
        ("caller's husband has a tremor in the lower back", "relative", "husband", "he"),
        ("pt c/o lumbar tremor", "agent", "", ""),
    ],
)
def test_for_whom_it_is_written(
    read: Read, text: str, kind: str, relation: str, pronoun: str
) -> None:
    [fact] = read(text).of("person")
    assert (fact.value, fact.relation, fact.pronoun) == (kind, relation, pronoun)


@pytest.mark.parametrize(
    "text",
    [
        "my back shakes",
        "my father had Parkinson's. My back shakes",
        "my wife says my lower back trembles",
        "my son told me that my back shakes",
    ],
)
def test_the_writer_is_the_patient_otherwise(read: Read, text: str) -> None:
    assert read(text).of("person") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I'm 54", 54),
        ("57yo F with tremor", 57),
        ("45F c/o shaking", 45),
        ("I am a 62 year old man", 62),
        ("my husband (71) has a trembling back", None),
        ("I'm 20 weeks pregnant", None),
        ("My mother's back trembles, she is 80", 80),
    ],
)
def test_age(read: Read, text: str, age: int | None) -> None:
    assert [fact.value for fact in read(text).of("age")] == ([age] if age else [])


@pytest.mark.parametrize(
    ("text", "finding", "status"),
    [
        ("pt 29M: tremor LB @ rest, 10/7. ?stress. Nil meds.", "stress", "unknown"),
        ("?numbness in foot, pain ++", "numbness", "unknown"),
        ("?numbness in foot, pain ++", "pain", "present"),
        ("is it stress?anxiety?", "anxiety", "present"),  # two questions, no note
        ("stiff, yes. sore, no.", "stiffness", "present"),
        ("stiff, yes. sore, no.", "pain", "absent"),
        ("weak, no pain", "weakness", "present"),
        ("leg: bit crampy. coffee: never touch it", "caffeine", "absent"),
    ],
)
def test_notes_query_and_answer_in_a_word(read: Read, text: str, finding: str, status: str) -> None:
    assert [fact.status for fact in read(text).of("finding") if fact.value == finding] == [status]
