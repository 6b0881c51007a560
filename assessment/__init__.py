"""The clinical reasoning: pure functions over an evidence ledger, standard library only."""
