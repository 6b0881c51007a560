"""Builds knowledge.db when the content, or the code that builds it, has changed."""

from __future__ import annotations

from setup_steps.places import BOT, ROOT, STAMPS, python_of
from setup_steps.stamps import digest, files_under, is_stamped, put_stamp
from setup_steps.terminal import run, step


def build_knowledge() -> None:
    """`python -m knowledge build`, which leaves the old database in place if content is bad."""
    wanted, stamp = digest(files_under(ROOT / "knowledge")), STAMPS / "knowledge"
    if is_stamped(stamp, wanted) and (ROOT / "knowledge.db").exists():
        return
    with step("Building knowledge.db"):
        run(
            [python_of(BOT), "-m", "knowledge", "build"],
            hint="Mend the content that is named above; the old database is still in place.",
        )
    put_stamp(stamp, wanted)
