"""Content items as replies: an item in full, a section as a list, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.turn import Say, Turn
from actions.wording import for_speaker
from knowledge.errors import UnknownIdError
from knowledge.models import Condition, Item
from knowledge.store import KnowledgeStore

LIST = "utter_section"


def find(store: KnowledgeStore, item_id: str | None) -> Item | None:
    """The item called `item_id`, or None: ids of messages and old slots may be stale."""
    try:
        return store.item(item_id) if item_id else None
    except UnknownIdError:
        return None


def find_all(store: KnowledgeStore, item_ids: Iterable[str]) -> list[Item]:
    """Those of the ids that there are, as items in their order."""
    return [item for item in (find(store, key) for key in item_ids) if item]


def fits(item: Item, kinds: Sequence[str]) -> bool:
    """Whether an item belongs to one of the sections `kinds`."""
    own = item.kinds if isinstance(item, Condition) else (item.kind,)
    return any(kind in kinds for kind in own)


def item_answer(item: Item, turn: Turn, key: str = "utter_item", **more: str) -> Say:
    """An item in full, with where it comes from; `more` are further texts that `key` says."""
    texts = {"words": item.text, **more}
    told = {name: for_speaker(text, turn.speaker) for name, text in texts.items()}
    return Say(key, {"name": titled(item), **told}, kind="answer", sources=sources_of([item]))


def titled(item: Item) -> str:
    """The item's name with its gloss: "Vertebrologist (a spine specialist)"."""
    return f"{item.name} ({item.gloss})" if item.gloss else item.name


def bullets(items: Iterable[Item]) -> str:
    """The items' names as a list, one a line."""
    return "\n".join(f"- {titled(item)}" for item in items)


def more_about(items: Iterable[Item], intent: str) -> list[dict[str, str]]:
    """Buttons that ask for the single items of a list."""
    return [{"title": item.name, "payload": f'/{intent}{{"topic":"{item.id}"}}'} for item in items]


def sources_of(items: Iterable[Item]) -> list[dict[str, str]]:
    """Where the items' facts come from, each source once."""
    seen = {source.id: source.title for item in items for source in item.sources}
    return [{"id": key, "title": title} for key, title in seen.items()]


def section_answer(
    opening: Sequence[Item],
    items: Sequence[Item],
    intent: str,
    turn: Turn,
    more: Sequence[Item] = (),
) -> Say:
    """A section: its opening words, the list of its items, and buttons to go deeper."""
    texts = [for_speaker(item.text, turn.speaker) for item in opening]
    buttons = [*more_about(items, intent), *more_about(more, "ask_overview")]
    return Say(
        LIST,
        {"opening": "\n".join(texts), "items": bullets(items)},
        kind="answer",
        buttons=buttons,
        sources=sources_of([*opening, *items]),
        listed=[item.id for item in items or more],
    )
