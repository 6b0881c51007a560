"""What the answering actions share: find what is asked about, and say it with its source."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import ClassVar

from actions.answers import beside_a_question
from actions.base import ClinicAction
from actions.emergency import stands
from actions.items import LIST, find, find_all, fits, item_answer, section_answer
from actions.ordinals import nth_meant
from actions.turn import Outcome, Say, Turn
from actions.wording import says
from knowledge.models import Condition, Item
from knowledge.store import KnowledgeStore

GENERAL = ("overview", "expert_advice")
# Kinds of what a person has: it can be dangerous, go away, be lived with, lead to something.
LASTING = ("disease", "cause", "pathology", "complication", "type")
MOST_ITEMS_AT_ONCE = 4
_AS_IT_STANDS = frozenset({"utter_item", "utter_test", "utter_treatment"})  # the same each time
MOST_ANSWERS_AT_ONCE = 3


class ExplainAction(ClinicAction):
    """Answers a question of one section: a single item if one was named, else the section.

    A message with several questions gets several answers, in its order.
    """

    begins_interview = True
    intents: tuple[str, ...] = ()  # the questions that this action answers
    kinds: tuple[str, ...] = ()  # item kinds that it explains
    opening: tuple[str, ...] = ()  # rows that open the answer about the whole section
    openers: tuple[str, ...] = ()  # rows that open it instead, if they are what is asked for
    more: tuple[str, ...] = ()  # rows that are offered besides
    _answering: ClassVar[dict[str, type[ExplainAction]]] = {}

    def __init_subclass__(cls) -> None:
        """Note which questions each action answers, for messages that hold several."""
        for intent in cls.intents:
            ExplainAction._answering[intent] = cls

    def respond(self, turn: Turn) -> Outcome:
        """The answer to each question of the message.

        What typed words mean of what was spoken of stands among their items (nlu/follow_ups.yml);
        only a button ("Which tests?") leaves that to the talk.
        """
        turn = turn if turn.is_tapped else replace(turn, topic=None)
        questions = separate_questions(turn, self._answering)
        outcomes = self._answers(questions) or [self.answer(turn)]
        say = [reply for outcome in outcomes for reply in outcome.say]
        if turn.situation == "emergency":
            say = [reply for reply in say if reply.key != LIST] or [self._stands(turn)]
        slots = {key: value for outcome in outcomes for key, value in outcome.slots.items()}
        if lists := [list(reply.listed) for reply in say if reply.listed]:
            slots["listed"] = lists[-1]
        return Outcome(say=say, slots=slots)

    def _answers(self, questions: Sequence[Turn]) -> list[Outcome]:
        """One answer each; "what is an EMG like and does it hurt?" asks for one thing twice."""
        fullest: dict[tuple[str, str], Outcome] = {}
        for number, question in enumerate(questions):
            action = self._answering[question.intent]
            outcome = action(self._resources).answer(question)
            thing = (action.__name__, str(outcome.slots.get("topic") or number))
            fullest[thing] = max(fullest.get(thing, outcome), outcome, key=_length)
        return list(fullest.values())

    def _stands(self, turn: Turn) -> Say:
        """In an emergency no list of causes or doctors stands in the way."""
        return stands(turn, self.resources.assess(turn.ledger))

    def answer(self, turn: Turn) -> Outcome:
        """The items that were named or pointed at ("the second one?"), else the section."""
        items = self.asked_items(turn) or self._pointed_at(turn)
        say = [self.item(item, turn) for item in items] or self.section(turn)
        if not items:
            return Outcome(say=say)
        item, as_it_stands = items[-1].id, say[-1].key in _AS_IT_STANDS
        if as_it_stands and len(items) == 1 and turn.shown == item:
            say = [Say("utter_once_more"), *say]
        return Outcome(say=say, slots={"topic": item, "shown": item if as_it_stands else None})

    def item(self, item: Item, turn: Turn) -> Say:
        """One item in full."""
        return item_answer(item, turn)

    @abstractmethod
    def section(self, turn: Turn) -> list[Say]:
        """The answer when no single item was named."""

    def asked_items(self, turn: Turn) -> list[Item]:
        """Items of this action's kinds that the message names; general rows fit everywhere.

        Those that open the section's list are asked for with it: "the whole list of causes".
        """
        named = named_items(turn, self.resources.store)
        others = [item for item in named if item.id not in self.openers]
        asked = [item for item in others if fits(item, (*self.kinds, *GENERAL))]
        if len(asked) < 2 and says(turn.text, "difference"):
            asked = self._compared(turn) or asked
        return asked[:MOST_ITEMS_AT_ONCE]

    def _compared(self, turn: Turn) -> list[Item]:
        """ "CT or MRI, what is the difference?": all of one kind that are mentioned."""
        items = find_all(self.resources.store, turn.mentions)
        same = [item for item in items if item.kind == items[0].kind]
        return same if len(same) > 1 else []

    def _pointed_at(self, turn: Turn) -> list[Item]:
        item = find(self.resources.store, nth_meant(turn.text, turn.listed))
        return [item] if item else []

    def whole_section(self, items: Sequence[Item], intent: str, turn: Turn) -> Say:
        """The section's opening words, its items and what else there is to read."""
        store = self.resources.store
        named = [item for item in named_items(turn, store) if item.id in self.openers]
        opening = named or [store.item(key) for key in self.opening]
        more = [store.item(key) for key in self.more]
        return section_answer(opening, items, intent, turn, more)

    def named_first(self, turn: Turn) -> list[Say]:
        """What is named, before what is said of it: "is sciatica dangerous?", first what it is."""
        return [item_answer(one, turn) for one in self.lasting_items(turn)[:1]]

    def lasting_items(self, turn: Turn) -> list[Item]:
        """What is named of the things that a person has."""
        named = named_items(turn, self.resources.store)
        return [one for one in named if fits(one, LASTING)]

    def condition_meant(self, turn: Turn) -> Condition | None:
        """The condition a question is about: named now, or spoken of last ("how is that …")."""
        named = named_conditions(turn, self.resources.store)
        if named:
            return named[-1]
        spoken_of = find(self.resources.store, turn.topic)
        return spoken_of if isinstance(spoken_of, Condition) else None


def _length(outcome: Outcome) -> int:
    """Letters of what an answer is filled with."""
    return sum(len(str(value)) for reply in outcome.say for value in reply.facts.values())


def separate_questions(turn: Turn, known: Container[str]) -> list[Turn]:
    """The message's questions as turns of their own, if it holds more than one kind.

    What one is about the next may mean: "how is sciatica treated and who treats it?" What answers
    the open question asks nothing: "a bit. What is an EMG?"
    """
    parts = turn.segments[1:] if turn.open_question and beside_a_question(turn) else turn.segments
    asked = [part for part in parts if part["intent"]["name"] in known]
    if len({part["intent"]["name"] for part in asked}) < 2:
        return []
    questions, topic = [], turn.topic
    for part in asked[:MOST_ANSWERS_AT_ONCE]:
        inside = range(part["start"], part["end"])
        entities = [entity for entity in turn.entities if entity.get("start", 0) in inside]
        intent = part["intent"]["name"]
        questions.append(replace(turn, intent=intent, entities=entities, topic=topic))
        topic = next(reversed(questions[-1].entity_values("topic")), topic)
    return questions


def named_items(turn: Turn, store: KnowledgeStore) -> list[Item]:
    """The content items that the message names, in its order, each once."""
    ids = dict.fromkeys(str(value) for value in turn.entity_values("topic"))
    return find_all(store, ids)


def named_conditions(turn: Turn, store: KnowledgeStore) -> list[Condition]:
    """The conditions among them."""
    return [item for item in named_items(turn, store) if isinstance(item, Condition)]
