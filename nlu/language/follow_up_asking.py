"""Whether a message asks about a thing that was spoken of, and what, by the classifier's shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.language.follow_up_items import MENTIONS, Parsed, topics_of, words_of
from nlu.language.follow_up_labels import EXPLAIN, FOLLOW_UP, OWN
from nlu.language.follow_up_rows import FollowUpRows
from nlu.language.intent_table import IntentTable
from nlu.language.topics import GENERAL, Topics

SURE_OF_OWN = 0.9
_SURE_QUESTION, _FAIR_QUESTION = 0.6, 0.5
_NEVER, _LIKELY = 2.0, 0.4
_SURE_OF_ITEM, _SURE_OF_ROW = 0.6, 0.9  # a row of general advice fits many a question a little


@dataclass(frozen=True, slots=True)
class FollowUpAsking:
    """Reads the shares that the classifier gives a message for every kind of thing."""

    rows: FollowUpRows
    table: IntentTable
    topics: Topics

    def asked(self, parsed: Parsed, context: str, least: float) -> str | None:
        """The likeliest thing that it asks there, if it surely enough asks anything.

        Where nothing is likely, it asks what the thing is: everything else begins with that.
        """
        shares: Mapping[str, float] = (parsed.get(FOLLOW_UP) or {}).get(context, {})
        asks = {label: share for label, share in shares.items() if label != OWN}
        any_of_it = 1.0 - shares.get(OWN, 0.0)
        if not asks or any_of_it < least:
            return None
        likeliest = max(asks, key=lambda label: asks[label])
        return likeliest if asks[likeliest] >= _LIKELY * any_of_it else EXPLAIN

    def least(self, parsed: Parsed, words: Sequence[str], item: str | None = None) -> float:
        """How sure that must be: it asks plainly, or no word asks, or it is about another item."""
        least = self._least(parsed, words, item)
        if self._is_another_matter(parsed, words):
            return max(least, float(self.rows["least"]["other_matter"]))
        if self._is_of_the_tremor(parsed, words):
            return max(least, float(self.rows["least"]["naming"]))
        return least

    def _least(self, parsed: Parsed, words: Sequence[str], item: str | None) -> float:
        least = self.rows["least"]
        others = [one for one in topics_of(parsed) if one["value"] != item and _is_sure(one)]
        if item and others:
            named = {one["value"] for one in others} & set(parsed.get(MENTIONS) or ())
            apart = self._is_apart(parsed, words, others, named)
            return _NEVER if apart else float(least["naming" if named else "else"])
        if not self.is_question(parsed, words) and not self.rows.is_nth(words):
            return float(least["else"])
        short = self.rows.is_short(words) or self._asks_what_it_means(parsed)
        plainly = (short and self.rows.points_plainly(words)) or self.rows.is_nth(words)
        return float(least["plainly"] if plainly else least["asking"])

    def intent(self, parsed: Parsed, asked: str, item: str) -> str | None:
        """The intent that asks so of the item; None where it surely asks so in general.

        "What happens if it is never treated?" after an MRI is about the trembling.
        """
        own, sure = parsed["intent"]["name"], parsed["intent"]["confidence"] >= SURE_OF_OWN
        sure_of_own = sure and not {own, asked} & set(self.rows["row_beside"])
        for name in [own, asked] if sure_of_own else [asked]:
            fits = self.topics.fits(item, self.table.about.get(name, ()))
            if name in self.rows["of_an_item"] and fits:
                return name
        general = asked == own or self.rows.has("section_words", words_of(parsed))
        general = general and item not in (parsed.get(MENTIONS) or ())
        general = general and not self._is_of_the_visit(parsed, item)
        in_general = self.rows.is_section(own) or own in self.rows["of_the_person"]
        return None if sure and general and in_general else self.explains(item)

    def _is_of_the_visit(self, parsed: Parsed, item: str) -> bool:
        """ "When should I see one?", of a doctor who was explained."""
        doctor = self.topics.kind_of(item) == "specialist"
        return doctor and self.rows.has("visits", words_of(parsed))

    def explains(self, item: str) -> str:
        """The intent that asks what the item is."""
        return self.table.explain[self.topics.kind_of(item)]

    def is_question(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """Whether a mark or a word asks."""
        return "?" in parsed["text"] or not self.table.question_words.isdisjoint(words)

    def is_sure_to_ask(self, question: Parsed) -> bool:
        """By itself it is a question of ours, whatever the letter around it is about."""
        intent = question["intent"]
        sure = intent["confidence"] >= _SURE_QUESTION or any(map(_is_sure, topics_of(question)))
        return intent["name"] in self.table.about and sure

    def asks_of_what_it_names(self, letter: Parsed) -> bool:
        """ "Can stress really make a back shake, or does my sister just say that?"."""
        intent = letter["intent"]
        asks = intent["name"] in self.table.about and intent["confidence"] >= _FAIR_QUESTION
        return asks and any(self.names_it(letter, one) for one in letter.get(MENTIONS) or ())

    def describes_one(self, parsed: Parsed) -> bool:
        """ "Tell me more about the exercises" is by itself understood to ask about an item."""
        intent = parsed["intent"]
        sure = intent["confidence"] >= SURE_OF_OWN and any(map(_is_sure, topics_of(parsed)))
        return sure and intent["name"] in self.table.explain.values()

    def names_it(self, parsed: Parsed, item: str) -> bool:
        """ "Does a slipped disc need an operation?" is understood by itself."""
        named = item in (parsed.get(MENTIONS) or ())
        return named and any(one["value"] == item for one in topics_of(parsed))

    def _is_apart(
        self,
        parsed: Parsed,
        words: Sequence[str],
        others: Sequence[Mapping[str, Any]],
        named: Collection[str],
    ) -> bool:
        """It is understood by itself to ask about another item.

        General advice is one only for words that point to nothing: "in which cases should I be
        seen the very same day?", not "and is it dangerous?".
        """
        confidence = parsed["intent"]["confidence"]
        pointing = self.rows.may_point_back(words)
        if named:
            return bool(confidence >= _SURE_QUESTION or not pointing)
        items = [one for one in others if one.get("kind") not in GENERAL]
        least = SURE_OF_OWN if pointing else _SURE_OF_ITEM
        described = any(one.get("confidence_entity", 1.0) >= least for one in items)
        general = not pointing and len(items) < len(others)
        other = bool(items) and self.rows.has("other", words)
        return other or bool((described or general) and confidence >= SURE_OF_OWN)

    def _is_of_the_tremor(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """ "What will they put me through for a shaking back?"; not "can it make a back shake?"."""
        tremor, back = set(self.topics.names["tremor"]), set(self.topics.names["back"])
        named = next((place for place, word in enumerate(words) if word in tremor), None)
        if named is None or back.isdisjoint(words):
            return False
        about = parsed["intent"]["name"] in self.table.about
        return about and not self.rows.has("shaking_it", words[:named])

    def _is_another_matter(self, parsed: Parsed, words: Sequence[str]) -> bool:
        """ "What causes hiccups?" after an MRI."""
        intent, others, mash = parsed["intent"], self.rows["other_matters"], self.rows["mash"]
        if intent["name"] == mash["intent"]:
            return len(words) >= mash["words"] and bool(intent["confidence"] >= mash["least"])
        return intent["name"] in others["kinds"] and bool(intent["confidence"] >= others["least"])

    def _asks_what_it_means(self, parsed: Parsed) -> bool:
        """ "Would you explain what that is, in words a postman follows?": no word is named."""
        return parsed["intent"]["name"] == "what_means" and not topics_of(parsed)


def _is_sure(topic: Mapping[str, Any]) -> bool:
    least = _SURE_OF_ROW if topic.get("kind") in GENERAL else _SURE_OF_ITEM
    return bool(topic.get("confidence_entity", 1.0) >= least)
