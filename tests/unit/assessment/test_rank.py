"""Typical stories of each condition, and what must speak for and against it."""

from __future__ import annotations

import pytest

from assessment.assess import assess
from assessment.rank import rank
from assessment.results import Candidate

from tests.unit.assessment.builders import clinical_model, told

# (story, what was told, the conditions one of which must come first, all that must be in the top 3)
STORIES = [
    ("bent and felt a shot down the leg", "exertion onset:sudden pain leg_pain activation:kinetic duration=5 age=38", "intervertebral_hernia", "intervertebral_hernia radiculitis"),
    ("leg pain, numb foot, weak ankle for weeks", "leg_pain numbness weakness duration=28 activation:kinetic", "intervertebral_hernia radiculitis", "intervertebral_hernia radiculitis"),
    ("known slipped disc acts up", "hernia pain leg_pain activation:kinetic duration=20", "intervertebral_hernia", "intervertebral_hernia"),
    ("sciatica, burning and tingling in one leg", "leg_pain numbness pain spasm duration=40", "radiculitis", "radiculitis intervertebral_hernia"),
    ("known radiculitis", "radiculitis leg_pain duration=200 activation:kinetic", "radiculitis", "radiculitis"),
    ("desk worker, stiff and sore for years", "pain stiffness limited_mobility posture duration=700 activation:kinetic age=48 onset:gradual", "osteochondrosis", "osteochondrosis"),
    ("known osteochondrosis", "osteochondrosis pain stiffness duration=400 activation:kinetic", "osteochondrosis", "osteochondrosis"),
    ("retired, stiff back, slowly worse", "age=67 stiffness pain limited_mobility onset:gradual duration=900 activation:kinetic", "spondylosis", "spondylosis osteochondrosis"),
    ("known spondylosis", "spondylosis stiffness age=62 duration=1000 activation:kinetic", "spondylosis", "spondylosis"),
    ("leg pain on walking at seventy", "age=70 leg_pain stiffness activation:kinetic duration=300 limited_mobility", "spondylosis", "spondylosis"),
    ("young man, an hour of morning stiffness", "age=29 morning_stiffness night_pain pain duration=200", "inflammatory_joint_disease", "inflammatory_joint_disease joint_problem"),
    ("swollen joints and a rash", "joint_swelling rash morning_stiffness fatigue duration=60", "inflammatory_joint_disease", "inflammatory_joint_disease joint_problem"),
    ("psoriatic arthritis is known", "arthritis morning_stiffness pain duration=500", "inflammatory_joint_disease joint_problem", "inflammatory_joint_disease joint_problem"),
    ("sore stiff hips at sixty", "age=60 stiffness pain arthritis activation:kinetic duration=400", "joint_problem", "joint_problem"),
    ("shakes at rest, slow, one hand too", "age=68 activation:static slowness hand_tremor onset:gradual duration=400", "parkinson", "parkinson neurological_disorder"),
    ("known Parkinson's, back shakes at rest", "parkinson activation:static stiffness age=71 duration=700", "parkinson", "parkinson"),
    ("stiff, small steps, at rest", "activation:static slowness stiffness balance age=74", "parkinson", "parkinson neurological_disorder"),
    ("young woman, blurred sight, numb patches, unsteady", "age=31 vision numbness balance activation:kinetic onset:recurrent", "multiple_sclerosis", "multiple_sclerosis neurological_disorder"),
    ("known MS, trunk shakes on reaching", "ms activation:kinetic balance age=40 duration=300", "multiple_sclerosis", "multiple_sclerosis neurological_disorder"),
    ("numb leg, heat makes it worse", "numbness heat_intolerance fatigue balance age=35 activation:kinetic", "multiple_sclerosis", "multiple_sclerosis"),
    ("must move the legs every evening", "urge_to_move_legs activation:static sleep_loss duration=200", "restless_legs", "restless_legs"),
    ("pregnant with restless evenings", "urge_to_move_legs pregnancy activation:static leg_tremor", "restless_legs", "restless_legs"),
    ("known RLS, jerks in the back at night", "rls activation:static sleep_loss duration=800", "restless_legs", "restless_legs"),
    ("low iron, urge to move", "iron_deficiency urge_to_move_legs fatigue activation:static", "restless_legs", "restless_legs"),
    ("cannot climb stairs, sore thighs, rash on eyelids", "weakness muscle_tenderness rash fatigue duration=50", "myositis", "myositis"),
    ("weak and sore muscles on a statin", "weakness muscle_tenderness medication fatigue duration=60 activation:kinetic", "myositis", "myositis"),
    ("exam stress, flickers on the sofa", "stress sleep_loss activation:static duration=10 !pain", "nervous_tension", "nervous_tension"),
    ("panic attacks and shaking", "anxiety palpitations sweating activation:static onset:sudden duration=20", "nervous_tension", "nervous_tension"),
    ("too much coffee, too little sleep", "caffeine sleep_loss fatigue activation:static duration=7", "nervous_tension", "nervous_tension"),
    ("fell on the ice", "trauma pain onset:sudden duration=3 activation:kinetic", "lower_back_injury", "lower_back_injury"),
    ("bruise and stuck after a blow", "trauma muscle_tenderness limited_mobility duration=6", "lower_back_injury", "lower_back_injury"),
    ("after back surgery last week", "back_surgery duration=8 pain limited_mobility", "lower_back_injury", "lower_back_injury"),
    ("old injury still felt", "back_injury pain duration=900 activation:kinetic", "osteochondrosis muscle_strain lower_back_injury poor_posture", "lower_back_injury"),
    ("moved house, tired back shakes", "exertion pain activation:kinetic duration=2 muscle_tenderness", "muscle_strain", "muscle_strain"),
    ("first time dead lifting", "sports exertion activation:kinetic duration=1 muscle_tenderness", "muscle_strain sports_injury", "muscle_strain sports_injury"),
    ("tackle at football", "sports trauma pain onset:sudden duration=2", "sports_injury lower_back_injury muscle_strain", "sports_injury lower_back_injury"),
    ("hunched at the laptop all day", "posture pain activation:kinetic duration=30", "poor_posture", "poor_posture muscle_strain"),
    ("driver, back shakes upright", "posture stiffness activation:kinetic duration=50 onset:gradual", "poor_posture osteochondrosis", "poor_posture osteochondrosis"),
    ("thin, hot, racing heart", "weight_loss heat_intolerance palpitations sweating hand_tremor", "endocrine_disease", "endocrine_disease"),
    ("known thyroid, hands shake too", "thyroid hand_tremor palpitations sweating", "endocrine_disease", "endocrine_disease"),
    ("diabetic, sweaty and shaky", "diabetes sweating hand_tremor", "endocrine_disease", "endocrine_disease"),
    ("father and aunt shake", "family_tremor hand_tremor duration=2000 activation:kinetic", "heredity neurological_disorder", "heredity neurological_disorder"),
    ("shaking runs in the family", "family_tremor onset:gradual duration=900", "heredity osteochondrosis neurological_disorder", "heredity"),
    ("on pills for a mental illness", "mental_health medication activation:static", "psychiatric_disorder nervous_tension", "psychiatric_disorder nervous_tension"),
    ("known neuropathy of diabetes", "diabetes numbness balance onset:gradual duration=500 age=66", "neurological_disorder", "neurological_disorder"),
    ("epilepsy, twitching trunk", "epilepsy leg_tremor duration=300", "neurological_disorder", "neurological_disorder"),
    ("wear of the spine at sixty", "age=60 onset:gradual duration=1200 pain activation:kinetic", "osteochondrosis spondylosis", "osteochondrosis spondylosis degenerative_changes"),
]


def candidates_of(words: str) -> tuple[Candidate, ...]:
    return assess(told(*words.split()), clinical_model()).candidates


@pytest.mark.parametrize(("words", "first", "top"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES])
def test_a_typical_story_puts_its_condition_on_top(words: str, first: str, top: str) -> None:
    names = [candidate.id for candidate in candidates_of(words)]
    assert names[0] in first.split(), names[:4]
    assert set(top.split()) <= set(names[:3]), names[:4]
