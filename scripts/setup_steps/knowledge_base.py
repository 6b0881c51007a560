"""Builds knowledge.db when the content, or the code that builds it, has changed."""

from __future__ import annotations

from setup_steps.places import BOT, ROOT, STAMPS, python_of
from setup_steps.stamps import digest, files_under, is_stamped, put_stamp
from setup_steps.terminal import run, step

_DATABASE = ROOT / "knowledge.db"


def build_knowledge() -> None:
    """`python -m knowledge build`, which leaves the old database in place if content is bad."""
    stamp = STAMPS / "knowledge"
    if is_stamped(stamp, _state()):
        return
    with step("Building knowledge.db"):
        run(
            [python_of(BOT), "-m", "knowledge", "build"],
            hint="Mend the content that is named above; the old database is still in place.",
        )
    put_stamp(stamp, _state())


def _state() -> str:
    """The content, the code that builds from it, and what was built: none may change alone."""
    return digest(files_under(ROOT / "knowledge", _DATABASE))
