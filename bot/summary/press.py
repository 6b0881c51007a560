"""Prints PDFs in a process of its own, so that conversations keep their memory and their pace."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.errors import NotPrinted
from bot.summary.page import Page

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot.summary.pdf")
SECONDS = 20.0
"""How long one page may take: a busy machine needs many times the usual second."""

WAIT_SECONDS = 10.0
"""How long one waits for those before; less than a person, or a console, would wait in all."""

AT_ONCE = 2


class Press:
    """Drawing loads 25 MB of libraries and computes for a good part of a second."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        seconds: float = SECONDS,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._command = command
        self._seconds = seconds
        self._wait_seconds = wait_seconds
        self._room = asyncio.Semaphore(AT_ONCE)

    async def print(self, page: Page) -> bytes:
        """The page as a PDF; `NotPrinted` if there is none in time, for whatever reason."""
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._room.acquire()
        except TimeoutError as error:
            raise NotPrinted("others are still being printed") from error
        try:
            return await self._draw(json.dumps(asdict(page)).encode())
        finally:
            self._room.release()

    async def _draw(self, page: bytes) -> bytes:
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                cwd=ROOT,
            )
        except OSError as error:  # no memory left for another process
            raise NotPrinted("the press did not start") from error
        try:
            async with asyncio.timeout(self._seconds):
                written, _ = await process.communicate(page)
        except TimeoutError as error:
            raise NotPrinted(f"not drawn within {self._seconds} s") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            raise NotPrinted(f"the PDF could not be drawn (exit code {process.returncode})")
        return written
