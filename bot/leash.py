"""Starts a command that ends when its parent does, so that no worker outlives a killed gateway."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """Become `command`; on systems without such a leash, simply run it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it went away before the leash was on
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the operator's own command, no shell


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
