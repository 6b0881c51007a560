"""What the answering actions share: find what is asked about, and say it with its source."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence

from actions.base import ClinicAction
from actions.turn import Outcome, Say, Turn
from actions.wording import for_speaker
from knowledge.errors import UnknownIdError
from knowledge.models import Condition, Item
from knowledge.store import KnowledgeStore

MOST_ITEMS_AT_ONCE = 3


class ExplainAction(ClinicAction):
    """Answers a question of one section: a single item if one was named, else the section."""

    kinds: tuple[str, ...] = ()  # item kinds that this action explains

    @abstractmethod
    def section(self, turn: Turn) -> list[Say]:
        """The answer when no single item was named."""

    def respond(self, turn: Turn) -> Outcome:
        """Named items of our kind first; in an emergency the action to take stays in sight."""
        items = self.asked_items(turn)
        say = [item_answer(item, turn) for item in items] or self.section(turn)
        if turn.situation == "emergency":
            say = [*say, Say("utter_emergency_stands", kind="emergency")]
        slots = {"topic": items[-1].id} if items else {}
        return Outcome(say=say, slots=slots)

    def asked_items(self, turn: Turn) -> list[Item]:
        """Items of this action's kinds that the message names."""
        named = named_items(turn, self.resources.store)
        return [item for item in named if fits(item, self.kinds)][:MOST_ITEMS_AT_ONCE]

    def condition_meant(self, turn: Turn) -> Condition | None:
        """The condition a question is about: named now, or spoken of last ("how is that …")."""
        for item in reversed(named_items(turn, self.resources.store)):
            if isinstance(item, Condition):
                return item
        item = find(self.resources.store, turn.topic)
        return item if isinstance(item, Condition) else None


def named_items(turn: Turn, store: KnowledgeStore) -> list[Item]:
    """The content items that the message names, in its order, each once."""
    ids = dict.fromkeys(str(value) for value in turn.entity_values("topic"))
    return [item for item in (find(store, key) for key in ids) if item]


def find(store: KnowledgeStore, item_id: str | None) -> Item | None:
    """The item called `item_id`, or None: ids of messages and old slots may be stale."""
    try:
        return store.item(item_id) if item_id else None
    except UnknownIdError:
        return None


def fits(item: Item, kinds: Sequence[str]) -> bool:
    """Whether an item belongs to one of the sections `kinds`."""
    own = item.kinds if isinstance(item, Condition) else (item.kind,)
    return any(kind in kinds for kind in own)


def item_answer(item: Item, turn: Turn) -> Say:
    """An item in full, with where it comes from."""
    return Say(
        "utter_item",
        {"name": titled(item), "text": for_speaker(item.text, turn.speaker)},
        kind="answer",
        sources=sources_of([item]),
    )


def titled(item: Item) -> str:
    """The item's name with its gloss: "Vertebrologist (a spine specialist)"."""
    return f"{item.name} ({item.gloss})" if item.gloss else item.name


def bullets(items: Iterable[Item]) -> str:
    """The items' names as a list, one a line."""
    return "\n".join(f"- {titled(item)}" for item in items)


def more_about(items: Iterable[Item], intent: str) -> list[dict[str, str]]:
    """Buttons that ask for the single items of a list."""
    return [
        {"title": item.name, "payload": f'/{intent}{{"topic":"{item.id}"}}'} for item in items
    ]


def sources_of(items: Iterable[Item]) -> list[dict[str, str]]:
    """Where the items' facts come from, each source once."""
    seen = {source.id: source.title for item in items for source in item.sources}
    return [{"id": key, "title": title} for key, title in seen.items()]


def section_answer(key: str, items: Sequence[Item], intent: str, **facts: str) -> Say:
    """A section as an introduction, the list of its items and buttons to go deeper."""
    return Say(
        key,
        {"items": bullets(items), **facts},
        kind="answer",
        buttons=more_about(items, intent),
        sources=sources_of(items),
    )
