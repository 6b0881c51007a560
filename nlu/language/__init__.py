"""Pure language logic: words, clauses, context, findings and times; no Rasa in here."""
