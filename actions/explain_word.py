"""What a word means."""

from __future__ import annotations

import re

from actions.answers import is_settled
from actions.base import ClinicAction
from actions.emergency import stands
from actions.explain import named_items
from actions.items import item_answer
from actions.reasons import is_told
from actions.result import simple_result
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker
from knowledge.models import Term
from knowledge.store import KnowledgeStore

LONGEST_TERM = 3  # words


def first_term(text: str, store: KnowledgeStore) -> Term | None:
    """The first glossary entry among the words of a text, longer ones before shorter."""
    words = re.findall(r"[\w'-]+", text)
    for length in range(LONGEST_TERM, 0, -1):
        for start in range(len(words) - length + 1):
            term = store.glossary(" ".join(words[start : start + length]))
            if term:
                return term
    return None


class ExplainWord(ClinicAction):
    """Answers "what does kinetic mean?" from the glossary, else from the content itself."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_word"

    def respond(self, turn: Turn) -> Outcome:
        """The glossary knows the words of the trade; an item explains itself."""
        store = self.resources.store
        items = named_items(turn, store)
        term = first_term(turn.text, store)
        if term:
            facts = {"term": term.term, "words": term.text}
            sources = [{"id": source.id, "title": source.title} for source in term.sources]
            return Outcome([Say("utter_term", facts, kind="answer", sources=sources)])
        if items:
            return Outcome([item_answer(items[0], turn)], {"topic": items[0].id})
        return Outcome([self._meant(turn)])

    def _meant(self, turn: Turn) -> Say:
        """ "What do you mean?" is about the open question, else the result, else a word."""
        assessment = self.resources.assess(turn.ledger)
        if turn.situation == "emergency":
            return stands(turn, assessment)
        row = self.resources.rows.get(("questions", turn.open_question or ""))
        if row is None or is_settled(turn):
            told = is_told(turn)
            return (
                simple_result(turn, assessment, self.resources)
                if told
                else Say("utter_term_unknown", kind="notice")
            )
        facts = {key: for_speaker(row[key], turn.speaker) for key in ("why", "example")}
        return Say("utter_question_meant", facts, kind="answer")
