"""Decides the intent of a text from the shares of the classifier and from what the text shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlu.language.intent_table import (
    CORRECT,
    FALLBACK,
    INFORM,
    OTHER_MEDICAL,
    RETRACT,
    Intent,
    IntentTable,
    Signs,
    Thresholds,
)

FOREIGN, GIBBERISH = "non_english", "gibberish"
_DOSE, _SMALLTALK = "medication_dose", "smalltalk"
_EXPLAIN, _TREATMENTS, _TREATMENT = "explain_", "ask_treatments", "explain_treatment"
_TESTS, _TEST = "ask_tests", "explain_test"
_SNIPPET = 4
_TURNED_AWAY = (FALLBACK, "smalltalk", GIBBERISH, FOREIGN)
_ANSWERS = ("correct", "affirm", "deny", "unsure")
_SURE, _CLEAR, _LIKELY, _FAIR, _GUESS, _SLIGHT = 0.8, 0.7, 0.55, 0.5, 0.4, 0.15
_OF_A_FACT = 0.35  # "this ringing in my ears gets louder with stress": the fact is not of the back
_ASKED_ELSEWHERE = 0.05  # "would an MRI show what is wrong with my knee": as little is enough
_HINT_WITH_TREMOR, _HINT_OF_BACK, _HINT_OF_ONE = 0.1, 0.2, 0.3
_SURE_OF_OURS = 0.6  # below it, a text that names nothing of ours may be none of ours


@dataclass(frozen=True, slots=True)
class IntentRules:
    """From shares and signs to one intent."""

    table: IntentTable
    thresholds: Thresholds = field(default_factory=Thresholds)

    def decide(self, shares: Mapping[str, float], signs: Signs) -> Intent:
        """The intent of one text."""
        if signs.foreign:
            return Intent(FOREIGN, max(_SURE, shares.get(FOREIGN, 0.0)))
        if signs.about_something_else and self.table.plain.spares_the_back(signs.line):
            signs = replace(signs, groups=signs.groups - {"back"}, findings=0)
        pooled = self._pooled(self.table.plain.possible(shares, signs.line), signs)
        best = self._best(pooled)
        if signs.gibberish and best.confidence < _FAIR and not signs.findings:
            return Intent(GIBBERISH, _SURE)
        if signs.unreadable and not signs.findings:
            unread = max(FOREIGN, GIBBERISH, key=lambda name: pooled.get(name, 0.0))
            return Intent(unread, max(_SURE, pooled.get(unread, 0.0)))
        if self._names_nothing_of_ours(best, signs):
            best = max(best, self.outside(pooled), key=lambda intent: intent.confidence)
        return self._mended(self._of_one(best, pooled, signs), pooled, signs)

    def _of_one(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> Intent:
        """ "What kind of medicines are used?", "is there a test for nerves, EMG or something?"."""
        if best.name == _TREATMENTS and self.table.plain.asks_which_of_a_kind(signs.line):
            return Intent(_TREATMENT, best.confidence)
        named = "test" in signs.kinds and pooled.get(_TEST, 0.0) >= _HINT_OF_ONE
        return Intent(_TEST, best.confidence) if best.name == _TESTS and named else best

    def _names_nothing_of_ours(self, best: Intent, signs: Signs) -> bool:
        """A longer text without a body, an illness, a fact, a time or an item, and but a guess."""
        guessed = best.name == INFORM or best.name in self.table.about
        ours = signs.kinds or signs.findings or signs.numbers or signs.groups
        wordy = len(signs.line.split()) > _SNIPPET
        return guessed and not ours and wordy and best.confidence < _SURE_OF_OURS

    def _pooled(self, shares: Mapping[str, float], signs: Signs) -> dict[str, float]:
        """All "what is X" as one question; the kind of X decides which."""
        explain = {name: share for name, share in shares.items() if name.startswith(_EXPLAIN)}
        pooled = {name: share for name, share in shares.items() if name not in explain}
        if explain:
            pooled[self._explain_name(explain, signs)] = sum(explain.values())
        return pooled

    def _explain_name(self, explain: Mapping[str, float], signs: Signs) -> str:
        """The kind of a named item, unless the wording clearly describes one of another kind."""
        names = [self.table.explain[kind] for kind in signs.kinds if kind in self.table.explain]
        best = max(explain, key=lambda name: explain[name])
        if not names or explain[best] > _CLEAR * sum(explain.values()):
            return best
        return max(names, key=lambda name: explain.get(name, 0.0))

    def _best(self, pooled: Mapping[str, float]) -> Intent:
        ranked = sorted(pooled.items(), key=lambda item: -item[1])
        (name, share), (_, second) = ranked[0], ranked[1]
        if share >= self.thresholds.share and share - second >= self.thresholds.margin:
            return Intent(name, share)
        if (group := self._group_share(name, pooled)) >= _FAIR:
            return Intent(name, group)
        outside = self.outside(pooled)
        return outside if outside.confidence >= _FAIR else Intent(FALLBACK, 1.0 - share)

    def outside(self, pooled: Mapping[str, float]) -> Intent:
        """The likeliest kind that is handled elsewhere, as sure as all of them together."""
        outside = {name: share for name, share in pooled.items() if name in self.table.handling}
        likeliest = max(outside, key=lambda name: outside[name], default=FALLBACK)
        return Intent(likeliest, sum(outside.values()))

    def _group_share(self, name: str, pooled: Mapping[str, float]) -> float:
        """How sure it is that the text is one of those that are served like `name`."""
        if name not in self.table.about:
            return 0.0
        return sum(share for label, share in pooled.items() if label in self.table.about)

    def _mended(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> Intent:
        """What was told about the back is never turned away; what is told of elsewhere is."""
        inform = pooled.get(INFORM, 0.0)
        if self._puts_right(best, signs):
            return Intent(CORRECT, max(_FAIR, pooled.get(CORRECT, 0.0)))
        if self._asks_for_a_dose(best, pooled, signs):
            return Intent(_DOSE, pooled[_DOSE] + best.confidence)
        if best.name == INFORM:
            return self._told_elsewhere(best, pooled, signs)
        if best.name == OTHER_MEDICAL:
            return self._told_of_another_complaint(best, inform, signs)
        if self._asks_of_elsewhere(best, pooled, signs):
            return Intent(OTHER_MEDICAL, pooled[OTHER_MEDICAL] + best.confidence)
        told = best.name == FALLBACK or inform > _SLIGHT or signs.about_the_back
        outside = best.name in _TURNED_AWAY and best.confidence < _SURE
        told_all_the_same = (
            self._names_the_back_oddly(best, inform, signs)
            or (outside and told and signs.findings)
            or (best.name == FALLBACK and self._tells_something(signs))
            or (best.name in (*self.table.about, _DOSE) and self._tells_only(best, signs))
            or (best.name == RETRACT and best.confidence < _FAIR and signs.findings)
        )
        if told_all_the_same:
            return Intent(INFORM, max(_FAIR, inform))
        if best.name in _ANSWERS and signs.findings:
            return Intent(INFORM, max(_FAIR, inform)) if self._tells(best, inform, signs) else best
        return Intent(FALLBACK, 1.0 - best.confidence) if self._only_guessed(best, signs) else best

    def _asks_for_a_dose(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> bool:
        """ "What dose of X for a twitching back, I'm 80 kilos": no telling, whatever is told."""
        worded = self.table.plain.names_a_dose(signs.line) and self.table.asks(signs)
        return best.name == INFORM and worded and pooled.get(_DOSE, 0.0) > _SLIGHT

    def _asks_of_elsewhere(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> bool:
        """ "Would an MRI show what is wrong with my knee?": our test, and not our back."""
        elsewhere = signs.about_something_else and signs.groups.isdisjoint({"back", "tremor"})
        likely = pooled.get(OTHER_MEDICAL, 0.0) > _ASKED_ELSEWHERE
        return best.name in self.table.about and elsewhere and likely

    def _names_the_back_oddly(self, best: Intent, inform: float, signs: Signs) -> bool:
        """ "My lumbar is doing the Harlem Shake": taken for talk, but the back is named in it."""
        talk = best.name in ("smalltalk", GIBBERISH) and not self.table.asks(signs)
        hint = _HINT_WITH_TREMOR if "tremor" in signs.groups else _HINT_OF_BACK
        return talk and signs.about_the_back and not signs.about_something_else and inform > hint

    def _puts_right(self, best: Intent, signs: Signs) -> bool:
        """ "Wait no, when I am resting": facts behind the opening of a correction."""
        facts = signs.findings or signs.numbers
        said = best.name in (INFORM, FALLBACK, *_ANSWERS)
        return bool(facts) and said and self.table.plain.puts_right(signs.line)

    def _only_guessed(self, best: Intent, signs: Signs) -> bool:
        """A statement that is a little like a question: better to ask what was meant."""
        question = best.name in self.table.about and not signs.kinds
        unasked = bool(signs.line) and not self.table.asks(signs)
        return question and unasked and best.confidence < _GUESS

    def _told_of_another_complaint(self, best: Intent, inform: float, signs: Signs) -> Intent:
        if self._hardly_another(best, inform, signs) or self._told_in_passing(best, inform, signs):
            return Intent(INFORM, max(_FAIR, inform))
        here = self._told_here(signs) and (best.confidence < _CLEAR or signs.about_the_back)
        return Intent(INFORM, best.confidence) if here else best

    def _hardly_another(self, best: Intent, inform: float, signs: Signs) -> bool:
        """ "My left leg hurts down to the knee": a fact of ours; a tremor of the hands is none."""
        fact = bool(signs.findings) and "tremor" not in signs.groups
        most = _SURE if self.table.plain.runs_down_a_leg(signs.line) else _LIKELY
        return fact and inform > _HINT_OF_BACK and best.confidence < most

    def _told_in_passing(self, best: Intent, inform: float, signs: Signs) -> bool:
        """ "Every time I cough", "no kidney trouble": an illness is named but not complained of."""
        plain = self.table.plain
        if signs.question or plain.spares_the_back(signs.line):
            return False
        denied = plain.denies(signs.line) and inform > _SLIGHT and best.confidence < _SURE
        return denied or plain.tells_when(signs.line)

    def _tells_only(self, best: Intent, signs: Signs) -> bool:
        """ "Yes stress, lots": facts without a word that asks, and the question is a mere guess."""
        return bool(signs.findings) and not self.table.asks(signs) and best.confidence < _CLEAR

    def _told_here(self, signs: Signs) -> bool:
        """A finding of the back, or one of the body that names no place elsewhere."""
        if signs.about_the_back and "tremor" in signs.groups:
            return True
        return bool(signs.findings) and (signs.about_the_back or not signs.about_something_else)

    def _told_elsewhere(self, best: Intent, pooled: Mapping[str, float], signs: Signs) -> Intent:
        share = pooled.get(OTHER_MEDICAL, 0.0)
        if self.table.plain.tells_when(signs.line):
            return best
        elsewhere = signs.about_something_else and not signs.about_the_back
        least = _OF_A_FACT if signs.findings else _SLIGHT
        if elsewhere and share > least:
            return Intent(OTHER_MEDICAL, share + best.confidence)
        return best

    def _tells(self, best: Intent, inform: float, signs: Signs) -> bool:
        """ "Yes, and it tingles": facts beside an answer, or a correction that corrects nothing."""
        if best.name != CORRECT:
            return inform > _SLIGHT
        sure = best.confidence >= _CLEAR and self._corrects(signs)
        return not sure and (inform > _SLIGHT or not self._corrects(signs))

    def _corrects(self, signs: Signs) -> bool:
        return not self.table.correction_words.isdisjoint(signs.words)

    def _tells_something(self, signs: Signs) -> bool:
        return bool(signs.numbers) or {"back", "tremor"} <= set(signs.groups)

    def leading(self, intents: Sequence[Intent]) -> Intent:
        """The intent of the whole message: the highest rank, then the first that is understood."""
        last = len(self.table.rank)

        def place(intent: Intent) -> tuple[int, bool]:
            return self.table.rank.get(intent.name, last), intent.confidence < _GUESS

        return min(intents, key=place)

    def handling(self, leading: str, intents: Collection[str]) -> str:
        """The handling of vocabulary.md for a message with these intents."""
        for name in (leading, *intents):
            if name in self.table.always:
                return self.table.handling[name]
        beside = not self.table.in_scope_beside.isdisjoint(intents)
        if beside and leading not in self.table.leading:
            return "in_scope"
        if leading in self.table.courtesies:
            return _SMALLTALK
        return self.table.handling.get(leading, "in_scope")
