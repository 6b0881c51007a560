"""How lines of the transcript look in a chat."""

from __future__ import annotations

import pytest

from bot.settings import ClinicSettings
from bot.store.records import Message
from bot.telegram.render import Renderer, rows_of
from bot.telegram.words import Words
from bot.texts import load_texts

TEXTS = load_texts(ClinicSettings.model_validate({"clinic_name": "Hill <Clinic>", "country": "GB"}))
WORDS = Words(TEXTS, 30)
RENDERER = Renderer(WORDS)


def line(role: str, **body: object) -> Message:
    return Message(5, role, None, dict(body), 0.0)


def test_an_agents_words_arrive_with_their_name_and_are_no_markup() -> None:
    (send,) = RENDERER.line(line("agent", name="Amira <3", text="**Good** <b>morning</b>"))
    assert send.body["text"] == "<b>Amira &lt;3</b>\n**Good** &lt;b&gt;morning&lt;/b&gt;"
    assert (send.body["agent"], send.seq) == (True, 5)


def test_the_buttons_stand_below_the_last_part() -> None:
    buttons = [{"title": "Yes", "payload": "/affirm"}]
    sends = RENDERER.line(
        line("bot", kind="question", text="long. " * 1000, buttons=buttons, question_id="age")
    )
    assert len(sends) == 2
    assert not sends[0].buttons
    assert sends[1].buttons == ((("Yes", "/affirm"),),)
    assert sends[1].question_id == "age"


def test_an_emergency_is_urgent_and_a_question_is_not() -> None:
    (send,) = RENDERER.line(line("bot", kind="emergency", text="**Call 999 now.**"))
    assert send.urgent
    (send,) = RENDERER.line(line("bot", kind="question", text="Since when?"))
    assert not send.urgent


def test_sources_are_named_and_escaped() -> None:
    (send,) = RENDERER.line(line("bot", text="So.", sources=[{"id": "a", "title": "A & B"}]))
    assert send.body["text"] == "So.\n\nWhere this is from: A &amp; B"


@pytest.mark.parametrize("role", ["user", "note"])
def test_other_lines_are_not_shown(role: str) -> None:
    assert RENDERER.line(line(role, text="my own words")) == ()


def test_who_joins_is_named() -> None:
    (send,) = RENDERER.line(line("system", event="agent_joined", name="Amira"))
    assert send.body["text"].startswith("Amira has joined")
    assert RENDERER.line(line("system", event="something_else")) == ()


def test_the_chosen_answer_is_shown_in_place_unless_the_text_is_gone() -> None:
    send = RENDERER.choice(7, "<b>Since</b> when?", "A <week>")
    expected = "<b>Since</b> when?\n\n<b>✓ A &lt;week&gt;</b>"
    assert send.body == {"message_id": 7, "text": expected}
    assert RENDERER.choice(7, "", "A week").body == {"message_id": 7}
    assert RENDERER.choice(7, "x" * 4090, "A week").body == {"message_id": 7}


def test_short_answers_stand_beside_one_another() -> None:
    titles = ["Yes", "No", "Not sure", "Why do you ask?", "Trouble passing or holding urine"]
    rows = rows_of([(title, "/x") for title in titles])
    assert [[title for title, _ in row] for row in rows] == [
        ["Yes", "No", "Not sure"],
        ["Why do you ask?"],
        ["Trouble passing or holding urine"],
    ]


KEYS = sorted(WORDS._words["says"])
FACTS = {"titles": "T", "title": "T", "name": "N"}


@pytest.mark.parametrize("key", KEYS)
def test_every_sentence_of_the_channel_is_filled_in(key: str) -> None:
    assert "{" not in WORDS.say(key, **FACTS)


@pytest.mark.parametrize("key", [key for key in KEYS if key.startswith("tap_")])
def test_words_in_a_box_are_short_enough_for_telegram(key: str) -> None:
    assert len(WORDS.say(key)) <= 200


def test_the_menu_and_the_page_keep_to_telegrams_limits() -> None:
    for name, what in WORDS.commands().items():
        assert name.isalpha()
        assert name.islower()
        assert 3 <= len(what) <= 256
    assert len(WORDS.about("description")) <= 512
    assert len(WORDS.about("short")) <= 120
    assert "999" in WORDS.about("description")


@pytest.mark.parametrize(
    ("kind", "offered", "payloads"),
    [
        ("summary", [], ["/summary"]),
        ("summary", [{"title": "Summary for the doctor", "payload": "/summary"}], ["/summary"]),
        ("answer", [], []),
    ],
)
def test_what_sums_up_can_be_had_as_a_document_once(
    kind: str, offered: list[dict[str, str]], payloads: list[str]
) -> None:
    (send,) = RENDERER.line(line("bot", text="In short: …", kind=kind, buttons=offered))
    assert [payload for row in send.buttons for _, payload in row] == payloads
