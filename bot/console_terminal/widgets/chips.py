"""Findings as chips, in the order in which they were told."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from bot.console_terminal.models import Finding, Flag
from bot.console_terminal.words import say, term

SIGNS = {"present": "+", "absent": "-", "unknown": "?"}
STYLES = {"present": "bold", "absent": "", "unknown": "italic"}


def chip(finding: Finding) -> Content:
    """One finding: its sign, its name and, unless it is present, its status as a word."""
    sign = SIGNS.get(finding.status, "?")
    status = "" if finding.status == "present" else f" {term('statuses', finding.status)}"
    return Content.styled(f"[{sign} {finding.name}{status}]", STYLES.get(finding.status, ""))


class Chips(Static):
    """All chips, wrapped."""

    def show(self, findings: Sequence[Finding], flags: Sequence[Flag] = ()) -> None:
        """Draw them, red flags first."""
        parts = [
            Content.styled(f"[!! {flag.name}]", "bold $on-alarm on $alarm")
            for flag in flags
            if flag.active
        ]
        parts += [chip(finding) for finding in findings]
        self.update(Content(" ").join(parts) if parts else Content(say("call.no_findings")))
