"""Checks nlu/messages: form, labels, repeats, and that none is near to a held-out message."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaluation.overlap import nearest_held_out  # noqa: E402 - needs the path above
from nlu.classifying.corpus import CorpusError, Status, read_messages  # noqa: E402


def main() -> int:
    """Print what is wrong, or how often each label stands where; 0 if all is well."""
    wanted = {Path(name).name for name in sys.argv[1:]}
    try:
        messages = list(read_messages())
    except CorpusError as error:
        print(error)
        return 1
    chosen = [one for one in messages if not wanted or one.file in wanted]
    if unknown := wanted - {one.file for one in messages}:
        print(f"nlu/messages has no {', '.join(sorted(unknown))}.")
        return 1
    near = nearest_held_out(one.text for one in chosen)
    for text in near:
        print(f"too near to a held-out message, say something else: {text!r}")
    counts = Counter((name, status) for one in chosen for name, status in one.labels.items())
    for name in sorted({name for name, _ in counts}):
        row = "  ".join(
            f"{status.name.lower()} {counts[name, status]}" for status in Status if status
        )
        print(f"{name:24} {row}")
    print(f"{len(chosen)} messages")
    return 1 if near else 0


if __name__ == "__main__":
    sys.exit(main())
