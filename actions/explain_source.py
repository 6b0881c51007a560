"""Where what was said comes from."""

from __future__ import annotations

from actions.base import ClinicAction
from actions.items import find, sources_of
from actions.turn import Outcome, Say, Turn


class ExplainSource(ClinicAction):
    """Answers "where is this from?" for the topic spoken of last, else for everything."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_source"

    def respond(self, turn: Turn) -> Outcome:
        """The sources of one item by title, or what all content rests on."""
        item = find(self.resources.store, turn.topic)
        if item is None:
            return Outcome([Say("utter_sources", kind="answer")])
        sources = sources_of([item])
        titles = "\n".join(f"- {source['title']}" for source in sources)
        facts = {"name": item.name, "titles": titles}
        return Outcome([Say("utter_sources_of", facts, kind="answer", sources=sources)])
