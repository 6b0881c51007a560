"""The service's words as Telegram's HTML: all escaped, long texts split where people pause."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

MOST_UNITS = 4096
"""Telegram's limit for a message, in UTF-16 units. It counts without tags, we count with them."""

_INLINE = re.compile(r"\*\*([^*\n]+)\*\*|\[([^\]\n]+)\]\(([^)\s]+)\)")
_BULLET = re.compile(r"^[ \t]*[-*•][ \t]+", re.MULTILINE)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_PAUSES = (
    re.compile(r"\n\s*\n"),  # paragraphs
    re.compile(r"\n"),
    re.compile(r"[.!?…][)\"”’']*\s"),  # sentences
    re.compile(r"\s"),
)
_JOINERS = "\u200d\ufe0e\ufe0f"
_LONGEST_CLUSTER = 32


class Span(NamedTuple):
    """A stretch of the text that is bold, or a link if it has an address."""

    start: int
    end: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Rich:
    """Plain text with the stretches of it that stand out."""

    text: str
    spans: tuple[Span, ...] = ()

    def html(self, start: int, end: int) -> str:
        """A slice as HTML; a stretch that is cut is closed here and opened anew in the next."""
        pieces, at = [], start
        for span in self.spans:
            low, high = max(span.start, start), min(span.end, end)
            if low >= high:
                continue
            pieces += [_plain(self.text[at:low]), _dressed(self.text[low:high], span.address)]
            at = high
        return "".join((*pieces, _plain(self.text[at:end])))


def _plain(text: str) -> str:
    return escape(text, quote=False)


def _dressed(text: str, address: str | None) -> str:
    if address is None:
        return f"<b>{_plain(text)}</b>"
    return f'<a href="{escape(address)}">{_plain(text)}</a>'


def read(words: str) -> Rich:
    """Read **bold**, [words](address) and lists; all else is plain text, whatever it looks like."""
    source = _BULLET.sub("• ", words)
    text, spans, last = "", [], 0
    for match in _INLINE.finditer(source):
        text += source[last : match.start()]
        shown, address, stands_out = _inline(match)
        if stands_out:
            spans.append(Span(len(text), len(text) + len(shown), address))
        text += shown
        last = match.end()
    return Rich(text + source[last:], tuple(spans))


def _inline(match: re.Match[str]) -> tuple[str, str | None, bool]:
    """What is shown, the address it leads to, and whether it stands out at all."""
    bold, words, address = match.groups()
    if bold is not None:
        return bold, None, True
    if _WEB.fullmatch(address):
        return words, address, True
    if address.startswith("tel:"):  # Telegram makes numbers tappable, but not links to them
        return f"{words} ({address[4:]})", None, False
    return match[0], None, False


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(rich: Rich, most: int = MOST_UNITS) -> list[str]:
    """The text as HTML in parts of up to `most` units, cut where people would pause."""
    text, parts, start = rich.text.rstrip(), list[str](), 0
    while True:
        while start < len(text) and text[start].isspace():
            start += 1
        if start >= len(text):
            return parts
        end = _farthest(rich, start, len(text), most)
        if end < len(text):
            end = _pause(text, start, end)
        parts.append(rich.html(start, start + len(text[start:end].rstrip())))
        start = end


def _farthest(rich: Rich, start: int, end: int, most: int) -> int:
    if units(rich.html(start, end)) <= most:
        return end
    low, high = start + 1, end  # html(start, low) fits, html(start, high) does not
    while high - low > 1:
        middle = (low + high) // 2
        if units(rich.html(start, middle)) <= most:
            low = middle
        else:
            high = middle
    return low


def _pause(text: str, start: int, end: int) -> int:
    """The last good place to pause; the first quarter is left alone, so that no part is a stub."""
    least = start + (end - start) // 4
    for pause in _PAUSES:
        found = [match.end() for match in pause.finditer(text, least, end)]
        if found:
            return found[-1]
    return _between_letters(text, least, end)


def _between_letters(text: str, least: int, end: int) -> int:
    """Not inside of what is one sign to a reader: accents and joined emoji stay whole."""
    for cut in range(end, max(least, end - _LONGEST_CLUSTER), -1):
        after, before = text[cut], text[cut - 1]
        if not unicodedata.combining(after) and after not in _JOINERS and before != "\u200d":
            return cut
    return end
