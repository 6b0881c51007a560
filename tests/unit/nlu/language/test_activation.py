"""When it shakes: at rest, in action, both; only then; or not then."""

from __future__ import annotations

import pytest

from tests.unit.nlu.language.conftest import Read

WHEN = [
    ("it trembles when I bend down", {"kinetic"}),
    ("it shakes at rest", {"static"}),
    ("my back buzzes when I lie in bed", {"static"}),
    ("worse on movement", {"kinetic"}),
    ("it shakes when I stand in a queue", {"kinetic"}),
    ("when I sit without support my back trembles", {"kinetic"}),
    ("when I hold a plank it quakes", {"kinetic"}),
    ("it stops when I lie down", {"kinetic"}),
    ("the muscle won't stop twitching when I squat", {"kinetic"}),
    ("it never stops when I lie down", {"static"}),
    ("it flickers once I lean back and relax", {"static"}),
    ("always when I'm holding still in a queue", {"kinetic"}),
    ("it goes away as soon as I start walking", {"static"}),
    ("rest calms it", {"kinetic"}),
    ("it shakes all the time", {"static", "kinetic"}),
    ("whether I move or not it trembles", {"static", "kinetic"}),
    ("it trembles both at rest and when moving", {"static", "kinetic"}),
    ("the shaking isn't there at rest, only on movement", {"kinetic"}),
    ("it doesn't tremble when I'm moving, just when I sit down to relax", {"static"}),
    ("it is not there when I'm lying or sitting", {"kinetic"}),
    ("only while standing still, it stops when I walk or sit", {"kinetic"}),
    ("trembles lying down", {"static"}),
    ("bending or turning sets it off", {"kinetic"}),
    ("when I watch telly on the sofa", {"static"}),
    ("tremor, kinetic, 3 weeks", {"kinetic"}),
    ("my back shakes on the stairs", {"kinetic"}),
    ("it quivers when I'm holding the kettle", {"kinetic"}),
    ("flares up mainly hanging out the washing", {"kinetic"}),
    ("back shakes uphill", {"kinetic"}),
    ("it shakes while I play the violin", {"kinetic"}),
    ("it judders whenever I'm scrubbing the bath", {"kinetic"}),
    ("the shaking only started today, when I bend over", {"kinetic"}),
    ("my back has started to tremble on bending", {"kinetic"}),
    ("my back trembles when I turn over in bed", {"kinetic"}),
    ("It shakes when I rest. no wait, when I walk", {"kinetic"}),
    ("it trembles at rest, no, on movement", {"kinetic"}),
    ("when I bend... sorry, I meant when I lie down", {"static"}),
    ("at rest? no, when walking", {"kinetic"}),
    ("lying down. scratch that, standing up sets it off", {"kinetic"}),
    ("it shakes at rest, no wait, also when I walk", {"static", "kinetic"}),
    ("it shakes at rest, no wait, when I walk as well", {"static", "kinetic"}),
    ("it shakes at rest, well actually when I walk", {"kinetic"}),
    ("it shakes at rest, no pain, and when I walk", {"static", "kinetic"}),
    ("low back tremor. Bending.", {"kinetic"}),
    ("Moving only.", {"kinetic"}),
    ("Lying down.", {"static"}),
    ("back trembling, lying position", {"static"}),
    ("Started gradually. Shakes in bed.", {"static"}),
    ("it shakes while I'm asleep", {"static"}),
    ("no accident. it just wakes me, trembling in the small of my back", {"static"}),
    ("the back shakes when he is sitting doing nothing", {"static"}),
    ("it gets going when I laugh", {"kinetic"}),
]

NOT_ABOUT_THE_TREMOR = [
    "it hurts when I bend",
    "if I sit or walk it stops",
    "my legs want to move all the time",
    "one more step back",
    "it trembles when I'm feeling nervous",
    "it started when I lifted a box",
    "I feel hot all the time",
    "I can't bend down",
    "my back trembles",
    "will it shake when I walk?",
    "my father's hands shake at rest",
]


def _axes(read: Read, text: str) -> set[object]:
    return {fact.value for fact in read(text).of("activation") if fact.status == "present"}


@pytest.mark.parametrize(("text", "axes"), WHEN, ids=[text for text, _ in WHEN])
def test_when_it_shakes(read: Read, text: str, axes: set[str]) -> None:
    assert _axes(read, text) == axes


@pytest.mark.parametrize("text", NOT_ABOUT_THE_TREMOR)
def test_what_says_nothing_about_when_it_shakes(read: Read, text: str) -> None:
    assert _axes(read, text) == set()


@pytest.mark.parametrize(
    ("text", "axis"),
    [("it only happens when I'm resting", "static"), ("it shakes only when I bend", "kinetic")],
)
def test_only_excludes_the_other_axis(read: Read, text: str, axis: str) -> None:
    [fact] = [fact for fact in read(text).of("activation") if fact.status == "present"]
    assert (fact.value, fact.exclusive) == (axis, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my back shakes ironing", {"kinetic"}),
        ("the lower back trembles mopping", {"kinetic"}),
        ("it trembles knitting", {"static"}),
        ("it shakes causing me to stop", set()),
        ("it shakes, gardening is no problem", set()),
        ("lower back trembles at red lights", {"static"}),
        ("trembles under the duvet", {"static"}),
        ("back quivers at my desk", {"static"}),
        ("one month already, sitting mostly", {"static"}),
    ],
)
def test_scenes_of_everyday_life_tell_rest_or_movement(
    read: Read, text: str, expected: set[str]
) -> None:
    found = {fact.value for fact in read(text).of("activation") if fact.status == "present"}
    assert found == expected
