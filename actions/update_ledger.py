"""Reads every message into the ledger, before any policy decides what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from actions.answers import answer_evidence, settles
from actions.base import ClinicAction
from actions.evidence import ANOTHER_COMPLAINT, dangers_of, evidence_of, flags_kept, news_of
from actions.turn import Outcome, Speaker, Turn
from actions.wording import phrases, says
from assessment.answers import settled
from assessment.ledger import Evidence, Ledger
from assessment.levels import RANK
from assessment.results import Assessment

PATIENCE = 3  # times that one question is asked before it is left open
LONGEST_STORY = 12  # messages
LONGEST_QUOTE = 600  # characters of each
NOT_UNDERSTOOD = ("nlu_fallback", "gibberish")
# Replies that were meant as an answer but gave none.
_STATED = ("finding", "activation", "onset", "course_hint")
_TELLING = ("inform", "affirm", "correct", "nlu_fallback", "other_medical")
_UNANSWERING = (*NOT_UNDERSTOOD, "affirm", "deny", "unsure", "inform")


class UpdateLedger(ClinicAction):
    """The slot mapping behind `ledger`, `alarm`, `situation` and the other memory slots.

    Whatever the intent, facts and red flags are taken in; so a danger sign inside a question
    about something else raises the alarm in the same turn.
    """

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_update_ledger"

    def respond(self, turn: Turn) -> Outcome:
        """New evidence, and whether it raises the alarm; a message read twice changes nothing."""
        if turn.message_id and turn.message_id == turn.read:
            return Outcome()
        number = turn.number + 1
        answered = answer_evidence(turn, self.resources, number)
        told = evidence_of(as_meant(turn), number, self.resources.model.flags)
        evidence = [*answered, *told, *self._made_graver(turn, number)]
        ledger = turn.ledger.extend(flags_kept(evidence, turn.ledger))
        ledger = self._with_concluded_flags(ledger, number)
        news = news_of(turn.ledger, ledger)
        ledger = self._with_settled_question(ledger, turn, news, number)
        return Outcome(
            slots=self._memory(turn, ledger, news, self.resources.assess(ledger), number)
        )

    def _memory(
        self, turn: Turn, ledger: Ledger, news: list[Evidence], now: Assessment, number: int
    ) -> Mapping[str, Any]:
        emergency = now.urgency.level == "emergency"
        newly_flagged = any(item.about == "flag" and item.status == "present" for item in news)
        missed = turn.intent in NOT_UNDERSTOOD and not news
        return {
            "ledger": ledger.to_list(),
            "news": [asdict(item) for item in news],
            "alarm": emergency and (newly_flagged or turn.situation != "emergency"),
            "situation": "emergency" if emergency else "calm",
            "speaker": asdict(speaker_of(turn)),
            "turn": number,
            "read": turn.message_id,
            "misunderstandings": turn.misunderstandings + 1 if missed else 0,
            "signals": [],
            "story": _story(turn, news, number),
        }

    def _made_graver(self, turn: Turn, number: int) -> list[Evidence]:
        """ "There's blood now", from who is pregnant and has pains: worse than what stands."""
        if turn.intent not in _TELLING or turn.is_tapped or says(turn.text, "denies"):
            return []
        quote = turn.text[:LONGEST_QUOTE]
        graver = []
        for stands in turn.ledger.standing("flag"):
            flag = self.resources.model.flags[stands.value]
            before, now = flag.level_of(stands.quote, stands.level), flag.level_of(turn.text)
            if stands.status == "present" and RANK[now] > RANK[before]:
                graver.append(Evidence("flag", flag.id, turn=number, quote=quote, level=now))
        return graver

    def _with_concluded_flags(self, ledger: Ledger, number: int) -> Ledger:
        """Emergencies that follow from a combination are written down, so that they stay in force.

        What follows for today only is concluded anew each time: a flag on record counts as said.
        """
        assessment = self.resources.assess(ledger)
        concluded = [
            Evidence("flag", flag.id, origin="inferred", turn=number, quote=flag.quote)
            for flag in assessment.urgency.flags
            if flag.status == "active" and flag.level == "emergency"
        ]
        return ledger.extend(concluded)

    def _with_settled_question(
        self, ledger: Ledger, turn: Turn, news: list[Evidence], number: int
    ) -> Ledger:
        """Record that the open question was answered in free words, or asked often enough."""
        question = turn.open_question
        if not question or ("questions", question) not in self.resources.rows:
            return ledger
        if any(settles(item, question) for item in news):
            return ledger.add(settled(question, number))
        exhausted = turn.asked.get(question, 0) >= PATIENCE
        if exhausted and turn.intent in _UNANSWERING:
            return ledger.add(settled(question, number, "unknown"))
        return ledger


def _story(turn: Turn, news: list[Evidence], number: int) -> list[Mapping[str, Any]]:
    """With this message, if it told something unasked; the first ones are the complaint."""
    told = any(item.origin == "volunteered" and item.status != "retracted" for item in news)
    if not told or len(turn.story) >= LONGEST_STORY:
        return list(turn.story)
    return [*turn.story, {"turn": number, "text": turn.text[:LONGEST_QUOTE]}]


def as_meant(turn: Turn) -> Sequence[Mapping[str, Any]]:
    """What a message states, in the light of what it is.

    In a correction, "it is at rest" means: and not on movement, as was said before; "also at
    rest" does not. "Why spondylosis?" and "can I go to the gym?" state neither spondylosis nor
    sports, and what a word means states nothing at all; danger signs are kept in any case. A bare
    "neither" denies what was asked: both rest and movement only if that was the question. What is
    told of a shoulder before anything of the back is no fact of the back.
    """
    intent, entities = turn.intent, turn.entities
    if intent == ANOTHER_COMPLAINT and not turn.in_interview and not turn.ledger.entries:
        return dangers_of(entities)
    if intent == "deny" and turn.open_question != "activation":
        entities = _without_neither(entities)
    if intent == "what_means" and len(turn.segments) == 1:
        return [e for e in entities if e["entity"] in ("red_flag", "topic")]
    if intent in phrases()["only_asked"]:
        return [e for e in entities if not _is_only_asked_about(e, intent, entities)]
    stated = [e for e in entities if e["entity"] == "activation"]
    one = len(stated) == 1 and stated[0].get("status", "present") == "present"
    if intent != "correct" or not one or says(turn.text, "besides"):
        return entities
    instead = {"exclusive": True, "corrects": True}
    return [{**e, **instead} if e["entity"] == "activation" else e for e in entities]


def _without_neither(entities: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The entities, without a denial of both axes at once."""
    denied = [e for e in entities if e["entity"] == "activation" and e.get("status") == "absent"]
    both = len({e["value"] for e in denied}) > 1
    return [e for e in entities if e not in denied] if both else entities


def _is_only_asked_about(
    entity: Mapping[str, Any], intent: str, entities: Sequence[Mapping[str, Any]]
) -> bool:
    """A fact that is the very topic of such a question, or that the question is always about."""
    if entity["entity"] not in _STATED or entity.get("status", "present") != "present":
        return False
    topics = [(e.get("start"), e.get("end")) for e in entities if e["entity"] == "topic"]
    is_topic = (entity.get("start"), entity.get("end")) in topics
    return is_topic or entity["value"] in phrases()["only_asked"][intent]


def speaker_of(turn: Turn) -> Speaker:
    """Who types: an agent stays one; "my mother's back …" makes the typing person a relative."""
    if turn.speaker.role == "agent":
        return turn.speaker
    for entity in reversed(turn.entities):
        if entity["entity"] == "person":
            return Speaker(
                str(entity["value"]),
                str(entity.get("relation") or ""),
                str(entity.get("pronoun") or "they"),
            )
    return turn.speaker
