"""The kinds of tremor: acute or chronic, at rest or on movement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.evidence import OTHER_ACTIVATION
from actions.explain import ExplainAction
from actions.items import find_all
from actions.turn import Say, Turn
from actions.wording import says
from knowledge.models import Item

OPPOSITES = {"acute": "chronic", "chronic": "acute", **OTHER_ACTIVATION}
_PRESENT = "present"


class ExplainTypes(ExplainAction):
    """Answers questions about the kinds of tremor, one or all of them."""

    intents = ("ask_types", "explain_type")
    kinds = ("type",)
    opening = ("about_types",)

    def name(self) -> str:
        """Name in domain.yml."""
        return "action_explain_types"

    def asked_items(self, turn: Turn) -> list[Item]:
        """The kinds that are named; "only when I lie, which kind is that?" describes one."""
        named, store = super().asked_items(turn), self.resources.store
        if len(named) == 1 and says(turn.text, "difference"):
            return find_all(store, [named[0].id, OPPOSITES.get(named[0].id, "")])
        if not says(turn.text, "one_kind"):
            return named
        told = {str(e["value"]) for e in turn.entities if _is_told_of_the_tremor(e)}
        known = {one.value for one in turn.ledger.standing("activation") if one.status == _PRESENT}
        described = told or (known if not named else set())
        return find_all(store, described) if len(described) == 1 else named

    def section(self, turn: Turn) -> list[Say]:
        """All of them, to choose from."""
        items = self.resources.store.items("type")
        return [self.whole_section(items, "explain_type", turn)]


def _is_told_of_the_tremor(entity: Mapping[str, Any]) -> bool:
    """At rest or on movement, said to be so."""
    return entity["entity"] == "activation" and bool(entity.get("status", _PRESENT) == _PRESENT)
