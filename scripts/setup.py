"""Makes the project ready to run or to test: `python3 scripts/setup.py [run|test|environments]`.

Needs only Python 3.11 or newer. Whatever is up to date is left alone, so when nothing has changed
it is done in a fraction of a second.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts it may have an older one
    sys.exit("This needs Python 3.11 or newer: install one and run `make PYTHON=python3.11 ...`.")

from setup_steps.browser_parts import fetch_browser_parts
from setup_steps.chromium import install_chromium
from setup_steps.environments import make_environments
from setup_steps.errors import SetupError
from setup_steps.knowledge_base import build_knowledge
from setup_steps.lock import only_one
from setup_steps.model import train_model
from setup_steps.postgresql import install_postgresql

GOALS = {
    "environments": (make_environments,),
    "run": (make_environments, fetch_browser_parts, build_knowledge, train_model),
    # The model is trained beside the tests that need none: scripts/run_tests.py.
    "test": (
        make_environments,
        fetch_browser_parts,
        install_chromium,
        install_postgresql,
        build_knowledge,
    ),
}


def main(arguments: list[str]) -> int:
    """Command line."""
    goal = arguments[0] if arguments else "run"
    if goal not in GOALS:
        print(f"There is no {goal!r}; there are: {', '.join(GOALS)}.", file=sys.stderr)
        return 2
    try:
        with only_one():
            for make_ready in GOALS[goal]:
                make_ready()
    except (SetupError, OSError) as error:  # OSError: a full disk, a file that is not there
        print(f"\nThe set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
