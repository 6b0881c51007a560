"""The table of keys is well formed, and docs/console.md says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[4]
KEYS: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (ROOT / "bot/console/keys.yml").read_text("utf-8")
)
HEADINGS = {
    "queue": "in the queue",
    "conversation": "in a conversation",
    "call": "in a call",
    "summary": "in the summary",
    "figures": "in the figures",
    "everywhere": "everywhere",
}

NEEDED = {"key", "shown", "words"}


def table() -> str:
    """The keys as Markdown: one row a screen."""
    rows = ["| where | keys |", "|---|---|"]
    for group, heading in HEADINGS.items():
        keys = "; ".join(_key(one) for one in KEYS[group].values())
        rows.append(f"| {heading} | {keys} |")
    return "\n".join(rows)


def _key(one: dict[str, Any]) -> str:
    words = one["words"].replace(";", ",")
    only = f" ({one['only']})" if "only" in one else ""
    return f"`{one['shown']}` {words[0].lower()}{words[1:]}{only}"


def test_the_page_for_agents_lists_the_keys_that_there_are() -> None:
    page = (ROOT / "docs/console.md").read_text("utf-8")
    written = page.partition("should stand here -->\n")[2].partition("\n<!-- end of keys")[0]
    assert written == table()


def test_every_screen_has_a_heading() -> None:
    assert set(KEYS) == set(HEADINGS)


@pytest.mark.parametrize("group", KEYS)
def test_a_key_says_what_it_is_for(group: str) -> None:
    for name, one in KEYS[group].items():
        assert NEEDED <= set(one) <= NEEDED | {"web", "hint", "only", "right"}, name
        assert one.get("only", "web") in ("web", "terminal")
