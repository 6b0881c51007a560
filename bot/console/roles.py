"""What each role may do."""

from __future__ import annotations

RIGHTS = {
    "agent": ("work",),
    "supervisor": ("work", "lead"),
    "admin": ("work", "lead", "admin"),
}
