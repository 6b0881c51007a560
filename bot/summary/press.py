"""Prints PDFs in a process of its own, so that conversations keep their memory and their pace."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.errors import BotError
from bot.summary.page import Page

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot.summary.pdf")
SECONDS = 20.0
AT_ONCE = 2


class Press:
    """Drawing loads 25 MB of libraries and computes for a good part of a second."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._room = asyncio.Semaphore(AT_ONCE)

    async def print(self, page: Page) -> bytes:
        """The page as a PDF."""
        async with self._room:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=ROOT,
            )
            try:
                async with asyncio.timeout(SECONDS):
                    written, _ = await process.communicate(json.dumps(asdict(page)).encode())
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode:
            raise BotError(f"the PDF could not be drawn (exit code {process.returncode})")
        return written
