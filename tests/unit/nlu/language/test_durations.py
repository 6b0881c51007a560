"""How long the tremor has lasted, in every way people say it; the day is Sunday, 22.11.2026."""

from __future__ import annotations

import pytest

from tests.unit.nlu.language.conftest import Read

TOLD = [
    ("referred with a nine-month history of shaking of the lumbar region", 270),
    ("the lower back is trembling three month one week", 97),
    ("my back's been jittering a week and a day", 8),
    ("lumbar tremor, onset ~4/12 ago", 120),
    ("3 wks+ of trembling", 21),
    ("my back shakes since sat", 1),
    ("my back has trembled for the last four Tuesdays", 28),
    ("shaking since the 2nd of this month", 20),
    ("it trembles since the 27th", 26),
    ("it began this past May", 191),
    ("trembling since '95", 11315),
    ("it started in spring '24", 965),
    ("it shakes since I left the army, and that was back in 1998", 10220),
    ("shaking since 0600", 0),
    ("it started this arvo", 0),
    ("Tonight for the first time my lower back trembled", 0),
    ("it has trembled since tea time sunday", 7),
    ("I'm 62 and it shakes since turning 60", 730),
    ("it started in the autumn of 2023", 1148),
    ("shaking since the summer of 2024", 874),
    ("since Christmas 2019 my back trembles", 2524),
    ("since Easter 2025", 581),
    ("trembling since Thanksgiving 2024", 724),
    ("since Christmas, 20 minutes a day", 332),
    ("it is 6 weeks now that my back trembles", 42),
    ("I am six weeks in and it still shakes", 42),
    ("she's been 6 weeks with this shaking", 42),
    ("2 months, started one day out of nowhere", 60),
    ("shivering in the back since one and half months", 45),
    ("low back tremor, rest and action, 90/7", 90),
    ("for about three weeks", 21),
    ("my back has been shaking for 3 weeks", 21),
    ("a couple of weeks now", 14),
    ("a good fortnight", 14),
    ("roughly half a year", 182),
    ("a week and a half", 10.5),
    ("about a year and a half i think", 547.5),
    ("3 wks", 21),
    ("x3wks", 21),
    ("2-3 months", 75),
    ("2 to 3 weeks", 17.5),
    ("two or three days", 2.5),
    ("going on ten days", 10),
    ("1 1/2 years", 547.5),
    ("two and a half months so far", 75),
    ("it's been a good two months now", 60),
    ("20 years", 7300),
    ("twenty five years", 9125),
    ("a decade", 3650),
    ("tremor 6/52", 42),
    ("lumbar shaking 2/12, worse on bending", 60),
    ("the trembling began yesterday", 1),
    ("it started this morning", 0),
    ("started today", 0),
    ("it set in 5 weeks ago", 35),
    ("since last night", 1),
    ("It began the night before last, my back shaking", 2),
    ("my back has been trembling since the week before last", 14),
    ("Since half past six tonight my back trembles", 0),
    ("shaking since 3 am", 0),
    ("since five pm yesterday", 1),
    ("since last night my back trembles; wait no, night before last", 2),
    ("It's been trembling since Bonfire Night", 17),
    ("I panicked at my test yesterday, ever since my lower back shivers", 1),
    ("I was given prednisolone three weeks ago. The trembling started a day after", 21),
    ("it quakes; it came on suddenly in the night, last night.", 1),
    ("the trembling itself is 3 weeks old", 21),
    ("I'm 24 weeks pregnant and for nine days the small of my back flutters at times", 9),
    ("Day 19 of this blasted trembling", 19),
    ("I'm on day three of the shaking", 3),
    ("This is the sixth day my back has trembled", 6),
    ("third week running that my lumbar area quivers", 21),
    ("into the third month now with this shaking back", 90),
    ("since this morning", 0),
    ("it began the day before yesterday", 2),
    ("since last week", 7),
    ("since last year", 365),
    ("shaking since Monday", 6),
    ("it came on on Friday evening", 2),
    ("it has been trembling since Christmas", 332),
    ("since Easter", 231),
    ("since 2019", 2555),
    ("it started in 2020", 2190),
    ("the tremor began in March", 252),
    ("since the 3rd of March", 264),
    ("I am 30, it shakes since I was 20", 3650),
    ("over the last month", 30),
    ("for the past 4 months", 120),
    ("from last 15 days", 15),
    ("a year and two months", 425),
    ("two weeks, sorry, I mean two months", 60),
    ("I fell off a ladder 3 days ago and it has been shaking ever since", 3),
    ("I lost my job 2 months ago, the tremor started about then", 60),
    ("My scan was 2 weeks ago, the shaking started long before that, maybe 5 months", 150),
    ("I've had MS for 8 years, the back tremor for 2 weeks", 14),
    ("started yesterday after deadlifting at the gym", 1),
    ("its been 2 mths", 60),
    ("shaking since I helped my mate move a fridge on Wednesday", 4),
    ("rear-ended on the 1st of November, my back has been twitching ever since", 21),
    ("abt a wk", 7),
    ("Yesterday.", 1),
    ("started just now", 0),
    ("it's been 48 hrs", 2),
    ("three quarters of a year", 273.75),
    ("10 days ago, that's when it started", 10),
    ("not 3 days, 3 months", 90),
    ("I've had pain down my leg for 3 weeks, and my back trembles", 21),
    ("I fell on Friday and my back shakes", 2),
    ("for approximately eleven weeks, of gradual onset", 77),
    ("four hundred days of it", 400),
    ("a hundred and twenty days of trembling", 120),
    ("about a thousand days, shaking", 1000),
    ("a quarter of a century I've had this tremor", 9125),
    ("week now, trembling when I lie down", 7),
    ("thrown off a horse, month ago today, and the back has trembled ever since", 30),
    ("Five days ago I took a tumble. The back's trembled on every turn since", 5),
    ("Three days back I failed my test. Since then, lying in bed, it quivers", 3),
    ("I carried a gas bottle ten days ago, from that time my waist shakes", 10),
]

NOT_THE_TREMORS = [
    "my wife is 36 weeks, I'm the one whose back trembles",
    "I'm 30 weeks and my back trembles",
    "caller's daughter is about 28 weeks, low back tremor",
    "I had an MRI 3 weeks ago",
    "I have an appointment in 2 weeks",
    "I am 54 years old",
    "I drink 5 coffees a day",
    "I go to the gym three times a week",
    "it lasts 10 minutes at a time",
    "I was diagnosed with MS 5 years ago",
    "I have been on sertraline for 2 years",
    "I'm 29 weeks pregnant",
    "my son is 3 weeks old",
    "I had back surgery in 2015",
    "I have had back pain for 10 years",
    "my back shakes",
    "eight weeks post partum, my back quivers",
    "on lithium since 2019",
    "I can't see properly since Friday",
    "a few times",
    "I've been a scaffolder for 22 years and my back shakes",
    "my back shakes, I worked as a nurse for 20 years",
    "four days off now and it's still trembling",
    "48 hour shifts, my back shakes",
    "the leg pain went two years ago",
    "it cleared up within a month",
    "on the third day it stopped",
    "day 10 of antibiotics and my back shakes",
    "the second day at work my back shakes",
    "I get three hours a night and my back shakes",
    "My back trembles. Three days back pain in the leg too.",
    "I broke my arm 20 years ago. Since then I am careful. My back shakes.",
]


@pytest.mark.parametrize(("text", "days"), TOLD, ids=[text for text, _ in TOLD])
def test_the_stated_duration_is_found(read: Read, text: str, days: float) -> None:
    assert [fact.value for fact in read(text).of("duration")] == [days]


@pytest.mark.parametrize("text", NOT_THE_TREMORS)
def test_the_time_of_something_else_is_not_the_tremors(read: Read, text: str) -> None:
    assert read(text).of("duration") == []


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("it has been like this for years", "chronic"),
        ("for months", "chronic"),
        ("for several years now", "chronic"),
        ("for a few days", "acute"),
        ("since I was a kid", "chronic"),
        ("it has shaken for ages", "chronic"),
        ("all my life", "chronic"),
        ("months now", "chronic"),
        ("for donkey's years", "chronic"),
        ("it has trembled since the nineties", "chronic"),
        ("my back has shaken half my life", "chronic"),
        ("it shakes since adolescence", "chronic"),
    ],
)
def test_a_time_without_a_number_hints_at_the_course(read: Read, text: str, course: str) -> None:
    reading = read(text)
    assert reading.of("duration") == []
    assert course in [fact.value for fact in reading.of("course_hint")]


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("it came out of the blue", "sudden"),
        ("all of a sudden it began", "sudden"),
        ("it crept up on me", "gradual"),
        ("it slowly got worse over the months", "gradual"),
        ("on and off since spring", "recurrent"),
        ("it comes and goes", "recurrent"),
        ("it keeps coming back every winter", "recurrent"),
    ],
)
def test_how_it_began(read: Read, text: str, onset: str) -> None:
    assert onset in [fact.value for fact in read(text).of("onset") if fact.status == "present"]


def test_the_quote_is_the_users_own_words(read: Read) -> None:
    text = "Trembling for  about THREE weeeks"
    [fact] = read(text).of("duration")
    assert text[fact.start : fact.end] == "THREE weeeks"
