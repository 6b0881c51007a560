"""Where what was said comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.base import ClinicAction
from actions.explain import named_items
from actions.items import sources_of
from actions.turn import Outcome, Say, Turn


class ExplainSource(ClinicAction):
    """Answers "where is this from?": of what is named, else of what was said last."""

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_source"

    def respond(self, turn: Turn) -> Outcome:
        """The sources by title; before anything was said, what all content rests on."""
        items = named_items(turn, self.resources.store)
        if items:
            sources = sources_of(items)
            facts = {"name": items[0].name, "titles": _lines(sources)}
            return Outcome([Say("utter_sources_of", facts, kind="answer", sources=sources)])
        cited = turn.cited.get("sources") or ()
        if cited:
            facts = {"titles": _lines(cited)}
            return Outcome([Say("utter_sources_of_last", facts, kind="answer", sources=cited)])
        return Outcome([Say("utter_sources", kind="answer")])


def _lines(sources: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(f"- {source['title']}" for source in sources)
