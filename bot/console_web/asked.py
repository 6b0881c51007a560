"""What an agent wants to see of the queue; it stands in the address, so that a reload keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

TABS = ("mine", "unassigned", "all")


@dataclass(frozen=True, slots=True)
class Asked:
    """Tab and filters."""

    tab: str = "all"
    q: str = ""
    urgency: str = ""
    channel: str = ""

    @property
    def filtered(self) -> bool:
        """Whether more than a tab is asked for."""
        return bool(self.q or self.urgency or self.channel)

    @property
    def query(self) -> str:
        """The same as the query of an address; nothing for what is meant anyway."""
        given = {name: getattr(self, name) for name in ("q", "urgency", "channel")}
        if self.tab != "all":
            given = {"tab": self.tab, **given}
        return urlencode({name: value for name, value in given.items() if value})


def read(query: Mapping[str, str]) -> Asked:
    """Whatever stands in an address; a tab that is not there is the one that shows all."""
    tab = query.get("tab", "all")
    return Asked(
        tab=tab if tab in TABS else "all",
        q=query.get("q", "").strip(),
        urgency=query.get("urgency", ""),
        channel=query.get("channel", ""),
    )
